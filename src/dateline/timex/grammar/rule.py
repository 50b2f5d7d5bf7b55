"""What a row of the grammar is, and the parts that patterns are made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from dateline.timex.grammar.words import folded
from dateline.timex.spans import Value

Match = re.Match[str]
Resolver = Callable[[Match, date | None, int], Value | None]


class Rule(NamedTuple):
    """One form of time expression. `example` is (words, value against the anchor of the examples)."""

    pattern: re.Pattern[str]
    resolve: Resolver
    example: tuple[str, str]


RULES: list[Rule] = []

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|january|february|april|june|july|august|september|october|november|december|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\b\.?)"
_WD = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|MON|TUES|WEDNES|THURS|FRI|SATUR|SUN|mon|tues|wednes|thurs|fri|satur|sun)(?:day|DAY)|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.?)"
_YEAR = r"(?:1[789]\d\d|20\d\d)"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_ORDINAL = r"(?:(?:twenty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|thirty-first)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_TEENS = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_N = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}(?: 1/2|½|\.\d+|[ -]and[ -]a[ -]half)?|(?:{_ONES}|an?) (?:hundred|thousand)|(?:{_TENS}(?:[- ]{_ONES})?|{_TEENS}|{_ONES})(?:[ -]and[ -]a[ -]half)?|a quarter(?: of an?)?(?=[ -](?:hour|century))|an? half|half(?: an?)?|an?|a couple of|couple of)"
_SPELT = rf"(?:(?:nineteen|eighteen|twenty) (?:{_TENS}(?:[- ]{_ONES})?|{_TEENS}|oh[- ]{_ONES})|two thousand(?: and)?(?: (?:{_TEENS}|{_ONES}))?)"
_VAGUE = r"(?:several|a few|few|many|some|recent|coming|numerous|(?:dozens|hundreds|thousands) of)"
_UNIT = r"(?:second|minute|hour|day|night|week|fortnight|weekend|month|quarter|year|decade|centurie|century)"
_PART = r"(?:morning|afternoon|evening|night)"
_EARLY = r"(?:(?:very )?early|late|mid|later|earlier|(?:(?:very )?early|late|later|earlier) in|the (?:very )?(?:end|beginning|start|middle|close|turn) of)"
_ABOUT = r"(?:(?:about|around|nearly|almost|more than|less than|over|at least|at most|up to|some|roughly|just over|just under|approximately) )"
_BOUND = r"(?:(?:nearly|almost|no more than|more than|less than|at least|at most|up to) )"
_HOURWORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_HOUR = rf"(?:\d{{1,2}}|{_HOURWORD})"
_FIVES = r"(?:five|ten|twenty(?:-five)?|5|10|20|25)"
_PAST = rf"(?:half[ -]past|(?:a )?quarter (?:past|to)|{_FIVES}(?: minutes)? past|{_FIVES} minutes to)"  # "five to ten" may be a count
_MINUTES = r"(?:fifteen|thirty|(?:twenty|forty|fifty)(?:-five)?|oh[ -]five)"
_AMPM = r"\s?(?:[ap]\. ?m\b\.?|[ap]m\b|[AP]\. ?M\b\.?|[AP]M\b)"
_OFDAY = r"(?: (?:in the (?:morning|afternoon|evening)|at night))"
_HALF = rf"(?=(?:{_AMPM.replace('[ap]m', 'pm')}|{_OFDAY}| this {_PART}))"  # "I for one am glad"
_MILITARY = r"(?:0\d|1\d|2[0-3])[0-5]\d"
_CLOCK = (
    rf"(?:(?:{_PAST} )?{_HOUR} o['’]clock|{_PAST} {_HOUR}(?:{_AMPM})?|{_HOURWORD}(?:[ -]{_MINUTES})?{_HALF}(?:{_AMPM})?"
    rf"|{_FIVES} to {_HOUR}{_HALF}(?:{_AMPM})?|{_HOURWORD}-{_MINUTES}\b(?!-)|\d{{1,2}}(?:[:.]\d\d)?(?::\d\d)?{_AMPM}"
    rf"|[012]?\d:[0-5]\d(?::[0-5]\d)?(?:Z\b|(?!\d))(?: (?:hours|hrs)\b)?|(?:[01]?\d|2[0-3])h[0-5]\d\b|\d{{1,2}}\.[0-5]\d(?={_OFDAY})"
    rf"|{_MILITARY}(?: (?:hours|hrs|GMT|UTC|local(?: time)?|am|pm)|Z\b|(?= \()))"
)
_ALONE = rf"{_HOUR}(?={_OFDAY}| this {_PART}| tonight)"  # an hour without minutes, by what follows it
_NAMEDHOUR = r"(?:(?:(?:12|twelve) )?(?:noon|midday|midnight)|dawn(?! of)|dusk)\b"
_HOURS = rf"(?:(?:{_CLOCK}|{_NAMEDHOUR}|{_ALONE}){_OFDAY}?)"
_OTHER = rf"(?: \((?:\d{{1,2}}:?\d\d|\d{{1,2}}{_AMPM}) ?(?:GMT|UTC)\))"  # the same moment by another clock
_ZONE = rf"(?: \(?(?:GMT|UTC|WES?T|CES?T|EES?T|MSK|TRT|PKT|EAT|CAT|WAT|SAST|[ECMP][SD]T|BST|IST|AST|local(?: time)?|[A-Z][a-z]+(?: [A-Z][a-z]+)? time)\)?|{_OTHER})"
_TO = rf"(?:(?: ?[-–] ?| (?:to|through|until) )|(?: and | or )(?=[\d ]{{1,2}}(?:st|nd|rd|th)?(?:[,.;)]|,? (?:of )?{_MONTH}| (?:in|when|after|at|near|by)\b|$)))"
_DAY = rf"(?:(?:{_WD},? )?{_MONTH} {_D}(?:st|nd|rd|th)?(?:,? {_YEAR})?\b|(?:{_WD},? )?(?:the )?{_D}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?|(?:(?:last|next|this) )?{_WD}|yesterday|today|tomorrow)"


PARTS_OF_RULES = {
    n[1:]: part for n, part in globals().items() if n[0] == "_" and n[1:].isupper() and isinstance(part, str)
}


def rule(pattern: str, words: str, value: str, parts: dict[str, str] | None = None) -> Callable[[Resolver], Resolver]:
    """Adds a form to the grammar. `{NAME}` in the pattern stands for that one of `parts`, or the `_NAME` of this module."""
    for name, part in ((parts or {}) | PARTS_OF_RULES).items():
        pattern = pattern.replace("{" + name + "}", part)

    def add(resolve: Resolver) -> Resolver:
        RULES.append(Rule(re.compile(pattern), resolve, (words, value)))
        return resolve

    return add


@lru_cache(maxsize=16384)
def meaning(words: str) -> int | None:
    """The number of the rule that reads the whole of the (folded) words, or None."""
    return next((number for number, rule in enumerate(RULES) if rule.pattern.fullmatch(words)), None)


@lru_cache(maxsize=65536)
def value_of(words: str, anchor: date | None, tense: int = -1) -> Value | None:
    """The TIMEX3 value of an expression against one day (None: unknown); None if its words name no day there is."""
    words = folded(words)
    number = meaning(words)
    if number is None:
        return None
    match = RULES[number].pattern.fullmatch(words)
    assert match
    try:
        return RULES[number].resolve(match, anchor, tense)
    except (ValueError, OverflowError):  # "0th century"; the year before the first
        return None
