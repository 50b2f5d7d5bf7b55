"""Whether a person is spoken of as a woman or a man, by the words for that person and by the first name.

A first name says so only where nearly all who bear it are of one sex; of a surname alone nothing is known.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from typing import Literal

from dateline.text.names import in_order, plain

Sex = Literal["woman", "man"]
GIVEN = Path(__file__).with_name("given.txt.gz")
_WORDS: dict[Sex, str] = {
    "woman": """she her hers herself woman girl lady wife widow mother mum mom daughter sister aunt niece grandmother granddaughter
        girlfriend bride schoolgirl queen princess nun mrs ms miss madam dame um umm oum bint binti""",
    "man": """he him his himself man boy husband widower father dad son brother uncle nephew grandfather grandson boyfriend groom
        schoolboy king prince monk imam priest mr sir lord abu abou bin ibn ould""",
}
_BY_WORD = {word: sex for sex, words in _WORDS.items() for word in words.split()}


@cache
def given_names() -> dict[str, Sex]:
    """First names that hardly anybody of the other sex bears, read once."""
    sexes: tuple[Sex, Sex] = ("woman", "man")
    lines = gzip.decompress(GIVEN.read_bytes()).decode().split("\n")
    return {name: sex for sex, line in zip(sexes, lines, strict=True) for name in line.split()}


def sex_of_word(word: str) -> Sex | None:
    """By a pronoun, a noun or a title.

    >>> sex_of_word("She"), sex_of_word("policewoman"), sex_of_word("gunman"), sex_of_word("Mr."), sex_of_word("doctor")
    ('woman', 'woman', 'man', 'man', None)
    """
    low = word.lower().rstrip(".")
    if low in _BY_WORD:
        return _BY_WORD[low]
    if low.endswith("woman"):
        return "woman"
    return "man" if low.endswith("man") and low not in ("human", "german", "roman") else None


def sex_of_name(name: str) -> Sex | None:
    """By the first name of a full name.

    >>> sex_of_name("Fatima Qasim"), sex_of_name("Abd al-Rahman Saleh"), sex_of_name("Umm Khalid"), sex_of_name("Qasim")
    ('woman', 'man', 'woman', None)
    """
    first, *others = plain(in_order(name)).split() or [""]
    if not others:
        return None
    return sex_of_word(first) or given_names().get(first) or given_names().get(first.partition("-")[0])
