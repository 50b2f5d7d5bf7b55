"""What kind of report it is: title, dateline, wire credits, outlet, language."""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.model import Dateline, Span
from dateline.text.agencies import AGENCIES, NAMES, TOLD
from dateline.text.words import load_words
from dateline.timex import find_times, value_of
from dateline.timex.spans import WEEKDAYS

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+\d{{2,4}})?)"
_PLACE = r"[A-Z][A-Z.'’\- ]+[A-Z.](?:[,/]\s?[A-Z][A-Za-z.'’\- ]+?){0,2}"
_DATELINE = re.compile(
    rf"^[ \t]*(?:[-–—*(]\s*)?(?P<place>{_PLACE})\s*(?:,\s*|\s+|\s*\(\s*)?(?P<date>{_DATE})?\s*\)?\s*,?\s*(?:\((?P<credit>[^)\n]{{2,60}})\)|(?P<bare>AP|AFP|Reuters|UPI))?\s*(?:,\s*)?(?P<date2>{_DATE})?\s*(?:[:–—]|--?(?=\s)|-{{2}})\s*",
    re.MULTILINE | re.IGNORECASE,
)
_ISAF = re.compile(
    rf"(?:^|(?<=\s))(?P<place>[A-Z]{{3,}}(?: [A-Z]+)*(?:, [A-Z][a-z]+)?)\s*\((?P<date>(?i:{_DATE}))\)", re.MULTILINE
)
_MIXED = re.compile(
    rf"^[ \t]*(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?(?:, [A-Z][a-z]+)?)\s*(?:,\s*(?P<date>(?i:{_DATE})))?\s*\((?P<credit>(?i:{NAMES}))\)\s*[-–—:]",
    re.MULTILINE,
)
_END_CREDIT = re.compile(
    rf"[.”\"!?)]\s*[-–—(\[]{{0,2}}\s*(?P<a>{NAMES}(?:\s*[/,&]\s*(?:{NAMES}))*)[)\]]?\s*\.?\s*$", re.IGNORECASE
)
_LINE_CREDIT = re.compile(
    rf"^\s*(?:By |Source: |Via )?\(?(?P<a>{NAMES})\)?(?:\s*[-|/].{{0,40}})?\s*$", re.IGNORECASE | re.MULTILINE
)
COMMON_ENGLISH = 15_000  # rank up to which a word counts as English
SHORT = 40  # words below which vocabulary tells a language better than statistics
_FOREIGN = frozenset(
    "la el los las de del une un le les des der die das und en por par dans della il che et y que una dos em os".split()
)
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_HEADER_DATE = 250  # characters from the top in which a full date outside a sentence is the report's own
HEAD = 1500  # characters in which a dateline is looked for


def find_title(text: str) -> str | None:
    """The headline of a report that prints one: a first line that is short, unended and stands apart."""
    lines = text.strip().split("\n")
    first = lines[0].strip()
    if len(lines) < 2 or not (8 <= len(first) <= 160) or _DATELINE.match(first):
        return None
    if first[-1] in '.,;:”"' or len(first.split()) < 3 or len("".join(lines[1:]).strip()) < len(first):
        return None
    return first


class FoundDateline(NamedTuple):
    """A dateline, the wire credit inside it, and where the text goes on."""

    dateline: Dateline
    credit: str | None
    end: int


def find_dateline(text: str) -> FoundDateline | None:
    """The dateline of a report.

    >>> find_dateline("BEIRUT, March 31, (Agencies): A strike …")
    FoundDateline(dateline=Dateline(place='BEIRUT', date='March 31'), credit='Agencies', end=30)
    """
    head = text[:HEAD]
    shouted = sum(c.isupper() for c in head) > 0.6 * sum(c.isalpha() for c in head)
    for match in _DATELINE.finditer(head):
        place = match["place"].strip(" ,-–")
        letters = [c for c in place.split(",")[0].split("/")[0] if c.isalpha()]
        dated = match["date"] or match["date2"] or match["credit"] or match["bare"]
        if len(letters) < 3 or not all(c.isupper() for c in letters) or len(place) > 50 or (shouted and not dated):
            continue
        return FoundDateline(
            Dateline(place=place, date=match["date"] or match["date2"]), match["credit"] or match["bare"], match.end()
        )
    other = _ISAF.search(head) or _MIXED.search(head)
    if other:
        made = Dateline(place=other["place"], date=other["date"])
        return FoundDateline(made, other.groupdict().get("credit"), other.end())
    return None


def find_own_date(text: str, body: int) -> Span | None:
    """The full date that a report prints as its own: above the text, or alone on a line, outside any sentence.

    >>> find_own_date("Hall burns - 6 May 2019 - The hall of Esk burned on Sunday.", 0)
    (13, 23)
    """
    head = text[: max(_HEADER_DATE, body)]
    for expression in find_times(head):
        value = value_of(expression.text, None)
        if value is None or not _FULL_DAY.match(value.value) or value.start is None:
            continue
        before = text[: expression.start].rstrip(" ([|-–—•·")
        last_word = re.search(r"([\w’']+)[,:]?$", before)
        if last_word is not None and last_word[1].lower() in _IN_A_SENTENCE:
            continue
        line = text[
            text.rfind("\n", 0, expression.start) + 1 : (text.find("\n", expression.end) + 1 or len(text) + 1) - 1
        ]
        alone = len(line.strip(" .|-–—()[]")) <= len(expression.text) + 28
        after = re.match(r"\s*(?:[,.;]\s)?([a-z]+)", text[expression.end : expression.end + 25])
        capital_after = not after or text[expression.end : expression.end + 3].lstrip(" )]")[:1].isupper()
        named = _WEEKDAY.search(expression.text)
        fits = named is None or WEEKDAYS[named[0].lower()] == value.start.weekday()
        if (alone or capital_after) and fits:
            return (expression.start, expression.end)
    return None


_IN_A_SENTENCE = frozenset("on in of since by until from to the before after dated between and for was at".split())


def find_agencies(text: str, credit: str | None, told: bool = True) -> list[str]:
    """The news agencies that a report credits or (`told`) that were told what it says, under one name each."""
    found: dict[str, None] = {}
    for words in re.split(r"[/,;&]| and |-(?=[A-Z])", credit or ""):
        if words.strip().lower() in AGENCIES:
            found[AGENCIES[words.strip().lower()]] = None
    if credit and credit.strip().lower() in AGENCIES:
        found[AGENCIES[credit.strip().lower()]] = None
    end = _END_CREDIT.search(text[-200:])
    matches = [end] if end else []
    matches += [m for part in (text[:400], text[-300:]) for m in _LINE_CREDIT.finditer(part)]
    matches += list(TOLD.finditer(text)) if told else []
    for match in matches:
        for words in re.split(r"\s*[/,&]\s*", match["a"]):
            if words.lower() in AGENCIES:
                found[AGENCIES[words.lower()]] = None
    return list(found)


_ENGLISH = set(
    """the of and to in a is was for on that said with by at from has were as an it be have are after his he""".split()
)


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language; None when there are too few words to tell."""
    words = re.findall(r"[^\W\d_]+", text[:4000].lower())
    if len(words) < 8:
        return "en" if any(w in _ENGLISH for w in words) else None
    if sum(word in _ENGLISH for word in words) > 0.12 * len(words):
        return "en"
    longer = [w for w in words if len(w) > 2]
    known = sum(load_words().rank(w) < COMMON_ENGLISH for w in longer)
    foreign = sum(w in _FOREIGN for w in words)
    if len(words) < SHORT and known >= 0.6 * len(longer) and foreign < 2:
        return "en"  # too short for the statistics below, which take it for its neighbours
    import py3langid

    code, _score = py3langid.classify(text[:4000].lower())
    if (code == "en" and foreign < 2) or len({w for w in words if w in _ENGLISH}) > max(3, 0.05 * len(words)):
        return "en"
    return str(code)
