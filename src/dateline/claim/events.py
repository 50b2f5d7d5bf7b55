"""The events of a report as the trained reader sees them: which words tell of each, what it is, and who and what fills its roles."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dateline.claim.model import Answer, EventModel
from dateline.claim.seen import Asked, Document, Trigger, asked, pairs
from dateline.model import Grade, Span
from dateline.neural.runtime import Array

TOLD = 0.5  # how likely a word must tell of an event
NOTHING = 0.5  # how likely words must be to tell of no event after all, for the event to be dropped
SAME = 0.0  # score from which a trigger joins an event, as the mean over the event's triggers


class SeenEvent(NamedTuple):
    """One event. `roles` [T, R]: how likely each word from `low` on fills each role; `none` [P]: that nothing fills a
    pointed one. `sure`: how likely it is an event, and of its type and grade."""

    triggers: list[Trigger]
    type: str
    grade: Grade
    status: str
    accused: str
    low: int
    roles: Array
    none: Array
    sure: dict[str, float]

    def chances(self, words: tuple[int, int], role: int) -> Array:
        """Of a range of words of the report how likely each fills a role; 0 beyond what was asked."""
        first, last = words
        own = self.roles[max(0, first - self.low) : max(0, last - self.low), role]
        return own if len(own) else np.zeros(1, np.float32)


def see_events(model: EventModel, made: Document) -> list[SeenEvent]:
    """The events of a report, in the order of their first triggers."""
    if not made.words:
        return []
    words = model.words(made)
    told = 1 - softmax(words.scores)[:, 0]
    triggers = runs(told, made)
    if not triggers:
        return []
    groups = grouped(
        model.pairs(words, np.array([first for first, _ in triggers]), pairs(made, triggers)), made, triggers
    )
    pooled = np.stack(
        [np.concatenate([words.vectors[first:last] for first, last in group]).mean(0) for group in groups]
    )
    ranges = [asked(made, group, triggers) for group in groups]
    answers = model.events(made, words, pooled, ranges)
    events = [
        seen(model, group, range_, answer, float(max(told[a:b].max() for a, b in group)))
        for group, range_, answer in zip(groups, ranges, answers, strict=True)
    ]
    return [event for event in events if event.sure["nothing"] < NOTHING]


def runs(told: Array, made: Document) -> list[Trigger]:
    """Words beside each other that tell of an event, within a sentence."""
    found: list[Trigger] = []
    for n in np.flatnonzero(told > TOLD).tolist():
        if found and found[-1][1] == n and made.sentence[n - 1] == made.sentence[n]:
            found[-1] = (found[-1][0], n + 1)
        else:
            found.append((n, n + 1))
    return found


def grouped(scores: Array, made: Document, triggers: list[Trigger]) -> list[list[Trigger]]:
    """Triggers put together one after another, each with the event it fits best as a whole, or alone."""
    found = pairs(made, triggers)
    score = {
        (left, right): value
        for left, right, value in zip(found.left.tolist(), found.right.tolist(), scores.tolist(), strict=True)
    }
    groups: list[list[int]] = []
    for later in range(len(triggers)):
        best, at = SAME, None
        for group in groups:
            known = [score[earlier, later] for earlier in group if (earlier, later) in score]
            if known and (mean := sum(known) / len(known)) > best:
                best, at = mean, group
        if at is None:
            groups.append([later])
        else:
            at.append(later)
    return [[triggers[n] for n in group] for group in groups]


def seen(model: EventModel, triggers: list[Trigger], range_: Asked, answer: Answer, told: float) -> SeenEvent:
    d = model.described
    pointed = softmax(np.concatenate([answer.roles[:, : d.pointed], answer.none[None, : d.pointed]]).T).T
    marked = 1 / (1 + np.exp(-answer.roles[:, d.pointed : -d.figures]))
    figures = softmax(np.pad(answer.roles[:, -d.figures :], ((0, 0), (1, 0))))[:, 1:]
    types, grades = softmax(answer.types), softmax(answer.grades)
    return SeenEvent(
        triggers=triggers, type=d.types[int(types.argmax())], grade=d.grades[int(grades[:-1].argmax())],
        status=d.statuses[int(answer.statuses.argmax())], accused=d.accused[int(answer.accused.argmax())], low=range_.low,
        roles=np.concatenate([pointed[:-1], marked, figures], 1), none=pointed[-1],
        sure={"event": told, "type": float(types.max()), "grade": float(grades[:-1].max()), "nothing": float(grades[-1])},
    )  # fmt: skip


def softmax(scores: Array) -> Array:
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(weights / weights.sum(-1, keepdims=True))


def span_of(made: Document, words: Trigger) -> Span:
    return (made.words[words[0]].start, made.words[words[1] - 1].end)
