"""Every record type of Dateline; stages meet only through these. Imports nothing of ours.

Shapes follow the published contract: JSON made from these structs is what the program gives out. Offsets count
Unicode code points from 0, end exclusive. `None` is unknown, never zero. Dates and date-times are ISO 8601 strings.
Fields that belong to one kind of mention only are left out of the JSON of the others (`UNSET`).
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType, field

Span = tuple[int, int]

Kind = Literal[
    "person",
    "organisation",
    "place",
    "facility",
    "nationality",
    "weapon",
    "vehicle",
    "time",
    "quantity",
    "money",
    "event",
]
Form = Literal["name", "nominal", "pronoun", "value"]
AttackPart = Literal["perpetrator", "organisation", "target", "victim", "weapon"]
CORE_ROLES = ("ARG0", "ARG1", "ARG2", "ARG3", "ARG4")  # PropBank: who takes part; the others say how, where and when
Basis = Literal["given", "stated", "inferred", "unknown"]
Status = Literal["asserted", "likely", "possible", "unconfirmed", "denied", "planned", "conditional", "ongoing"]
Outcome = Literal["open", "done", "abandoned", "failed"]
Aspect = Literal["single", "repeated", "habitual"]
Precision = Literal["exact", "near", "district", "province", "country", "region"]
Bound = Literal["exact", "at least", "at most", "about", "range", "vague"]
Grade = Literal["incident", "background", "plan", "statement"]  # from the firmest on
Standing = Literal["agreed", "disputed", "updated", "single"]


class Base(msgspec.Struct, kw_only=True):
    """Keyword-only, so that a field added later breaks no caller."""


# --- reports -------------------------------------------------------------------------------------------------------


class RawReport(Base):
    """One news item as `acquire` hands it over: raw text beside the bytes as received.

    `origin` says where it came from (URL, path or the caller's id) and, with the bytes, what it is. `pages` are dates
    that the container itself prints (an HTML page's metadata), as evidence for dating.
    """

    id: str
    sha256: str
    origin: str
    text: str
    data: bytes = b""
    media_type: str = "text/plain"
    title: str | None = None
    published: str | None = None
    printed: str | None = None  # a date read from the page's own metadata
    url: str | None = None
    outlet: str | None = None
    acquired: str | None = None


class Problem(Base):
    """An input that could not be read: the file, what is wrong, what to do."""

    file: str
    what: str
    todo: str


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """Raw characters `raw` became `text[span]`, for the reason `kind`."""

    raw: Span
    span: Span
    kind: str


class Published(Base):
    """When a report was published: the interval that follows from the evidence `why`."""

    earliest: str | None = None
    latest: str | None = None
    basis: Basis = "unknown"
    why: list[str] = field(default_factory=list)


class Dateline(Base):
    """The place and date that a report prints before its first sentence, as written."""

    place: str | None = None
    date: str | None = None


class Report(Base):
    """What is known of a report itself."""

    id: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    agencies: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)  # agencies whose copy it is, not those merely told
    dateline: Dateline | None = None
    published: Published = field(default_factory=Published)
    language: str | None = None
    reader: str = ""


# --- what a reading finds ------------------------------------------------------------------------------------------


class Time(Base):
    """A TIMEX3 value and the interval it covers; `earliest`/`latest` are null while the anchor is unknown.

    A time of the clock has the `zone` it is by (an IANA name, or `UTC+03:00`) and is also given in `utc`, where both can be told.
    """

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    earliest: str | None = None
    latest: str | None = None
    zone: str | None = None
    utc: str | None = None


class Relation(Base):
    """How a place relates to its toponym: `less than 3 km from` is `{"km": 3, "bound": "at most"}`."""

    km: float | None = None
    bound: str | None = None
    bearing: str | None = None


class Place(Base):
    """A resolved toponym. `confidence`: the share of such choices that were right within 161 km, in news like the development sets.

    With a `relation` that has a bearing, the point is that far from the toponym. `radius_km`: how far off it may be. `zone`: the
    IANA name of its time zone. `implied`: the toponym is not on the map, and the text does not say where it is; all other places lie
    in what is given.
    """

    geonames: int | None
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    confidence: float
    relation: Relation | None = None
    why: list[str] = field(default_factory=list)
    second: str | None = None  # the likeliest place elsewhere that the name could also mean
    radius_km: float | None = None
    zone: str | None = None
    implied: bool = False


class Quantity(Base):
    """A number as a report bounds it, in `unit`, of what (`killed`, `injured`, a noun)."""

    low: int | None
    high: int | None
    bound: Bound
    unit: str | None = None
    of: str | None = None


class Mention(Base):
    """A stretch of text that names, describes or counts something."""

    id: str
    kind: Kind
    form: Form
    span: Span
    raw_span: Span
    text: str
    entity: str | None = None
    head: Span | None = None
    time: Time | UnsetType = UNSET
    place: Place | UnsetType | None = UNSET
    quantity: Quantity | UnsetType = UNSET
    part: AttackPart | UnsetType = UNSET  # what the reader takes it for in an attack, by the sense of the whole passage


class Description(Base):
    """Words that describe an entity ("a senior leader in charge of finances")."""

    text: str
    span: Span


class Entity(Base):
    """The mentions of one report that speak of one person, group, place or thing."""

    id: str
    kind: Kind
    name: str
    names: list[str] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    descriptions: list[Description] = field(default_factory=list)
    why: list[str] = field(default_factory=list)  # what joined its mentions, where it was more than one spelling


class Argument(Base):
    role: str
    span: Span


class Predicate(Base):
    """A verb or noun that says that something happens; `factuality` from -3 (did not) to 3 (did)."""

    span: Span
    lemma: str
    factuality: float | None = None
    args: list[Argument] = field(default_factory=list)


class RawAttribution(Base):
    source: list[Span]
    cue: list[Span]
    content: list[Span]


class Attribution(Base):
    """Who (`source`) says (`cue`) what (`content`); `raw` holds the same spans of the raw text."""

    source: Span | None
    cue: Span | None
    content: list[Span]
    raw: RawAttribution
    entity: str | None = None
    style: Literal["direct", "indirect", "mixed"] = "indirect"


WhenPrecision = Literal["time", "day", "week", "month", "season", "year", "decade", "unknown"]


class When(Base):
    """When an event was. `basis` is the mention of its time expression; null ends are open."""

    earliest: str | None
    latest: str | None
    precision: WhenPrecision
    kind: Literal["at", "within", "throughout", "until", "since"] = "at"


class Part(Base):
    of: str
    low: int | None
    high: int | None


class Toll(Base):
    """How many, as one claim bounds it, in its own words."""

    low: int | None
    high: int | None
    bound: Bound
    words: str
    parts: list[Part] = field(default_factory=list)
    span: Span | None = None
    raw_span: Span | None = None


class Speaker(Base):
    entity: str | None
    text: str


class Said(Base):
    earliest: str | None = None
    latest: str | None = None
    to: str | None = None


class Claim(Base):
    """One statement, by somebody, that something happened (or did not, or will)."""

    id: str
    type: str
    plover: dict[str, str | None]
    acled: dict[str, str | None]
    trigger: Span
    sentence: Span
    raw_trigger: Span
    raw_sentence: Span
    roles: dict[str, list[str]]
    when: When | None = None
    where: Place | None = None
    killed: Toll | None = None
    injured: Toll | None = None
    captured: Toll | None = None
    grade: Grade = "incident"
    event: str | None = None  # the event of its report that it tells of; null where only rules made it
    status: Status = "asserted"
    hedged: dict[str, str] = field(default_factory=dict)
    outcome: Outcome | None = None
    aspect: Aspect = "single"
    attributed_to: list[Speaker] = field(default_factory=list)
    voice: Literal["speaker", "report", "unclear"] = "report"
    said: Said | None = None
    confidence: float = 0.5
    sure: dict[str, float] = field(
        default_factory=dict
    )  # row, type, place, time, actor, killed, injured: how likely each is right


class Figure(Base):
    """A reported number that is no toll, in one report: "U.S. forces in Iraq": 3,800."""

    mention: str
    what: str
    value: Quantity
    as_of: str | None = None  # mention id of a time
    attributed_to: list[Speaker] = field(default_factory=list)
    key: list[str] = field(default_factory=list)  # content words, by which reports of one figure meet


class Reading(Base):
    """Everything that one report was found to say."""

    report: Report
    text: str
    body: int = 0  # where the text begins after title and dateline
    own_date: Span | None = None  # the date that the report prints as its own, which is no time of an event
    sentences: list[Span] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    predicates: list[Predicate] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    clues: list[str] = field(default_factory=list)  # furniture cut away, kept as evidence for dating


# --- the record ----------------------------------------------------------------------------------------------------


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
