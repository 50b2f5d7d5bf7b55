"""One step after another: batches made ahead, half-precision arithmetic with full weights and their running mean beside."""

from __future__ import annotations

import copy
import math
import queue
import threading
from collections.abc import Iterator
from typing import Any, TypeVar

import torch
from torch import Tensor

Made = TypeVar("Made")


def ahead(batches: Iterator[Made], count: int = 8) -> Iterator[Made]:
    """The batches, made in a thread of their own a few ahead of their use."""
    made: queue.Queue[Made | None] = queue.Queue(count)

    def make() -> None:
        for batch in batches:
            made.put(batch)
        made.put(None)

    threading.Thread(target=make, daemon=True).start()
    while (batch := made.get()) is not None:
        yield batch


class Trainer:
    """The model in half precision, its weights in full beside it, and their running mean, which reads better than either.

    Embeddings of pieces stay as pretrained: the sets know only a part of the vocabulary, and half the weights are there.
    """

    def __init__(self, model: Any, rate: float, head_rate: float, steps: int, decay: float = 0.999) -> None:
        self.model = model.bfloat16()
        self.model.encoder.word.weight.requires_grad_(False)
        named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
        self.half = [p for _, p in named]
        self.full = [p.detach().float().clone().requires_grad_() for p in self.half]
        self.mean = [p.detach().clone() for p in self.full]
        self.names = [n for n, _ in named]
        old = [n.startswith("encoder.") and "shape" not in n for n in self.names]
        groups = [{"params": [p for p, is_old in zip(self.full, old, strict=True) if is_old], "lr": rate},
                  {"params": [p for p, is_old in zip(self.full, old, strict=True) if not is_old], "lr": head_rate}]  # fmt: skip
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser,
            lambda n: min(1, (n + 1) / (0.06 * steps)) * max(0.0, 0.5 * (1 + math.cos(math.pi * min(1, n / steps)))),
        )
        self.decay = decay
        self.steps = 0

    def step(self, loss: Tensor) -> None:
        loss.backward()
        for full, half in zip(self.full, self.half, strict=True):
            full.grad = None if half.grad is None else half.grad.float()
            half.grad = None
        torch.nn.utils.clip_grad_norm_(self.full, 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.steps += 1
        with torch.no_grad():
            torch._foreach_copy_(self.half, self.full)
            if self.steps % 4 == 0:
                decay = min(self.decay**4, (1 + self.steps) / (40 + self.steps))
                torch._foreach_lerp_(self.mean, self.full, 1 - decay)

    def averaged(self) -> Any:
        """A full-precision model of the same kind with the mean weights."""
        state = {name: value.float() for name, value in self.model.state_dict().items()}
        state |= dict(zip(self.names, self.mean, strict=True))
        reader = copy.deepcopy(self.model).float()
        reader.load_state_dict(state)
        return reader.eval()

    def kept(self) -> dict[str, Any]:
        return {"full": self.full, "mean": self.mean, "optimiser": self.optimiser.state_dict(), "schedule": self.schedule.state_dict(), "steps": self.steps}  # fmt: skip

    def restore(self, kept: dict[str, Any]) -> None:
        if [t.shape for t in kept["full"]] != [t.shape for t in self.full]:
            raise SystemExit("the checkpoint is of a model of another shape: remove it, or write to another folder")
        with torch.no_grad():
            torch._foreach_copy_(self.full, kept["full"])
            torch._foreach_copy_(self.mean, kept["mean"])
            torch._foreach_copy_(self.half, self.full)
        self.optimiser.load_state_dict(kept["optimiser"])
        self.schedule.load_state_dict(kept["schedule"])
        self.steps = kept["steps"]
