"""Numbers as reports bound them: "at least 31", "two dozen", "between 12 and 15", "scores".

The bounds follow the contract: "more than N" is low N+1; "up to N" is high N; "about N" is N and N; "dozens" is vague.
What one number is, `numerals` says; what is none though it looks like one, `uncounted`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from dateline.model import Bound
from dateline.text.numerals import BEGINS, MEASURES, Numeral, read_numeral
from dateline.text.uncounted import AFTER, AROUND, BEFORE_AGE, is_age, is_score, passed_over

_MANY = r"(?:dozen|hundred|thousand|million)"
_VAGUE = (
    rf"(?:(?:(?<!\bas\s)(?:a\s|quite\sa\s|only\sa\s|just\sa\s)?few|several|many(?!\sas\b)|a\scouple(?=\sof\b|\s{_MANY}\b))(?:(?:\sof)?\s(?:{_MANY}\b(?!\sand\b)))?"
    rf"|(?:(?:tens|scores|dozens|hundreds|thousands|millions)(?:\sof\s(?={_MANY}s))?){{1,3}}"
    rf"|numerous|multiple|countless|untold|various|an?\s(?:(?:large|small|unknown|undisclosed|unspecified)\s)?number|an?\shandful|some(?!\s(?:{BEGINS}|other\s{BEGINS}))(?!-))\b"
)
_START = re.compile(
    rf"(?<!\w)(?:(?P<address>(?:https?://|www\.)\S+)|(?P<vague>{_VAGUE})(?!\w)|(?P<number>{BEGINS}))", re.IGNORECASE
)
_TOKEN = re.compile(r"\d+|[^\W\d]+")

_BY = r"(?:(?:well|just|far|slightly|a\slittle|little|much|considerably|significantly|way|a\sbit|many)\s)?"
_LEAST = r"at\s(?:the\s(?:very\s)?)?least|no\s(?:fewer|less)\sthan|not\s(?:fewer|less)\sthan|a\sminimum\sof|upwards?\sof|as\s(?:few|little)\sas"
_MOST = r"as\s(?:many|much)\sas|up\sto|at\s(?:the\s)?(?:very\s)?most|not?\smore\sthan|a\smaximum\sof|not\sexceeding"
_MORE = rf"{_BY}(?:more|greater|higher)\sthan|{_BY}over|{_BY}above|in\sexcess\sof|exceed(?:ing|ed|s)?|surpass(?:ing|ed|es)?|topp?(?:ed|ing|s)"
_LESS = rf"{_BY}(?:fewer|less|lower)\sthan|{_BY}under|{_BY}below"
_ABOUT = (
    r"about|around|some|nearly|almost|approximately|roughly|an?\s(?:estimated|approximate|reported)|estimated|close\sto|circa|perhaps|maybe"
    r"|something\slike|in\sthe\s(?:region|order)\sof|approaching|nearing"
)
_LEAD = re.compile(
    rf"(?:\b(?:(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<both>(?:(?:any|some)where\s)?(?:between|from)))\s)?"
    rf"(?:\b(?P<about>{_ABOUT})\s)?(?:\b(?:another|the|a\s(?:combined\s|grand\s)?total\sof|an\sadditional|a\sfurther|additional)\s)?\Z",
    re.IGNORECASE,
)
_PHRASAL = re.compile(
    r"\b(?:t[ao]kes?|took|taken|taking|hand\w*|turn\w*|fl[ey]w?\w*|won|win\w*|control|disputes?|concerns?|anger|protest\w*|wars?|battles?|fight\w*|fought|clash\w*|talks|row|ran|run)\s+over\s\Z",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s(?:\w+\s){0,2}\Z", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:r[io]s(?:e|es|en|ing)|rose|climb\w*|increas\w*|jump\w*|gr[eo]w\w*|swell\w*|swollen|soar\w*|surg\w*|went|gone|up|down|f[ae]ll\w*|dropp?\w*|revis\w*|lower\w*|raised?|raising|cut|reduc\w*|moved|chang\w*|updat\w*)\b[^.;]{0,40}\bfrom\s(?:\w+\s){0,2}\Z",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\s(?:and|to)\s(?:(?:about|around|some|nearly|almost|as many as)\s)?", re.IGNORECASE)
_TO = re.compile(r"\s(?:to|or)\s|-to-|[-–—]", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?P<least>\sor\smore\b|\+(?!\d)|[-‐‑]plus\b|\splus(?=\s[a-z]+s\b)|[-‐‑\s]odd\b|[-‐‑]some\b|,?\sat\sleast(?=[,.;)]|$))"
    r"|(?P<most>\sor\s(?:fewer|less)\b|,?\sat\smost(?=[,.;)]|$))|(?P<about>\sor\s(?:so|thereabouts)\b)",
    re.IGNORECASE,
)


class Number(NamedTuple):
    """A number of a text with its bound; `start` takes in the words of the bound, `digits` begins at the number itself."""

    start: int
    digits: int
    end: int
    low: int | None
    high: int | None
    bound: Bound


def find_numbers(text: str, start: int = 0, end: int | None = None, taken: Container[int] = ()) -> Iterator[Number]:
    """The numbers of a text in order: counts and measures. `taken`: offsets where something else begins, a date say.

    >>> [(n.low, n.high, n.bound) for n in find_numbers("At least 31 died; up to 20 fled, dozens hid, 5 to 7 hurt.")]
    [(31, None, 'at least'), (None, 20, 'at most'), (None, None, 'vague'), (5, 7, 'range')]
    >>> [n.low for n in find_numbers("At one-thirty, 16 000 people of District 9 fled 122 mm shells.")]
    [16000]
    """
    end = len(text) if end is None else end
    at = start
    while match := _START.search(text, at, end):
        here = match.start()
        if match["address"]:
            at = match.end()
        elif match["vague"]:
            if here not in taken:
                yield Number(here, here, match.end(), None, None, "vague")
            at = match.end()
        elif here in taken or (skipped := passed_over(text, here, end)) is not None:
            token = _TOKEN.match(text, here, end)
            at = max(skipped if here not in taken and skipped else 0, token.end() if token else here + 1)
        else:
            number, at = number_at(text, here, at, end)
            if number is not None:
                yield number


def number_at(text: str, here: int, low: int, end: int) -> tuple[Number | None, int]:
    """The number that begins at an offset, with its bound, and where to read on; its bound begins at `low` or later."""
    first = read_numeral(text, here, end)
    if first is None:
        token = _TOKEN.match(text, here, end)
        return None, token.end() if token else here + 1
    lead = _LEAD.search(text[max(low, here - AROUND) : here])
    assert lead is not None  # it may be empty
    before = text[max(0, here - AROUND) : here]
    both = bool(lead["both"]) and not _CHANGED.search(before)
    other = second(text, here, first, end, both)
    start = here - len(lead[0])
    if other is not None:
        first = shared(first, other)
        if first.value < other.value and not (first.value < other.value and AFTER.match(text, other.end, end)):
            if BEFORE_AGE.search(before) or (text[other.start - 1] in "-–" and is_score(text, here, other.end)):
                return None, other.end
            return Number(start, here, other.end, first.value, other.value, "range"), other.end
        if text[other.start - 1] in "-–—" or AFTER.match(text, other.end, end):
            return None, other.end  # "3-1", "10 to 20 percent"
    if AFTER.match(text, first.end, end) and not MEASURES.match(text, first.end, end):
        return None, first.end
    if (
        BEFORE_AGE.search(before)
        or is_age(text, here, first.end, first.value)
        or not (first.whole or MEASURES.match(text, first.end, end))
    ):
        return None, first.end
    if lead["both"] or (lead["more"] and _PHRASAL.search(text[max(0, here - AROUND) : here])):
        start, lead = here, _LEAD.search("")
    behind = _BEHIND.match(text, first.end, end)
    stop = behind.end() if behind else first.end
    return Number(start, here, stop, *bounded(first.value, kind_of(lead), kind_of(behind))), stop


def second(text: str, here: int, first: Numeral, end: int, both: bool) -> Numeral | None:
    """The other end of a range: "between five and [seven]", "5-[7]", "five or [six]"."""
    if both:
        alone = read_numeral(text, here, end, joined=False) or first
        for one in (alone, first) if alone.end != first.end else (first,):
            joint = _BOTH.match(text, one.end, end)
            other = read_numeral(text, joint.end(), end) if joint else None
            if other is not None and shared(one, other).value < other.value:
                return other
        return None
    joint = _TO.match(text, first.end, end)
    other = read_numeral(text, joint.end(), end) if joint else None
    if other is None or joint is None or joint[0][-1] in "-–—":
        return other
    return (
        other
        if shared(first, other).value < other.value and not _FROM.search(text[max(0, here - AROUND) : here])
        else None
    )


def shared(first: Numeral, other: Numeral) -> Numeral:
    """The first end of a range with the scale that it shares with the other: "[two] to three hundred"."""
    if first.scale == 1 and other.scale > 1 and first.value * other.scale < other.value:
        return first._replace(value=first.value * other.scale)
    return first


def kind_of(match: re.Match[str] | None) -> str:
    """The name of the bound that a pattern found: of two, the one that is not "about" ("at least some 40")."""
    return next((k for k in ("least", "most", "more", "less", "about") if match and match.groupdict().get(k)), "")


def bounded(n: int, lead: str, behind: str) -> tuple[int | None, int | None, Bound]:
    """Low, high and bound of a number with the kinds of words before and behind it."""
    kind = lead if lead and lead != "about" else behind or lead
    if kind in ("least", "more"):
        return n + (kind == "more"), None, "at least"
    if kind in ("most", "less"):
        return None, n - (kind == "less"), "at most"
    return n, n, "about" if kind else "exact"
