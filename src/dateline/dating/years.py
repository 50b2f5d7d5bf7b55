"""Clues that count years: an age beside a birth, an anniversary, "ten years ago, in 2006"."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dateline.dating.days import Days
from dateline.model import Reading, Span
from dateline.timex import value_of
from dateline.timex.grammar.words import ORDINALS, number_of
from dateline.timex.spans import add_months

_N = r"(?P<n>\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|\w+teen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_NTH = r"(?P<nth>\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth)"
_EVENT = r"(?:[\w’'-]+ ){0,6}(?:(?:in|on|of) )?(?:the )?$"
_AGO = re.compile(rf"\b{_N} years ago,? (?:in|on) $", re.IGNORECASE)
_THEN_AGO = re.compile(rf"^,? {_N} years ago\b", re.IGNORECASE)
_ANNIVERSARY = re.compile(rf"\b{_NTH}[ -]anniversary of (?:the )?{_EVENT}", re.IGNORECASE)
_SINCE = re.compile(rf"\b{_N} years (?:after|since) (?:the )?{_EVENT}", re.IGNORECASE)
_BORN = re.compile(r"\b(?:aged )?(?P<n>\d\d),? (?:who was )?born (?:in|on) $")
_BORN_BEFORE = re.compile(r"\bborn (?:in|on) $")
_IN = re.compile(r"\b(?:in|on) $", re.IGNORECASE)
_BORN_IS = re.compile(r"^[^.;]{0,40}\b(?:is|aged) (?P<n>\d\d)\b")
BEFORE, AFTER = 90, 60  # characters on either side
OPENING = 450  # characters of the text that tell its news
AROUND = timedelta(days=60)  # an anniversary is written of some time before and after


def counted_years(reading: Reading) -> Iterator[tuple[Span, date, date | None]]:
    """Dates that the text counts whole years from, with the first and last days (None: open) that it may be of."""
    text = reading.text
    for mention in reading.mentions:
        if mention.kind != "time":
            continue
        value = value_of(mention.text, None)
        if value is None or value.start is None or value.end is None or not value.value[:4].isdigit():
            continue
        before = text[max(0, mention.span[0] - BEFORE) : mention.span[0]]
        after = text[mention.span[1] : mention.span[1] + AFTER]
        found = days_counted(before, after, value.start, value.end)
        if found is not None:
            opening = mention.span[0] < reading.body + OPENING
            yield mention.span, found.first, found.last if found.now or (opening and found.marked) else None


class Counted(NamedTuple):
    """The days that a count of years leads to. `now`: it is counted to the day of writing; `marked`: to a day that is marked."""

    first: date
    last: date
    now: bool
    marked: bool = False


def days_counted(before: str, after: str, first: date, last: date) -> Counted | None:
    """What a count of years leads to, by the words on either side of the date that it counts from.

    >>> tuple(days_counted("on the 10th anniversary of the siege of ", ", they said", date(2006, 5, 3), date(2006, 5, 3)))
    (datetime.date(2016, 3, 4), datetime.date(2016, 7, 2), False, True)
    """
    try:
        if match := _ANNIVERSARY.search(before):
            n = int(re.sub(r"\D", "", match["nth"]) or ORDINALS[match["nth"].lower()])
            return Counted(years_on(first, n) - AROUND, years_on(last, n) + AROUND, now=False, marked=True)
        if born := _BORN.search(before) or (_BORN_BEFORE.search(before) and _BORN_IS.match(after)):
            return Counted(years_on(first, int(born["n"])), years_on(last, int(born["n"]) + 1), now=True)
        if ago := _AGO.search(before) or (_IN.search(before) and _THEN_AGO.match(after)):  # such counts are rounded
            return Counted(years_on(first, number_of(ago["n"]) - 1), years_on(last, number_of(ago["n"]) + 1), now=True)
        if since := _SINCE.search(before):  # of something told, which may be long past
            return Counted(years_on(first, number_of(since["n"]) - 1), years_on(last, number_of(since["n"])), now=False)
    except (ValueError, OverflowError, LookupError):  # years that no calendar has; words that are no number
        return None
    return None


def years_on(day: date, years: int) -> date:
    return add_months(day, 12 * years)


def leap_days(reading: Reading) -> Iterator[Span]:
    """Days that only leap years have."""
    for mention in reading.mentions:
        value = value_of(mention.text, None) if mention.kind == "time" else None
        if value is not None and value.value == "XXXX-02-29":
            yield mention.span


def after_leap_day(days: Days) -> Days:
    """The days around and after a leap day: without a year, news looks not a year back."""
    hull = days.hull()
    leaps = [date(y, 2, 29) for y in range(hull[0].year - 1, hull[1].year + 1) if isleap(y)] if hull else []
    return days.intersect([(day - timedelta(days=60), day + timedelta(days=330)) for day in leaps])
