"""Weeks, months and years counted from now, durations, and what comes round again."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.timex.grammar.rule import Match, rule
from dateline.timex.grammar.words import is_vague, month_of, number_of, part_code, partly, weekday_of, whole_and_part
from dateline.timex.spans import CLOCK_UNITS, PARTS, SEASONS, UNITS, Value, decade_value, shift, week_value


@rule(
    r"(?P<about>{ABOUT})?(?P<n>{N}|{VAGUE})(?: (?:or|to) {N})?[ -](?:more )?(?P<unit>{UNIT})s? (?:or so |or two |(?P<half>and a half ))?(?P<way>ago|earlier|before(?=[,.;:!?)\"”]|$)|previously)\b",
    "three months ago",
    "2015-12",
)
@rule(
    r"(?P<about>)in (?P<n>{N}|several|a few) (?P<unit>{UNIT})s?(?P<half>)(?P<way>)(?=[,.]| time|$)",
    "in two weeks",
    "P2W",
)
def units_off(m: Match, anchor: date | None, tense: int) -> Value | None:
    unit = m["unit"]
    back = bool(m["way"])
    if is_vague(m["n"]):
        return Value("DATE", "PAST_REF" if back else "FUTURE_REF", None, anchor if back else None)
    n, part = whole_and_part(m["n"])
    part = part or 0.5 * bool(m["half"])
    if part and unit in _YEARS:
        n, unit = int(_YEARS[unit] * (n + part)), "year"
    n = n or 1
    if not back and tense <= 0:
        return Value("DURATION", period(str(n), unit))
    if anchor is None:
        return Value("DATE", {"year": "XXXX", "decade": "XXX"}.get(unit, "XXXX-XX"))
    value = shift(anchor, -n if back else n, unit)
    if value is None or unit in ("day", "night"):
        return value
    return widened(value, anchor, n, unit, m["about"])


_YEARS = {"decade": 10, "century": 100}


def widened(value: Value, anchor: date, n: int, unit: str, about: str | None) -> Value:
    """A count of months or weeks ago may be off by part of a unit: the days follow the count, the value the calendar."""
    days = {"week": 7, "month": 30, "year": 365, "decade": 3650, "fortnight": 14, "quarter": 91}.get(unit)
    if not days or not value.start or not value.end:
        return value
    slack = timedelta(days=max(3, int(days * (0.5 if not about else 1.0))))
    middle = anchor - timedelta(days=days * n) if value.start < anchor else anchor + timedelta(days=days * n)
    return value._replace(start=min(value.start, middle - slack), end=max(value.end, middle + slack))


@rule(
    r"(?P<early>(?:earlier|later|late|early|sometime|some time) )?(?:the (?=current|coming))?(?P<which>last|this coming|this past|this|next|previous|current|coming) (?:fiscal )?(?P<unit>week|month|quarter|year|weekend|decade|century)\b",
    "late last year",
    "2015",
)
@rule(
    r"(?P<early>the (?:end|beginning|start|middle) of )(?P<which>last|this|next|the) (?P<unit>week|month|year|decade|century)\b",
    "the end of this month",
    "2016-03",
)
@rule(
    r"(?P<early>earlier|later|early|late) in (?P<which>the) (?P<unit>week|month|year)\b", "earlier in the year", "2016"
)
def unit_by_name(m: Match, anchor: date | None, tense: int) -> Value | None:
    unit = m["unit"].lower()
    step = {
        "last": -1,
        "previous": -1,
        "this past": -1,
        "coming": 1,
        "this coming": 1,
        "this": 0,
        "the": 0,
        "current": 0,
        "next": 1,
    }[m["which"].lower()]
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


def period(n: str, unit: str) -> str:
    """A TIMEX3 period.

    >>> period("3", "hour"), period("2", "decade")
    ('PT3H', 'P20Y')
    """
    if unit == "fortnight":
        return f"P{2 * int(n) if n.isdigit() else n}W"
    if unit in _YEARS and n.isdigit():
        return f"P{_YEARS[unit] * int(n)}Y"
    return ("PT" if unit in ("second", "minute", "hour") else "P") + n + UNITS[unit]


@rule(
    r"(?P<lead>(?:the |his |her |its |their )?(?:past|last|latest|next|first|recent|coming|previous|preceding|following|final|year-earlier|year-ago) )(?P<n>{N}|several|few|couple of|many)?(?: (?:or|to) (?P<n2>{N}))? ?(?P<unit>{UNIT})s(?: and {UNIT}s| or so)?\b",
    "the past four or five days",
    "P4D",
)
def lead_duration(m: Match, anchor: date | None, tense: int) -> Value | None:
    words = m["n"] or ""
    vague = is_vague(words)
    n = "X" if vague else str(number_of(words))
    lead = m["lead"].lower()
    if not words and ("recent" in lead or "coming" in lead):
        return (
            Value("DATE", "PAST_REF", None, anchor) if "recent" in lead else Value("DATE", "FUTURE_REF", anchor, None)
        )
    value = Value("DURATION", period(n, m["unit"]))
    if anchor and any(word in lead for word in ("past", "last", "recent", "previous")):
        most = number_of(m["n2"]) if m["n2"] else int(n) if n != "X" else 12
        reach = shift(anchor, -most, m["unit"])
        return value._replace(start=reach.start if reach else None, end=anchor)
    return value


@rule(
    r"(?P<bound>{BOUND}|the (?=\w+ \w+s\b))?(?P<n>{N}|several|a few|few|many|some|(?:dozens|hundreds|thousands) of)(?: (?:or|to) {N})?[ -](?:(?:more|full|whole|consecutive|straight|successive|trading|working|business|calendar) )?(?P<unit>{UNIT})s?(?:[ -]long| or so| or (?:two|more))?(?P<half> and a half)?\b(?![- ](?:old(?:s|er)?|younger|of age)\b)",
    "nearly two years",
    "P2Y",
)
@rule(r"(?P<n>)(?P<half>)(?P<unit>{UNIT})s-long\b", "decades-long", "PXE")
@rule(r"(?P<half>)(?P<n>(?P<unit>{UNIT})-?long)\b", "day-long", "P1D")
@rule(r"(?:an? )?(?P<n>{N})-(?P<unit>{UNIT})(?P<half>) (?:period|term|span|stretch)\b", "a three-year period", "P3Y")
@rule(
    r"(?P<n>(?:many|several) )?(?P<half>)(?P<unit>day|week|month|year|decade|centurie|hour)s(?: (?:or|and|to) (?:hour|day|week|month|year|decade)s)?\b(?![- ](?:old(?:s|er)?|younger|of age)\b)",
    "weeks or months",
    "PXW",
)
def duration(m: Match, anchor: date | None, tense: int) -> Value | None:
    words = (m["n"] or "").strip().lower()
    if m["unit"] in ("second", "quarter") and (words in ("a", "an") or m[0].startswith(("one-", "three-"))):
        return None  # "a second man"; "a quarter of them"
    if is_vague(words):
        return Value("DURATION", period("X", m["unit"]))
    whole, part = (1, 0.0) if words.endswith("long") else whole_and_part(words)
    part = part or 0.5 * bool(m["half"])
    if part and m["unit"] in _YEARS:
        return Value("DURATION", f"P{int(_YEARS[m['unit']] * (whole + part))}Y")
    if rest := _PARTS_OF_UNITS.get((m["unit"], part)):
        length = f"{whole}{UNITS[m['unit']]}" if whole else ""
        return Value("DURATION", ("PT" if m["unit"] in CLOCK_UNITS else "P") + length + rest)
    return Value("DURATION", period(str(whole or 1), m["unit"]))


_PARTS_OF_UNITS = {
    ("minute", 0.5): "30S", ("hour", 0.5): "30M", ("hour", 0.25): "15M", ("day", 0.5): "T12H", ("year", 0.5): "6M",
}  # fmt: skip


_ADVERBS = {"daily": "day", "nightly": "night", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year", "hourly": "hour"}  # fmt: skip


@rule(
    r"(?:every|each)(?: single)? (?P<what>day|week|weekend|month|quarter|year|night|hour|{WD}(?: {PART})?|morning|evening|spring|summer|autumn|winter)\b",
    "every day",
    "P1D",
)
@rule(r"(?P<what>" + "|".join(_ADVERBS) + r")\b", "daily", "P1D")
def repeated(m: Match, anchor: date | None, tense: int) -> Value | None:
    what = _ADVERBS.get(m["what"], m["what"])
    if what == "weekend":
        return Value("SET", "XXXX-WXX-WE")
    if what in SEASONS:
        return Value("SET", f"XXXX-{SEASONS[what][0]}")
    if what in UNITS:
        return Value("SET", period("1", what))
    day, _, part = what.partition(" ")
    if part or day not in PARTS:
        return Value("SET", f"XXXX-WXX-{weekday_of(day) + 1}" + (f"T{PARTS[part]}" if part else ""))
    return Value("SET", "P1D")


@rule(r"the (?P<unit>week)\b", "the week", "2016-WXX")
def the_week(m: Match, anchor: date | None, tense: int) -> Value | None:
    return Value("DATE", f"{anchor.year}-WXX" if anchor else "XXXX-WXX")


@rule(r"(?:the )?past (?P<unit>week|month|year|decade|century)\b", "the past year", "P1Y")
@rule(r"the last (?P<unit>week|month|year|decade|century)\b", "the last year", "P1Y")
def past_unit(m: Match, anchor: date | None, tense: int) -> Value | None:
    unit = m["unit"]
    value = Value("DURATION", period("1", unit))
    reach = shift(anchor, -1, unit) if anchor and unit != "century" else None
    return value._replace(start=reach.start, end=anchor) if reach else value


@rule(r"(?:every|each) (?P<mon>{MONTH})(?P<wd>)(?P<part>)\b", "each July", "XXXX-07")
@rule(r"(?P<mon>)(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s(?P<part>)\b", "Tuesdays", "XXXX-WXX-2")
@rule(r"(?P<wd>{WD}) (?P<part>{PART})s(?P<mon>)\b", "Tuesday nights", "XXXX-WXX-2TNI")
def month_or_night_each(m: Match, anchor: date | None, tense: int) -> Value | None:
    if m["mon"]:
        return Value("SET", f"XXXX-{month_of(m['mon']):02}")
    return Value("SET", f"XXXX-WXX-{weekday_of(m['wd']) + 1}" + (f"T{part_code(m['part'])}" if m["part"] else ""))


@rule(r"(?:every|each) (?P<n>{N}|other|few|second|several) (?P<unit>{UNIT})s?\b", "every two weeks", "P2W")
@rule(
    r"(?:once|twice|{N} times) (?:an?|per|every|each) (?P<n>)(?P<unit>hour|day|night|week|month|year)\b",
    "twice a week",
    "P1W",
)
def every_so_many(m: Match, anchor: date | None, tense: int) -> Value | None:
    n = m["n"]
    count = "X" if n in ("few", "several") else "2" if n in ("other", "second") else str(number_of(n)) if n else "1"
    return Value("SET", period(count, m["unit"]))


@rule(r"(?P<n>)(?P<unit>{UNIT}|moment)s (?P<way>ago|earlier)\b", "months ago", "PAST_REF")
@rule(r"the (?P<n>)(?P<unit>{UNIT})s (?P<way>ahead)\b", "the weeks ahead", "FUTURE_REF")
def units_vaguely_off(m: Match, anchor: date | None, tense: int) -> Value | None:
    if m["way"] == "ahead":
        return Value("DATE", "FUTURE_REF", anchor, None)
    return Value("DATE", "PAST_REF", None, anchor)
