"""Words as the trained reader sees them: the finest units of a text, their shapes, and their WordPiece numbers.

The encoder is uncased; capitals reach it as a *shape* beside each piece. Where a text has no case of its own (upper-case
wires, all-lower-case posts) every shape is `CASELESS`, which the encoder was trained with, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

# "n't" is a word of its own; letters and digits run on; every other mark stands alone
_WORD = re.compile(r"[^\W_]+(?=n['’]t\b)|n['’]t\b|[^\W_]+|[^\s]", re.IGNORECASE)
LONGEST_WORD = 60  # letters; what is longer is no word

LOWER, TITLE, UPPER, INITIAL, MIXED, DIGITS, MARK, CASELESS = range(8)
SHAPES = 8
PAD, UNKNOWN, CLS, SEP = 0, 100, 101, 102


class Word(NamedTuple):
    start: int
    end: int
    text: str
    breaks: bool  # whether a line ends before it


@lru_cache(maxsize=4)  # both readers ask for the words of one text
def find_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of text.

    >>> [w.text for w in find_words("He didn't pay $3,800.")]
    ['He', 'did', "n't", 'pay', '$', '3', ',', '800', '.']
    """
    found, at = [], start
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        first, last = match.span()
        found.append(Word(first, last, match[0], first > at and "\n" in text[at:first]))
        at = last
    return found


@lru_cache(maxsize=65536)
def shape_of(word: str) -> int:
    """What letters and marks a word is made of.

    >>> [shape_of(w) for w in ("said", "Hit", "NATO", "A", "McGurk", "31", ",")] == [
    ...     LOWER, TITLE, UPPER, INITIAL, MIXED, DIGITS, MARK]
    True
    """
    if word.islower():
        return LOWER
    if word[0].isdigit():
        return DIGITS
    if not word[0].isalpha():
        return MARK
    if len(word) == 1:
        return INITIAL
    if word.isupper():
        return UPPER
    return TITLE if word[0].isupper() and word[1:].islower() else MIXED


def shapes_of(words: Iterable[str]) -> list[int]:
    """Shapes of the words of a window; all letters are `CASELESS` where nearly all are upper or lower case.

    >>> shapes_of(["GUERRILLAS", "KILLED", "11", "SOLDIERS"]) == [CASELESS, CASELESS, DIGITS, CASELESS]
    True
    """
    shapes = [shape_of(word) for word in words]
    letters = [shape for shape in shapes if shape < DIGITS]
    upper = sum(shape in (UPPER, INITIAL) for shape in letters)
    if len(letters) >= 3 and (upper >= 0.7 * len(letters) or all(shape == LOWER for shape in letters)):
        return [CASELESS if shape < DIGITS else shape for shape in shapes]
    return shapes


class Vocabulary:
    """WordPiece over an uncased vocabulary: the longest known beginning, then the longest known continuations."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self.numbers = {piece: number for number, piece in enumerate(pieces)}
        self.known: dict[str, tuple[int, ...]] = {}

    def pieces_of(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces, at least one.

        >>> v = Vocabulary(["[PAD]"] * 100 + ["[UNK]", "kill", "##ing", "##s"])
        >>> v.pieces_of("Killings"), v.pieces_of("?")
        ((101, 102, 103), (100,))
        """
        found = self.known.get(word)
        if found is None:
            found = self.split(word)
            if len(self.known) < 100_000:
                self.known[word] = found
        return found

    def split(self, word: str) -> tuple[int, ...]:
        folded = unicodedata.normalize("NFD", word.lower())
        plain = "".join(letter for letter in folded if unicodedata.category(letter) != "Mn")
        if not plain or len(plain) > LONGEST_WORD:
            return (UNKNOWN,)
        pieces, at = [], 0
        while at < len(plain):
            for end in range(len(plain), at, -1):
                number = self.numbers.get(("##" if at else "") + plain[at:end])
                if number is not None:
                    break
            else:
                return (UNKNOWN,)
            pieces.append(number)
            at = end
        return tuple(pieces)


class Window(NamedTuple):
    """A run of whole sentences that the encoder sees at once.

    `pieces` begins with CLS, has a SEP before each line and one at the end; `starts` holds, for each word from `first`
    on, where its first piece is; `shapes` goes with `pieces`.
    """

    first: int
    words: int
    pieces: list[int]
    shapes: list[int]
    starts: list[int]


LONGEST_WINDOW = 128  # pieces: attention costs as the square of it


def windows(
    words: list[Word], sentences: list[tuple[int, int]], vocabulary: Vocabulary, longest: int = LONGEST_WINDOW
) -> list[Window]:
    """Packs sentences (ranges of word numbers, in order) into windows of at most `longest` pieces; only a sentence too long for one is cut."""
    pieces = [vocabulary.pieces_of(word.text) for word in words]
    sizes = [len(own) + word.breaks for own, word in zip(pieces, words, strict=True)]
    runs: list[tuple[int, int]] = []
    size = 0
    for first, last in cut_long(sentences, sizes, longest):
        length = sum(sizes[first:last])
        if runs and runs[-1][1] == first and size + length <= longest - 2:
            runs[-1] = (runs[-1][0], last)
            size += length
        else:
            runs.append((first, last))
            size = length
    return [window(words[first:last], pieces[first:last], first) for first, last in runs]


def cut_long(sentences: list[tuple[int, int]], sizes: list[int], longest: int) -> list[tuple[int, int]]:
    parts = []
    for first, last in sentences:
        size = 0
        for at in range(first, last):
            if size + sizes[at] > longest - 2:
                parts.append((first, at))
                first, size = at, 0
            size += sizes[at]
        if first < last:
            parts.append((first, last))
    return parts


def window(words: Sequence[Word], pieces_of: Sequence[tuple[int, ...]], first: int) -> Window:
    """The window of some words with their pieces; `first`: the number of the first."""
    pieces, shapes, starts = [CLS], [MARK], list[int]()
    for word, own, shape in zip(words, pieces_of, shapes_of(w.text for w in words), strict=True):
        if word.breaks and starts:
            pieces.append(SEP)
            shapes.append(MARK)
        starts.append(len(pieces))
        pieces += own
        shapes += [shape] * len(own)
    pieces.append(SEP)
    shapes.append(MARK)
    return Window(first, len(words), pieces, shapes, starts)


def sentence_ranges(words: list[Word], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Character spans of sentences as ranges of word numbers that leave no word out."""
    cuts, at = [0], 0
    for start, _ in spans[1:]:
        while at < len(words) and words[at].start < start:
            at += 1
        cuts.append(at)
    cuts.append(len(words))
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def word_range(words: Sequence[Word], span: Sequence[int]) -> tuple[int, int] | None:
    """The words that share a character with a span of the text; None where there are none."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle].end <= span[0]:
            low = middle + 1
        else:
            high = middle
    last = low
    while last < len(words) and words[last].start < span[1]:
        last += 1
    return (low, last) if last > low else None
