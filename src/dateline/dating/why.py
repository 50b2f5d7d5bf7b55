"""Why a time expression was read as it was, and what else it could mean."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.dating.when import anchor_of, sentence_of
from dateline.model import Mention, Reading, Time
from dateline.timex import counted_from_event, normalise, tense_at


def why_time(reading: Reading, mention: Mention) -> Iterator[str]:
    """What decided the value of a time mention, in words."""
    time = mention.time
    if not isinstance(time, Time):
        return
    ahead, plain, other = either_way(reading, mention)
    counted = counted_from_event(reading.text, mention.span)
    if counted is not None and (time.earliest or time.latest):
        yield f"counted from “{reading.text[slice(*counted.event)].strip()}”"
    elif days(plain) != days(time):
        yield "counted from a time told before it"
    elif days(plain) != days(other):
        yield "the words around it look ahead" if ahead else "the words around it look back"
    if time.zone:
        yield f"by the clock of {time.zone}" + (f": {time.utc}" if time.utc else "")


def second_time(reading: Reading, mention: Mention) -> str | None:
    """The next-best reading of a time mention: ahead instead of back, or from the report's day instead of a time told before."""
    time = mention.time
    if not isinstance(time, Time):
        return None
    _, *readings = either_way(reading, mention)
    return next((r.value for r in readings if (r.earliest or r.latest) and days(r) != days(time)), None)


def either_way(reading: Reading, mention: Mention) -> tuple[bool, Time, Time]:
    """Whether the words around a time mention look ahead, and what it means by itself that way and the other way."""
    tense = tense_at(reading.text, mention.span, sentence_of(reading, mention))
    plain, other = (normalise(mention.text, anchor_of(reading), way) for way in (tense, -tense))
    return tense > 0, plain, other


def days(time: Time) -> tuple[str | None, str | None]:
    return time.earliest, time.latest
