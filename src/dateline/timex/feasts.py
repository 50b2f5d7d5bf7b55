"""The grammar of holidays and feasts: fixed days, days that hang on Easter, and the months and feasts of the Islamic calendar.

The Umm al-Qura calendar (hijridate) is computed in advance; where the moon is looked for, a feast may fall a day before or
after. The days covered say so; the value is the computed day.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter  # type: ignore[import-untyped]
from hijridate import Gregorian, Hijri

from dateline.timex.rules import Match, rule, year_for
from dateline.timex.spans import Value, day_value

_FIXED = {
    "christmas": (12, 25), "christmas eve": (12, 24), "christmas day": (12, 25), "new year's day": (1, 1), "boxing day": (12, 26),
    "new year's eve": (12, 31), "valentine's day": (2, 14), "independence day": (7, 4), "halloween": (10, 31),
    "orthodox christmas": (1, 7), "nowruz": (3, 21), "newroz": (3, 21), "nauroz": (3, 21), "may day": (5, 1), "victory day": (5, 9),
}  # fmt: skip
_MUSLIM = {  # month and day; day 0: the whole month
    "ramadan": (9, 0), "ramadhan": (9, 0), "ramzan": (9, 0), "eid al-fitr": (10, 1), "eid ul-fitr": (10, 1), "eid-ul-fitr": (10, 1),
    "id al-fitr": (10, 1), "eid al-adha": (12, 10), "eid ul-adha": (12, 10), "eid-ul-adha": (12, 10), "id al-adha": (12, 10),
    "ashura": (1, 10), "ashoura": (1, 10), "arbaeen": (2, 20), "arba'een": (2, 20), "mawlid": (3, 12), "muharram": (1, 0),
    "feast of the sacrifice": (12, 10),
}  # fmt: skip
_MONTHS = {
    "muharram": 1, "safar": 2, "rabi al-awwal": 3, "rabi' al-awwal": 3, "rabi al-thani": 4, "rabi' al-thani": 4,
    "jumada al-awwal": 5, "jumada al-ula": 5, "jumada al-thani": 6, "jumada al-akhira": 6, "rajab": 7, "sha'ban": 8, "shaaban": 8,
    "shaban": 8, "ramadan": 9, "ramadhan": 9, "shawwal": 10, "dhu al-qa'dah": 11, "dhu al-qaeda": 11, "dhul qa'dah": 11,
    "dhu al-hijjah": 12, "dhu al-hijja": 12, "dhul hijjah": 12,
}  # fmt: skip
_FIXEDNAMES = (
    r"(?:(?:Orthodox )?Christmas(?: Eve| Day)?|New Year['’]s (?:Eve|Day)|Valentine['’]s Day|Independence Day|Boxing Day"
    r"|Halloween|N[eo]wr[uo]z|Nauroz|Victory Day)"
)
_MOVINGNAMES = (
    r"(?:Thanksgiving(?: Day)?|(?:Orthodox )?(?:Easter(?: Sunday| Monday)?|Good Friday)|Palm Sunday|Pentecost)"
)
_HIJRIMONTH = "(?:" + "|".join(sorted((m.title().replace("Al-", "al-") for m in _MONTHS), key=len, reverse=True)).replace("'", "['’]?") + ")"  # fmt: skip
_HIJRIFEAST = "(?:" + "|".join(
    ["Ramadh?an", "Ramzan", r"(?:Eid|Id)[ -](?:al|ul)[ -]Fitr", r"(?:Eid|Id)[ -](?:al|ul)[ -]Adha", "Asho?ura", "Arba['’]?een", "Mawlid", "Muharram", "[Ff]east of the [Ss]acrifice"]
) + ")"  # fmt: skip
PARTS = {"FIXEDNAMES": _FIXEDNAMES, "MOVINGNAMES": _MOVINGNAMES, "HIJRIMONTH": _HIJRIMONTH, "HIJRIFEAST": _HIJRIFEAST}


@rule(r"(?P<h>{FIXEDNAMES})\b", "Christmas", "2015-12-25", PARTS)
def fixed(m: Match, anchor: date | None, tense: int) -> Value | None:
    month, day = _FIXED[m["h"].lower().replace("’", "'")]
    if anchor is None:
        return Value("DATE", f"XXXX-{month:02}-{day:02}")
    return day_value(date(year_for(month, day, anchor, tense), month, day))


@rule(r"(?:[Ll]ast |[Tt]his |[Nn]ext )?(?P<h>{MOVINGNAMES})\b", "Easter", "2016-03-27", PARTS)
def moving(m: Match, anchor: date | None, tense: int) -> Value | None:
    if anchor is None:
        return Value("DATE", "XXXX-XX-XX")
    return nearest_of(m, anchor, tense, lambda year: day_value(moving_day(year, m["h"])))


def moving_day(year: int, name: str) -> date:
    """Easter and the days that hang on it, western or orthodox; the fourth Thursday of November.

    >>> moving_day(2016, "Easter"), moving_day(1998, "Thanksgiving"), moving_day(2016, "Orthodox Easter")
    (datetime.date(2016, 3, 27), datetime.date(1998, 11, 26), datetime.date(2016, 5, 1))
    """
    if name.startswith("Thanksgiving"):
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    sunday: date = easter(year, EASTER_ORTHODOX if name.startswith("Orthodox") else EASTER_WESTERN)
    away = {"Good Friday": -2, "Easter Monday": 1, "Palm Sunday": -7, "Pentecost": 49}
    return sunday + timedelta(days=away.get(name.removeprefix("Orthodox "), 0))


def nearest_of(m: Match, anchor: date, tense: int, in_year) -> Value | None:  # type: ignore[no-untyped-def]
    """The latest that has begun, or the next one where the words or the verbs look ahead."""
    asked = m[0].partition(" ")[0].lower()
    ahead = asked == "next" or (tense > 0 and asked != "last")
    found = [value for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (value := in_year(year)) is not None]
    if ahead:
        return next((v for v in found if v.end >= anchor), None)
    return next((v for v in reversed(found) if v.start <= anchor), None)


@rule(
    r"(?:[Ll]ast |[Tt]his |[Nn]ext )?(?:(?:the )?(?:holy |fasting )?month of )?(?P<h>{HIJRIFEAST})(?: (?P<y>(?:19|20)\d\d))?\b",
    "Eid al-Adha",
    "2015-09-23",
    PARTS,
)
def feast(m: Match, anchor: date | None, tense: int) -> Value | None:
    month, day = _MUSLIM[m["h"].lower().replace("’", "'").replace("-al-", " al-").replace("al fitr", "al-fitr").replace("al adha", "al-adha")]  # fmt: skip
    if m["y"]:
        anchor, tense = date(int(m["y"]), 1, 1), 1
    if anchor is None:
        return Value("DATE", "XXXX-XX" if day == 0 else "XXXX-XX-XX")
    try:
        here = Gregorian(anchor.year, anchor.month, anchor.day).to_hijri().year
    except (OverflowError, ValueError):
        return None  # the table covers 1924 to 2077
    return nearest_of(m, anchor, tense, lambda year: hijri(here + year - anchor.year, month, day))


@rule(
    r"(?:the )?(?P<d>[12]?\d|30)(?:st|nd|rd|th)?(?: of)? (?P<mon>{HIJRIMONTH}),? (?P<y>1[34]\d\d)(?: ?A\.?H\.?)?\b",
    "12 Rajab 1435",
    "2014-05-11",
    PARTS,
)
def hijri_date(m: Match, anchor: date | None, tense: int) -> Value | None:
    return hijri(int(m["y"]), _MONTHS[m["mon"].lower().replace("’", "'")], int(m["d"]))


def hijri(year: int, month: int, day: int) -> Value | None:
    """A day of the Islamic calendar, give or take one; day 0 is the whole month, as an interval.

    >>> hijri(1435, 9, 0).value, hijri(1435, 10, 1).value
    ('2014-06-28/2014-07-27', '2014-07-28')
    """
    try:
        first = Hijri(year, month, day or 1).to_gregorian()
        last = first if day else first + timedelta(days=Hijri(year, month, 1).month_length() - 1)
    except (OverflowError, ValueError):
        return None
    start, end = date(first.year, first.month, first.day), date(last.year, last.month, last.day)
    value = start.isoformat() if day else f"{start.isoformat()}/{end.isoformat()}"
    return Value("DATE", value, start - timedelta(days=1), end + timedelta(days=1))
