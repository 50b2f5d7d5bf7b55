"""Which weekday, which year a bare one means: back or ahead of the anchor."""

from __future__ import annotations

from datetime import date, timedelta


def nearest(day: date, weekday: int, tense: int) -> date:
    """The weekday within the last seven days (today included), or the next seven."""
    back = (day.weekday() - weekday) % 7
    return day + timedelta(days=(7 - back) % 7) if tense > 0 else day - timedelta(days=back)


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


def latest_year_of(number: int, anchor: date) -> int:
    """The year of the latest quarter of that number that has begun."""
    return anchor.year if number <= quarter_of(anchor, 0)[1] else anchor.year - 1


def quarter_of(day: date, step: int) -> tuple[int, int]:
    """The year and number of the quarter so many after that of a day."""
    count = day.year * 4 + (day.month - 1) // 3 + step
    return count // 4, count % 4 + 1
