"""Trains a reader of events on marked reports, and says how it does on others.

    python -m training.events.train TRAIN.pkl DEV.pkl OUT_FOLDER [--epochs N] [--seed N] [--start ENCODER.onnx]

With `--silver` and `--teachers` it learns from what larger readers say of unmarked reports, too. OUT/best.pt holds the averaged
weights of the end, OUT/last.pt a checkpoint from which a broken run goes on.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import pickle
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from training.batches import packed, to_device
from training.events.batches import Batch, batch_of
from training.events.examples import Example, length
from training.events.losses import WEIGHTS, lessons, losses
from training.events.measure import measure
from training.events.model import EventReader
from training.events.start import device, reader_of
from training.model import loaded
from training.trainer import Trainer

CHECKED_EVERY = 4  # epochs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, help="the encoder to start from: an export of the shipped reader")
    parser.add_argument("--large", type=Path, help="the folder of MPNet, to train the large reader")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="weights of large readers, to learn from")
    parser.add_argument("--silver", type=Path, help="unmarked reports (training.events.silver) that teachers read")
    parser.add_argument("--share", type=float, default=0.5, help="of the silver reports, drawn anew for each epoch")
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--pieces", type=int, default=2048, help="in a batch")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)  # readers of all seeds begin alike, so that their weights can be averaged
    np.random.seed(options.seed)
    train, dev = (pickle.loads(path.read_bytes()) for path in (options.train, options.dev))
    silver = pickle.loads(options.silver.read_bytes()) if options.silver else []
    teachers = [loaded(reader_of(options.large), path).to(device()).bfloat16().eval() for path in options.teachers]
    model = reader_of(None if teachers else options.large, options.start).to(device())
    torch.manual_seed(options.seed)
    run(model, Lessons(train, silver, teachers, options), dev, options)


class Lessons(Dataset):  # type: ignore[misc]
    """The batches of an epoch: of marked reports, and of reports that the teachers read."""

    def __init__(
        self, train: list[Example], silver: list[Example], teachers: list[EventReader], options: argparse.Namespace
    ) -> None:
        self.train, self.silver, self.teachers, self.options = train, silver if teachers else [], teachers, options
        self.begin(0)

    def begin(self, epoch: int) -> None:
        draw = random.Random(self.options.seed * 1000 + epoch)
        drawn = [e for e in self.silver if draw.random() < self.options.share]
        made = [(False, group) for group in packed(self.train, length, self.options.pieces, draw, jitter=120)]
        made += [(True, group) for group in packed(drawn, length, 3 * self.options.pieces, draw, jitter=120)]
        draw.shuffle(made)
        self.epoch, self.made = epoch, made

    def __len__(self) -> int:
        return len(self.made)

    def __getitem__(self, n: int) -> tuple[bool, Batch]:
        is_taught, group = self.made[n]
        return is_taught, batch_of(group, random.Random(f"{self.options.seed} {self.epoch} {n}"))

    def batches(self, epoch: int) -> Iterator[tuple[bool, Batch]]:
        self.begin(epoch)
        workers = max(1, min(6, (os.cpu_count() or 1) - 1))
        return iter(DataLoader(self, batch_size=None, num_workers=workers, prefetch_factor=4))

    def losses(self, model: EventReader, batch: Batch, is_taught: bool) -> dict[str, Tensor]:
        return lessons(model, batch, self.teachers) if is_taught else losses(model, batch)


def run(model: EventReader, given: Lessons, dev: list[Example], options: argparse.Namespace) -> None:
    steps = math.ceil(len(given) * options.epochs * 1.02)
    trainer = Trainer(model, options.rate, options.head_rate, steps, decay=0.995)
    last, first = options.out / "last.pt", 0
    if last.exists():
        kept = torch.load(last, weights_only=False)
        trainer.restore(kept["trainer"])
        first = kept["epoch"]
    for epoch in range(first, options.epochs):
        began, seen, total = time.perf_counter(), 0, dict[str, Tensor]()
        model.train()
        for is_taught, made in given.batches(epoch):
            batch: Batch = to_device(made, device())
            found = given.losses(model, batch, is_taught)
            trainer.step(sum(WEIGHTS[name] * loss for name, loss in found.items()))  # type: ignore[arg-type]
            seen += int((made.pieces > 0).sum())
            for name, loss in found.items():
                total[name] = total.get(name, 0) + loss.detach()
        said: dict[str, Any] = {"epoch": epoch + 1, "pieces_s": round(seen / (time.perf_counter() - began))}
        said |= {name: round(float(value) / len(given), 4) for name, value in total.items()}
        if epoch % CHECKED_EVERY == CHECKED_EVERY - 1 or epoch + 1 == options.epochs:
            averaged = trainer.averaged()
            said["dev"] = measure(averaged, dev)
            torch.save(halved(averaged), options.out / "best.pt")
            torch.save({"trainer": trainer.kept(), "epoch": epoch + 1}, last)
        print(json.dumps(said), flush=True)


def halved(model: EventReader) -> dict[str, Tensor]:
    """The weights in half precision, numbers of pieces as they are."""
    state = {name: value.cpu() for name, value in model.state_dict().items()}
    return {name: value.bfloat16() if value.is_floating_point() else value for name, value in state.items()}


if __name__ == "__main__":
    main()
