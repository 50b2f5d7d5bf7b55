"""Trains the reader on every set at once, and says how it does on the development parts.

    python -m training.train PREPARED_FOLDER OUT_FOLDER [--epochs N] [--seed N] [--teachers A.pt B.pt …]

Checkpoints go to OUT/last.pt every few minutes and a run that finds one goes on from it; OUT/best.pt holds the averaged
weights. The arithmetic is in bfloat16 with full-precision weights beside it: 5,000 pieces a second on two CPU cores.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import queue
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch, batch_of, groups, to_device
from training.distil import Teachers
from training.examples import UNLABELLED, Example
from training.measure import measure
from training.model import Reader

WHOLE_DOCUMENTS = {"gum"}  # sets whose batches are documents
# of a set's windows, drawn anew for each epoch: what is learnt slowly (roles) is seen more
SHARES = {"worldwide": 0.5, "attributions": 0.35, "ewt": 1.0, "qanom": 0.2, "re3d": 3, "gum": 2, "muc4": 0.4}
WEIGHTS = {
    "names": 1.0, "things": 1.0, "mentions": 1.0, "predicate": 0.5, "cue": 1.0, "fillers": 1.0, "upos": 0.2, "deprel": 0.3,
    "roles": 2.0, "answers": 0.4, "attribution": 1.0, "factuality": 0.15, "links": 0.5, "heads": 0.3, "guess": 0.1,
}  # fmt: skip
PIECES = 2048  # in a batch


def losses(model: Reader, batch: Batch, teachers: Teachers | None = None) -> dict[str, Tensor]:
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
        found[kind] = F.cross_entropy(logits[kind].flatten(0, 1).float(), asked.tags.flatten(), ignore_index=UNLABELLED)
    if batch.links is not None:
        found["links"] = link_loss(batch.links, link_scores(model, words, batch.links))
    if teachers is not None:
        found |= teachers.losses(batch, words, logits, model)
    return found


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


def ahead(batches: Iterator[Batch], count: int = 8) -> Iterator[Batch]:
    """The batches, made in a thread of their own a few ahead of their use."""
    made: queue.Queue[Batch | None] = queue.Queue(count)

    def make() -> None:
        for batch in batches:
            made.put(batch)
        made.put(None)

    threading.Thread(target=make, daemon=True).start()
    while (batch := made.get()) is not None:
        yield batch


def batches_of(train: dict[str, list[Example]], draw: random.Random) -> list[list[Example]]:
    """One epoch: a share of every set, in batches, mixed."""
    found: list[list[Example]] = []
    for name, examples in train.items():
        share = SHARES.get(name, 1.0)
        for _ in range(math.ceil(share)):
            drawn = [e for e in examples if draw.random() < share] if share < 1 else examples
            found += groups(drawn, PIECES, draw, name in WHOLE_DOCUMENTS)
    draw.shuffle(found)
    return found


class Trainer:
    """The model in half precision, its weights in full beside it, and their running mean, which reads better than either.

    Embeddings of pieces stay as pretrained: the sets know only a part of the vocabulary, and half the weights are there.
    """

    def __init__(self, model: Reader, rate: float, head_rate: float, steps: int, decay: float = 0.999) -> None:
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

    def averaged(self) -> Reader:
        """A full-precision reader with the mean weights."""
        reader = Reader()
        state = {name: value.float() for name, value in self.model.state_dict().items()}
        state |= {name: value.cpu() for name, value in zip(self.names, self.mean, strict=True)}
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-4, help="highest learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--start", type=Path, help="a trained reader (BEST.pt) to go on from with a new schedule")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="trained readers to learn from")
    parser.add_argument("--dev-every", type=int, default=4, help="measures on every so many windows of the dev parts")
    parser.add_argument("--share", type=float, default=1.0, help="of the examples of each set, for a quick try")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    random.seed(options.seed)
    np.random.seed(options.seed)
    torch.manual_seed(options.seed)

    with (options.prepared / "examples.pkl").open("rb") as handle:
        examples = pickle.load(handle)
    train = {name: found[: max(1, int(len(found) * options.share))] for name, found in examples["train"].items()}
    model = Reader()
    if options.start:
        model.load_state_dict({n: v.float() for n, v in torch.load(options.start, map_location="cpu").items()})
    else:
        start = np.load(options.prepared / "encoder.npz")
        model.encoder.load_pretrained({name: torch.from_numpy(start[name]) for name in start.files})
    model.to(device)
    teachers = Teachers(options.teachers, device) if options.teachers else None
    draw = random.Random(options.seed)
    steps = len(batches_of(train, draw))
    trainer = Trainer(model, options.rate, options.head_rate, steps * options.epochs)
    dev = {name: found[:: options.dev_every] if name != "gum" else found for name, found in examples["dev"].items()}
    last = options.out / "last.pt"
    if last.exists():
        trainer.restore(torch.load(last, map_location=device, weights_only=False))
    began, saved = time.monotonic(), time.monotonic()
    for epoch in range(trainer.steps // steps, options.epochs):
        draw = random.Random(options.seed * 1000 + epoch)  # a run that goes on draws as one that was not broken off
        model.train()
        sums: dict[str, list[float]] = {}
        made = batches_of(train, draw)
        done = trainer.steps - epoch * steps
        for number, batch in enumerate(ahead(batch_of(group, draw) for group in made[done:steps])):
            found = losses(model, to_device(batch, device), teachers)
            trainer.step(torch.stack([WEIGHTS[name.rstrip("~")] * value for name, value in found.items()]).sum())
            for name, value in found.items():
                sums.setdefault(name, []).append(value.item())
            if number % 100 == 99:
                told = " ".join(f"{n} {np.mean(v[-40:]):.3f}" for n, v in sorted(sums.items()))
                print(
                    f"epoch {epoch} step {done + number + 1}/{steps} {time.monotonic() - began:.0f} s {told}",
                    flush=True,
                )
            if time.monotonic() - saved > 240:
                torch.save(trainer.kept(), last)
                saved = time.monotonic()
        while trainer.steps < (epoch + 1) * steps:  # the draw made a few batches fewer than the first one
            trainer.steps += 1
            trainer.schedule.step()
        torch.save(trainer.kept(), last)
        reader = trainer.averaged()
        torch.save({name: value.half() for name, value in reader.state_dict().items()}, options.out / "best.pt")
        figures = measure(reader.to(device), dev, device)
        print(json.dumps({"epoch": epoch, **figures}), flush=True)
        (options.out / "figures.json").write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
