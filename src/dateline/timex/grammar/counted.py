"""Weeks, months and years counted from a day that is told beside them, and what lies past the last or the next one."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.timex.grammar.nearest import nearest
from dateline.timex.grammar.references import weekday_from
from dateline.timex.grammar.rule import Match, rule, value_of
from dateline.timex.grammar.words import number_of, weekday_of
from dateline.timex.spans import PARTS, WEEKDAYS, Value, add_months, day_value, month_value, shift, week_value

_WEEKS = {"week": 1, "fortnight": 2}
_MONTHS = {"month": 1, "year": 12}


@rule(
    r"(?P<n>{N}) (?P<unit>week|fortnight)s? (?P<way>ago),? (?:on )?(?P<day>{WD}|yesterday|today|tomorrow)\b",
    "a week ago yesterday",
    "2016-03-23",
)
@rule(r"(?P<n>{N}) (?P<unit>month|year)s? (?P<way>ago) (?P<day>today|yesterday)\b", "a year ago today", "2015-03-31")
@rule(
    r"(?P<n>{N}) (?P<unit>week|fortnight)s? (?P<way>from) (?P<day>today|tomorrow|{WD})\b",
    "a week from Monday",
    "2016-04-11",
)
@rule(r"(?P<n>)(?P<day>yesterday) (?P<unit>week)(?P<way>)\b", "yesterday week", "2016-03-23")
@rule(r"(?P<n>)(?P<day>today|tomorrow|{WD}) (?P<unit>week)(?P<way>)\b", "Monday week", "2016-04-11")
def units_from_day(m: Match, anchor: date | None, tense: int) -> Value | None:
    """Back from a day gone by, or on from one ahead, whatever the verbs say."""
    back = m["way"] == "ago" or m["day"] == "yesterday"
    value = value_of(m["day"], anchor, -1 if back else 1)
    if value is None or value.start is None:
        return Value("DATE", "XXXX-XX-XX")
    amount = (number_of(m["n"]) if m["n"] else 1) * (-1 if back else 1)
    if m["unit"] in _WEEKS:
        return day_value(value.start + timedelta(weeks=amount * _WEEKS[m["unit"]]))
    return day_value(add_months(value.start, amount * _MONTHS[m["unit"]]))


@rule(r"(?P<n>{N}) years? ago this (?P<unit>week|month)\b", "a year ago this week", "2015-W14")
def years_before_week(m: Match, anchor: date | None, tense: int) -> Value | None:
    if anchor is None:
        return Value("DATE", "XXXX-WXX" if m["unit"] == "week" else "XXXX-XX")
    day = add_months(anchor, -12 * number_of(m["n"]))
    return week_value(day) if m["unit"] == "week" else month_value(day.year, day.month)


@rule(
    r"the (?P<unit>night|week|weekend|month|year|{WD}) (?P<way>before last|after next)\b",
    "the week before last",
    "2016-W11",
)
def past_the_last(m: Match, anchor: date | None, tense: int) -> Value | None:
    unit, step = m["unit"], -2 if m["way"] == "before last" else 2
    if unit.lower().rstrip(".") in WEEKDAYS:
        day = anchor and nearest(
            anchor - timedelta(days=1) if step < 0 else anchor + timedelta(days=1), weekday_of(unit), step
        )
        return day_value(day + timedelta(weeks=step // 2)) if day else weekday_from(None, weekday_of(unit), True)
    if anchor is None:
        return Value("DATE", {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX"}.get(unit, "XXXX"))
    if unit == "night":
        return day_value(anchor + timedelta(days=step), PARTS[unit])
    value = shift(anchor, step, unit)
    if value is None or unit != "weekend" or value.end is None:
        return value
    return Value("DATE", value.value + "-WE", value.end - timedelta(days=1), value.end)
