"""The reader of events at run time: three ONNX graphs over the words of a whole report.

W words, D the width of a word's vector, E events, T words asked of one event, R roles.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from dateline.claim.seen import Asked, Document, Pairs
from dateline.model import Grade
from dateline.neural.decision import Decision
from dateline.neural.runtime import MEND, Array, describe, grouped, load_vocabulary, padded, session

FORMAT = 1
HERE = Path(__file__).parent / "weights"
PIECES = 512  # in a batch of windows: on a processor a window alone is read fastest
MOST_PAIRS = 4096  # of triggers compared at once
NEVER = -30.0  # the score of a word that can fill no role


class Described(msgspec.Struct):
    """`model.json`: what each output of the graphs is. The first `pointed` roles have one filler or none, the last
    `figures` share each word among them; a last grade, unnamed, is that of no event."""

    format: int
    name: str
    types: list[str]
    grades: list[Grade]
    statuses: list[str]
    accused: list[str]
    roles: list[str]
    pointed: int
    figures: int
    sizes: dict[str, int]


class Words(NamedTuple):
    """Of every word of a report its vector [W, D], what is asked of it [W, A], and scores of none and each type [W, 1 + types]."""

    vectors: Array
    asked: Array
    scores: Array


class Answer(NamedTuple):
    """Of one event the scores of each role for the words asked [T, R], of no filler [R], and of types, grades, statuses and accusation."""

    roles: Array
    none: Array
    types: Array
    grades: Array
    statuses: Array
    accused: Array


class EventModel:
    """The graphs of one folder."""

    def __init__(self, folder: Path = HERE, threads: int | None = None) -> None:
        self.described = describe(folder, Described, FORMAT, MEND)
        self.vocabulary = load_vocabulary(folder)
        self.decisions = msgspec.json.decode((folder / "decisions.json").read_bytes(), type=dict[str, Decision])
        self.encoder, self.compare, self.fill = (
            session(folder / f"{part}.onnx", threads) for part in ("encoder", "pairs", "events")
        )

    def words(self, made: Document) -> Words:
        """All words of a report, window by window."""
        parts: list[tuple[Array, Array, Array] | None] = [None] * len(made.windows)
        order = sorted(range(len(made.windows)), key=lambda n: len(made.windows[n].pieces))
        for group in grouped(order, [len(w.pieces) for w in made.windows], PIECES):
            rows = [made.windows[n] for n in group]
            given = {name: padded([getattr(w, name) for w in rows]) for name in ("pieces", "shapes", "starts")}
            found = self.encoder.run(None, given)
            for row, n in enumerate(group):
                parts[n] = tuple(part[row, : made.windows[n].words] for part in found)
        return Words(*(np.concatenate(column) for column in zip(*(p for p in parts if p is not None), strict=True)))

    def pairs(self, words: Words, firsts: Array, found: Pairs) -> Array:
        """How likely each pair of triggers (by their first words) is one event: above 0, rather than not."""
        parts = []
        for start in range(0, len(found.left), MOST_PAIRS):
            here = Pairs(*(column[start : start + MOST_PAIRS] for column in found))
            given = {"one": words.vectors[firsts[here.left]], "other": words.vectors[firsts[here.right]]}
            given |= {"apart": here.apart, "sentences": here.sentences, "alike": here.alike}
            parts.append(self.compare.run(None, given)[0])
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def events(self, made: Document, words: Words, pooled: Array, asked: list[Asked]) -> list[Answer]:
        """What is said of each event, whose mean vector is a row of `pooled` [E, D].

        Each is asked for alone: that needs no padding, and what is said of one does not depend on what else is told, for the
        ranges of 8-bit numbers are those of a batch.
        """
        d = self.described
        cuts = np.cumsum([len(d.types), len(d.grades) + 1, len(d.statuses)])
        answers = []
        for mean, a in zip(pooled, asked, strict=True):
            told = words_asked(made, a)
            at = a.low + told
            given: dict[str, Array] = {name: getattr(a, name)[None, told] for name in ("distance", "away", "mark")}
            given |= {
                "words": words.asked[None, at],
                "events": mean[None],
                "kind": made.kind[None, at].astype(np.int64),
            }
            given["there"] = np.ones((1, len(told)), bool)
            roles, none, attributes = (part[0] for part in self.fill.run(None, given))
            answers.append(Answer(spread(roles, told, a), none, *np.split(attributes, cuts)))
        return answers


def words_asked(made: Document, a: Asked) -> Array:
    """The words around an event that may fill a role, and those that tell of it or of another, counted from `low`."""
    return np.flatnonzero(made.fills[a.low : a.high] | (a.mark > 0))


def spread(roles: Array, told: Array, a: Asked) -> Array:
    """Scores of the words asked [N, R] as those of all words around an event [T, R]."""
    whole = np.full((a.high - a.low, roles.shape[1]), NEVER, np.float32)
    whole[told] = roles
    return whole


@cache
def load_events() -> EventModel:
    """The reader of events that the package ships, or that of `DATELINE_EVENTS`; loaded once."""
    from dateline.settings import events_folder, reader_threads

    return EventModel(Path(events_folder() or HERE), reader_threads())
