"""Turns trained weights into what the package ships: three small ONNX graphs, the vocabulary and a description.

    python -m training.export BEST.pt OUT_FOLDER [--check PREPARED_FOLDER]

The encoder is quantised to 8 bits with ranges that processors without VNNI add up without overflow too. `--check`
compares the shipped form with PyTorch on development windows.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dateline.read.model import FORMAT, Model
from training.batches import batch_of
from training.examples import HELPERS, LAYERS, MENTIONS, QUERIES
from training.model import HEADS, QUERY_HEADS, QUERY_WIDTH, REACH, D, Layer, Reader, loaded
from training.prepare import vocabulary_lines

SHIPPED_LAYERS = [layer for layer in LAYERS if layer not in HELPERS]
SHIPPED_QUERIES = [kind for kind in QUERIES if kind not in HELPERS]
OPSET = 17


class ShippedEncoder(nn.Module):
    """pieces, shapes [B, P], starts [B, W] → words [B, W, D], words for the asker [B, W, QUERY_WIDTH], and the scores
    of all layers and factuality, side by side."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.encoder, self.factuality, self.asked = reader.encoder, reader.factuality, reader.asker.words
        self.layers = nn.ModuleList(ShippedLayer(layer) for layer in reader.encoder.layers)
        self.heads = side_by_side([reader.heads[layer] for layer in SHIPPED_LAYERS])

    def forward(self, pieces: Tensor, shapes: Tensor, starts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x, there = self.encoder.embed(pieces, shapes), (pieces != 0).to(torch.int32)
        for layer in self.layers:
            x = layer(x, there)
        words = x.gather(1, starts[:, :, None].expand(-1, -1, x.shape[-1]))
        return words, self.asked(words), torch.cat([self.heads(words), self.factuality(words)], -1)


class FusedAttention(torch.autograd.Function):
    """Attention as the one operator that onnxruntime has fast and 8-bit code for."""

    @staticmethod
    def forward(ctx: object, x: Tensor, weight: Tensor, bias: Tensor, there: Tensor, heads: int) -> Tensor:
        return x.clone()

    @staticmethod
    def symbolic(g: Any, x: Any, weight: Any, bias: Any, there: Any, heads: int) -> Any:
        return g.op("com.microsoft::Attention", x, weight, bias, there, num_heads_i=heads).setType(x.type())


class ShippedLayer(nn.Module):
    """A transformer layer with its attention fused; takes which positions are there, not a bias."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer, self.heads = layer, layer.heads
        parts = [layer.query, layer.key, layer.value]
        self.weight = nn.Parameter(torch.cat([part.weight.data.T for part in parts], 1).contiguous())
        self.bias = nn.Parameter(torch.cat([part.bias.data for part in parts]))

    def forward(self, x: Tensor, there: Tensor) -> Tensor:
        mixed = FusedAttention.apply(x, self.weight, self.bias, there, self.heads)
        x = self.layer.output_norm(x + self.layer.output(mixed))
        return self.layer.outer_norm(x + self.layer.outer(F.gelu(self.layer.inner(x))))


def side_by_side(heads: list[nn.Linear]) -> nn.Linear:
    joined = nn.Linear(heads[0].in_features, sum(head.out_features for head in heads))
    joined.weight.data = torch.cat([head.weight.data for head in heads])
    joined.bias.data = torch.cat([head.bias.data for head in heads])
    return joined


class ShippedAsker(nn.Module):
    """words [N, T, QUERY_WIDTH], query [N, 2 D], distance [N, T], there [N, T], kind [N] → scores of all shipped kinds, side by side."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.asker = reader.asker
        self.layers = nn.ModuleList(ShippedLayer(layer) for layer in reader.asker.layers)
        self.heads = side_by_side([reader.asker.heads[kind] for kind in SHIPPED_QUERIES])

    def forward(self, words: Tensor, query: Tensor, distance: Tensor, there: Tensor, kind: Tensor) -> Tensor:
        x = self.asker.meet(words, query, distance, self.asker.asked(kind)[:, None])
        for layer in self.layers:
            x = layer(x, there.to(torch.int32))
        return self.heads(x)


class ShippedLinker(nn.Module):
    """ends [M, 2 D], kinds [M], then pairs [K] of mentions with their classes → scores [K]."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.linker = reader.linker

    def forward(
        self,
        ends: Tensor,
        kinds: Tensor,
        later: Tensor,
        earlier: Tensor,
        same: Tensor,
        apart: Tensor,
        sentences: Tensor,
    ) -> Tensor:
        mentions = self.linker.embed(ends, kinds)
        return self.linker(mentions[later], mentions[earlier], same, apart, sentences)


def export(reader: Reader, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    reader = reader.float().eval()
    long = torch.int64
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "encoder.onnx"
        write(ShippedEncoder(reader), (torch.ones(2, 9, dtype=long), torch.ones(2, 9, dtype=long), torch.ones(2, 5, dtype=long)),
              {"pieces": "BP", "shapes": "BP", "starts": "BW"}, ["words", "asked", "scores"], plain)  # fmt: skip
        quantise(fuse(plain, Path(folder) / "fused.onnx", HEADS, D), out / "encoder.onnx")
        write_asker(reader, plain)
        quantise(fuse(plain, Path(folder) / "fused.onnx", QUERY_HEADS, QUERY_WIDTH), out / "asker.onnx")
    pair = torch.zeros(4, dtype=long)
    width = 2 * D
    write(ShippedLinker(reader), (torch.rand(3, width), torch.zeros(3, dtype=long), pair, pair, pair, pair, pair),
          {"ends": "M", "kinds": "M", "later": "K", "earlier": "K", "same": "K", "apart": "K", "sentences": "K"}, ["scores"], out / "linker.onnx")  # fmt: skip
    (out / "vocabulary.txt.gz").write_bytes(gzip.compress("\n".join(vocabulary_lines()).encode(), mtime=0))
    described = {
        "format": FORMAT,
        "name": "dateline-reader",
        "layers": {layer: LAYERS[layer] for layer in SHIPPED_LAYERS},
        "queries": {kind: [list(QUERIES).index(kind), QUERIES[kind]] for kind in SHIPPED_QUERIES},
        "mentions": MENTIONS,
        "reach": REACH,
        "sizes": {path.name: path.stat().st_size for path in sorted(out.glob("*.onnx"))},
    }
    (out / "model.json").write_text(json.dumps(described, indent=1) + "\n")


def write_asker(reader: Reader, path: Path) -> None:
    long = torch.int64
    example = (torch.rand(3, 7, QUERY_WIDTH), torch.rand(3, 2 * D), torch.ones(3, 7, dtype=long), torch.ones(3, 7, dtype=torch.bool), torch.zeros(3, dtype=long))  # fmt: skip
    axes = {"words": "NT", "query": "N", "distance": "NT", "there": "NT", "kind": "N"}
    write(ShippedAsker(reader), example, axes, ["scores"], path)


def write(module: nn.Module, example: tuple[Tensor, ...], axes: dict[str, str], outputs: list[str], path: Path) -> None:
    dynamic = {name: dict(enumerate(letters)) for name, letters in axes.items()}
    torch.onnx.export(
        module.eval(), example, str(path), input_names=list(axes), output_names=outputs, dynamic_axes=dynamic, opset_version=OPSET, dynamo=False, custom_opsets={"com.microsoft": 1}
    )  # fmt: skip


def quantise(fused: Path, out: Path) -> None:
    quantize_dynamic(
        fused, out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT}
    )  # fmt: skip


def fuse(plain: Path, out: Path, heads: int, width: int) -> Path:
    """Norms and activations as single operators, which the runtime has fast code for; but not together with the sums
    before them, for which its code is eight times as slow."""
    from onnxruntime.transformers.fusion_options import FusionOptions
    from onnxruntime.transformers.optimizer import optimize_model

    options = FusionOptions("bert")
    options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = options.enable_bias_gelu = False
    fused = optimize_model(
        str(plain), model_type="bert", num_heads=heads, hidden_size=width, opt_level=1, optimization_options=options
    )
    onnx.save(fused.model, str(out))
    return out


def check(reader: Reader, folder: Path, prepared: Path) -> dict[str, float]:
    """How often the shipped form and PyTorch choose the same tag, over development windows."""
    with (prepared / "examples.pkl").open("rb") as handle:
        dev = pickle.load(handle)["dev"]
    model = Model(folder)
    same = all_ = 0
    for examples in dev.values():
        for e in examples[:40]:
            batch = batch_of([e])
            with torch.no_grad():
                words = reader.eval().words(batch.pieces, batch.shapes, batch.starts)
                for layer in SHIPPED_LAYERS:
                    ours = model.encode_arrays(e.pieces[None], e.shapes[None], e.starts[None]).layers[layer][0]
                    theirs = reader.heads[layer](words)[0].numpy()
                    same += int((ours.argmax(1) == theirs.argmax(1)).sum())
                    all_ += len(theirs)
    return {"same_tags": round(same / all_, 4)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--check", type=Path, metavar="PREPARED")
    options = parser.parse_args()
    reader = Reader()
    loaded(reader, options.weights)
    export(reader, options.out)
    print({path.name: path.stat().st_size for path in sorted(options.out.iterdir())})
    if options.check:
        print(check(reader, options.out, options.check))


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    main()
