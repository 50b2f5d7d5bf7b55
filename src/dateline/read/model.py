"""The trained model at run time: three ONNX graphs and what their numbers mean. No training code, no network.

D is the width of a word's vector, 384. Scores are as the graphs give them, before any softmax.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from dateline.neural.runtime import MEND, Array, describe, grouped, load_vocabulary, padded, session
from dateline.neural.tags import best_tags, spans_of
from dateline.neural.wordpiece import Window

FORMAT = 1  # of the folder; a reader of another format cannot be read
PIECES = 128  # in a batch of windows: on a processor a window alone is read fastest, and needs no padding
ASKED = 512  # words in a batch of queries: more do not fit into the nearest memory of a processor
LINKED = 4096  # pairs of mentions compared at once
HERE = Path(__file__).parent / "weights"


class Described(msgspec.Struct):
    """`model.json`: what each output of the graphs is."""

    format: int
    name: str
    layers: dict[str, list[str]]
    queries: dict[str, tuple[int, list[str]]]
    mentions: list[str]
    reach: int
    sizes: dict[str, int]


class Encoded(NamedTuple):
    """Words' vectors [W, D], and as the asker takes them (`asked`), scores of each layer [W, tags] and factuality [W], of a window or a text; or all of a batch."""

    words: Array
    asked: Array
    layers: dict[str, Array]
    factuality: Array


class Query(NamedTuple):
    """A predicate or cue (its first and last word) and the range of words (end exclusive) that may answer."""

    first: int
    last: int
    low: int
    high: int


class Model:
    """The graphs of one folder. `threads`: how many each call may use; None leaves it to the runtime."""

    def __init__(self, folder: Path = HERE, threads: int | None = None) -> None:
        self.folder = folder
        self.described = describe(folder, Described, FORMAT, MEND)
        self.vocabulary = load_vocabulary(folder)
        self.encoder, self.asker, self.linker = (
            session(folder / f"{part}.onnx", threads) for part in ("encoder", "asker", "linker")
        )

        self.offset, at = {}, 0  # where the scores of each kind of query begin
        for kind, (_, tags) in self.described.queries.items():
            self.offset[kind] = at
            at += len(tags)

    @property
    def name(self) -> str:
        return self.described.name

    def encode_arrays(self, pieces: Array, shapes: Array, starts: Array) -> Encoded:
        """pieces, shapes [B, P] and starts [B, W] → what the encoder says of [B, W] words."""
        words, asked, scores = self.encoder.run(
            None,
            {"pieces": pieces.astype(np.int64), "shapes": shapes.astype(np.int64), "starts": starts.astype(np.int64)},
        )
        layers, at = {}, 0
        for layer, tags in self.described.layers.items():
            layers[layer] = scores[..., at : at + len(tags)]
            at += len(tags)
        return Encoded(words, asked, layers, scores[..., at])

    def encode(self, windows: Sequence[Window]) -> Encoded:
        """All windows of one text, their words in order; batched by length."""
        order = sorted(range(len(windows)), key=lambda n: len(windows[n].pieces))
        parts: list[Encoded | None] = [None] * len(windows)
        for group in grouped(order, [len(w.pieces) for w in windows], PIECES):
            batch = self.encode_arrays(
                padded([windows[n].pieces for n in group]), padded([windows[n].shapes for n in group]), padded([windows[n].starts for n in group])
            )  # fmt: skip
            for row, n in enumerate(group):
                count = windows[n].words
                parts[n] = Encoded(
                    batch.words[row, :count],
                    batch.asked[row, :count],
                    {layer: scores[row, :count] for layer, scores in batch.layers.items()},
                    batch.factuality[row, :count],
                )
        done = [part for part in parts if part is not None]
        if not done:
            return Encoded(np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32), {layer: np.zeros((0, len(t)), np.float32) for layer, t in self.described.layers.items()}, np.zeros(0, np.float32))  # fmt: skip
        return Encoded(
            np.concatenate([part.words for part in done]),
            np.concatenate([part.asked for part in done]),
            {layer: np.concatenate([part.layers[layer] for part in done]) for layer in self.described.layers},
            np.concatenate([part.factuality for part in done]),
        )

    def ask(self, kind: str, encoded: Encoded, queries: Sequence[Query]) -> list[Array]:
        """For each query the scores of the words in its range [T, tags]; `encoded` is the whole text."""
        number, tags = self.described.queries[kind]
        at = self.offset[kind]
        found: list[Array | None] = [None] * len(queries)
        sizes = [q.high - q.low for q in queries]
        for group in grouped(sorted(range(len(queries)), key=sizes.__getitem__), sizes, ASKED):
            first, last, low, high = np.array([queries[n] for n in group]).T[:, :, None]
            words = low + np.arange(max(sizes[n] for n in group))[None]
            there = words < high
            (scores,) = self.asker.run(None, {
                "words": encoded.asked[np.where(there, words, 0)],
                "query": encoded.words[np.concatenate([first, last], 1)].reshape(len(group), -1),
                "distance": np.where(there, self.distances(words, first, last), 2 * self.described.reach + 1),
                "there": there, "kind": np.full(len(group), number, np.int64),
            })  # fmt: skip
            for row, n in enumerate(group):
                found[n] = scores[row, : sizes[n], at : at + len(tags)]
        return [scores for scores in found if scores is not None]

    def distances(self, words: Array, first: Array, last: Array) -> Array:
        """Of each word from the query (its first and last word), clipped and counted from 0."""
        reach = self.described.reach
        away = np.minimum(words - first, 0) + np.maximum(words - last, 0)
        return np.asarray(np.clip(away, -reach, reach) + reach)

    def link(self, ends: Array, kinds: Array, pairs: tuple[Array, Array, Array, Array, Array]) -> Array:
        """How likely each pair of mentions [M, 2 D] is one (above 0: rather than not); `pairs` as from `candidate_pairs`."""
        names = ("later", "earlier", "same", "apart", "sentences")
        parts = []
        for start in range(0, len(pairs[0]), LINKED):
            here = {name: column[start : start + LINKED] for name, column in zip(names, pairs, strict=True)}
            parts.append(self.linker.run(None, {"ends": ends, "kinds": kinds, **here})[0])
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def spans(self, layer: str, scores: Sequence[Array]) -> list[list[tuple[int, int, str]]]:
        """For each of several runs of words [T, tags] the (first, end exclusive, kind) of the spans its tags make."""
        if not scores:
            return []
        tags = self.described.layers[layer] if layer in self.described.layers else self.described.queries[layer][1]
        lengths = [len(s) for s in scores]
        stacked = np.full((len(scores), max(lengths), len(tags)), -1e4, np.float32)
        for row, s in zip(stacked, scores, strict=True):
            row[: len(s)] = s
        return [
            [(a, b, tags[2 * kind + 1][2:]) for a, b, kind in spans_of(found)] for found in best_tags(stacked, lengths)
        ]


@cache
def load_model() -> Model:
    """The model that the package ships, loaded once."""
    from dateline.settings import reader_threads

    return Model(threads=reader_threads())
