"""Times counted from another one that is named beside them: "the eve of Ramadan", "the early hours of Friday"."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.timex.grammar.days import clock_value
from dateline.timex.grammar.feasts import FEAST
from dateline.timex.grammar.rule import Match, rule, value_of
from dateline.timex.grammar.words import ORDINALS, number_of, part_code
from dateline.timex.spans import PARTS, Value, day_value, shift, week_value

_NAMED = {"FEAST": FEAST}
_HOURS = {"early hours": "MO", "small hours": "MO", "late hours": "NI", "early morning hours": "MO"}


def day_called(words: str, anchor: date | None, tense: int) -> date | None:
    """The first day of what a day or feast is called; None while it cannot be told."""
    value = value_of(words, anchor, tense)
    return value.start if value is not None else None


@rule(
    r"(?:the )?(?P<part>(?:early |late )?{PART}|(?:early|small|late|early morning) hours) of (?P<day>{DAY})(?: (?:morning|evening|night))?\b",
    "the early hours of Friday",
    "2016-03-25TMO",
)
def part_of_named_day(m: Match, anchor: date | None, tense: int) -> Value | None:
    part = _HOURS.get(m["part"]) or part_code(m["part"])
    day = day_called(m["day"], anchor, tense)
    return day_value(day, part) if day else Value("TIME", f"XXXX-XX-XXT{part}")


@rule(
    r"(?P<clock>{CLOCK})(?:{ZONE}| \(\d{4} ?(?:GMT|UTC)\))?,? (?:on )?(?P<day>{DAY})",
    "8:30 p.m. EST, March 3",
    "2016-03-03T20:30",
)
def clock_of_named_day(m: Match, anchor: date | None, tense: int) -> Value | None:
    clock, day = clock_value(m["clock"]), day_called(m["day"], anchor, tense)
    if clock is None:
        return None
    return Value("TIME", f"{day.isoformat()}T{clock}", day, day) if day else Value("TIME", f"XXXX-XX-XXT{clock}")


@rule(r"the week (?:of|beginning|starting|ending|ended) (?P<day>{DAY})", "the week of March 7", "2016-W10")
def week_of_day(m: Match, anchor: date | None, tense: int) -> Value | None:
    day = day_called(m["day"], anchor, tense)
    return week_value(day) if day else Value("DATE", "XXXX-WXX")


@rule(r"(?:the )?(?P<what>eve) of (?P<day>{FEAST}|{DAY})(?P<way>)\b", "the eve of Easter", "2016-03-26", _NAMED)
@rule(
    r"(?:the )?(?P<what>day|night|evening|morning) (?P<way>before|after) (?P<day>{FEAST}|(?!yesterday|tomorrow){DAY})\b",
    "the day after Christmas",
    "2015-12-26",
    _NAMED,
)
def day_beside(m: Match, anchor: date | None, tense: int) -> Value | None:
    part = PARTS.get(m["what"])
    day = day_called(m["day"], anchor, tense)
    if day is None:
        return Value("TIME" if part else "DATE", "XXXX-XX-XX" + (f"T{part}" if part else ""))
    return day_value(day + timedelta(days=1 if m["way"] == "after" else -1), part)


@rule(
    r"the (?P<o>first|second|third|fourth|last|final|opening) day of (?P<span>{FEAST}|{MONTH}(?: {YEAR})?)\b",
    "the first day of March",
    "2016-03-01",
    _NAMED,
)
def day_in(m: Match, anchor: date | None, tense: int) -> Value | None:
    span = value_of(m["span"], anchor, tense)
    if span is None or span.start is None or span.end is None:
        return Value("DATE", "XXXX-XX-XX")
    first, last = span.start, span.end
    if "/" in span.value:  # a feast, whose days may be off by one
        first, last = (date.fromisoformat(day) for day in span.value.split("/"))
    day = last if m["o"] in ("last", "final") else first + timedelta(days=ORDINALS.get(m["o"], 1) - 1)
    return day_value(day)._replace(start=day - (first - span.start), end=day + (span.end - last))


@rule(
    r"(?P<n>{N}) (?P<unit>day|week|month)s? (?P<way>before|after) (?P<day>{FEAST}|(?!yesterday|today|tomorrow){DAY})\b",
    "two days after Easter",
    "2016-03-29",
    _NAMED,
)
def units_beside(m: Match, anchor: date | None, tense: int) -> Value | None:
    day = day_called(m["day"], anchor, tense)
    if day is None:
        return Value("DATE", "XXXX-XX-XX")
    return shift(day, number_of(m["n"]) * (1 if m["way"] == "after" else -1), m["unit"])
