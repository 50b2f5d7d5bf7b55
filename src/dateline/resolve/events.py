"""Events across reports: local events joined where what is learnt of pairs says that they are one, each join with its reasons.

Candidates come from blocks (a named victim, a place and week, a country and high toll, rare words in common), so that no step is quadratic.
Pairs are joined likeliest first, and only where the two groups they are of are likely one on average over all their pairs;
the order of reports plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from dateline.neural.decision import Decision
from dateline.resolve.groups import Groups
from dateline.resolve.local import LocalEvent, merged, never
from dateline.resolve.pairs import MANY, Published, chance_of, features, load_linking, reasons
from dateline.resolve.similarity import Similarity

Key = tuple[str, str]
POSSIBLE = 0.15  # chance from which a pair that is kept apart is a near miss, worth telling
SURE = 1.0  # the score of what a person says
WINDOW = 12  # neighbours within a crowded block


class Pair(NamedTuple):
    """Two local events compared: the chance that they are one, the reasons for, and what speaks against."""

    left: Key
    right: Key
    chance: float
    reasons: tuple[str, ...]
    against: str | None


class Link(NamedTuple):
    """The outcome: groups of local events with their merged contents, and near misses."""

    groups: Groups[Key]
    merged: dict[Key, LocalEvent]
    misses: list[Pair]


class Between:
    """The chances between groups: of every two the sum and number over the pairs of their members that were compared."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.of: dict[Key, dict[Key, tuple[float, int]]] = defaultdict(dict)
        for pair in pairs:
            self.of[pair.left][pair.right] = self.of[pair.right][pair.left] = (pair.chance, 1)

    def mean(self, a: Key, b: Key) -> float:
        total, count = self.of[a].get(b, (0.0, 1))
        return total / count

    def join(self, root: Key, other: Key) -> None:
        """What was of `other` is of `root` from now on."""
        for third, (total, count) in self.of.pop(other, {}).items():
            del self.of[third][other]
            if third != root:
                known, number = self.of[root].get(third, (0.0, 0))
                self.of[root][third] = self.of[third][root] = (known + total, number + count)


def link_events(
    events: Mapping[Key, LocalEvent],
    published: Published,
    similarity: Similarity,
    same: Iterable[tuple[Key, Key, str]] = (),
    apart: Iterable[tuple[Key, Key]] = (),
) -> Link:
    """Joins the local events of all reports; `same` and `apart` are people's judgements and come first."""
    groups: Groups[Key] = Groups(events)
    current, decision = dict(events), load_linking()
    pairs = [compare(events[a], events[b], published, similarity, decision) for a, b in candidates(events, similarity)]
    between = Between(pairs)

    def join(left: Key, right: Key, score: float, why: Iterable[str]) -> None:
        ra, rb = groups.root(left), groups.root(right)
        root = groups.join(left, right, score, why)
        current[root] = merged(current[ra], current[rb])
        between.join(root, rb if root == ra else ra)

    for a, b, why in same:
        if a in events and b in events and groups.root(a) != groups.root(b):
            join(a, b, SURE, [why])
    forbidden = {frozenset(pair) for pair in apart}
    misses = []
    for pair in sorted((p for p in pairs if p.chance >= POSSIBLE), key=lambda p: (-p.chance, p.left, p.right)):
        ra, rb = groups.root(pair.left), groups.root(pair.right)
        if ra == rb:
            continue
        against = never(current[ra], current[rb]) or kept_apart(groups, forbidden, ra, rb)
        if pair.chance < decision.threshold:
            against = against or "too little speaks for it"
        elif between.mean(ra, rb) < decision.threshold:
            against = against or "other reports of the two speak against it"
        if against:
            misses.append(pair._replace(against=against))
        else:
            join(pair.left, pair.right, pair.chance, pair.reasons)
    return Link(groups, {root: current[root] for root in groups.members()}, misses)


def kept_apart(groups: Groups[Key], forbidden: set[frozenset[Key]], ra: Key, rb: Key) -> str | None:
    for pair in forbidden:
        if {groups.root(k) for k in pair if k in groups._parent} == {ra, rb}:
            return "a person keeps them apart"
    return None


def candidates(events: Mapping[Key, LocalEvent], similarity: Similarity) -> Iterator[tuple[Key, Key]]:
    """Pairs worth comparing, each once."""
    blocks: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    mains: dict[str, list[Key]] = defaultdict(list)
    for key, event in sorted(events.items()):
        if event.main:
            mains[event.report].append(key)
        for person in event.people:
            blocks["person", *person].append(key)
        if event.killed and event.killed >= MANY and event.places and event.places[0].country:
            blocks["toll", event.places[0].country, str(event.killed)].append(key)
        for toponym in event.toponyms:
            for family in sorted(event.families):
                blocks["place", *toponym, family].append(key)
            blocks["place", *toponym].append(key)
    seen: set[tuple[Key, Key]] = set()
    for _, keys in sorted(blocks.items()):
        keys = sorted(keys, key=lambda k: (events[k].first or date.min, k))
        reach = len(keys) if len(keys) <= 2 * WINDOW else WINDOW
        for i, a in enumerate(keys):
            for b in keys[i + 1 : i + 1 + reach]:
                if a[0] != b[0]:
                    seen.add((min(a, b), max(a, b)))
    for left, right in similarity.neighbours():
        seen.update((min(a, b), max(a, b)) for a in mains[left] for b in mains[right])
    yield from sorted(seen)


def compare(a: LocalEvent, b: LocalEvent, published: Published, similarity: Similarity, decision: Decision) -> Pair:
    """How likely two local events of two reports are one, with the reasons."""
    if against := never(a, b):
        return Pair(a.key, b.key, 0.0, (), against)
    found = features(a, b, published, similarity)
    return Pair(a.key, b.key, round(chance_of(found, decision), 3), tuple(reasons(found, decision)), None)
