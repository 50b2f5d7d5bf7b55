"""Which mentions of a report may be one: classes of likeness of their words, and of how far apart they stand.

Used by the reader to link mentions and by its training; all by arrays, for a report has thousands of pairs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

ALIKE_NOT, EXACT, SAME_HEAD, PART, SHARED, NO_NAME = range(6)
NEAR = 60  # how many mentions back an antecedent is looked for, when no word is shared
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
    count = len(words)
    later, earlier = np.tril_indices(count, -1)
    numbers: dict[str, int] = {}
    bags = [[numbers.setdefault(w, len(numbers)) for w in mention if w not in _EMPTY] for mention in words]
    whole: dict[tuple[int, ...], int] = {}
    exact = np.array(
        [whole.setdefault(tuple(bag), len(whole)) if bag else -1 - n for n, bag in enumerate(bags)], np.int64
    )
    head = np.array([bag[-1] if bag else -1 - n for n, bag in enumerate(bags)], np.int64)
    table = np.zeros((count, len(numbers) or 1), np.float32)
    for row, bag in zip(table, bags, strict=True):
        row[bag] = 1
    shared = (table @ table.T)[later, earlier]
    size = table.sum(1)
    same = np.where(shared > 0, SHARED, ALIKE_NOT)
    same = np.where((shared > 0) & (shared >= np.minimum(size[later], size[earlier])), PART, same)
    same = np.where((head[later] == head[earlier]) & (head[later] >= 0), SAME_HEAD, same)
    same = np.where((exact[later] == exact[earlier]) & (exact[later] >= 0), EXACT, same)
    same = np.where(pronouns[later] | pronouns[earlier], NO_NAME, same)
    kept = (later - earlier <= NEAR) | ((same != ALIKE_NOT) & (same != NO_NAME))
    later, earlier, same = later[kept], earlier[kept], same[kept]
    apart = np.minimum(np.log2(later - earlier).astype(np.int64) + (later - earlier > 2), 9)
    between = sentences[later] - sentences[earlier]
    steps = np.where(between < 4, between, np.where(between < 8, 4, np.where(between < 20, 5, 6)))
    return later, earlier, same.astype(np.int64), apart, steps.astype(np.int64)
