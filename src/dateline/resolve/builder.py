"""From what was linked to the record's rows: events with their standings, and every entity that they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from dateline.model import (
    COUNTED,
    EntityDescription,
    EntityMention,
    Event,
    EventClaim,
    Judgement,
    Kind,
    Reading,
    RecordEntity,
)
from dateline.resolve.events import Link
from dateline.resolve.ids import Known, mint
from dateline.resolve.judge import Attached
from dateline.resolve.local import LocalEvent
from dateline.resolve.origins import count_origins, speaker_key
from dateline.resolve.people import Key, Linked
from dateline.resolve.similarity import Similarity
from dateline.resolve.standing import Said, event_status, event_when, event_where, toll_standing
from dateline.resolve.wording import firmest, main_type, set_field, summary, surest
from dateline.text.offsets import OffsetMap


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
        tolls = {kind: toll_standing(kind, said, self.readings, self.speaker, self.origins) for kind in COUNTED}
        found = (("when", when_differ), ("where", where_differ), ("actors", self.actors_differ(said)))
        differ = {name: values for name, values in found if values}
        actors = self.participants(said, "actor")
        event = Event(
            id=id_, previous_ids=previous, type=type_, plover=model.plover, acled=model.acled, summary="", when=when, where=where, actors=actors,
            targets=self.participants(said, "target"), victims=self.participants(said, "victim"), killed=tolls["killed"], injured=tolls["injured"],
            captured=tolls["captured"], status=status, hedge_dropped=dropped, reports=sorted({r for r, _ in said}),
            claims=[EventClaim(report=r, claim=c.id) for r, c in said], grade=firmest(c.grade for _, c in said), sure=surest(c.sure for _, c in said), origins=certain, origins_max=possible, made_by=self.made_by, differ=differ,
        )  # fmt: skip
        event.summary = summary(event)
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
    return OffsetMap(reading.edits).to_raw(span)


def speaker_at(reading: Reading, span: tuple[int, int]) -> str | None:
    """Whose words a stretch of a report is, if it stands in an attribution."""
    for attribution in reading.attributions:
        inside = any(start <= span[0] and span[1] <= end for start, end in attribution.content)
        if inside and attribution.source:
            return reading.text[slice(*attribution.source)]
    return None
