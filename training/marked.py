"""A slower and better reader of roles, for labelling news that nobody has labelled.

    python -m training.marked PREPARED_FOLDER OUT.pt --start READER.pt [--epochs N]

It reads a sentence anew for each predicate, which is marked on the way into the encoder; that is too slow to ship, but the
roles it gives on the texts of the other sets (training.silver) are what the shipped asker learns from beside the hand-made
ones, which are few and of the web.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dateline.neural.tags import best_tags, spans_of
from dateline.neural.wordpiece import CLS, MARK, SEP
from training.batches import hidden, packed, padded, recase
from training.examples import QUERIES, UNLABELLED, Example, Query
from training.measure import Count
from training.model import D, Encoder, Reader, loaded
from training.trainer import Trainer, ahead

PIECES = 2048  # in a batch


class Marked(nn.Module):
    """An encoder that is told which word is the predicate, and a tag of a role for each word."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.mark = nn.Embedding(2, D)
        self.both = nn.Linear(2 * D, D)
        self.head = nn.Linear(D, len(QUERIES["roles"]))
        self.dropout = nn.Dropout(0.2)
        nn.init.normal_(self.mark.weight, std=0.02)

    def forward(self, pieces: Tensor, shapes: Tensor, starts: Tensor, predicate: Tensor) -> Tensor:
        """Pieces and shapes [N, P], first pieces of words [N, T], number of the predicate among them [N] → [N, T, tags]."""
        at = starts.gather(1, predicate[:, None])
        marked = torch.arange(pieces.shape[1], device=pieces.device)[None] == at
        states = self.encoder(pieces, shapes, self.mark(marked.long()))
        words = self.dropout(states.gather(1, starts[:, :, None].expand(-1, -1, D)))
        asked = words.gather(1, predicate[:, None, None].expand(-1, 1, D))
        return self.head(self.dropout(F.gelu(self.both(torch.cat([words, asked.expand_as(words)], -1)))))


class Asked(NamedTuple):
    """A sentence and one of its predicates, as an example (of the pieces, shapes and starts alone) and a query."""

    example: Example
    query: Query


def alone(example: Example, query: Query) -> Asked:
    """The words that a query asks about, cut out of their window."""
    starts = example.starts
    first, last = (
        int(starts[query.low]),
        int(starts[query.high]) if query.high < len(starts) else len(example.pieces) - 1,
    )
    part = example._replace(
        words=example.words[query.low : query.high],
        pieces=np.concatenate([[CLS], example.pieces[first:last], [SEP]]),
        shapes=np.concatenate([[MARK], example.shapes[first:last], [MARK]]),
        starts=(starts[query.low : query.high] - first + 1).astype(np.int64),
    )
    return Asked(part, query._replace(first=query.first - query.low, last=query.last - query.low))


def labelled(examples: list[Example]) -> list[Asked]:
    """Each query once: sentences stand alone in some windows and among others in more."""
    found: dict[tuple[str, int, int], Asked] = {}
    for e in examples:
        for q in e.queries.get("roles", ()):
            asked = alone(e, q)
            found.setdefault((" ".join(asked.example.words), asked.query.first, len(asked.example.pieces)), asked)
    return list(found.values())


def batches(asked: list[Asked], size: int, draw: random.Random | None) -> list[list[Asked]]:
    return list(packed(asked, lambda a: len(a.example.pieces), size, draw, jitter=6))


class Tensors(NamedTuple):
    pieces: Tensor
    shapes: Tensor
    starts: Tensor
    predicate: Tensor
    tags: Tensor


def tensors(batch: list[Asked], draw: random.Random | None = None) -> Tensors:
    return Tensors(
        padded([hidden(a.example, draw) if draw else a.example.pieces for a in batch], 0),
        padded([recase(a.example.shapes, draw) if draw else a.example.shapes for a in batch], 0),
        padded([a.example.starts for a in batch], 0),
        torch.tensor([a.query.first for a in batch]),
        padded([a.query.tags for a in batch], UNLABELLED),
    )


@torch.no_grad()
def chances(model: Marked, asked: list[Asked]) -> Iterator[tuple[Asked, np.ndarray]]:
    """Of each query the chances of every tag, [T, tags]; in another order."""
    for batch in batches(asked, 4 * PIECES, None):
        t = tensors(batch)
        scores = torch.softmax(model(t.pieces, t.shapes, t.starts, t.predicate).float(), -1).numpy()
        for a, row in zip(batch, scores, strict=True):
            yield a, row[: len(a.example.starts)]


def figure(model: Marked, asked: list[Asked]) -> float:
    count = Count()
    for a, row in chances(model, asked):
        count.add(set(spans_of(best_tags(np.log(row[None] + 1e-9), [len(row)])[0])), set(spans_of(a.query.tags)))
    return count.f1


def train(model: Marked, train: list[Asked], dev: list[Asked], epochs: int, seed: int) -> Marked:
    draw = random.Random(seed)
    steps = len(batches(train, PIECES, draw)) * epochs
    trainer = Trainer(model, 1.5e-4, 1e-3, steps, decay=0.998)
    began = time.monotonic()
    for epoch in range(epochs):
        model.train()
        sums: list[float] = []
        for number, t in enumerate(ahead(tensors(b, draw) for b in batches(train, PIECES, draw))):
            scores = model(t.pieces, t.shapes, t.starts, t.predicate)
            loss = F.cross_entropy(scores.flatten(0, 1).float(), t.tags.flatten(), ignore_index=UNLABELLED)
            trainer.step(loss)
            sums.append(loss.item())
            if number % 50 == 49:
                print(
                    f"epoch {epoch} step {number + 1} {time.monotonic() - began:.0f} s {np.mean(sums[-50:]):.4f}",
                    flush=True,
                )
        best = trainer.averaged()
        print(json.dumps({"epoch": epoch, "roles": figure(best, dev)}), flush=True)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, required=True, help="a trained reader, whose encoder it begins with")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    with (options.prepared / "examples.pkl").open("rb") as handle:
        examples = pickle.load(handle)
    model = Marked()
    model.encoder.load_state_dict(loaded(Reader(), options.start).encoder.state_dict())
    model = train(model, labelled(examples["train"]["ewt"]), labelled(examples["dev"]["ewt"]), options.epochs, options.seed)  # fmt: skip
    torch.save({name: value.half() for name, value in model.state_dict().items()}, options.out)


if __name__ == "__main__":
    main()
