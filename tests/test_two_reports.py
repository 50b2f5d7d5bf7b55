"""What the two scraped reports must come to, where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dateline.acquire import acquire
from dateline.model import RawReport, Reading
from dateline.pipeline import read_all
from dateline.publish.queries import Book
from dateline.publish.show import show_event
from dateline.record.store import Record

REPORTS = Path(os.environ.get("DATELINE_DATA", Path(__file__).resolve().parents[2] / "shared")) / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the two reports are not at hand")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    record = Record(str(tmp_path_factory.mktemp("two") / "record.sqlite"))
    for raw, reading in read_all(acquire([str(REPORTS)])):
        assert isinstance(raw, RawReport) and isinstance(reading, Reading)
        record.add(raw, reading)
    record.derive()
    return Book(record)


def test_both_are_dated_with_reasons(book: Book) -> None:
    """The second from its own text, the first with the help of the second."""
    first, second = (r.published for r in book.reports())
    assert (first.earliest, first.latest) == ("2016-03-25", "2016-03-25")
    assert (second.earliest, second.latest) == ("2016-03-31", "2016-03-31")
    assert first.basis == second.basis == "inferred" and first.why and second.why


def test_the_man_with_two_names_is_one(book: Book) -> None:
    """One person in both reports; the speaker with a like name is another."""
    man = next(e for e in book.entities("people") if "Haji Iman" in e.names)
    assert "Abd ar-Rahman Mustafa al-Qaduli" in man.names and len(man.reports) == 2
    assert not any("Rahman" in name and "Qaduli" not in name for name in man.names)


def test_his_killing_is_one_event_that_one_report_hedges(book: Book) -> None:
    """Likely; the other report drops the hedge and names no source."""
    event, _ = book.event("Haji Iman")
    assert len(event.reports) == 2 and event.status == "likely"
    assert [r[:3] for r in event.hedge_dropped] == ["003"]
    assert event.where is None and (event.origins, event.origins_max) == (1, 2)


def test_the_bombings_are_one_event_with_both_tolls(book: Book) -> None:
    """31 and 35, each with where it was said."""
    event, _ = book.event("brussels")
    assert event.killed is not None
    assert (event.killed.low, event.killed.best, event.killed.high, event.killed.standing) == (31, None, 35, "disputed")
    assert event.when is not None and event.when.earliest == event.when.latest == "2016-03-22"
    lines = "\n".join(show_event(book, event))
    assert "[31 people]" in lines and "[35 people]" in lines and "ACLED 31 | UCDP low 31, high 35, best unset" in lines


def test_plans_are_no_captures(book: Book) -> None:
    """A planned capture is not recorded as one."""
    captures = [
        c for _, _, c, sentence in book.claims() if c.type == "capture_of_person" and "original plan" in sentence
    ]
    assert captures and all(c.status == "planned" and c.outcome == "abandoned" for c in captures)


def test_until_is_not_the_reports_year(book: Book) -> None:
    """ "Until 2012" ends in 2012."""
    (held,) = [c for _, _, c, _ in book.claims() if c.type == "imprisonment"]
    assert held.when is not None and (held.when.kind, held.when.earliest, held.when.latest) == (
        "until",
        None,
        "2012-12-31",
    )


def test_numbers_that_are_no_tolls(book: Book) -> None:
    """130 km is no toll; the force level is one figure, from one speaker, in both reports."""
    assert not any(toll and toll.low == 130 for e in book.events() for toll in (e.killed, e.injured))
    (force,) = [f for f in book.figures() if f.value.low == 3800]
    assert (
        len(force.reports) == 2 and [s.text for s in force.attributed_to] == ["Joseph Dunford"] and force.origins == 1
    )
