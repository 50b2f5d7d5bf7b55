"""Days of the week, days counted from today, parts of days and times of day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateline.timex.grammar.nearest import nearest
from dateline.timex.grammar.rule import PARTS_OF_RULES, Match, rule
from dateline.timex.grammar.words import number_of, part_code, weekday_of
from dateline.timex.spans import Value, day_value, week_value


@rule(
    r"(?P<early>(?:late|early|later|earlier)(?: on)? )?(?P<which>last |this |this past |this coming |next |past )?(?P<wd>{WD})(?: (?P<part>{PART}))?\b",
    "late on Wednesday",
    "2016-03-30",
)
def weekday(m: Match, anchor: date | None, tense: int) -> Value | None:
    part = part_code(m["part"])
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
    r"(?P<early>(?:late|early|earlier|later) )?(?P<word>today|tonight|yesterday|tomorrow)(?: (?P<part>{PART}))?\b",
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
    r"(?P<early>late |early |earlier |later )?(?P<which>last|this) (?P<part>morning|afternoon|evening|night)\b",
    "last night",
    "2016-03-30TNI",
)
def part_of_day(m: Match, anchor: date | None, tense: int) -> Value | None:
    part = part_code(m["part"])
    if anchor is None:
        return Value("TIME", f"XXXX-XX-XXT{part}")
    return day_value(anchor - timedelta(days=m["which"].lower() == "last"), part)


@rule(r"(?P<a>\d{4}|{HOURS}){OTHER}", "0600 (0300 GMT)", "2016-03-31T06:00")
@rule(r"(?P<a>{HOURS}){ZONE}{0,2}", "half past four in the afternoon", "2016-03-31T16:30")
def clock(m: Match, anchor: date | None, tense: int) -> Value | None:
    time = clock_value(m["a"])
    if time is None:
        return None
    return Value("TIME", f"{anchor.isoformat() if anchor else 'XXXX-XX-XX'}T{time}", anchor, anchor)


_NAMED_HOURS = {"noon": "12:00", "midday": "12:00", "midnight": "24:00", "dawn": "MO", "dusk": "EV"}
_MINUTES = {"half": 30, "quarter": 15}
_HOUR = re.compile(
    rf"(?:(?:a )?(?P<past>[\w-]+?)(?: minutes)?[ -](?P<way>past|to) )?(?P<h>\d\d(?=\d\d)|\d\d?|{PARTS_OF_RULES['HOURWORD']})"
    r"(?:[:.h]?(?P<m>\d\d)|[ -](?P<spelt>(?:oh|twenty|forty|fifty)[ -]five|fifteen|twenty|thirty|forty|fifty))?"
)


def clock_value(words: str, part: str | None = None) -> str | None:
    """The hour and minute of a time of the clock; `part` is the part of the day that is told elsewhere.

    >>> clock_value("8:30 p.m."), clock_value("0600 GMT"), clock_value("12 noon"), clock_value("3:30", "afternoon")
    ('20:30', '06:00', '12:00', '15:30')
    >>> clock_value("a quarter to five in the evening"), clock_value("9 o'clock at night"), clock_value("four-thirty PM")
    ('16:45', '21:00', '16:30')
    """
    words = words.lower()
    if named := next((_NAMED_HOURS[word] for word in words.split() if word in _NAMED_HOURS), None):
        return named
    match = _HOUR.match(words)
    if match is None:
        return None
    hour, minute = number_of(match["h"]), int(match["m"] or 0) or (number_of(match["spelt"]) if match["spelt"] else 0)
    if match["past"]:
        minute = _MINUTES.get(match["past"]) or number_of(match["past"])
        hour, minute = (hour, minute) if match["way"] == "past" else (hour - 1, 60 - minute)
    return on_the_clock(hour, minute, re.sub("[^a-z]", "", words[match.end() :].partition("(")[0]) + (part or ""))


def on_the_clock(hour: int, minute: int, said: str) -> str | None:
    """An hour by the half of the day that is said with it."""
    night = "night" in said and hour > 5
    if (said.startswith("pm") or "noon" in said or "evening" in said or night) and hour < 12:
        hour += 12
    elif night and hour == 12:
        hour = 24
    if (said.startswith("am") or "morning" in said) and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if 0 <= hour < 25 and minute < 60 else None


@rule(r"the day (?P<way>before yesterday|after tomorrow)\b", "the day before yesterday", "2016-03-29")
def two_days_off(m: Match, anchor: date | None, tense: int) -> Value | None:
    if anchor is None:
        return Value("DATE", "XXXX-XX-XX")
    return day_value(anchor + timedelta(days=-2 if m["way"].startswith("before") else 2))


@rule(r"(?P<wd>the weekend)\b", "the weekend", "2016-W12-WE")
def the_weekend(m: Match, anchor: date | None, tense: int) -> Value | None:
    if anchor is None:
        return Value("DATE", "XXXX-WXX-WE")
    saturday = nearest(anchor, 5, tense)
    return Value("DATE", week_value(saturday).value + "-WE", saturday, saturday + timedelta(days=1))


@rule(
    r"(?P<early>mid-?|(?:mid|late|early)[ -])(?P<part>morning|afternoon|evening)(?: (?P<wd>{WD}|yesterday|today))?\b",
    "mid-afternoon yesterday",
    "2016-03-30TAF",
)
@rule(r"(?P<early>)(?P<part>overnight)(?: (?:on )?(?P<wd>{WD}|yesterday|today))?\b", "overnight", "2016-03-31TNI")
def part_alone(m: Match, anchor: date | None, tense: int) -> Value | None:
    part, day = part_code(m["part"]), (m["wd"] or "").lower()
    if anchor is None:
        return Value("TIME", f"XXXX-XX-XXT{part}")
    if day in _DAYS:
        return day_value(anchor + timedelta(days=_DAYS[day]), part)
    value = day_value(nearest(anchor, weekday_of(day), tense) if day else anchor, part)
    return value._replace(start=anchor - timedelta(days=1)) if m["part"].lower() == "overnight" else value


@rule(
    r"(?:overnight|the night) (?:from |on |of )?(?P<wd>{WD}) (?:to|into) {WD}\b",
    "overnight Friday to Saturday",
    "2016-03-25TNI",
)
def night_between(m: Match, anchor: date | None, tense: int) -> Value | None:
    if anchor is None:
        return Value("TIME", f"XXXX-WXX-{weekday_of(m['wd']) + 1}TNI")
    value = day_value(nearest(anchor, weekday_of(m["wd"]), tense), "NI")
    return value._replace(end=value.start + timedelta(days=1)) if value.start else value
