"""Turns the trained reader of events into what the package ships: three small ONNX graphs and a description.

python -m training.events.export BEST.pt OUT_FOLDER
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from dateline.claim.model import FORMAT
from dateline.neural.runtime import VOCABULARY
from dateline.read.model import HERE as READER
from training.events.examples import ACCUSED, FIGURES, GRADES, POINTED, ROLES, STATUSES, TYPES
from training.events.large import LargeEncoder
from training.events.model import ATTENTION, WIDTH, EventReader, Heads
from training.events.start import reader_of
from training.export import ShippedLayer, fuse, quantise, write
from training.model import HEADS, loaded

OF_CODEBOOK = {"other": "other_development"}  # types that the marks call otherwise


class ShippedEncoder(nn.Module):
    """pieces, shapes [B, P], starts [B, W] → words [B, W, D], words to be asked [B, W, WIDTH] and scores of types [B, W, 1 + types]."""

    def __init__(self, reader: EventReader) -> None:
        super().__init__()
        self.encoder, self.heads = reader.encoder, reader.heads
        # attention with relative distances, as the large encoder has it, has no fused form
        self.fused = (
            None
            if isinstance(reader.encoder, LargeEncoder)
            else nn.ModuleList(ShippedLayer(layer) for layer in reader.encoder.layers)
        )

    def forward(self, pieces: Tensor, shapes: Tensor, starts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        if self.fused is None:
            x = self.encoder(pieces, shapes)
        else:
            x, there = self.encoder.embed(pieces, shapes), (pieces != 0).to(torch.int32)
            for layer in self.fused:
                x = layer(x, there)
        words = x.gather(1, starts[:, :, None].expand(-1, -1, x.shape[-1]))
        return words, self.heads.words(words), self.heads.trigger(words)


class ShippedPairs(nn.Module):
    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, one: Tensor, other: Tensor, apart: Tensor, sentences: Tensor, alike: Tensor) -> Tensor:
        return self.heads.pairs(one, other, apart, sentences, alike)


class ShippedEvents(nn.Module):
    """As `Heads.ask` and `Heads.attributes_of`: → roles [E, T, R], none [E, R], attributes [E, A]."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads
        self.layer = ShippedLayer(heads.layer)

    def forward(
        self, words: Tensor, events: Tensor, kind: Tensor, distance: Tensor, away: Tensor, mark: Tensor, there: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        x = self.heads.met(words, events, kind, distance, away, mark)
        roles, none = self.heads.answers(self.layer(x, there.to(torch.int32)), mark)
        return roles, none, torch.cat(self.heads.attributes_of(events), -1)


def export(reader: EventReader, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    reader = reader.float().eval()
    long, width = torch.int64, reader.width
    ones = torch.ones(2, 9, dtype=long)
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        write(ShippedEncoder(reader), (ones, ones, torch.ones(2, 5, dtype=long)), {"pieces": "BP", "shapes": "BP", "starts": "BW"},
              ["words", "asked", "scores"], plain)  # fmt: skip
        quantise(fuse(plain, fused, HEADS, width), out / "encoder.onnx")
        features = torch.zeros(3, 7, dtype=long)
        write(ShippedEvents(reader.heads), (torch.rand(3, 7, WIDTH), torch.rand(3, width), features, features, features, features, torch.ones(3, 7, dtype=torch.bool)),
              {"words": "ET", "events": "E", "kind": "ET", "distance": "ET", "away": "ET", "mark": "ET", "there": "ET"}, ["roles", "none", "attributes"], plain)  # fmt: skip
        quantise(fuse(plain, fused, ATTENTION, WIDTH), out / "events.onnx")
    pair = torch.zeros(4, dtype=long)
    write(ShippedPairs(reader.heads), (torch.rand(4, width), torch.rand(4, width), pair, pair, pair),
          {"one": "K", "other": "K", "apart": "K", "sentences": "K", "alike": "K"}, ["scores"], out / "pairs.onnx")  # fmt: skip
    shutil.copy(READER / VOCABULARY, out / VOCABULARY)
    described = {
        "format": FORMAT, "name": "dateline-events", "types": [OF_CODEBOOK.get(name, name) for name in TYPES], "grades": GRADES, "statuses": STATUSES, "accused": ACCUSED,
        "roles": ROLES, "pointed": len(POINTED), "figures": len(FIGURES), "sizes": {path.name: path.stat().st_size for path in sorted(out.glob("*.onnx"))},
    }  # fmt: skip
    (out / "model.json").write_text(json.dumps(described, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--large", type=Path, help="the folder of MPNet, where the reader is a large one")
    options = parser.parse_args()
    export(loaded(reader_of(options.large), options.weights), options.out)
    print({path.name: path.stat().st_size for path in sorted(options.out.iterdir())})


if __name__ == "__main__":
    main()
