"""What looks like a time and is none: counts and numbers of things in place of years, rates, words that are mostly something else."""

from __future__ import annotations

import re

from dateline.model import Span
from dateline.text.numerals import MEASURES
from dateline.text.uncounted import BEFORE_YEAR, NUMBERED_NAMES
from dateline.timex.grammar.rule import PARTS_OF_RULES

_UNIT = re.compile(
    r"\s?(?:feet|percent|per cent|million|billion|dollars|euros|dinars|rupees|rubles|grams|lit(?:re|er)s)\b|[ -]pounds?\b|\s?%"
)
_COUNTED = re.compile(
    r"""(?:\ (?:and|or|to)\ [\d,]{1,9}|[-–]\d{4})?
    \s(?:(?:\w+\ )?(?:people|persons|troops|soldiers|civilians|fighters|men|women|children|villagers|families|refugees|prisoners|detainees|residents
      |inhabitants|others|houses|homes|rounds|shells|rockets|missiles|bombs|mines|vehicles|tanks|deaths|casualties|cases)
      |killed|dead|wounded|injured)\b""",
    re.VERBOSE,
)
# what only a count follows: "some 2000 fled", "a toll of 1998"; "about 2000" and "up to 2000" may be years
_COUNTING = re.compile(
    r"""\b(?:some|at\ (?:least|most)|(?:more|fewer|less)\ than|as\ (?:many|few)\ as|over|another|(?:total|population|crowd|force|toll)\ of|in\ all
      | (?:toll|number)\ (?:is|was|(?:stands|stood)\ at|reached|hit|rose\ to|rises\ to|has\ risen\ to) | [Dd]ial(?:led|ing)?|[Cc]all(?:ed|ing)?
      | has|have|had|kill(?:ed|ing)|wound(?:ed|ing)|injur(?:ed|ing)|displac(?:ed|ing)|fired|seized|paid|cost|counted)\ $
      | \b(?:killed|dead|wounded|injured|missing|toll):\ $""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"""\b(?:(?!Year){NUMBERED_NAMES}|Regiment|flight|unit|[Rr]esolution|brigade|battalion|regiment|division|route|highway|road|room|bus|train|channel
      |article|section|annex|decree|law|page|[Cc]ase|hill|point|plot|plate|number|[Nn]os?\.|at|At|AT)s?\ (?:\d{{1,4}},?\ (?:and|or)\ )?$
      |\b[A-Z]{{1,3}}-$ | [A-Za-z_]/$ | [=&\#?_]$""",
    re.VERBOSE,
)
_NAMED_BY = re.compile(r"(?:/[A-Za-z]|[A-Za-z]|[- ](?:model|pattern)\b|-calib|-strong\b| line\b)")
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


def is_number(text: str, end: int, before: str) -> bool:
    """Whether digits that could be a year measure, number or count something: "in 2014 soldiers came" is of a year.

    >>> def counts(text, digits): at = text.index(digits); return is_number(text, at + 4, text[:at])
    >>> counts("Some 2014 fled.", "2014"), counts("In 2014 soldiers came.", "2014"), counts("Two 2000-pound bombs", "2000")
    (True, False, True)
    """
    if any(way.match(text, end) for way in (MEASURES, _UNIT, _NAMED_BY)) or _NUMBERED.search(before):
        return True
    return not BEFORE_YEAR.search(before) and bool(_COUNTED.match(text, end) or _COUNTING.search(before))


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
    if words.isdigit() and is_number(text, last, before):
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
