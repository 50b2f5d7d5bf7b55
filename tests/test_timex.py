"""The grammar of time expressions: every rule's example is its test."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.timex import find_times, normalise, value_of
from dateline.timex.rules import RULES, Rule

ANCHOR = date(2016, 3, 31)


@pytest.mark.parametrize("rule", RULES, ids=[rule.example[0] for rule in RULES])
def test_example(rule: Rule) -> None:
    """A rule's example is matched whole and has the value it says."""
    words, value = rule.example
    assert rule.pattern.fullmatch(words)
    found = value_of(words, ANCHOR)
    assert found is not None
    assert found.value == value


def test_every_example_is_found_in_a_sentence() -> None:
    """Expressions are found where they stand, whole."""
    missed = []
    for rule in RULES:
        words = rule.example[0]
        sentence = f"The town was shelled {words}, residents said."
        if words not in [e.text for e in find_times(sentence)]:
            missed.append(words)
    assert missed == []


def test_an_interval_gives_the_widest_days() -> None:
    """A publication interval widens what a relative expression covers; the value is left open."""
    time = normalise("yesterday", (date(2016, 3, 28), date(2016, 3, 31)))
    assert (time.earliest, time.latest, time.value) == ("2016-03-27", "2016-03-30", "XXXX-XX-XX")


def test_nothing_is_assumed_without_an_anchor() -> None:
    """Relative expressions stay relative while the publication date is unknown."""
    time = normalise("last week", (None, None))
    assert (time.earliest, time.latest) == (None, None)


@pytest.mark.parametrize("words", ["February 30, 2016", "31 April 2015"])
def test_days_that_do_not_exist(words: str) -> None:
    """A date that no calendar has is no full date."""
    found = [e.text for e in find_times(f"It happened on {words}.")]
    assert words not in found


def test_numbers_are_no_years() -> None:
    """A count of people or a distance is not a year."""
    assert [e.text for e in find_times("Some 2000 people fled 1900 km and 2016 soldiers came.")] == []
