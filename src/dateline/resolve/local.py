"""The events of one report: its claims put together where they tell of one happening.

A report tells of its event in several sentences ("killed this week …", "the killing of …", "the strike"). Claims are
joined on shared victims, places and times, on a definite noun that takes up what went before, and on nearness; never
across different named victims, towns far apart or times that exclude each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec
from rapidfuzz.distance import JaroWinkler

from dateline.codebook.families import INTERACTION, compatible, family
from dateline.gazetteer import distance
from dateline.gazetteer.keys import skeleton
from dateline.model import Claim, Mention, Place, Reading, When
from dateline.resolve.groups import Groups, Join
from dateline.resolve.means import differ, means_of
from dateline.resolve.people import Key, Linked

_CARES = {"planned", "conditional"}
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|his|her|their|its)\s+(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE)
JOIN = 2.4  # points from which two claims of a report are one event
_LATEST = re.compile(r"\b[Tt]he latest\s+(?:\w+\s+)?$")
TELLING = 5  # dead from which the same toll in two reports is hardly chance
NEAR_SENTENCES = 12
MOST_NEAR = 60  # claims before one with which it is compared


class LocalEvent(msgspec.Struct):
    """What one report says of one happening. `people` are named participants harmed; `first`/`last` the days, if known."""

    key: tuple[str, str]  # report, first claim
    claims: list[Claim]
    report: str
    families: set[str]
    types: set[str]
    people: set[Key]
    actors: set[Key]
    places: list[Place]
    toponyms: set[Key]
    first: date | None
    last: date | None
    ahead: bool
    killed: int | None
    injured: int | None
    main: bool = False
    unplaced: set[str] = msgspec.field(default_factory=set)  # spellings of towns the gazetteer lacks
    told: set[tuple[str, str]] = msgspec.field(default_factory=set)  # report, and the event as its reader numbers it
    participants: set[str] = msgspec.field(default_factory=set)  # entities of the report harmed, unnamed ones too
    means: set[str] = msgspec.field(default_factory=set)


def days_of(when: When | None) -> tuple[date | None, date | None]:
    """The days of a claim that says when it was; both None where it does not."""
    if when is None or when.precision == "unknown":
        return None, None
    return tuple(date.fromisoformat(end[:10]) if end else None for end in (when.earliest, when.latest))  # type: ignore[return-value]


def as_local(reading: Reading, claim: Claim, linked: Linked, mentions: dict[str, Mention]) -> LocalEvent:
    report = reading.report.id
    first, last = days_of(claim.when)

    def keys(*roles: str, named: bool = True) -> set[Key]:
        found = set()
        for role in roles:
            for m in claim.roles.get(role, ()):
                mention = mentions[m]
                entity = linked.entities.get((report, mention.entity or ""))
                key = linked.of(report, mention.entity)
                if key and entity and (not named or entity.names):
                    found.add(key)
        return found

    people = {k for k in keys("victim", "target") if linked.entities[k].kind == "person"}
    wheres = [claim.where] if claim.where else []
    return LocalEvent(
        key=(report, claim.id), claims=[claim], report=report, families={family(claim.type)}, types={claim.type}, people=people,
        actors=keys("actor"), places=wheres, toponyms=keys("place"), first=first, last=last, ahead=claim.status in _CARES,
        killed=claim.killed.low if claim.killed else None, injured=claim.injured.low if claim.injured else None,
        unplaced={
            skeleton(mentions[m].text)
            for m in claim.roles.get("place", ())
            if mentions[m].kind == "place" and mentions[m].form == "name" and mentions[m].place is None
        },
        told={(report, claim.event)} if claim.event else set(), means=means_of(claim, reading.text, mentions),
        participants={
            mentions[m].entity or m for role in ("victim", "target") for m in claim.roles.get(role, ()) if mentions[m].form != "value"
        },
    )  # fmt: skip


def merged(a: LocalEvent, b: LocalEvent) -> LocalEvent:
    """Two local events as one: everything both say, the days that both allow."""
    firsts, lasts = [d for d in (a.first, b.first) if d], [d for d in (a.last, b.last) if d]
    first, last = max(firsts, default=None), min(lasts, default=None)
    if first and last and first > last:  # a person says that they are one all the same
        first, last = min(firsts), max(lasts)
    places = sorted(
        [*a.places, *b.places],
        key=lambda p: ["exact", "near", "district", "province", "region", "country"].index(p.precision),
    )
    return LocalEvent(
        key=min(a.key, b.key), claims=[*a.claims, *b.claims], report=min(a.report, b.report), families=a.families | b.families, types=a.types | b.types,
        people=a.people | b.people, actors=a.actors | b.actors, places=places, toponyms=a.toponyms | b.toponyms, first=first,
        last=last, ahead=a.ahead and b.ahead, killed=biggest(a.killed, b.killed), injured=biggest(a.injured, b.injured),
        main=a.main or b.main, unplaced=a.unplaced | b.unplaced, participants=a.participants | b.participants, told=a.told | b.told,
        means=a.means | b.means,
    )  # fmt: skip


def biggest(a: int | None, b: int | None) -> int | None:
    return max((n for n in (a, b) if n is not None), default=None)


def never(a: LocalEvent, b: LocalEvent) -> str | None:
    """Why two are not one event whatever else they share, or None."""
    if bool(a.told) != bool(b.told):
        return "the reader takes one of them for no event"
    if {report for report, _ in a.told} & {report for report, _ in b.told} and not a.told & b.told:
        return "the reader takes them for two events"
    if a.ahead != b.ahead:
        return "one is planned, the other told as done"
    if days_differ(a, b):
        return "told of two days"
    if a.people and b.people and not a.people & b.people and (a.killed or 1) < 3 and (b.killed or 1) < 3:
        return "different named victims"
    if (
        differ(a.means, b.means)
        and not a.people & b.people
        and None not in (a.killed, b.killed)
        and a.killed != b.killed
    ):
        return "one by a bomb, the other by arms in hand, with other tolls"
    if far_apart(a, b):
        return f"different places: {a.places[0].name} and {b.places[0].name}"
    return None


def days_differ(a: LocalEvent, b: LocalEvent) -> bool:
    """Whether two times exclude that two events are one: unless the same victim is named, and, a day apart, unless the toll is
    the same and not an everyday one, for reports are wrong by a day."""
    if a.people & b.people:
        return False
    apart = max((x.first - y.last).days if x.first and y.last else 0 for x, y in ((a, b), (b, a)))
    return apart > 1 or (apart == 1 and not (a.killed is not None and a.killed == b.killed and a.killed >= TELLING))


def exclude(a: LocalEvent, b: LocalEvent) -> str | None:
    """Why two of one report cannot be one event, or None."""
    if why := never(a, b):
        return why
    if not compatible(a.families, b.families):
        return f"different kinds: {min(a.types)} and {min(b.types)}"
    if (a.first and b.last and a.first > b.last) or (b.first and a.last and b.first > a.last):
        return "their times exclude each other"
    if (
        a.unplaced
        and b.unplaced
        and not any(JaroWinkler.similarity(x, y) > 0.88 for x in a.unplaced for y in b.unplaced)
    ):
        return "different places, by name"
    if "territory" in a.families | b.families and a.toponyms and b.toponyms and not a.toponyms & b.toponyms:
        return "different places change hands"
    tolls = [n for n in (a.killed, b.killed) if n is not None]
    if (
        len(tolls) == 2
        and not a.people & b.people
        and max(tolls) > 4 * max(1, min(tolls))
        and max(tolls) - min(tolls) > 4
        and bool(a.people) != bool(b.people)
    ):
        return "one is of a named victim, the other of many"
    return None


def far_apart(a: LocalEvent, b: LocalEvent) -> bool:
    """Whether the finest places of two are of different countries or towns far from each other."""
    if not a.places or not b.places:
        return False
    p, q = a.places[0], b.places[0]
    if p.country and q.country and p.country != q.country:
        return True
    fine = {"exact", "near"}
    if p.precision in fine and q.precision in fine and None not in (p.lat, p.lon, q.lat, q.lon):
        return kilometres(p, q) > 60
    if "province" in (p.precision, q.precision) and p.admin1 and q.admin1 and p.precision != "country" != q.precision:
        return p.admin1 != q.admin1
    return False


def kilometres(p: Place, q: Place) -> float:
    assert p.lat is not None and p.lon is not None and q.lat is not None and q.lon is not None
    return distance.kilometres(p.lat, p.lon, q.lat, q.lon)


def local_events(reading: Reading, linked: Linked) -> tuple[list[LocalEvent], list[Join[Key]]]:
    """The events of a report, the one that most of it is about marked `main`; and why its claims were joined."""
    mentions = {m.id: m for m in reading.mentions}
    singles = {
        e.key: e
        for e in (
            as_local(reading, c, linked, mentions)
            for c in reading.claims
            if c.type != INTERACTION and (c.status != "denied" or c.killed or c.injured)
        )
    }
    order = [key for key in ((reading.report.id, c.id) for c in reading.claims) if key in singles]
    number = {s: n for n, s in enumerate(reading.sentences)}
    where = {key: number.get(singles[key].claims[0].sentence, 0) for key in order}
    pairs = []
    for a, b in within_reach(order, where, singles):
        if singles[a].told & singles[b].told:
            continue  # the reader takes them for one event
        points, why = likeness(reading, singles[a], singles[b], where[b] - where[a])
        if points >= JOIN:
            pairs.append((-points, a, b, why))
    groups: Groups[tuple[str, str]] = Groups(singles)
    current = dict(singles)
    for keys in told_as_one(singles).values():
        for key in keys[1:]:
            ra, rb = groups.root(keys[0]), groups.root(key)
            root = groups.join(keys[0], key, 0.0, ["the reader takes them for one event"])
            current[root] = merged(current[ra], current[rb])
    for points, a, b, why in sorted(pairs):
        ra, rb = groups.root(a), groups.root(b)
        if ra != rb and exclude(current[ra], current[rb]) is None:
            root = groups.join(a, b, -points, why)
            current[root] = merged(current[ra], current[rb])
    events = [current[root] for root in groups.members()]
    mark_main(reading, events)
    return events, groups.joins


def within_reach(order: list[Key], where: dict[Key, int], singles: dict[Key, LocalEvent]) -> Iterator[tuple[Key, Key]]:
    """Claims near each other, and each with the one before it that names the same victim, however far."""
    last: dict[Key, Key] = {}
    for n, b in enumerate(order):
        near = set()
        for a in reversed(order[max(0, n - MOST_NEAR) : n]):
            if where[b] - where[a] > NEAR_SENTENCES:
                break
            near.add(a)
            yield a, b
        for person in sorted(singles[b].people):
            if person in last and last[person] not in near:
                near.add(last[person])
                yield last[person], b
            last[person] = b


def told_as_one(singles: dict[Key, LocalEvent]) -> dict[Key, list[Key]]:
    """The claims that the reader of events puts together, by event."""
    found: dict[Key, list[Key]] = {}
    for key, event in singles.items():
        for told in event.told:
            found.setdefault(told, []).append(key)
    return found


Point = tuple[float, str | None]  # what speaks for one event, and the reason in words where it is worth telling


def likeness(reading: Reading, a: LocalEvent, b: LocalEvent, gap: int) -> tuple[float, list[str]]:
    """Points for two claims of one report being one event, with reasons; `gap`: sentences between them."""
    if exclude(a, b):
        return 0.0, []
    points = [*shared(a, b), *told_near(reading, a, b, gap), *taken_up(reading, a, b, gap), *harm_of_one(a, b, gap)]
    return sum(n for n, _ in points), [why for _, why in points if why]


def shared(a: LocalEvent, b: LocalEvent) -> Iterator[Point]:
    """What two claims have in common."""
    if a.types & b.types:
        yield 1.0, "the same kind of event"
    elif a.families & b.families:
        yield 0.6, None
    if a.people & b.people:
        yield 3.0, "the same named victim"
    elif a.participants & b.participants:
        yield 1.5, "the same participants"
    if a.toponyms & b.toponyms:
        yield 1.2, "the same place"
    if a.first and b.first and (a.first, a.last) == (b.first, b.last):
        yield 0.8, "the same time"
    if a.killed is not None and a.killed == b.killed and a.killed > 1:
        yield 1.2, "the same toll"


def told_near(reading: Reading, a: LocalEvent, b: LocalEvent, gap: int) -> Iterator[Point]:
    """How near to each other, and by whom, they are told."""
    words = {reading.text[slice(*c.trigger)].lower() for c in (*a.claims, *b.claims)}
    if len(words) == 1 and gap <= 3:
        yield 1.0, "told in the same words"
    if gap <= 2 and in_lead(reading, a):
        yield 0.5, None  # the lead, taken up by what follows it
    if gap <= 4:
        yield (0.8 if gap <= 1 else 0.4), None
        one, other = a.claims[0].attributed_to, b.claims[0].attributed_to
        if one and other and one[0].entity == other[0].entity is not None:
            yield 0.4, None


def in_lead(reading: Reading, event: LocalEvent) -> bool:
    return event.claims[0].trigger[0] < reading.body + 400


def taken_up(reading: Reading, a: LocalEvent, b: LocalEvent, gap: int) -> Iterator[Point]:
    """Words of the later one that take up the earlier."""
    later = b.claims[0]
    before = reading.text[max(0, later.trigger[0] - 30) : later.trigger[0]]
    if _LATEST.search(before):  # "the latest killing" is the one the report is about, not the earlier ones it recalls
        yield (2.0 if in_lead(reading, a) else -2.0), None
    if _DEFINITE.search(before) and is_noun_like(reading, later):
        yield (1.0 if gap <= 6 else 0.3), "a definite noun takes it up"


def harm_of_one(a: LocalEvent, b: LocalEvent, gap: int) -> Iterator[Point]:
    one, other = a.claims[0], b.claims[0]
    hurt = "injury" in (one.type, other.type) and not (one.injured and other.injured)
    if gap <= 3 and hurt and (one.killed or other.killed):
        yield 1.2, "the dead and the hurt of one event"


def is_noun_like(reading: Reading, claim: Claim) -> bool:
    words = reading.text[slice(*claim.trigger)].lower()
    return not words.endswith("ed")


def mark_main(reading: Reading, events: Iterable[LocalEvent]) -> None:
    """The event most of a report is about: violent, with a toll, early, told of often."""
    ranked = sorted(
        (e for e in events if not e.ahead),
        key=lambda e: (
            not (e.killed or e.injured or e.families & {"strike", "bomb", "battle", "harm", "custody", "protest"}),
            -len(e.claims) - 2 * bool(e.killed or e.injured) - (2 if min(c.trigger[0] for c in e.claims) < 500 else 0),
            e.key,
        ),
    )
    if ranked:
        ranked[0].main = True
