"""How far two readers' marks of the same reports agree: one's marks written as a program's predictions, for the scorer of rows.

    python -m training.events.agreement REPORTS.jsonl.gz FIRST.jsonl SECOND.jsonl OUT_FOLDER

OUT gets `gold.jsonl`, `readings.jsonl` and `events.jsonl`, which `eval/rows.py` takes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from training.events.marks import read_marks, write
from training.examples import Line


def as_prediction(line: Line) -> tuple[Line, list[Line]]:
    """A reading with a claim for each trigger, and the record's events."""
    mentions: list[Line] = []
    claims: list[Line] = []
    events: list[Line] = []

    def mention(text: str) -> str:
        mentions.append({"id": f"m{len(mentions)}", "text": text})
        return str(mentions[-1]["id"])

    for event in line["gold"]["events"]:
        own = []
        place = event["place"] or {}
        for number, span in enumerate(event["spans"]):
            first = number == 0
            claim = {
                "id": f"c{len(claims) + number}", "type": event["type"], "raw_trigger": span, "raw_sentence": span,
                "roles": {"actor": [mention(event["actor"])] if event["actor"] and first else [], "place": [mention(place["name"])] if place and first else []},
            }  # fmt: skip
            own.append(claim)
        claims += own
        for kind in ("killed", "injured"):  # every figure a claim of its own
            for toll in event[kind]:
                claims.append(own[0] | {"id": f"c{len(claims)}", "roles": {}, kind: toll | {"words": ""}})
                own.append(claims[-1])
        where = {"name": place["name"], "country": place.get("country")} if place else None
        events.append({
            "id": f"{line['id']}-{len(events)}", "grade": event["grade"], "type": event["type"], "when": event["date"] | {"precision": "day"}, "where": where,
            "claims": [{"report": str(line["id"]), "claim": claim["id"]} for claim in own],
        })  # fmt: skip
    reading = {
        "report": {"id": str(line["id"])},
        "text": line["text"],
        "edits": [],
        "mentions": mentions,
        "claims": claims,
    }
    return reading, events


def main() -> None:
    if len(sys.argv) != 5:
        sys.exit("usage: python -m training.events.agreement REPORTS.jsonl.gz FIRST.jsonl SECOND.jsonl OUT_FOLDER")
    reports, first, second, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    twice = {str(line["id"]): line for line in read_marks(second, [reports])}
    write((line for line in read_marks(first, [reports]) if str(line["id"]) in twice), out / "gold.jsonl")
    predictions = [as_prediction(line) for line in twice.values()]
    write((reading for reading, _ in predictions), out / "readings.jsonl")
    write((event for _, events in predictions for event in events), out / "events.jsonl")


if __name__ == "__main__":
    main()
