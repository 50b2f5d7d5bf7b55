"""Places in the repaired text as places in the raw text, and back; shared by every stage after repair."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from dateline.model import Edit, Span


class OffsetMap:
    """Maps spans of the repaired text to the raw text and back. A position inside an edit goes to the edit's edge.

    >>> edits = [Edit(raw=(3, 4), span=(3, 3), kind="join")]
    >>> OffsetMap(edits).to_raw((0, 6)), OffsetMap(edits).from_raw((0, 7))
    ((0, 7), (0, 6))
    """

    def __init__(self, edits: Iterable[Edit]) -> None:
        edits = list(edits)
        self._spans, self._raws = [e.span for e in edits], [e.raw for e in edits]
        self._span_starts, self._raw_starts = [s[0] for s in self._spans], [r[0] for r in self._raws]

    def to_raw(self, span: Span) -> Span:
        """The raw characters that a span of the repaired text came from."""
        if not self._spans:
            return span
        return (
            _shift(span[0], False, self._span_starts, self._spans, self._raws),
            _shift(span[1], True, self._span_starts, self._spans, self._raws),
        )

    def from_raw(self, span: Span) -> Span:
        """The repaired characters that a raw span became."""
        if not self._spans:
            return span
        return (
            _shift(span[0], False, self._raw_starts, self._raws, self._spans),
            _shift(span[1], True, self._raw_starts, self._raws, self._spans),
        )


def _shift(position: int, at_end: bool, starts: list[int], here: list[Span], there: list[Span]) -> int:
    n = (bisect_left(starts, position) if at_end else bisect_right(starts, position)) - 1
    if n < 0:
        return position
    _start, end = here[n]
    if position < end or (at_end and position == end):
        return there[n][1] if at_end else there[n][0]
    return position - end + there[n][1]


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]
