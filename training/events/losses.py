"""The loss of each task of the reader of events over one batch, from marks or from what teachers say of it."""

from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from training.events.batches import Batch, Events
from training.events.examples import FIGURES, MARKED, NOTHING, POINTED, UNKNOWN, YES
from training.events.model import EventReader

WEIGHTS = {
    "trigger": 3.0,
    "same": 2.0,
    "type": 0.3,
    "grade": 0.7,
    "status": 0.3,
    "accused": 0.3,
    "pointed": 0.7,
    "target": 0.3,
    "figures": 0.7,
    "nothing": 0.3,
}
AN_EVENT = 3.0  # words by which the losses of words are shared out
EACH_WRONG = 150  # words for one that is taken as the likeliest mistake
RARE = 4.0  # how much more a trigger counts than a word that is none
MASKED = -1e4
ATTRIBUTES = ("type", "grade", "status", "accused")
TARGETS = slice(len(POINTED), len(POINTED) + len(MARKED))


class Said(NamedTuple):
    """What a reader says of a batch. `doubted` [N]: words likely taken for an event though they tell of none, and what
    grade the reader gives each; None where the batch has no pairs or no events."""

    trigger: Tensor  # [W, 1 + types]
    same: Tensor | None  # [K]
    attributes: tuple[Tensor, ...] | None  # type, grade, status, accused: each [E, its classes]
    pointed: Tensor | None  # [E, T + 1, P]: over the words and, last, nobody
    targets: Tensor | None  # [E, T, 1]
    figures: Tensor | None  # [E, T, 1 + figures]: of none, or of one
    doubted: Tensor
    doubts: Tensor  # [N, grades + 1]


def said_of(model: EventReader, batch: Batch, doubted: Tensor | None = None) -> Said:
    """What a reader says of a batch; of the words `doubted`, or of those that it likeliest takes wrongly for an event."""
    words = model.words(batch.pieces, batch.shapes, batch.rows, batch.starts)
    heads, twos, events = model.heads, batch.twos, batch.events
    trigger = heads.trigger(words).float()
    if doubted is None:
        doubted = mistaken(trigger.detach(), batch.tags)
    doubts = heads.attributes_of(words[doubted]).grade.float()
    same = None
    if twos is not None:
        same = heads.pairs(words[twos.left], words[twos.right], twos.apart, twos.sentences, twos.alike).float()
    if events is None:
        return Said(trigger, same, None, None, None, None, doubted, doubts)
    pooled = mean_of(words, events.words, events.of, len(events.grade))
    attributes = tuple(part.float() for part in heads.attributes_of(pooled))
    roles, none = heads.ask(
        heads.words(words)[events.asked], pooled, events.kind, events.distance, events.away, events.mark, events.there
    )
    roles, none = roles.float(), none.float()
    count = len(POINTED)
    pointed = torch.cat([roles[..., :count].masked_fill(hidden(events), MASKED), none[:, None, :count]], 1)
    figures = torch.cat([roles.new_zeros(*roles.shape[:2], 1), roles[..., -len(FIGURES) :]], -1)
    return Said(trigger, same, attributes, pointed, roles[..., TARGETS], figures, doubted, doubts)


def hidden(events: Events) -> Tensor:
    """[E, T, P] Words that are not there, or neither right nor wrong as the one filler of a role."""
    return (~events.there[..., None]) | (events.roles[..., : len(POINTED)] == UNKNOWN)


def mistaken(trigger: Tensor, tags: Tensor) -> Tensor:
    told = (1 - torch.softmax(trigger, -1)[:, 0]) * (tags[:, 0] > 0)
    return told.topk(min(len(told), max(2, len(told) // EACH_WRONG))).indices


def mean_of(words: Tensor, numbers: Tensor, of: Tensor, count: int) -> Tensor:
    """The mean vector of the words of each event."""
    total = words.new_zeros(count, words.shape[-1]).index_add(0, of, words[numbers])
    return total / words.new_zeros(count, 1).index_add(0, of, words.new_ones(len(of), 1))


def losses(model: EventReader, batch: Batch) -> dict[str, Tensor]:
    """The loss of each task that the batch is marked for."""
    said, found = said_of(model, batch), {}
    chances = torch.log_softmax(said.trigger, -1)
    right = torch.logsumexp(chances.masked_fill(batch.tags == 0, MASKED), -1)
    weight = (batch.tags.sum(-1) > 0).float() * torch.where(batch.tags[:, 0] > 0, 1.0, RARE)
    found["trigger"] = -(right * weight).sum() / weight.sum().clamp_min(1)
    if batch.twos is not None and said.same is not None:
        found["same"] = F.binary_cross_entropy_with_logits(said.same, batch.twos.same.float())
    if batch.events is not None:
        found |= event_losses(said, batch.events)
    found["nothing"] = F.cross_entropy(said.doubts, torch.full_like(said.doubted, NOTHING))
    return found


def event_losses(said: Said, events: Events) -> dict[str, Tensor]:
    assert said.attributes is not None and said.pointed is not None
    assert said.targets is not None and said.figures is not None
    found = {}
    typed = events.types.sum(-1) > 0
    chances = torch.log_softmax(said.attributes[0], -1).masked_fill(events.types == 0, MASKED)
    found["type"] = -(torch.logsumexp(chances, -1) * typed).sum() / typed.sum().clamp_min(1)
    labelled = zip(ATTRIBUTES[1:], said.attributes[1:], (events.grade, events.status, events.accused), strict=True)
    for name, scores, labels in labelled:
        loss = F.cross_entropy(scores, labels, ignore_index=UNKNOWN, reduction="sum")
        found[name] = loss / (labels != UNKNOWN).sum().clamp_min(1)
    found["pointed"] = pointed_loss(said.pointed, events)
    labels = events.roles[..., TARGETS]
    loss = F.binary_cross_entropy_with_logits(said.targets, (labels == YES).float(), reduction="none")
    found["target"] = (loss * (labels != UNKNOWN) * events.there[..., None]).sum() / (len(labels) * AN_EVENT)
    labels = events.roles[..., -len(FIGURES) :]
    right = torch.where((labels == YES).any(-1), 1 + labels.argmax(-1), 0)
    loss = F.cross_entropy(said.figures.flatten(0, 1), right.flatten(), reduction="none").view(right.shape)
    known = events.there & ~(labels == UNKNOWN).any(-1)
    found["figures"] = (loss * known).sum() / (len(labels) * AN_EVENT)
    return found


def pointed_loss(scores: Tensor, events: Events) -> Tensor:
    """Of each role with one filler, minus the log of the share that its words have among all words and nobody."""
    labels = events.roles[..., : len(POINTED)]
    right = torch.cat([labels == YES, ~(labels == YES).any(1, keepdim=True)], 1)
    loss = -torch.logsumexp(torch.log_softmax(scores, 1).masked_fill(~right, MASKED), 1)
    known = events.known[:, : len(POINTED)]
    return (loss * known).sum() / known.sum().clamp_min(1)


@torch.no_grad()
def taught(teachers: list[EventReader], batch: Batch, doubted: Tensor) -> Said:
    """What teachers say of a batch on average, as chances in place of scores. They read it whole, with nothing masked."""
    whole = batch._replace(pieces=batch.whole, shapes=batch.whole_shapes)
    said = [chances_of(said_of(teacher, whole, doubted)) for teacher in teachers]
    means = [None if part[0] is None else mean(part) for part in list(zip(*said, strict=True))[:-2]]
    return Said(*means, doubted, mean([s.doubts for s in said]))  # type: ignore[arg-type]


def mean(parts: tuple[Tensor, ...] | list[Tensor] | tuple[tuple[Tensor, ...], ...]) -> Tensor | tuple[Tensor, ...]:
    if isinstance(parts[0], tuple):
        return tuple(torch.stack(each).mean(0) for each in zip(*parts, strict=True))
    return torch.stack(list(parts)).mean(0)  # type: ignore[arg-type]


def chances_of(said: Said) -> Said:
    return Said(
        trigger=said.trigger.softmax(-1), same=None if said.same is None else said.same.sigmoid(),
        attributes=None if said.attributes is None else tuple(part.softmax(-1) for part in said.attributes),
        pointed=None if said.pointed is None else said.pointed.softmax(1), targets=None if said.targets is None else said.targets.sigmoid(),
        figures=None if said.figures is None else said.figures.softmax(-1), doubted=said.doubted, doubts=said.doubts.softmax(-1),
    )  # fmt: skip


def lessons(model: EventReader, batch: Batch, teachers: list[EventReader]) -> dict[str, Tensor]:
    """The losses of each task by what teachers say, in place of marks."""
    said = said_of(model, batch)
    right = taught(teachers, batch, said.doubted)
    weight = torch.where(right.trigger[:, 0] > 0.5, 1.0, RARE)
    found = {"trigger": (against(said.trigger, right.trigger) * weight).sum() / weight.sum()}
    if said.same is not None:
        found["same"] = F.binary_cross_entropy_with_logits(said.same, right.same)  # type: ignore[arg-type]
    found["nothing"] = against(said.doubts, right.doubts).mean()
    if said.attributes is None or right.attributes is None or batch.events is None:
        return found
    for name, scores, chances in zip(ATTRIBUTES, said.attributes, right.attributes, strict=True):
        found[name] = against(scores, chances).mean()
    there, count = batch.events.there, len(batch.events.grade)
    found["pointed"] = against(said.pointed, right.pointed, 1).mean()
    loss = F.binary_cross_entropy_with_logits(said.targets, right.targets, reduction="none")  # type: ignore[arg-type]
    found["target"] = (loss * there[..., None]).sum() / (count * AN_EVENT)
    found["figures"] = (against(said.figures, right.figures) * there).sum() / (count * AN_EVENT)
    return found


def against(scores: Tensor | None, chances: Tensor | None, axis: int = -1) -> Tensor:
    """Cross-entropy of scores against chances along an axis."""
    assert scores is not None and chances is not None
    return -(chances * torch.log_softmax(scores, axis)).sum(axis)
