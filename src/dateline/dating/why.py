"""Why a time expression was read as it was, and what else it could mean."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.dating.when import anchor_of, sentence_of
from dateline.model import Mention, Reading, Time
from dateline.timex import counted_from_event, normalise, tense_at


def why_time(reading: Reading, mention: Mention) -> Iterator[str]:
    """What decided the value of a time mention, in words."""
    anchor, time = anchor_of(reading), mention.time
    if not isinstance(time, Time):
        return
    tense = tense_at(reading.text, mention.span, sentence_of(reading, mention))
    plain, other = (normalise(mention.text, anchor, way) for way in (tense, -tense))
    counted = counted_from_event(reading.text, mention.span)
    if counted is not None and (time.earliest or time.latest):
        yield f"counted from “{reading.text[slice(*counted.event)].strip()}”"
    elif days(plain) != days(time):
        yield "counted from a time told before it"
    elif days(plain) != days(other):
        yield "the words around it look ahead" if tense > 0 else "the words around it look back"
    if time.zone:
        yield f"by the clock of {time.zone}" + (f": {time.utc}" if time.utc else "")


def second_time(reading: Reading, mention: Mention) -> str | None:
    """The next-best reading of a time mention: ahead instead of back, or from the report's day instead of a time told before."""
    anchor, time = anchor_of(reading), mention.time
    if not isinstance(time, Time):
        return None
    tense = tense_at(reading.text, mention.span, sentence_of(reading, mention))
    for way in (tense, -tense):
        other = normalise(mention.text, anchor, way)
        if (other.earliest or other.latest) and days(other) != days(time):
            return other.value
    return None


def days(time: Time) -> tuple[str | None, str | None]:
    return time.earliest, time.latest
