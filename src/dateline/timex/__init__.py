"""Time expressions: finding them, and what they mean for a given publication interval.

A resource that several stages share, as the gazetteer is: reading finds expressions, dating inverts them, claims get
their `when` from them. What an expression means is a pure function of its words, the tense around it and the anchor.

>>> anchor = (date(2016, 3, 31), date(2016, 3, 31))
>>> for e in find_times("Late on Wednesday troops took the town, which fell in June 2014."):
...     print(e.text, normalise(e.text, anchor).value)
Late on Wednesday 2016-03-30TEV
June 2014 2014-06
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dateline.model import Time
from dateline.timex.context import in_context
from dateline.timex.grammar import RULES
from dateline.timex.spans import Value
from dateline.timex.tense import tense_at

__all__ = ["Expression", "Value", "find_times", "in_context", "meaning", "normalise", "tense_at"]

Anchor = tuple[date | None, date | None]

# Rules in their order; the longest match at a place wins. A first character class keeps the scan cheap.
_SCAN = re.compile(
    r"(?<![\w$€£#])(?=[\w])"
    + "(?:"
    + "|".join(f"(?P<r{i}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', r.pattern.pattern)})" for i, r in enumerate(RULES))
    + ")"
)
_TIME_WORD = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|to(?:day|night|morrow)|yesterday|last|this|next"
    r"|ago|earlier|now|week|month|year|day|night|hour|minute|decade|quarter|recent|current|soon|future|past|noon|midnight|dawn|dusk|daily"
    r"|every|each|annual|overnight|nineteen|eighteen|thousand|afternoon|morning|evening|present|previous|former|christmas|easter|good friday|thanksgiving|halloween|valentine|new year|independence|n[eo]wr[uo]z|nauroz|boxing|victory|palm sunday|pentecost|ram[az]|eid\b|\bid\b|asho?ura|arba|mawlid|muharram|safar|rabi|jumada|rajab|sha['’]?a?ban|shawwal|dhul?\b|sacrifice|centur|second|spring|summer|autumn|winter|hourly|yearly)",
    re.IGNORECASE,
)
_NOT_TIME_AFTER = re.compile(
    r"\s?(?:km\b|kilomet|metres?\b|meters?\b|miles?\b|people\b|troops\b|soldiers\b|civilians\b|percent\b|per cent\b|%|million\b|billion\b|dollars\b|killed\b|dead\b|wounded\b|injured\b|fighters\b|houses\b|homes\b)"
)
_BEFORE_MONTH = re.compile(r"\b(?:in|since|until|till|from|last|early|late|mid|next|between|through) $", re.IGNORECASE)
_MOSTLY_ELSE = set("May MAY Sun SUN Sat Mar MAR Jan Mon Wed Dec Oct Fri second Second".split())
_NUMBER_GOES_ON = re.compile(r"[-/](?:[A-Z]{1,4}[-/])?\d")


class Expression(NamedTuple):
    """A time expression of a text."""

    start: int
    end: int
    text: str


def find_times(text: str, start: int = 0, end: int | None = None) -> Iterator[Expression]:
    """The time expressions of a text, in order, none inside another."""
    end = len(text) if end is None else end
    if not _TIME_WORD.search(text, start, end):
        return
    at = start
    while match := _SCAN.search(text, at, end):
        found = longest(text, match, end)
        at = match.end() if match.end() > match.start() else match.start() + 1
        if found is None:
            continue
        words = text[found[0] : found[1]]
        if words.isdigit() and _NOT_TIME_AFTER.match(text, found[1]):
            continue
        if words[-1].isdigit() and _NUMBER_GOES_ON.match(text, found[1]):
            continue  # "2010-07" of "2010-07-CA-075"
        if value_of(words, None) is None or not is_time(words, text[max(0, found[0] - 8) : found[0]]):
            continue
        at = found[1]
        yield Expression(found[0], found[1], words)


def longest(text: str, match: re.Match[str], end: int) -> tuple[int, int] | None:
    """The longest expression that begins where the scan stopped."""
    best = match.end()
    for rule in RULES:
        other = rule.pattern.match(text, match.start(), end)
        if other and other.end() > best:
            best = other.end()
    while best > match.start() and text[best - 1] in " -,(":
        best -= 1
    return (match.start(), best) if best > match.start() else None


def is_time(words: str, before: str) -> bool:
    """Not words that are mostly something else: "May" and "Sun" alone (but "in May"), "second" without a number."""
    if words in _MOSTLY_ELSE:
        return words in ("May", "Mar", "Jan", "Dec", "Oct") and bool(_BEFORE_MONTH.search(before))
    return True


@lru_cache(maxsize=16384)
def meaning(words: str) -> int | None:
    """The number of the rule that reads the whole of the words, or None."""
    for number, rule in enumerate(RULES):
        if rule.pattern.fullmatch(words):
            return number
    return None


@lru_cache(maxsize=65536)
def value_of(words: str, anchor: date | None, tense: int = -1) -> Value | None:
    """The TIMEX3 value of an expression against one day (None: unknown); None if its words name no day there is."""
    number = meaning(words)
    if number is None:
        return None
    match = RULES[number].pattern.fullmatch(words)
    assert match
    try:
        return RULES[number].resolve(match, anchor, tense)
    except (ValueError, OverflowError):  # "0th century"; the year before the first
        return None


def normalise(words: str, anchor: Anchor, tense: int = -1) -> Time:
    """The TIMEX3 value of an expression for a publication interval.

    The days covered run from the earliest that the first day of the interval allows to the latest that the last one
    allows; the value is written out only where both agree.
    """
    first, last = anchor
    low = value_of(words, first, tense)
    high = low if last == first else value_of(words, last, tense)
    open_ = value_of(words, None, tense)
    if low is None or high is None:
        return Time(type="DATE", value=open_.value if open_ else "XXXX")
    agreed = low if low.value == high.value else (open_ or low)
    start, end = low.start, high.end
    if first is None and last is not None:
        start, end = None, high.end if high.type != "SET" else None
    return Time(
        type=agreed.type,  # type: ignore[arg-type]
        value=agreed.value,
        earliest=start.isoformat() if start else None,
        latest=end.isoformat() if end else None,
    )
