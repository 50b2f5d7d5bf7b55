"""The word list that judges joined and torn words: which words there are, and how common each is."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("words.txt.gz")
UNKNOWN = 10**9


class Words:
    """Rank of each known word, 0 the most frequent."""

    def __init__(self, path: Path = WORDS) -> None:
        words = gzip.decompress(path.read_bytes()).decode().split("\n")
        self._rank = {word: rank for rank, word in enumerate(words)}

    def rank(self, word: str) -> int:
        """How far down the list of frequent words; `UNKNOWN` if not on it."""
        return self._rank.get(word.lower(), UNKNOWN)

    def __contains__(self, word: str) -> bool:
        return word.lower() in self._rank

    def unknown(self, words: set[str]) -> set[str]:
        """Those of the lower-case words that are not on the list."""
        return {word for word in words if word not in self._rank}


@cache
def load_words() -> Words:
    """The list that the package carries, read once.

    >>> "infiltration" in load_words(), "russianbacked" in load_words()
    (True, False)
    """
    return Words()
