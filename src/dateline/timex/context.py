"""Expressions that count from a time the text told before: "that day", "the following year", "two weeks later"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dateline.model import Time
from dateline.timex.grammar.references import weekday_from
from dateline.timex.grammar.rule import PARTS_OF_RULES
from dateline.timex.grammar.words import number_of
from dateline.timex.spans import (
    PARTS,
    WEEKDAYS,
    Value,
    day_value,
    month_value,
    quarter_value,
    safe_date,
    shift,
    week_value,
    year_value,
)

_SAME = re.compile(
    r"(?:(?:earlier|later) )?(?:that|the same|that same) (?P<unit>day|morning|afternoon|evening|night|week|month|quarter|year)",
    re.I,
)
_CLOCK = re.compile(rf"{PARTS_OF_RULES['HOURS']}{PARTS_OF_RULES['ZONE']}{{0,2}}")
_NEXT = re.compile(
    r"(?:the (?=next|previous)|(?=next (?:day|morning|afternoon|evening|night))|(?:the )?(?=following|prior))(?P<way>following|next|previous|prior) (?P<unit>day|morning|afternoon|evening|night|week|month|year)",
    re.I,
)
_WEEKDAY = re.compile(r"(?:the |that )(?P<way>previous|following|next) (?P<wd>\w+day)", re.I)
_DAY = re.compile(r"the (?P<d>\d\d?)(?:st|nd|rd|th)")
_LATER = re.compile(
    r"(?:(?:about|around|some|nearly|almost) )?(?P<n>.+?) (?P<unit>day|week|month|year)s? (?:later|after that|afterwards?)",
    re.I,
)
_YEAR_BACK = re.compile(r"(?:about )?(?:a|one) year (?:ago|earlier|before)|(?:the |a )?year-(?:ago|earlier)(?: period| quarter)?", re.I)  # fmt: skip
_QUARTER = re.compile(r"(?P<y>\d{4})-Q(?P<q>[1-4])")
_FINE = {  # the part of a value that names its day, its month, its year
    "day": re.compile(r"\d{4}-\d\d-\d\d"),
    "week": re.compile(r"\d{4}-W\d\d|\d{4}-\d\d-\d\d"),
    "month": re.compile(r"\d{4}-\d\d"),
    "quarter": _QUARTER,
    "year": re.compile(r"\d{4}"),
}
MOST_BACK = 40  # expressions back that a time is looked for
RECENT = 8  # expressions back that a quarter is remembered


def in_context(words: str, time: Time, told: Sequence[Time]) -> Time:
    """The meaning of an expression after others (`told`, the latest last); as it is where none of them helps.

    >>> told = [Time(type="DATE", value="2014-06-10", earliest="2014-06-10", latest="2014-06-10")]
    >>> def value(words): return in_context(words, Time(type="DATE", value="XXXX"), told).value
    >>> value("that day"), value("the following morning"), value("two weeks later"), value("later that year")
    ('2014-06-10', '2014-06-11TMO', '2014-W26', '2014')
    """
    if _YEAR_BACK.fullmatch(words):
        return year_before(time, told)
    if _CLOCK.fullmatch(words) and told:
        return on_day(time, told[-1])
    value = counted(words, told)
    if value is None or value.start is None or value.end is None:
        return time
    return Time(type=value.type, value=value.value, earliest=value.start.isoformat(), latest=value.end.isoformat())  # type: ignore[arg-type]


def clock_on(words: str, time: Time, day: Time) -> Time:
    """A bare time of the clock, on the day told right after it: "noon on the third Friday of May"; else as it is."""
    return on_day(time, day) if _CLOCK.fullmatch(words) else time


def on_day(time: Time, last: Time) -> Time:
    """A bare time of the clock, on the day told just before it: "on Sunday at 8:30 p.m."."""
    clock = time.value.partition("T")[2]
    if last.type not in ("DATE", "TIME") or last.earliest is None or last.earliest != last.latest or not clock:
        return time
    return Time(type="TIME", value=f"{last.earliest}T{clock}", earliest=last.earliest, latest=last.latest)


def counted(words: str, told: Sequence[Time]) -> Value | None:
    if match := _SAME.fullmatch(words):
        unit, part = unit_of(match)
        day = last_told(told, unit)
        return day_value(day, part) if day and part else whole(unit, day)
    if match := _NEXT.fullmatch(words):
        unit, part = unit_of(match)
        day = last_told(told, unit)
        moved = shift(day, -1 if match["way"].lower() in ("previous", "prior") else 1, unit) if day else None
        return day_value(moved.start, part) if moved and moved.start and part else moved
    if match := _WEEKDAY.fullmatch(words):
        day = last_told(told, "day")
        return weekday_from(day, WEEKDAYS[match["wd"].lower()], match["way"].lower() == "previous") if day else None
    if match := _DAY.fullmatch(words):
        month = last_told(told, "month")
        day = safe_date(month.year, month.month, int(match["d"])) if month else None
        return day_value(day) if day else None
    if match := _LATER.fullmatch(words):
        unit = match["unit"].lower()
        day = last_told(told, unit)
        return shift(day, number_of(match["n"]), unit) if day and is_number(match["n"]) else None
    return None


def unit_of(match: re.Match[str]) -> tuple[str, str | None]:
    """The unit of an expression; where that is a part of a day, the day and which part."""
    unit = match["unit"].lower()
    return ("day", PARTS[unit]) if unit in PARTS else (unit, None)


def is_number(words: str) -> bool:
    try:
        return number_of(words) > 0
    except (IndexError, KeyError, TypeError):
        return False


def last_told(told: Sequence[Time], unit: str) -> date | None:
    """The first day of the latest time told that is as fine as a unit."""
    for time in reversed(told[-MOST_BACK:]):
        if time.type in ("DATE", "TIME") and time.earliest and _FINE[unit].match(time.value):
            return date.fromisoformat(time.earliest)
    return None


def whole(unit: str, day: date | None) -> Value | None:
    if day is None:
        return None
    if unit == "day":
        return day_value(day)
    if unit == "week":
        return week_value(day)
    if unit == "month":
        return month_value(day.year, day.month)
    return quarter_value(day.year, (day.month + 2) // 3) if unit == "quarter" else year_value(day.year)


def year_before(time: Time, told: Sequence[Time]) -> Time:
    """A year before the quarter that is spoken of: accounts compare like with like."""
    recent = [t for t in told[-RECENT:] if _QUARTER.fullmatch(t.value)]
    if not recent or not told or told[-1].type == "DURATION":
        return time
    latest = max(recent, key=lambda t: t.value)
    match = _QUARTER.fullmatch(latest.value)
    assert match
    value = quarter_value(int(match["y"]) - 1, int(match["q"]))
    assert value.start and value.end
    return Time(type="DATE", value=value.value, earliest=value.start.isoformat(), latest=value.end.isoformat())
