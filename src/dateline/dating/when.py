"""`when` of claims and the values of time mentions: pure functions of expression and publication interval."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from dateline.model import Claim, Mention, Reading, Time, When, WhenPrecision
from dateline.timex import in_context, normalise, tense_at

_UNTIL = re.compile(r"\b(?:until|till|up to|through)\s+(?:the\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from)\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s+(?:and|to|until|till|through)\s+(?:the\s+)?", re.IGNORECASE)
_THROUGHOUT = re.compile(r"\b(?:throughout|all through)\s+$", re.IGNORECASE)


def anchor_of(reading: Reading) -> tuple[date | None, date | None]:
    """The publication interval, for expressions that are relative to it; an open or very wide one anchors nothing."""
    published = reading.report.published
    if not published.earliest or not published.latest or published.basis == "unknown":
        return None, None
    first, last = date.fromisoformat(published.earliest), date.fromisoformat(published.latest)
    return (first, last) if (last - first).days <= 400 else (None, None)


def sentence_of(reading: Reading, mention: Mention) -> tuple[int, int]:
    return next((s for s in reading.sentences if s[0] <= mention.span[0] < s[1]), (0, len(reading.text)))


def set_times(reading: Reading) -> None:
    """Fills `time` of every time mention and `when` of every claim from the publication interval."""
    anchor = anchor_of(reading)
    by_id: dict[str, Mention] = {}
    followed: dict[str, Mention] = {}
    told: list[Time] = []
    times = sorted((m for m in reading.mentions if m.kind == "time"), key=lambda m: m.span)
    for mention, after in pairwise(times):
        followed[mention.id] = after
    for mention in times:
        tense = tense_at(reading.text, mention.span, sentence_of(reading, mention))
        mention.time = in_context(mention.text, normalise(mention.text, anchor, tense), told)
        told.append(mention.time)
        by_id[mention.id] = mention
    for claim in reading.claims:
        first = next((by_id[m] for m in claim.roles.get("time", []) if m in by_id), None)
        claim.when = when_of(claim, first, followed.get(first.id) if first else None, reading)


def when_of(claim: Claim, mention: Mention | None, after: Mention | None, reading: Reading) -> When | None:
    """The interval of a claim: that of its time expression, which with the next one may make a range ("from … to …").

    Without one, some time before the report (or after, if planned).
    """
    published = reading.report.published
    ahead = claim.status in ("planned", "conditional")
    if mention is None or not isinstance(mention.time, Time):
        if published.basis == "unknown":
            return None
        if ahead:
            return When(earliest=published.earliest, latest=None, precision="unknown", kind="within")
        return When(earliest=None, latest=published.latest, precision="unknown", kind="within")
    time = mention.time
    before = reading.text[max(0, mention.span[0] - 25) : mention.span[0]]
    precision = precision_of(time.value)
    if time.earliest is None and time.latest is None:
        return When(earliest=None, latest=None, precision=precision, kind="at")
    earliest, latest = time.earliest, time.latest
    if (
        not ahead
        and latest
        and published.latest
        and latest > published.latest
        and published.basis != "unknown"
        and earliest
        and earliest <= published.latest
    ):
        latest = published.latest  # what has happened, happened by then: "this week", "this month"
    if "/" in time.value:  # "from March 3 to 5": both ends are in the expression
        return When(earliest=earliest, latest=latest, precision=precision, kind="within")
    if _UNTIL.search(before):
        return When(earliest=None, latest=latest, precision=precision, kind="until")
    if after and _FROM.search(before) and _TO.fullmatch(reading.text[mention.span[1] : after.span[0]]):
        end = after.time.latest if isinstance(after.time, Time) else None
        if earliest and end and end >= earliest:
            return When(earliest=earliest, latest=end, precision=precision, kind="within")
    if _SINCE.search(before):
        return When(earliest=earliest, latest=None, precision=precision, kind="since")
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
