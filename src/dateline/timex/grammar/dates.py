"""Dates of the calendar: days, months, ranges of days."""

from __future__ import annotations

from datetime import date

from dateline.timex.grammar.nearest import year_for
from dateline.timex.grammar.rule import Match, rule
from dateline.timex.grammar.words import day_of, month_of, partly, weekday_of, year_of
from dateline.timex.spans import Value, add_months, day_value, month_value, safe_date


@rule(
    r"(?:(?:{WD}),? )?(?P<y>{YEAR})[-/](?P<m>0[1-9]|1[0-2])[-/](?P<d>[0-3]\d)(?:T\d\d:\d\d(?::\d\d)?Z?)?",
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
@rule(r"(?P<d>{D})-(?P<mon>{MONTH})-(?P<y>\d\d)\b", "22-Mar-16", "2016-03-22")
@rule(r"(?P<d>[0-3]?\d)[/.](?P<m>0?[1-9]|1[0-2])[/.](?P<y>(?:19|20)\d\d)\b", "22/03/2016", "2016-03-22")
@rule(r"(?P<d>[0-3]?\d)-(?P<m>0?[1-9]|1[0-2])-(?P<y>(?:19|20)\d\d)\b", "22-03-2016", "2016-03-22")
@rule(r"(?P<m>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])/(?P<y>(?:19|20)\d\d|\d\d)\b", "3/22/16", "2016-03-22")
@rule(r"(?P<d>1[3-9]|2\d|3[01])/(?P<m>0?[1-9]|1[0-2])/(?P<y>\d\d)\b", "22/3/16", "2016-03-22")
def full_date(m: Match, anchor: date | None, tense: int) -> Value | None:
    parts = m.groupdict()
    month = month_of(parts["mon"]) if parts.get("mon") else int(parts["m"])
    year = int(parts["y"])
    if len(parts["y"]) == 2:  # only where day and month cannot be taken for each other
        year += 2000 if year < 50 else 1900
    day = safe_date(year, month, int(parts["d"]))
    turned = safe_date(year, int(parts["d"]), month) if parts.get("m") else None  # "02/08/2012": month first?
    if day and turned and anchor and tense <= 0 and turned <= anchor < day:
        day = turned  # what has happened, happened by then
    return day_value(day) if day else None


@rule(r"(?P<early>{EARLY})?[ -]?(?P<mon>{MONTH}),?(?: of)? (?P<y>{YEAR}|{SPELT})\b", "June 2014", "2014-06")
def month_year(m: Match, anchor: date | None, tense: int) -> Value | None:
    return partly(month_value(year_of(m["y"]), month_of(m["mon"])), m["early"])


@rule(
    r"(?:(?P<early>{EARLY})[ -])?(?P<mon>{MONTH})(?: (?P<d>{D})(?:st|nd|rd|th)?)?,? (?:of )?(?P<which>last|this|next) year\b",
    "October of last year",
    "2015-10",
)
@rule(
    r"(?P<early>)(?P<d>{D})(?:st|nd|rd|th)?(?: of)? (?P<mon>{MONTH}),? (?:of )?(?P<which>last|this|next) year\b",
    "22 October last year",
    "2015-10-22",
)
@rule(
    r"(?P<which>last|this|next) year,? in (?P<early>{EARLY} )?(?P<mon>{MONTH})(?P<d>)\b",
    "last year in October",
    "2015-10",
)
def month_of_year(m: Match, anchor: date | None, tense: int) -> Value | None:
    month, d = month_of(m["mon"]), m["d"]
    if anchor is None:
        return Value("DATE", f"XXXX-{month:02}" + (f"-{int(d):02}" if d else ""))
    year = anchor.year + {"last": -1, "this": 0, "next": 1}[m["which"]]
    if d:
        day = safe_date(year, month, int(d))
        return day_value(day) if day else None
    return partly(month_value(year, month), m["early"])


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
@rule(r"(?:last )?(?P<mon>{MONTH}) (?P<d>{D})(?:st|nd|rd|th)?(?P<wd>)\b(?!,? ?\d{4}|[:.]\d)", "March 22", "2016-03-22")
@rule(
    r"(?:(?P<wd>{WD}),? )?(?P<mon>{MONTH})(?: the)? (?P<d>{ORDINAL})\b(?! \d|-)",
    "March the twenty-second",
    "2016-03-22",
)
@rule(r"(?P<wd>)the (?P<d>{ORDINAL}) of (?P<mon>{MONTH})\b(?!,? \d{4})", "the twenty-second of March", "2016-03-22")
@rule(r"(?:the )?(?P<d>{D})(?:st|nd|rd|th)?(?: of)? (?P<mon>{MONTH})(?P<wd>)\b(?!,? \d{4})", "22 March", "2016-03-22")
def month_day(m: Match, anchor: date | None, tense: int) -> Value | None:
    month, day = month_of(m["mon"]), day_of(m["d"])
    if safe_date(2000, month, day) is None:
        return None
    if anchor is None:
        return Value("DATE", f"XXXX-{month:02}-{day:02}")
    made = safe_date(year_for(month, day, anchor, tense), month, day)
    return day_value(made) if made else None


@rule(r"(?:(?P<wd>{WD}),? )?the (?P<d>{D})(?:st|nd|rd|th)(?=[.,;)]|$)", "Friday the 25th", "2016-03-25")
def day_of_a_month(m: Match, anchor: date | None, tense: int) -> Value | None:
    """A day without its month: the latest such day, or the next."""
    weekday = weekday_of(m["wd"]) if m["wd"] else None
    if anchor is None:
        return Value("DATE", f"XXXX-XX-{int(m['d']):02}")
    for step in range(0, 28 if weekday is not None else 3):
        month = add_months(anchor.replace(day=1), step if tense > 0 else -step)
        day = safe_date(month.year, month.month, int(m["d"]))
        if day and weekday in (None, day.weekday()) and (day >= anchor if tense > 0 else day <= anchor):
            return day_value(day)
    return None


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


@rule(r"(?P<which>last|this|next) (?P<mon>{MONTH})\b", "last October", "2015-10")
@rule(r"(?P<early>{EARLY})[ -](?P<mon>{MONTH})\b(?! \d)", "early March", "2016-03")
@rule(r"(?:the month of )?(?P<mon>{MONTH})\b(?! \d)", "October", "2015-10")
def bare_month(m: Match, anchor: date | None, tense: int) -> Value | None:
    month = month_of(m["mon"])
    if anchor is None:
        return Value("DATE", f"XXXX-{month:02}")
    which = (m.groupdict().get("which") or "").lower()
    year = anchor.year if which == "this" else year_for(month, None, anchor, {"next": 1, "last": -1}.get(which, tense))
    if which == "last" and month == anchor.month:
        year = anchor.year - 1
    return partly(month_value(year, month), m.groupdict().get("early"))
