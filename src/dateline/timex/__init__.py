"""Time expressions: finding them, and what they mean for a given publication interval.

A resource that several stages share, as the gazetteer is: reading finds expressions, dating inverts them, claims get
their `when` from them. What an expression means is a pure function of its words, the tense around it and the anchor.

>>> anchor = (date(2016, 3, 31), date(2016, 3, 31))
>>> for e in find_times("On Wednesday evening troops took the town, which fell in June 2014."):
...     print(e.text, normalise(e.text, anchor).value)
Wednesday evening 2016-03-30TEV
June 2014 2014-06
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dateline.model import Time
from dateline.timex.context import clock_on, in_context
from dateline.timex.grammar import RULES, meaning, value_of
from dateline.timex.grammar.words import folded
from dateline.timex.lookalikes import is_lookalike
from dateline.timex.relative import Counted, counted_from_event, days_from, is_beside, is_part_of_event
from dateline.timex.spans import Value
from dateline.timex.tense import tense_at

__all__ = [
    "Counted",
    "Expression",
    "Value",
    "clock_on",
    "counted_from_event",
    "days_from",
    "find_times",
    "in_context",
    "is_beside",
    "meaning",
    "normalise",
    "tense_at",
    "value_of",
]

Anchor = tuple[date | None, date | None]

# How the words of every expression begin: to look at that first is far cheaper than to try each rule at each word.
_NUMBER = r"\d|an?[ -]|cou|ei|el|f[io]|ha|ni|one|se|si|t[ehw]"
_AFTER_A = rf"(?:{_NUMBER}|[bcdfhlmnpqswy]|or |t[ior])"
_AFTER_ITS = r"[cflnpry]"
_AFTER_THE = (
    r"(?:[\d'’A-Z]|a(?:[ -]|ft|n[ -]|ut)|beg|c(?:al|en|lo|o[mru]|ur)|d(?:ay|ec|oz)|e(?:ar|ig|le|n[dt]|ve)|f(?:al|as|ew|i|o|ri|u[lt])"
    r"|h(?:al|o[lu]|un)|l(?:a|ik)|m(?:an|i[dn]|o[nrs])|n(?:ea|ex|ig|in)|o(?:ne|pe)|p(?:as|er|r[ei])|qua|rec|s(?:am|at|e[cv]|ix|ma|om|pr|ta|u[mn])"
    r"|t(?:en|h[ioru]|u[er]|w)|ver|w(?:e[de]|ho|in)|yea)"
)
_BEGINS = (
    r"(?=\d|A(?:PR|U[GT]|pr|r[bm]|sh|u[gt])|Box|Chr|D(?:EC|ec)|E(?:as|id|le)|F(?:A|EB|RI|Y|al|e[ab]|ir|ou|ri)|Goo|Hal|I(?:d|n[ad])"
    r"|J(?:AN|U[LN]|an|u[ln])|Lib|M(?:A[RY]|ON|a[rwy]|on|uh)|N(?:OV|a[tu]|ew|o[vw])|O(?:CT|ct|rt)|P(?:al|en)|Q|R(?:am|e[pv])"
    r"|S(?:AT|EP|[PU]|at|e[cp]|pr|u[mn])|T(?:HU|UE|h[aiu]|ue)|V(?:al|et|ic)|W(?:ED|I|ed|in)"
    rf"|an?(?:-| {_AFTER_A})|a(?:bo|ft|lm|nn|p[pr]|ro|t |u[gt])|c(?:en|lo|o[mru]|ur)|d(?:a[iwy]|ec|oz|us)|e(?:a[cr]|ig|le|ve)"
    rf"|f(?:a[ls]|e[abw]|i[fnrsv]|ol|or[mt]|ou|ri)|h(?:al|(?:er|is) {_AFTER_ITS}|ol|ou|un)|i(?:n (?:{_NUMBER})|ts {_AFTER_ITS})|j(?:an|u[lns])"
    r"|l(?:as|at|es)|m(?:an|i[dn]|o[mnrs])|n(?:ea|ex|ig|in|o |o[ovw]|um)|o(?:ct|nc|ne|pe|ve)|p(?:as|os|r[ei])|qua|r(?:ec|ig|ou)"
    r"|s(?:am|at|e[cpv]|ix|ma|om|pr|u[mn])|up |ver|w(?:e[de]|in)|ye[as]"
    rf"|t(?:en|hat |he(?:se|ir {_AFTER_ITS}| {_AFTER_THE})|h[io]|h[ru]|o[dmn]|ue|w[eio]))"
)
# Rules in their order; the longest match at a place wins.
_SCAN = re.compile(
    r"(?<![\w$€£#])(?<!\d[.,])"
    + _BEGINS
    + "(?:"
    + "|".join(f"(?P<r{i}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', r.pattern.pattern)})" for i, r in enumerate(RULES))
    + ")"
)
_TIME_WORD = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|to(?:day|night|morrow)|yesterday|last|this|next"
    r"|ago|earlier|later|moment|fortnight|o['’]clock|now|week|month|year|day|night|hour|minute|decade|quarter|recent|current|soon|future|past|noon|[ap]\.m\b|pm\b|thirty|fifteen|midnight|dawn|dusk|daily"
    r"|every|each|annual|overnight|nineteen|eighteen|thousand|afternoon|morning|evening|present|previous|former|christmas|easter|good friday|thanksgiving|halloween|valentine|new year|n[eo]wr[uo]z|nauroz|boxing|victory|palm sunday|pentecost|ram[az]|eid\b|\bid\b|asho?ura|arba|mawlid|muharram|safar|rabi|jumada|rajab|sha['’]?a?ban|shawwal|dhul?\b|sacrifice|\beve\b|centur|second|spring|summer|autumn|winter|hourly|yearly|nightly|(?:nine|eigh|seven|six|fif|for|thir|twen)ties)",
    re.IGNORECASE,
)
_IN_IT = re.compile(r"\b(?:in|during) $", re.IGNORECASE)  # "later in the day before …"
_WORD_GOES_ON = re.compile(r"-(?:ago|earlier|end|long|round|over)\b", re.IGNORECASE)


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
    low, at = folded(text[start:end]), 0
    while match := _SCAN.search(low, at):
        found = longest(low, match)
        at = match.end() if match.end() > match.start() else match.start() + 1
        if found is None:
            continue
        first, last = start + found[0], start + found[1]
        words = text[first:last]
        if is_part_of_event(words) and (
            counted_from_event(text, (first, last)) is None or _IN_IT.search(text, max(0, first - 8), first)
        ):
            continue
        if _WORD_GOES_ON.match(text, last):
            at = match.start() + len(words.split(" ")[0])  # "the year" of "the year-ago quarter"
            continue
        if value_of(words, None) is None or is_lookalike(text, (first, last)):
            continue
        at = found[1]
        yield Expression(first, last, words)


def longest(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """The longest expression that begins where the scan stopped."""
    best = match.end()
    for rule in RULES:
        other = rule.pattern.match(text, match.start())
        if other and other.end() > best:
            best = other.end()
    while best > match.start() and text[best - 1] in " -,(":
        best -= 1
    return (match.start(), best) if best > match.start() else None


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
