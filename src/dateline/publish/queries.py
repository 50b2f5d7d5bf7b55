"""Questions to the derived part of a record. All values are bound; nothing of a report is ever put into a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import get_args

import msgspec
from sqlalchemy import Table, and_, func, or_, select
from sqlalchemy.sql import ColumnElement

from dateline.errors import NotFound
from dateline.model import Claim, Event, Grade, RecordEntity, RecordFigure, Report
from dateline.record import schema as t
from dateline.record.store import Record

_EVENT = msgspec.json.Decoder(Event)
_ENTITY = msgspec.json.Decoder(RecordEntity)
_FIGURE = msgspec.json.Decoder(RecordFigure)
_REPORT = msgspec.json.Decoder(Report)
_CLAIM = msgspec.json.Decoder(Claim)
GRADES: tuple[Grade, ...] = get_args(Grade)
KINDS = {"people": ("person",), "organisations": ("organisation",), "places": ("place", "facility")}


class Join(msgspec.Struct):
    """Why two were joined, or (`against`) why not."""

    of: str
    left: tuple[str, str]
    right: tuple[str, str]
    score: float
    reasons: list[str]
    against: str | None


class Book:
    """Reads one record."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def _bodies(
        self, table: Table, where: ColumnElement[bool] | None = None, order: ColumnElement[object] | None = None
    ) -> Iterator[str]:
        query = select(table.c.body)
        if where is not None:
            query = query.where(where)
        query = query.order_by(order if order is not None else next(iter(table.primary_key)))
        with self.record.engine.connect() as connection:
            for row in connection.execute(query):
                yield row.body

    def events(self, grades: Sequence[Grade] = GRADES) -> list[Event]:
        """Events of these grades, latest first, undated ones last."""
        found = [_EVENT.decode(body) for body in self._bodies(t.event, t.event.c.grade.in_(grades))]
        return sorted(
            found, key=lambda e: (e.when.earliest or e.when.latest or "" if e.when else "", e.id), reverse=True
        )

    def disputes(self, grades: Sequence[Grade] = GRADES) -> list[Event]:
        """Events whose reports differ on a toll, a day or a place."""
        return [
            e
            for e in self.events(grades)
            if e.differ
            or any(toll and toll.standing in ("disputed", "updated") for toll in (e.killed, e.injured, e.captured))
        ]

    def entities(self, what: str) -> list[RecordEntity]:
        """Persons, organisations or places, those in most reports first."""
        found = [_ENTITY.decode(body) for body in self._bodies(t.entity, t.entity.c.kind.in_(KINDS[what]))]
        return sorted(found, key=lambda e: (-len(e.reports), -len(e.mentions), e.name, e.id))

    def entity_by_id(self) -> dict[str, RecordEntity]:
        return {e.id: e for e in map(_ENTITY.decode, self._bodies(t.entity))}

    def figures(self) -> list[RecordFigure]:
        return sorted(map(_FIGURE.decode, self._bodies(t.figure)), key=lambda f: (-len(f.reports), f.what, f.id))

    def reports(self) -> list[Report]:
        """Reports with the dates that the whole record implies, in the order of adding."""
        query = (
            select(t.report_date.c.body)
            .join(t.report, t.report.c.id == t.report_date.c.report)
            .order_by(t.report.c.number)
        )
        with self.record.engine.connect() as connection:
            return [_REPORT.decode(row.body) for row in connection.execute(query)]

    def claims(self, grades: Sequence[Grade] = GRADES) -> Iterator[tuple[str, str | None, Claim, str]]:
        """(report, event, claim, sentence) of every claim of these grades."""
        query = select(t.claim).where(t.claim.c.grade.in_(grades))
        query = query.order_by(t.claim.c.report, t.claim.c.trigger_start, t.claim.c.claim)
        with self.record.engine.connect() as connection:
            for row in connection.execute(query):
                yield row.report, row.event, _CLAIM.decode(row.body), row.quote

    def claims_of(self, event: Event) -> dict[tuple[str, str], tuple[Claim, str]]:
        """(report, claim) → the claim, as dated by the whole record, and its sentence."""
        with self.record.engine.connect() as connection:
            rows = connection.execute(select(t.claim).where(t.claim.c.event == event.id)).all()
        return {(r.report, r.claim): (_CLAIM.decode(r.body), r.quote) for r in rows}

    def joins(self) -> list[Join]:
        with self.record.engine.connect() as connection:
            rows = connection.execute(select(t.link).order_by(t.link.c.number)).all()
        return [
            Join(
                r.of,
                (r.left_report, r.left_key),
                (r.right_report, r.right_key),
                r.score,
                msgspec.json.decode(r.reasons, type=list[str]),
                r.against,
            )
            for r in rows
        ]

    # --- naming things ---

    def event(self, words: str, grades: Sequence[Grade] = GRADES) -> tuple[Event, list[Event]]:
        """The event of an id or, of these grades, of words, and others that the words fit; raises `NotFound`."""
        by_id = self._event_by_id(words)
        if by_id is not None:
            return by_id, []
        found = [event for event in self.find(words) if event.grade in grades]
        if not found:
            raise NotFound(
                f"{words!r} names no event of {self.record.where}; `dateline events` lists them, `dateline find WORDS` searches"
            )
        return found[0], found[1:]

    def _event_by_id(self, id_: str) -> Event | None:
        with self.record.engine.connect() as connection:
            redirect = connection.execute(select(t.minted.c.redirect).where(t.minted.c.id == id_)).scalar()
        found = list(self._bodies(t.event, t.event.c.id == (redirect or id_)))
        return _EVENT.decode(found[0]) if found else None

    def find(self, words: str) -> list[Event]:
        """Events in whose summary, quotes or names all the words occur; the closest first."""
        terms = re.findall(r"\w[\w’'-]*", words.lower())
        if not terms:
            return []

        def holds(column: ColumnElement[str]) -> ColumnElement[bool]:
            return and_(*(func.lower(column).contains(term, autoescape=True) for term in terms))

        with self.record.engine.connect() as connection:
            quoted = {
                row.event
                for row in connection.execute(select(t.claim.c.event).where(holds(t.claim.c.quote)))
                if row.event
            }
            valued = {
                row.event
                for row in connection.execute(
                    select(t.event_value.c.event).where(or_(holds(t.event_value.c.value), holds(t.event_value.c.quote)))
                )
            }
            named = {row.id for row in connection.execute(select(t.entity.c.id).where(holds(t.entity.c.name)))}
        events = {e.id: e for e in self.events()}

        def rank(e: Event) -> tuple[object, ...]:
            in_summary = all(term in e.summary.lower() for term in terms)
            of_person = bool(named & set(e.victims)) or bool(named & set(e.targets))
            toll = bool(e.killed or e.injured)
            return (
                not (in_summary or of_person),
                GRADES.index(e.grade),
                e.id not in valued,
                e.status in ("planned", "conditional"),
                not toll,
                -len(e.reports),
                -len(e.claims),
                e.id,
            )

        fits = {i for i in (quoted | valued) if i in events} | {
            e.id
            for e in events.values()
            if named & {*e.victims, *e.targets, *e.actors} or all(w in e.summary.lower() for w in terms)
        }
        return sorted((events[i] for i in fits), key=rank)

    def report_id(self, prefix: str) -> str:
        """A report's id from an unmistakable beginning of it; raises `NotFound`."""
        with self.record.engine.connect() as connection:
            exact = connection.execute(select(t.report.c.id).where(t.report.c.id == prefix)).scalar()
            if exact:
                return str(exact)
            rows = connection.execute(
                select(t.report.c.id).where(t.report.c.id.startswith(prefix, autoescape=True)).limit(3)
            ).all()
        if len(rows) != 1:
            raise NotFound(
                f"{prefix!r} names {'several reports' if rows else 'no report'} of {self.record.where}; `dateline reports` lists them"
            )
        return str(rows[0].id)


def labels(reports: list[str]) -> dict[str, str]:
    """Short names for reports: the shortest beginnings, of three characters or more, that keep them apart.

    >>> labels(["000_a-1", "003_b-2"])
    {'000_a-1': '000', '003_b-2': '003'}
    """
    for size in range(3, 60):
        short = {r: r[:size].rstrip("-_") for r in reports}
        if len(set(short.values())) == len(set(reports)):
            return short
    return {r: r for r in reports}
