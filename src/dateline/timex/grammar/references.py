"""Now, the past, the future, and what the text told before."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.timex.grammar.rule import Match, rule
from dateline.timex.grammar.words import part_code, weekday_of
from dateline.timex.spans import CLOCK_UNITS, PARTS, Value, day_value


@rule(
    r"(?:(?:right )?now|currently|current(?= \w|$)|at present|nowadays|presently|these days)\b",
    "now",
    "PRESENT_REF",
)
def present(m: Match, anchor: date | None, tense: int) -> Value | None:
    return Value("DATE", "PRESENT_REF", anchor, anchor)


@rule(
    r"(?:(?:more )?recently|formerly|once upon a time|the past)\b(?! (?:few|several|two|three|four|five|six|\d))",
    "recently",
    "PAST_REF",
)
def past(m: Match, anchor: date | None, tense: int) -> Value | None:
    return Value("DATE", "PAST_REF", None, anchor)


@rule(r"(?:the (?:near )?future)\b", "the future", "FUTURE_REF")
def future(m: Match, anchor: date | None, tense: int) -> Value | None:
    return Value("DATE", "FUTURE_REF", anchor, None)


@rule(r"(?:the )?(?P<which>previous|next|following|same) day\b", "the previous day", "XXXX-XX-XX")
def other_day(m: Match, anchor: date | None, tense: int) -> Value | None:
    return Value("DATE", "XXXX-XX-XX")  # relative to an event that this grammar does not know


@rule(
    r"(?P<which>that same|that|the same) (?P<unit>day|morning|afternoon|evening|night|week|month|year)\b",
    "that year",
    "XXXX",
)
@rule(r"(?P<which>(?:earlier|later) that) (?P<unit>day|week|month|year)\b", "later that year", "XXXX")
def unit_told_before(m: Match, anchor: date | None, tense: int) -> Value | None:
    """What the text spoke of before, which this grammar does not know."""
    return unknown(m["unit"])


def unknown(unit: str) -> Value:
    if unit in PARTS:
        return Value("TIME", f"XXXX-XX-XXT{PARTS[unit]}")
    if unit in CLOCK_UNITS:
        return Value("TIME", "XXXX-XX-XX")
    return Value(
        "DATE",
        {
            "day": "XXXX-XX-XX",
            "week": "XXXX-WXX",
            "fortnight": "XXXX-WXX",
            "weekend": "XXXX-WXX-WE",
            "month": "XXXX-XX",
        }.get(unit, "XXXX"),
    )


@rule(
    r"the (?:following|next|previous) (?P<unit>{PART}|week|weekend|month|year|decade|century)\b",
    "the following year",
    "XXXX",
)
@rule(
    r"(?:{ABOUT})?(?:(?:{N}|{VAGUE})(?: (?:or|to) {N})? )?(?P<unit>{UNIT})s? (?:later|afterwards?)\b",
    "two years later",
    "XXXX",
)
def unit_after(m: Match, anchor: date | None, tense: int) -> Value | None:
    """Counted from what the text spoke of before, which this grammar does not know."""
    return unknown(m["unit"])


@rule(
    r"the (?P<part>eve|day|night|morning|evening|afternoon)\b",
    "the day",
    "XXXX-XX-XX",
)
def day_of_event(m: Match, anchor: date | None, tense: int) -> Value | None:
    """ "The day after the attack", "the eve of the vote": relative to an event that this grammar does not know."""
    part = part_code(m["part"])
    return Value("TIME" if part else "DATE", "XXXX-XX-XX" + (f"T{part}" if part else ""))


@rule(r"(?:the |that )(?P<way>previous|following|next) (?P<wd>{WD})\b", "the previous Friday", "2016-03-25")
def weekday_beside(m: Match, anchor: date | None, tense: int) -> Value | None:
    """The one before or after what the text spoke of, else before or after today."""
    return weekday_from(anchor, weekday_of(m["wd"]), m["way"] == "previous")


def weekday_from(day: date | None, weekday: int, back: bool) -> Value:
    if day is None:
        return Value("DATE", f"XXXX-WXX-{weekday + 1}")
    step = ((day.weekday() - weekday - 1) % 7 + 1) if back else ((weekday - day.weekday() - 1) % 7 + 1)
    return day_value(day + timedelta(days=-step if back else step))
