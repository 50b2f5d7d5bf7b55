"""A reader of events in PyTorch behind the interface of the exported one, so that what it sees is decoded by the same code."""

from __future__ import annotations

import numpy as np
import torch

from dateline.claim.events import see_events
from dateline.claim.model import FORMAT, Answer, Described, Words, spread, words_asked
from dateline.claim.seen import Asked, Document, Pairs, SeenEvent
from training.events.batches import padded
from training.events.examples import ACCUSED, FIGURES, GRADES, POINTED, ROLES, STATUSES, TYPES
from training.events.model import EventReader


class Trained:
    """Meets `dateline.claim.model.EventModel` as far as seeing events needs it."""

    described = Described(format=FORMAT, name="trained", types=TYPES, grades=GRADES, statuses=STATUSES, accused=ACCUSED, roles=ROLES,
                          pointed=len(POINTED), figures=len(FIGURES), sizes={})  # type: ignore[arg-type]  # fmt: skip

    def __init__(self, reader: EventReader) -> None:
        self.reader = reader.eval()

    @torch.no_grad()
    def words(self, made: Document) -> Words:
        pieces, shapes = (
            padded([np.array(getattr(w, name)) for w in made.windows], 0) for name in ("pieces", "shapes")
        )
        rows = torch.tensor([n for n, w in enumerate(made.windows) for _ in w.starts])
        words = self.reader.words(pieces, shapes, rows, torch.tensor([s for w in made.windows for s in w.starts]))
        heads = self.reader.heads
        return Words(words.numpy(), heads.words(words).numpy(), heads.trigger(words).numpy())

    @torch.no_grad()
    def pairs(self, words: Words, firsts: np.ndarray, found: Pairs) -> np.ndarray:
        if not len(found.left):
            return np.zeros(0, np.float32)
        one, other = (torch.from_numpy(words.vectors[firsts[side]]) for side in (found.left, found.right))
        scores: np.ndarray = self.reader.heads.pairs(one, other, *map(torch.from_numpy, found[2:])).numpy()
        return scores

    @torch.no_grad()
    def events(self, made: Document, words: Words, pooled: np.ndarray, asked: list[Asked]) -> list[Answer]:
        heads, answers = self.reader.heads, []
        for mean, a in zip(pooled, asked, strict=True):
            told = words_asked(made, a)
            at = a.low + told
            features = [
                torch.from_numpy(np.asarray(f, np.int64))[None]
                for f in (made.kind[at], a.distance[told], a.away[told], a.mark[told])
            ]
            vector = torch.from_numpy(mean)[None]
            roles, none = heads.ask(
                torch.from_numpy(words.asked[at])[None], vector, *features, torch.ones(1, len(at), dtype=torch.bool)
            )
            attributes = (part[0].numpy() for part in heads.attributes_of(vector))
            answers.append(Answer(spread(roles[0].numpy(), told, a), none[0].numpy(), *attributes))
        return answers

    def see(self, made: Document) -> list[SeenEvent]:
        return see_events(self, made)[1]  # type: ignore[arg-type]
