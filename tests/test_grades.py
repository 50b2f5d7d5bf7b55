"""Grades by rule: what is news of a report, what is older, planned or only said."""

from __future__ import annotations

import pytest

from dateline.model import RawReport
from dateline.pipeline import read_raw


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("A car bomb killed nine people in Mosul on Monday.", {"incident"}),
        ("In 2004, a car bomb killed nine people in Mosul.", {"background"}),
        ("Russia accused Turkey of backing the rebels.", {"statement"}),
        ("The army will storm the city of Mosul on Friday.", {"plan"}),
    ],
)
def test_grades(text: str, grades: set[str]) -> None:
    """A toll, or a place and a recent day, makes an incident."""
    reading = read_raw(RawReport(id="r", sha256="", origin="r", text=text, published="2016-10-19"))
    assert {c.grade for c in reading.claims} == grades
