"""The toponyms within the names of organisations: no places of their own, but they tell where a report is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dateline.gazetteer import Gazetteer, GazetteerPlace
from dateline.read.found import Found
from dateline.text.words import load_words


def within_organisations(text: str, found: list[Found], gazetteer: Gazetteer) -> Counter[str]:
    """The toponyms within the names of organisations, with how often: they too say where the report is.

    "Anbar Operations Command", "Henry County Sheriff's Office". No place of their own comes of them.
    """
    return Counter(
        words
        for name in found
        if name.kind == "organisation" and name.form == "name"
        for words in toponyms_within(text[name.start : name.end], gazetteer)
    )


def toponyms_within(name: str, gazetteer: Gazetteer) -> Iterator[str]:
    """The longest toponyms, of three words at most, within a longer name.

    >>> from dateline.gazetteer import load_gazetteer
    >>> list(toponyms_within("Anbar Operations Command", load_gazetteer()))
    ['Anbar']
    """
    words = [match.span() for match in _CAPITALISED.finditer(name)]
    first = 0
    while first < len(words):
        for last in range(min(first + MOST_WORDS, len(words)) - 1, first - 1, -1):
            part = name[words[first][0] : words[last][1]]
            rows = gazetteer.lookup(part, loosely=False) if part != name and _ONE_NAME.fullmatch(part) else ()
            if rows and not is_common_word(part, rows[0]):
                yield part
                first = last
                break
        first += 1


def is_common_word(words: str, place: GazetteerPlace) -> bool:
    """Whether a toponym is an English word and no place known for it: the "Front" of the Nusra Front is in Piedmont."""
    known = place.kind in ("country", "province") or place.population >= CITY
    return not known and load_words().rank(words.lower()) < COMMON


CITY, COMMON = 300_000, 20_000  # people; rank of a word by how often it is used
_CAPITALISED = re.compile(r"[A-Z][\w'’.-]*")
_ONE_NAME = re.compile(r"[\w .-]+")
MOST_WORDS = 3
