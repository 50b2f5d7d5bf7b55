"""Publication intervals by constraints, within a report and across reports; `when` of every claim follows from them.

The solver keeps a set of days and narrows it clue by clue. What is left is the answer: one day, an interval, or unknown.
It never picks one of two candidate years.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from dateline.dating.clues import EARLIEST, Clue, find_clues
from dateline.dating.days import Days, named_days
from dateline.dating.when import set_times, when_of
from dateline.model import Basis, Published, Reading
from dateline.timex import value_of

__all__ = ["Anchored", "date_report", "redate", "set_times", "when_of"]

REACH = timedelta(days=800)
FEW = 500  # days left among which a weekday may choose; among more it tells nothing


class Anchored(NamedTuple):
    """Something a report tells of by a relative expression, whose days another report gives."""

    words: str
    tense: int
    first: date
    last: date
    why: str


def date_report(
    reading: Reading, given: str | None, printed: str | None, acquired: str | None, others: Iterable[Anchored] = ()
) -> Published:
    """When a report was published.

    `given` is what the caller knows, `printed` what the page's metadata says, `acquired` when we got it, `others` what
    other reports of the same events imply. Adds a note to the reading where clues contradict each other.
    """
    today = date.fromisoformat(acquired[:10]) if acquired else date.today()
    sources: tuple[tuple[str | None, Basis, str], ...] = (
        (given, "given", "given with the report"),
        (printed, "stated", "the page or mail prints it"),
    )
    for words, basis, reason in sources:
        if told := named_days(words, today) if words else None:
            return Published(earliest=told[0].isoformat(), latest=told[1].isoformat(), basis=basis, why=[reason])
        if words:
            reading.notes.append(f"no report can be of {words} ({reason}); set aside")
    clues = list(find_clues(reading))
    days, why, stated = narrow(Days.span(EARLIEST, today), (c for c in clues if not c.chooses), reading)
    hull = days.hull()
    bounded = bool(hull and hull[0] > EARLIEST)
    days, more = apply_anchors(days, others)
    why += more
    if days.total() <= FEW:
        days, chosen, _ = narrow(days, (c for c in clues if c.chooses), reading)
        why += chosen
    return conclude(days, why, stated, bounded or bool(more), today)


def narrow(days: Days, clues: Iterable[Clue], reading: Reading) -> tuple[Days, list[str], bool]:
    """The days that all clues allow, the reasons that narrowed them, and whether one of them prints the date."""
    why: list[str] = []
    stated = False
    for clue in clues:
        left = clue.allow(days)
        if not left.intervals:
            reading.notes.append(f"dates contradict each other: {clue.why}; set aside")
        elif left != days:
            why.append(clue.why)
            stated = stated or clue.states
            days = left
    return days, why, stated


def apply_anchors(days: Days, others: Iterable[Anchored]) -> tuple[Days, list[str]]:
    """Narrows days to those on which the report's own words for an event fit the days other reports give it."""
    why = []
    for anchor in others:
        window = days.intersect([(anchor.first - timedelta(days=3), anchor.last + REACH)])
        left = window.where(lambda day, a=anchor: fits(a, day))  # type: ignore[misc]
        if left.intervals and left != days:
            days = left
            why.append(anchor.why)
    return days, why


def fits(anchor: Anchored, published: date) -> bool:
    """Whether an expression, read on a day, can mean days that overlap the anchor's."""
    value = value_of(anchor.words, published, anchor.tense)
    if value is None or value.start is None or value.end is None:
        return value is not None
    return value.start <= anchor.last and anchor.first <= value.end and published >= anchor.first


def conclude(days: Days, why: list[str], stated: bool, bounded: bool, today: date) -> Published:
    hull = days.hull()
    if hull is None or not bounded:
        return Published(
            earliest=None, latest=today.isoformat(), basis="unknown", why=[*why, "nothing in the report dates it"]
        )
    first, last = hull
    if last == today and first != last:
        why = [*why, f"it was here by {today.isoformat()}"]
    if len(days.intervals) > 1:
        why = [*why, f"{len(days.intervals)} stretches of days are left between these ends"]
    return Published(
        earliest=first.isoformat(),
        latest=last.isoformat(),
        basis="stated" if stated and first == last else "inferred",
        why=why,
    )


def redate(
    reading: Reading, given: str | None, printed: str | None, acquired: str | None, others: Iterable[Anchored]
) -> bool:
    """Dates a report again with what others imply; True if its interval changed. Times and claims follow."""
    before = (reading.report.published.earliest, reading.report.published.latest)
    notes = len(reading.notes)
    reading.report.published = date_report(reading, given, printed, acquired, others)
    del reading.notes[notes:]
    set_times(reading)
    return before != (reading.report.published.earliest, reading.report.published.latest)
