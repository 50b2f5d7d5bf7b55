"""Learning from several trained readers at once: their mean answers, softer than the labels, are part of the loss."""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch
from training.model import Reader

HEAT, SHARE = 2.0, 1.0


class Teachers:
    """Readers that only answer. Every head is taught on every window, also where a set has no labels for it."""

    def __init__(self, paths: list[Path], device: str) -> None:
        self.readers = []
        for path in paths:
            reader = Reader().to(device).eval()
            reader.load_state_dict({n: v.float() for n, v in torch.load(path, map_location=device).items()})
            self.readers.append(reader)

    @torch.no_grad()
    def answers(self, batch: Batch) -> dict[str, Tensor]:
        """Mean probabilities of every layer and asked kind."""
        from training.train import ask

        found: dict[str, list[Tensor]] = {}
        for reader in self.readers:
            words = reader.words(batch.pieces, batch.shapes, batch.starts)
            for layer, head in reader.heads.items():
                found.setdefault(layer, []).append(torch.softmax(head(words).float() / HEAT, -1))
            for kind, asked in batch.queries.items():
                found.setdefault(kind, []).append(torch.softmax(ask(reader, words, kind, asked).float() / HEAT, -1))
        return {name: torch.stack(parts).mean(0) for name, parts in found.items()}

    def losses(self, batch: Batch, words: Tensor, logits: dict[str, Tensor], model: Reader) -> dict[str, Tensor]:
        there = batch.starts > 0
        found = {}
        for name, taught in self.answers(batch).items():
            own = logits.get(name)
            if own is None:
                own = model.heads[name](words)
            mask = batch.queries[name].there if name in batch.queries else there
            apart = F.kl_div(torch.log_softmax(own.float() / HEAT, -1), taught, reduction="none").sum(-1)
            found[f"{name}~"] = SHARE * HEAT**2 * apart[mask].mean()
        return found
