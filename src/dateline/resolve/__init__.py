"""Claims of many reports → people, organisations, places, events, figures: everything derived, in one pure function.

`derive` looks at readings and judgements only; the same ones give the same record, whatever order they came in. Dates
that follow from other reports are asked of a function it is given, since stages do not know each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import msgspec

from dateline.model import Event, Judgement, Reading, RecordEntity, RecordFigure
from dateline.resolve.anchors import Evidence, anchors
from dateline.resolve.builder import Builder
from dateline.resolve.events import Pair, link_events
from dateline.resolve.figures import link_figures
from dateline.resolve.groups import Join
from dateline.resolve.ids import Known
from dateline.resolve.judge import attach
from dateline.resolve.local import LocalEvent, local_events
from dateline.resolve.people import Key, link_entities
from dateline.resolve.similarity import Similarity
from dateline.resolve.wording import place_named

__all__ = ["Derived", "Known", "derive", "place_named"]

Redate = Callable[[Reading, list[Evidence]], bool]
ROUNDS = 3  # linking and dating in turn: new dates link more, new links date more


class Derived(msgspec.Struct):
    """All that follows from the readings and judgements of a record."""

    events: list[Event]
    entities: list[RecordEntity]
    figures: list[RecordFigure]
    joins: list[tuple[str, Join[tuple[str, str]]]]  # "claim" (of one report), "event" or "entity"; the join
    misses: list[Pair]
    loose: list[Judgement]
    of_member: dict[str, str]
    redated: set[str]


def derive(
    readings: Mapping[str, Reading],
    judgements: Iterable[Judgement] = (),
    known: Known | None = None,
    redate: Redate | None = None,
    made_by: dict[str, str] | None = None,
) -> Derived:
    """Links, dates and counts. Readings whose date narrows are changed in place and named in `redated`."""
    attached = attach(judgements, readings)
    for report, claim in attached.rejected:
        readings[report].claims = [c for c in readings[report].claims if c.id != claim]
    known = known or Known()
    linked = link_entities(list(readings.values()), attached.same_entities, attached.apart_entities)
    similarity = Similarity({report: reading.text for report, reading in readings.items()})
    redated: set[str] = set()
    local: dict[Key, LocalEvent] = {}
    within: dict[str, list[Join[Key]]] = {}
    stale = set(readings)
    for _ in range(ROUNDS):
        local = {key: event for key, event in local.items() if key[0] not in stale}
        for report in sorted(stale):
            made, within[report] = local_events(readings[report], linked)
            local |= {event.key: event for event in made}
        local = dict(sorted(local.items()))
        link = link_events(
            local,
            {r: published(reading) for r, reading in readings.items()},
            similarity,
            claims_to_local(attached.same_claims, local),
            claims_to_local_pairs(attached.apart_claims, local),
        )
        evidence = anchors(readings, local, link) if redate else {}
        stale = {report for report, items in sorted(evidence.items()) if redate and redate(readings[report], items)}
        redated |= stale
        if not stale:
            break
    builder = Builder(readings, linked, similarity, link, local, attached, made_by or {})
    events = builder.events(known)
    entities = builder.entities(known, events)
    joins = [("claim", j) for _, found in sorted(within.items()) for j in found]
    joins += [("event", j) for j in link.groups.joins] + [("entity", j) for j in linked.groups.joins]
    return Derived(
        events=events, entities=entities, figures=link_figures(readings, linked, similarity), joins=joins, misses=link.misses, loose=attached.loose,
        of_member=builder.of_member, redated=redated,
    )  # fmt: skip


def published(reading: Reading) -> tuple[date | None, date | None]:
    p = reading.report.published
    if p.basis == "unknown" or not p.earliest or not p.latest:
        return None, None
    return date.fromisoformat(p.earliest), date.fromisoformat(p.latest)


def local_of(local: Mapping[Key, LocalEvent]) -> dict[Key, Key]:
    """Claim → the local event that holds it."""
    return {(event.report, claim.id): key for key, event in local.items() for claim in event.claims}


def claims_to_local(
    pairs: Iterable[tuple[Key, Key, str]], local: Mapping[Key, LocalEvent]
) -> list[tuple[Key, Key, str]]:
    holder = local_of(local)
    return [(holder[a], holder[b], why) for a, b, why in pairs if a in holder and b in holder]


def claims_to_local_pairs(pairs: Iterable[tuple[Key, Key]], local: Mapping[Key, LocalEvent]) -> list[tuple[Key, Key]]:
    holder = local_of(local)
    return [(holder[a], holder[b]) for a, b in pairs if a in holder and b in holder]
