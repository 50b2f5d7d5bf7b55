"""Trains the reader on every set at once, and says how it does on the development parts.

    python -m training.train PREPARED_FOLDER OUT_FOLDER [--epochs N] [--seed N] [--silver SILVER.pkl]

Checkpoints go to OUT/last.pt every few minutes and a run that finds one goes on from it; OUT/best.pt holds the averaged
weights. The arithmetic is in bfloat16 with full-precision weights beside it: 5,000 pieces a second on two CPU cores.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch

from training.batches import batch_of, groups, to_device
from training.examples import Example, with_silver
from training.losses import losses
from training.measure import measure
from training.model import Reader, loaded
from training.trainer import Trainer, ahead

WHOLE_DOCUMENTS = {"gum"}  # sets whose batches are documents
# of a set's windows, drawn anew for each epoch: what is learnt slowly (roles) is seen more
SHARES = {"worldwide": 0.5, "attributions": 0.35, "ewt": 1.0, "qanom": 0.2, "re3d": 3, "gum": 2, "muc4": 0.4}
WEIGHTS = {
    "names": 1.0, "things": 1.0, "mentions": 1.0, "predicate": 0.5, "cue": 1.0, "fillers": 1.0, "upos": 0.2, "deprel": 0.3,
    "roles": 2.0, "answers": 0.4, "attribution": 1.0, "factuality": 0.15, "links": 0.5, "heads": 0.3, "guess": 0.1,
}  # fmt: skip
PIECES = 2048  # in a batch


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-4, help="highest learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--start", type=Path, help="a trained reader (BEST.pt) to go on from with a new schedule")
    parser.add_argument(
        "--silver", type=Path, help="what trained readers answered (training.silver), to learn from too"
    )
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
    if options.silver:
        with options.silver.open("rb") as handle:
            train = with_silver(train, pickle.load(handle))
    model = Reader()
    if options.start:
        loaded(model, options.start)
    else:
        start = np.load(options.prepared / "encoder.npz")
        model.encoder.load_pretrained({name: torch.from_numpy(start[name]) for name in start.files})
    model.to(device)
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
            found = losses(model, to_device(batch, device))
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
