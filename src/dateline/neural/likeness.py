"""Which mentions of a report may be one: classes of likeness of their words, and of how far apart they stand.

Used by the reader to link mentions and by its training. A mention is compared with its near ones and with those that share
a word with it, so that time and memory grow with a report's mentions and not with their square.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

import numpy as np

ALIKE_NOT, EXACT, SAME_HEAD, PART, SHARED, NO_NAME = range(6)
NEAR = 40  # how many mentions back an antecedent is looked for, when no word is shared
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
    count = len(bags)
    back = np.minimum(np.arange(count), NEAR)  # how many mentions before each are near
    first = np.concatenate([[0], np.cumsum(back)[:-1]]) if count else np.zeros(0, np.int64)  # its first pair
    later = np.repeat(np.arange(count), back)
    earlier = np.arange(len(later)) - np.repeat(first, back) + later - np.repeat(back, back)
    alike_ = np.where(pronouns[later] | pronouns[earlier], NO_NAME, ALIKE_NOT)
    sharing = list(pairs_sharing(bags, pronouns))
    classes = [alike(bags[n], bags[m]) for n, m in sharing]
    near = [(n, m, c) for (n, m), c in zip(sharing, classes, strict=True) if n - m <= NEAR]
    far = [(n, m, c) for (n, m), c in zip(sharing, classes, strict=True) if n - m > NEAR]
    for n, m, c in near:
        alike_[first[n] + m - n + back[n]] = c
    beyond = np.array(far, np.int64).reshape(-1, 3).T
    later, earlier, same = (np.concatenate(pair) for pair in zip((later, earlier, alike_), beyond, strict=True))
    apart = np.minimum(np.log2(later - earlier).astype(np.int64) + (later - earlier > 2), 9)
    between = sentences[later] - sentences[earlier]
    steps = np.where(between < 4, between, np.where(between < 8, 4, np.where(between < 20, 5, 6)))
    return later, earlier, same, apart, steps.astype(np.int64)


def pairs_sharing(bags: Sequence[Sequence[str]], pronouns: np.ndarray) -> Iterator[tuple[int, int]]:
    """(later, earlier) mentions, no pronouns, that share a word, among the latest that hold it."""
    holders: dict[str, deque[int]] = {}
    for later, bag in enumerate(bags):
        if pronouns[later]:
            continue
        yield from ((later, n) for n in sorted({n for w in bag for n in holders.get(w, ())}))
        for w in set(bag):
            holders.setdefault(w, deque(maxlen=MOST)).append(later)


def alike(a: Sequence[str], b: Sequence[str]) -> int:
    """The class of likeness of two mentions that share a word."""
    if a == b:
        return EXACT
    if a[-1] == b[-1]:
        return SAME_HEAD
    words, others = set(a), set(b)
    return PART if len(words & others) >= min(len(words), len(others)) else SHARED
