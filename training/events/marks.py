"""Marked reports without their texts: what `training/rows` keeps, and how it becomes `data/rows` again beside the texts.

    python -m training.events.marks MARKS.jsonl OUT.jsonl REPORTS.jsonl[.gz] …

REPORTS are the sets that the marked reports are from. A mark holds a report's id and, for each event, labels and offsets; every word is a span of the text, which stays in the
data folder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dateline.model import COUNTED
from training.examples import Line, read_lines

KEPT = (
    "event_id",
    "part_of",
    "main",
    "grade",
    "type",
    "type_also",
    "status",
    "date",
    "date_span",
    "actor_status",
    "actor_span",
    "spans",
)
OF_TOLLS = ("low", "high", "bound", "who", "part", "over", "superseded", "span")


def pack(line: Line) -> Line:
    """A marked report (form of `data/rows`) without its text; words that the text does not hold are left out.

    >>> packed = pack({"id": "a", "published": "2016-03-01", "text": "Shells hit Homs.", "gold": {"ignore": [], "events": [
    ...     {"event_id": "homs", "grade": "incident", "type": "shelling", "place": {"name": "Homs", "country": "SY",
    ...      "span": [11, 15], "also": ["Homs province"]}, "targets": ["Homs"], "killed": [], "injured": [], "spans": [[7, 10]]}]}})
    >>> packed["events"][0]["place"], packed["events"][0]["targets"], "text" in packed
    ({'span': [11, 15], 'country': 'SY', 'also': []}, [[11, 15]], False)
    """
    text = line["text"]

    def found(words: str | None) -> list[int] | None:
        at = text.find(words) if words else -1
        return [at, at + len(words)] if words and at >= 0 else None

    def all_found(words: Iterable[str]) -> list[list[int]]:
        return [span for w in words if (span := found(w)) is not None]

    events = []
    for event in line["gold"]["events"]:
        kept = {name: event[name] for name in KEPT if event.get(name) not in (None, [], False)}
        if place := event.get("place"):
            kept["place"] = {
                "span": place["span"],
                "country": place.get("country"),
                "also": all_found(place.get("also", ())),
            }
        kept["targets"] = all_found(event.get("targets") or ())
        if speaker := found(event.get("speaker")):
            kept["speaker"] = speaker
        for kind in COUNTED:  # `captured` only where the reader of the report was asked to count those, too
            if event.get(kind) is not None:
                kept[kind] = [
                    {name: toll[name] for name in OF_TOLLS if toll.get(name) not in (None, False)}
                    | {"speaker": found(toll.get("speaker"))}
                    for toll in event[kind]
                ]
        events.append(kept)
    ignored = [passage["span"] if isinstance(passage, dict) else passage for passage in line["gold"].get("ignore", ())]
    return {"id": line["id"], "published": line["published"], "events": events, "ignore": ignored}


def unpack(mark: Line, report: Line) -> Line:
    """A mark beside its report's text, in the form of `data/rows`."""
    text = report["text"]

    def words(span: list[int] | None) -> str | None:
        return text[slice(*span)] if span else None

    events: list[dict[str, Any]] = []
    for kept in mark["events"]:
        event = {
            "main": False,
            "status": "asserted",
            "actor_status": "unknown",
            "actor_span": None,
            "place": None,
        } | kept
        event["actor"] = words(event["actor_span"])
        event["quotes"] = [words(span) for span in kept["spans"]]
        event["targets"] = [words(span) for span in kept["targets"]]
        event["speaker"] = words(kept.get("speaker"))
        if place := kept.get("place"):
            event["place"] = place | {"name": words(place["span"]), "also": [words(span) for span in place["also"]]}
        for kind in COUNTED:
            if kind in kept:
                event[kind] = [
                    {"low": None, "high": None}
                    | toll
                    | {"quote": words(toll["span"]), "speaker": words(toll["speaker"])}
                    for toll in kept[kind]
                ]
        events.append(event)
    gold = {
        "published": mark["published"],
        "complete": True,
        "events": events,
        "ignore": [{"span": span} for span in mark["ignore"]],
    }
    return {name: report.get(name) for name in ("id", "outlet", "title", "text")} | {
        "published": mark["published"],
        "gold": gold,
    }


def read_marks(marks: Path, sets: Iterable[Path]) -> list[Line]:
    """Marked reports from `training/rows` and the sets that they are from. Raises `SystemExit` where one is in none of them."""
    reports = {str(line["id"]): line for path in sets for line in read_lines(path)}
    kept = list(read_lines(marks))
    if strange := [str(mark["id"]) for mark in kept if str(mark["id"]) not in reports]:
        raise SystemExit(
            f"{marks}: {len(strange)} of the marked reports are in none of the sets, {strange[0]} among them"
        )
    return [unpack(mark, reports[str(mark["id"])]) for mark in kept]


def write(lines: Iterable[Line], path: Path) -> None:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def main() -> None:
    if len(sys.argv) < 4:
        sys.exit("usage: python -m training.events.marks MARKS.jsonl OUT.jsonl REPORTS.jsonl[.gz] …")
    marks, out, *sets = map(Path, sys.argv[1:])
    write(read_marks(marks, sets), out)


if __name__ == "__main__":
    main()
