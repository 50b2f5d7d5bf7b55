"""Begin-inside-outside tags → spans: the likeliest sequence in which nothing is inside that did not begin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

Scores = np.ndarray
FIRM = 5.0  # how much likelier "outside" must be than all else, as a difference of scores, to be out of question


def best_tags(scores: Scores, lengths: Sequence[int]) -> list[np.ndarray]:
    """The likeliest legal tags of several texts at once, by Viterbi's way where the likeliest ones are not legal.

    `scores` [N, T, 1 + 2 K], padded; tag 0 is outside, 2k+1 begins kind k, 2k+2 is inside it.

    >>> [tags.tolist() for tags in best_tags(np.array([[[1.0, 0.9, 0.0], [0.0, 0.0, 2.0]]]), [2])]
    [[1, 2]]
    """
    tags = scores.argmax(2)
    before = np.concatenate([np.zeros((len(tags), 1), tags.dtype), tags[:, :-1]], 1)
    there = np.arange(scores.shape[1])[None] < np.asarray(lengths)[:, None]
    bad = (tags > 0) & (tags % 2 == 0) & (before != tags) & (before != tags - 1) & there
    stretches = [
        found
        for n in np.flatnonzero(bad.any(1)).tolist()
        for found in wrong_stretches(n, scores[n], bad[n], lengths[n])
    ]
    if stretches:
        longest = max(end - start for _, start, end in stretches)
        cut = np.zeros((len(stretches), longest, scores.shape[2]), scores.dtype)
        known = np.zeros((len(stretches), longest), bool)
        for row, (n, start, end) in enumerate(stretches):
            cut[row, : end - start], known[row, : end - start] = scores[n, start:end], True
        for (n, start, end), mended in zip(stretches, legal(cut, known), strict=True):
            tags[n, start:end] = mended[: end - start]
    return [row[:length] for row, length in zip(tags, lengths, strict=True)]


def wrong_stretches(row: int, scores: Scores, bad: np.ndarray, length: int) -> list[tuple[int, int, int]]:
    """(row, first, end) around each illegal tag, as far as the nearest places that are surely outside everything: no likely
    path is anywhere else there, so that the rest does not depend on it. (A place that is barely outside may be bridged.)"""
    outside = np.flatnonzero(scores[:length, 0] - scores[:length, 1:].max(1) > FIRM).tolist()
    found: list[tuple[int, int, int]] = []
    for n in np.flatnonzero(bad).tolist():
        at = bisect_left(outside, n)
        start = outside[at - 1] if at else 0
        end = outside[at] + 1 if at < len(outside) else length
        if found and start < found[-1][2] - 1:
            continue  # in the stretch before
        found.append((row, start, end))
    return found


def legal(scores: Scores, there: np.ndarray) -> np.ndarray:
    """Viterbi over [N, T, tags]; places that are not there are outside at no cost."""
    scores = np.where(there[:, :, None], scores, -1e4)
    scores[:, :, 0] = np.where(there, scores[:, :, 0], 0.0)
    count, length, _ = scores.shape
    begins = np.arange(1, scores.shape[2], 2)
    total = scores[:, 0].copy()
    total[:, 2::2] = -np.inf
    back = np.zeros(scores.shape, np.int16)
    for t in range(1, length):
        best = total.argmax(1)
        back[:, t] = best[:, None]
        begin, within = total[:, 1::2], total[:, 2::2]
        back[:, t, 2::2] = np.where(begin >= within, begins, begins + 1)
        top = total[np.arange(count), best][:, None]
        inside = np.maximum(begin, within)
        total = scores[:, t] + top
        total[:, 2::2] = scores[:, t, 2::2] + inside
    tags = np.zeros((count, length), np.int64)
    tags[:, -1] = total.argmax(1)
    for t in range(length - 1, 0, -1):
        tags[:, t - 1] = back[np.arange(count), t, tags[:, t]]
    return tags


def spans_of(tags: np.ndarray) -> list[tuple[int, int, int]]:
    """(first, end exclusive, kind) of each span.

    >>> spans_of(np.array([0, 1, 2, 1, 0, 4]))
    [(1, 3, 0), (3, 4, 0), (5, 6, 1)]
    """
    found: list[tuple[int, int, int]] = []
    places = np.flatnonzero(tags)
    for n, tag in zip(places.tolist(), tags[places].tolist(), strict=True):
        kind, begins = (tag - 1) // 2, tag % 2 == 1
        if not begins and found and found[-1][1] == n and found[-1][2] == kind:
            found[-1] = (found[-1][0], n + 1, kind)
        else:
            found.append((n, n + 1, kind))
    return found
