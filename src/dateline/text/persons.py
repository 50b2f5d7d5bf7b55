"""Whether two full names may be one person's: the first and last names agree, and what stands between may be left out.

Likeness of letters alone joins too much: Mahmoud is no Mohammed and Hamed no Ahmed, though all but their vowels agree.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.text.names import PARTICLES, WORD, in_order, name_words, plain, same_name, word_likeness
from dateline.text.sexes import sex_of_name

FIRST, LAST = 0.8, 0.88  # how like those must be
LEFT_OUT = 0.75  # score of two names of which one leaves out what the other has in the middle
KUNYAS = frozenset("abu abou umm um oum".split())
_SOUNDS = {"a": "a", "e": "e", "i": "i", "y": "i", "o": "u", "u": "u", "w": "u"}
_NEAR = frozenset(("ae", "ea", "ei", "ie"))
_LETTERS = [
    (re.compile(r"(?<=[bcdfgklmprstvz])o([lr])o"), r"\1a"),  # Volodymyr and Vladimir, Oleksiy and Aleksei
    (re.compile(r"^ole"), "ale"),
    (re.compile(r"[ou]llah$"), "allah"),
    (re.compile(r"(?<=s)[iu]f$"), "ef"),  # Yusuf and Youssef
    (re.compile(r"['’`ʿʾ-]"), ""),
    (re.compile(r"ph"), "f"),
    (re.compile(r"tch|tsch|ch|sh"), "s"),
    (re.compile(r"dj|dzh|zh|g(?=[eiy])"), "j"),
    (re.compile(r"kh|gh|q|ck|c|g|x"), "k"),
    (re.compile(r"th|dh|d"), "t"),
    (re.compile(r"z"), "s"),
    (re.compile(r"(?<=\w)h$"), ""),
    (re.compile(r"([^aeiouyw])\1+"), r"\1"),
]


def one_person(a: str, b: str) -> float:
    """How likely two full names are one person's, 0 to 1.

    >>> one_person("Pavel Ivanovich Orlov", "Pavel Orlov"), one_person("Ann R. Lee", "Ann Rose Lee"), one_person("Ann Rose Lee", "Ann Mary Lee")
    (0.75, 0.75, 0.0)
    >>> one_person("Mohammed Saleh", "Muhammad Salih") > 0.6, one_person("Mohammed Saleh", "Mahmoud Saleh")
    (True, 0.0)
    """
    first, second = name_words(a), name_words(b)
    if len(first) < 2 or len(second) < 2 or is_kunya(a) != is_kunya(b):
        return 0.0
    if not alike(first[0], second[0], FIRST) or not alike(first[-1], second[-1], LAST):
        return 0.0
    sexes = {sex_of_name(a), sex_of_name(b)} - {None}
    if len(sexes) > 1 or not may_leave_out(*sorted((middle(a), middle(b)), key=len)):
        return 0.0
    return max(same_name(a, b), LEFT_OUT if middle(a) != middle(b) else 0.0)


def alike(a: str, b: str, least: float) -> bool:
    return word_likeness(a, b) >= least and not other_vowels(a, b)


def is_kunya(name: str) -> bool:
    """Abu Omar al-Masri is no Omar al-Masri: the father is named by his son."""
    return plain(name).partition(" ")[0] in KUNYAS


def middle(name: str) -> list[str]:
    """The words between the first name and the last; an initial is one, too."""
    words = (word for word in WORD.findall(plain(in_order(name))) if word not in PARTICLES)
    kept = [word if len(word) == 1 else name_words(word)[0] for word in words]
    return kept[1:-1]


def may_leave_out(short: list[str], long: list[str]) -> bool:
    """Whether the words of the shorter middle stand in the longer one, in order; an initial stands for its name."""
    rest = iter(long)
    return all(any(same_middle(word, other) for other in rest) for word in short)


def same_middle(a: str, b: str) -> bool:
    return a[0] == b[0] if min(len(a), len(b)) == 1 else word_likeness(a, b) >= LAST and not other_vowels(a, b)


def other_vowels(a: str, b: str) -> bool:
    """Whether two words of the same consonants have vowels that no two spellings of one name have.

    Of spellings of one Arabic name, e stands for a and for i and may be left out; for others it is ten times likelier that they
    are two names.

    >>> other_vowels("Mahmoud", "Mohammed"), other_vowels("Hamed", "Ahmed"), other_vowels("Hassan", "Hussein")
    (True, True, True)
    >>> other_vowels("Muhammad", "Mohamed"), other_vowels("Khalid", "Khaleed"), other_vowels("Dmytro", "Dmitry")
    (False, False, False)
    """
    (bones, vowels), (others, theirs) = sounds(a), sounds(b)
    return bones == others and not all(map(may_be_one_vowel, vowels, theirs))


@lru_cache(maxsize=65536)
def sounds(word: str) -> tuple[str, tuple[str, ...]]:
    """The consonants of a word and the vowels before each and after the last."""
    word = plain(word)
    for pattern, to in _LETTERS:
        word = pattern.sub(to, word)
    vowels = re.split(r"[^aeiouyw]", re.sub(r"(?<=[^aeiouyw])o$", "e", word))
    heard = ["".join(_SOUNDS[letter] for letter in run.replace("ee", "i").replace("oo", "u")) for run in vowels]
    return re.sub(r"[aeiouyw]", "", word), tuple(heard)


def may_be_one_vowel(a: str, b: str) -> bool:
    if not a or not b:
        return set(a or b) <= {"e"}
    return any(x == y or x + y in _NEAR for x in a for y in b)
