"""Comparing personal names across spellings; shared by coreference within a report and linking across reports.

Arabic names reach English in many spellings: articles come and go, vowels and doubled letters vary, `Abd al-Rahman` is
`Abdelrahman`. Two names are compared word by word on a folded skeleton; particles and the article carry no weight.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|at|an|ad|az|ul|es|er|ed)[-‐‑'’ ](?=\w)", re.IGNORECASE)
_SERVANT = re.compile(r"^abd[aeiou][lrnszdt](?=\w{4})")
PARTICLES = frozenset(
    """abu abou umm um ibn bin ben bint al el the de van von der da di la le du dos abd abdel abdul abdal ould""".split()
)
_FOLDS = [
    (re.compile(r"ph"), "f"),
    (re.compile(r"tch|tsch|ch"), "sh"),
    (re.compile(r"dj|dzh|zh|g(?=[eiy])"), "j"),
    (re.compile(r"kh|gh|q|ck|c(?![h])|g|x"), "k"),
    (re.compile(r"th|dh|d"), "t"),
    (re.compile(r"[zs]h?"), "s"),
    (re.compile(r"[ao]u|oo|ow|w|v(?=$)"), "u"),
    (re.compile(r"[eiy]+"), "i"),
    (re.compile(r"[aeo]+"), "a"),
    (re.compile(r"h"), ""),
    (re.compile(r"['’`ʿʾ-]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
]
SAME = 0.5  # score from which two names are called the same


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """Lower case without accents."""
    decomposed = name if name.isascii() else unicodedata.normalize("NFKD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The skeleton of one word, on which spellings of it mostly agree.

    >>> fold("Mohammed") == fold("Muhamad"), fold("Qaduli") == fold("Kaduli")
    (False, True)
    """
    word = plain(word)
    for pattern, to in _FOLDS:
        word = pattern.sub(to, word)
    return word


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    return re.sub(r"[aiou]", "", fold(word))


WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*")  # of a name


def in_order(name: str) -> str:
    """A name as it is said, where a list has the last name first.

    >>> in_order("KHALIL, Omar"), in_order("Omar Khalil")
    ('Omar KHALIL', 'Omar Khalil')
    """
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and "," not in first else name


@lru_cache(maxsize=65536)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that carry it: no titles' dots, articles or particles.

    >>> name_words("Abd ar-Rahman Mustafa al-Qaduli")
    ('rahman', 'mustafa', 'qaduli')
    """
    words = [_ARTICLE.sub("", w) for w in WORD.findall(plain(in_order(name)).removesuffix("'s").removesuffix("’s"))]
    words = [_SERVANT.sub("", w) for w in words]  # Abdelrahman is Abd al-Rahman
    kept = tuple(w for w in words if w not in PARTICLES and len(w) > 1)
    return kept or tuple(words)


def word_likeness(a: str, b: str) -> float:
    """How alike two words of names are, 0 to 1: equal skeletons count most, then shared consonants, then letters."""
    if a == b:
        return 1.0
    fold_a, fold_b = fold(a), fold(b)
    if fold_a == fold_b:
        # short skeletons are shared by chance: "zu" and "chow"
        return 0.97 if len(fold_a) > 3 else 0.7 + 0.27 * JaroWinkler.similarity(a, b)
    letters = JaroWinkler.similarity(fold_a, fold_b)
    cons_a, cons_b = consonants(a), consonants(b)
    if cons_a == cons_b and len(cons_a) > 1:
        return max(0.9, letters)
    bones = JaroWinkler.similarity(cons_a, cons_b) if cons_a and cons_b else 0.0
    return 0.55 * letters + 0.45 * bones


def same_name(a: str, b: str) -> float:
    """How likely two written names are one name, 0 to 1 (0.5 the boundary). Names of one word and of several.

    >>> same_name("Omar al-Shishani", "Umar ash-Shishani") > 0.5, same_name("Abu Sarah", "Abu Omar") < 0.5
    (True, True)
    """
    words_a, words_b = name_words(a), name_words(b)
    if not words_a or not words_b:
        return 0.0
    if len(words_a) > len(words_b):
        words_a, words_b = words_b, words_a
    joined = word_likeness("".join(words_a), "".join(words_b))
    left = list(words_b)
    likeness = []
    for word in words_a:
        best = max(left, key=lambda other: word_likeness(word, other))
        likeness.append(word_likeness(word, best))
        left.remove(best)
    mean = sum(likeness) / len(likeness)
    lowest = min(likeness)
    missing = len(left) / len(words_b)
    score = min(mean, lowest + 0.08) * (1 - 0.5 * missing)
    return round(sharpen(max(score, joined if joined > 0.9 else 0.0)), 3)


def sharpen(likeness: float) -> float:
    """Word likeness → chance: spellings of one name mostly score above 0.89 (chosen on drawn pairs)."""
    low, middle = 0.6, 0.89
    if likeness <= low:
        return 0.2 * likeness / low
    if likeness <= middle:
        return 0.2 + 0.3 * (likeness - low) / (middle - low)
    return 0.5 + 0.5 * (likeness - middle) / (1 - middle)


def is_short_form(name: str, full: str) -> bool:
    """Whether a shorter name can stand for a fuller one: all its words are there, the last among them.

    >>> is_short_form("Carter", "Ash Carter"), is_short_form("Abu Sarah", "Abu Omar"), is_short_form("Ash", "Ash Carter")
    (True, False, False)
    """
    words, fuller = name_words(name), name_words(full)
    if not words or len(words) >= len(fuller):
        return False
    last = word_likeness(words[-1], fuller[-1]) >= 0.95
    return last and all(any(word_likeness(w, other) >= 0.95 for other in fuller) for w in words)
