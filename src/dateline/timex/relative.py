"""Times counted from an event that the text names beside them: "two days after the attack", "the eve of the vote".

TIMEX3 leaves such an expression a duration, or a day that it does not know. Which event it is, and when that was, is
found elsewhere; here is only how far from it, and where its words are.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from dateline.model import Span
from dateline.timex.grammar.rule import PARTS_OF_RULES as _PARTS
from dateline.timex.grammar.words import folded, number_of
from dateline.timex.spans import CLOCK_UNITS, shift

_COUNT = re.compile(
    rf"(?:{_PARTS['ABOUT']})?(?P<n>{_PARTS['N']}|several|a few|few|many|some)?(?: (?:or|to) {_PARTS['N']})?[ -]?(?P<unit>{_PARTS['UNIT']})s?"
)
_PART_OF = re.compile(r"(?:the )?(?P<part>eve|day|night|morning|evening|afternoon|week|month|year)")
_WAY = re.compile(
    r"\s+(?P<way>after|before|following|prior to|earlier than|later than|of|ahead of)\s+(?!(?:that|which|this|noon|midnight|dawn|dusk)\b|\d)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?: (?:in|at|near|outside) (?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2})?(?:,| [-–—]) ?(?:just |only |about |some )?"
)
_ENDS = re.compile(r"[,;:.\n()\"”]")
_BACK = ("before", "prior to", "earlier than", "ahead of")
MOST_VAGUE = 12  # units that "several" or none may stand for
LONGEST = 120  # characters of an event's words


def is_part_of_event(words: str) -> bool:
    """ "The day", "the eve": times only where an event follows.

    >>> is_part_of_event("the eve"), is_part_of_event("the week")
    (True, False)
    """
    match = _PART_OF.fullmatch(folded(words))
    return match is not None and match["part"] not in ("week", "month", "year")


class Counted(NamedTuple):
    """How far from an event: so many units after it (`back`: before it; None: some), and the event's words."""

    units: int | None
    unit: str
    back: bool
    event: Span


def counted_from_event(text: str, span: Span) -> Counted | None:
    """What a time expression counts from, if that is an event whose words follow.

    >>> text = "Two days after the attack on the mill, shops opened."
    >>> counted = counted_from_event(text, (0, 8)); counted.units, counted.unit, counted.back, text[slice(*counted.event)]
    (2, 'day', False, 'the attack on the mill')
    """
    way = _WAY.match(text, span[1])
    if way is None:
        return None
    words = folded(text[slice(*span)])
    end = _ENDS.search(text, way.end(), way.end() + LONGEST)
    event = (way.end(), end.start() if end else min(len(text), way.end() + LONGEST))
    if part := _PART_OF.fullmatch(words):
        unit = part["part"] if part["part"] in ("week", "month", "year") else "day"
        if way["way"].lower() == "of":
            return Counted(1 if part["part"] == "eve" else 0, unit, part["part"] == "eve", event)
        return Counted(1, unit, way["way"].lower() in _BACK, event)
    count = _COUNT.fullmatch(words)
    if count is None or way["way"].lower() == "of":
        return None
    n = count["n"]
    vague = n is None or n in ("several", "a few", "few", "many", "some")
    return Counted(None if vague else number_of(n), count["unit"], way["way"].lower() in _BACK, event)


def is_beside(text: str, first: Span, second: Span) -> bool:
    """Whether one time stands beside another that says the same: "March 20, three days after …"."""
    return first[1] <= second[0] and _BESIDE.fullmatch(text, first[1], second[0]) is not None


def days_from(counted: Counted, first: date, last: date) -> tuple[date, date] | None:
    """The days that it may mean, the event having been between two days; None outside the calendar.

    >>> days_from(Counted(2, "day", False, (0, 0)), date(2016, 3, 3), date(2016, 3, 3))
    (datetime.date(2016, 3, 5), datetime.date(2016, 3, 5))
    """
    sign = -1 if counted.back else 1
    if counted.unit in CLOCK_UNITS:  # hours after it: the same day, or the next
        try:
            return (first - timedelta(days=1), last) if counted.back else (first, last + timedelta(days=1))
        except OverflowError:
            return None
    least, most = (1, MOST_VAGUE) if counted.units is None else (counted.units, counted.units)
    ends = [shift(day, sign * n, counted.unit) for day in (first, last) for n in (least, most)]
    starts = [value.start for value in ends if value and value.start]
    stops = [value.end for value in ends if value and value.end]
    return (min(starts), max(stops)) if starts and stops else None
