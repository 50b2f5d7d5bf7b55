"""Marked reports: what `training/rows` keeps, and that nothing of the texts is in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.events.marks import pack, unpack

ROWS = Path(__file__).parents[1] / "training" / "rows"
REPORT = {
    "id": "a",
    "outlet": "Harbour Times",
    "title": None,
    "text": "Shells hit Kerat on Monday, killing two guards, the mayor said.",
}
EVENT = {
    "event_id": "kerat-20240513", "main": True, "grade": "incident", "type": "shelling", "status": "asserted", "date": {"earliest": "2024-05-13", "latest": "2024-05-13"},
    "date_span": [20, 26], "place": {"name": "Kerat", "country": "YE", "span": [11, 16], "also": []}, "actor": None, "actor_span": None, "actor_status": "unknown",
    "targets": ["Kerat"], "injured": [], "spans": [[0, 6], [7, 10], [28, 35]], "speaker": "the mayor",
    "killed": [{"low": 2, "high": 2, "bound": "exact", "who": "guards", "speaker": "the mayor", "span": [36, 46]}],
}  # fmt: skip
LINE = REPORT | {"published": "2024-05-14", "gold": {"events": [EVENT], "ignore": []}}


def test_a_mark_beside_its_report_is_the_marked_report_again() -> None:
    """Names, speakers and quotes come back from the text."""
    (event,) = unpack(json.loads(json.dumps(pack(LINE))), REPORT)["gold"]["events"]
    assert event["place"]["name"] == "Kerat" and event["targets"] == ["Kerat"] and event["speaker"] == "the mayor"
    assert event["quotes"] == ["Shells", "hit", "killing"] and event["killed"][0]["quote"] == "two guards"
    assert event["killed"][0]["speaker"] == "the mayor" and event["date"] == EVENT["date"]


@pytest.mark.parametrize("name", ["marks", "again"])
def test_kept_marks_hold_no_text(name: str) -> None:
    """Every value is a label, a number or a span; the only words are ids, types and who was counted."""
    for line in (ROWS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        mark = json.loads(line)
        assert set(mark) == {"id", "published", "events", "ignore"}
        for event in mark["events"]:
            assert not {"quotes", "actor", "text"} & set(event) and event["spans"]
            assert all(isinstance(span, list) for span in event["targets"])
