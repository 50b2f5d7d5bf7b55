"""What clock a time of day is by: the zone that its words name, the other clock beside it, or that of the dateline's place.

>>> hit = Place(geonames=None, name="Hit", country="IQ", admin1=None, lat=33.6, lon=42.8, precision="exact", confidence=1.0, zone="Asia/Baghdad")
>>> tuple(clocked("8:30 p.m.", "2016-03-30T20:30", hit))
('Asia/Baghdad', '2016-03-30T17:30Z')
>>> tuple(clocked("0600 (0300 GMT)", "2016-03-31T06:00", None))
('UTC+03:00', '2016-03-31T03:00Z')
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateline.model import Place
from dateline.timex.grammar.days import clock_value

# Hours from UTC. Letters that stand for several clocks ("IST", "CST") are read by the country of the dateline, or not at all.
_HOURS = {
    "GMT": 0, "UTC": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3, "PKT": 5,
    "EAT": 3, "CAT": 2, "WAT": 1, "SAST": 2, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_BY_COUNTRY = {
    ("IST", "IN"): 5.5, ("IST", "IL"): 2, ("IST", "IE"): 1, ("CST", "US"): -6, ("CST", "CN"): 8, ("BST", "GB"): 1, ("BST", "BD"): 6,
    ("AST", "IQ"): 3, ("AST", "SA"): 3, ("AST", "YE"): 3, ("AST", "KW"): 3,
}  # fmt: skip
_LETTERS = re.compile(r"(?<![A-Za-z])([A-Z]{1,4})\)?(?=$|[ ,)])")
_CITY = re.compile(r"\b([A-Z][a-z]+(?: [A-Z][a-z]+)?) time\b")
_OTHER_CLOCK = re.compile(r"\(([^()]{1,12}?) ?(?:GMT|UTC)\)")
_VALUE = re.compile(r"(?P<day>\d{4}-\d\d-\d\d|XXXX-\S+?)T(?P<hour>\d\d):(?P<minute>\d\d)")
_CITIES_NOW = {"kiev": "Europe/Kyiv", "mecca": "Asia/Riyadh", "washington": "America/New_York", "beijing": "Asia/Shanghai", "delhi": "Asia/Kolkata"}  # fmt: skip


class Clocked(NamedTuple):
    """The zone (an IANA name, or `UTC+03:00`) and, where the day is known, the time in UTC."""

    zone: str
    utc: str | None


def clocked(words: str, value: str, dateline: Place | None) -> Clocked | None:
    """What clock a TIMEX3 time is by; None where it is no time of the clock, or nothing tells."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    minutes = 60 * int(match["hour"]) + int(match["minute"])
    day = None if match["day"].startswith("X") else date.fromisoformat(match["day"])
    zone = zone_of(words, minutes, dateline)
    if zone is None:
        return None
    name = zone.key if isinstance(zone, ZoneInfo) else str(zone) if zone != UTC else "UTC"
    return Clocked(name, in_utc(day, minutes, zone) if day else None)


def in_utc(day: date, minutes: int, zone: timezone | ZoneInfo) -> str | None:
    try:
        local = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
        return local.replace(tzinfo=zone).astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    except (ValueError, OverflowError):  # the first and last days of the calendar
        return None


def zone_of(words: str, minutes: int, dateline: Place | None) -> timezone | ZoneInfo | None:
    """By the words themselves, else by the dateline."""
    if (other := _OTHER_CLOCK.search(words)) and (clock := clock_value(other[1])):
        ahead = (minutes - 60 * int(clock[:2]) - int(clock[3:]) + 12 * 60) % (24 * 60) - 12 * 60
        return timezone(timedelta(minutes=ahead))
    country = dateline.country if dateline else None
    for letters in _LETTERS.findall(words):
        hours = _BY_COUNTRY.get((letters, country or ""), _HOURS.get(letters))
        if hours is not None:
            return timezone(timedelta(hours=hours))
        if letters in {name for name, _ in _BY_COUNTRY}:
            return None
    if (city := _CITY.search(words)) and city[1] != "Local":
        return zone_called(city[1])
    return ZoneInfo(dateline.zone) if dateline and dateline.zone else None


@cache
def zone_called(city: str) -> ZoneInfo | None:
    """The zone that is named for a city."""
    if key := _CITIES_NOW.get(city.lower()):
        return ZoneInfo(key)
    wanted = "/" + city.replace(" ", "_")
    listed = (files("tzdata") / "zones").read_text(encoding="utf-8").split()
    return next((ZoneInfo(name) for name in listed if name.endswith(wanted)), None)
