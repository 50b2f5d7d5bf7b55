"""The grammar of holidays and feasts: fixed days, days that hang on Easter, and the months and feasts of the Islamic calendar.

The Umm al-Qura calendar (hijridate) is computed in advance; where the moon is looked for, a feast may fall a day before or
after. The days covered say so; the value is the computed day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter  # type: ignore[import-untyped]
from hijridate import Gregorian, Hijri

from dateline.timex.grammar.nearest import year_for
from dateline.timex.grammar.rule import Match, rule, value_of
from dateline.timex.spans import Value, day_value, week_value


def letters(words: str) -> str:
    """A name without marks, spaces and case, by which its spellings meet.

    >>> letters("Eid-ul Fitr"), letters("Sha’ban")
    ('eidulfitr', 'shaban')
    """
    return "".join(c for c in words.lower() if c.isascii() and c.isalpha())


_FIXED = {
    "christmas": (12, 25), "christmaseve": (12, 24), "christmasday": (12, 25), "orthodoxchristmas": (1, 7), "orthodoxchristmaseve": (1, 6),
    "orthodoxchristmasday": (1, 7), "newyearsday": (1, 1), "newyearseve": (12, 31), "boxingday": (12, 26), "valentinesday": (2, 14),
    "newyear": (1, 1), "mayday": (5, 1), "veteransday": (11, 11), "armisticeday": (11, 11), "halloween": (10, 31), "victoryday": (5, 9),
    **dict.fromkeys(("nowruz", "nowroz", "newruz", "newroz", "nauroz"), (3, 21)),
}  # fmt: skip
_MUSLIM = {  # month and day; day 0: the whole month
    **dict.fromkeys(("ramadan", "ramadhan", "ramzan"), (9, 0)), "muharram": (1, 0), "mawlid": (3, 12), "arbaeen": (2, 20),
    **dict.fromkeys(("eidalfitr", "eidulfitr", "idalfitr", "idulfitr"), (10, 1)), "ashura": (1, 10), "ashoura": (1, 10),
    **dict.fromkeys(("eidaladha", "eiduladha", "idaladha", "iduladha", "feastofthesacrifice"), (12, 10)),
}  # fmt: skip
_MONTHS = {
    "Muharram": 1, "Safar": 2, "Rabi' al-Awwal": 3, "Rabi' al-Thani": 4, "Jumada al-Awwal": 5, "Jumada al-Ula": 5, "Jumada al-Thani": 6,
    "Jumada al-Akhira": 6, "Rajab": 7, "Sha'ban": 8, "Shaaban": 8, "Ramadan": 9, "Ramadhan": 9, "Shawwal": 10, "Dhu al-Qa'dah": 11,
    "Dhu al-Qaeda": 11, "Dhul Qa'dah": 11, "Dhu al-Hijjah": 12, "Dhu al-Hijja": 12, "Dhul Hijjah": 12,
}  # fmt: skip
_NUMBER_OF_MONTH = {letters(name): number for name, number in _MONTHS.items()}
_FIXEDNAMES = (
    r"(?:(?:Orthodox )?Christmas(?: Eve| Day)?|New Year(?:['’]s (?:Eve|Day))?|Valentine['’]s Day|Boxing Day|May Day|Veterans Day"
    r"|Armistice Day|Halloween|N[eo]wr[uo]z|Nauroz|Victory Day)"
)
_MOVINGNAMES = (
    r"(?:Thanksgiving(?: Day)?|(?:Orthodox )?(?:Easter(?: Sunday| Monday)?|Good Friday)|Palm Sunday|Pentecost)"
)
_HIJRIMONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)).replace("'", "['’]?") + ")"  # fmt: skip
_HIJRIFEAST = "(?:" + "|".join(
    ["Ramadh?an", "Ramzan", r"(?:Eid|Id)[ -](?:al|ul)[ -]Fitr", r"(?:Eid|Id)[ -](?:al|ul)[ -]Adha", "Asho?ura", "Arba['’]?een", "Mawlid", "Muharram", "[Ff]east of the [Ss]acrifice"]
) + ")"  # fmt: skip
FEAST = rf"(?:{_FIXEDNAMES}|{_MOVINGNAMES}|{_HIJRIFEAST})"
PARTS = {"FIXEDNAMES": _FIXEDNAMES, "MOVINGNAMES": _MOVINGNAMES, "HIJRIMONTH": _HIJRIMONTH, "HIJRIFEAST": _HIJRIFEAST}


@rule(r"(?P<h>{FIXEDNAMES})\b", "Christmas", "2015-12-25", PARTS)
def fixed(m: Match, anchor: date | None, tense: int) -> Value | None:
    month, day = _FIXED[letters(m["h"])]
    if anchor is None:
        return Value("DATE", f"XXXX-{month:02}-{day:02}")
    return day_value(date(year_for(month, day, anchor, tense), month, day))


@rule(
    r"(?:Independence|Republic|Liberation|Revolution|National|Election|Inauguration) Day\b",
    "Independence Day",
    "XXXX-XX-XX",
)
def day_of_state(m: Match, anchor: date | None, tense: int) -> Value | None:
    return Value("DATE", "XXXX-XX-XX")  # every state has its own


@rule(r"(?:last |this |next )?(?P<h>Easter|Christmas|Thanksgiving) (?P<unit>week|weekend)\b", "Easter week", "2016-W12")
def week_of_feast(m: Match, anchor: date | None, tense: int) -> Value | None:
    day = value_of(m["h"], anchor, tense)
    if day is None or day.start is None:
        return Value("DATE", "XXXX-WXX" + ("-WE" if m["unit"] == "weekend" else ""))
    week = week_value(day.start)
    return week._replace(value=week.value + "-WE") if m["unit"] == "weekend" else week


@rule(r"(?:last |this |next )?(?P<h>{MOVINGNAMES})\b", "Easter", "2016-03-27", PARTS)
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


def nearest_of(m: Match, anchor: date, tense: int, in_year: Callable[[int], Value | None]) -> Value | None:
    """The latest that has begun, or the next one where the words or the verbs look ahead."""
    asked = m[0].partition(" ")[0].lower()
    ahead = asked == "next" or (tense > 0 and asked != "last")
    found = [value for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (value := in_year(year)) is not None]
    if ahead:
        return next((v for v in found if v.end and v.end >= anchor), None)
    return next((v for v in reversed(found) if v.start and v.start <= anchor), None)


@rule(
    r"(?:last |this |next )?(?:(?:the )?(?:holy |fasting )?month of )?(?P<h>{HIJRIFEAST})(?: (?P<y>(?:19|20)\d\d))?\b",
    "Eid al-Adha",
    "2015-09-23",
    PARTS,
)
def feast(m: Match, anchor: date | None, tense: int) -> Value | None:
    month, day = _MUSLIM[letters(m["h"])]
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
    return hijri(int(m["y"]), _NUMBER_OF_MONTH[letters(m["mon"])], int(m["d"]))


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
