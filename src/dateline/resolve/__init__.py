"""Claims of many reports → people, organisations, places, events, figures: everything derived, in one pure function.

`derive` looks at readings and judgements only; the same ones give the same record, whatever order they came in. Dates
that follow from other reports are asked of a function it is given, since stages do not know each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import msgspec

from dateline.model import (
    Claim,
    EntityDescription,
    EntityMention,
    Event,
    EventClaim,
    Judgement,
    Kind,
    Place,
    Reading,
    RecordEntity,
    RecordFigure,
    When,
)
from dateline.resolve.anchors import Evidence, anchors
from dateline.resolve.events import Link, Pair, link_events
from dateline.resolve.figures import link_figures
from dateline.resolve.groups import Join
from dateline.resolve.ids import mint
from dateline.resolve.judge import Attached, attach
from dateline.resolve.local import LocalEvent, local_events
from dateline.resolve.origins import count_origins, speaker_key
from dateline.resolve.people import Key, Linked, link_entities
from dateline.resolve.similarity import Similarity
from dateline.resolve.standing import Said, event_status, event_when, event_where, toll_standing

__all__ = ["Derived", "Known", "derive"]

Redate = Callable[[Reading, list[Evidence]], bool]
ROUNDS = 3  # linking and dating in turn: new dates link more, new links date more
NOT_EVENTS = {"statement", "request", "reject", "accuse", "support", "consult", "threaten"}
HOW = {
    "air_strike",
    "shelling",
    "bombing",
    "suicide_bombing",
    "grenade_attack",
    "chemical_attack",
    "execution",
    "excessive_force",
    "mob_violence",
    "sexual_violence",
}
_LABELS = {"killing": "Killing", "attack": "Attack", "injury": "Violence with injured"}


class Known(msgspec.Struct):
    """Ids from before: member key → id, and the order in which ids were minted."""

    of_member: dict[str, str] = {}
    age: dict[str, int] = {}


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
        for report in stale:
            for key in [k for k in local if k[0] == report]:
                del local[key]
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


class Builder:
    """Makes the record's rows from what was linked."""

    def __init__(
        self,
        readings: Mapping[str, Reading],
        linked: Linked,
        similarity: Similarity,
        link: Link,
        local: Mapping[Key, LocalEvent],
        attached: Attached,
        made_by: dict[str, str],
    ) -> None:
        self.readings, self.linked, self.similarity, self.link, self.local, self.attached, self.made_by = (
            readings,
            linked,
            similarity,
            link,
            local,
            attached,
            made_by,
        )
        self.entity_of: dict[Key, str] = {}
        self.of_member: dict[str, str] = {}

    def speaker(self, said: Said) -> tuple[str, ...]:
        return speaker_key(said[0], said[1], self.linked, self.readings[said[0]])

    def origins(self, said: list[Said]) -> int:
        return count_origins(said, self.readings, self.linked, self.similarity)[0]

    def events(self, known: Known) -> list[Event]:
        members = {root: [k for k in keys] for root, keys in self.link.groups.members().items()}
        claims = {
            "|".join(root): [f"claim|{self.local[k].report}|{c.id}" for k in keys for c in self.local[k].claims]
            for root, keys in members.items()
        }
        minted = mint(claims, known.of_member, known.age, "ev")
        self.of_member |= minted.of_member
        self.mint_entities(known)
        settings: dict[Key, list[Judgement]] = defaultdict(list)
        for key, judgement in self.attached.settings:
            if isinstance(key, tuple):
                settings[key].append(judgement)
        made = []
        for root, keys in sorted(members.items()):
            said = sorted(
                ((self.local[k].report, c) for k in keys for c in self.local[k].claims),
                key=lambda s: (s[0], s[1].trigger),
            )
            group = "|".join(root)
            event = self.event(minted.of_group[group], minted.previous[group], said, self.link.merged[root])
            for report, claim in said:
                for judgement in settings.get((report, claim.id), ()):
                    set_field(event, judgement)
            made.append(event)
        return made

    def event(self, id_: str, previous: list[str], said: list[Said], whole: LocalEvent) -> Event:
        when, when_differ = event_when(said)
        where, where_differ = event_where(said)
        status, dropped = event_status(said, self.speaker)
        type_, model = main_type(said)
        certain, possible = count_origins(said, self.readings, self.linked, self.similarity)
        tolls = {
            kind: toll_standing(kind, said, self.readings, self.speaker, self.origins)
            for kind in ("killed", "injured", "captured")
        }
        found = (("when", when_differ), ("where", where_differ), ("actors", self.actors_differ(said)))
        differ = {name: values for name, values in found if values}
        actors = self.participants(said, "actor")
        event = Event(
            id=id_, previous_ids=previous, type=type_, plover=model.plover, acled=model.acled, summary="", when=when, where=where, actors=actors,
            targets=self.participants(said, "target"), victims=self.participants(said, "victim"), killed=tolls["killed"], injured=tolls["injured"],
            captured=tolls["captured"], status=status, hedge_dropped=dropped, reports=sorted({r for r, _ in said}),
            claims=[EventClaim(report=r, claim=c.id) for r, c in said], origins=certain, origins_max=possible, made_by=self.made_by, differ=differ,
        )  # fmt: skip
        event.summary = summary(event, said, self.readings)
        return event

    def actors_differ(self, said: list[Said]) -> list[str]:
        """The named actors, where two reports name actors that have nobody in common."""
        named: dict[str, set[Key]] = defaultdict(set)
        for report, claim in said:
            entities = {m.id: m.entity for m in self.readings[report].mentions} if claim.roles.get("actor") else {}
            for m in claim.roles.get("actor", ()):
                entity = self.linked.entities.get((report, entities[m] or ""))
                if entity and entity.names:
                    named[report].add(self.linked.groups.root((report, entity.id)))
        reports = sorted(named)
        apart = any(not named[a] & named[b] for i, a in enumerate(reports) for b in reports[i + 1 :])
        return sorted({self.linked.entities[k].name for keys in named.values() for k in keys}) if apart else []

    def participants(self, said: list[Said], role: str) -> list[str]:
        """Record entities in a role, in the order of their first mention; unnamed ones included."""
        found: dict[str, None] = {}
        for report, claim in said:
            mentions = {m.id: m for m in self.readings[report].mentions} if claim.roles.get(role) else {}
            for m in claim.roles.get(role, ()):
                entity = mentions[m].entity
                if entity and (report, entity) in self.linked.entities:
                    found[self.entity_of[self.linked.groups.root((report, entity))]] = None
        return list(found)

    def mint_entities(self, known: Known) -> None:
        groups = {
            "|".join(root): [f"entity|{r}|{first_mention(self.readings[r], e)}" for r, e in keys]
            for root, keys in self.linked.groups.members().items()
        }
        minted = mint(groups, known.of_member, known.age, "en")
        self.of_member |= minted.of_member
        self.entity_of = {root: minted.of_group["|".join(root)] for root in self.linked.groups.members()}

    def entities(self, known: Known, events: list[Event]) -> list[RecordEntity]:
        """Named entities, and the unnamed participants that an event names."""
        needed = {e for event in events for e in (*event.actors, *event.targets, *event.victims)}
        made = []
        {r: {tuple(c): a for a in reading.attributions for c in a.content} for r, reading in self.readings.items()}
        index = {r: {m.id: m for m in reading.mentions} for r, reading in self.readings.items()}
        for root, keys in self.linked.groups.members().items():
            id_ = self.entity_of[root]
            parts = [(r, self.linked.entities[r, e]) for r, e in keys]
            names = list(dict.fromkeys(n for _, e in parts for n in e.names))
            if not names and id_ not in needed:
                continue
            kinds: list[Kind] = [e.kind for _, e in parts]
            descriptions = [
                EntityDescription(text=d.text, report=r, raw_span=raw(self.readings[r], d.span), speaker=speaker_at(self.readings[r], d.span))
                for r, e in parts for d in e.descriptions
            ]  # fmt: skip
            mentions = [EntityMention(report=r, raw_span=index[r][m].raw_span) for r, e in parts for m in e.mentions]
            name = max(names, key=lambda n: (len(n.split()), -names.index(n))) if names else parts[0][1].name
            made.append(
                RecordEntity(
                    id=id_,
                    kind=max(kinds, key=kinds.count),
                    name=name,
                    names=names,
                    descriptions=descriptions,
                    reports=sorted({r for r, _ in keys}),
                    mentions=mentions,
                )
            )
        return made


def first_mention(reading: Reading, entity: str) -> str:
    """Where an entity is first mentioned: what its id hangs on when the report is read again."""
    return next((f"{m.raw_span[0]}-{m.raw_span[1]}" for m in reading.mentions if m.entity == entity), entity)


def raw(reading: Reading, span: tuple[int, int]) -> tuple[int, int]:
    from dateline.offsets import OffsetMap

    return OffsetMap(reading.edits).to_raw(span)


def speaker_at(reading: Reading, span: tuple[int, int]) -> str | None:
    """Whose words a stretch of a report is, if it stands in an attribution."""
    for attribution in reading.attributions:
        inside = any(start <= span[0] and span[1] <= end for start, end in attribution.content)
        if inside and attribution.source:
            return reading.text[slice(*attribution.source)]
    return None


def main_type(said: list[Said]) -> tuple[str, Claim]:
    """The type that says most: how rather than that, with a toll rather than without, oftener rather than once."""

    def rank(item: Said) -> tuple[object, ...]:
        claim = item[1]
        vague = claim.type in ("injury", "attack", "offensive", "armed_clash")
        same = sum(c.type == claim.type for _, c in said)
        return (
            claim.type in NOT_EVENTS,
            claim.type in ("killing", "injury", "attack")
            and any(c.type in HOW and (c.killed or c.injured) for _, c in said),
            not (claim.killed or claim.injured or claim.captured),
            vague,
            -same,
            item[0],
            claim.trigger,
        )

    best = min(said, key=rank)[1]
    return best.type, best


def summary(event: Event, said: list[Said], readings: Mapping[str, Reading]) -> str:
    """One sentence: what, where, when, how many, how sure."""
    what = _LABELS.get(event.type, event.type.replace("_", " ").capitalize())
    where = f" in {event.where.name}" if event.where else ""
    when = f", {days_text(event.when)}" if event.when and days_text(event.when) else ""
    parts = []
    for kind in ("killed", "injured", "captured"):
        toll = getattr(event, kind)
        if toll and toll.low is not None:
            text = (
                f"{toll.low}"
                if toll.low == toll.high
                else f"{toll.low} to {toll.high}"
                if toll.high
                else f"at least {toll.low}"
            )
            parts.append(f"{text} {kind}" + (" (disputed)" if toll.standing == "disputed" else ""))
        elif toll and toll.high is not None:
            parts.append(f"up to {toll.high} {kind}")
    status = "" if event.status == "asserted" else f" [{event.status}]"
    return f"{what}{where}{when}" + (": " + ", ".join(parts) if parts else "") + status


def days_text(when: When) -> str | None:
    """An interval in words; None if nothing is known."""
    first, last = (when.earliest or "")[:10], (when.latest or "")[:10]
    if when.precision == "unknown" and not first:
        return None
    if first and first == last:
        return first
    return f"{first or '…'} to {last or '…'}" if first or last else None


def set_field(event: Event, judgement: Judgement) -> None:
    """A person's value for a field of an event: tolls and days; the event is then reviewed."""
    event.reviewed = True
    field, value = judgement.field or "", judgement.value or ""
    if field in ("killed", "injured", "captured"):
        toll = getattr(event, field)
        low, _, high = value.partition("-")
        if toll is not None and low.isdigit():
            toll.low, toll.high = int(low), int(high or low)
            toll.best = int(low) if not high else None
    elif field == "when":
        first, _, last = value.partition("/")
        event.when = When(earliest=first, latest=last or first, precision="day", kind="at" if not last else "within")
    elif field == "where":
        event.where = place_named(value) or event.where
    elif field == "type":
        event.type = value
    elif field == "status":
        event.status = value  # type: ignore[assignment]


def place_named(words: str) -> Place | None:
    """The place a person names: `Mosul`, or `Springfield, US` with a country code; None if the gazetteer lacks it."""
    from dateline.gazetteer import load_gazetteer

    name, _, country = words.rpartition(",") if "," in words else (words, "", "")
    rows = [
        r for r in load_gazetteer().lookup(name.strip()) if not country.strip() or r.country == country.strip().upper()
    ]
    if not rows:
        return None
    best = min(rows, key=lambda r: (r.kind != "town", -r.population, r.id))
    return Place(
        geonames=best.geonames,
        name=best.name,
        country=best.country,
        admin1=best.admin1,
        lat=best.lat,
        lon=best.lon,
        precision="exact" if best.kind == "town" else best.kind,
        confidence=1.0,
    )
