"""What looks like a time and is none: counts and numbers of things in place of years, rates, words that are mostly something else."""

from __future__ import annotations

import re

from dateline.model import Span
from dateline.timex.grammar.rule import PARTS_OF_RULES

_COUNTED = re.compile(
    r"""\s?(?:km\b|kilomet|met(?:re|er)s?\b|miles?\b|feet\b|tons?\b|tonnes?\b|percent\b|per\ cent\b|%|million\b|billion\b|dollars\b|euros\b
      | (?:\w+\ )?(?:people|persons|troops|soldiers|civilians|fighters|men|women|children|villagers|families|refugees|prisoners|detainees|residents
      |houses|homes|rounds|shells|rockets|missiles|bombs|mines|vehicles|tanks|deaths|casualties)\b
      |killed\b|dead\b|wounded\b|injured\b)""",
    re.VERBOSE,
)
_NUMBERED = re.compile(
    r"""\b(?:[Ff]light|[Uu]nit|[Rr]esolution|[Bb]rigade|[Bb]attalion|[Rr]egiment|[Dd]ivision|[Rr]oute|[Hh]ighway|[Rr]oad|[Rr]oom|[Bb]us|[Tt]rain|[Cc]hannel
      |[Aa]rticle|[Ss]ection|[Aa]nnex|[Dd]ecree|[Ll]aw|[Pp]ages?|[Cc]ase|[Hh]ill|[Pp]oint|[Pp]lot|[Nn]umber|[Nn]os?\.|[Aa]t|AT)\ $
      |[A-Za-z_]/$ | [=&\#?_]$""",
    re.VERBOSE,
)
_NAMED_BY = re.compile(r"(?:/[A-Za-z]|[A-Za-z]|-model\b|-calib|-pattern\b| line\b)")
_GOES_ON = re.compile(r"[-/](?:[A-Z]{1,4}[-/])?\d(?!\d?:\d\d)")
_RATED = re.compile(
    r"(?:\d|\b(?:hundred|thousand|million|billion|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen))(?: \w+)? $"
)
_RATE = re.compile(r"an? (?:hour|day|night|week|month|year)")
_COUNTS_ON = re.compile(r" (?:after|before|later|earlier|ago|from|following|since)\b")
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|until|till|from|last|early|late|mid|next|between|through|by|during|throughout|of|this|every) $",
    re.IGNORECASE,
)
_MOSTLY_ELSE = set("May MAY Sun SUN Sat Mar MAR Jan Mon Wed Dec Oct Fri second Second".split())
_HOUR_ALONE = re.compile(PARTS_OF_RULES["ALONE"], re.IGNORECASE)
_ORDINAL = re.compile(r"the \d{1,2}(?:st|nd|rd|th)")
_BEFORE_ORDINAL = re.compile(r"\b(?:on|until|till|since|by) $", re.IGNORECASE)
_BEFORE_HOUR = re.compile(
    r"\b(?:at|around|about|since|until|till|by|from|to|after|before|past|between|and|or|nearly) $", re.IGNORECASE
)


def is_lookalike(text: str, span: Span) -> bool:
    """Whether words that the grammar reads as a time stand for something else where they are.

    >>> def alike(text, words): at = text.index(words); return is_lookalike(text, (at, at + len(words)))
    >>> alike("Flight 1989 was hit.", "1989"), alike("It was hit in 1989.", "1989"), alike("The 2008 rounds were fired.", "2008")
    (True, False, True)
    >>> alike("They fired 40 rounds a day.", "a day"), alike("He left a day after the raid.", "a day"), alike("It may rain. May God help.", "May")
    (True, False, True)
    """
    first, last = span
    words, before = text[first:last], text[max(0, first - 30) : first]
    if words.isdigit() and (_COUNTED.match(text, last) or _NUMBERED.search(before) or _NAMED_BY.match(text, last)):
        return True
    if words[-1].isdigit() and _GOES_ON.match(text, last):
        return True  # "2010-07" of "2010-07-CA-075"
    if _RATE.fullmatch(words) and _RATED.search(before) and not _COUNTS_ON.match(text, last):
        return True
    if _HOUR_ALONE.match(words):
        return not _BEFORE_HOUR.search(before)
    if _ORDINAL.fullmatch(words):
        return not _BEFORE_ORDINAL.search(before)
    if words in _MOSTLY_ELSE:
        return words not in ("May", "Mar", "Jan", "Dec", "Oct") or not _BEFORE_MONTH.search(before)
    return False
