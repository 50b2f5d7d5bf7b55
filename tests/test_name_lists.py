"""Names in pieces, and lists of names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model import Reading

Read = Callable[..., Reading]


def persons(reading: Reading) -> list[str]:
    return [m.text for m in reading.mentions if m.kind == "person" and m.form == "name"]


def test_a_last_name_first(read: Read) -> None:
    """ "LAST, First" is one person, alone and in a list."""
    reading = read("BIYA, Joseph, a sergeant, was shot dead at Maroua on Friday.")
    assert persons(reading) == ["BIYA, Joseph"]
    assert [c.killed.low for c in reading.claims if c.killed] == [1]
    listed = read("Killed in the raid: MENSAH, Kwame; OKOYE, Grace (nurse); DIALLO, Amadou.")
    assert persons(listed) == ["MENSAH, Kwame", "OKOYE, Grace", "DIALLO, Amadou"]


def test_a_fathers_name(read: Read) -> None:
    """ "Rza oglu" is no end of a name and no beginning of another."""
    assert persons(read("Elchin Rza oglu Mammadov was arrested in Baku on Monday.")) == ["Elchin Rza oglu Mammadov"]


@pytest.mark.parametrize(
    "text",
    [
        "1. Kwame MENSAH, 31\n2. Grace OKOYE, 27\n3. Amadou DIALLO, 22\nwere shot dead at Maroua.",
        "The dead: Kwame Mensah, 31; Grace Okoye, 27; and Amadou Diallo, 22.",
    ],
)
def test_a_list_of_the_dead_counts_all_of_them(read: Read, text: str) -> None:
    """Semicolons and lines set a list apart; all of it are victims."""
    reading = read(text)
    by_id = {m.id: m.text for m in reading.mentions}
    claims = [c for c in reading.claims if c.killed]
    assert claims and all(c.killed is not None and c.killed.low == 3 for c in claims)
    assert {by_id[v].split()[0] for v in claims[0].roles["victim"]} == {"Kwame", "Grace", "Amadou"}
