"""Settings, resolved once at the edge (command line, web); library functions receive plain values."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import msgspec

from dateline.errors import DatelineError


class Limits(msgspec.Struct, frozen=True):
    """Bounds on hostile input. Sizes in bytes, times in seconds."""

    file_bytes: int = 50_000_000
    archive_bytes: int = 200_000_000
    seconds: float = 30.0
    text_characters: int = 2_000_000
    archive_entries: int = 50_000


class Settings(msgspec.Struct, frozen=True):
    """`record`: a path or an SQLAlchemy URL; `person`: who makes judgements; `workers`: processes that read;
    `listing`: `table`, `jsonl`, or `auto` (a table on a terminal, JSON Lines in a pipe)."""

    record: str = "dateline.sqlite"
    person: str = "unknown"
    workers: int = 2
    listing: str = "auto"
    limits: Limits = Limits()


def resolve(record: str | None = None, person: str | None = None, workers: int | None = None) -> Settings:
    """Settings from options, then the environment (`DATELINE_RECORD`, `…_PERSON`, `…_WORKERS`, `…_LISTING`).

    >>> resolve(record="war.sqlite").record
    'war.sqlite'
    """
    return Settings(
        record=record or os.environ.get("DATELINE_RECORD") or Settings().record,
        person=person or os.environ.get("DATELINE_PERSON") or _login(),
        listing=os.environ.get("DATELINE_LISTING") or Settings().listing,
        workers=workers or _workers(os.environ.get("DATELINE_WORKERS")),
    )


def _workers(words: str | None) -> int:
    if not words:
        return min(2, os.cpu_count() or 1)
    if not words.isdigit() or int(words) < 1:
        raise DatelineError(f"DATELINE_WORKERS is {words!r}; set a whole number of processes, or unset it")
    return int(words)


def reader_name() -> str:
    """Which reader to use: `DATELINE_READER`, a folder with an export of the model or `module:function`; else the package's."""
    return os.environ.get("DATELINE_READER", "")


def events_folder() -> str:
    """Which reader of events to use: `DATELINE_EVENTS`, a folder with an export of it; else the package's."""
    return os.environ.get("DATELINE_EVENTS", "")


def gazetteer_path() -> str:
    """Which place index to use: `DATELINE_GAZETTEER`, a file that `dateline gazetteer import` wrote; else the package's."""
    return os.environ.get("DATELINE_GAZETTEER", "")


def reader_threads() -> int | None:
    """Threads that one call of the trained reader may use: `DATELINE_THREADS`, else as many as there are processors."""
    words = os.environ.get("DATELINE_THREADS", "")
    return int(words) if words.isdigit() and int(words) > 0 else None


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a user entry
        return "unknown"


def record_url(record: str) -> str:
    """The SQLAlchemy URL of a record given as a path or a URL.

    >>> record_url("postgresql+psycopg://team@db/war")
    'postgresql+psycopg://team@db/war'
    """
    return record if "://" in record else f"sqlite:///{Path(record).expanduser()}"
