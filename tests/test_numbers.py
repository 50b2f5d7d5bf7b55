"""Numbers: how they are written, how they are bounded, and what counts nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from dateline.model import Reading
from dateline.read.values import find_money
from dateline.text.numbers import find_numbers

Found = tuple[int | None, int | None, str]


def numbers(text: str) -> list[int | Found]:
    """The numbers of a text: those that are exact as they are, others with their bounds."""
    return [n.low if n.low is not None and n.bound == "exact" else (n.low, n.high, n.bound) for n in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,250 fled", [1250]),
        ("14 300 fled", [14300]),
        ("14\u00a0300 fled", [14300]),
        ("14\u2009300 fled", [14300]),
        ("14\u202f300 fled", [14300]),
        ("2 014 300 fled", [2014300]),
        ("14.300 fled", [14300]),
        ("2.014.300 fled", [2014300]),
        ("3,40,000 fled", [340000]),  # grouped as in India
        ("3.4 lakh fled", [340000]),
        ("3.250 million fled", [3250000]),  # before a scale a point is a decimal one
        ("3,5 million fled", [3500000]),
        ("3.5 million fled", [3500000]),
        ("3m people fled", [3000000]),
        ("45k people fled", [45000]),
        ("45K people, 3.5 M people and 2 mln people fled", [45000, 3500000, 2000000]),
        ("45·300 fled, 2\u066c300 hid, 4_100 stayed", [45300, 2300, 4100]),
        ("4½ million fled", [4500000]),
        ("a quarter of a million fled", [250000]),
        ("three quarters of a million fled; two-thirds of a million hid", [750000, 666666]),
        ("a quarter of them fled", []),
        ("two score people, but two score in the match", [40, 2]),
        ("thirty-some men", [(30, None, "at least")]),
        ("In 2019 300 fled", [300]),
        ("half a million fled", [500000]),
        ("a million and a half fled", [1500000]),
        ("two and a half thousand fled", [2500]),
        ("four thousand six hundred and eleven fled", [4611]),
        ("a hundred and nine fled", [109]),
        ("three hundred forty-one fled", [341]),
        ("seventy two fled", [72]),
        ("fourteen hundred fled", [1400]),
        ("two hundred and sixty-three thousand fled", [263000]),
        ("one million two hundred thousand and six fled", [1200006]),
        ("half a dozen, three dozen, a dozen", [6, 36, 12]),
        ("a score of men, two score and four women", [20, 44]),
        ("three hundred and four hundred", [300, 400]),
        ("two thousand and three thousand", [2000, 3000]),
        ("a hundred ten-storey towers", [100]),
        ("8 and 9 people", [8, 9]),
        ("a 12-member crew", [12]),
    ],
)
def test_how_numbers_are_written(text: str, expected: list[int | Found]) -> None:
    """Digits with any separator and words of any size are one number each."""
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 15", (15, None, "at least")),
        ("no fewer than 15", (15, None, "at least")),
        ("as few as 15", (15, None, "at least")),
        ("15 or more", (15, None, "at least")),
        ("15-plus", (15, None, "at least")),
        ("15+ people", (15, None, "at least")),
        ("forty-odd", (40, None, "at least")),
        ("at least some 15", (15, None, "at least")),
        ("at least another 15", (15, None, "at least")),
        ("more than 15", (16, None, "at least")),
        ("well over 15", (16, None, "at least")),
        ("in excess of 15", (16, None, "at least")),
        ("more than two dozen", (25, None, "at least")),
        ("up to 15", (None, 15, "at most")),
        ("as many as 15", (None, 15, "at most")),
        ("no more than 15", (None, 15, "at most")),
        ("fewer than 15", (None, 14, "at most")),
        ("15 or fewer", (None, 15, "at most")),
        ("about 15", (15, 15, "about")),
        ("nearly 15", (15, 15, "about")),
        ("some 15 000", (15000, 15000, "about")),
        ("a dozen or so", (12, 12, "about")),
        ("between eight and nine", (8, 9, "range")),
        ("between a hundred and two hundred", (100, 200, "range")),
        ("between two and three hundred", (200, 300, "range")),
        ("8-9 people", (8, 9, "range")),
        ("8 to 9", (8, 9, "range")),
        ("eight or nine", (8, 9, "range")),
        ("2 to 3 million", (2000000, 3000000, "range")),
        ("a couple of villagers", (None, None, "vague")),
        ("a couple of hundred villagers", (None, None, "vague")),
        ("a few dozen villagers", (None, None, "vague")),
        ("several thousand villagers", (None, None, "vague")),
        ("hundreds of thousands", (None, None, "vague")),
        ("tens of thousands", (None, None, "vague")),
        ("scores of villagers", (None, None, "vague")),
    ],
)
def test_bounds(text: str, expected: Found) -> None:
    """Words about a number bound it."""
    assert numbers(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in the 2017-18 season", []),
        ("in 2017 and since March 2016", []),
        ("Flight 417 and the KX41", []),
        ("Resolution 1888", []),
        ("Unit 1951 and Hill 66", []),
        ("Group of Seven", []),
        ("44 Garden Road", []),
        ("call 0700 555 123 or 555-0142", []),
        ("at two-thirty, at 7:45, at 7.45 pm", []),
        ("on 3 June, on June 3 and on 2015-06-03", []),
        ("a 31-year-old man, aged 31, 31 years old", []),
        ("children under five", []),
        ("they won 4-2, a 1-2 defeat", []),
        ("152 mm shells, 152mm shells", []),
        ("a T-55 and two F-18s", [2]),
        ("31 percent, 31%, 10 to 31 per cent", []),
        ("two-thirds, one third", []),
        ("https://news.example/2044/17", []),
        ("a three-day visit", []),
        ("9/11 and 24/7", []),
        ("No. 12, #12", []),
        ("no one, one another, one in six", []),
        ("2. Farid Aziz\n3. Omar Said", []),
        ("rose from 11 to 14", [11, 14]),
        ("rose to 14 from 11", [14, 11]),
        ("took over two bases", [2]),
        ("the dead now number 14", [14]),
    ],
)
def test_what_counts_nothing(text: str, expected: list[int]) -> None:
    """Names, times, ages, results and shares have numbers in them that count nobody."""
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "123 ", "1,200,", "1.200.", "1-", "12:", "one ", "one hundred ", "a ", "a hundred and ",
             "between 5 and ", "five to ", "hundreds of ", "at least ", "$1 200 ", "1/", "'1", "half a-"]
)  # fmt: skip
def test_long_runs_of_numbers_take_linear_time(unit: str) -> None:
    """Four times the text takes about four times as long, not sixteen times."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.perf_counter()
        for _ in find_numbers(text):
            pass
        for _ in find_money(text):
            pass
        return time.perf_counter() - start

    assert seconds(80_000) < 9 * max(seconds(20_000), 0.02)


def tolls(reading: Reading, kind: str) -> set[Found]:
    return {(t.low, t.high, t.bound) for c in reading.claims if (t := getattr(c, kind)) is not None}


@pytest.mark.parametrize(
    ("victims", "toll", "parts"),
    [
        ("a teacher, his wife and two sons", 4, {}),
        ("two women, a man and a girl", 4, {"women": 2, "man": 1, "girl": 1}),
        ("a family of six", 6, {}),
        ("both brothers", 2, {}),
        ("a nurse, her husband and their daughter", 3, {}),
        ("Amal Nasser, Ziad Khalil and Rima Aoun", 3, {}),
        ("nine people, including two children", 9, {"children": 2}),
        ("nine people, among them two children and a woman", 9, {"children": 2, "woman": 1}),
        ("nine people, two of them children", 9, {"children": 2}),
        ("nine people, four men and five women,", 9, {"men": 4, "women": 5}),
        ("two thousand villagers", 2000, {}),
        ("a total of 1,400 villagers", 1400, {}),
        ("14 300 villagers", 14300, {}),
    ],
)
def test_victims_are_summed_and_parts_are_not(
    read: Callable[..., Reading], victims: str, toll: int, parts: dict[str, int]
) -> None:
    """Who is listed beside one another is added up; a part of those counted is not."""
    (killed,) = (
        c.killed for c in read(f"Police said on Monday that gunmen had killed {victims} in Jos.").claims if c.killed
    )
    assert (killed.low, killed.high) == (toll, toll)
    assert parts.items() <= {p.of: p.low for p in killed.parts}.items()


@pytest.mark.parametrize(
    "text",
    [
        "Some 30 people were killed or wounded in the strike on Jos.",
        "Some 30 people were killed and wounded in the strike on Jos.",
        "The strike on Jos left 30 people dead or injured.",
        "The strike on Jos caused 30 casualties.",
    ],
)
def test_killed_and_wounded_told_as_one_are_no_toll_of_the_killed(read: Callable[..., Reading], text: str) -> None:
    """How many of them died is unknown."""
    reading = read(text)
    assert tolls(reading, "killed") == tolls(reading, "injured") == set()


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("The death toll from the blast in Jos has climbed to 23, police said.", (23, 23, "exact")),
        ("The toll of the Jos blast stands at 23.", (23, 23, "exact")),
        ("The death toll rose from 19 to at least 23 after the blast in Jos.", (23, None, "at least")),
        ("The number of people killed in the Jos blast has risen to 23 from 19.", (23, 23, "exact")),
        ("A girl's body was found, bringing to 23 the number of people killed in the Jos blast.", (23, 23, "exact")),
        ("The confirmed dead in the Jos blast now number 23.", (23, 23, "exact")),
        ("The blast in Jos left more than 1,200 people dead and 30 wounded.", (1201, None, "at least")),
        ("Hospitals put the death toll of the Jos blast at 23.", (23, 23, "exact")),
    ],
)
def test_a_toll_told_as_a_toll(read: Callable[..., Reading], text: str, toll: Found) -> None:
    """A toll may be told by a noun, and its last value is the one that holds."""
    assert tolls(read(text), "killed") == {toll}


def test_who_came_to_no_harm_is_no_toll(read: Callable[..., Reading]) -> None:
    text = "A rocket hit the house of the mayor of Basra on Sunday. The mayor escaped unhurt and one guard was slightly injured."
    assert {low for low, _, _ in tolls(read(text), "injured")} == {1}
    assert (
        tolls(read("A rocket hit the mayor's house in Basra on Sunday. The mayor escaped unhurt."), "injured") == set()
    )


def test_a_toll_that_may_rise_has_not_risen(read: Callable[..., Reading]) -> None:
    assert tolls(read("The death toll of the Jos blast could rise to 60, police said."), "killed") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four people died in Aleppo and seven in Homs when rockets hit on Monday.", {(4, "Aleppo"), (7, "Homs")}),
        ("The rockets killed 4 and 7 people in Aleppo and Homs respectively.", {(4, "Aleppo"), (7, "Homs")}),
        (
            "Shells killed four people in Aleppo, seven in Homs and two in Hama.",
            {(4, "Aleppo"), (7, "Homs"), (2, "Hama")},
        ),
        ("Rockets killed four people in Aleppo and seven were arrested in Homs.", {(4, "Aleppo")}),
    ],
)
def test_each_place_has_its_number(read: Callable[..., Reading], text: str, expected: set[tuple[int, str]]) -> None:
    """Numbers of several places are neither added up nor lost."""
    reading = read(text)
    words = {m.id: m.text for m in reading.mentions}
    assert {(c.killed.low, words[c.roles["place"][0]]) for c in reading.claims if c.killed} == expected
