"""`when` of claims and the values of time mentions: pure functions of expression and publication interval."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from itertools import pairwise

from msgspec import UnsetType

from dateline.codebook.families import compatible, family
from dateline.dating.saying import is_of_event, is_said, times_of_saying
from dateline.model import Claim, Mention, Place, Reading, Time, When, WhenPrecision
from dateline.timex import Counted, clock_on, counted_from_event, days_from, in_context, is_beside, normalise, tense_at
from dateline.timex.spans import shift
from dateline.timex.zones import clocked

_UNTIL = re.compile(r"\b(?:until|till|up to|through)\s+(?:the\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from)\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s+(?:and|to|until|till|through)\s+(?:the\s+)?", re.IGNORECASE)
_ON = re.compile(r",? (?:on )?")  # between a time of the clock and its day
_THROUGHOUT = re.compile(r"\b(?:throughout|all through)\s+$", re.IGNORECASE)


def anchor_of(reading: Reading) -> tuple[date | None, date | None]:
    """The publication interval, for expressions that are relative to it; an open or very wide one anchors nothing."""
    published = reading.report.published
    if not published.earliest or not published.latest or published.basis == "unknown":
        return None, None
    first, last = date.fromisoformat(published.earliest), date.fromisoformat(published.latest)
    return (first, last) if (last - first).days <= 400 else (None, None)


def sentence_of(reading: Reading, mention: Mention) -> tuple[int, int]:
    number = bisect_left(reading.sentences, (mention.span[0] + 1, 0)) - 1
    found = reading.sentences[number] if number >= 0 else (0, 0)
    return found if found[0] <= mention.span[0] < found[1] else (0, len(reading.text))


def set_times(reading: Reading) -> None:
    """Fills `time` of every time mention and `when` of every claim from the publication interval."""
    anchor, place = anchor_of(reading), dateline_place(reading)
    by_id: dict[str, Mention] = {}
    followed: dict[str, Mention] = {}
    told: list[Time] = []
    times = sorted((m for m in reading.mentions if m.kind == "time"), key=lambda m: m.span)
    for mention, after in pairwise(times):
        followed[mention.id] = after
    for mention in times:
        tense = tense_at(reading.text, mention.span, sentence_of(reading, mention))
        time = in_context(mention.text, normalise(mention.text, anchor, tense), told)
        day = followed.get(mention.id)
        if day is not None and _ON.fullmatch(reading.text[mention.span[1] : day.span[0]]):
            time = clock_on(mention.text, time, normalise(day.text, anchor, tense))
        told.append(time)
        if clock := clocked(mention.text, time.value, place):
            time.zone, time.utc = clock
        mention.time = time
        by_id[mention.id] = mention
    drop_times_of_saying(reading, times)
    shared = times_of_events(reading, by_id)
    lead = day_of_all(reading, shared)
    for claim in reading.claims:
        first = first_time(claim, by_id) or shared.get(claim.event or "")
        if first is None and lead is not None and is_news(claim):
            first = lead
            claim.sure["time"] = OF_LEAD
        claim.when = when_of(claim, first, followed.get(first.id) if first else None, reading)
    count_from_events(reading, by_id)


def drop_times_of_saying(reading: Reading, times: list[Mention]) -> None:
    """What was said on a day need not have happened then."""
    said = times_of_saying(reading, times)
    for claim in reading.claims:
        told = claim.roles.get("time", [])
        left = [id_ for id_ in told if not is_said(claim, said.get(id_, []))]
        if left != told:
            claim.roles["time"] = left
            claim.sure.pop("time", None)


def dateline_place(reading: Reading) -> Place | None:
    """Where the report was filed, if its dateline's place is on the map."""
    if reading.report.dateline is None:
        return None
    words = reading.report.dateline.place or ""
    filed = (m.place for m in reading.mentions if m.kind == "place" and m.span[1] <= reading.body and m.text in words)
    return next((place for place in filed if isinstance(place, Place)), None)


def first_time(claim: Claim, times: dict[str, Mention]) -> Mention | None:
    return next((times[m] for m in claim.roles.get("time", []) if m in times), None)


def times_of_events(reading: Reading, times: dict[str, Mention]) -> dict[str, Mention]:
    """The first time that a claim of each event of the report has: it dates the event's other claims, too."""
    found: dict[str, Mention] = {}
    for claim in reading.claims:
        if claim.event and (first := first_time(claim, times)):
            found.setdefault(claim.event, first)
    return found


OF_LEAD = 0.8  # the share of events without a time of their own that were on the one day that their report states, of those with a day


def is_news(claim: Claim) -> bool:
    return claim.event is not None and claim.grade == "incident" and claim.status not in ("planned", "conditional")


def day_of_all(reading: Reading, shared: dict[str, Mention]) -> Mention | None:
    """The time that states the one day of a report's news: it holds for what has no day of its own; None where there are two."""
    found: dict[tuple[str | None, str | None], Mention] = {}
    for claim in reading.claims:
        mention = shared.get(claim.event or "")
        if mention is not None and is_news(claim) and isinstance(mention.time, Time):
            found.setdefault((mention.time.earliest, mention.time.latest), mention)
    if len(found) != 1:
        return None
    (one,) = found.values()
    return one if one.time.earliest and precision_of(one.time.value) in ("day", "time") else None  # type: ignore[union-attr]


def count_from_events(reading: Reading, times: dict[str, Mention]) -> None:
    """Times that count from an event ("two days after the attack") get their days from its claim, and claims from them.

    Beside a date ("March 20, three days after …") it is the other way round: the date tells when the event was.
    """
    claims = sorted(reading.claims, key=lambda claim: claim.trigger)
    starts = [claim.trigger[0] for claim in claims]
    claims_of: dict[str, list[Claim]] = {}
    for claim in claims:
        if first := first_time(claim, times):
            claims_of.setdefault(first.id, []).append(claim)
    before: Mention | None = None
    for mention in times.values():
        counted = counted_from_event(reading.text, mention.span)
        beside, before = before, mention
        at = bisect_left(starts, counted.event[0]) if counted else len(starts)
        if counted is None or at == len(starts) or starts[at] >= counted.event[1]:
            continue
        event = claims[at]
        if beside is not None and is_beside(reading.text, beside.span, mention.span):
            days = days_from_time(counted._replace(back=not counted.back), beside.time)
            if days is not None and first_time(event, times) is mention:
                event.when = when_of(event, mention, None, reading, counted_time(mention, counted.unit, *days))
            continue
        days = days_from_when(counted, event.when) or days_from_when(counted, when_before(reading, claims, at))
        if days is not None:
            mention.time = counted_time(mention, counted.unit, *days)
            for claim in claims_of.get(mention.id, ()):
                if claim is not event:
                    claim.when = when_of(claim, mention, None, reading)


_THAT = re.compile(r"\b(?:the|this|that)\s+(?:\w+\s+)?$", re.IGNORECASE)
LOOK_BACK = 6  # claims before a definite noun that it may take up


def when_before(reading: Reading, claims: list[Claim], at: int) -> When | None:
    """When the event was that a definite noun ("the attack") takes up: a claim of its kind, told shortly before."""
    noun = claims[at]
    if not _THAT.search(reading.text[max(0, noun.trigger[0] - 30) : noun.trigger[0]]):
        return None
    kinds = {family(noun.type)}
    found = (c for c in reversed(claims[max(0, at - LOOK_BACK) : at]) if compatible(kinds, {family(c.type)}))
    return next((c.when for c in found if c.when is not None and c.when.precision == "day"), None)


def days_from_when(counted: Counted, when: When | None) -> tuple[date, date] | None:
    if when is None or when.precision == "unknown" or when.kind not in ("at", "within"):
        return None
    return days_between(counted, when.earliest, when.latest)


def days_from_time(counted: Counted, time: Time | UnsetType | None) -> tuple[date, date] | None:
    return days_between(counted, time.earliest, time.latest) if isinstance(time, Time) else None


def days_between(counted: Counted, first: str | None, last: str | None) -> tuple[date, date] | None:
    if first is None or last is None:
        return None
    return days_from(counted, date.fromisoformat(first), date.fromisoformat(last))


def counted_time(mention: Mention, unit: str, first: date, last: date) -> Time:
    """A duration keeps its TIMEX3 value, and has days; of a day, week, month or year, what can be told is named."""
    time = normalise(mention.text, (None, None))
    named = shift(first, 0, unit)
    if time.type in ("DATE", "TIME") and named is not None and (named.start, named.end) == (first, last):
        time.value = named.value + ("T" + time.value.partition("T")[2] if time.type == "TIME" else "")
    time.earliest, time.latest = first.isoformat(), last.isoformat()
    return time


def when_of(
    claim: Claim, mention: Mention | None, after: Mention | None, reading: Reading, time: Time | None = None
) -> When | None:
    """The interval of a claim: that of its time expression, which with the next one may make a range ("from … to …").

    Without one, some time before the report (or after, if planned). `time`: what the expression means to this claim.
    """
    published = reading.report.published
    ahead = claim.status in ("planned", "conditional")
    told = published.latest if published.basis != "unknown" and not ahead else None  # by then it had happened
    if mention is None or not isinstance(mention.time, Time):
        if published.basis == "unknown":
            return None
        if ahead:
            return When(earliest=published.earliest, latest=None, precision="unknown", kind="within")
        return When(earliest=None, latest=published.latest, precision="unknown", kind="within")
    time = time or mention.time
    before = reading.text[max(0, mention.span[0] - 25) : mention.span[0]]
    precision = precision_of(time.value)
    if time.earliest is None and time.latest is None:
        return When(earliest=None, latest=told, precision=precision, kind="within" if told else "at")
    earliest, latest = time.earliest, time.latest
    if told and latest and latest > told and earliest and earliest <= told:
        latest = told  # what has happened, happened by then: "this week", "this month"
    if "/" in time.value:  # "from March 3 to 5": both ends are in the expression
        return When(earliest=earliest, latest=latest, precision=precision, kind="within")
    if _UNTIL.search(before):
        return When(earliest=None, latest=latest, precision=precision, kind="until")
    if after and _FROM.search(before) and _TO.fullmatch(reading.text[mention.span[1] : after.span[0]]):
        end = after.time.latest if isinstance(after.time, Time) else None
        if earliest and end and end >= earliest:
            return When(earliest=earliest, latest=end, precision=precision, kind="within")
    if _SINCE.search(before) and not (_FROM.search(before) and is_of_event(reading.text, mention)):
        known = told if told and earliest and earliest <= told else None
        return When(earliest=earliest, latest=known, precision=precision, kind="since")
    if _THROUGHOUT.search(before):
        return When(earliest=earliest, latest=latest, precision=precision, kind="throughout")
    return When(earliest=earliest, latest=latest, precision=precision, kind="at" if earliest == latest else "within")


def precision_of(value: str) -> WhenPrecision:
    """How fine a TIMEX3 value is.

    >>> [precision_of(v) for v in ("2016-03-30TEV", "2016-W12", "2016-03", "2016", "199", "2016-03-31T06:00")]
    ['day', 'week', 'month', 'year', 'decade', 'time']
    """
    if "/" in value:  # an interval of days
        return "day"
    if value.startswith("P"):  # counted from an event
        return {"D": "day", "W": "week", "M": "month", "Y": "year"}.get("" if "T" in value else value[-1], "day")  # type: ignore[return-value]
    if re.search(r"T\d", value):
        return "time"
    if re.fullmatch(r"[\dX]{4}-[\dX]{2}-[\dX]{2}(?:T\w+)?", value) or re.fullmatch(
        r"[\dX]{4}-W[\dX]{2}-\d(?:T\w+)?", value
    ):
        return "day"
    if "-W" in value:
        return "week"
    if re.search(r"-(?:SP|SU|FA|WI|Q\d)$", value):
        return "season"
    if re.fullmatch(r"[\dX]{4}-[\dX]{2}", value):
        return "month"
    if re.fullmatch(r"\d{3}", value):
        return "decade"
    return "year" if re.fullmatch(r"\d{4}", value) else "unknown"
