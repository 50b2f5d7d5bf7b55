"""What the record holds across reports."""

from __future__ import annotations

import msgspec
from msgspec import field

from dateline.model.common import Base, Bound, Grade, Kind, Span, Standing, Status
from dateline.model.reading import Place, Quantity, Speaker, When
from dateline.model.report import Published


class EventClaim(Base):
    report: str
    claim: str


class TollValue(Base):
    """One reported figure: who said it, in how many independent origins, and where it was first read."""

    low: int | None
    high: int | None
    bound: Bound
    claims: list[EventClaim]
    origins: int
    first: str


class TollStanding(Base):
    low: int | None
    best: int | None
    high: int | None
    standing: Standing
    values: list[TollValue] = field(default_factory=list)


class Event(Base):
    """Claims of one or more reports that speak of one happening, with their disagreements."""

    id: str
    type: str
    plover: dict[str, str | None]
    acled: dict[str, str | None]
    summary: str
    when: When | None
    where: Place | None
    actors: list[str]
    targets: list[str]
    victims: list[str]
    killed: TollStanding | None
    injured: TollStanding | None
    captured: TollStanding | None
    status: Status
    hedge_dropped: list[str]
    reports: list[str]
    claims: list[EventClaim]
    origins: int
    origins_max: int
    grade: Grade = "incident"  # the firmest of its claims
    sure: dict[str, float] = field(default_factory=dict)  # as of its claims: of each value the likeliest
    previous_ids: list[str] = field(default_factory=list)
    part_of: str | None = None
    reviewed: bool = False
    made_by: dict[str, str] = field(default_factory=dict)
    differ: dict[str, list[str]] = field(default_factory=dict)  # fields on which reports differ, with their values


class EntityMention(Base):
    report: str
    raw_span: Span


class EntityDescription(Base):
    text: str
    report: str
    raw_span: Span
    speaker: str | None = None


class RecordEntity(Base):
    """A person, organisation or place across reports."""

    id: str
    kind: Kind
    name: str
    names: list[str]
    descriptions: list[EntityDescription]
    reports: list[str]
    mentions: list[EntityMention]
    previous_ids: list[str] = field(default_factory=list)


class RecordFigure(Base):
    """One reported number that is no toll, with every report that gives it."""

    id: str
    what: str
    value: Quantity
    as_of: Published | None
    attributed_to: list[Speaker]
    reports: list[str]
    origins: int
    claims: list[EntityMention] = field(default_factory=list)


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """What a judgement holds on to: a raw span of a report and the words there."""

    report: str
    raw_span: Span
    quote: str


class Judgement(Base):
    """A decision, by a person or the program, that outlives re-reading; append-only.

    `verdict`: same, not-same, reject, set, withdraw, undo. `made_by` is a person's name or `dateline`.
    """

    id: int
    verdict: str
    anchors: list[Anchor]
    made_by: str
    made_at: str
    because: str | None = None
    field: str | None = None
    value: str | None = None
    score: float | None = None
    reasons: list[str] = msgspec.field(default_factory=list)
    undoes: int | None = None
