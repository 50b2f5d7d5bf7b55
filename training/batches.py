"""Batches of examples as padded tensors, with the augmentations that make the reader robust."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar

import numpy as np
import torch
from torch import Tensor

from dateline.neural.wordpiece import CASELESS, DIGITS, LOWER, SEP, TITLE
from training.examples import LAYERS, UNLABELLED, Example, Query
from training.links import Pairs, pairs_of
from training.model import REACH

CASELESS_SHARE, HEADLINE_SHARE = 0.15, 0.04
MASKED_SHARE, MASK = 0.10, 103
Item = TypeVar("Item")


class Asked(NamedTuple):
    """Queries of one kind over a batch: window [N], first and last word [N], words [N, T], distances and mask.

    `tags` are numbers [N, T], or chances [N, T, tags].
    """

    window: Tensor
    first: Tensor
    last: Tensor
    words: Tensor
    distance: Tensor
    there: Tensor
    tags: Tensor


class Batch(NamedTuple):
    pieces: Tensor
    shapes: Tensor
    starts: Tensor
    layers: dict[str, Tensor]
    facts: tuple[Tensor, Tensor, Tensor] | None  # window, word, value
    queries: dict[str, Asked]
    links: Pairs | None
    heads: Tensor | None  # for each word its governing word
    hidden: tuple[Tensor, Tensor, Tensor] | None  # window, place and number of the pieces that were masked
    answers: dict[str, Tensor]  # what trained readers say: chances [B, W, tags], all 0 where there is no word


def padded(arrays: list[np.ndarray], fill: int) -> Tensor:
    width = max(len(a) for a in arrays)
    out = np.full((len(arrays), width), fill, np.int64)
    for row, a in zip(out, arrays, strict=True):
        row[: len(a)] = a
    return torch.from_numpy(out)


def padded_chances(arrays: list[np.ndarray]) -> Tensor:
    """[T, tags] in 255ths → [N, T, tags], adding up to 1 where there is a word."""
    out = np.zeros((len(arrays), max(len(a) for a in arrays), arrays[0].shape[1]), np.float32)
    for row, a in zip(out, arrays, strict=True):
        row[: len(a)] = a / np.maximum(1, a.sum(-1, keepdims=True, dtype=np.float32))
    return torch.from_numpy(out)


def recase(shapes: np.ndarray, draw: random.Random) -> np.ndarray:
    """Now and then as if the text had no case, or were a headline."""
    at = draw.random()
    if (
        shapes == CASELESS
    ).any():  # a set of upper-case texts: half of it as lower case, of which cased texts have most
        return np.where(shapes == CASELESS, LOWER, shapes) if at < 0.5 else shapes
    if at < CASELESS_SHARE:
        return np.where(shapes < DIGITS, CASELESS, shapes)
    if at < CASELESS_SHARE + HEADLINE_SHARE:
        return np.where((shapes == LOWER) & (np.random.default_rng(draw.randrange(2**31)).random(len(shapes)) < 0.8), TITLE, shapes)  # fmt: skip
    return shapes


def hidden(pieces: np.ndarray, starts: np.ndarray, draw: random.Random) -> np.ndarray:
    """The pieces with a share of the words masked, so that windows are not learnt by heart; what they were is asked too."""
    chosen = np.random.default_rng(draw.randrange(2**31)).random(len(starts) + 1) < MASKED_SHARE
    chosen[0] = False  # what stands before the first word
    word = np.searchsorted(starts, np.arange(len(pieces)), side="right")
    return np.where(chosen[word] & (pieces > SEP), MASK, pieces)


def distances(query: Query) -> np.ndarray:
    """Distance of each word from the query, clipped; the query's own words are 0."""
    at = np.arange(query.low, query.high)
    away = np.where(at < query.first, at - query.first, np.where(at > query.last, at - query.last, 0))
    return np.clip(away, -REACH, REACH) + REACH


def asked_of(examples: list[Example], kind: str) -> Asked | None:
    found = [(n, q) for n, e in enumerate(examples) for q in e.queries.get(kind, ())]
    if not found:
        return None
    words = padded([np.arange(q.low, q.high) for _, q in found], 0)
    lengths = torch.tensor([q.high - q.low for _, q in found])
    return Asked(
        window=torch.tensor([n for n, _ in found]), first=torch.tensor([q.first for _, q in found]), last=torch.tensor([q.last for _, q in found]),
        words=words, distance=padded([distances(q) for _, q in found], 2 * REACH + 1),
        there=torch.arange(words.shape[1])[None] < lengths[:, None], tags=tags_of(found),
    )  # fmt: skip


def tags_of(found: list[tuple[int, Query]]) -> Tensor:
    tags = [q.tags for _, q in found]
    return padded(tags, UNLABELLED) if tags[0].ndim == 1 else padded_chances(tags)


def batch_of(examples: list[Example], draw: random.Random | None = None) -> Batch:
    """One batch; with `draw`, augmented."""
    layers = {}
    for layer in LAYERS:
        if any(layer in e.layers for e in examples):
            layers[layer] = padded([e.layers.get(layer, np.full(len(e.words), UNLABELLED)) for e in examples], UNLABELLED)  # fmt: skip
    facts = [(n, w, v) for n, e in enumerate(examples) for w, v in e.factuality]
    asked = {kind: a for kind in ("roles", "answers", "attribution") if (a := asked_of(examples, kind)) is not None}
    pieces = padded([e.pieces for e in examples], 0)
    shown = padded([hidden(e.pieces, e.starts, draw) for e in examples], 0) if draw else pieces
    window, place = torch.nonzero(shown != pieces, as_tuple=True)
    return Batch(
        pieces=shown,
        shapes=padded([recase(e.shapes, draw) if draw else e.shapes for e in examples], 0),
        starts=padded([e.starts for e in examples], 0), layers=layers,
        facts=(torch.tensor([f[0] for f in facts]), torch.tensor([f[1] for f in facts]), torch.tensor([f[2] for f in facts])) if facts else None,
        queries=asked, links=pairs_of(examples) if any(e.mentions for e in examples) else None,
        heads=padded([e.heads if e.heads is not None else np.full(len(e.words), UNLABELLED) for e in examples], UNLABELLED)
        if any(e.heads is not None for e in examples) else None,
        hidden=(window, place, pieces[window, place]) if len(window) else None,
        answers={layer: padded_chances([e.answers[layer] for e in examples]) for layer in examples[0].answers or ()},
    )  # fmt: skip


def to_device(item: Any, device: str) -> Any:
    if isinstance(item, Tensor):
        return item.to(device, non_blocking=True)
    if isinstance(item, dict):
        return {k: to_device(v, device) for k, v in item.items()}
    if isinstance(item, tuple):
        parts = [to_device(v, device) for v in item]
        return type(item)(*parts) if hasattr(item, "_fields") else tuple(parts)
    return item


def groups(
    examples: list[Example], pieces: int, draw: random.Random | None, whole_documents: bool
) -> Iterator[list[Example]]:
    """Batches of about so many pieces, of windows of like length; or of whole documents, where coreference needs them."""
    if whole_documents:
        by_document: dict[str, list[Example]] = {}
        for e in examples:
            by_document.setdefault(e.doc, []).append(e)
        documents = list(by_document.values())
        if draw:
            draw.shuffle(documents)
        yield from documents
        return
    yield from packed(examples, lambda e: len(e.pieces), pieces, draw)


def packed(
    items: list[Item], length: Callable[[Item], int], pieces: int, draw: random.Random | None, jitter: int = 16
) -> Iterator[list[Item]]:
    """Batches of about so many pieces, of items of like length; with `draw`, each time others and mixed."""
    order = sorted(items, key=lambda item: length(item) + (draw.random() * jitter if draw else 0))
    found: list[list[Item]] = []
    for item in order:
        if not found or (len(found[-1]) + 1) * length(item) > pieces:
            found.append([])
        found[-1].append(item)
    if draw:
        draw.shuffle(found)
    yield from found
