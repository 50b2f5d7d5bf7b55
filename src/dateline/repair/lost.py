"""Letters and spaces that the text layer of a PDF lost or has twice: faked bold, runs without spaces, ligatures without a glyph.

Each is mended only in a text that shows it more than once, and only where the word list knows what comes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from dateline.repair.edits import Change
from dateline.text.words import Words

_TOKEN = re.compile(r"\S+")
_DOUBLED = re.compile(r"(?<!\S)(?:(\S)\1)++(?:\s++(?:(\S)\2)++){2,}(?!\S)")  # three words or more
_LONG = re.compile(r"[A-Za-z]{16,}")  # a run that shows the damage
_LETTERS = re.compile(r"(?<![\w.@#/&-])(?:[A-Z][a-z]{7,200}|[a-z]{5,200})(?![\w@/]|\.\w)")
_PIECE = re.compile(r"(?<![^\W\d_])(?:([A-Za-z]{1,9}) )?(?=([a-z]{2,16})(?![\w'’-]))")
_TWO_LETTERS = frozenset("of in on at to by he it is as we an or no us up be do go so my me if".split())
COMMON, COMMONEST = 20_000, 3_000  # ranks of the words in a run without spaces, and in one of two words
OF_SENTENCES = 100  # rank below which a word is one of any sentence: "the", "said"
ENOUGH = 2  # places where a text shows its damage
LIGATURES = ("fi", "fl", "ff", "ffi", "ffl", "f")
PIECE, KNOWN = 1_500, 25_000  # ranks: from which a word may be a piece of one, up to which it may be the whole


def find_doubled(text: str, words: Words) -> Iterator[Change]:
    """`TThhee mmiillll` → `The mill`: bold that was faked by printing twice.

    >>> from dateline.text.words import load_words
    >>> [change.new for change in find_doubled("TThhee oolldd mmiillll.. burned", load_words())]
    ['The', 'old', 'mill.']
    """
    for run in _DOUBLED.finditer(text):
        tokens = list(_TOKEN.finditer(text, run.start(), run.end()))
        if sum(token[0][::2].strip(".,;:!?\"'()") in words for token in tokens) >= len(tokens) / 2:
            for token in tokens:
                yield Change(token.start(), token.end(), token[0][::2], "doubled")


def find_lost_spaces(text: str, words: Words) -> Iterator[Change]:
    """`Themayorsaidthat` → `The mayor said that`: a run of five words or more and, in the same text, shorter ones.

    >>> from dateline.text.words import load_words
    >>> [change.start for change in find_lost_spaces("Themayorsaidthatthe mill wasopen.", load_words())]
    [3, 8, 12, 16, 28]
    """
    long = [match for match in _LETTERS.finditer(text) if _LONG.fullmatch(match[0])] if _LONG.search(text) else []
    if not any(is_sentence(parts_of(match[0], words), words) for match in long if match[0] not in words):
        return
    for match in _LETTERS.finditer(text):
        parts = parts_of(match[0], words) if match[0] not in words else []
        if len(parts) < 3 and any(words.rank(part) > COMMONEST for part in parts):
            continue
        at = match.start()
        for part in parts[:-1]:
            at += len(part)
            yield Change(at, at, " ", "space")


def is_sentence(parts: list[str], words: Words) -> bool:
    """Whether words are so many, with such as "the" among them, that they are no name that happens to hold words."""
    return len(parts) > 4 and sum(words.rank(part) < OF_SENTENCES for part in parts) > 1


def parts_of(run: str, words: Words) -> list[str]:
    """The common words that a run of letters is made of: the fewest, and of as few the likeliest; none if it is not made of such."""
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # up to each letter: words, their ranks, where the last one begins
    for end in range(1, len(run) + 1):
        ways = [
            (best[start][0] + 1, best[start][1] + rank, start)
            for start in range(max(0, end - LONGEST), end)
            if (start == 0 or best[start][0]) and (rank := rank_of(run[start:end], words)) is not None
        ]
        best.append(min(ways, default=(0, 0, 0)))
    if not best[-1][0]:
        return []
    parts, end = [], len(run)
    while end:
        start = best[end][2]
        parts.append(run[start:end])
        end = start
    return parts[::-1]


LONGEST = 16  # letters of a word in a run


def rank_of(word: str, words: Words) -> int | None:
    """The rank of a word that a run may hold; None for what is none."""
    if len(word) < 3 and word.lower() not in _TWO_LETTERS and word not in ("a", "A"):
        return None
    rank = words.rank(word)
    return rank if rank <= COMMON else None


def find_lost_ligatures(text: str, words: Words) -> Iterator[Change]:
    """`bene ciaries` → `beneficiaries`: ligatures that have no letters in the text layer, with or without a gap.

    >>> from dateline.text.words import load_words
    >>> text = "The bene ciaries gave di cult de nitions."
    >>> [(text[c.start : c.end], c.new) for c in find_lost_ligatures(text, load_words())]
    [(' ', 'fi'), (' ', 'ffi'), (' ', 'fi')]
    """
    pieces = words.unknown(set(re.findall(r"[a-z]{5,}", text)))
    tokens = re.findall(r"[A-Za-z]+", text) if pieces else []
    shown = {piece for before, piece in pairwise(["", *tokens]) if piece in pieces and missing(before, piece, words)}
    if len(shown) < ENOUGH:
        return
    at = -1
    for match in _PIECE.finditer(text):
        before, piece = match[1] or "", match[2]
        if match.start(2) != at and (found := missing(before, piece, words)):
            at = match.start(2)
            yield Change(match.end(1) if found.joins else at, at, found.letters, "ligature")


class Missing(NamedTuple):
    """The letters that a piece lacks before it, and whether it goes on from the word before."""

    letters: str
    joins: bool


def missing(before: str, piece: str, words: Words) -> Missing | None:
    """What makes a common word of a piece, with what stands before it or alone; None where it may be sound."""
    rank_of_piece = words.rank(piece)
    if rank_of_piece < PIECE:
        return None
    joined = [(words.rank(before + x + piece), Missing(x, True)) for x in (*LIGATURES, "i", "l")] if before else []
    alone = [(words.rank(x + piece), Missing(x, False)) for x in LIGATURES]
    rank, found = min(joined + alone, key=lambda way: way[0])
    return found if rank <= KNOWN and rank * 4 <= rank_of_piece else None
