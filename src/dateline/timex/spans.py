"""Calendar arithmetic on spans of days, and their TIMEX3 values."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
WEEKDAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
UNITS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
UNITS |= {"decade": "E", "century": "C", "centurie": "C", "night": "D", "weekend": "D", "fortnight": "W"}
CLOCK_UNITS = {"second", "minute", "hour"}
PARTS = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "overnight": "NI",
    "midday": "MI",
    "dawn": "MO",
}
SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9), "winter": ("WI", 12)}


class Value(NamedTuple):
    """A TIMEX3 type and value with the days it covers; `start`/`end` are None while they cannot be told."""

    type: str
    value: str
    start: date | None = None
    end: date | None = None


def safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_value(day: date, part: str | None = None) -> Value:
    """One day, or a part of it.

    >>> day_value(date(2016, 3, 30), "EV").value
    '2016-03-30TEV'
    """
    return Value("TIME" if part else "DATE", day.isoformat() + (f"T{part}" if part else ""), day, day)


def week_value(day: date) -> Value:
    """The Monday-to-Sunday week of a day."""
    start = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Value("DATE", f"{year}-W{week:02}", start, start + timedelta(days=6))


def month_value(year: int, month: int) -> Value:
    return Value(
        "DATE", f"{year}-{month:02}", date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    )


def year_value(year: int) -> Value:
    return Value("DATE", f"{year:04}", date(year, 1, 1), date(year, 12, 31))


def quarter_value(year: int, quarter: int) -> Value:
    return Value("DATE", f"{year}-Q{quarter}", date(year, 3 * quarter - 2, 1), month_value(year, 3 * quarter).end)


def season_value(year: int, season: str) -> Value:
    """A meteorological season of the northern half; winter begins in December of `year`."""
    code, first = SEASONS[season]
    start = date(year, first, 1)
    end_month = add_months(start, 2)
    return Value("DATE", f"{year}-{code}", start, month_value(end_month.year, end_month.month).end)


def decade_value(start: int) -> Value:
    return Value("DATE", f"{start // 10:03}", date(start, 1, 1), date(start + 9, 12, 31))


def add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: date, amount: int, unit: str) -> Value | None:
    """The day, week, month, year … `amount` units from a day (as coarse as the unit); None outside the calendar."""
    try:
        if unit in ("day", "night"):
            return day_value(day + timedelta(days=amount))
        if unit in ("week", "weekend", "fortnight"):
            return week_value(day + timedelta(weeks=amount * (2 if unit == "fortnight" else 1)))
        if unit == "month":
            moved = add_months(day, amount)
            return month_value(moved.year, moved.month)
        if unit == "quarter":
            moved = add_months(day, 3 * amount)
            return quarter_value(moved.year, (moved.month + 2) // 3)
        if unit == "year":
            return year_value(day.year + amount)
        if unit in ("decade", "century", "centurie"):
            return year_value(day.year + (10 if unit == "decade" else 100) * amount)
        if unit in CLOCK_UNITS:
            return Value(
                "TIME",
                day.isoformat(),
                day - timedelta(days=1) if amount < 0 else day,
                day if amount < 0 else day + timedelta(days=1),
            )
    except (ValueError, OverflowError):
        return None
    return None


def narrowed(value: Value, part: str) -> Value:
    """The early, middle or late part of a span of days; the TIMEX3 value stays that of the whole."""
    if value.start is None or value.end is None or value.start == value.end:
        return value
    third = (value.end - value.start + timedelta(days=1)) / 3
    if part == "early":
        return value._replace(end=value.start + third)
    if part == "late":
        return value._replace(start=value.end - third)
    return value._replace(start=value.start + third, end=value.end - third)
