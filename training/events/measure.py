"""Quick figures on marked reports, task by task, with events as they are marked; the rows themselves are scored from readings."""

from __future__ import annotations

from collections import defaultdict

import torch
from torch import Tensor

from training.batches import to_device
from training.events.batches import Batch, Events, batch_of
from training.events.examples import FIGURES, GRADES, NOTHING, POINTED, YES, Example
from training.events.losses import Said, said_of
from training.events.model import EventReader


class Counts:
    """Of each task how many are right, predicted and wanted."""

    def __init__(self) -> None:
        self.of: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, name: str, said: Tensor, gold: Tensor) -> None:
        for n, found in enumerate((said & gold, said, gold)):
            self.of[name][n] += int(found.sum())

    def add_share(self, name: str, right: Tensor, known: Tensor) -> None:
        for n, found in enumerate((right & known, known, known)):
            self.of[name][n] += int(found.sum())

    def f1(self) -> dict[str, float]:
        return {name: round(2 * r / max(1, p + w), 3) for name, (r, p, w) in self.of.items()}


@torch.no_grad()
def measure(model: EventReader, dev: list[Example]) -> dict[str, float]:
    """Shares that are right: words that tell of events (F1), pairs (F1), types, grades, roles."""
    model.eval()
    where, counts = str(next(model.parameters()).device), Counts()
    for example in dev:
        marked = example._replace(events=[e for e in example.events if e.grade != NOTHING])
        batch: Batch = to_device(batch_of([marked]), where)
        said = said_of(model, batch)
        known = batch.tags.sum(-1) > 0
        counts.add("trigger", (said.trigger.argmax(-1) > 0) & known, batch.tags[:, 1:].sum(-1) > 0)
        if batch.twos is not None and said.same is not None:
            counts.add("same", said.same > 0, batch.twos.same > 0)
        if batch.events is not None:
            count_events(counts, said, batch.events)
    return counts.f1()


def count_events(counts: Counts, said: Said, e: Events) -> None:
    assert said.attributes is not None and said.pointed is not None
    assert said.targets is not None and said.figures is not None
    all_of = torch.ones_like(e.grade, dtype=torch.bool)
    types, grades = (part.argmax(-1) for part in (said.attributes[0], said.attributes[1][:, : len(GRADES)]))
    counts.add_share("type", e.types.gather(1, types[:, None])[:, 0] > 0, all_of)
    counts.add_share("grade", grades == e.grade, all_of)
    news = GRADES.index("incident")
    counts.add("incident", said.attributes[1].argmax(-1) == news, e.grade == news)
    labels = e.roles[..., : len(POINTED)] == YES
    right = torch.cat([labels, ~labels.any(1, keepdim=True)], 1)
    best = right.gather(1, said.pointed.argmax(1, keepdim=True))[:, 0]
    for n, name in enumerate(POINTED):
        counts.add_share(name, best[:, n], e.known[:, n])
    counts.add("target", (said.targets[..., 0] > 0) & e.there, e.roles[..., len(POINTED)] == YES)
    likeliest = said.figures.argmax(-1)
    for n, name in enumerate(FIGURES, 1):
        counts.add(name, (likeliest == n) & e.there, e.roles[..., n - 1 - len(FIGURES)] == YES)
