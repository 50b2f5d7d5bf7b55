"""Quick figures on the development windows, near what the scorers will say."""

from __future__ import annotations

import numpy as np
import torch

from dateline.neural.tags import best_tags, spans_of
from training.batches import batch_of, groups, to_device
from training.examples import UNLABELLED, Example
from training.losses import ask, link_scores
from training.model import Reader


class Count:
    def __init__(self) -> None:
        self.right = self.said = self.wanted = 0

    def add(self, said: set, wanted: set) -> None:  # type: ignore[type-arg]
        self.right += len(said & wanted)
        self.said += len(said)
        self.wanted += len(wanted)

    @property
    def f1(self) -> float:
        return round(2 * self.right / max(1, self.said + self.wanted), 4)


@torch.no_grad()
def measure(model: Reader, dev: dict[str, list[Example]], device: str) -> dict[str, float]:
    """F1 of spans by layer; of roles and attributions with queries given; of links with mentions given (B³)."""
    model.eval()
    counts: dict[str, Count] = {}
    facts: list[tuple[float, float]] = []
    b_cubed = [0.0, 0.0, 0]
    arcs = [0, 0]
    for name, examples in dev.items():
        for group in groups(examples, 8192, None, name == "gum"):
            batch = to_device(batch_of(group), device)
            words = model.words(batch.pieces, batch.shapes, batch.starts)
            for layer, tags in batch.layers.items():
                scores = torch.log_softmax(model.heads[layer](words).float(), -1).cpu().numpy()
                add_layer(counts, layer, scores, tags.cpu().numpy())
            if batch.facts is not None:
                said = model.factuality(words[batch.facts[0], batch.facts[1]]).squeeze(-1)
                facts += zip(said.tolist(), batch.facts[2].tolist(), strict=True)
            for kind, asked in batch.queries.items():
                scores = torch.log_softmax(ask(model, words, kind, asked).float(), -1).cpu().numpy()
                for row, gold, there in zip(scores, asked.tags.cpu().numpy(), asked.there.cpu().numpy(), strict=True):
                    gold = gold[there]
                    tags = best_tags(row[there][None], [int(there.sum())])[0]
                    counts.setdefault(kind, Count()).add(set(spans_of(tags)), set(spans_of(gold)))
                    if kind == "attribution":
                        for n, part in enumerate(("source", "content")):
                            counts.setdefault(f"{part}_words", Count()).add(
                                set(np.flatnonzero((tags + 1) // 2 == n + 1)),
                                set(np.flatnonzero((gold + 1) // 2 == n + 1)),
                            )
            if batch.heads is not None:
                known = batch.heads != UNLABELLED
                said = model.governor(words, batch.starts > 0).argmax(-1)
                arcs[0] += int((said == batch.heads)[known].sum())
                arcs[1] += int(known.sum())
            if batch.links is not None:
                scores = link_scores(model, words, batch.links).float().cpu().numpy()
                add_links(b_cubed, scores, batch.links)
    figures = {name: count.f1 for name, count in sorted(counts.items())}
    if facts:
        figures["factuality_r"] = round(float(np.corrcoef(np.array(facts).T)[0, 1]), 4)
    if arcs[1]:
        figures["heads"] = round(arcs[0] / arcs[1], 4)
    if b_cubed[2]:
        p, r = b_cubed[0] / b_cubed[2], b_cubed[1] / b_cubed[2]
        figures["links_b3"] = round(2 * p * r / (p + r), 4)
    return figures


def add_layer(counts: dict[str, Count], layer: str, scores: np.ndarray, tags: np.ndarray) -> None:
    count = counts.setdefault(layer, Count())
    for row, gold in zip(scores, tags, strict=True):
        known = gold != UNLABELLED
        if not known.any():
            continue
        if layer in ("upos", "deprel"):
            said = row.argmax(1)
            count.add(set(enumerate(said[known])), set(enumerate(gold[known])))
        elif layer == "predicate":
            count.add(set(np.flatnonzero(known & (row.argmax(1) == 1))), set(np.flatnonzero(known & (gold == 1))))
        else:
            width = int(np.flatnonzero(known)[-1]) + 1
            said = best_tags(row[None, :width], [width])[0]
            said[~known[:width]] = 0
            count.add(set(spans_of(said)), set(spans_of(np.where(known, gold, 0)[:width])))


def add_links(b_cubed: list[float], scores: np.ndarray, links: object) -> None:
    cluster = links.cluster.cpu().numpy()  # type: ignore[attr-defined]
    later, earlier = links.later.cpu().numpy(), links.earlier.cpu().numpy()  # type: ignore[attr-defined]
    said = np.arange(len(cluster))
    best = np.zeros(len(cluster))
    antecedent = np.full(len(cluster), -1)
    for k, s in enumerate(scores):
        if s > best[later[k]]:
            best[later[k]], antecedent[later[k]] = s, earlier[k]
    for n, a in enumerate(antecedent):
        if a >= 0:
            said[n] = said[a]
    both = (said[:, None] == said[None]) & (cluster[:, None] == cluster[None])
    b_cubed[0] += float((both.sum(1) / (said[:, None] == said[None]).sum(1)).sum())
    b_cubed[1] += float((both.sum(1) / (cluster[:, None] == cluster[None]).sum(1)).sum())
    b_cubed[2] += len(cluster)
