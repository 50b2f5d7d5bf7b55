"""What a report says about its own date: each clue is a constraint on the publication day, with its reason.

Only calendars are used, no outside facts. A clue that would leave no day is a contradiction: it is noted, not obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dateline.dating.days import Days
from dateline.dating.years import after_leap_day, counted_years, leap_days
from dateline.model import Reading, Span
from dateline.timex import find_times, tense_at, value_of
from dateline.timex.spans import WEEKDAYS

_FUTURE = re.compile(
    r"\b(?:will|shall|would|hopes?|faces?|facing|ballot|redeemable|matur\w+|expir\w+|reelection|re-election|term|contract|plans?|planned|expects?|expected|scheduled|due|by|until|through|before|next|upcoming|could|may|might|should|to be|aims?|target|goal|for)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|since|fell|began|died|won|took|ago|came|became|left|made|went|fought|rose|held|said|gave|got|saw|met|sent|brought"
    r"|built|bought|caught|chose|drew|drove|found|fled|flew|grew|kept|led|lost|paid|ran|sold|shot|spoke|spent|stood|struck|swore|taught"
    r"|threw|told|wrote|broke|sank|sought|stole|swept|withdrew|overthrew|\w{2,}ed)\b",
    re.IGNORECASE,
)
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_MONTH_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)$")
_LEAD_VERB = re.compile(
    r"\b(?:said|says|told|announced|reported|killed|died|attacked|struck|exploded|arrested|declared|confirmed|vowed|warned|was|were|has|have|advanced|seized)\b"
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_SERIAL = re.compile(r"\b(?P<year>(?:19[89]|20\d)\d)-(?P<month>0[1-9]|1[0-2])-[A-Z]{1,4}-\d{1,4}\b")
_NUMBERED = 600  # characters from the top in which a number is the report's own
EARLIEST = date(1980, 1, 1)
NEWS_REACH = timedelta(days=330)  # how far back a bare month and day may lie


class Clue(NamedTuple):
    """A constraint: the days it allows. `states` if it prints the date; `chooses` if it only tells days of a week apart."""

    why: str
    allow: Callable[[Days], Days]
    states: bool = False
    chooses: bool = False


def between(first: date | None, last: date | None) -> Callable[[Days], Days]:
    return lambda days: days.intersect([(first or date.min, last or date.max)])


def quoted(text: str, span: Span, around: int = 30) -> str:
    """The words of a clue with a little of what stands around them."""
    start, end = max(0, span[0] - around), min(len(text), span[1] + 5)
    return "“…" + " ".join(text[start:end].split()) + "…”"


def find_clues(reading: Reading) -> Iterator[Clue]:
    """The clues of a report, the surest first."""
    yield from dateline_clues(reading)
    yield from header_clues(reading)
    yield from headline_day_clues(reading)
    yield from number_clues(reading)
    yield from furniture_clues(reading)
    yield from date_clues(reading)
    yield from year_clues(reading)
    yield from lead_weekday_clues(reading)


def dateline_clues(reading: Reading) -> Iterator[Clue]:
    """The date in the dateline: with a year it is stated, without one it is that day of some year."""
    words = reading.report.dateline.date if reading.report.dateline else None
    if not words:
        return
    words = re.sub(r"(\d{1,2} [A-Za-z]+\.? )(\d{2})$", r"\g<1>19\2", words)  # "3 JAN 90"
    words = words.title() if words.isupper() else words
    value = value_of(words, None)
    if value is None:
        return
    if value.start and value.start == value.end:
        day = value.start
        yield Clue(f"the dateline prints {words}", between(day, day), states=True)
    elif match := _MONTH_DAY.match(value.value):
        month, number = int(match[1]), int(match[2])
        yield Clue(f"the dateline says {words}, without a year", lambda days: on_month_day(days, month, number))


def on_month_day(days: Days, month: int, number: int) -> Days:
    found = []
    hull = days.hull()
    for year in range(hull[0].year, hull[1].year + 1) if hull else ():
        try:
            found.append((date(year, month, number), date(year, month, number)))
        except ValueError:
            continue
    return days.intersect(found)


def header_clues(reading: Reading) -> Iterator[Clue]:
    """A full date above the text, or alone on a line, outside any sentence: the report prints its own date."""
    if reading.own_date is None:
        return
    value = value_of(reading.text[slice(*reading.own_date)], None)
    if value is not None and value.start is not None:
        why = f"the report prints its date: {quoted(reading.text, reading.own_date, 10)}"
        yield Clue(why, between(value.start, value.start), states=True)


def number_clues(reading: Reading) -> Iterator[Clue]:
    """A number over the text that begins with a year and month ("2011-05-S-056"): releases are numbered as they are made."""
    match = _SERIAL.search(reading.text, 0, _NUMBERED)
    if match is None:
        return
    year, month = int(match["year"]), int(match["month"])
    first = date(year, month, 1)
    # numbers are given some days ahead, and stay with a release that comes out late
    yield Clue(f"its number is {match[0]}", between(first - timedelta(days=7), first + timedelta(days=60)))


def headline_day_clues(reading: Reading) -> Iterator[Clue]:
    """A day without a year before the headline ("June 8: Troops find weapons")."""
    expression = next(find_times(reading.text[:60].lstrip()), None)
    if expression is None or expression.start or not re.match(r":\s+\S", reading.text.lstrip()[expression.end :]):
        return
    value = value_of(expression.text, None)
    if value and (match := _MONTH_DAY.match(value.value)):
        month, number = int(match[1]), int(match[2])
        yield Clue(f"it is headed {expression.text}, without a year", lambda days: on_month_day(days, month, number))


def furniture_clues(reading: Reading) -> Iterator[Clue]:
    """Dates in the page around the article: the page was made no earlier than the report."""
    for words in reading.clues:
        for expression in find_times(re.sub(r"\s+,", ",", words)):
            value = value_of(expression.text, None)
            if value and value.start and value.start == value.end and _FULL_DAY.match(value.value):
                yield Clue(
                    f"the page around it is dated {expression.text}, which is no earlier", between(None, value.start)
                )


def date_clues(reading: Reading) -> Iterator[Clue]:
    """Dates and years that the text tells of as past are no later than the report; weekdays must fit their dates."""
    text = reading.text
    lowest: tuple[date, str] | None = None
    for mention in reading.mentions:
        if mention.kind != "time":
            continue
        sentence = next(
            (s for s in reading.sentences if s[0] <= mention.span[0] < s[1]),
            (max(0, mention.span[0] - 100), mention.span[1] + 100),
        )
        value = value_of(mention.text, None)
        if value is None:
            continue
        if value.start is not None and value.value[:1].isdigit() and told_as_past(text, mention.span, sentence):
            if value.start > EARLIEST and (lowest is None or value.start > lowest[0]):
                lowest = (value.start, f"it tells of {mention.text} as past: {quoted(text, mention.span)}")
        elif match := _MONTH_DAY.match(value.value):
            named = _WEEKDAY.search(mention.text)
            if named:
                yield weekday_date_clue(mention.text, int(match[1]), int(match[2]), WEEKDAYS[named[0].lower()])
    if lowest:
        yield Clue(lowest[1], between(lowest[0], None))


def year_clues(reading: Reading) -> Iterator[Clue]:
    """Years counted from a date: ages, anniversaries, "ten years ago, in 2006"; and days that only leap years have."""
    for span, first, last in counted_years(reading):
        yield Clue(f"it counts years from a date: {quoted(reading.text, span, 50)}", between(first, last))
    for span in leap_days(reading):
        yield Clue(f"{quoted(reading.text, span)} is in leap years only", after_leap_day)


def told_as_past(text: str, span: Span, sentence: Span) -> bool:
    """Whether a date is spoken of as gone by; plans and deadlines are not, and neither are doubtful cases."""
    before = text[max(sentence[0], span[0] - 70) : span[0]]
    clause = re.split(r"[;:]|,\s+(?:and|but)\b", before)[-1]
    if re.search(r"\b(?:until|till)\s+(?:\w+\s+)?$", before) and re.search(r"\b(?:was|were|had been)\b", clause):
        return True
    if tense_at(text, span, sentence) > 0 or re.match(
        r"\s*(?:will|would|deadline|election target|budget|season)\b", text[span[1] :]
    ):
        return False
    if _FUTURE.search(clause) and not re.search(r"\b(?:was|were|had|since)\b", clause):
        return False
    after = text[span[1] : min(sentence[1], span[1] + 80)]
    return bool(_PAST.search(clause) or re.search(r"\b(?:was|were|had|\w+ed)\b", after))


def weekday_date_clue(words: str, month: int, number: int, weekday: int) -> Clue:
    """`Tuesday, March 22`: only some years have that; the report is of the months after it."""

    def allow(days: Days) -> Days:
        hull = days.hull()
        found = []
        for year in range(hull[0].year - 1, hull[1].year + 1) if hull else ():
            try:
                day = date(year, month, number)
            except ValueError:
                continue
            if day.weekday() == weekday:
                found.append((day - timedelta(days=150), day + NEWS_REACH))
        return days.intersect(found)

    return Clue(f"“{words}” is right in some years only", allow)


def lead_weekday(reading: Reading) -> tuple[int, Span] | None:
    """The bare weekday of the report's news: the first one, in past tense, in the opening of the text."""
    text = reading.text
    for mention in reading.mentions:
        if mention.kind != "time" or mention.span[0] < reading.body or mention.span[0] > reading.body + 450:
            continue
        found = re.fullmatch(r"(?:(?:on|late|early)\s+)*((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)", mention.text)
        if not found:
            continue
        sentence = next((s for s in reading.sentences if s[0] <= mention.span[0] < s[1]), None)
        if (
            sentence
            and tense_at(text, mention.span, sentence) < 0
            and _LEAD_VERB.search(text[sentence[0] : sentence[1]])
        ):
            return WEEKDAYS[found[1].lower()], mention.span
    return None


def lead_weekday_clues(reading: Reading) -> Iterator[Clue]:
    """News agencies name the day of writing by its weekday; other papers write up to two days later."""
    lead = lead_weekday(reading)
    if lead is None:
        return
    weekday, span = lead
    wire = bool(reading.report.dateline or reading.report.agencies)

    def allow(days: Days) -> Days:
        if wire:
            same = days.where(lambda day: day.weekday() == weekday)
            if same.intervals:
                return same
        return days.where(lambda day: (day.weekday() - weekday) % 7 <= 2)

    how = "an agency's copy names the day it is written" if wire else "papers write of it within two days"
    yield Clue(
        f"its news is of a {reading.text[slice(*span)].split()[-1]}: {quoted(reading.text, span)}; {how}",
        allow,
        chooses=True,
    )
