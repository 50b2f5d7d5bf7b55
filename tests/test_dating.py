"""Dating: what follows from the clues of a report, and never more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model import Reading
from dateline.pipeline import read_raw
from tests.conftest import make_raw

Read = Callable[..., Reading]


def interval(reading: Reading) -> tuple[str | None, str | None, str]:
    p = reading.report.published
    return p.earliest, p.latest, p.basis


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ADEN, May 14, 2024 (Reuters) - A bomb went off.", ("2024-05-14", "2024-05-14", "stated")),
        ("KABUL, Afghanistan (August 31, 2011)\nTroops searched a house.", ("2011-08-31", "2011-08-31", "stated")),
        (
            "Hall burns\n\nPublished: 6 May 2019\n\nThe hall of Esk burned, the mayor said.",
            ("2019-05-06", "2019-05-06", "stated"),
        ),
        # the year follows from a weekday, a bound below and the page's date above
        (
            "Friday, October 1 2021\n\nTown taken\n\nBEIRUT, March 31, (Agencies): Troops took the town, the army said Thursday.\n\n"
            "Rebels had held it since it fell in June 2014.",
            ("2016-03-31", "2016-03-31", "inferred"),
        ),
        # without a bound several years are left: an interval, never a guess
        (
            "BEIRUT, March 31 (AFP) - Troops took the town, the army said Thursday.",
            ("1983-03-31", "2022-03-31", "inferred"),
        ),
        # a day without a year, and a number that begins with year and month
        (
            "No. 2013-06-CA-017\n\nKABUL, Afghanistan (June 5)\nTroops searched a house, an officer said.",
            ("2013-06-05", "2013-06-05", "inferred"),
        ),
        (
            "June 5: Troops search a house\n\nNo. 2013-06-CA-017\n\nTroops searched a house last night, an officer said.",
            ("2013-06-05", "2013-06-05", "inferred"),
        ),
        ("Troops took the town on Thursday, the army said.", (None, "2026-11-01", "unknown")),
        ("He was jailed until 2012, when the militia freed him.", ("2012-01-01", "2026-11-01", "inferred")),
        # ages beside births, anniversaries, years counted back; what was "years after" something may be long past
        ("Amina Haddad, 45, born on 3 May 1971, was shot in her shop.", ("2016-05-03", "2017-05-03", "inferred")),
        ("Residents marked the 10th anniversary of the siege of 3 May 2006.", ("2016-03-04", "2016-07-02", "inferred")),
        ("The dam was blown up ten years ago, in 2006, and rebuilt.", ("2015-01-01", "2017-12-31", "inferred")),
        ("In 2006, ten years ago, the dam was blown up.", ("2015-01-01", "2017-12-31", "inferred")),
        ("Rebels freed the town twenty years after the 1991 war.", ("2010-01-01", "2026-11-01", "inferred")),
        # a day that only leap years have
        (
            "Rebels took the town in June 2014. On February 29, they shelled the market.",
            ("2015-12-31", "2025-01-24", "inferred"),
        ),
        ("The army will leave by 2031, and expects a vote in 2029.", (None, "2026-11-01", "unknown")),
    ],
)
def test_publication(read: Read, text: str, expected: tuple[str | None, str | None, str]) -> None:
    """A report is dated as far as its own text allows, and no further."""
    assert interval(read(text)) == expected


def test_given_dates_stand(read: Read) -> None:
    """What the caller knows is not second-guessed."""
    assert interval(read("ADEN, May 14, 2024 - A bomb went off.", published="2024-05-20")) == (
        "2024-05-20",
        "2024-05-20",
        "given",
    )


@pytest.mark.parametrize("published", ["0019-05-06", "2091-05-06", "201-05-06"])
def test_a_year_typed_wrong_dates_nothing(read: Read, published: str) -> None:
    """A year that no report can be of is set aside with a note."""
    reading = read("Gunmen shot a baker in Aden on Sunday.", published=published)
    assert interval(reading) == (None, "2026-11-01", "unknown")
    assert any(published in note for note in reading.notes)


def test_a_month_may_be_all_that_is_printed() -> None:
    raw = make_raw("Gunmen shot a baker in Aden on Sunday.")
    raw.printed = "2019-05"
    assert interval(read_raw(raw)) == ("2019-05-01", "2019-05-31", "stated")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The governor told reporters on Tuesday that gunmen had shot 14 miners in Kessim.", None),
        ("A judge on Tuesday heard how soldiers shot 14 miners in Kessim.", None),
        ("The governor said on Tuesday that gunmen had shot 14 miners in Kessim on Sunday.", "2016-03-27"),
        ("The governor condemned Tuesday's raid, in which gunmen shot 14 miners in Kessim.", "2016-03-29"),
    ],
)
def test_the_day_of_saying_is_not_the_day_of_the_event(read: Read, text: str, day: str | None) -> None:
    found = [c for c in read(text, published="2016-03-31").claims if "shot" in text[slice(*c.trigger)]]
    assert found and all(claim.when and claim.when.earliest == day for claim in found)


def test_contradictions_are_noted(read: Read) -> None:
    """Clues that contradict each other are noted, not obeyed in silence."""
    reading = read("ADEN, May 14, 2024 - A bomb went off.\n\nThe mayor was shot in June 2025, the police said.")
    assert interval(reading)[:2] == ("2024-05-14", "2024-05-14")
    assert any("contradict" in note for note in reading.notes)


def test_counts_that_contradict_are_noted(read: Read) -> None:
    """An age that does not fit is set aside with a note, and never chooses a year against the rest."""
    reading = read("ADEN, May 14, 2024 - A bomb went off.\n\nA doctor, 33, born on 3 May 1971, was killed.")
    assert interval(reading)[:2] == ("2024-05-14", "2024-05-14")
    assert any("contradict" in note and "1971" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Gunmen killed two men on Tuesday.", ("2016-03-29", "2016-03-29", "at")),
        ("Gunmen killed two men late on Wednesday.", ("2016-03-30", "2016-03-30", "at")),
        ("Gunmen killed two men last week.", ("2016-03-21", "2016-03-27", "within")),
        ("Gunmen killed two men this week.", ("2016-03-28", "2016-03-31", "within")),
        ("Rebels captured Mosul in June 2014.", ("2014-06-01", "2014-06-30", "within")),
        ("Gunmen killed two men between Sunday and Tuesday.", ("2016-03-27", "2016-03-29", "within")),
        ("Gunmen killed two men from 3 to 5 March.", ("2016-03-03", "2016-03-05", "within")),
        (
            "Gunmen killed two men in June 2014. They killed a third the following month.",
            ("2014-07-01", "2014-07-31", "within"),
        ),
        ("He was imprisoned in Basra until 2012.", (None, "2012-12-31", "until")),
        ("The death toll from Tuesday's bombing in Basra has risen to nine.", ("2016-03-29", "2016-03-29", "at")),
    ],
)
def test_when_of_claims(read: Read, text: str, when: tuple[str | None, str | None, str]) -> None:
    """A claim's days follow from its expression and the publication day (Thursday, 31 March 2016)."""
    found = [c.when for c in read(text, published="2016-03-31").claims if c.when]
    assert when in [(w.earliest, w.latest, w.kind) for w in found]


@pytest.mark.parametrize(
    ("text", "type_", "when"),
    [
        ("A car bomb killed 12 people in Hit on Sunday. Two days after the attack, gunmen shot dead the mayor.", "killing", ("2016-03-29", "2016-03-29")),
        ("Gunmen shot dead a judge in Mosul the day after the bombing of the mill on March 12.", "killing", ("2016-03-13", "2016-03-13")),
        ("Gunmen shot dead a judge in Mosul the day after the bombing of the mill on March 12.", "bombing", ("2016-03-12", "2016-03-12")),
        ("Shells hit a school in Homs on 3 March 2016. On the eve of the attack, soldiers arrested two teachers.", "arrest", ("2016-03-02", "2016-03-02")),
        ("A blast killed 9 people in Kabul on Monday. Hours after the explosion, police arrested three men.", "arrest", ("2016-03-28", "2016-03-29")),
        # a date beside it tells when the event was that it is counted from
        ("Rebels captured the airport on March 20, three days after militants attacked the village of Tel Abyad.", "attack", ("2016-03-17", "2016-03-17")),
        ("Police found 12 bodies on 14 March in Homs, a day after clashes killed nine.", "armed_clash", ("2016-03-13", "2016-03-13")),
        ("Two men were shot at 11 p.m. on Tuesday, hours before a ceasefire began.", "attack", ("2016-03-29", "2016-03-29")),
        # how many days "several" are is not said, and what has happened had happened by the report
        ("Several days after the massacre in Houla on 25 March 2016, shells killed two boys in Homs.", "shelling", ("2016-03-26", "2016-03-31")),
        # the event has no date: only that it was before the report
        ("Five men died a day after the shelling.", "killing", (None, "2016-03-31")),
        ("Five men died a day after the shelling.", "shelling", (None, "2016-03-31")),
        ("Soldiers killed a man in Lagos two days after Easter.", "killing", ("2016-03-29", "2016-03-29")),
    ],
)  # fmt: skip
def test_times_counted_from_events(read: Read, text: str, type_: str, when: tuple[str | None, str | None]) -> None:
    """ "Two days after the attack" is two days after the day that the report gives for it."""
    found = [c.when for c in read(text, published="2016-03-31").claims if c.type == type_ and c.when]
    assert when in [(w.earliest, w.latest) for w in found]


def test_one_death_is_not_another(read: Read) -> None:
    """A lead is told in full by a later sentence with its toll; of a single death only if it is the same one."""
    text = "A policeman was killed and another wounded.\n\nOn 3 March 2016, a judge was killed and a clerk wounded in Homs."
    lead = read(text, published="2016-03-31").claims[0]
    assert lead.when and lead.when.earliest is None
    text = "Nine policemen were killed.\n\nOn 3 March 2016, a bomb killed nine policemen in Homs."
    lead = read(text, published="2016-03-31").claims[0]
    assert lead.when and lead.when.earliest == "2016-03-03"


def test_without_a_date_nothing_relative_is_placed(read: Read) -> None:
    """An undated report's "Tuesday" stays open."""
    (claim,) = read("Gunmen killed two men on Tuesday.").claims
    assert claim.when is not None and (claim.when.earliest, claim.when.latest) == (None, None)


def test_the_clock_is_that_of_the_dateline(read: Read) -> None:
    """Not of a place in the headline; without a dateline no clock is taken for granted."""
    text = "Two men were shot on Tuesday at 10 a.m., police said."
    filed = f"Two killed in Kabul\n\nADELAIDE, Australia (AP) -- {text}"
    (time,) = (m.time for m in read(filed, published="2016-01-31").mentions if m.text == "10 a.m.")
    assert time and (time.value, time.zone, time.utc) == ("2016-01-26T10:00", "Australia/Adelaide", "2016-01-25T23:30Z")
    (time,) = (m.time for m in read(text, published="2016-01-31").mentions if m.text == "10 a.m.")
    assert time and time.zone is None
