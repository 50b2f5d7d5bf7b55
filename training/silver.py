"""What trained readers answer on the windows of every set, for one more reader to learn from beside the labels.

    python -m training.silver PREPARED_FOLDER OUT.pkl --readers A.pt B.pt … [--marked MARKED.pt]

A set labels one kind of thing; the readers answer for all of them, and their mean is softer and less often wrong than one of
them is. Roles of predicates that nobody labelled come from the marked reader. OUT holds {set: [Silver, one a window]}.
"""

from __future__ import annotations

import argparse
import pickle
import random
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.batches import asked_of, padded
from training.examples import HELPERS, LAYERS, QUERIES, Example, Query, Silver
from training.losses import ask
from training.marked import Asked, Marked, alone, chances
from training.model import Reader, loaded

ROLES_ASKED = 3  # predicates of a window whose roles are kept
PREDICATE_CHANCE = 0.5
TOGETHER = 64  # windows
UNTAGGED = np.zeros(0, np.int16)


def in_bytes(chance: Tensor | np.ndarray) -> np.ndarray:
    return np.round(np.asarray(chance) * 255).astype(np.uint8)


@torch.no_grad()
def answers(readers: list[tuple[Reader, set[str]]], examples: list[Example], draw: random.Random) -> list[Silver]:
    """The mean answers of some readers on some windows."""
    pieces, shapes, starts = (padded([np.asarray(part, np.int64) for part in parts], 0) for parts in zip(*((e.pieces, e.shapes, e.starts) for e in examples), strict=True))  # fmt: skip
    words = [reader.words(pieces, shapes, starts) for reader, _ in readers]
    layers = {}
    for layer in LAYERS:
        taught = [torch.softmax(r.heads[layer](w).float(), -1) for (r, heads), w in zip(readers, words, strict=True) if layer in heads]  # fmt: skip
        if layer not in HELPERS and taught:
            layers[layer] = in_bytes(torch.stack(taught).mean(0))
    found = [Silver({layer: rows[n, : len(e.words)] for layer, rows in layers.items()}, {}) for n, e in enumerate(examples)]  # fmt: skip
    roles_asked = not any("roles" in e.queries for e in examples)
    if roles_asked:
        examples = [e._replace(queries=e.queries | {"roles": predicates(e, s, draw)}) for e, s in zip(examples, found, strict=True)]  # fmt: skip
    for kind in ("attribution", "roles") if roles_asked else ("attribution",):
        asked = asked_of(examples, kind)
        if asked is None:
            continue
        chance = torch.stack([torch.softmax(ask(r, w, kind, asked).float(), -1) for (r, _), w in zip(readers, words, strict=True)]).mean(0).numpy()  # fmt: skip
        places = [(n, q) for n, e in enumerate(examples) for q in e.queries.get(kind, ())]
        for (n, query), row in zip(places, chance, strict=True):
            taught = row[: len(query.tags)]
            if kind == "attribution":  # which has labels: half and half
                taught = (np.eye(len(QUERIES[kind]))[query.tags] + taught) / 2
            found[n].queries.setdefault(kind, []).append(query._replace(tags=in_bytes(taught)))
    return found


def with_heads(path: Path) -> tuple[Reader, set[str]]:
    """A reader and the heads it was trained with: one that an earlier version of the model made may lack some."""
    weights = torch.load(path, map_location="cpu")
    reader = Reader()
    reader.load_state_dict({n: v.float() for n, v in weights.items()}, strict=False)
    return reader.bfloat16().eval(), {name.split(".")[-2] for name in weights if ".heads." in f".{name}"}


def predicates(example: Example, silver: Silver, draw: random.Random) -> list[Query]:
    """Some of the predicates seen in a window, each with the words of its sentence."""
    seen = np.flatnonzero(silver.layers["predicate"][:, 1] > 255 * PREDICATE_CHANCE).tolist()
    found = []
    for word in draw.sample(seen, min(ROLES_ASKED, len(seen))):
        low, high = np.searchsorted(example.sentences, [example.sentences[word], example.sentences[word] + 1]).tolist()
        found.append(Query(word, word, low, high, np.zeros(high - low, np.int16)))
    return found


def with_marked(model: Marked, readers: int, examples: list[Example], silver: list[Silver]) -> int:
    """Takes the marked reader's roles into the mean of so many readers'; how many predicates there were."""
    where: dict[int, tuple[list[Query], int]] = {}
    asked: list[Asked] = []
    for e, s in zip(examples, silver, strict=True):
        for n, query in enumerate(s.queries.get("roles", ())):
            asked.append(alone(e, query._replace(tags=UNTAGGED)))
            where[id(asked[-1])] = s.queries["roles"], n
    for a, row in chances(model, asked):
        queries, n = where[id(a)]
        mean = (queries[n].tags / 255 * readers + row) / (readers + 1)
        queries[n] = queries[n]._replace(tags=in_bytes(mean))
    return len(asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--readers", type=Path, nargs="+", required=True)
    parser.add_argument("--marked", type=Path, help="a reader of roles alone (training.marked)")
    options = parser.parse_args()
    with (options.prepared / "examples.pkl").open("rb") as handle:
        train: dict[str, list[Example]] = pickle.load(handle)["train"]
    readers = [with_heads(path) for path in options.readers]
    marked = loaded(Marked(), options.marked).bfloat16().eval() if options.marked else None
    draw = random.Random(1)
    made: dict[str, list[Silver]] = {}
    for name, examples in train.items():
        order = sorted(range(len(examples)), key=lambda n: len(examples[n].pieces))
        found: dict[int, Silver] = {}
        for begin in range(0, len(order), TOGETHER):
            numbers = order[begin : begin + TOGETHER]
            found |= zip(numbers, answers(readers, [examples[n] for n in numbers], draw), strict=True)
        made[name] = [found[n] for n in range(len(examples))]
        asked = with_marked(marked, len(readers), examples, made[name]) if marked is not None else 0
        print(f"{name:14} {len(examples):6} windows {asked:6} predicates", flush=True)
    with options.out.open("wb") as handle:
        pickle.dump(made, handle, protocol=5)


if __name__ == "__main__":
    main()
