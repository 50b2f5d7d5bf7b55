"""What the reader of events is given of a report, and what it sees: words in long windows, how they lie to each other, events."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dateline.model import Grade, Reading
from dateline.neural.runtime import Array
from dateline.neural.wordpiece import (
    LOWER,
    MARK,
    Vocabulary,
    Window,
    Word,
    find_words,
    sentence_ranges,
    shape_of,
    windows,
)

KINDS = "none person organisation place facility nationality weapon vehicle time quantity money event".split()
LONGEST = 510  # pieces in a window: most reports are one


class Document(NamedTuple):
    """A report as words; `sentence` and `kind` [W] say of each which sentence and which kind of mention it is in, `fills` [W]
    whether it can fill a role at all: what stands in no mention in lower case cannot."""

    words: list[Word]
    windows: list[Window]
    sentence: Array
    kind: Array
    fills: Array


def document(reading: Reading, vocabulary: Vocabulary) -> Document:
    """The words of a report that has been read."""
    words = find_words(reading.text)
    ranges = sentence_ranges(words, reading.sentences)
    sentence = np.zeros(len(words), np.int64)
    for number, (first, last) in enumerate(ranges):
        sentence[first:last] = number
    starts = np.array([word.start for word in words] or [0])
    kind = np.zeros(len(words), np.int8)
    for mention in sorted(reading.mentions, key=lambda m: m.span[0] - m.span[1]):  # the innermost says what a word is
        first, last = np.searchsorted(starts, mention.span, side="left")
        kind[first : max(first + 1, last)] = KINDS.index(mention.kind)
    return Document(words, windows(words, ranges, vocabulary, LONGEST), sentence, kind, filling(words, kind))


def filling(words: list[Word], kind: Array) -> Array:
    """[W] Words of mentions, words with a capital or a digit, and marks between two of these ("al-Bab")."""
    telling = [word.text[0].isdigit() or shape_of(word.text) not in (LOWER, MARK) for word in words]
    fills = (kind > 0) | np.array(telling, bool)
    between = np.zeros(len(words), bool)
    between[1:-1] = fills[:-2] & fills[2:]
    return np.asarray(fills | between)


NEAR = np.array([0, 1, 2, 4, 6, 9, 14, 24, 40, 70, 120, 250])  # words: the last of each step of distance
SENTENCES = 7  # sentences from which all are equally far
AROUND = 350  # words before and after an event's triggers in which its values are looked for
MOST_ASKED = 1200  # words of one event

Trigger = tuple[int, int]  # words, end exclusive


class Asked(NamedTuple):
    """The words around an event [T]: how far each is from its nearest trigger (in steps, signed, from 0), how many
    sentences away, and whether it is of this event's triggers (1) or of another's (2)."""

    low: int
    high: int
    distance: Array
    away: Array
    mark: Array


def asked(made: Document, own: list[Trigger], every: list[Trigger]) -> Asked:
    """What an event is asked with. `own`: its triggers, in order; `every`: those of all events."""
    low, high = max(0, own[0][0] - AROUND), min(len(made.words), own[-1][1] + AROUND)
    high = min(high, low + MOST_ASKED)
    words = np.arange(low, high)
    firsts, lasts = np.array(own).T
    before = np.clip(
        np.searchsorted(firsts, words, side="right") - 1, 0, len(own) - 1
    )  # the last trigger that begins by then
    after = np.clip(before + 1, 0, len(own) - 1)
    behind = np.where(words < firsts[before], -(10**6), np.maximum(words - (lasts[before] - 1), 0))
    behind = np.where(words < firsts[0], 10**6, behind)
    ahead = np.where(firsts[after] > words, firsts[after] - words, 10**6)
    ahead = np.where(words < firsts[0], firsts[0] - words, ahead)
    nearest = np.minimum(behind, ahead)
    step = np.minimum(np.searchsorted(NEAR, nearest), len(NEAR))
    distance = np.where(ahead < behind, -step, step) + len(NEAR)
    trigger = np.where(ahead < behind, np.where(words < firsts[0], 0, after), before)
    away = np.minimum(np.abs(made.sentence[words] - made.sentence[firsts[trigger]]), SENTENCES)
    mark = np.zeros(len(made.words), np.int64)
    for spans, value in ((every, 2), (own, 1)):
        for first, last in spans:
            mark[first:last] = value
    return Asked(low, high, distance, away, mark[low:high])


class SeenEvent(NamedTuple):
    """One event. `roles` [T, R]: how likely each word from `low` on fills each role; `none` [P]: that nothing fills a
    pointed one. `types`, `grades`: how likely it is of each. `sure`: how likely it is an event, of its type and grade, and none.
    `twin`: how likely it is at most one with an event that more words tell of, from which it was kept apart."""

    triggers: list[Trigger]
    type: str
    grade: Grade
    status: str
    accused: str
    low: int
    roles: Array
    none: Array
    types: Array
    grades: Array
    sure: dict[str, float]
    twin: float = 0.0

    def chances(self, words: tuple[int, int], role: int) -> Array:
        """Of a range of words of the report how likely each fills a role; 0 beyond what was asked."""
        first, last = words
        own = self.roles[max(0, first - self.low) : max(0, last - self.low), role]
        return own if len(own) else np.zeros(1, np.float32)


class Pairs(NamedTuple):
    """Pairs of triggers [K], by number: how far apart in steps, in sentences, and whether they are one word (2) or share its beginning (1)."""

    left: Array
    right: Array
    apart: Array
    sentences: Array
    alike: Array


MOST_BACK = 60  # triggers before one with which it is compared


def pairs(made: Document, triggers: list[Trigger]) -> Pairs:
    """Every trigger with those before it, within reach."""
    left, right = [], []
    for later in range(1, len(triggers)):
        for earlier in range(max(0, later - MOST_BACK), later):
            left.append(earlier)
            right.append(later)
    a, b = np.array(left, np.int64), np.array(right, np.int64)
    firsts = np.array([first for first, _ in triggers], np.int64)
    texts = [made.words[last - 1].text.lower() for _, last in triggers]
    alike = [2 if texts[i] == texts[j] else int(texts[i][:4] == texts[j][:4]) for i, j in zip(left, right, strict=True)]
    return Pairs(
        a, b, np.minimum(np.searchsorted(NEAR, firsts[b] - firsts[a]), len(NEAR) - 1),
        np.minimum(np.abs(made.sentence[firsts[b]] - made.sentence[firsts[a]]), SENTENCES), np.array(alike, np.int64),
    )  # fmt: skip
