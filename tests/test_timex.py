"""The grammar of time expressions: every rule's example is its test."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.model import Place, Time
from dateline.text.tokens import tokenise
from dateline.timex import find_times, in_context, normalise, tense_at, value_of
from dateline.timex.grammar import RULES, Rule
from dateline.timex.zones import clocked

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
        sentences = [f"The town was shelled {words}, residents said.", f"The town was shelled {words} after the vote."]
        if not any(words in [e.text for e in find_times(sentence)] for sentence in sentences):
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


@pytest.mark.parametrize(
    "text",
    [
        "Some 2000 people fled 1900 km and 2016 soldiers came.",
        "Unit 1987 lost 1999 shells on Highway 2010.",
        "Resolution 1850 stands at example.org/d/2019/annex and in decree 1944b.",
        "Two 1938-pattern guns were found; bus 1977 was not.",
        "The mill turns out 40 sacks a day and pays $12 an hour.",
        "Some 1960 fled, at least 1870 were hurt and a total of 2015 have died.",
        "Its toll stood at 1987. Killed: 1954. A crowd of 2000 from a town of 1900 inhabitants came.",
        "Resolutions 1860 and 2009, Camp 1948, Height 1733 and an M-1938 mortar are told of.",
        "Two 2000-pound bombs, for 1950 rupees each, hit between 1900 and 2000 people.",
    ],
)
def test_numbers_are_no_years(text: str) -> None:
    """A count of people, a distance, the number of a thing or a rate is no time."""
    assert [e.text for e in find_times(text)] == []


@pytest.mark.parametrize(
    ("text", "time", "tense"),
    [
        ("The militia will leave the town on Friday.", "Friday", 1),
        ("The militia left the town on Friday.", "Friday", -1),
        ("Observers could arrive from the capital as early as Friday.", "Friday", 1),
        ("He will succeed the general on February 1.", "February 1", 1),
        ("Envoys from the United Nations arrived on Friday.", "Friday", -1),
        ("A vigil planned for Saturday was called off.", "Saturday", 1),
        ("The army shelled the village as planned on Saturday.", "Saturday", -1),
        ("The curfew runs out on Friday, the governor said.", "Friday", 1),
        ("The envoys meet in the capital on Friday.", "Friday", 1),
        ("It had been due to expire on Friday.", "Friday", -1),
        ("Fighters were killed. On Friday the army is to open the road.", "Friday", 1),
        ("The talks, due to begin on Friday, had failed in May.", "May", -1),
        ("The envoy flies home on Friday.", "Friday", 1),
        ("Schools reopen on Friday, the mayor said.", "Friday", 1),
        ("The burial is on Friday.", "Friday", 1),
        ("The clans have until Friday to answer.", "Friday", 1),
        ("The hearing has been put off until Friday.", "Friday", 1),
        ("The mayor told families to clear the camp by Friday.", "Friday", 1),
        ("Troops had failed to clear the camp by Friday.", "Friday", -1),
        ("Guards were doubled ahead of the Friday prayers.", "Friday", 1),
        ("The clan said it would hand over the camp on Friday.", "Friday", 1),
        ("The judge will look into Friday's raid.", "Friday", -1),
        ("The party will boycott Friday's vote.", "Friday", 1),
        ("They cast their votes on Friday.", "Friday", -1),
        ("He released his returns on Friday, before his visits.", "Friday", -1),
        ("Crowds cheered his return on Friday.", "Friday", -1),
    ],
)
def test_tense(text: str, time: str, tense: int) -> None:
    """The nearest verb of the clause decides whether an expression looks ahead."""
    at = text.index(time)
    assert tense_at(text, (at, at + len(time)), (0, len(text))) == tense


@pytest.mark.parametrize(
    "text",
    ["In 2014 soldiers took it.", "A raid in 2014 killed ten.", "The 2014 raids", "up to 2014", "since 2014 have"],
)
def test_years_before_what_is_counted(text: str) -> None:
    assert [e.text for e in find_times(text)] == ["2014"]


def told(*values: str) -> list[Time]:
    return [normalise(value, (ANCHOR, ANCHOR)) for value in values]


@pytest.mark.parametrize(
    ("before", "words", "value"),
    [
        (["10 June 2014"], "that day", "2014-06-10"),
        (["10 June 2014"], "the next morning", "2014-06-11TMO"),
        (["10 June 2014"], "that night", "2014-06-10TNI"),
        (["10 June 2014"], "the following evening", "2014-06-11TEV"),
        (["June 2014"], "the following year", "2015"),
        (["June 2014"], "that day", "XXXX-XX-XX"),
        (["10 June 2014", "2015"], "two days later", "2014-06-12"),
        (["10 June 2014"], "three weeks later", "2014-W27"),
        (["third quarter"], "a year earlier", "2014-Q3"),
        (["10 June 2014"], "a year earlier", "2015"),
        ([], "the previous month", "XXXX-XX"),
        # "next month" is that after this one, whatever was told
        (["10 June 2014"], "Next month", "2016-04"),
        (["10 June 2014"], "Next day", "2014-06-11"),
        (["10 June 2014"], "the previous Monday", "2014-06-09"),
        (["10 June 2014"], "8:30 p.m.", "2014-06-10T20:30"),
        ([], "the first day of Ramadan", "2015-06-18"),
    ],
)
def test_times_that_count_from_others(before: list[str], words: str, value: str) -> None:
    """ "That day" is the day told last; where the text told none so fine, the value stays open."""
    assert in_context(words, normalise(words, (ANCHOR, ANCHOR)), told(*before)).value == value


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("the first half of February", "2016-02-01", "2016-02-14"),
        ("the latter half of last month", "2016-02-15", "2016-02-29"),
        ("the first days of March", "2016-03-01", "2016-03-11"),
    ],
)
def test_parts_of_a_month(words: str, first: str, last: str) -> None:
    """The value is that of the month, the days are those of its part."""
    time = normalise(words, (ANCHOR, ANCHOR))
    assert (time.value, time.earliest, time.latest) == (first[:7], first, last)


@pytest.mark.parametrize(
    ("words", "tense", "value"),
    [
        ("04/05/2016", -1, "2016-05-04"),  # day first, as in most of the world, whatever is to come
        ("05/03/2016", -1, "2016-03-05"),
        ("03/04/2016", -1, "2016-03-04"),  # 3 April was still to come
        ("03/04/2016", 1, "2016-04-03"),
    ],
)
def test_day_or_month_first(words: str, tense: int, value: str) -> None:
    """What has happened had happened by the report."""
    assert normalise(words, (ANCHOR, ANCHOR), tense).value == value


def test_a_day_of_the_month_told() -> None:
    assert [e.text for e in find_times("On the 9th, he fell; he lives on the 9th floor, in the 9th.")] == ["the 9th"]
    assert in_context("the 9th", normalise("the 9th", (ANCHOR, ANCHOR)), told("June 2014")).value == "2014-06-09"
    assert normalise("the 9th", (ANCHOR, ANCHOR)).value == "2016-03-09"
    assert normalise("the 9th", (ANCHOR, ANCHOR), 1).value == "2016-04-09"


def test_feasts_of_the_islamic_calendar_may_be_off_by_a_day() -> None:
    """The moon decides: the value is the computed day, the days covered reach one further on either side."""
    time = normalise("Eid al-Fitr 2014", (None, None))
    assert (time.value, time.earliest, time.latest) == ("2014-07-28", "2014-07-27", "2014-07-29")
    assert normalise("Ramadan", (None, None)).earliest is None


def test_a_number_after_a_date_is_a_day_only_where_it_can_be() -> None:
    """ "March 3 and 5" are days, but not in "on March 3 and 5 soldiers …"."""
    assert [e.text for e in find_times("It was shelled on March 3 and 5, they said.")] == ["March 3 and 5"]
    assert [e.text for e in find_times("It was shelled on March 3 and 5 soldiers died.")] == ["March 3"]
    assert [e.text for e in find_times("In May it may rain. May God help them.")] == ["May"]


@pytest.mark.parametrize("rule", RULES, ids=[rule.example[0] for rule in RULES])
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(data=st.data())
def test_no_words_that_a_rule_takes_break_it(rule: Rule, data: st.DataObject) -> None:
    """Reports are hostile: whatever a pattern matches has a value or none, on the first and the last day of the calendar, too."""
    words = data.draw(st.from_regex(rule.pattern, fullmatch=True))
    anchor = data.draw(st.sampled_from([None, ANCHOR, date.min, date.max]))
    value_of(words, anchor, data.draw(st.sampled_from([-1, 1])))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Id-ul-Fitr", "2015-07-17"),
        ("Eid ul Adha", "2015-09-23"),
        ("Newruz", "2016-03-21"),
        ("Orthodox Christmas Eve", "2016-01-06"),
        ("10 Dhu al-Qadah 1435", "2014-09-05"),
    ],
)
def test_feasts_by_other_spellings(words: str, value: str) -> None:
    assert normalise(words, (ANCHOR, ANCHOR)).value == value


def town(country: str, zone: str | None) -> Place:
    return Place(geonames=None, name="Kessim", country=country, admin1=None, lat=0, lon=0, precision="exact", confidence=1.0, zone=zone)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "value", "place", "zone", "utc"),
    [
        ("20:30 local", "2016-03-30T20:30", town("IQ", "Asia/Baghdad"), "Asia/Baghdad", "2016-03-30T17:30Z"),
        # over midnight; in summer
        ("10 a.m.", "2016-01-26T10:00", town("AU", "Australia/Adelaide"), "Australia/Adelaide", "2016-01-25T23:30Z"),
        ("midnight", "2016-07-01T24:00", town("UA", "Europe/Kyiv"), "Europe/Kyiv", "2016-07-01T21:00Z"),
        ("0600 (0300 GMT)", "2016-03-31T06:00", None, "UTC+03:00", "2016-03-31T03:00Z"),
        ("11 p.m. (0400 GMT)", "2016-03-31T23:00", None, "UTC-05:00", "2016-04-01T04:00Z"),
        ("9 a.m. Moscow time", "2016-03-31T09:00", None, "Europe/Moscow", "2016-03-31T06:00Z"),
        ("5 p.m. EST", "2016-03-31T17:00", town("IQ", "Asia/Baghdad"), "UTC-05:00", "2016-03-31T22:00Z"),
        ("10 a.m. IST", "2016-03-31T10:00", town("IL", "Asia/Jerusalem"), "UTC+02:00", "2016-03-31T08:00Z"),
        ("1200 GMT", "XXXX-XX-XXT12:00", None, "UTC", None),  # the day is not known
    ],
)
def test_clocks(words: str, value: str, place: Place | None, zone: str, utc: str | None) -> None:
    """A time of the clock is by the zone its words name, by the other clock beside it, or by the dateline's place."""
    assert clocked(words, value, place) == (zone, utc)


@pytest.mark.parametrize(
    ("words", "value", "place"),
    [
        ("10 a.m.", "2016-03-31T10:00", None),  # no dateline
        ("10 a.m. IST", "2016-03-31T10:00", None),  # three clocks are called so
        ("10 a.m.", "2016-03-31T10:00", town("RU", None)),  # of eleven zones
        ("Tuesday night", "2016-03-29TNI", town("IQ", "Asia/Baghdad")),  # no clock
    ],
)  # fmt: skip
def test_no_clock_is_assumed(words: str, value: str, place: Place | None) -> None:
    assert clocked(words, value, place) is None


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("A bomb went off at 8:30 p.m. Two days later shops opened.", 2),
        ("It was 9 a.m. Tuesday when he left at 5 p.m. Moscow time.", 1),
        ("He came at 9 a.m. March 3 and at 6 p.m. local time.", 1),
        ("The town was quiet. At 5 p.m. Israeli jets struck it. Shortly before 6 p.m. Troops came.", 3),
    ],
)
def test_a_sentence_may_end_in_a_time(text: str, sentences: int) -> None:
    assert len(tokenise(text).spans) == sentences


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("THE TOWN WAS SHELLED FOR THREE DAYS LAST WEEK, AND AGAIN TODAY.", ["THREE DAYS", "LAST WEEK", "TODAY"]),
        ("Three days later the Night Wolves came. Hours after the vote they left.", ["Three days later", "Hours"]),
        ("A second man saw the day. A quarter of them fled in the year-ago quarter.", ["the year-ago quarter"]),
        ("On the day of the vote and on the eve of the strike he slept.", ["the day", "the eve"]),
    ],
)
def test_what_is_a_time(text: str, times: list[str]) -> None:
    """In any case of letters; no fractions, no ordinals; "the day" only of an event."""
    assert [e.text for e in find_times(text)] == times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("A shell fell at 6:12 PM on Monday.", [("6:12 PM on Monday", "2016-03-28T18:12")]),
        ("It began at 7 AM.", [("7 AM", "2016-03-31T07:00")]),
        ("At half past nine in the evening on Monday he left.", [("half past nine in the evening on Monday", "2016-03-28T21:30")]),
        ("They met at a quarter to two Tuesday afternoon.", [("a quarter to two Tuesday afternoon", "2016-03-29T13:45")]),
        ("At 4:20 Tuesday morning it burned.", [("4:20 Tuesday morning", "2016-03-29T04:20")]),
        ("Five to ten men came, four in the van. I for one am glad, and two thirty-year-olds too.", []),
        ("It struck at two-thirty in the morning on Monday.", [("two-thirty in the morning on Monday", "2016-03-28T02:30")]),
        ("It struck at six forty p.m. and at 9:05:30 PM.", [("six forty p.m.", "2016-03-31T18:40"), ("9:05:30 PM", "2016-03-31T21:05")]),
        ("At ten to three in the afternoon he fell.", [("ten to three in the afternoon", "2016-03-31T14:50")]),
        ("At ten at night on Monday it burned.", [("ten at night on Monday", "2016-03-28T22:00")]),
        ("It burned until 8.20 in the evening, and at 21h15.", [("8.20 in the evening", "2016-03-31T20:20"), ("21h15", "2016-03-31T21:15")]),
        ("It fell at 6 PM (3 PM GMT) Monday.", [("6 PM (3 PM GMT) Monday", "2016-03-28T18:00")]),
        ("He spoke at 7:10 this evening, after 12 noon.", [("7:10 this evening", "2016-03-31T19:10"), ("12 noon", "2016-03-31T12:00")]),
        ("Seven at night is late for two in the evening of life.", []),
    ],
)  # fmt: skip
def test_times_of_the_clock(text: str, times: list[tuple[str, str]]) -> None:
    """By whatever tells the half of the day, and on the day told after it."""
    assert [(e.text, normalise(e.text, (ANCHOR, ANCHOR)).value) for e in find_times(text)] == times


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Tuesday next week", "2016-04-05"),
        ("Sunday last week", "2016-03-27"),
        ("the 5th of last month", "2016-02-05"),
        ("the first Monday of April", "2015-04-06"),
        ("the last Sunday of this month", "2016-03-27"),
        ("the third week of January 2015", "2015-01-15/2015-01-21"),
        ("the last week of the month", "2016-03-25/2016-03-31"),
        ("two weeks ago on Tuesday", "2016-03-15"),
        ("April the tenth", "2016-04-10"),
        ("12 May last year", "2015-05-12"),
        ("the third quarter of last year", "2015-Q3"),
        ("Sunday night of last week", "2016-03-27TNI"),
        ("last week, on Sunday", "2016-03-27"),
        ("the Tuesday after Easter", "2016-03-29"),
        ("Christmas Eve last year", "2015-12-24"),
        ("Christmas 2013", "2013-12-25"),
        ("the first three days of this month", "2016-03-01/2016-03-03"),
        ("the last two weeks of February", "2016-02-16/2016-02-29"),
        ("two years ago today", "2014-03-31"),
        ("a fortnight ago yesterday", "2016-03-16"),
        ("two weeks from Friday", "2016-04-15"),
        ("Tuesday week", "2016-04-12"),
        ("the Wednesday before last", "2016-03-23"),
        ("the weekend after next", "2016-W15-WE"),
        ("the night before last", "2016-03-29TNI"),
        ("Monday the 14th", "2016-03-14"),
        ("14-Mar-15", "2015-03-14"),
        ("spring 2014", "2014-SP"),
        ("the nineteenth century", "18"),
        ("four or five years ago", "2012"),
        ("half a century ago", "1966"),
        ("a quarter-century", "P25Y"),
        ("2,500 years", "P2500Y"),
        ("three decades", "P30Y"),
        ("Fridays", "XXXX-WXX-5"),
        ("a few hours later", "XXXX-XX-XX"),
        ("recent months", "PAST_REF"),
    ],
)
def test_values(words: str, value: str) -> None:
    """A day told inside a longer span is that day; a count may be in thousands, parts or spelt; what cannot be told stays open."""
    assert [e.text for e in find_times(f"It fell {words}, they said.")] == [words]
    assert normalise(words, (ANCHOR, ANCHOR)).value == value


@pytest.mark.parametrize("words", ["the fifth Friday of February", "the 31st of last month", "the sixth week of May"])
def test_days_that_a_span_does_not_have(words: str) -> None:
    assert words not in [
        e.text for e in find_times(f"It fell on {words}.") if normalise(e.text, (ANCHOR, ANCHOR)).earliest
    ]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Two days before the raid he left.", ["Two days"]),
        ("He had left two days before, they said.", ["two days before"]),
        ("In the days before the raid he left.", ["days"]),
        ("They talked later in the day before leaving.", []),
        ("At 1830 the gates shut.", []),
    ],
)
def test_before_an_event(text: str, times: list[str]) -> None:
    """What an event follows counts from that event, not from today."""
    assert [e.text for e in find_times(text)] == times
