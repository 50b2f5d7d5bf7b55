"""Trains the reader of events on marked reports, and says how it does on others.

    python -m training.events.train TRAIN.pkl DEV.pkl OUT_FOLDER [--epochs N] [--seed N] [--start ENCODER.onnx]

OUT/best.pt holds the averaged weights of the end, OUT/last.pt a checkpoint from which a broken run goes on.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.batches import packed
from training.events.batches import batch_of
from training.events.examples import Example
from training.events.losses import WEIGHTS, losses
from training.events.measure import measure
from training.events.model import EventReader
from training.events.start import reader_of
from training.trainer import Trainer, ahead


def length(e: Example) -> int:
    return sum(len(w.pieces) for w in e.document.windows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, help="the encoder to start from: an export of the shipped reader")
    parser.add_argument("--large", type=Path, help="the folder of MPNet, to train the large reader")
    parser.add_argument(
        "--silver", type=Path, help="reports that a trained reader marked (training.events.silver), to learn from too"
    )
    parser.add_argument("--share", type=float, default=1.0, help="of the silver reports, drawn anew for each epoch")
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--pieces", type=int, default=2048, help="in a batch")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    np.random.seed(options.seed)
    train, dev = (pickle.loads(path.read_bytes()) for path in (options.train, options.dev))
    silver = pickle.loads(options.silver.read_bytes()) if options.silver else []
    run(reader_of(options.large, options.start), train, silver, dev, options)


def run(
    model: EventReader, train: list[Example], silver: list[Example], dev: list[Example], options: argparse.Namespace
) -> None:
    def epoch(draw: random.Random) -> list[list[Example]]:
        drawn = [e for e in silver if draw.random() < options.share]
        return list(packed(train + drawn, length, options.pieces, draw, jitter=120))

    draw = random.Random(options.seed)
    steps = math.ceil(len(epoch(draw)) * options.epochs * 1.02)
    trainer = Trainer(model, options.rate, options.head_rate, steps, decay=0.995)
    last, first = options.out / "last.pt", 0
    if last.exists():
        kept = torch.load(last, weights_only=False)
        trainer.restore(kept["trainer"])
        first = kept["epoch"]
    for number in range(first, options.epochs):
        began, seen, total = time.perf_counter(), 0, dict[str, float]()
        model.train()
        batches = epoch(random.Random(options.seed * 1000 + number))
        for batch in ahead(batch_of(group, draw) for group in batches):
            found = losses(model, batch)
            trainer.step(sum(WEIGHTS[name] * loss for name, loss in found.items()))  # type: ignore[arg-type]
            seen += int((batch.pieces > 0).sum())
            for name, loss in found.items():
                total[name] = total.get(name, 0.0) + float(loss.detach())
        said: dict[str, Any] = {"epoch": number + 1, "pieces_s": round(seen / (time.perf_counter() - began))}
        said |= {name: round(value / len(batches), 4) for name, value in total.items()}
        if number % 4 == 3 or number + 1 == options.epochs:
            averaged = trainer.averaged()
            said["dev"] = measure(averaged, dev)
            torch.save({n: v.bfloat16() for n, v in averaged.state_dict().items()}, options.out / "best.pt")
            torch.save({"trainer": trainer.kept(), "epoch": number + 1}, last)
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
