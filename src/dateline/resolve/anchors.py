"""What other reports of the same events say of a report's own date: relative words meet known days.

`this week's attacks` in an undated report and `on March 22` in a dated one, of one event: the first was written in the
week of 22 March. The constraint itself is the dating solver's; this module only finds who anchors whom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from dateline.model import Reading, Time
from dateline.resolve.events import Link
from dateline.resolve.local import LocalEvent

NARROW = timedelta(days=10)  # an event's days must be known this well to date a report by them
SURE = timedelta(days=3)  # and the report they come from must itself be dated this well


class Evidence(NamedTuple):
    """Words of a report for an event whose days another report gives."""

    words: str
    span: tuple[int, int]
    first: date
    last: date
    why: str


def anchors(
    readings: Mapping[str, Reading], local: Mapping[tuple[str, str], LocalEvent], link: Link
) -> dict[str, list[Evidence]]:
    """Report → what others imply for its date; only for reports whose own date is open."""
    groups: dict[tuple[str, str], list[LocalEvent]] = defaultdict(list)
    for key, event in local.items():
        groups[link.groups.root(key)].append(event)
    found: dict[str, list[Evidence]] = defaultdict(list)
    for _, events in sorted(groups.items()):
        if len({e.report for e in events}) < 2:
            continue
        for event in events:
            reading = readings[event.report]
            if is_sure(reading):
                continue
            for other in events:
                if (
                    other.report == event.report
                    or not is_sure(readings[other.report])
                    or not (other.first and other.last)
                    or other.last - other.first > NARROW
                ):
                    continue
                found[event.report] += evidence(reading, event, other, readings[other.report])
    return {report: sorted(set(items)) for report, items in found.items()}


def is_sure(reading: Reading) -> bool:
    published = reading.report.published
    if not published.earliest or not published.latest or published.basis == "unknown":
        return False
    return date.fromisoformat(published.latest) - date.fromisoformat(published.earliest) <= SURE


def evidence(reading: Reading, event: LocalEvent, other: LocalEvent, source: Reading) -> list[Evidence]:
    mentions = {m.id: m for m in reading.mentions}
    name = source.report.title or source.report.id
    made = []
    assert other.first and other.last
    for claim in event.claims:
        for m in claim.roles.get("time", ()):
            mention = mentions[m]
            if not isinstance(mention.time, Time):
                continue
            days = (
                other.first.isoformat()
                if other.first == other.last
                else f"{other.first.isoformat()} to {other.last.isoformat()}"
            )
            why = f"its “{mention.text}” is of an event ({reading.text[slice(*claim.trigger)]}) that “{name}” puts on {days}"
            made.append(Evidence(mention.text, mention.span, other.first, other.last, why))
    return made
