"""Changes of a text: applying them, composing them, and writing them down as the contract's edits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dateline.model import Edit


class Change(NamedTuple):
    """Characters `start` to `end` of a text become `new`, for the reason `kind`."""

    start: int
    end: int
    new: str
    kind: str


def apply(text: str, changes: Sequence[Change]) -> str:
    """The text with ordered, disjoint changes made."""
    out, at = [], 0
    for change in changes:
        out += [text[at : change.start], change.new]
        at = change.end
    return "".join([*out, text[at:]])


def compose(first: Sequence[Change], then: Sequence[Change], raw: str, middle: str) -> list[Change]:
    """One list of changes of `raw` that does what `first` (raw → middle) and `then` (middle → final) do in turn.

    Changes that overlap or touch in the middle text become one, under both their kinds.

    >>> first = [Change(0, 2, "fi", "ligature")]
    >>> compose(first, [Change(2, 3, "", "join")], "xx ght", "fi ght")
    [Change(start=0, end=3, new='fi', kind='ligature+join')]
    """
    if not then:
        return list(first)
    if not first:
        return list(then)
    shifted, moved = [], 0  # each first change with its place in the middle text
    for change in first:
        start = change.start + moved
        shifted.append((start, start + len(change.new), change))
        moved += len(change.new) - (change.end - change.start)
    events = sorted([(a, b, 0, c) for a, b, c in shifted] + [(c.start, c.end, 1, c) for c in then], key=lambda e: e[:3])
    result: list[Change] = []
    group: list[tuple[int, int, int, Change]] = []
    stop = moved = 0

    def close() -> None:
        nonlocal moved
        if not group:
            return
        start, end = group[0][0], stop
        grown = sum(len(c.new) - (c.end - c.start) for _, _, which, c in group if which == 0)
        raw_start, raw_end = start - moved, end - moved - grown
        inner = [Change(c.start - start, c.end - start, c.new, c.kind) for _, _, which, c in group if which == 1]
        new = apply(middle[start:end], inner)
        if new != raw[raw_start:raw_end]:
            kinds = dict.fromkeys(part for _, _, _, c in group for part in c.kind.split("+"))
            result.append(Change(raw_start, raw_end, new, "+".join(kinds)))
        moved += grown

    for event in events:
        if group and event[0] <= stop:
            group.append(event)
            stop = max(stop, event[1])
        else:
            close()
            group, stop = [event], event[1]
    close()
    return result


def as_edits(changes: Sequence[Change]) -> list[Edit]:
    """Changes of the raw text as the contract's edits."""
    edits, moved = [], 0
    for change in changes:
        start = change.start + moved
        edits.append(Edit(raw=(change.start, change.end), span=(start, start + len(change.new)), kind=change.kind))
        moved += len(change.new) - (change.end - change.start)
    return edits
