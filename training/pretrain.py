"""Continued pretraining of the encoder on the news texts at hand, by guessing hidden pieces.

    python -m training.pretrain PREPARED_FOLDER OUT.pt [--epochs N]

The encoder starts from weights made for comparing whole sentences; this turns it back towards words in context, and
towards news of conflict.
"""

from __future__ import annotations

import argparse
import math
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from dateline.wordpiece import SEP
from training.batches import padded, recase
from training.model import VOCABULARY, D, Encoder

MASK = 103
HIDDEN_SHARE = 0.2
PIECES = 16384


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=4e-4)
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(1)
    draw = random.Random(1)
    with (options.prepared / "texts.pkl").open("rb") as handle:
        texts = pickle.load(handle)
    encoder = Encoder()
    start = np.load(options.prepared / "encoder.npz")
    encoder.load_pretrained({name: torch.from_numpy(start[name]) for name in start.files})
    guess = nn.Sequential(nn.Linear(D, D), nn.GELU(), nn.LayerNorm(D))
    bias = nn.Parameter(torch.zeros(VOCABULARY))
    encoder.to(device)
    guess.to(device)
    bias = nn.Parameter(bias.to(device))
    parameters = [*encoder.parameters(), *guess.parameters(), bias]
    optimiser = torch.optim.AdamW(parameters, lr=options.rate, weight_decay=0.01, betas=(0.9, 0.98))
    order = sorted(range(len(texts)), key=lambda n: len(texts[n][0]))
    groups: list[list[int]] = [[]]
    for n in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(texts[n][0]) > PIECES:
            groups.append([])
        groups[-1].append(n)
    total = len(groups) * options.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min(1, (n + 1) / (0.06 * total)) * 0.5 * (1 + math.cos(math.pi * n / total)))  # fmt: skip
    began = time.monotonic()
    for epoch in range(options.epochs):
        draw.shuffle(groups)
        sums = []
        for group in groups:
            pieces = padded([texts[n][0] for n in group], 0).to(device)
            shapes = padded([recase(texts[n][1], draw) for n in group], 0).to(device)
            hidden = (torch.rand(pieces.shape, device=device) < HIDDEN_SHARE) & (pieces > SEP)
            chance = torch.rand(pieces.shape, device=device)
            shown = torch.where(hidden & (chance < 0.8), torch.full_like(pieces, MASK), pieces)
            shown = torch.where(hidden & (chance > 0.9), torch.randint_like(pieces, 999, VOCABULARY), shown)
            with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
                states = encoder(shown, shapes)[hidden]
                logits = guess(states) @ encoder.word.weight.T.to(states.dtype) + bias
                loss = F.cross_entropy(logits.float(), pieces[hidden])
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            schedule.step()
            sums.append(loss.detach())
        print(f"pretraining epoch {epoch} loss {torch.stack(sums).mean().item():.3f} {time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
        torch.save(encoder.state_dict(), options.out)


if __name__ == "__main__":
    main()
