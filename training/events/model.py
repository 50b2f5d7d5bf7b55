"""The reader of events: an encoder of long windows and four heads over the words of a whole report.

Shapes: B windows, P pieces, W words of all reports of a batch, E events, T words asked of one event, D the encoder's width.
"""

from __future__ import annotations

from typing import NamedTuple

import torch.nn.functional as F
from torch import Tensor, nn

from dateline.claim.seen import KINDS, NEAR, SENTENCES
from training.events.examples import ACCUSED, GRADES, ROLES, STATUSES, TYPES
from training.model import Dropout, Layer

WIDTH, ATTENTION = 192, 4
PAIR = 192


class Attributes(NamedTuple):
    """Of each event the scores of its types, grades (the last: no event), statuses, and of how its actor is said to have done it."""

    type: Tensor
    grade: Tensor
    status: Tensor
    accused: Tensor


class Heads(nn.Module):
    """What is read off the words' vectors; the same at run time."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.trigger = nn.Linear(width, 1 + len(TYPES))
        self.pooled = nn.Linear(width, WIDTH)
        self.attributes = nn.Linear(WIDTH, len(TYPES) + len(GRADES) + 1 + len(STATUSES) + len(ACCUSED))
        # pairs of triggers
        self.left = nn.Linear(width, PAIR)
        self.both = nn.Linear(PAIR, PAIR, bias=False)
        self.apart = nn.Embedding(len(NEAR), PAIR)
        self.sentences = nn.Embedding(SENTENCES + 1, PAIR)
        self.alike = nn.Embedding(3, PAIR)
        self.same = nn.Linear(PAIR, 1)
        # roles of an event
        self.words = nn.Linear(width, WIDTH)
        self.event = nn.Linear(width, WIDTH)
        self.kind = nn.Embedding(len(KINDS), WIDTH)
        self.distance = nn.Embedding(2 * len(NEAR) + 1, WIDTH)
        self.away = nn.Embedding(SENTENCES + 1, WIDTH)
        self.mark = nn.Embedding(3, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.layer = Layer(WIDTH, ATTENTION, 2 * WIDTH)
        self.roles = nn.Linear(WIDTH, len(ROLES))
        self.none = nn.Linear(WIDTH, len(ROLES))  # of the pointed roles: that nothing fills them
        self.dropout = nn.Dropout(0.25)
        nn.init.constant_(self.roles.bias, -4.0)  # a word is seldom in a role

    def attributes_of(self, events: Tensor) -> Attributes:
        """Mean vectors of the triggers of events [E, D] → their attributes."""
        scores = self.attributes(self.dropout(F.gelu(self.pooled(events))))
        return Attributes(*scores.split([len(TYPES), len(GRADES) + 1, len(STATUSES), len(ACCUSED)], -1))

    def pairs(self, one: Tensor, other: Tensor, apart: Tensor, sentences: Tensor, alike: Tensor) -> Tensor:
        """Vectors of triggers, pairwise [K, D], how far they are apart and whether they are one word → scores [K]."""
        a, b = self.left(one), self.left(other)
        x = a + b + self.both(a * b) - (a - b).abs() + self.apart(apart) + self.sentences(sentences) + self.alike(alike)
        return self.same(self.dropout(F.gelu(x))).squeeze(-1)

    def ask(
        self, words: Tensor, events: Tensor, kind: Tensor, distance: Tensor, away: Tensor, mark: Tensor, there: Tensor
    ) -> tuple[Tensor, Tensor]:
        """words [E, T, WIDTH] (through `self.words`), events [E, D] and features [E, T] → scores of roles [E, T, R], and of none [E, R]."""
        x = self.dropout(self.met(words, events, kind, distance, away, mark))
        return self.answers(self.layer(x, ((~there).to(x.dtype) * -1e4)[:, None, None, :]), mark)

    def met(self, words: Tensor, events: Tensor, kind: Tensor, distance: Tensor, away: Tensor, mark: Tensor) -> Tensor:
        """Each word knowing the event, what it is a word of, and how it lies to the event's triggers."""
        x = (
            words
            + self.event(events)[:, None]
            + self.kind(kind)
            + self.distance(distance)
            + self.away(away)
            + self.mark(mark)
        )
        return F.gelu(self.norm(x))

    def answers(self, x: Tensor, mark: Tensor) -> tuple[Tensor, Tensor]:
        """That nothing fills a role is read off the words that tell of the event."""
        own = (mark == 1).to(x.dtype)[..., None]
        return self.roles(x), self.none((x * own).sum(1) / own.sum(1).clamp_min(1))


class EventReader(nn.Module):
    """An encoder [B, P] → [B, P, D] and the heads."""

    def __init__(self, encoder: nn.Module, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.width = width
        self.heads = Heads(width)
        self.dropout = Dropout(0.1)

    def words(self, pieces: Tensor, shapes: Tensor, rows: Tensor, starts: Tensor) -> Tensor:
        """[B, P] and the window and first piece of every word [W] → [W, D]."""
        return self.dropout(self.encoder(pieces, shapes)[rows, starts])
