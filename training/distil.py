"""Learning from several trained readers at once: their mean answers, softer than the labels, are part of the loss."""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch
from training.examples import HELPERS
from training.model import Reader

HEAT, SHARE = 2.0, 1.0


class Teachers:
    """Readers that only answer. Every head is taught on every window, also where a set has no labels for it.

    A teacher that an earlier version of the model made may lack heads; the others teach those.
    """

    def __init__(self, paths: list[Path], device: str) -> None:
        self.readers: list[tuple[Reader, set[str]]] = []
        for path in paths:
            weights = torch.load(path, map_location=device)
            reader = Reader()
            reader.load_state_dict({n: v.float() for n, v in weights.items()}, strict=False)
            heads = {name.split(".")[-2] for name in weights if ".heads." in f".{name}"}
            self.readers.append((reader.to(device).bfloat16().eval(), heads - set(HELPERS)))

    @torch.no_grad()
    def answers(self, batch: Batch) -> dict[str, Tensor]:
        """Mean probabilities of every layer and asked kind; of the words as they are, where the learner sees some masked."""
        from training.train import ask

        pieces = batch.pieces
        if batch.hidden is not None:
            window, place, number = batch.hidden
            pieces = pieces.clone()
            pieces[window, place] = number
        found: dict[str, list[Tensor]] = {}
        for reader, heads in self.readers:
            words = reader.words(pieces, batch.shapes, batch.starts)
            for layer, head in reader.heads.items():
                if layer in heads:
                    found.setdefault(layer, []).append(torch.softmax(head(words).float() / HEAT, -1))
            for kind, asked in batch.queries.items():
                if kind in heads:
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
