"""The record: atomic adding, deriving that does not depend on order, judgements that last."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from dateline.model import Anchor, Event, Reading
from dateline.pipeline import read_raw
from dateline.publish.queries import Book
from dateline.record import schema as t
from dateline.record.store import Record, newest_readings
from dateline.resolve.judge import claim_at
from tests.conftest import make_raw, put

MARKET = "ADEN, May 14, 2024 - A car bomb killed at least 14 people in Mukalla on Tuesday, governor Omar Saleh said."
LATER = "Doctors said on Wednesday that 19 people were killed in Tuesday's car bombing in Mukalla, five more than the province admits."
OTHER = "Gunmen kidnapped three nurses near Zamfara on 14 June 2022, the police said."
UNDATED = "ADEN - Minister Saleh Ghanim said on Friday that this week's bombing in Mukalla, which killed 14 people, would be avenged. REUTERS"


def reports() -> list[tuple[str, str, str | None]]:
    return [("a", MARKET, None), ("b", LATER, "2024-05-16"), ("c", OTHER, None), ("d", UNDATED, None)]


def fill(record: Record, order: list[int] | None = None) -> None:
    items = reports()
    put(
        record,
        *(make_raw(text, id_, published) for id_, text, published in (items[n] for n in order or range(len(items)))),
    )


def events(record: Record) -> list[Event]:
    return Book(record).events()


def clusters(record: Record) -> set[frozenset[tuple[str, str]]]:
    return {frozenset((c.report, c.claim) for c in e.claims) for e in events(record)}


def bombing(record: Record) -> Event:
    return next(e for e in events(record) if "a" in e.reports and e.killed)


def test_two_reports_of_one_event(record: Record) -> None:
    """Both tolls stand side by side with who said them; nothing is averaged."""
    fill(record)
    event = bombing(record)
    assert set(event.reports) == {"a", "b", "d"}
    assert event.killed is not None
    assert (event.killed.low, event.killed.best, event.killed.standing) == (14, None, "disputed")
    assert event.when is not None and event.when.earliest == "2024-05-14"
    assert event.where is not None and event.where.name == "Mukalla"


def test_an_undated_report_is_dated_by_the_others(record: Record) -> None:
    """ "This week's bombing" is dated by who else tells of it; the reasons are kept."""
    fill(record)
    dated = next(r for r in Book(record).reports() if r.id == "d").published
    assert (dated.earliest, dated.latest, dated.basis) == ("2024-05-17", "2024-05-17", "inferred")
    assert any("this week" in why for why in dated.why)


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_order_plays_no_part(tmp_path: Path, order: tuple[int, ...]) -> None:
    """Whatever the order of adding, the clusters are the same; so they are one report at a time."""
    whole, stepwise = Record(str(tmp_path / "a.sqlite")), Record(str(tmp_path / "b.sqlite"))
    fill(whole)
    for n in order:
        fill(stepwise, [n])
    assert clusters(whole) == clusters(stepwise)


def test_adding_again_changes_nothing(record: Record) -> None:
    """The same report from the same place is one report."""
    fill(record)
    before = [e.id for e in events(record)]
    fill(record)
    assert [e.id for e in events(record)] == before
    with record.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(t.report)).scalar() == 4
        assert connection.execute(select(func.count()).select_from(t.reading)).scalar() == 4


def test_the_same_id_with_other_bytes_is_another_report(record: Record) -> None:
    """A caller's id that comes twice with different text gives two reports; nothing is lost."""
    put(record, make_raw(MARKET, "a"), make_raw(OTHER, "a"))
    assert len(Book(record).reports()) == 2


def test_ids_last(record: Record) -> None:
    """An event keeps its id when another report joins it; an id taken over by a merge leads on."""
    put(record, make_raw(MARKET, "a"), make_raw(OTHER, "c"))
    id_ = bombing(record).id
    put(record, make_raw(LATER, "b", "2024-05-16"))
    event = bombing(record)
    assert "b" in event.reports and event.id == id_
    book = Book(record)
    other = next(e for e in events(record) if e.id != id_)
    anchors = [anchor(book, id_), anchor(book, other.id)]
    record.judge("same", anchors, "eva")
    record.derive()
    assert book.event(id_)[0].id == book.event(other.id)[0].id


def anchor(book: Book, event: str) -> Anchor:
    from dateline.commands.judging import anchor_of

    return anchor_of(book, event)[0]


def test_withdrawing_restores_the_state_before(record: Record, tmp_path: Path) -> None:
    """A withdrawn report leaves every derived value; undoing brings it back."""
    without = Record(str(tmp_path / "without.sqlite"))
    fill(record)
    fill(without, [0, 2, 3])
    everything = clusters(record)
    number = record.judge("withdraw", [Anchor(report="b", raw_span=(0, 0), quote="")], "eva", "retracted")
    record.derive()
    assert clusters(record) == clusters(without)
    record.judge("undo", [], "eva", undoes=number)
    record.derive()
    assert clusters(record) == everything


def test_not_same_parts_and_undo_joins_again(record: Record) -> None:
    """A person's not-same stands above the program; undone, it leaves no trace."""
    fill(record)
    event, everything = bombing(record), clusters(record)
    book = Book(record)
    reading = {r: record.reading(r) for r in event.reports}

    def at(report: str) -> Anchor:
        ref = next(c for c in event.claims if c.report == report)
        made = next(c for c in reading[report].claims if c.id == ref.claim)
        return Anchor(report=report, raw_span=made.raw_trigger, quote=reading[report].text[slice(*made.trigger)])

    number = record.judge("not-same", [at("a"), at("b")], "eva", "two bombs")
    record.derive()
    assert not any({"a", "b"} <= set(e.reports) for e in book.events())
    record.judge("undo", [], "eva", undoes=number)
    record.derive()
    assert clusters(record) == everything


def test_rejecting_and_setting(record: Record) -> None:
    """A rejected claim counts for nothing; a set value is a person's, and the event reviewed."""
    fill(record)
    book = Book(record)
    kidnap = next(e for e in events(record) if e.type == "abduction")
    record.judge("set", [anchor(book, kidnap.id)], "eva", "call", field="captured", value="4")
    record.derive()
    kidnap = next(e for e in events(record) if e.type == "abduction")
    assert kidnap.reviewed and kidnap.captured and kidnap.captured.best == 4
    record.judge("reject", [anchor(book, kidnap.id)], "eva")
    record.derive()
    assert not any(e.type == "abduction" for e in events(record))


def test_judgements_survive_reading_again(record: Record) -> None:
    """Re-reading keeps judgements, anchored on words and places."""
    fill(record)
    kidnap = next(e for e in events(record) if e.type == "abduction")
    record.judge("reject", [anchor(Book(record), kidnap.id)], "eva")
    for raw in list(record.raw_reports()):
        record.replace_reading(raw.id, read_raw(raw))
    derived = record.derive()
    assert derived is not None and derived.loose == []
    assert not any(e.type == "abduction" for e in events(record))


def test_a_judgement_holds_on_to_words_not_to_a_place() -> None:
    """It stays with a trigger that grew or shrank, and lets go of other words that now stand there."""
    reading = read_raw(make_raw("Gunmen shot dead two guards in Mosul on Tuesday.", published="2016-03-31"))
    assert isinstance(reading, Reading)
    claim = next(c for c in reading.claims if c.killed)
    first, last = claim.raw_trigger
    words = reading.text[slice(*claim.trigger)]
    for quote, wanted in ((words, claim.id), (words + " at", claim.id), ("other words", None)):
        at = Anchor(report="a", raw_span=(first, last + (quote != words)), quote=quote)
        assert claim_at(reading, at) == wanted


def test_the_date_of_a_report_can_be_set(record: Record) -> None:
    """A report's date set by a person moves what depends on it."""
    put(record, make_raw("Gunmen killed two men near Jos on Tuesday.", "x"))
    record.judge(
        "set",
        [Anchor(report="x", raw_span=(0, 0), quote="")],
        "eva",
        "paper copy",
        field="published",
        value="2016-03-31",
    )
    record.derive()
    (event,) = events(record)
    assert event.when is not None and event.when.earliest == "2016-03-29"


def test_every_value_is_shown_with_its_words(record: Record) -> None:
    """The view for other programs: each value with its quote, and the quote is in the raw text."""
    fill(record)
    from sqlalchemy import text

    with record.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM event_values")).mappings().all()
    assert {row["field"] for row in rows} >= {"killed", "victim", "place", "time", "type"}
    for row in rows:
        assert record.raw_report(row["report"]).text[row["raw_start"] : row["raw_end"]] == row["quote"]


def test_every_id_that_an_event_names_is_an_entity(record: Record) -> None:
    """Unnamed participants included."""
    fill(record)
    known = set(Book(record).entity_by_id())
    assert {i for e in events(record) for i in (*e.actors, *e.targets, *e.victims)} <= known


def test_statements_compile_for_postgresql() -> None:
    """Tables, inserts and queries mean the same to PostgreSQL."""
    from sqlalchemy.schema import CreateTable

    for table in t.metadata.sorted_tables:
        for dialect in (postgresql.dialect(), sqlite.dialect()):  # type: ignore[no-untyped-call]
            assert str(CreateTable(table).compile(dialect=dialect))
            assert str(insert(table).compile(dialect=dialect))
            assert str(select(table).compile(dialect=dialect))
    assert "max" in str(newest_readings().compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]


def test_every_statement_compiles_for_postgresql(record: Record) -> None:
    """Whatever the program says to SQLite, PostgreSQL would understand: all statements of a full run."""
    from sqlalchemy import ClauseElement, event

    from dateline.explain import explain
    from dateline.publish.export import WHAT, rows

    said: list[ClauseElement] = []

    @event.listens_for(record.engine, "before_execute")
    def note(connection: object, statement: object, *_: object) -> None:
        if isinstance(statement, ClauseElement):
            said.append(statement)

    fill(record)
    book = Book(record)
    for what in WHAT:
        list(rows(book, what))
    list(explain(book, bombing(record).id))
    book.find("market bombing")
    book.report_id("a")
    record.judge("withdraw", [Anchor(report="b", raw_span=(0, 0), quote="")], "eva", "x")
    record.derive()
    record.problems()
    record.blob("a")
    assert len(said) > 40
    for statement in said:
        assert str(statement.compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]


def test_the_migration_makes_the_tables(record: Record) -> None:
    """What Alembic makes is what the schema says."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with record.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), t.metadata)
    assert differences == []


def test_killed_in_the_middle(tmp_path: Path) -> None:
    """A killed `add` leaves every report whole or not at all; starting again finishes the job."""
    inputs, where = tmp_path / "in.jsonl", tmp_path / "record.sqlite"
    rng = random.Random(3)
    towns = ["Jos", "Kaduna", "Kano", "Zaria", "Bauchi"]
    lines = [
        f'{{"id": "k{n}", "text": "Gunmen killed {rng.randint(2, 30)} people in {rng.choice(towns)} on {rng.randint(1, 28)} June 2022, the police said."}}'
        for n in range(400)
    ]
    inputs.write_text("\n".join(lines))
    command = [sys.executable, "-m", "dateline", "add", str(inputs), "--record", str(where), "--workers", "1"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.05)
        if where.exists() and count(where) >= 20:
            break
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with Record(str(where)) as record:
        held = sum(1 for _ in record.raw_reports())
        assert held == len(record.readings()) and 0 < held <= 400
        assert held == 400 or record.is_behind()
        record.derive()
        assert len({r for e in events(record) for r in e.reports}) == held
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    with Record(str(where)) as record:
        assert sum(1 for _ in record.raw_reports()) == 400 and not record.is_behind()


def count(where: Path) -> int:
    import sqlite3

    try:
        with sqlite3.connect(f"file:{where}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM report").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


PIECES = st.lists(
    st.tuples(
        st.sampled_from(["Gunmen", "Rebels", "Soldiers"]),
        st.sampled_from(["killed two men", "kidnapped a nurse", "captured the town", "attacked a convoy"]),
        st.sampled_from(["in Jos", "near Kano", "in Mosul", "outside Aleppo"]),
        st.sampled_from(["on Tuesday", "last week", "on 3 March 2021", ""]),
    ),
    min_size=1,
    max_size=5,
)


@given(PIECES, st.randoms())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_order_gives_the_same_clusters(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[str, ...]], rng: random.Random
) -> None:
    """Linking does not depend on the order of reports."""
    raws = [make_raw(" ".join(piece).strip() + ".", f"r{n}", "2021-03-05") for n, piece in enumerate(pieces)]
    folder = tmp_path_factory.mktemp("orders")
    first, second = Record(str(folder / "a.sqlite")), Record(str(folder / "b.sqlite"))
    put(first, *raws)
    rng.shuffle(raws)
    put(second, *raws)
    assert clusters(first) == clusters(second)


def told_in(record: Record, *texts: str) -> list[Event]:
    """The incidents of reports published from the day after a Monday on, one a day."""
    put(record, *(make_raw(text, f"t{n}", f"2024-05-{14 + n}") for n, text in enumerate(texts)))
    return [e for e in events(record) if e.grade == "incident"]


@pytest.mark.parametrize(
    "later",
    [
        "The death toll from Monday's bombing in Quetta has climbed to 15, the governor said.",
        "Hospital officials lowered the toll of Monday's bombing in Quetta to 11.",
    ],
)
def test_a_toll_that_is_said_to_change_is_updated(record: Record, later: str) -> None:
    """Whoever says so; two who merely differ are in dispute."""
    first = "A bomb killed 12 people in Quetta on Monday, a doctor said."
    (event,) = told_in(record, first, later)
    assert event.killed is not None and event.killed.standing == "updated"


def test_tolls_of_two_speakers_that_differ_are_disputed(record: Record) -> None:
    first = "A bomb killed 12 people in Quetta on Monday, the army said."
    (event,) = told_in(record, first, "Monday's bombing in Quetta killed 20 people, a rebel spokesman said.")
    assert event.killed is not None and event.killed.standing == "disputed"


def test_a_bombing_and_a_shooting_of_one_day_in_one_town_are_two(record: Record) -> None:
    told = told_in(
        record,
        "A car bomb killed nine people at a market in Quetta on Monday, a doctor said.",
        "Gunmen shot dead three judges outside a court in Quetta on Monday, police said.",
    )
    assert sorted(e.killed.low or 0 for e in told if e.killed) == [3, 9]
