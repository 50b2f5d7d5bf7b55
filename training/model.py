"""The model: one small encoder, a linear head a layer of labels, a query head for roles and attributions, and coreference.

Shapes: B windows, P pieces, W words, N queries, T words asked of one query, D = 384.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dateline.neural.wordpiece import SHAPES
from training.examples import LAYERS, MENTIONS, QUERIES

D = 384
ENCODER_LAYERS, HEADS, FEED_FORWARD, POSITIONS, VOCABULARY = 6, 12, 1536, 512, 30522
QUERY_WIDTH, QUERY_HEADS, QUERY_LAYERS = 192, 4, 1
REACH = 32  # words beyond which distances are alike
COREFERENCE_WIDTH = 128
SAME, APART, SENTENCES = 6, 10, 7  # classes of likeness, of distance in mentions and in sentences

Kind = TypeVar("Kind", bound=nn.Module)


class Dropout(nn.Module):
    """Dropout whose masks are slices of one pool of random bits: to draw each anew costs a CPU more than the layer itself."""

    POOL = 1 << 23

    def __init__(self, share: float = 0.1) -> None:
        super().__init__()
        self.share = share
        self.pool: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        if self.pool is None or self.pool.dtype != x.dtype or self.pool.device != x.device:
            self.pool = ((torch.rand(self.POOL, device=x.device) >= self.share) / (1 - self.share)).to(x.dtype)
        if x.numel() >= self.POOL:
            return F.dropout(x, self.share)
        start = int(torch.randint(self.POOL - x.numel(), ()))
        return x * self.pool[start : start + x.numel()].view(x.shape)


class Layer(nn.Module):
    """A post-norm transformer layer, as in BERT."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.output = nn.Linear(width, width)
        self.output_norm = nn.LayerNorm(width, eps=1e-12)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.outer_norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = Dropout()

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`bias`: [B, 1, 1, P], 0 where a position is there and very negative where not."""
        batch, length, width = x.shape
        q, k, v = (
            part(x).view(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        # written out: on a CPU in half precision this is twice as fast as the fused call
        mixed = torch.softmax(q * (width // self.heads) ** -0.5 @ k.transpose(-1, -2) + bias, -1) @ v
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.output_norm(x + self.dropout(self.output(mixed)))
        return self.outer_norm(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """MiniLM with an embedding of word shapes, zero at first, so that it starts as it was pretrained."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, D)
        self.position = nn.Embedding(POSITIONS, D)
        self.shape = nn.Embedding(SHAPES, D)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(D, eps=1e-12)
        self.layers = nn.ModuleList(Layer(D, HEADS, FEED_FORWARD) for _ in range(ENCODER_LAYERS))
        self.dropout = Dropout()

    def forward(self, pieces: Tensor, shapes: Tensor, more: Tensor | float = 0.0) -> Tensor:
        """[B, P] numbers of pieces (0 is padding) and shapes, and what is added to their embeddings → [B, P, D]."""
        x = self.dropout(self.embed(pieces, shapes, more))
        bias = ((pieces == 0).to(x.dtype) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def embed(self, pieces: Tensor, shapes: Tensor, more: Tensor | float = 0.0) -> Tensor:
        at = torch.arange(pieces.shape[1], device=pieces.device)
        return self.norm(self.word(pieces) + self.position(at) + self.shape(shapes) + more)

    def load_pretrained(self, weights: dict[str, Tensor]) -> None:
        own = {
            "word.weight": weights["embeddings.word_embeddings.weight"],
            # every text is of the first type: its embedding becomes part of the positions
            "position.weight": weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
            "shape.weight": torch.zeros(SHAPES, D),
        }  # fmt: skip
        parts = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "output": "attention.output.dense", "output_norm": "attention.output.LayerNorm", "inner": "intermediate.dense",
            "outer": "output.dense", "outer_norm": "output.LayerNorm",
        }  # fmt: skip
        for n in range(ENCODER_LAYERS):
            for ours, theirs in parts.items():
                for kind in ("weight", "bias"):
                    own[f"layers.{n}.{ours}.{kind}"] = weights[f"encoder.layer.{n}.{theirs}.{kind}"]
        self.load_state_dict({name: value.float() for name, value in own.items()})


class Asker(nn.Module):
    """Tags the words around a query word: which of them are its roles, its source, its content.

    A transformer layer over words that each know the query, their distance from it and what is asked.
    """

    def __init__(self, layers: int = QUERY_LAYERS, width: int = QUERY_WIDTH) -> None:
        super().__init__()
        self.words = nn.Linear(D, width)
        self.query = nn.Linear(2 * D, width)
        self.distance = nn.Embedding(2 * REACH + 2, width)
        self.asked = nn.Embedding(len(QUERIES), width)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(Layer(width, QUERY_HEADS, 2 * width) for _ in range(layers))
        self.heads = nn.ModuleDict({kind: nn.Linear(width, len(tags)) for kind, tags in QUERIES.items()})
        self.dropout = nn.Dropout(0.3)

    def forward(self, kind: str, words: Tensor, query: Tensor, distance: Tensor, there: Tensor) -> Tensor:
        """words [N, T, width] (already through `self.words`), query [N, 2 D], distance [N, T], there [N, T] → [N, T, tags]."""
        return self.heads[kind](self.mix(words, query, distance, there, self.asked.weight[list(QUERIES).index(kind)]))

    def meet(self, words: Tensor, query: Tensor, distance: Tensor, asked: Tensor) -> Tensor:
        """Each word knowing the query, how far it is, and what is asked."""
        return F.gelu(self.norm(words + self.query(query)[:, None] + self.distance(distance) + asked))

    def mix(self, words: Tensor, query: Tensor, distance: Tensor, there: Tensor, asked: Tensor) -> Tensor:
        x = self.dropout(self.meet(words, query, distance, asked))
        bias = ((~there).to(x.dtype) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Linker(nn.Module):
    """Scores an earlier mention as the antecedent of a later one; an antecedent must score above 0."""

    def __init__(self, width: int = COREFERENCE_WIDTH) -> None:
        super().__init__()
        self.kind = nn.Embedding(len(MENTIONS), 2 * D)
        self.mention = nn.Linear(2 * D, width)
        self.later, self.earlier = nn.Linear(width, width), nn.Linear(width, width)
        self.both = nn.Linear(width, width, bias=False)
        self.same = nn.Embedding(SAME, width)
        self.apart = nn.Embedding(APART, width)
        self.sentences = nn.Embedding(SENTENCES, width)
        self.score = nn.Linear(width, 1)
        self.dropout = nn.Dropout(0.2)

    def embed(self, ends: Tensor, kinds: Tensor) -> Tensor:
        """First and last words of mentions [M, 2 D] and their kinds [M] → [M, width]."""
        return F.gelu(self.mention(self.dropout(ends + self.kind(kinds))))

    def forward(self, later: Tensor, earlier: Tensor, same: Tensor, apart: Tensor, sentences: Tensor) -> Tensor:
        """Pairs of embedded mentions [K, width] with their classes [K] → scores [K]."""
        x = self.later(later) + self.earlier(earlier) + self.both(later * earlier)
        x = x + self.same(same) + self.apart(apart) + self.sentences(sentences)
        return self.score(self.dropout(F.gelu(x))).squeeze(-1)


class Governor(nn.Module):
    """Scores each word of a window as the one that governs another: syntax, learnt along and not shipped."""

    def __init__(self, width: int = COREFERENCE_WIDTH) -> None:
        super().__init__()
        self.governed, self.governing = nn.Linear(D, width), nn.Linear(D, width)
        self.often = nn.Linear(width, 1)

    def forward(self, words: Tensor, there: Tensor) -> Tensor:
        """words [B, W, D], there [B, W] → [B, W, W], over governed then governing words."""
        governing = F.gelu(self.governing(words))
        scores = self.governed(words) @ governing.transpose(1, 2) + self.often(governing).transpose(1, 2)
        return scores.masked_fill(~there[:, None], -1e4)


class Reader(nn.Module):
    """Everything together. `guess` and `governor` only help training."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.heads = nn.ModuleDict({layer: nn.Linear(D, len(tags)) for layer, tags in LAYERS.items()})
        self.factuality = nn.Sequential(nn.Linear(D, 128), nn.GELU(), nn.Linear(128, 1))
        self.asker = Asker()
        self.linker = Linker()
        self.guess = nn.Sequential(nn.Linear(D, D), nn.GELU(), nn.LayerNorm(D))
        self.governor = Governor()
        self.dropout = nn.Dropout(0.25)
        for head in [*self.heads.values(), *self.asker.heads.values()]:
            nn.init.zeros_(head.weight)  # a head that no set of a build teaches then finds nothing, instead of anything
            nn.init.zeros_(head.bias)

    def words(self, pieces: Tensor, shapes: Tensor, starts: Tensor) -> Tensor:
        """[B, P], [B, P], [B, W] → [B, W, D]: a word is its first piece."""
        return self.first_pieces(self.encoder(pieces, shapes), starts)

    def first_pieces(self, states: Tensor, starts: Tensor) -> Tensor:
        return self.dropout(states.gather(1, starts[:, :, None].expand(-1, -1, D)))

    def guesses(self, states: Tensor) -> Tensor:
        """States of masked pieces [K, D] → scores of every piece of the vocabulary [K, V]."""
        return self.guess(states) @ self.encoder.word.weight.T


def loaded(model: Kind, path: Path) -> Kind:
    """A model with the weights that training wrote, which are of half precision."""
    model.load_state_dict({n: v.float() for n, v in torch.load(path, map_location="cpu").items()})
    return model
