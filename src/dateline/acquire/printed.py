"""The day that a feed, a page or a mail prints, in whichever of the many ways such dates are written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate

from dateline.timex import find_times, value_of
from dateline.timex.spans import month_value, safe_date

_SECONDS = re.compile(r"(\d{9,10})(?:\.\d+|\d{3})?")  # since 1970; thirteen digits count milliseconds
_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d\d?)(?:\2(\d\d?)(?!\d))?|(\d\d)(\d\d)(?=\D|\d{6}$|$))")
_TOLD = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?=T|$)")
LONGEST = 80  # characters of a date


def printed_day(words: str) -> str | None:
    """The day, or the month, that a date names where it was written: its clock and zone move it nowhere.

    >>> printed_day("Wed, 29 Jun 2016 23:30:00 -0500"), printed_day("29.06.2016"), printed_day("1467212861")
    ('2016-06-29', '2016-06-29', '2016-06-29')
    >>> printed_day("2016/6/9 15:07"), printed_day("June 29, 2016 3:07 PM"), printed_day("2016-06"), printed_day("3 hours ago")
    ('2016-06-09', '2016-06-29', '2016-06', None)
    """
    words = " ".join(words[:LONGEST].split())
    if counted := _SECONDS.fullmatch(words):
        return datetime.fromtimestamp(int(counted[1]), UTC).date().isoformat()
    if parts := _YEAR_FIRST.match(words):
        return year_first(int(parts[1]), int(parts[3] or parts[5]), parts[4] or parts[6])
    found = (value_of(e.text, None) for e in find_times(words))
    return next((told[0] for v in found if v and (told := _TOLD.match(v.value))), None) or day_of_mail(words)


def year_first(year: int, month: int, day: str | None) -> str | None:
    if day is not None:
        made = safe_date(year, month, int(day))
        return made.isoformat() if made else None
    return month_value(year, month).value if safe_date(year, month, 1) else None


def day_of_mail(words: str) -> str | None:
    """What mails and C write: the year in two digits, or last ("Wed Jun 29 15:07:41 2016")."""
    try:
        parts = parsedate(words)
        return date(*parts[:3]).isoformat() if parts else None
    except (ValueError, TypeError, IndexError):
        return None
