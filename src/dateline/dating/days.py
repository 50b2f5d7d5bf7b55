"""Sets of days as ordered, disjoint intervals: what the dating solver narrows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from dateline.timex.spans import month_value, safe_date

FIRST = 1900  # the year before which no report is of


class Days(NamedTuple):
    """A set of days. Intervals are ordered, disjoint, both ends included.

    >>> Days.span(date(2016, 3, 1), date(2016, 3, 31)).intersect([(date(2016, 3, 28), date(2016, 4, 2))]).hull()
    (datetime.date(2016, 3, 28), datetime.date(2016, 3, 31))
    """

    intervals: tuple[tuple[date, date], ...]

    @staticmethod
    def span(first: date, last: date) -> Days:
        return Days(((first, last),) if first <= last else ())

    def hull(self) -> tuple[date, date] | None:
        return (self.intervals[0][0], self.intervals[-1][1]) if self.intervals else None

    def total(self) -> int:
        return sum((b - a).days + 1 for a, b in self.intervals)

    def intersect(self, others: Iterable[tuple[date, date]]) -> Days:
        """Only the days that lie in one of some intervals."""
        ordered = sorted(others)
        kept = [(max(a, c), min(b, d)) for a, b in self.intervals for c, d in ordered if max(a, c) <= min(b, d)]
        merged: list[tuple[date, date]] = []
        for a, b in sorted(kept):
            if merged and a <= merged[-1][1] + timedelta(days=1):
                merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
            else:
                merged.append((a, b))
        return Days(tuple(merged))

    def each(self) -> Iterable[date]:
        for a, b in self.intervals:
            for n in range((b - a).days + 1):
                yield a + timedelta(days=n)

    def where(self, test: Callable[[date], bool]) -> Days:
        """Only the days that pass a test; meant for small sets."""
        return self.intersect([(day, day) for day in self.each() if test(day)])


def named_days(words: str, today: date) -> tuple[date, date] | None:
    """The days of an ISO date or month; None where it is none, or a year typed wrong: ages ago, or ahead of `today`.

    >>> now = date(2024, 5, 14)
    >>> named_days("2023-02", now), named_days("0023-02-06", now), named_days("2032-02-06", now)
    ((datetime.date(2023, 2, 1), datetime.date(2023, 2, 28)), None, None)
    """
    numbers = words[:10].split("-")
    if len(numbers) not in (2, 3) or not all(number.isdecimal() for number in numbers):
        return None
    year, month, *days = map(int, numbers)
    first = safe_date(year, month, days[0] if days else 1)
    if first is None or first.year < FIRST or first > today + timedelta(days=1):  # east of here it may be tomorrow
        return None
    last = first if days else month_value(year, month).end
    return (first, last) if last else None
