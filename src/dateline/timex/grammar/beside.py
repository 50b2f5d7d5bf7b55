"""Times counted from another one that is named beside them: "the eve of Ramadan", "the early hours of Friday"."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.timex.grammar.days import clock_value
from dateline.timex.grammar.feasts import FEAST
from dateline.timex.grammar.references import weekday_from
from dateline.timex.grammar.rule import Match, rule, value_of
from dateline.timex.grammar.words import day_of, number_of, part_code, partly, weekday_of
from dateline.timex.spans import PARTS, Value, day_value, shift, week_value

_SPAN = r"(?:{MONTH}(?:,? {YEAR}|,? (?:of )?(?:last|this|next) year)?|(?:this|last|next) (?:month|year)|the (?:month|year)|{YEAR})"
_NAMED = {"FEAST": FEAST, "SPAN": _SPAN}
_HOURS = {
    "early hours": "MO",
    "small hours": "MO",
    "wee hours": "MO",
    "pre-dawn hours": "MO",
    "late hours": "NI",
    "early morning hours": "MO",
}


def day_called(words: str, anchor: date | None, tense: int) -> date | None:
    """The first day of what a day or feast is called; None while it cannot be told."""
    value = value_of(words, anchor, tense)
    return value.start if value is not None else None


@rule(
    r"(?:the )?(?P<part>(?:early |late )?{PART}|(?:early|small|wee|late|early morning|pre-dawn) hours) of (?P<day>{DAY})(?: (?:morning|evening|night))?\b",
    "the early hours of Friday",
    "2016-03-25TMO",
)
def part_of_named_day(m: Match, anchor: date | None, tense: int) -> Value | None:
    part = _HOURS.get(m["part"]) or part_code(m["part"])
    day = day_called(m["day"], anchor, tense)
    return day_value(day, part) if day else Value("TIME", f"XXXX-XX-XXT{part}")


@rule(r"the (?P<part>(?:early|small|wee|late|early morning|pre-dawn) hours)\b", "the early hours", "2016-03-31TMO")
def part_of_day_told(m: Match, anchor: date | None, tense: int) -> Value | None:
    part = _HOURS[m["part"]]
    return day_value(anchor, part) if anchor else Value("TIME", f"XXXX-XX-XXT{part}")


@rule(
    r"(?P<clock>{HOURS}){ZONE}{0,2},? (?:on )?(?P<day>{DAY}|this(?= {PART})|tonight)(?: (?P<part>{PART})\b)?",
    "8:30 p.m. EST, March 3",
    "2016-03-03T20:30",
)
def clock_of_named_day(m: Match, anchor: date | None, tense: int) -> Value | None:
    day = anchor if m["day"] in ("this", "tonight") else day_called(m["day"], anchor, tense)
    clock = clock_value(m["clock"], "night" if m["day"] == "tonight" else m["part"])
    if clock is None:
        return None
    return Value("TIME", f"{day.isoformat()}T{clock}", day, day) if day else Value("TIME", f"XXXX-XX-XXT{clock}")


@rule(
    r"(?P<day>{WD})(?: (?P<part>{PART}))?,? (?:of )?(?P<week>(?:last|this|next) week)\b",
    "Monday next week",
    "2016-04-04",
)
@rule(
    r"(?P<week>(?:last|this|next) week),? on (?P<day>{WD})(?: (?P<part>{PART}))?\b",
    "last week on Sunday night",
    "2016-03-27TNI",
)
def weekday_of_week(m: Match, anchor: date | None, tense: int) -> Value | None:
    """Not the nearest such weekday, but that of the week told."""
    number, week, part = weekday_of(m["day"]), value_of(m["week"], anchor, tense), part_code(m["part"])
    if week is None or week.start is None:
        return Value("TIME" if part else "DATE", f"XXXX-WXX-{number + 1}" + (f"T{part}" if part else ""))
    return day_value(week.start + timedelta(days=number), part)


@rule(
    r"(?:the )?(?P<wd>{WD}) (?P<way>before|after) (?P<day>{FEAST}|{DAY})\b",
    "the Monday after Easter",
    "2016-03-28",
    _NAMED,
)
def weekday_beside_day(m: Match, anchor: date | None, tense: int) -> Value | None:
    return weekday_from(day_called(m["day"], anchor, tense), weekday_of(m["wd"]), m["way"] == "before")


@rule(
    r"(?P<day>{FEAST}),? (?:of |in )?(?P<year>{YEAR}|(?:last|this|next) year)\b",
    "Easter last year",
    "2015-04-05",
    _NAMED,
)
def feast_of_year(m: Match, anchor: date | None, tense: int) -> Value | None:
    year = value_of(m["year"], anchor, tense)
    return value_of(m["day"], year.start if year else None, 1)


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
    r"the (?P<o>first|second|third|fourth|last|final|opening|{D}(?:st|nd|rd|th)|{ORDINAL})(?P<unit> (?:day|week|weekend|{WD}))? (?:of|in) (?P<span>{FEAST}|{SPAN})\b",
    "the last Friday of March",
    "2016-03-25",
    _NAMED,
)
def day_in(m: Match, anchor: date | None, tense: int) -> Value | None:
    """A day, weekday or week by its number in a month, a year, a feast; a week of a month is seven days from its first."""
    span, unit = value_of(m["span"].replace("the ", "this "), anchor, tense), (m["unit"] or " day").strip()
    if span is None or (m["unit"] is None and m["o"] in ("last", "final", "opening")):
        return None
    if span.start is None or span.end is None:
        return Value("DATE", "XXXX-XX-XX")
    if m["unit"] is None and (span.end - span.start).days > 31:
        return None  # "the second of 2014"
    if unit != "day":
        return week_or_weekday_in(span.start, span.end, m["o"], unit)
    first, last = span.start, span.end
    if "/" in span.value:  # a feast, whose days may be off by one
        first, last = (date.fromisoformat(day) for day in span.value.split("/"))
    day = last if m["o"] in ("last", "final") else first + timedelta(days=number_in(m["o"]) - 1)
    if not first <= day <= last:
        return None
    return day_value(day)._replace(start=day - (first - span.start), end=day + (span.end - last))


def number_in(word: str) -> int:
    return 1 if word == "opening" else day_of(word)


def week_or_weekday_in(first: date, last: date, word: str, unit: str) -> Value | None:
    """The n-th or last week, weekend or weekday of some days."""
    backwards = word in ("last", "final")
    if unit == "week":
        start = last - timedelta(days=6) if backwards else first + timedelta(weeks=number_in(word) - 1)
        end = min(start + timedelta(days=6), last)
        return Value("DATE", f"{start}/{end}", start, end) if first <= start <= end else None
    number = 5 if unit == "weekend" else weekday_of(unit)
    if backwards:
        day = last - timedelta(days=(last.weekday() - number) % 7)
    else:
        day = first + timedelta(days=(number - first.weekday()) % 7, weeks=number_in(word) - 1)
    if not first <= day <= last:
        return None
    if unit == "weekend":
        return Value("DATE", week_value(day).value + "-WE", day, day + timedelta(days=1))
    return day_value(day)


@rule(
    r"(?:the )?(?P<which>first|second|last|latter|final|opening|closing)(?: (?P<n>{N}))? (?P<unit>day|week|half)s? (?:of|in) (?P<span>{SPAN})\b",
    "the first ten days of March",
    "2016-03-01/2016-03-10",
    _NAMED,
)
def end_of_span(m: Match, anchor: date | None, tense: int) -> Value | None:
    """So many days from an end of a month or year, or half of it; how many "the last days" are is not said."""
    span = value_of(m["span"].replace("the ", "this "), anchor, tense)
    if span is None or span.start is None or span.end is None:
        return span
    length = (span.end - span.start).days + 1
    late = m["which"] not in ("first", "opening")
    if m["unit"] == "half":
        count = length // 2 + (late and length % 2)
    else:
        count = number_of(m["n"]) * (7 if m["unit"] == "week" else 1) if m["n"] else 0
    if not count or count > length:
        return partly(span, "late" if late else "early")
    start = span.end - timedelta(days=count - 1) if late else span.start
    end = start + timedelta(days=count - 1)
    value = span.value if m["unit"] == "half" else f"{start}/{end}"
    return Value("DATE", value, start, end)


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
