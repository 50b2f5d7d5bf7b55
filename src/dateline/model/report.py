"""A report: as acquired, as repaired, and what is known of it."""

from __future__ import annotations

import msgspec
from msgspec import field

from dateline.model.common import Base, Basis, Span


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
