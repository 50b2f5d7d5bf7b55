"""Writes what was derived into tables: rows that can be read without this program, each with the whole as JSON beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, delete, insert, update

from dateline.model import COUNTED, Claim, Event, RawReport, Reading, Span, Toll
from dateline.record import schema as t
from dateline.resolve import Derived, Known

CHUNK = 2000


def write_derived(
    connection: Connection,
    derived: Derived,
    readings: Mapping[str, Reading],
    raws: Mapping[str, RawReport],
    known: Known,
) -> None:
    """Replaces every derived row, and adds the ids that were minted."""
    for table in t.DERIVED:
        connection.execute(delete(table))
    event_of = {(c.report, c.claim): e.id for e in derived.events for c in e.claims}
    claims = {(r, c.id): (reading, c) for r, reading in readings.items() for c in reading.claims}
    put(connection, t.report_date, (date_row(r, reading) for r, reading in readings.items()))
    put(connection, t.event, map(event_row, derived.events))
    put(
        connection, t.claim, (claim_row(reading, c, event_of.get((r, c.id))) for (r, _), (reading, c) in claims.items())
    )
    put(connection, t.event_value, (row for e in derived.events for row in value_rows(e, claims)))
    put(
        connection,
        t.entity,
        (
            {"id": e.id, "kind": e.kind, "name": e.name, "reports": len(e.reports), "body": text(e)}
            for e in derived.entities
        ),
    )
    put(
        connection,
        t.figure,
        (
            {
                "id": f.id,
                "what": f.what,
                "low": f.value.low,
                "high": f.value.high,
                "unit": f.value.unit,
                "body": text(f),
            }
            for f in derived.figures
        ),
    )
    put(connection, t.link, link_rows(derived))
    write_ids(connection, derived, known)


def put(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= CHUNK:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)


def text(record: object) -> str:
    return msgspec.json.encode(record).decode()


def date_row(report: str, reading: Reading) -> dict[str, Any]:
    p = reading.report.published
    return {
        "report": report,
        "title": reading.report.title,
        "earliest": p.earliest,
        "latest": p.latest,
        "basis": p.basis,
        "body": text(reading.report),
    }


def event_row(e: Event) -> dict[str, Any]:
    where, when, killed, injured = e.where, e.when, e.killed, e.injured
    return {
        "id": e.id, "grade": e.grade, "type": e.type, "acled": e.acled.get("sub_event_type"), "summary": e.summary, "status": e.status,
        "earliest": when.earliest if when else None, "latest": when.latest if when else None, "precision": when.precision if when else None,
        "place": where.name if where else None, "admin1": where.admin1 if where else None, "country": where.country if where else None,
        "lat": where.lat if where else None, "lon": where.lon if where else None, "place_precision": where.precision if where else None,
        "killed_low": killed.low if killed else None, "killed_best": killed.best if killed else None, "killed_high": killed.high if killed else None,
        "killed_standing": killed.standing if killed else None, "injured_low": injured.low if injured else None, "injured_high": injured.high if injured else None,
        "injured_standing": injured.standing if injured else None, "reports": len(e.reports), "origins": e.origins, "origins_max": e.origins_max,
        "reviewed": e.reviewed, "body": text(e),
    }  # fmt: skip


def claim_row(reading: Reading, c: Claim, event: str | None) -> dict[str, Any]:
    return {
        "report": reading.report.id, "claim": c.id, "event": event, "grade": c.grade, "type": c.type, "status": c.status, "quote": reading.text[slice(*c.sentence)],
        "raw_start": c.raw_sentence[0], "raw_end": c.raw_sentence[1], "trigger_start": c.raw_trigger[0], "trigger_end": c.raw_trigger[1],
        "speaker": c.attributed_to[0].text if c.attributed_to else None, "voice": c.voice, "earliest": c.when.earliest if c.when else None,
        "latest": c.when.latest if c.when else None, "place": c.where.name if c.where else None, "killed_low": c.killed.low if c.killed else None,
        "killed_high": c.killed.high if c.killed else None, "injured_low": c.injured.low if c.injured else None, "injured_high": c.injured.high if c.injured else None,
        "body": text(c),
    }  # fmt: skip


def value_rows(e: Event, claims: Mapping[tuple[str, str], tuple[Reading, Claim]]) -> Iterable[dict[str, Any]]:
    """A row for each value that a claim gives an event, with the words it stands on."""
    for ref in e.claims:
        reading, claim = claims[ref.report, ref.claim]
        speaker = claim.attributed_to[0].text if claim.attributed_to else None
        common = {"event": e.id, "report": ref.report, "claim": ref.claim, "speaker": speaker, "status": claim.status}
        for value in (
            Value("type", claim.type, reading.text[slice(*claim.trigger)], claim.raw_trigger),
            *tolls_of(claim),
            *fillers_of(reading, claim),
        ):
            start, end = value.raw_span
            yield common | {
                "field": value.field, "value": value.value, "low": value.low, "high": value.high,
                "quote": value.quote, "raw_start": start, "raw_end": end,
            }  # fmt: skip


class Value(NamedTuple):
    """One value of a claim with the words that show it, and where they stand in the text as it came."""

    field: str
    value: str
    quote: str
    raw_span: Span
    low: int | None = None
    high: int | None = None


def tolls_of(claim: Claim) -> Iterable[Value]:
    for kind in COUNTED:
        toll: Toll | None = getattr(claim, kind)
        if toll is not None:
            yield Value(kind, toll.words, toll.words, toll.raw_span or claim.raw_trigger, toll.low, toll.high)


def fillers_of(reading: Reading, claim: Claim) -> Iterable[Value]:
    mentions = {m.id: m for m in reading.mentions}
    for role, ids in claim.roles.items():
        for mention in (mentions[m] for m in ids):
            value = mention.text
            if role == "time" and claim.when:
                value = "/".join(dict.fromkeys(v or "…" for v in (claim.when.earliest, claim.when.latest)))
            elif role == "place" and mention.place:
                value = mention.place.name
            yield Value(role, value, mention.text, mention.raw_span)


def link_rows(derived: Derived) -> Iterable[dict[str, Any]]:
    for of, join in derived.joins:
        yield {
            "of": of,
            "left_report": join.left[0],
            "left_key": join.left[1],
            "right_report": join.right[0],
            "right_key": join.right[1],
            "score": join.score,
            "reasons": text(join.reasons),
            "against": None,
        }
    for miss in derived.misses:
        yield {
            "of": "event",
            "left_report": miss.left[0],
            "left_key": miss.left[1],
            "right_report": miss.right[0],
            "right_key": miss.right[1],
            "score": miss.chance,
            "reasons": text(miss.reasons),
            "against": miss.against,
        }


def write_ids(connection: Connection, derived: Derived, known: Known) -> None:
    """Ids are only ever added; one that a merge took over leads on to the other."""
    new = dict.fromkeys(id_ for id_ in derived.of_member.values() if id_ not in known.age)
    put(connection, t.minted, ({"id": id_, "redirect": None} for id_ in new))
    changed = [{"member": m, "id": id_} for m, id_ in derived.of_member.items() if known.of_member.get(m) != id_]
    for row in changed:
        if row["member"] in known.of_member:
            connection.execute(update(t.member).where(t.member.c.member == row["member"]).values(id=row["id"]))
    put(connection, t.member, (row for row in changed if row["member"] not in known.of_member))
    for event in derived.events:
        for old in event.previous_ids:
            connection.execute(update(t.minted).where(t.minted.c.id == old).values(redirect=event.id))
