"""Batches of whole reports as padded tensors."""

from __future__ import annotations

import random
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from dateline.claim.seen import Pairs, Trigger, asked, pairs
from training.batches import hidden, padded, recase
from training.events.examples import ROLES, TYPES, UNKNOWN, Example


class Twos(NamedTuple):
    """Pairs of triggers [K]: their first words, how they lie, and whether they are of one event."""

    left: Tensor
    right: Tensor
    apart: Tensor
    sentences: Tensor
    alike: Tensor
    same: Tensor


class Events(NamedTuple):
    """The events of a batch [E]; `words`, `of` [M]: the words of triggers and the event each is of; [E, T]: the words asked."""

    words: Tensor
    of: Tensor
    types: Tensor  # [E, types]
    grade: Tensor
    status: Tensor
    accused: Tensor
    asked: Tensor
    there: Tensor
    kind: Tensor
    distance: Tensor
    away: Tensor
    mark: Tensor
    roles: Tensor  # [E, T, R]: 1, 0 or -1
    known: Tensor  # [E, R]


class Batch(NamedTuple):
    """Reports of one step. `pieces`, `shapes` [B, P]: with what is hidden of them, `whole` without; `rows`, `starts` [W]: the
    window and first piece of every word; `tags` [W, 1 + types]: 1 where right, all 0 where nothing is known."""

    pieces: Tensor
    shapes: Tensor
    whole: Tensor
    whole_shapes: Tensor
    rows: Tensor
    starts: Tensor
    tags: Tensor
    twos: Twos | None
    events: Events | None


def batch_of(examples: list[Example], draw: random.Random | None = None) -> Batch:
    """One batch; with `draw`, augmented."""
    windows = [w for e in examples for w in e.document.windows]
    pieces, shapes = [np.array(w.pieces) for w in windows], [np.array(w.shapes) for w in windows]
    whole, whole_shapes = padded(pieces, 0), padded(shapes, 0)
    if draw:
        pieces = [hidden(p, np.array(w.starts), draw) for p, w in zip(pieces, windows, strict=True)]
        shapes = [recase(s, draw) for s in shapes]
    return Batch(
        pieces=padded(pieces, 0), shapes=padded(shapes, 0), whole=whole, whole_shapes=whole_shapes,
        rows=torch.tensor([n for n, w in enumerate(windows) for _ in w.starts]), starts=torch.tensor([s for w in windows for s in w.starts]),
        tags=torch.from_numpy(np.concatenate([tags_of(e) for e in examples])), twos=twos_of(examples), events=events_of(examples),
    )  # fmt: skip


def tags_of(e: Example) -> np.ndarray:
    tags = np.zeros((len(e.document.words), 1 + len(TYPES)), np.float32)
    tags[:, 0] = e.complete
    tags[e.ignored] = 0
    for event in e.events:
        for first, last in event.triggers:
            tags[first:last] = 0  # of a sum nothing is known: it looks like an event, and is none
            tags[first:last, [1 + t for t in event.types]] = 1
    return tags


def numbered(e: Example) -> list[tuple[Trigger, int]]:
    """The triggers of a report in order, with the numbers of their events."""
    return sorted((t, n) for n, event in enumerate(e.events) for t in event.triggers)


def offsets_of(examples: list[Example]) -> list[int]:
    return [0, *np.cumsum([len(e.document.words) for e in examples]).tolist()]


def twos_of(examples: list[Example]) -> Twos | None:
    parts: list[list[np.ndarray]] = []
    for offset, e in zip(offsets_of(examples), examples, strict=False):
        triggers = numbered(e)
        found: Pairs = pairs(e.document, [t for t, _ in triggers])
        if len(found.left):
            firsts, events = np.array([offset + t[0] for t, _ in triggers]), np.array([n for _, n in triggers])
            parts.append([firsts[found.left], firsts[found.right], found.apart, found.sentences, found.alike, events[found.left] == events[found.right]])  # fmt: skip
    if not parts:
        return None
    return Twos(*(torch.from_numpy(np.concatenate(column).astype(np.int64)) for column in zip(*parts, strict=True)))


def events_of(examples: list[Example]) -> Events | None:
    found = [
        (offset, e, event, asked(e.document, event.triggers, [t for t, _ in numbered(e)]))
        for offset, e in zip(offsets_of(examples), examples, strict=False)
        for event in e.events
    ]
    if not found:
        return None
    words = [(offset + w, n) for n, (offset, _, event, _) in enumerate(found) for first, last in event.triggers for w in range(first, last)]  # fmt: skip
    roles = np.full((len(found), max(a.high - a.low for *_, a in found), len(ROLES)), UNKNOWN, np.float32)
    for row, (_, _, event, a) in zip(roles, found, strict=True):
        row[: a.high - a.low] = event.roles[a.low : a.high]
    own = [event for _, _, event, _ in found]
    return Events(
        words=torch.tensor([w for w, _ in words]), of=torch.tensor([n for _, n in words]),
        types=torch.tensor([[float(t in event.types) for t in range(len(TYPES))] for event in own]),
        grade=torch.tensor([event.grade for event in own]), status=torch.tensor([event.status for event in own]),
        accused=torch.tensor([event.accused for event in own]),
        asked=padded([np.arange(offset + a.low, offset + a.high) for offset, _, _, a in found], 0),
        there=padded([np.ones(a.high - a.low) for *_, a in found], 0).bool(),
        kind=padded([e.document.kind[a.low : a.high] for _, e, _, a in found], 0), distance=padded([a.distance for *_, a in found], 0),
        away=padded([a.away for *_, a in found], 0), mark=padded([a.mark for *_, a in found], 0),
        roles=torch.from_numpy(roles), known=torch.tensor([event.known for event in own]),
    )  # fmt: skip
