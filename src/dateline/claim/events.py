"""The events of a report as the trained reader sees them: which words tell of each, what it is, and who and what fills its roles."""

from __future__ import annotations

import numpy as np

from dateline.claim.decide import all_fillers, of_pair
from dateline.claim.model import Answer, EventModel, Words
from dateline.claim.seen import Asked, Document, Pairs, SeenEvent, Trigger, asked, pairs
from dateline.model import Span
from dateline.neural.decision import Decision
from dateline.neural.runtime import Array, softmax

TOLD = 0.5  # how likely a word must tell of an event
NOTHING = 0.5  # how likely words must be to tell of no event after all, for the event to be dropped
SURELY = 0.5  # score from which a trigger joins others at once, as the mean over them
NEAR = 3  # sentences from the last trigger of an event, within which one comes back to it at no cost
FAR = 0.4  # what each sentence more takes off
MOST_COMPARED = 40  # events before one with which it is compared


def see_events(model: EventModel, made: Document) -> tuple[Array, list[SeenEvent]]:
    """How likely each word tells of an event, and the events of a report in the order of their first triggers."""
    if not made.words:
        return np.zeros(0, np.float32), []
    words = model.words(made)
    told = 1 - softmax(words.scores)[:, 0]
    triggers = runs(told, made)
    if not triggers:
        return told, []
    firsts, found = np.array([first for first, _ in triggers]), pairs(made, triggers)
    scores = Scores(found, model.pairs(words, firsts, found))
    groups = grouped(scores, [int(made.sentence[first]) for first, _ in triggers])
    events = read_events(model, made, words, told, triggers, groups)
    joined, twins = joined_groups(groups, events, made, scores, model.decisions["same"])
    fresh = [group for group in joined if group not in groups]
    if fresh:  # only what was joined is read again
        known = zip([*groups, *fresh], [*events, *read_events(model, made, words, told, triggers, fresh)], strict=True)
        event_of = {tuple(group): event for group, event in known}
        events = [event_of[tuple(group)] for group in joined]
    events = [event._replace(twin=twin) for event, twin in zip(events, twins, strict=True)]
    return told, [event for event in events if event.sure["nothing"] < NOTHING]


def read_events(
    model: EventModel, made: Document, words: Words, told: Array, triggers: list[Trigger], groups: list[list[int]]
) -> list[SeenEvent]:
    """What the model says of each group of triggers."""
    own = [[triggers[n] for n in group] for group in groups]
    pooled = np.stack([np.concatenate([words.vectors[first:last] for first, last in group]).mean(0) for group in own])
    ranges = [asked(made, group, triggers) for group in own]
    answers = model.events(made, words, pooled, ranges)
    return [
        seen(model, group, range_, answer, float(max(told[a:b].max() for a, b in group)))
        for group, range_, answer in zip(own, ranges, answers, strict=True)
    ]


class Scores:
    """How likely two triggers are of one event, by their numbers, the earlier first."""

    def __init__(self, found: Pairs, scores: Array) -> None:
        self.of = dict(zip(zip(found.left.tolist(), found.right.tolist(), strict=True), scores.tolist(), strict=True))

    def between(self, a: list[int], b: list[int]) -> list[float]:
        both = ((min(x, y), max(x, y)) for x in a for y in b)
        return [self.of[pair] for pair in both if pair in self.of]


def runs(told: Array, made: Document) -> list[Trigger]:
    """Words beside each other that tell of an event, within a sentence."""
    found: list[Trigger] = []
    for n in np.flatnonzero(told > TOLD).tolist():
        if found and found[-1][1] == n and made.sentence[n - 1] == made.sentence[n]:
            found[-1] = (found[-1][0], n + 1)
        else:
            found.append((n, n + 1))
    return found


def grouped(scores: Scores, sentences: list[int]) -> list[list[int]]:
    """Triggers put together one after another, each with those that it surely goes with as a whole, or alone."""
    groups: list[list[int]] = []
    for later in range(len(sentences)):
        best, at = SURELY, None
        for group in groups[-MOST_COMPARED:]:
            known = scores.between(group, [later])
            if (
                known
                and (mean := sum(known) / len(known) - FAR * max(0, sentences[later] - sentences[group[-1]] - NEAR))
                > best
            ):
                best, at = mean, group
        if at is None:
            groups.append([later])
        else:
            at.append(later)
    return groups


def joined_groups(
    groups: list[list[int]], events: list[SeenEvent], made: Document, scores: Scores, decision: Decision
) -> tuple[list[list[int]], list[float]]:
    """Groups that are one event by all that is seen of them, joined best first, and the chance that each is after all one
    with a bigger one; a group is as near another as its parts on average."""
    chances: dict[tuple[int, int], float] = {}
    filled = [all_fillers(event, made) for event in events]
    for b in range(len(groups)):
        for a in range(max(0, b - MOST_COMPARED), b):
            known = scores.between(groups[a], groups[b])
            if known:
                mean, both = sum(known) / len(known), (filled[a], filled[b])
                features = of_pair(events[a], events[b], made, mean, max(known), both)
                chances[a, b] = decision.chance(features)
    parts = {n: [n] for n in range(len(groups))}
    of = list(range(len(groups)))

    def between(a: int, b: int) -> float:
        own = [chances.get((min(x, y), max(x, y)), 0.0) for x in parts[a] for y in parts[b]]
        return sum(own) / len(own)

    for (a, b), chance in sorted(chances.items(), key=lambda c: (-c[1], c[0])):
        if chance < decision.threshold:
            break
        ra, rb = sorted((of[a], of[b]))
        if ra != rb and between(ra, rb) >= decision.threshold:
            parts[ra] += parts.pop(rb)
            for n in parts[ra]:
                of[n] = ra
    made_of = {root: sorted(t for n in own for t in groups[n]) for root, own in parts.items()}
    roots = sorted(made_of, key=made_of.__getitem__)
    twins = dict.fromkeys(roots, 0.0)
    for a, b in {tuple(sorted((of[a], of[b]))) for a, b in chances if of[a] != of[b]}:
        lesser = min((a, b), key=lambda root: (len(made_of[root]), -root))
        twins[lesser] = max(twins[lesser], between(a, b))
    return [made_of[root] for root in roots], [twins[root] for root in roots]


def seen(model: EventModel, triggers: list[Trigger], range_: Asked, answer: Answer, told: float) -> SeenEvent:
    d = model.described
    pointed = softmax(np.concatenate([answer.roles[:, : d.pointed], answer.none[None, : d.pointed]]).T).T
    marked = 1 / (1 + np.exp(-answer.roles[:, d.pointed : -d.figures]))
    figures = softmax(np.pad(answer.roles[:, -d.figures :], ((0, 0), (1, 0))))[:, 1:]
    types, grades = softmax(answer.types), softmax(answer.grades)
    return SeenEvent(
        triggers=triggers, type=d.types[int(types.argmax())], grade=d.grades[int(grades[:-1].argmax())],
        status=d.statuses[int(answer.statuses.argmax())], accused=d.accused[int(answer.accused.argmax())], low=range_.low, types=types, grades=grades,
        roles=np.concatenate([pointed[:-1], marked, figures], 1), none=pointed[-1],
        sure={"event": told, "type": float(types.max()), "grade": float(grades[:-1].max()), "nothing": float(grades[-1])},
    )  # fmt: skip


def span_of(made: Document, words: Trigger) -> Span:
    return (made.words[words[0]].start, made.words[words[1] - 1].end)
