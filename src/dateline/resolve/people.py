"""Persons, organisations and places across reports: who is who in the whole record.

Entities of reports meet on their spelled names: full names by likeness, kunyas and single words only when they are the
same to the letter. Never on a shared particle or a common first name; a person's `not-same` stands above all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from dateline.gazetteer.keys import place_key
from dateline.model import Entity, Reading
from dateline.resolve.groups import Groups
from dateline.text.names import fold, name_words, plain
from dateline.text.persons import is_kunya, one_person

Key = tuple[str, str]  # report, entity
LIKE = 0.6  # score from which two full names of two reports are one
MOST_IN_BLOCK = 60  # entities under one key beyond which only equal names join
GENERIC = frozenset(
    """police army government military officials forces troops court ministry parliament council the group state
    media""".split()
)


class Linked(NamedTuple):
    """Entity of a report → what stands for it in the record, and the joins that led there."""

    groups: Groups[Key]
    entities: dict[Key, Entity]

    def of(self, report: str, entity: str | None) -> Key | None:
        return self.groups.root((report, entity)) if entity is not None and (report, entity) in self.entities else None


def link_entities(
    readings: Iterable[Reading], same: Iterable[tuple[Key, Key, str]] = (), apart: Iterable[tuple[Key, Key]] = ()
) -> Linked:
    """Links the named entities of readings; `same` and `apart` are people's judgements."""
    entities = {
        (r.report.id, e.id): e
        for r in readings
        for e in r.entities
        if e.kind in ("person", "organisation", "place", "facility", "nationality")
    }
    groups: Groups[Key] = Groups(entities)
    places = place_names(readings, entities)
    forbidden = {frozenset(pair) for pair in apart}

    def join(a: Key, b: Key, score: float, why: str) -> None:
        if (
            frozenset((a, b)) not in forbidden
            and groups.root(a) != groups.root(b)
            and not clash(groups, forbidden, a, b)
        ):
            groups.join(a, b, score, [why])

    for a, b, why in same:
        if a in entities and b in entities:
            groups.join(a, b, 1.0, [why])
    blocks: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key, entity in sorted(entities.items()):
        for block in block_keys(entity, places.get(key)):
            blocks[block].append(key)
    for (kind, _word), keys in sorted(blocks.items()):
        if kind == "exact":
            for other in keys[1:]:
                join(keys[0], other, 0.95, f"the same name: {entities[other].name}")
    for (kind, _), keys in sorted(blocks.items()):
        if kind != "surname" or len(keys) > MOST_IN_BLOCK:
            continue
        for i, a in enumerate(keys):
            for b in keys[i + 1 :]:
                if a[0] == b[0] or groups.root(a) == groups.root(b):
                    continue
                best = best_pair(entities[a], entities[b])
                if best[0] >= LIKE:
                    join(a, b, best[0], f"spellings of one name: {best[1]} and {best[2]}")
    return Linked(groups, entities)


def clash(groups: Groups[Key], forbidden: set[frozenset[Key]], a: Key, b: Key) -> bool:
    """Whether joining two groups would bring together what somebody keeps apart."""
    if not forbidden:
        return False
    roots = {groups.root(a), groups.root(b)}
    return any({groups.root(x) for x in pair} == roots for pair in forbidden if len(pair) == 2)


def place_names(readings: Iterable[Reading], entities: dict[Key, Entity]) -> dict[Key, str]:
    """What the gazetteer says a place entity is: its identity across spellings."""
    found = {}
    for reading in readings:
        for mention in reading.mentions:
            place = mention.place if mention.kind in ("place", "facility") and mention.place else None
            key = (reading.report.id, mention.entity or "")
            if place and key in entities and key not in found:
                found[key] = (
                    f"{place.name}|{place.country}|{place.precision if place.precision in ('province', 'country', 'region') else 'town'}"
                )
    return found


def block_keys(entity: Entity, place: str | None) -> set[tuple[str, str]]:
    """Under which keys an entity is compared with others."""
    keys: set[tuple[str, str]] = set()
    if entity.kind in ("place", "facility", "nationality"):
        keys.add(("exact", f"place:{place}" if place else f"{entity.kind}:{place_key(entity.name)}"))
        return keys
    for name in entity.names:
        words = name_words(name)
        if not words:
            continue
        if entity.kind == "organisation":
            bare = place_key(name.removeprefix("the ").removeprefix("The "))
            if bare not in GENERIC and (len(bare) > 2 or name.isupper()):
                keys.add(("exact", f"org:{bare}"))
            continue
        written = " ".join(plain(name).replace("-", " ").split())
        if len(words) > 1:
            keys.add(("exact", "person:" + "abu " * is_kunya(name) + " ".join(sorted(words))))
            keys.add(("surname", fold(words[-1])))
            keys.add(("surname", fold(words[0])))
        elif len(written.split()) > 1:
            keys.add(("exact", "person:" + written))
    return keys


def best_pair(a: Entity, b: Entity) -> tuple[float, str, str]:
    """The likest two full names of two persons."""
    best = (0.0, "", "")
    for left in a.names:
        for right in b.names:
            best = max(best, (one_person(left, right), left, right))
    return best
