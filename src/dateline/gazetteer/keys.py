"""How a place name is spelled in the index, so that spellings of one name meet.

Two keys: the plain key drops case, accents, marks and the Arabic article; the skeleton also folds what
transliterations of Arabic, Persian and Slavic names vary at will (doubled letters, q/k, ou/u, ee/i, final h).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dateline.text.names import plain

_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|at|ad|an|az|es|er|ed)[- ](?=\w{2})", re.IGNORECASE)
_MARKS = str.maketrans({c: None for c in "'’‘`ʼʿʾ´.\u02bb"})
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


@lru_cache(maxsize=65536)
def place_key(name: str) -> str:
    """The plain key of a name; empty if nothing is left of it.

    >>> place_key("Ar-Raqqah"), place_key("Hīt"), place_key("Deir ez-Zor")
    ('raqqah', 'hit', 'deir ez zor')
    """
    key = _ARTICLE.sub("", plain(name).translate(_LETTERS).translate(_MARKS))
    return " ".join(re.findall(r"\w+", key))


_FOLDS = [
    (re.compile(r"[ao]u|oo|w"), "u"),
    (re.compile(r"ee|ie|ei|ey|ay|ai|y"), "i"),
    (re.compile(r"kh|q|ck|c(?=[aou])"), "k"),
    (re.compile(r"dh|d"), "d"),
    (re.compile(r"e"), "a"),
    (re.compile(r"o"), "u"),
    (re.compile(r"h\b"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"\s+"), ""),
]


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The looser key, for when the plain one finds nothing.

    >>> skeleton("Raqa") == skeleton("Ar-Raqqah"), skeleton("Idlib") == skeleton("Edleb")
    (True, False)
    """
    key = place_key(name)
    for pattern, fold in _FOLDS:
        key = pattern.sub(fold, key)
    return key


def latin_names(names: Iterable[str]) -> set[str]:
    """Names worth looking up: Latin script, capitalised (lower-case ones are letter-by-letter romanisations), no codes."""
    return {
        name
        for name in names
        if name
        and name[0].isupper()
        and max(name) < "\u0250"
        and not (name.isupper() and len(name) <= 4)
        and len(name) > 1
    }


def bare(name: str) -> str:
    """A division's name without the word for what it is.

    >>> bare("Anhui Sheng"), bare("Muhafazat al Anbar"), bare("Province of Nueva Ecija"), bare("Kane County")
    ('Anhui', 'al Anbar', 'Nueva Ecija', 'Kane County')
    """
    return _DIVISION_AFTER.sub("", _DIVISION_BEFORE.sub("", name)) or name


# A bare "Kane" is no county: those keep their noun.
_DIVISION_BEFORE = re.compile(
    r"^(?:Muhafazat|Sha`biyat|Mintaqat|Changwat|Wilayat|Wilaya|Provincia|Province|Departamento|Departement|Department|State|Estado|Region|Republic)(?: (?:of|de la|del|de|di|du|des|da|do))?\s+"
)
_DIVISION_AFTER = re.compile(
    r"\s(?:Sheng|Province|Region|Governorate|Oblast|Okrug|Krai|Prefecture|Rayon|Raion|Voivodeship|Marz|Division|State|Autonomous Region|(?:\w+ )?Zizhiqu|District)$"
)
