"""What one report was found to say."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, UnsetType, field

from dateline.model.common import Aspect, AttackPart, Base, Bound, Form, Grade, Kind, Outcome, Precision, Span, Status
from dateline.model.report import Edit, Report


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
