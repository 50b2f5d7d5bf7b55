"""The loss of each task over one batch."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch
from training.examples import UNLABELLED
from training.model import Reader


def losses(model: Reader, batch: Batch) -> dict[str, Tensor]:
    """The loss of each task that the batch has labels for."""
    states = model.encoder(batch.pieces, batch.shapes)
    words = model.first_pieces(states, batch.starts)
    found = {}
    logits = {}
    if batch.hidden is not None:
        window, place, number = batch.hidden
        found["guess"] = F.cross_entropy(model.guesses(states[window, place]).float(), number)
    if batch.heads is not None:
        scores = model.governor(words, batch.starts > 0)
        found["heads"] = F.cross_entropy(scores.flatten(0, 1).float(), batch.heads.flatten(), ignore_index=UNLABELLED)
    for layer, tags in batch.layers.items():
        logits[layer] = model.heads[layer](words)
        found[layer] = F.cross_entropy(logits[layer].flatten(0, 1).float(), tags.flatten(), ignore_index=UNLABELLED)
    if batch.facts is not None:
        window, word, value = batch.facts
        found["factuality"] = F.smooth_l1_loss(model.factuality(words[window, word]).squeeze(-1).float(), value)
    for kind, asked in batch.queries.items():
        logits[kind] = ask(model, words, kind, asked)
        found[kind] = (
            F.cross_entropy(logits[kind].flatten(0, 1).float(), asked.tags.flatten(), ignore_index=UNLABELLED)
            if asked.tags.dim() == 2
            else unlike(logits[kind], asked.tags, asked.there)
        )
    if batch.links is not None:
        found["links"] = link_loss(batch.links, link_scores(model, words, batch.links))
    for layer, taught in batch.answers.items():
        own = logits[layer] if layer in logits else model.heads[layer](words)
        found[f"{layer}~"] = unlike(own, taught, batch.starts > 0)
    return found


def unlike(scores: Tensor, taught: Tensor, there: Tensor) -> Tensor:
    """How far the scores of tags are from chances that are learnt from (cross-entropy), over the words that are there."""
    return -(torch.log_softmax(scores.float(), -1) * taught).sum(-1)[there].mean()


def ask(model: Reader, words: Tensor, kind: str, asked: Any) -> Tensor:
    projected = model.asker.words(words)
    query = torch.cat([words[asked.window, asked.first], words[asked.window, asked.last]], -1)
    return model.asker(kind, projected[asked.window[:, None], asked.words], query, asked.distance, asked.there)


def link_scores(model: Reader, words: Tensor, links: Any) -> Tensor:
    ends = torch.cat([words[links.window, links.first], words[links.window, links.last]], -1)
    mentions = model.linker.embed(ends, links.kind)
    return model.linker(mentions[links.later], mentions[links.earlier], links.same, links.apart, links.sentences)


def link_loss(links: Any, scores: Tensor) -> Tensor:
    """Of each mention, minus the log of the share of its right antecedents (none of them: of no antecedent)."""
    count = len(links.first)
    scores = scores.float()
    top = torch.zeros(count, device=scores.device).scatter_reduce(0, links.later, scores.detach(), "amax")
    weight = torch.exp(scores - top[links.later])
    none = torch.exp(-top)
    every = none.index_add(0, links.later, weight)
    right = torch.zeros_like(none).index_add(0, links.later, weight * links.right)
    has = torch.zeros_like(none).index_add(0, links.later, links.right.float()) > 0
    return -(torch.log(torch.where(has, right, none).clamp_min(1e-20)) - torch.log(every)).mean()
