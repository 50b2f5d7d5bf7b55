"""The grammar of time expressions: one row a form, with an example that is its test.

A rule is a pattern and a function from its match, the anchor day (None while unknown) and the tense (-1 past, 1 future)
to a TIMEX3 value. Values follow TIMEX3 and TimeBank's habits; a value without an anchor is written with X (TIMEX3's
"unknown"). Examples are normalised against Thursday, 31 March 2016.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dateline.timex.spans import (
    CLOCK_UNITS,
    MONTHS,
    PARTS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    Value,
    day_value,
    decade_value,
    month_value,
    narrowed,
    quarter_value,
    safe_date,
    season_value,
    shift,
    week_value,
    year_value,
)

Match = re.Match[str]
Resolver = Callable[[Match, date | None, int], Value | None]


class Rule(NamedTuple):
    """One form of time expression. `example` is (words, value against the anchor of the examples)."""

    pattern: re.Pattern[str]
    resolve: Resolver
    example: tuple[str, str]


RULES: list[Rule] = []

TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
NUMBERS = (
    {
        w: n
        for n, w in enumerate(
            """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty""".split()
        )
    }
    | {"couple": 2, "half": 1, "a": 1, "an": 1, "hundred": 100}
    | TENS
)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|january|february|april|june|july|august|september|october|november|december|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\b\.?)"
_WD = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|MON|TUES|WEDNES|THURS|FRI|SATUR|SUN|mon|tues|wednes|thurs|fri|satur|sun)(?:day|DAY)|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.?)"
_YEAR = r"(?:1[789]\d\d|20\d\d)"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_TEENS = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_N = rf"(?:\d{{1,4}}(?: 1/2|½|\.5)?|{_TENS}(?:[- ]{_ONES})?|{_TEENS}|{_ONES}(?: and a half)?|[Aa]n? hundred|[Aa]n?|half an?|a couple of|couple of)"
_SPELT = rf"(?:(?:nineteen|eighteen|twenty) (?:{_TENS}(?:[- ]{_ONES})?|{_TEENS}|oh[- ]{_ONES})|two thousand(?: and)?(?: (?:{_TEENS}|{_ONES}))?)"
_VAGUE = r"(?:several|a few|few|many|some|recent|coming|numerous)"
_UNIT = r"(?:second|minute|hour|day|night|week|fortnight|weekend|month|quarter|year|decade|centurie|century)"
_PART = r"(?:morning|afternoon|evening|night)"
_EARLY = r"(?:(?:very )?early|late|mid|later|earlier|the (?:end|beginning|start|middle) of)"
_ABOUT = r"(?:(?:about|around|nearly|almost|more than|less than|over|at least|at most|up to|some|roughly|just over|just under|only|approximately) )"
_BOUND = r"(?:(?:nearly|almost|no more than|more than|less than|at least|at most|up to) )"
_CLOCK = r"(?:\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|[012]?\d:[0-5]\d(?::[0-5]\d)?(?!\d)|(?:0\d|1\d|2[0-3])[0-5]\d (?:hours|hrs|GMT|UTC|local|am|pm)|(?:0\d|1\d|2[0-3])[0-5]\d(?= \())"
_ZONE = r"(?: \(?(?:GMT|UTC|EST|EDT|PST|CST|CET|BST|MST|local(?: time)?)\)?)"


def rule(pattern: str, words: str, value: str, parts: dict[str, str] | None = None) -> Callable[[Resolver], Resolver]:
    """Adds a form to the grammar. `{NAME}` in the pattern stands for that one of `parts`, or the `_NAME` of this module."""
    own = {n[1:]: part for n, part in globals().items() if n[0] == "_" and n[1:].isupper() and isinstance(part, str)}
    for name, part in (own | (parts or {})).items():
        pattern = pattern.replace("{" + name + "}", part)

    def add(resolve: Resolver) -> Resolver:
        RULES.append(Rule(re.compile(pattern), resolve, (words, value)))
        return resolve

    return add


def month_of(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def weekday_of(word: str) -> int:
    return WEEKDAYS[word.lower().rstrip(".")]


def number_of(words: str) -> int:
    """The whole part of a number.

    >>> number_of("twenty-four"), number_of("2 1/2"), number_of("a couple of")
    (24, 2, 2)
    """
    words = words.lower().removesuffix("and a half")
    if words[:1].isdigit():
        return int(re.match(r"\d+", words)[0])  # type: ignore[index]
    parts = [w for w in re.split(r"[\s-]", words) if w in NUMBERS]
    if len(parts) == 2 and parts[0] in TENS:
        return NUMBERS[parts[0]] + NUMBERS[parts[1]]
    return NUMBERS[parts[-1]]


def has_half(words: str) -> bool:
    return bool(re.search(r"1/2|½|\.5|and a half", words))


def year_of(words: str) -> int:
    """A year spelt as it is spoken.

    >>> year_of("nineteen ninety-six"), year_of("two thousand and three"), year_of("2014")
    (1996, 2003, 2014)
    """
    if words.isdigit():
        return int(words)
    parts = re.split(r"[\s-]", words.lower())
    if parts[:2] == ["two", "thousand"]:
        return 2000 + sum(NUMBERS.get(w, 0) for w in parts[2:])
    return 100 * NUMBERS[parts[0]] + sum(NUMBERS.get(w, 0) for w in parts[1:])


def nearest(day: date, weekday: int, tense: int) -> date:
    """The weekday within the last seven days (today included), or the next seven."""
    back = (day.weekday() - weekday) % 7
    return day + timedelta(days=(7 - back) % 7) if tense > 0 else day - timedelta(days=back)


def part_code(words: str | None) -> str | None:
    return next((code for name, code in PARTS.items() if words and name in words.lower()), None)


def early_part(words: str | None) -> str | None:
    """Which part of a span "late", "early", "the middle of" mean; "earlier" and "later" leave it open."""
    words = (words or "").lower()
    if ("late" in words and "later" not in words) or "end" in words:
        return "late"
    if ("early" in words and "earlier" not in words) or "begin" in words or "start" in words:
        return "early"
    return "mid" if "mid" in words else None


def partly(value: Value | None, words: str | None) -> Value | None:
    part = early_part(words)
    return narrowed(value, part) if value and part else value


AHEAD = 60  # days for which a day without a year may lie ahead, rather than almost a year back


def year_for(month: int, day: int | None, anchor: date, tense: int) -> int:
    """The year of a bare month or month and day: the latest not after the anchor, or the next for the future."""
    try:
        candidate = date(anchor.year, month, day or 1)
    except ValueError:
        return anchor.year
    slack = timedelta(days=AHEAD if day else 0)
    if tense > 0:
        recent = timedelta(days=AHEAD if day else 0)
        return anchor.year if candidate >= anchor.replace(day=1) - recent else anchor.year + 1
    if day and candidate + timedelta(days=365 - AHEAD) < anchor:
        return anchor.year + 1  # "Jan. 14", said in December
    return anchor.year if candidate <= anchor + slack else anchor.year - 1


# --- full dates ---


@rule(
    r"(?:(?:{WD}),? )?(?P<y>{YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d)(?:T\d\d:\d\d(?::\d\d)?Z?)?",
    "2016-03-22",
    "2016-03-22",
)
@rule(
    r"(?:{WD},? )?(?P<mon>{MONTH}) (?P<d>{D})(?:st|nd|rd|th)?,? ?(?P<y>{YEAR})\b",
    "Tuesday, March 22, 2016",
    "2016-03-22",
)
@rule(
    r"(?:{WD},? )?(?:the )?(?P<d>{D})(?:st|nd|rd|th)?(?: of)?[ -](?P<mon>{MONTH}),?[ -](?P<y>{YEAR})\b",
    "22 March 2016",
    "2016-03-22",
)
@rule(r"(?P<d>[0-3]?\d)[/.](?P<m>0?[1-9]|1[0-2])[/.](?P<y>(?:19|20)\d\d)\b", "22/03/2016", "2016-03-22")
@rule(r"(?P<d>[0-3]?\d)-(?P<m>0?[1-9]|1[0-2])-(?P<y>(?:19|20)\d\d)\b", "22-03-2016", "2016-03-22")
def full_date(m: Match, anchor: date | None, tense: int) -> Value | None:
    parts = m.groupdict()
    month = month_of(parts["mon"]) if parts.get("mon") else int(parts["m"])
    day = safe_date(int(parts["y"]), month, int(parts["d"]))
    return day_value(day) if day else None


@rule(r"(?P<early>{EARLY})?[ -]?(?P<mon>{MONTH}),?(?: of)? (?P<y>{YEAR}|{SPELT})\b", "June 2014", "2014-06")
def month_year(m: Match, anchor: date | None, tense: int) -> Value | None:
    return partly(month_value(year_of(m["y"]), month_of(m["mon"])), m["early"])


@rule(r"(?P<mon>{MONTH}) (?P<which>last|this|next) year\b", "October last year", "2015-10")
@rule(r"(?P<which>last|this|next) year,? in (?P<mon>{MONTH})\b", "last year in October", "2015-10")
def month_of_year(m: Match, anchor: date | None, tense: int) -> Value | None:
    if anchor is None:
        return Value("DATE", f"XXXX-{month_of(m['mon']):02}")
    return month_value(anchor.year + {"last": -1, "this": 0, "next": 1}[m["which"]], month_of(m["mon"]))


@rule(
    r"(?:(?P<wd>{WD})(?: {PART})?,?(?: the)? )(?P<mon>{MONTH}) (?P<d>{D})(?:st|nd|rd|th)?\b(?![,]? ?\d{4})",
    "Tuesday, March 22",
    "2016-03-22",
)
@rule(
    r"(?P<wd>{WD}),?(?: the)? (?P<d>{D})(?:st|nd|rd|th)?(?: of)? (?P<mon>{MONTH})\b(?!,? \d{4})",
    "Tuesday 22 March",
    "2016-03-22",
)
@rule(
    r"(?:[Ll]ast )?(?P<mon>{MONTH}) (?P<d>{D})(?:st|nd|rd|th)?(?P<wd>)\b(?!,? ?\d{4}|[:.]\d)", "March 22", "2016-03-22"
)
@rule(r"(?:the )?(?P<d>{D})(?:st|nd|rd|th)?(?: of)? (?P<mon>{MONTH})(?P<wd>)\b(?!,? \d{4})", "22 March", "2016-03-22")
def month_day(m: Match, anchor: date | None, tense: int) -> Value | None:
    month, day = month_of(m["mon"]), int(m["d"])
    if safe_date(2000, month, day) is None:
        return None
    if anchor is None:
        return Value("DATE", f"XXXX-{month:02}-{day:02}")
    made = safe_date(year_for(month, day, anchor, tense), month, day)
    return day_value(made) if made else None


_TO = rf"(?:(?: ?[-–] ?| (?:to|through|until) )|(?: and | or )(?=[\d ]{{1,2}}(?:st|nd|rd|th)?(?:[,.;)]|,? (?:of )?{_MONTH}| (?:in|when|after|at|near|by)\b|$)))"


@rule(
    r"(?P<mon>{MONTH}) (?P<d>{D})(?:st|nd|rd|th)?{TO}(?P<d2>{D})(?:st|nd|rd|th)?\b(?:,? (?P<y>{YEAR})\b)?(?![:.,]?\d|[-–]\d)",
    "March 3-5",
    "2016-03-03/2016-03-05",
)
@rule(
    r"(?P<d>{D})(?:st|nd|rd|th)?{TO}(?:the )?(?P<d2>{D})(?:st|nd|rd|th)?(?: of)? (?P<mon>{MONTH})(?:,? (?P<y>{YEAR})\b)?",
    "3 to 5 March 2014",
    "2014-03-03/2014-03-05",
)
def days_of_month(m: Match, anchor: date | None, tense: int) -> Value | None:
    """The days from one to another, as an interval of ISO 8601: TIMEX3 has no value for them."""
    month, first, last = month_of(m["mon"]), int(m["d"]), int(m["d2"])
    if first >= last or safe_date(2000, month, last) is None:
        return None
    if m["y"] is None and anchor is None:
        return Value("DATE", f"XXXX-{month:02}")
    year = int(m["y"]) if m["y"] else year_for(month, first, anchor, tense)  # type: ignore[arg-type]
    start, end = safe_date(year, month, first), safe_date(year, month, last)
    return Value("DATE", f"{start}/{end}", start, end) if start and end else None


# --- weekdays and parts of days ---


@rule(
    r"(?P<early>(?:[Ll]ate|[Ee]arly|[Ll]ater|[Ee]arlier)(?: on)? )?(?P<which>last |this |this past |this coming |next |past )?(?P<wd>{WD})(?:s(?= (?!and\b|at\b|in\b|from\b|the\b|to\b)[a-z]))?(?: (?P<part>{PART}))?\b",
    "late on Wednesday",
    "2016-03-30TEV",
)
def weekday(m: Match, anchor: date | None, tense: int) -> Value | None:
    part = part_code(m["part"]) or ({"late": "EV", "early": "MO"}.get((m["early"] or "").split(" ")[0].lower()))
    number = weekday_of(m["wd"])
    if anchor is None:
        return Value("TIME" if part else "DATE", f"XXXX-WXX-{number + 1}" + (f"T{part}" if part else ""))
    which = (m["which"] or "").strip().lower()
    day = nearest(
        anchor, number, {"next": 1, "this coming": 1, "last": -1, "past": -1, "this past": -1}.get(which, tense)
    )
    if which in ("last", "past") and day == anchor:
        day -= timedelta(days=7)
    if which == "next" and day == anchor:
        day += timedelta(days=7)
    return day_value(day, part)


_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


@rule(
    r"(?P<early>(?:[Ll]ate|[Ee]arly|[Ee]arlier|[Ll]ater) )?(?P<word>[Tt]oday|TODAY|[Tt]onight|TONIGHT|[Yy]esterday|YESTERDAY|[Tt]omorrow|TOMORROW)(?: (?P<part>{PART}))?\b",
    "yesterday",
    "2016-03-30",
)
def named_day(m: Match, anchor: date | None, tense: int) -> Value | None:
    word = m["word"].lower()
    part = part_code(m["part"]) or ("NI" if word == "tonight" else None)
    if anchor is None:
        return Value("TIME" if part else "DATE", "XXXX-XX-XX" + (f"T{part}" if part else ""))
    return day_value(anchor + timedelta(days=_DAYS[word]), part)


@rule(
    r"(?P<early>[Ll]ate |[Ee]arly |[Ee]arlier |[Ll]ater )?(?P<which>[Ll]ast|[Tt]his|LAST) (?P<part>morning|afternoon|evening|night|NIGHT)\b",
    "last night",
    "2016-03-30TNI",
)
def part_of_day(m: Match, anchor: date | None, tense: int) -> Value | None:
    part = part_code(m["part"])
    if anchor is None:
        return Value("TIME", f"XXXX-XX-XXT{part}")
    return day_value(anchor - timedelta(days=m["which"].lower() == "last"), part)


@rule(r"(?P<a>\d{4}|{CLOCK}) \((?P<b>\d{4}) ?GMT\)", "0600 (0300 GMT)", "2016-03-31T06:00")
@rule(
    r"(?P<a>{CLOCK})(?P<zone>{ZONE})?(?:,? (?:on )?(?P<wd>{WD}|today|yesterday))?",
    "8:30 p.m. Wednesday",
    "2016-03-30T20:30",
)
@rule(
    r"(?P<a>noon|midnight|midday|dawn|dusk)(?: (?:on )?(?P<wd>{WD}|today|yesterday))?\b", "midnight", "2016-03-31T24:00"
)
def clock(m: Match, anchor: date | None, tense: int) -> Value | None:
    time = clock_value(m["a"])
    if time is None:
        return None
    wd = m.groupdict().get("wd")
    if anchor is None:
        return Value("TIME", f"XXXX-XX-XXT{time}")
    day = anchor
    if wd:
        day = (
            anchor + timedelta(days=_DAYS[wd.lower()])
            if wd.lower() in _DAYS
            else nearest(anchor, weekday_of(wd), tense)
        )
    return Value("TIME", f"{day.isoformat()}T{time}", day, day)


def clock_value(words: str) -> str | None:
    """
    >>> clock_value("8:30 p.m."), clock_value("0600 GMT"), clock_value("noon")
    ('20:30', '06:00', '12:00')
    """
    named = {"noon": "12:00", "midday": "12:00", "midnight": "24:00", "dawn": "MO", "dusk": "EV"}
    if words.lower() in named:
        return named[words.lower()]
    digits = re.findall(r"\d+", words)
    if len(digits[0]) == 4:
        hour, minute = int(digits[0][:2]), int(digits[0][2:])
    else:
        hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    low = words.lower().replace(".", "").replace(" ", "")
    if low.endswith("pm") and hour < 12:
        hour += 12
    if low.endswith("am") and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 25 and minute < 60 else None


# --- units before and after now ---


@rule(
    r"(?P<about>{ABOUT})?(?P<n>{N}|{VAGUE}) (?:more )?(?P<unit>{UNIT})s? (?P<way>ago|earlier|before|previously)\b",
    "three months ago",
    "2015-12",
)
@rule(r"(?P<about>)[Ii]n (?P<n>{N}|several|a few) (?P<unit>{UNIT})s?(?P<way>)(?=[,.]| time|$)", "in two weeks", "P2W")
def units_off(m: Match, anchor: date | None, tense: int) -> Value | None:
    unit = m["unit"]
    back = bool(m["way"])
    if m["n"].split()[-1].lower() in ("several", "few", "many", "some", "recent", "coming", "numerous"):
        return Value("DATE", "PAST_REF" if back else "FUTURE_REF", None, anchor if back else None)
    n = number_of(m["n"])
    if not back and tense <= 0:
        return Value("DURATION", period(str(n), unit))
    if anchor is None:
        return Value("DATE", {"year": "XXXX", "decade": "XXX"}.get(unit, "XXXX-XX"))
    value = shift(anchor, -n if back else n, unit)
    if value is None or unit in ("day", "night"):
        return value
    return widened(value, anchor, n, unit, m["about"])


def widened(value: Value, anchor: date, n: int, unit: str, about: str | None) -> Value:
    """A count of months or weeks ago may be off by part of a unit: the days follow the count, the value the calendar."""
    days = {"week": 7, "month": 30, "year": 365, "decade": 3650, "fortnight": 14, "quarter": 91}.get(unit)
    if not days or not value.start or not value.end:
        return value
    slack = timedelta(days=max(3, int(days * (0.5 if not about else 1.0))))
    middle = anchor - timedelta(days=days * n) if value.start < anchor else anchor + timedelta(days=days * n)
    return value._replace(start=min(value.start, middle - slack), end=max(value.end, middle + slack))


@rule(
    r"(?P<early>(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly|EARLIER) )?(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Cc]urrent|LAST|THIS) (?P<unit>week|month|quarter|year|weekend|decade|century|WEEK|MONTH|YEAR)\b",
    "late last year",
    "2015",
)
@rule(
    r"(?P<early>the (?:end|beginning|start|middle) of )(?P<which>last|this|next) (?P<unit>week|month|year)\b",
    "the end of this month",
    "2016-03",
)
def unit_by_name(m: Match, anchor: date | None, tense: int) -> Value | None:
    unit = m["unit"].lower()
    step = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1}[m["which"].lower()]
    if anchor is None:
        return Value(
            "DATE",
            {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX"}.get(unit, "XXXX"),
        )
    if unit == "decade":
        return decade_value((anchor.year // 10 + step) * 10)
    if unit == "century":
        return Value("DATE", f"{anchor.year // 100 + step}", None, None)
    if unit == "weekend":
        week = week_value(
            anchor + timedelta(weeks=step if step else (-1 if anchor.weekday() < 3 and tense <= 0 else 0))
        )
        assert week.start and week.end
        return Value("DATE", week.value + "-WE", week.start + timedelta(days=5), week.end)
    value = shift(anchor, step, unit)
    if value and step == 0 and (m["early"] or "").lower().startswith("earlier"):
        return value._replace(end=max(value.start, anchor - timedelta(days=1)) if value.start else anchor)
    return partly(value, m["early"])


@rule(r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext) (?P<mon>{MONTH})\b", "last October", "2015-10")
@rule(r"(?P<early>{EARLY}|[Ee]arly|[Ll]ate|[Mm]id)[ -](?P<mon>{MONTH})\b(?! \d)", "early March", "2016-03")
@rule(r"(?P<mon>{MONTH})\b(?! \d|’|')", "October", "2015-10")
def bare_month(m: Match, anchor: date | None, tense: int) -> Value | None:
    month = month_of(m["mon"])
    if anchor is None:
        return Value("DATE", f"XXXX-{month:02}")
    which = (m.groupdict().get("which") or "").lower()
    year = anchor.year if which == "this" else year_for(month, None, anchor, {"next": 1, "last": -1}.get(which, tense))
    if which == "last" and month == anchor.month:
        year = anchor.year - 1
    return partly(month_value(year, month), m.groupdict().get("early"))


@rule(
    r"(?P<early>(?:[Ee]arly|[Ll]ate|mid)[ -])?(?P<which>[Ll]ast|[Tt]his|[Nn]ext) (?P<season>spring|summer|autumn|fall|winter)\b",
    "last summer",
    "2015-SU",
)
@rule(r"the (?P<season>spring|summer|autumn|fall|winter) of (?P<y>{YEAR})", "the summer of 2014", "2014-SU")
def season(m: Match, anchor: date | None, tense: int) -> Value | None:
    parts = m.groupdict()
    if parts.get("y"):
        return season_value(int(parts["y"]), m["season"])
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


# --- years and decades ---


@rule(
    r"(?P<early>{EARLY})?[ -]?(?:the year |fiscal )?(?P<y>{YEAR}|{SPELT})(?:-(?P<z>{YEAR}|\d\d)\b)?(?!\d|,\d|\.\d|s\b)",
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
    r"(?:[Tt]he |[Ii]ts |[Tt]heir )?(?:fiscal )?(?P<o>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th) quarter(?: of (?P<y>{YEAR}))?\b",
    "the third quarter",
    "2015-Q3",
)
@rule(r"(?P<o>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)-quarter(?P<y>)\b", "third-quarter", "2015-Q3")
def quarter(m: Match, anchor: date | None, tense: int) -> Value | None:
    number = ORDINALS[m["o"].lower()]
    if m["y"]:
        return quarter_value(int(m["y"]), number)
    if anchor is None:
        return Value("DATE", f"XXXX-Q{number}")
    return quarter_value(latest_year_of(number, anchor), number)


def latest_year_of(number: int, anchor: date) -> int:
    """The year of the latest quarter of that number that has begun."""
    return anchor.year if number <= quarter_of(anchor, 0)[1] else anchor.year - 1


# --- durations, sets, references ---


def period(n: str, unit: str) -> str:
    """A TIMEX3 period.

    >>> period("3", "hour"), period("2", "decade")
    ('PT3H', 'P2E')
    """
    if unit == "fortnight":
        return f"P{2 * int(n) if n.isdigit() else n}W"
    return ("PT" if unit in ("second", "minute", "hour") else "P") + n + UNITS[unit]


@rule(
    r"(?P<lead>(?:the |his |her |its |their )?(?:past|last|next|first|recent|coming|previous) )(?P<n>{N}|several|few|couple of|many)?(?: (?:or|to) (?P<n2>{N}))? ?(?P<unit>{UNIT})s\b",
    "the past four or five days",
    "P4D",
)
def lead_duration(m: Match, anchor: date | None, tense: int) -> Value | None:
    words = m["n"] or ""
    vague = not words or words in ("several", "few", "many")
    n = "X" if vague else str(number_of(words))
    lead = m["lead"].lower()
    value = Value("DURATION", period(n, m["unit"]))
    if vague and "recent" in lead:
        value = Value("DATE", "PAST_REF")
    if vague and "coming" in lead:
        value = Value("DATE", "FUTURE_REF")
    if anchor and any(word in lead for word in ("past", "last", "recent", "previous")):
        most = number_of(m["n2"]) if m["n2"] else int(n) if n != "X" else 12
        reach = shift(anchor, -most, m["unit"])
        return value._replace(start=reach.start if reach else None, end=anchor)
    return value


@rule(
    r"(?P<bound>{BOUND}|[Tt]he (?=\w+ \w+s\b))?(?P<n>{N}|[Ss]everal|[Aa] few|few|many|some)(?: (?:or|to) {N})?[ -](?:more )?(?P<unit>{UNIT})s?(?:[ -]long)?(?P<half> and a half)?\b(?![- ]olds?\b)",
    "nearly two years",
    "P2Y",
)
@rule(r"(?P<n>(?:many|several) )?(?P<half>)(?P<unit>day|week|month|year|decade|centurie|hour)s\b", "years", "PXY")
def duration(m: Match, anchor: date | None, tense: int) -> Value | None:
    words = (m["n"] or "").strip().lower()
    if not words or words.split()[-1] in ("several", "few", "many", "some"):
        return Value("DURATION", period("X", m["unit"]))
    if (has_half(words) or m["half"]) and (rest := HALVES.get(m["unit"])):
        whole = "" if words.startswith("half") else f"{number_of(words)}{UNITS[m['unit']]}"
        return Value("DURATION", ("PT" if m["unit"] in CLOCK_UNITS else "P") + whole + rest)
    return Value("DURATION", period(str(number_of(words)), m["unit"]))


HALVES = {"minute": "30S", "hour": "30M", "day": "T12H", "year": "6M", "century": "50Y"}


@rule(r"(?:[Ee]very|[Ee]ach) (?P<what>day|week|month|year|night|hour|{WD}|morning|evening)\b", "every day", "P1D")
@rule(r"(?P<what>[Dd]aily|[Ww]eekly|[Mm]onthly|[Yy]early|[Aa]nnually|[Hh]ourly)\b", "daily", "P1D")
def repeated(m: Match, anchor: date | None, tense: int) -> Value | None:
    word = m["what"].lower()
    names = {
        "daily": "day",
        "weekly": "week",
        "monthly": "month",
        "yearly": "year",
        "annually": "year",
        "hourly": "hour",
    }
    unit = names.get(word, word)
    if unit in UNITS:
        return Value("SET", period("1", unit))
    return Value("SET", f"XXXX-WXX-{WEEKDAYS[word] + 1}" if word in WEEKDAYS else "P1D")


@rule(
    r"(?:[Nn]ow(?! that)|[Cc]urrently|[Cc]urrent(?= \w)|[Aa]t present|[Nn]owadays|[Pp]resently)\b", "now", "PRESENT_REF"
)
def present(m: Match, anchor: date | None, tense: int) -> Value | None:
    return Value("DATE", "PRESENT_REF", anchor, anchor)


@rule(
    r"(?:[Rr]ecently|[Ff]ormerly|[Oo]nce upon a time|the past)\b(?! (?:few|several|two|three|four|five|six|\d))",
    "recently",
    "PAST_REF",
)
def past(m: Match, anchor: date | None, tense: int) -> Value | None:
    return Value("DATE", "PAST_REF", None, anchor)


@rule(r"(?:the (?:near )?future)\b", "the future", "FUTURE_REF")
def future(m: Match, anchor: date | None, tense: int) -> Value | None:
    return Value("DATE", "FUTURE_REF", anchor, None)


@rule(r"[Tt]he day (?P<way>before yesterday|after tomorrow)\b", "the day before yesterday", "2016-03-29")
def two_days_off(m: Match, anchor: date | None, tense: int) -> Value | None:
    if anchor is None:
        return Value("DATE", "XXXX-XX-XX")
    return day_value(anchor + timedelta(days=-2 if m["way"].startswith("before") else 2))


@rule(r"(?P<wd>[Tt]he weekend)\b", "the weekend", "2016-W12-WE")
def the_weekend(m: Match, anchor: date | None, tense: int) -> Value | None:
    if anchor is None:
        return Value("DATE", "XXXX-WXX-WE")
    saturday = nearest(anchor, 5, tense)
    return Value("DATE", week_value(saturday).value + "-WE", saturday, saturday + timedelta(days=1))


@rule(r"(?:the )?(?P<which>previous|next|following|same) day\b", "the previous day", "XXXX-XX-XX")
def other_day(m: Match, anchor: date | None, tense: int) -> Value | None:
    return Value("DATE", "XXXX-XX-XX")  # relative to an event that this grammar does not know


@rule(
    r"(?P<early>[Mm]id|[Ll]ate|[Ee]arly)[ -](?P<part>morning|afternoon|evening)(?: (?P<wd>{WD}|yesterday|today))?\b",
    "mid-afternoon yesterday",
    "2016-03-30TAF",
)
@rule(r"(?P<early>)(?P<part>[Oo]vernight)(?P<wd>)\b", "overnight", "2016-03-31TNI")
def part_alone(m: Match, anchor: date | None, tense: int) -> Value | None:
    part, day = part_code(m["part"]), (m["wd"] or "").lower()
    if anchor is None:
        return Value("TIME", f"XXXX-XX-XXT{part}")
    if day in _DAYS:
        return day_value(anchor + timedelta(days=_DAYS[day]), part)
    value = day_value(nearest(anchor, weekday_of(day), tense) if day else anchor, part)
    return value._replace(start=anchor - timedelta(days=1)) if m["part"].lower() == "overnight" else value


@rule(r"(?:[Tt]he )?(?P<n>1?\d|2[01])(?:st|nd|rd|th) [Cc]entury\b", "the 20th century", "19")
def century(m: Match, anchor: date | None, tense: int) -> Value | None:
    number = int(m["n"]) - 1
    return Value("DATE", f"{number:02}", date(max(1, 100 * number), 1, 1), date(100 * number + 99, 12, 31))


@rule(
    r"(?:[Tt]he |[Aa] )?(?:comparable |corresponding )?(?P<which>latest|most recent|last|past|current|year-ago|year-earlier|previous|prior|same)(?: fiscal)?[ -](?:period|quarter)(?P<y>)\b",
    "the latest quarter",
    "2015-Q4",
)
@rule(r"(?:[Tt]he )(?P<which>)(?:quarter)(?P<y>)\b", "the quarter", "2015-Q4")
@rule(r"[Tt]he (?P<y>{YEAR})(?P<which>) (?:period|quarter)\b", "the 2014 quarter", "2014-Q4")
def quarter_by_name(m: Match, anchor: date | None, tense: int) -> Value | None:
    """Accounts tell of the last quarter that is over; a year ago, of the same one."""
    if anchor is None:
        return Value("DATE", "XXXX-QX")
    now = quarter_of(anchor, 0 if m["which"] == "current" else -1)
    if m["y"]:
        return quarter_value(int(m["y"]), now[1])
    return quarter_value(now[0] - (m["which"] in ("year-ago", "year-earlier")), now[1])


def quarter_of(day: date, step: int) -> tuple[int, int]:
    """The year and number of the quarter so many after that of a day."""
    count = day.year * 4 + (day.month - 1) // 3 + step
    return count // 4, count % 4 + 1


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
    steps = {"this": 0, "last": -1, "next": 1}
    year = anchor.year + steps[which] if which in steps else latest_year_of(number, anchor) - 1
    return quarter_value(year, number)


@rule(r"[Yy]ear-(?:earlier|ago)\b", "year-earlier", "2015")
def year_earlier(m: Match, anchor: date | None, tense: int) -> Value | None:
    return year_value(anchor.year - 1) if anchor else Value("DATE", "XXXX")


@rule(r"[Tt]he (?:(?P<span>full |whole |entire )|fiscal |calendar )?year\b", "the fiscal year", "2016")
def the_year(m: Match, anchor: date | None, tense: int) -> Value | None:
    return year_value(anchor.year) if anchor else Value("DATE", "XXXX")


@rule(r"[Tt]he (?P<unit>week)\b", "the week", "2016-WXX")
def the_week(m: Match, anchor: date | None, tense: int) -> Value | None:
    return Value("DATE", f"{anchor.year}-WXX" if anchor else "XXXX-WXX")


@rule(r"(?P<which>[Tt]hat same|[Tt]hat|[Tt]he same) (?P<unit>day|week|month|year)\b", "that year", "XXXX")
@rule(r"(?P<which>(?:[Ee]arlier|[Ll]ater) that) (?P<unit>day|week|month|year)\b", "later that year", "XXXX")
def unit_told_before(m: Match, anchor: date | None, tense: int) -> Value | None:
    """What the text spoke of before, which this grammar does not know."""
    return Value("DATE", {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}[m["unit"]])


@rule(r"(?:[Tt]he )?(?P<early>end of the |end-of-|)(?P<y>year)(?:[- ]end|['’]s end)\b", "year-end", "2015-12-31")
def end_of_year(m: Match, anchor: date | None, tense: int) -> Value | None:
    if anchor is None:
        return Value("DATE", "XXXX-12-31")
    ahead = tense > 0 or anchor.month > 9
    return day_value(date(anchor.year if ahead else anchor.year - 1, 12, 31))


@rule(r"(?:the |The )?past (?P<unit>week|month|year|decade|century)\b", "the past year", "P1Y")
def past_unit(m: Match, anchor: date | None, tense: int) -> Value | None:
    unit = m["unit"]
    value = Value("DURATION", {"decade": "P10Y", "century": "P100Y"}.get(unit, period("1", unit)))
    reach = shift(anchor, -1, unit) if anchor and unit != "century" else None
    return value._replace(start=reach.start, end=anchor) if reach else value


@rule(r"(?:[Ee]very|[Ee]ach) (?P<mon>{MONTH})(?P<wd>)(?P<part>)\b", "each July", "XXXX-07")
@rule(r"(?P<wd>{WD}) (?P<part>{PART})s(?P<mon>)\b", "Tuesday nights", "XXXX-WXX-2TNI")
def month_or_night_each(m: Match, anchor: date | None, tense: int) -> Value | None:
    if m["mon"]:
        return Value("SET", f"XXXX-{month_of(m['mon']):02}")
    return Value("SET", f"XXXX-WXX-{weekday_of(m['wd']) + 1}T{part_code(m['part'])}")


@rule(
    r"(?:[Tt]he )?(?P<early>early |late |mid-)?(?P<past>this past )?(?P<season>spring|summer|autumn|winter)\b(?! of)",
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


@rule(r"[Tt]he (?:following|next|previous) (?P<unit>morning|week|month|year)\b", "the following year", "XXXX")
@rule(r"(?:{ABOUT})?{N} (?P<unit>day|week|month|year)s? later\b", "two years later", "XXXX")
def unit_after(m: Match, anchor: date | None, tense: int) -> Value | None:
    """Counted from what the text spoke of before, which this grammar does not know."""
    values = {"day": "XXXX-XX-XX", "morning": "XXXX-XX-XXTMO", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}
    return Value("TIME" if m["unit"] == "morning" else "DATE", values[m["unit"]])


@rule(
    r"(?P<n>\d{1,2}|{ONES}) (?:o['’]clock )?in the (?P<part>morning|afternoon|evening)\b",
    "4 in the morning",
    "2016-03-31T04:00",
)
def hour_in_words(m: Match, anchor: date | None, tense: int) -> Value | None:
    hour = number_of(m["n"]) + (12 if m["part"] != "morning" and number_of(m["n"]) < 12 else 0)
    if hour > 24:
        return None
    return Value("TIME", f"{anchor.isoformat() if anchor else 'XXXX-XX-XX'}T{hour:02}:00", anchor, anchor)
