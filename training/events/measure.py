"""Quick figures on marked reports, task by task, with events as they are marked; the rows themselves are scored from readings."""

from __future__ import annotations

import torch

from training.batches import to_device
from training.events.batches import Batch, batch_of
from training.events.examples import FIGURES, GRADES, NOTHING, POINTED, UNKNOWN, YES, Example
from training.events.losses import mean_of
from training.events.model import EventReader


@torch.no_grad()
def measure(model: EventReader, dev: list[Example]) -> dict[str, float]:
    """Shares that are right: words that tell of events (F1), pairs (F1), types, grades, roles."""
    model.eval()
    where = next(model.parameters()).device
    counts: dict[str, list[float]] = {}

    def add(name: str, right: float, predicted: float, wanted: float) -> None:
        kept = counts.setdefault(name, [0, 0, 0])
        for n, value in enumerate((right, predicted, wanted)):
            kept[n] += value

    for example in dev:
        batch: Batch = to_device(
            batch_of([example._replace(events=[e for e in example.events if e.grade != NOTHING])]), where
        )
        words = model.words(batch.pieces, batch.shapes, batch.rows, batch.starts)
        scores = model.heads.trigger(words)
        told, gold, known = scores.argmax(-1) > 0, batch.tags[:, 1:].sum(-1) > 0, batch.tags.sum(-1) > 0
        add("trigger", int((told & gold).sum()), int((told & known).sum()), int(gold.sum()))
        if batch.twos is not None:
            left, right, apart, sentences, alike, same = batch.twos
            found = model.heads.pairs(words[left], words[right], apart, sentences, alike) > 0
            add("same", int((found & (same > 0)).sum()), int(found.sum()), int(same.sum()))
        if batch.events is None:
            continue
        e = batch.events
        pooled = mean_of(words, e.words, e.of, len(e.grade))
        type_, grade, _, _ = model.heads.attributes_of(pooled)
        count = len(e.grade)
        add("type", float(e.types.gather(1, type_.argmax(-1, keepdim=True)).sum()), count, count)
        add("grade", int((grade[:, : len(GRADES)].argmax(-1) == e.grade).sum()), count, count)
        wanted, said = e.grade == GRADES.index("incident"), grade.argmax(-1) == GRADES.index("incident")
        add("incident", int((wanted & said).sum()), int(said.sum()), int(wanted.sum()))
        roles, none = model.heads.ask(
            model.heads.words(words)[e.asked], pooled, e.kind, e.distance, e.away, e.mark, e.there
        )
        for n, name in enumerate(POINTED):
            best, at = roles[..., n].masked_fill(~e.there | (e.roles[..., n] == UNKNOWN), -1e4).max(1)
            filled = (e.roles[..., n] == YES).any(1)
            right = torch.where(best > none[:, n], e.roles[torch.arange(count, device=where), at, n] == YES, ~filled)
            add(name, int((right & e.known[:, n]).sum()), int(e.known[:, n].sum()), int(e.known[:, n].sum()))
        at = len(POINTED)
        said, gold = (roles[..., at] > 0) & e.there, e.roles[..., at] == YES
        add("target", int((said & gold).sum()), int(said.sum()), int(gold.sum()))
        own, gold = roles[..., -len(FIGURES) :], e.roles[..., -len(FIGURES) :] == YES
        for n, name in enumerate(FIGURES):
            said = (own.argmax(-1) == n) & (own.max(-1).values > 0) & e.there
            add(name, int((said & gold[..., n]).sum()), int(said.sum()), int(gold[..., n].sum()))
    return {name: round(2 * r / max(1, p + w), 3) for name, (r, p, w) in counts.items()}
