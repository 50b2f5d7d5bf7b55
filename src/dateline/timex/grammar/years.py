"""Years, decades, centuries, seasons and quarters."""

from __future__ import annotations

from datetime import date

from dateline.timex.grammar.nearest import latest_year_of, quarter_of
from dateline.timex.grammar.rule import Match, rule
from dateline.timex.grammar.words import ORDINALS, TENS, day_of, partly, year_of
from dateline.timex.spans import (
    SEASONS,
    Value,
    decade_value,
    month_value,
    quarter_value,
    season_value,
    year_value,
)

_STEPS = {"last": -1, "this": 0, "next": 1, "the": 0}  # years from this one


@rule(
    r"(?P<early>(?:early|late|mid)[ -])?(?P<which>last|this|next) (?P<season>spring|summer|autumn|fall|winter)\b",
    "last summer",
    "2015-SU",
)
@rule(
    r"(?:the )?(?P<early>(?:early|late|mid)[ -])?(?P<season>(?i:spring|summer|autumn|fall|winter)) (?:of )?(?P<y>{YEAR}|{SPELT})\b",
    "the summer of 2014",
    "2014-SU",
)
def season(m: Match, anchor: date | None, tense: int) -> Value | None:
    parts = m.groupdict()
    if parts.get("y"):
        return partly(season_value(year_of(parts["y"]), m["season"].lower()), parts["early"])
    if anchor is None:
        return Value("DATE", f"XXXX-{SEASONS[m['season']][0]}")
    value = season_value(anchor.year, m["season"])
    assert value.start
    which = m["which"].lower()
    start = value.start
    if which == "last" and start >= anchor.replace(day=1):
        value = season_value(anchor.year - 1, m["season"])
    if which == "next" and start <= anchor:
        value = season_value(anchor.year + 1, m["season"])
    return partly(value, parts.get("early"))


@rule(
    r"(?P<early>{EARLY})?[ -]?(?:the year |(?:the )?(?:fiscal|financial)(?: year)? |FY ?)?(?P<y>{YEAR}|{SPELT})(?:[-/](?P<z>{YEAR}|\d\d)\b(?![-/]))?(?!\d|,\d|\.\d|s\b)",
    "late 2014",
    "2014",
)
def bare_year(m: Match, anchor: date | None, tense: int) -> Value | None:
    value = year_value(year_of(m["y"]))
    if m["z"] and m["y"].isdigit():
        end = int(m["z"]) if len(m["z"]) == 4 else int(m["y"][:2] + m["z"])
        return value._replace(end=date(end, 12, 31)) if end >= int(m["y"]) else value
    return partly(value, m["early"])


@rule(r"(?:the )?(?P<early>early |late |mid-)?(?P<y>{YEAR})s\b", "the late 1990s", "199")
def decade(m: Match, anchor: date | None, tense: int) -> Value | None:
    return decade_value(int(m["y"]) // 10 * 10) if m["y"][3] == "0" else None


@rule(
    r"(?:the )?(?:fiscal[ -])?(?P<o>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th) quarter(?: of (?P<y>{YEAR}|(?:last|this|next|the) year))?\b",
    "the third quarter",
    "2015-Q3",
)
@rule(r"Q(?P<o>[1-4])(?: (?:of )?(?P<y>{YEAR}))?\b", "Q2 2014", "2014-Q2")
@rule(r"(?:fiscal )?(?P<o>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)-quarter(?P<y>)\b", "third-quarter", "2015-Q3")
def quarter(m: Match, anchor: date | None, tense: int) -> Value | None:
    number = int(m["o"]) if m["o"].isdigit() else ORDINALS[m["o"].lower()]
    if m["y"] and m["y"].isdigit():
        return quarter_value(int(m["y"]), number)
    if anchor is None:
        return Value("DATE", f"XXXX-Q{number}")
    if m["y"]:
        return quarter_value(anchor.year + _STEPS[m["y"].split()[0]], number)
    return quarter_value(latest_year_of(number, anchor), number)


@rule(
    r"(?:the )?(?:(?:(?:very )?early|late|mid)[ -])?(?P<n>(?:1?\d|2[01])(?:st|nd|rd|th)|{ORDINAL})[ -][Cc]entury\b",
    "the late 20th century",
    "19",
)
def century(m: Match, anchor: date | None, tense: int) -> Value | None:
    number = day_of(m["n"]) - 1
    return Value("DATE", f"{number:02}", date(max(1, 100 * number), 1, 1), date(100 * number + 99, 12, 31))


@rule(
    r"(?:the |a )?(?:comparable |corresponding )?(?P<which>latest|most recent|last|past|current|year-ago|year-earlier|previous|prior|same)(?: fiscal)?[ -](?:period|quarter)(?P<y>)\b",
    "the latest quarter",
    "2015-Q4",
)
@rule(r"(?:the )(?P<which>)(?:quarter)(?P<y>)\b", "the quarter", "2015-Q4")
@rule(r"the (?P<y>{YEAR})(?P<which>) (?:period|quarter)\b", "the 2014 quarter", "2014-Q4")
@rule(
    r"the (?:same |corresponding |comparable |like )?(?:period|quarter),? (?:of )?(?P<which>last year|a year (?:ago|earlier|before))(?P<y>)\b",
    "the same period last year",
    "2014-Q4",
)
@rule(r"(?P<which>last year)['’]s quarter(?P<y>)\b", "last year's quarter", "2014-Q4")
def quarter_by_name(m: Match, anchor: date | None, tense: int) -> Value | None:
    """Accounts tell of the last quarter that is over; a year ago, of the same one."""
    if anchor is None:
        return Value("DATE", "XXXX-QX")
    now = quarter_of(anchor, 0 if m["which"] == "current" else -1)
    if m["y"]:
        return quarter_value(int(m["y"]), now[1])
    return quarter_value(now[0] - ("year" in m["which"]), now[1])


@rule(
    r"(?P<which>this|last|next)(?: year['’]s) (?P<o>first|second|third|fourth)[ -]quarter\b",
    "this year's third quarter",
    "2016-Q3",
)
@rule(
    r"(?:the )(?P<which>year-ago|year-earlier) (?P<o>first|second|third|fourth)[ -]quarter\b",
    "the year-ago third quarter",
    "2014-Q3",
)
@rule(
    r"(?:the )(?P<which>(?:19|20)\d\d) (?P<o>first|second|third|fourth)[ -]quarter\b",
    "the 1988 second quarter",
    "1988-Q2",
)
def quarter_of_year(m: Match, anchor: date | None, tense: int) -> Value | None:
    number, which = ORDINALS[m["o"]], m["which"]
    if which.isdigit():
        return quarter_value(int(which), number)
    if anchor is None:
        return Value("DATE", f"XXXX-Q{number}")
    year = anchor.year + _STEPS[which] if which in _STEPS else latest_year_of(number, anchor) - 1
    return quarter_value(year, number)


@rule(r"year-(?:earlier|ago)\b", "year-earlier", "2015")
def year_earlier(m: Match, anchor: date | None, tense: int) -> Value | None:
    return year_value(anchor.year - 1) if anchor else Value("DATE", "XXXX")


@rule(r"the (?:(?P<span>full |whole |entire )|fiscal |calendar )?year\b", "the fiscal year", "2016")
def the_year(m: Match, anchor: date | None, tense: int) -> Value | None:
    return year_value(anchor.year) if anchor else Value("DATE", "XXXX")


@rule(r"(?:the )?year(?:[- ]end|['’]s end)\b", "year-end", "2015")
def end_of_year(m: Match, anchor: date | None, tense: int) -> Value | None:
    if anchor is None:
        return Value("DATE", "XXXX")
    ahead = tense > 0 or anchor.month > 9
    return year_value(anchor.year if ahead else anchor.year - 1)._replace(start=date(anchor.year - (not ahead), 12, 1))


@rule(
    r"(?:the )?(?P<early>early |late |mid-)?(?P<past>this past )?(?P<season>spring|summer|autumn|winter)\b(?! of)",
    "the early summer",
    "2015-SU",
)
@rule(r"(?P<early>)(?P<past>this past )(?P<season>fall)\b", "this past fall", "2015-FA")
def bare_season(m: Match, anchor: date | None, tense: int) -> Value | None:
    """The latest one that has begun, or the next one ahead."""
    if anchor is None:
        return Value("DATE", f"XXXX-{SEASONS[m['season']][0]}")
    value = season_value(anchor.year, m["season"])
    assert value.start
    if tense <= 0 and value.start > anchor:
        value = season_value(anchor.year - 1, m["season"])
    return partly(value, m["early"])


@rule(
    r"(?:the )?(?P<which>first|second|last|latter) half of (?P<year>{YEAR}|(?:last|this|next|the) year)\b",
    "the second half of 2014",
    "2014-H2",
)
def half_of_year(m: Match, anchor: date | None, tense: int) -> Value | None:
    half = 1 if m["which"] == "first" else 2
    if not m["year"].isdigit() and anchor is None:
        return Value("DATE", f"XXXX-H{half}")
    year = int(m["year"]) if m["year"].isdigit() else anchor.year + _STEPS[m["year"].split()[0]]  # type: ignore[union-attr]
    return Value("DATE", f"{year}-H{half}", date(year, 6 * half - 5, 1), month_value(year, 6 * half).end)


@rule(r"(?:the )?(?P<early>early |late |mid-)?['’](?P<tens>[1-9])0s\b", "the '80s", "198")
@rule(
    r"the (?P<early>early |late |mid-)?(?P<tens>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
    "the nineties",
    "199",
)
def decade_of_century(m: Match, anchor: date | None, tense: int) -> Value | None:
    """The latest such decade that has begun."""
    tens = int(m["tens"]) if m["tens"].isdigit() else TENS[m["tens"].removesuffix("ies") + "y"] // 10
    if anchor is None:
        return Value("DATE", f"XX{tens}")
    start = anchor.year // 100 * 100 + 10 * tens
    return decade_value(start if start <= anchor.year else start - 100)


@rule(r"(?P<side>post|pre)-(?P<y>{YEAR})\b", "post-2003", "2003")
def beside_year(m: Match, anchor: date | None, tense: int) -> Value | None:
    value = year_value(int(m["y"]))
    return value._replace(end=anchor) if m["side"] == "post" else value._replace(start=None)
