"""Events across reports: local events joined on victims, place, time, tolls and shared text, each join with its reasons.

Candidates come from blocks (a named victim, a place and week, a country and high toll, rare words in common), so that no step is quadratic.
Pairs are joined best first, and never against what the whole groups exclude; the order of reports plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from dateline.model import Place
from dateline.resolve.groups import Groups
from dateline.resolve.local import LocalEvent, days_differ, exclude, kilometres, merged
from dateline.resolve.similarity import Similarity

Key = tuple[str, str]
SAME = 3.5  # points from which two are one event
POSSIBLE = 2.3  # below SAME, kept as a near miss and not joined
RARE_WORDS = 36.0  # points for a likeness of 1 between two reports of about the same days; chosen on development data
MOST_FOR_WORDS = 5.0
DOUBT = 1.0  # taken off where a detail of two alike reports speaks against
SURE = 0.8  # points above SAME from which one detail of a whole group may be set aside
ALIKE = 0.2  # likeness of two reports of about the same day that tells of one news event
NEAR_DAYS = timedelta(days=4)
MANY, MANY_DEAD = 10, 2.0  # a toll that two events seldom share by chance, and the points for sharing it
WINDOW = 12  # neighbours within a crowded block
NEWS_DAYS = 21  # reports further apart than this share a news event only by name, place and day


class Pair(NamedTuple):
    """Two local events compared: points, the reasons for, and what speaks against."""

    left: Key
    right: Key
    points: float
    reasons: tuple[str, ...]
    against: str | None


class Link(NamedTuple):
    """The outcome: groups of local events with their merged contents, all pairs that scored, near misses among them."""

    groups: Groups[Key]
    merged: dict[Key, LocalEvent]
    misses: list[Pair]


def link_events(
    events: Mapping[Key, LocalEvent],
    published: Mapping[str, tuple[date | None, date | None]],
    similarity: Similarity,
    same: Iterable[tuple[Key, Key, str]] = (),
    apart: Iterable[tuple[Key, Key]] = (),
) -> Link:
    """Joins the local events of all reports; `same` and `apart` are people's judgements and come first."""
    groups: Groups[Key] = Groups(events)
    current = dict(events)
    forbidden = {frozenset(pair) for pair in apart}
    for a, b, why in same:
        if a in events and b in events and groups.root(a) != groups.root(b):
            ra, rb = groups.root(a), groups.root(b)
            current[groups.join(a, b, 10.0, [why])] = merged(current[ra], current[rb])
    scored = [compare(events[a], events[b], published, similarity) for a, b in candidates(events, similarity)]
    misses = []
    for pair in sorted((p for p in scored if p.points >= POSSIBLE), key=lambda p: (-p.points, p.left, p.right)):
        ra, rb = groups.root(pair.left), groups.root(pair.right)
        if ra == rb:
            continue
        clash = exclude(current[ra], current[rb], slack=1)
        if clash and pair.points >= SAME + SURE and may_err(current[ra], current[rb]):
            clash = None  # two reports of one news event, of which one is read wrongly in a detail
        against = pair.against or clash or kept_apart(groups, forbidden, ra, rb)
        if pair.points < SAME or against:
            misses.append(pair._replace(against=against or "too little speaks for it"))
            continue
        root = groups.join(pair.left, pair.right, pair.points, pair.reasons)
        current[root] = merged(current[ra], current[rb])
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


def compare(
    a: LocalEvent, b: LocalEvent, published: Mapping[str, tuple[date | None, date | None]], similarity: Similarity
) -> Pair:
    """How much speaks for two local events of two reports being one: a readable list of features."""
    against = exclude(a, b, slack=1)
    alike = bool(against) and a.main and b.main and may_err(a, b) and news_alike(a, b, published, similarity)
    if against and not alike:
        return Pair(a.key, b.key, POSSIBLE if a.toponyms & b.toponyms and "kinds" not in against else 0.0, (), against)
    points, reasons = (-DOUBT, [f"in spite of: {against}"]) if against else (0.0, [])
    for part, why in (
        names(a, b),
        place(a, b),
        time(a, b, published),
        kind(a, b),
        toll(a, b),
        text(a, b, published, similarity),
    ):
        points += part
        if why:
            reasons.append(why)
    return Pair(a.key, b.key, round(points, 2), tuple(reasons), None)


def may_err(a: LocalEvent, b: LocalEvent) -> bool:
    """Whether what speaks against two events may be a misread detail: not a plan against a deed, nor weeks or countries
    apart, nor two days that the reader of events is sure of."""
    if a.ahead != b.ahead or (a.told and b.told and days_differ(a, b)):
        return False
    if (a.first and b.last and a.first > b.last + NEAR_DAYS) or (b.first and a.last and b.first > a.last + NEAR_DAYS):
        return False
    countries = {e.places[0].country for e in (a, b) if e.places and e.places[0].country}
    return len(countries) < 2


def news_alike(
    a: LocalEvent, b: LocalEvent, published: Mapping[str, tuple[date | None, date | None]], similarity: Similarity
) -> bool:
    days = apart(published.get(a.report), published.get(b.report))
    return days is not None and days <= 7 and similarity.likeness(a.report, b.report) >= ALIKE


def names(a: LocalEvent, b: LocalEvent) -> tuple[float, str | None]:
    shared = a.people & b.people
    return (4.0, "the same named victim") if shared else (0.0, None)


def place(a: LocalEvent, b: LocalEvent) -> tuple[float, str | None]:
    if not a.places or not b.places:
        return 0.0, None
    p, q = a.places[0], b.places[0]
    if is_point(p) and is_point(q):
        if kilometres(p, q) < 15:
            return 2.0, f"the same place: {p.name}"
        return 0.5, f"places near each other: {p.name} and {q.name}"
    if p.precision == q.precision == "country":
        return 0.2, None
    return (0.7, f"places that hold each other: {p.name} and {q.name}") if p.country == q.country else (0.0, None)


def is_point(place: Place) -> bool:
    """Whether it is known to some kilometres where something was: what lies somewhere in a town is not."""
    return place.precision in ("exact", "near") and place.lat is not None and not place.implied


def time(
    a: LocalEvent, b: LocalEvent, published: Mapping[str, tuple[date | None, date | None]]
) -> tuple[float, str | None]:
    if a.first and a.last and b.first and b.last:
        first, last = max(a.first, b.first), min(a.last, b.last)
        widest = max((a.last - a.first).days, (b.last - b.first).days)
        if a.first == a.last == b.first == b.last:
            return 2.0, f"the same day: {a.first.isoformat()}"
        if first > last:
            return 0.3, "a day apart"
        return (1.5, f"times that overlap: {first.isoformat()} to {last.isoformat()}") if widest <= 10 else (0.4, None)
    days = apart(published.get(a.report), published.get(b.report))
    if days is None:
        return 0.0, None
    return (
        (0.8, "published within three days of each other") if days <= 3 else (0.0 if days <= NEWS_DAYS else -1.5, None)
    )


def apart(a: tuple[date | None, date | None] | None, b: tuple[date | None, date | None] | None) -> int | None:
    """Days between two publication intervals; None where one is unknown."""
    if not a or not b or None in a or None in b:
        return None
    assert a[0] and a[1] and b[0] and b[1]
    if a[1] - a[0] > timedelta(days=60) or b[1] - b[0] > timedelta(days=60):
        return None
    return max(0, (max(a[0], b[0]) - min(a[1], b[1])).days)


def kind(a: LocalEvent, b: LocalEvent) -> tuple[float, str | None]:
    if a.types & b.types:
        return 0.8, "the same kind of event"
    return (0.5, "kinds of one family") if a.families & b.families else (0.2, "kinds that can be one")


def toll(a: LocalEvent, b: LocalEvent) -> tuple[float, str | None]:
    if not a.killed or not b.killed:
        both = a.injured and b.injured and a.injured == b.injured and a.injured > 1
        return (0.6, f"both say {a.injured} hurt") if both else (0.0, None)
    if a.killed == b.killed:
        return (MANY_DEAD if a.killed >= MANY else 0.8 if a.killed > 1 else 0.2), f"both say {a.killed} dead"
    low, high = sorted((a.killed, b.killed))
    if low >= 5 and high <= 1.4 * low:
        return 1.5 if low >= 10 and high <= 1.2 * low else 1.0, f"tolls close to each other: {low} and {high}"
    return (-0.8, None) if high > 4 * low else (0.0, None)


def text(
    a: LocalEvent, b: LocalEvent, published: Mapping[str, tuple[date | None, date | None]], similarity: Similarity
) -> tuple[float, str | None]:
    """Shared rare words of the two reports, where the events are what the reports are about."""
    if not (a.main and b.main):
        return 0.0, None
    days = apart(published.get(a.report), published.get(b.report))
    if similarity.is_copy(a.report, b.report):
        return 3.0, "one report copies the other"
    likeness = similarity.likeness(a.report, b.report)
    if likeness < 0.08 or (days is not None and days > 60):
        return 0.0, None
    weight = RARE_WORDS if days is not None and days <= NEWS_DAYS else RARE_WORDS / 4
    return min(MOST_FOR_WORDS, weight * likeness), f"reports that share rare words (likeness {likeness:.2f})"
