"""Pairs of mentions of one document, with which of them are one: what the linker learns from."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from dateline.neural.likeness import candidate_pairs
from training.examples import MENTIONS, Example


class Pairs(NamedTuple):
    """Mentions [M] (window, first and last word, kind) and candidate pairs of them [K]; `right` where both are one."""

    window: Tensor
    first: Tensor
    last: Tensor
    kind: Tensor
    later: Tensor
    earlier: Tensor
    same: Tensor
    apart: Tensor
    sentences: Tensor
    right: Tensor
    cluster: Tensor


def pairs_of(examples: list[Example]) -> Pairs:
    found = [(n, m) for n, e in enumerate(examples) for m in e.mentions]
    words = [examples[n].words[m.first : m.last + 1] for n, m in found]
    sentences = np.array([examples[n].sentences[m.last] for n, m in found])
    kinds = np.array([m.kind for _, m in found])
    pronouns = np.array([MENTIONS[k].endswith("pronoun") for k in kinds])
    later, earlier, same, apart, steps = candidate_pairs(words, sentences, pronouns)
    clusters = np.array([m.cluster for _, m in found])
    as_tensor = torch.from_numpy
    return Pairs(
        window=torch.tensor([n for n, _ in found]), first=torch.tensor([m.first for _, m in found]), last=torch.tensor([m.last for _, m in found]),
        kind=as_tensor(kinds), later=as_tensor(later), earlier=as_tensor(earlier), same=as_tensor(same), apart=as_tensor(apart),
        sentences=as_tensor(steps), right=as_tensor(clusters[later] == clusters[earlier]), cluster=as_tensor(clusters),
    )  # fmt: skip
