"""Now, the past, the future, and what the text told before."""

from __future__ import annotations

from datetime import date

from dateline.timex.grammar.rule import Match, rule
from dateline.timex.spans import Value


@rule(
    r"(?:(?:right )?now(?! that)|currently|current(?= \w|$)|at present|nowadays|presently|these days)\b",
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


@rule(r"(?P<which>that same|that|the same) (?P<unit>day|week|month|year)\b", "that year", "XXXX")
@rule(r"(?P<which>(?:earlier|later) that) (?P<unit>day|week|month|year)\b", "later that year", "XXXX")
def unit_told_before(m: Match, anchor: date | None, tense: int) -> Value | None:
    """What the text spoke of before, which this grammar does not know."""
    return Value("DATE", {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}[m["unit"]])


@rule(r"the (?:following|next|previous) (?P<unit>morning|week|month|year)\b", "the following year", "XXXX")
@rule(r"(?:{ABOUT})?{N} (?P<unit>day|week|month|year)s? later\b", "two years later", "XXXX")
def unit_after(m: Match, anchor: date | None, tense: int) -> Value | None:
    """Counted from what the text spoke of before, which this grammar does not know."""
    values = {"day": "XXXX-XX-XX", "morning": "XXXX-XX-XXTMO", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}
    return Value("TIME" if m["unit"] == "morning" else "DATE", values[m["unit"]])
