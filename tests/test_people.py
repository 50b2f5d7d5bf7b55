"""Who is who: spellings of one name meet, shared particles and first names do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.model import Reading
from dateline.publish.queries import Book
from dateline.record.store import Record
from dateline.text.names import is_short_form, same_name
from tests.conftest import make_raw, put

Read = Callable[..., Reading]


def people(record: Record) -> list[set[str]]:
    return [set(p.names) for p in Book(record).entities("people") if p.names]


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Omar al-Shishani", "Umar ash-Shishani", True),
        ("Mohammed Qasim", "Muhammad Kasim", True),
        ("Abd al-Rahman Salih", "Abdelrahman Saleh", True),
        ("Abu Sarah", "Abu Omar", False),
        ("Ahmed Hassan", "Ahmed Karimi", False),
        ("Rami Abdel Rahman", "Abd ar-Rahman Mustafa al-Qaduli", False),
    ],
)
def test_names(left: str, right: str, same: bool) -> None:
    """Transliterations are one name; a particle or a first name in common is not enough."""
    assert (same_name(left, right) >= 0.5) is same


def test_short_forms() -> None:
    """A surname may stand for a full name, a first name or particle may not."""
    assert is_short_form("Baghdadi", "Abu Bakr al-Baghdadi")
    assert not is_short_form("Abu Bakr", "Abu Bakr al-Baghdadi")


def test_within_a_report(read: Read) -> None:
    """Surnames, stated aliases and pronouns go to the one person they can mean."""
    reading = read(
        "Colonel Idris Kone said the raid failed. Kone blamed the rain. He spoke in Jos.\n\n"
        "The raid was led by Musa Bello, also known as Abu Tariq. Abu Laith was not there."
    )
    names = [set(e.names) for e in reading.entities if e.kind == "person" and e.names]
    assert {"Idris Kone", "Kone"} in names
    assert {"Musa Bello", "Abu Tariq"} in names
    assert {"Abu Laith"} in names


def test_a_surname_of_two_is_nobodys(read: Read) -> None:
    """A merge is accepted only if exactly one candidate is left."""
    reading = read("Idris Kone met Sara Kone in Jos. Kone said the talks went well.")
    names = [set(e.names) for e in reading.entities if e.kind == "person" and e.names]
    assert {"Kone"} in names


def test_across_reports(record: Record) -> None:
    """Spellings of one full name are one person; kunyas only to the letter; the alias of one report serves the other."""
    put(
        record,
        make_raw("Salem al-Harbi, also known as Abu Tariq, was killed near Tarim, the army said.", "a", "2024-05-17"),
        make_raw("Salim al-Harbi was shot dead in Tarim, and Abu Tariq's men fled.", "b", "2024-05-18"),
        make_raw("Abu Laith was seen in Jos, the army said.", "c", "2024-05-18"),
        make_raw("Abu Omar was seen in Kano, the army said.", "d", "2024-05-18"),
    )
    found = people(record)
    assert {"Salem al-Harbi", "Abu Tariq", "Salim al-Harbi"} in found
    assert {"Abu Laith"} in found and {"Abu Omar"} in found


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("General Pavel Lebedev", "Pavel Nikolaevich Lebedev, a general,", True),
        ("Senator Ruth Ann Achieng", "Senator Ruth A. Achieng", True),
        ("Senator Ruth Ann Achieng", "Senator Ruth B. Achieng", False),
        ("Commander Elchin Rza oglu Mammadov", "Elchin Mammadov, the commander,", True),
        ("BIYA, Joseph, a sergeant,", "Sergeant Joseph Biya", True),
        ("Militia chief Hassan al-Jabri", "Hussein al-Jabri, a trader,", False),
        ("Militia chief Mahmoud al-Jabri", "Mohammed al-Jabri, a trader,", False),
        ("Samir Nasser", "Samira Nasser", False),
    ],
)
def test_parts_of_a_name_across_reports(record: Record, left: str, right: str, one: bool) -> None:
    """A middle name may be left out or shortened; another first name is another person, however like it is."""
    put(
        record,
        make_raw(f"{left} was arrested in Kazan on Monday.", "a", "2024-05-17"),
        make_raw(f"{right} was arrested in Kazan on Monday, police said.", "b", "2024-05-18"),
    )
    assert (len(people(record)) == 1) is one


def test_every_join_has_its_reasons(record: Record, tmp_path: Path) -> None:
    """Joins of persons, events and claims are kept with score and reasons."""
    put(
        record,
        make_raw("A car bomb killed 14 people in Mukalla on 14 May 2024. The blast wounded 30 others.", "a"),
        make_raw("Fourteen people were killed by a car bomb in Mukalla on 14 May 2024.", "b"),
    )
    joins = Book(record).joins()
    assert {j.of for j in joins} >= {"claim", "event", "entity"}
    assert all(j.reasons or j.against for j in joins if j.of == "event")
