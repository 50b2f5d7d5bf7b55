"""Which mentions of a report may be one: classes of likeness of their words, and of how far apart they stand.

Used by the reader to link mentions and by its training. A mention is compared with its near ones and with those that share
a word with it, so that time and memory grow with a report's mentions and not with their square.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

import numpy as np

ALIKE_NOT, EXACT, SAME_HEAD, PART, SHARED, NO_NAME = range(6)
NEAR = 60  # how many mentions back an antecedent is looked for, when no word is shared
MOST = 120  # mentions with one word that are remembered, the latest
_EMPTY = frozenset(
    "the a an of in at to for and 's ’s his her its their our my your this that these those , . - mr mrs ms".split()
)


def candidate_pairs(
    words: Sequence[Sequence[str]], sentences: np.ndarray, pronouns: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """For mentions in order (their lower-case words, sentence numbers, whether pronouns): pairs that may corefer.

    Returns later, earlier [K] and the classes of likeness, distance in mentions and distance in sentences [K].

    >>> later, earlier, same, *_ = candidate_pairs([["al", "-", "nouri"], ["he"], ["nouri"]], np.arange(3),
    ...     np.array([False, True, False]))
    >>> list(zip(later.tolist(), earlier.tolist(), same.tolist()))
    [(1, 0, 5), (2, 0, 2), (2, 1, 5)]
    """
    bags = [[w for w in mention if w not in _EMPTY] for mention in words]
    sets = [frozenset(bag) for bag in bags]
    found = list(pairs_within(sets, pronouns))
    later, earlier = np.array(found, np.int64).reshape(-1, 2).T
    same = np.array([alike(n, m, bags, sets, pronouns) for n, m in found], np.int64)
    apart = np.minimum(np.log2(later - earlier).astype(np.int64) + (later - earlier > 2), 9)
    between = sentences[later] - sentences[earlier]
    steps = np.where(between < 4, between, np.where(between < 8, 4, np.where(between < 20, 5, 6)))
    return later, earlier, same, apart, steps.astype(np.int64)


def pairs_within(sets: Sequence[frozenset[str]], pronouns: np.ndarray) -> Iterator[tuple[int, int]]:
    """(later, earlier) in order: those near each other, and names and nominals further apart that share a word."""
    holders: dict[str, deque[int]] = {}
    for later, words in enumerate(sets):
        if not pronouns[later]:
            shared = {n for w in words for n in holders.get(w, ()) if later - n > NEAR}
            yield from ((later, n) for n in sorted(shared))
            for w in words:
                holders.setdefault(w, deque(maxlen=MOST)).append(later)
        yield from ((later, n) for n in range(max(0, later - NEAR), later))


def alike(a: int, b: int, bags: Sequence[list[str]], sets: Sequence[frozenset[str]], pronouns: np.ndarray) -> int:
    """The class of likeness of two mentions."""
    if pronouns[a] or pronouns[b]:
        return NO_NAME
    shared = len(sets[a] & sets[b])
    if not shared:
        return ALIKE_NOT
    if bags[a] == bags[b]:
        return EXACT
    if bags[a][-1] == bags[b][-1]:
        return SAME_HEAD
    return PART if shared >= min(len(sets[a]), len(sets[b])) else SHARED
