"""What travels between processes arrives as it was sent."""

from __future__ import annotations

from dateline.model import Problem, RawReport, Reading
from dateline.workers import read_batch, read_packed, unpacked


def test_readings_and_problems_travel_whole() -> None:
    """A packed reading is the reading; what cannot be read stays the problem that it is, in its place."""
    texts = [
        "Shelling killed two farmers near Kharkiv on Monday, police said.",
        "Der Beschuss der Stadt hat am Montag nach Angaben der Polizei zwei Bauern getötet und viele andere verletzt.",
        "No more than 12 of the guards were hurt, the mayor of Esk told Reuters.",
    ]
    raws = [RawReport(id=f"r{n}", sha256="", origin=f"r{n}", text=text) for n, text in enumerate(texts)]
    read = read_batch(raws)
    assert [type(one) for one in read] == [Reading, Problem, Reading]
    assert unpacked(read_packed(raws)) == read
