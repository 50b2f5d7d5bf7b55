"""The loss of each task of the reader of events over one batch."""

from __future__ import annotations

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


def losses(model: EventReader, batch: Batch) -> dict[str, Tensor]:
    """The loss of each task that the batch has labels for."""
    words = model.words(batch.pieces, batch.shapes, batch.rows, batch.starts)
    heads, found = model.heads, {}
    chances = torch.log_softmax(heads.trigger(words).float(), -1)
    right = torch.logsumexp(chances.masked_fill(batch.tags == 0, -1e4), -1)
    weight = (batch.tags.sum(-1) > 0).float() * torch.where(batch.tags[:, 0] > 0, 1.0, RARE)
    found["trigger"] = -(right * weight).sum() / weight.sum().clamp_min(1)
    if batch.twos is not None:
        left, right_, apart, sentences, alike, same = batch.twos
        scores = heads.pairs(words[left], words[right_], apart, sentences, alike)
        found["same"] = F.binary_cross_entropy_with_logits(scores.float(), same.float())
    if batch.events is not None:
        found |= event_losses(model, words, batch.events)
    found["nothing"] = no_events(model, words, batch.tags)
    return found


def event_losses(model: EventReader, words: Tensor, events: Events) -> dict[str, Tensor]:
    heads = model.heads
    pooled = mean_of(words, events.words, events.of, len(events.grade))
    type_, grade, status, accused = heads.attributes_of(pooled)
    found = {}
    has = events.types.sum(-1) > 0
    chances = torch.log_softmax(type_.float(), -1).masked_fill(events.types == 0, -1e4)
    found["type"] = -torch.logsumexp(chances, -1)[has].mean() if has.any() else type_.sum() * 0
    for name, scores, labels in (
        ("grade", grade, events.grade),
        ("status", status, events.status),
        ("accused", accused, events.accused),
    ):
        if (labels != UNKNOWN).any():
            found[name] = F.cross_entropy(scores.float(), labels, ignore_index=UNKNOWN)
    roles, none = heads.ask(
        heads.words(words)[events.asked], pooled, events.kind, events.distance, events.away, events.mark, events.there
    )
    found["pointed"] = pointed_loss(roles.float(), none.float(), events)
    found["target"] = marked_loss(roles.float(), events)
    found["figures"] = figures_loss(roles.float(), events)
    return found


def mean_of(words: Tensor, numbers: Tensor, of: Tensor, count: int) -> Tensor:
    """The mean vector of the words of each event."""
    total = words.new_zeros(count, words.shape[-1]).index_add(0, of, words[numbers])
    return total / words.new_zeros(count, 1).index_add(0, of, words.new_ones(len(of), 1))


def pointed_loss(roles: Tensor, none: Tensor, events: Events) -> Tensor:
    """Of each role with one filler, minus the log of the share that its words have among all words and nobody."""
    count = len(POINTED)
    labels = events.roles[..., :count]
    hidden = (~events.there[..., None]) | (labels == UNKNOWN)
    scores = torch.cat([roles[..., :count].masked_fill(hidden, -1e4), none[:, None, :count]], 1)
    right = torch.cat([labels == YES, ~(labels == YES).any(1, keepdim=True)], 1)
    chances = torch.log_softmax(scores, 1)
    loss = -torch.logsumexp(chances.masked_fill(~right, -1e4), 1)
    known = events.known[:, :count]
    return (loss * known).sum() / known.sum().clamp_min(1)


def marked_loss(roles: Tensor, events: Events) -> Tensor:
    """Of each word whether it is in a role that may have several fillers."""
    which = slice(len(POINTED), len(POINTED) + len(MARKED))
    labels = events.roles[..., which]
    loss = F.binary_cross_entropy_with_logits(roles[..., which], (labels == YES).float(), reduction="none")
    return (loss * (labels != UNKNOWN) * events.there[..., None]).sum() / (len(labels) * AN_EVENT)


def figures_loss(roles: Tensor, events: Events) -> Tensor:
    """Of each word which figure of the event it is of, if any."""
    labels = events.roles[..., -len(FIGURES) :]
    scores = torch.cat([roles.new_zeros(*roles.shape[:2], 1), roles[..., -len(FIGURES) :]], -1)
    right = torch.where((labels == YES).any(-1), 1 + labels.argmax(-1), 0)
    loss = F.cross_entropy(scores.flatten(0, 1), right.flatten(), reduction="none").view(right.shape)
    known = events.there & ~(labels == UNKNOWN).any(-1)
    return (loss * known).sum() / (len(labels) * AN_EVENT)


def no_events(model: EventReader, words: Tensor, tags: Tensor) -> Tensor:
    """The words that are likeliest taken for an event though they tell of none, as events of no grade."""
    with torch.no_grad():
        told = 1 - torch.softmax(model.heads.trigger(words).float(), -1)[:, 0]
        numbers = (told * (tags[:, 0] > 0)).topk(min(len(words), max(2, len(words) // EACH_WRONG))).indices
    grade = model.heads.attributes_of(words[numbers]).grade
    return F.cross_entropy(grade.float(), torch.full_like(numbers, NOTHING))
