"""Tolls that stand in phrases of their own rather than as the object of a verb: "the death toll rose to 35", "left 12 dead".

A phrase has a cue ("the number of people killed") and a number that the words between give it ("has climbed to [19] from 12").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dateline.model import Claim, Span, Toll
from dateline.text.numbers import Number, find_numbers
from dateline.text.offsets import OffsetMap

REACH = 110  # characters behind a cue in which its number may stand
_WORDS = r"(?:[\w’'-]{1,20}\s){0,3}?"
_HARMED = r"(?P<dead>killed|dead|deaths|fatalities|victims|bodies)|injured|wounded"
_CUE = re.compile(
    rf"\b(?:(?P<toll>(?:(?P<hurt>injur(?:y|ed)|wounded)\s)?(?:death\s)?tolls?(?!\s(?:road|booth|free|plaza|gate|bridge)s?\b|-)(?P<of>\sof\s(?:the\s)?(?:injured|wounded)\b)?)"
    rf"|(?P<number>number\s(?:of\s)?{_WORDS}(?:{_HARMED})\b)|(?P<bare>dead|deaths|fatalities)\b)",
    re.IGNORECASE,
)
_REACHED = r"number(?:s|ed|ing)?|totall?(?:s|ed|ing)?|(?:stand|stands|stood|standing|rise|rises|rose|risen|rising|climb\w*|jump\w*|grew|grown|increased|fell|dropped)\s(?:at|to)|reach(?:es|ed|ing)?"
_GIVES = re.compile(
    rf"(?:\b(?:to|at|was|were|is|are|now|hit|hits|hitting|passe[sd]|as|{_REACHED})|^\s?of)\s(?:an?\s|a total of\s)?\Z",
    re.IGNORECASE,
)
_GIVES_BARE = re.compile(rf"\b(?:{_REACHED})\s\Z", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:could|may|might|would|expect\w*|likely|fear\w*)\b(?:\s\w+){0,4}\s\Z", re.IGNORECASE)
_NO_VICTIMS = re.compile(r"\s(?:km|kilomet|miles|met(?:er|re)s|hours?|days?|weeks?|months?|years?|times)\b")
_BROUGHT = re.compile(
    r"\b(?:br[io]ng\w*|brought|tak(?:es?|ing)|took|rais\w+|push\w+|lift\w+)\sto\s(?P<n>[^;:]{1,40})\s(?:the|its|their)\s(?:\w{1,20}\s){0,2}\Z",
    re.IGNORECASE,
)
_FEW = r"(?:[^.;,]|[.,]\d){1,40}?"
_BESIDE = r"(?!(?:,|\sor|\sand|/)\s?(?:otherwise\s)?(?:injured|wounded|hurt|maimed|missing)\b)"  # "12 dead or wounded"
_AROUND = [
    ("killed", re.compile(rf"\b(?:left|leaving|leaves)\s+(?=(?P<n>{_FEW}\bdead\b){_BESIDE})", re.IGNORECASE)),
    (
        "killed",
        re.compile(
            rf"\b(?:claim(?:ed|ing|s)|cost(?:ing)?)\s+(?:the\slives\sof\s+(?=(?P<m>[^.;]{{1,40}}))|(?=(?P<n>{_FEW}\blives\b)))", re.IGNORECASE
        ),
    ),
    ("injured", re.compile(rf"\b(?:left|leaving|leaves)\s+(?=(?P<n>{_FEW}(?<!dead or )(?<!dead and )\b(?:injured|wounded|hurt)\b))", re.IGNORECASE)),
]  # fmt: skip


class TollPhrase(NamedTuple):
    """A toll with its kind, `killed` or `injured`; `trigger`: the words that tell it, `cue`: those that name what it counts."""

    kind: str
    trigger: Span
    cue: Span
    toll: Toll


def phrase_tolls(text: str, span: Span, offsets: OffsetMap) -> list[TollPhrase]:
    """The tolls that phrases of a sentence tell.

    >>> text = "The number of people killed in Oru has climbed to 19 from 12."
    >>> [(p.kind, p.toll.low) for p in phrase_tolls(text, (0, len(text)), OffsetMap([]))]
    [('killed', 19)]
    """
    found = []
    for kind, trigger, cue, number in [*told_of_cues(text, span), *told_around(text, span)]:
        place = (number.start, number.end)
        toll = Toll(
            low=number.low, high=number.high, bound=number.bound, words=text[slice(*place)], span=place, raw_span=offsets.to_raw(place)
        )  # fmt: skip
        found.append(TollPhrase(kind, trigger, cue, toll))
    return found


_CHANGED = r"(?:rose|risen?|rises|rising|climb\w*|jump\w*|gr[eo]wn?|grows|increas\w*|up|down|fell|fallen|dropp?\w*|lower\w*|revis\w*|rais\w*)"
_FORMER = re.compile(rf"\b{_CHANGED}\b[^,]{{0,30}}?\bfrom\s(?:[a-z]+\s){{0,3}}\Z", re.IGNORECASE)
_UNHURT = re.compile(r"[^.;,]{0,40}\b(?:unhurt|unharmed|uninjured|unscathed)\b", re.IGNORECASE)
_FEARED = re.compile(
    r"\b(?:could|may|might|would|will|can|expected to|likely to|feared to)\s(?:still\s|yet\s|well\s)?"
    r"(?:rise|climb|grow|reach|exceed|increase|go up|top)\b[^,]{0,25}\Z",
    re.IGNORECASE,
)


def told_of_cues(text: str, span: Span) -> Iterator[tuple[str, Span, Span, Number]]:
    """`the death toll from the blast has risen to 7`, `bringing to 17 the number of people killed`."""
    for cue in _CUE.finditer(text, *span):
        injured = bool(cue["hurt"] or cue["of"] or (cue["number"] and not cue["dead"]))
        kind = "injured" if injured else "killed"
        brought = _BROUGHT.search(text[max(span[0], cue.start() - 80) : cue.start()]) if not cue["bare"] else None
        if brought:
            start = max(span[0], cue.start() - 80)
            number = next(find_numbers(text, start + brought.start("n"), start + brought.end("n")), None)
            if number is not None and number.start == start + brought.start("n"):
                yield kind, (start + brought.start(), cue.end()), cue.span(), number
                continue
        number = given(text, cue.end(), min(span[1], cue.end() + REACH), _GIVES_BARE if cue["bare"] else _GIVES)
        if number is not None:
            yield kind, (cue.start(), number.start), cue.span(), number


def is_former_or_feared(text: str, start: int) -> bool:
    """Whether the number at an offset is what a toll was, or may come to be: "rose from [19] to 23", "could rise to [60]"."""
    before = re.split(r"[.;:]\s", text[max(0, start - REACH) : start])[-1]
    return bool(_FORMER.search(before) or _FEARED.search(before))


def is_unhurt(text: str, end: int) -> bool:
    """Whether those named before an offset came to no harm: "[the mayor] escaped unhurt"."""
    return bool(_UNHURT.match(text, end))


def given(text: str, start: int, stop: int, gives: re.Pattern[str]) -> Number | None:
    """The first number behind a cue that the words right before it give as its value."""
    end = re.compile(r"[;:]|\.\s").search(text, start, stop)
    stop = end.start() if end else stop
    for number in find_numbers(text, start, stop):
        between = text[start : number.start]
        if gives.search(between) and not _NOT_YET.search(between) and not _NO_VICTIMS.match(text, number.end):
            return number
    return None


def told_around(text: str, span: Span) -> Iterator[tuple[str, Span, Span, Number]]:
    """`left 12 dead`, `claimed 17 lives`."""
    for kind, pattern in _AROUND:
        for match in pattern.finditer(text, *span):
            name = "n" if match["n"] else "m"
            numbers = list(find_numbers(text, *match.span(name)))
            number = numbers[0 if kind == "killed" else -1] if numbers else None  # "left 12 dead and [30] wounded"
            if number is not None and not (kind == "injured" and "dead" in text[number.end : match.end(name)]):
                yield kind, match.span(), match.span(), number


def completed(claims: list[Claim], phrase: TollPhrase) -> bool:
    """Gives a toll to the claim that it tells of ("the toll of the [blast] is 31"), if that has none; whether one was found.

    `claims`: those of the sentence that can have tolls. One inside the cue ("the number of people [killed]") is preferred.
    """
    for first, last in (phrase.cue, phrase.trigger):
        for claim in claims:
            counted = getattr(claim, phrase.kind)
            unknown = counted is None or (counted.low is None and counted.high is None)
            if unknown and first <= claim.trigger[0] < last:
                setattr(claim, phrase.kind, phrase.toll)
                return True
    return False
