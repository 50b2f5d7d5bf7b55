"""The record: adding reports one by one, judging, and deriving events from all of it.

Adding a report is one transaction; deriving is another. A record whose derived part is behind says so (`is_behind`) and
catches up on the next `derive`, so that a run killed in the middle leaves every report in whole or not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import msgspec
from sqlalchemy import Connection, Engine, Select, create_engine, event, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from dateline import __version__
from dateline.codebook import VERSION as CODEBOOK
from dateline.collector import without_collector
from dateline.dating import Anchored, redate
from dateline.errors import NotFound, RecordError
from dateline.model import Anchor, Judgement, Problem, RawReport, Reading
from dateline.record import schema as t
from dateline.record.migrate import upgrade
from dateline.record.rows import write_derived
from dateline.resolve import Derived, Known, derive
from dateline.resolve.anchors import Evidence
from dateline.resolve.judge import in_force, withdrawn
from dateline.settings import record_url
from dateline.timex import tense_at

_DECODE = msgspec.json.Decoder(Reading)


class Record:
    """A record at a path or SQLAlchemy URL; made if it is not there. Use as a context manager."""

    def __init__(self, where: str, create: bool = True) -> None:
        url = record_url(where)
        self.where = where
        if (
            url.startswith("sqlite:///")
            and not create
            and url != "sqlite:///:memory:"
            and not Path(url.removeprefix("sqlite:///")).exists()
        ):
            raise RecordError(
                f"{where}: there is no record here; make one with `dateline add REPORTS --record {where}`"
            )
        try:
            self.engine: Engine = create_engine(url)
            if self.engine.dialect.name == "sqlite":
                event.listen(self.engine, "connect", _sqlite_settings)
            with self.engine.begin() as connection:
                upgrade(connection)
        except (SQLAlchemyError, ImportError) as error:
            raise RecordError(
                f"{where}: cannot be opened as a record ({type(error).__name__}: {str(error).splitlines()[0]}); check the path or URL"
            ) from error

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self.engine.begin() as connection:
            yield connection

    # --- facts ---

    def holds(self, raw: RawReport) -> bool:
        """Whether this very report (its bytes, from where they came) is in the record already."""
        with self.engine.connect() as connection:
            row = connection.execute(
                select(t.report.c.id).where(t.report.c.sha256 == raw.sha256, t.report.c.origin == raw.origin)
            ).first()
        return row is not None

    def add(self, raw: RawReport, reading: Reading) -> str:
        """Adds one report with its reading, in one transaction; the id it has in the record. Known reports change nothing."""
        with self.writing() as connection:
            taken = connection.execute(
                select(t.report.c.sha256, t.report.c.origin).where(t.report.c.id == raw.id)
            ).first()
            if taken is not None:
                if tuple(taken) == (raw.sha256, raw.origin):
                    return raw.id
                raw.id = f"{raw.id}-{hashlib.sha256(f'{raw.origin} {raw.sha256}'.encode()).hexdigest()[:6]}"
                reading.report.id = raw.id
                if connection.execute(select(t.report.c.id).where(t.report.c.id == raw.id)).first():
                    return raw.id
            if not connection.execute(select(t.blob.c.sha256).where(t.blob.c.sha256 == raw.sha256)).first():
                connection.execute(
                    insert(t.blob),
                    {"sha256": raw.sha256, "data": raw.data, "size": len(raw.data), "media_type": raw.media_type},
                )
            connection.execute(
                insert(t.report),
                {
                    "id": raw.id, "sha256": raw.sha256, "origin": raw.origin, "url": raw.url, "outlet": raw.outlet, "title": raw.title, "published": raw.published,
                    "printed": raw.printed, "acquired": raw.acquired or now(), "media_type": raw.media_type, "raw_text": raw.text,
                },
            )  # fmt: skip
            self._insert_reading(connection, raw.id, reading)
            self._mark_behind(connection)
        return raw.id

    def _insert_reading(self, connection: Connection, report: str, reading: Reading) -> None:
        body = msgspec.json.encode(reading)
        connection.execute(
            insert(t.reading),
            {
                "report": report,
                "reader": reading.report.reader,
                "codebook": CODEBOOK,
                "dateline": __version__,
                "body": body,
            },
        )

    def replace_reading(self, report: str, reading: Reading) -> None:
        """A newer reading of a report stands before the older ones, which are kept."""
        with self.writing() as connection:
            self._insert_reading(connection, report, reading)
            self._mark_behind(connection)

    def add_problem(self, problem: Problem) -> None:
        with self.writing() as connection:
            connection.execute(
                insert(t.problem), {"file": problem.file, "what": problem.what, "todo": problem.todo, "seen": now()}
            )

    def problems(self) -> list[Problem]:
        """Each problem once, however often it was met."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(t.problem.c.file, t.problem.c.what, t.problem.c.todo).order_by(t.problem.c.number)
            ).all()
        return [Problem(file=r.file, what=r.what, todo=r.todo) for r in dict.fromkeys(rows)]

    def raw_reports(self) -> Iterator[RawReport]:
        """Every report as it was received, without its bytes, in the order of adding."""
        with self.engine.connect() as connection:
            for row in connection.execute(select(t.report).order_by(t.report.c.number)):
                yield self._raw(row._mapping)

    def raw_report(self, report: str) -> RawReport:
        with self.engine.connect() as connection:
            row = connection.execute(select(t.report).where(t.report.c.id == report)).first()
        if row is None:
            raise NotFound(
                f"{report}: no such report in {self.where}; `dateline reports --record {self.where}` lists them"
            )
        return self._raw(row._mapping)

    @staticmethod
    def _raw(row: object) -> RawReport:
        r: dict[str, str] = dict(row)  # type: ignore[call-overload]
        return RawReport(
            id=r["id"], sha256=r["sha256"], origin=r["origin"], text=r["raw_text"], media_type=r["media_type"], title=r["title"], published=r["published"],
            printed=r["printed"], url=r["url"], outlet=r["outlet"], acquired=r["acquired"],
        )  # fmt: skip

    def blob(self, report: str) -> bytes:
        """The bytes of a report as they were received."""
        with self.engine.connect() as connection:
            data = connection.execute(
                select(t.blob.c.data)
                .join(t.report, t.report.c.sha256 == t.blob.c.sha256)
                .where(t.report.c.id == report)
            ).scalar()
        if data is None:
            raise NotFound(f"{report}: no such report in {self.where}")
        return bytes(data)

    def readings(self) -> dict[str, Reading]:
        """The newest reading of every report that was not withdrawn."""
        gone = withdrawn(self.judgements())
        with self.engine.connect() as connection:
            return {
                row.report: _DECODE.decode(row.body)
                for row in connection.execute(newest_readings())
                if row.report not in gone
            }

    def reading(self, report: str) -> Reading:
        query = (
            select(t.reading.c.body).where(t.reading.c.report == report).order_by(t.reading.c.number.desc()).limit(1)
        )
        with self.engine.connect() as connection:
            body = connection.execute(query).scalar()
        if body is None:
            raise NotFound(
                f"{report}: no such report in {self.where}; `dateline reports --record {self.where}` lists them"
            )
        return _DECODE.decode(body)

    # --- judgements ---

    def judgements(self) -> list[Judgement]:
        with self.engine.connect() as connection:
            rows = connection.execute(select(t.judgement).order_by(t.judgement.c.id)).all()
        return [
            Judgement(
                id=r.id, verdict=r.verdict, anchors=msgspec.json.decode(r.anchors, type=list[Anchor]), field=r.field, value=r.value, because=r.because,
                made_by=r.made_by, made_at=r.made_at, undoes=r.undoes,
            )
            for r in rows
        ]  # fmt: skip

    def judge(
        self,
        verdict: str,
        anchors: list[Anchor],
        made_by: str,
        because: str | None = None,
        field: str | None = None,
        value: str | None = None,
        undoes: int | None = None,
    ) -> int:
        """Adds a judgement; its number."""
        with self.writing() as connection:
            result = connection.execute(
                insert(t.judgement),
                {
                    "verdict": verdict, "anchors": msgspec.json.encode(anchors).decode(), "field": field, "value": value, "because": because,
                    "made_by": made_by, "made_at": now(), "undoes": undoes,
                },
            )  # fmt: skip
            self._mark_behind(connection)
        key = result.inserted_primary_key
        return int(key[0]) if key else 0

    # --- deriving ---

    def _mark_behind(self, connection: Connection) -> None:
        set_state(connection, "derived", "behind")

    def is_behind(self) -> bool:
        """Whether facts were added since events were last derived, or another program version derived them."""
        with self.engine.connect() as connection:
            found = connection.execute(select(t.state.c.value).where(t.state.c.name == "derived")).scalar()
        return found is not None and found != version()

    def derive(self) -> Derived | None:
        """Derives everything again if the record is behind; one transaction. None if nothing was to do."""
        if not self.is_behind():
            return None
        with without_collector():
            return self._derive()

    def _derive(self) -> Derived:
        readings = self.readings()
        judgements = self.judgements()
        raws = {raw.id: raw for raw in self.raw_reports()}
        for judgement in in_force(judgements):
            if judgement.verdict == "set" and judgement.field == "published" and judgement.anchors[0].report in raws:
                raw = raws[judgement.anchors[0].report]
                raw.published = judgement.value
                if raw.id in readings:
                    redate(readings[raw.id], raw.published, None, raw.acquired, ())

        def redated(reading: Reading, evidence: list[Evidence]) -> bool:
            raw = raws[reading.report.id]
            others = [
                Anchored(
                    e.words,
                    tense_at(reading.text, e.span, (max(0, e.span[0] - 200), e.span[1] + 50)),
                    e.first,
                    e.last,
                    e.why,
                )
                for e in evidence
            ]
            return redate(reading, raw.published, raw.printed, raw.acquired, others)

        with self.engine.connect() as connection:
            known = Known(
                of_member={r.member: r.id for r in connection.execute(select(t.member))},
                age={r.id: r.number for r in connection.execute(select(t.minted.c.id, t.minted.c.number))},
            )
        reader = max((r.report.reader for r in readings.values()), default="")
        derived = derive(
            readings, judgements, known, redated, {"dateline": __version__, "reader": reader, "codebook": CODEBOOK}
        )
        with self.writing() as connection:
            write_derived(connection, derived, readings, raws, known)
            set_state(connection, "derived", version())
        return derived


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def version() -> str:
    """What derived a record: another version of the program or codebook derives it anew."""
    return f"{__version__} {CODEBOOK}"


def newest_readings() -> Select[tuple[str, bytes]]:
    newest = select(func.max(t.reading.c.number)).group_by(t.reading.c.report)
    return (
        select(t.reading.c.report, t.reading.c.body).where(t.reading.c.number.in_(newest)).order_by(t.reading.c.number)
    )


def set_state(connection: Connection, name: str, value: str) -> None:
    changed = connection.execute(update(t.state).where(t.state.c.name == name).values(value=value))
    if not changed.rowcount:
        connection.execute(insert(t.state), {"name": name, "value": value})


def _sqlite_settings(connection: object, _record: object) -> None:
    """Write-ahead log: readers are not blocked, and a commit costs no wait for the disk's cache; a crash loses nothing whole."""
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "PRAGMA foreign_keys=ON"):
        cursor.execute(statement)
    cursor.close()
