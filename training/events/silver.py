"""Which words of unmarked reports tell of one event, as a trained reader sees them: what another one is then asked about.

python -m training.events.silver READER.pt UNMARKED.pkl OUT.pkl [--large FOLDER]
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import torch

from dateline.claim.events import Scores, grouped, runs
from dateline.claim.seen import Document, pairs
from training.batches import packed, to_device
from training.events.batches import batch_of
from training.events.examples import ROLES, UNKNOWN, Event, Example, length
from training.events.model import EventReader
from training.events.start import device, reader_of
from training.model import loaded

AT_ONCE = 16384  # pieces


def silver(reader: EventReader, examples: Iterable[Example]) -> Iterator[Example]:
    """The reports with the events that the reader sees in them, of which nothing but the words is said."""
    for group in packed([e for e in examples if e.document.words], length, AT_ONCE, None):
        ends = np.cumsum([len(e.document.words) for e in group])[:-1]
        vectors, told = told_of(reader, group)
        for example, own, chances in zip(group, vectors.tensor_split(ends.tolist()), np.split(told, ends), strict=True):
            yield example._replace(events=events_of(reader, example.document, own, chances), complete=True)


@torch.no_grad()
def told_of(reader: EventReader, group: list[Example]) -> tuple[torch.Tensor, np.ndarray]:
    batch = to_device(batch_of(group), device())
    vectors = reader.words(batch.pieces, batch.shapes, batch.rows, batch.starts)
    return vectors, 1 - torch.softmax(reader.heads.trigger(vectors).float(), -1)[:, 0].cpu().numpy()


@torch.no_grad()
def events_of(reader: EventReader, made: Document, vectors: torch.Tensor, told: np.ndarray) -> list[Event]:
    triggers = runs(told, made)
    if not triggers:
        return []
    found = pairs(made, triggers)
    firsts = torch.tensor([first for first, _ in triggers])
    scores = np.zeros(0, np.float32)
    if len(found.left):
        one, other = (vectors[firsts[side]] for side in (found.left, found.right))
        scores = reader.heads.pairs(one, other, *(torch.from_numpy(f).to(vectors.device) for f in found[2:])).cpu().numpy()  # fmt: skip
    groups = grouped(Scores(found, scores), [int(made.sentence[first]) for first, _ in triggers])
    return [unlabelled([triggers[n] for n in group], len(made.words)) for group in groups]


def unlabelled(triggers: list[tuple[int, int]], words: int) -> Event:
    roles = np.zeros((words, len(ROLES)), np.int8)
    return Event(triggers, [], UNKNOWN, UNKNOWN, UNKNOWN, roles, [False] * len(ROLES))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--large", type=Path, help="the folder of MPNet, where the reader is a large one")
    options = parser.parse_args()
    reader = loaded(reader_of(options.large), options.weights).to(device()).eval()
    made = list(silver(reader, pickle.loads(options.reports.read_bytes())))
    options.out.write_bytes(pickle.dumps(made, protocol=5))
    print(f"{len(made)} reports, {sum(len(e.events) for e in made)} events")


if __name__ == "__main__":
    main()
