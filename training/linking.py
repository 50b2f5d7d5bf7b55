"""Learns when two reports tell of one event (`resolve/linking.json`) from reports whose events are marked.

    python -m training.linking OUT.json READINGS.jsonl GOLD.jsonl[.gz] …

READINGS: readings of the reports of GOLD, which is in the form of `data/rows` (every event, by words) or of `data/incidents`
(one incident a report). Of each set the pairs of events are drawn that linking would compare.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dateline.codebook.families import family
from dateline.model import Reading
from dateline.resolve import published
from dateline.resolve.events import candidates
from dateline.resolve.local import LocalEvent, local_events, never
from dateline.resolve.pairs import features, vector
from dateline.resolve.people import link_entities
from dateline.resolve.similarity import Similarity
from training.examples import Line, part_of, read_lines
from training.logistic import Row, fit, written

FOR = ("names", "same_", "toponym", "overlap", "type", "family", "many_", "close_", "hurt", "words", "copy", "actors")
AGAINST = ("km", "other_", "days", "news_days", "incompatible", "victims")
FOLDS = 4
Marked = dict[str, Any]


def marked_of(event: LocalEvent, gold: Line) -> Marked | None:
    """The marked event that most of a local event's triggers touch; in a report of one incident, what the report is about."""
    if "incident" in gold:
        return {"event_id": gold["incident"]} if event.main else None
    touched = Counter(
        n
        for claim in event.claims
        for n, marked in enumerate(gold["events"])
        if any(a < claim.raw_trigger[1] and claim.raw_trigger[0] < b for a, b in marked["spans"])
    )
    return gold["events"][touched.most_common(1)[0][0]] if touched else None


def label(a: Marked, b: Marked) -> bool | None:
    """Whether two marked events are one; None where that is not known: those who marked them may have named one differently."""
    if a["event_id"] == b["event_id"]:
        return True
    if "type" not in a or "type" not in b:
        return False
    (first, last), (start, end) = (tuple(e["date"].values()) for e in (a, b))
    if last and end and ((first and first > end) or (start and start > last)):
        return False
    return None if family(a["type"]) == family(b["type"]) else False


def rows_of(readings: list[Reading], gold: dict[str, Line]) -> Iterator[tuple[str, Row]]:
    """The pairs of events that linking would compare, each with the two reports' ids."""
    linked = link_entities(readings, [], [])
    similarity = Similarity({r.report.id: r.text for r in readings})
    days = {r.report.id: published(r) for r in readings}
    local = {event.key: event for reading in readings for event in local_events(reading, linked)[0]}
    marked = {key: marked_of(event, gold[event.report]) for key, event in local.items()}
    for a, b in candidates(local, similarity):
        one, other = marked[a], marked[b]
        if never(local[a], local[b]) or (one is None and other is None):
            continue
        known = label(one, other) if one and other else None if "incident" in gold[a[0]] else False
        if known is not None:
            yield f"{a[0]} {b[0]}", (vector(features(local[a], local[b], days, similarity)), known)
            # the same as if nobody knew when the reports were published
            yield f"{a[0]} {b[0]}", (vector(features(local[a], local[b], {}, similarity)), known)


def judged(rows: list[tuple[str, Row]]) -> dict[str, float]:
    """Precision and recall at the threshold, each pair by weights that were fitted without its fold."""
    hit = said = 0
    for n in range(FOLDS):
        decision = fit([row for ids, row in rows if part_of(ids, FOLDS) != n], FOR, AGAINST)
        for ids, (found, right) in rows:
            if part_of(ids, FOLDS) == n and decision.chance(found) >= decision.threshold:
                said += 1
                hit += right
    return {"precision": round(hit / max(1, said), 3), "recall": round(hit / max(1, sum(y for _, (_, y) in rows)), 3)}


def main() -> None:
    if len(sys.argv) < 4 or len(sys.argv) % 2:
        sys.exit("usage: python -m training.linking OUT.json READINGS.jsonl GOLD.jsonl …")
    rows: list[tuple[str, Row]] = []
    for path, marks in zip(sys.argv[2::2], sys.argv[3::2], strict=True):
        with Path(path).open("rb") as lines:
            readings = [msgspec.json.decode(line, type=Reading) for line in lines]
        made = list(rows_of(readings, {str(line["id"]): line["gold"] for line in read_lines(Path(marks))}))
        print(
            f"{path}: {len(made)} pairs, {sum(right for _, (_, right) in made)} of them one event; by folds {judged(made)}"
        )
        rows += made
    decision = fit([row for _, row in rows], FOR, AGAINST)
    print(f"all by folds {judged(rows)}")
    Path(sys.argv[1]).write_text(json.dumps(written(decision), indent=1) + "\n")


if __name__ == "__main__":
    main()
