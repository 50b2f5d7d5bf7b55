"""What reports say of one event, side by side: tolls with their standing, days, places, status, dropped hedges."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from dateline.model import (
    Bound,
    Claim,
    EventClaim,
    Place,
    Reading,
    Span,
    Standing,
    Status,
    Toll,
    TollStanding,
    TollValue,
    When,
)
from dateline.resolve.local import days_of

Said = tuple[str, Claim]  # report, claim
Origins = Callable[[list[Said]], int]
SpeakerOf = Callable[[Said], tuple[str, ...]]
_HEDGES: list[Status] = ["possible", "unconfirmed", "likely"]
_FINE = ["exact", "near", "district", "province", "region", "country"]


def published_key(readings: Mapping[str, Reading], report: str) -> tuple[str, str]:
    """Reports in the order of their dates, undated ones last."""
    return (readings[report].report.published.earliest or "9999", report)


def toll_standing(
    kind: str, said: list[Said], readings: Mapping[str, Reading], speaker: SpeakerOf, origins: Origins
) -> TollStanding | None:
    """All figures of one kind for one event. Parts of a toll ("three children") are no figures of their own.

    `disputed`: the latest figures of two speakers have no number in common, and no report says that one replaces those before
    it; `updated`: figures differ otherwise.
    """
    counted = [
        (r, c)
        for r, c in said
        if isinstance(getattr(c, kind), Toll) and c.status not in ("denied", "planned", "conditional")
    ]
    counted = without_parts(kind, counted, speaker)
    if not counted:
        return None
    values: dict[tuple[int | None, int | None, Bound], list[Said]] = defaultdict(list)
    for report, claim in counted:
        toll: Toll = getattr(claim, kind)
        values[toll.low, toll.high, toll.bound].append((report, claim))
    rows = [
        TollValue(
            low=low,
            high=high,
            bound=bound,
            claims=[EventClaim(report=r, claim=c.id) for r, c in sorted(holders, key=lambda s: (s[0], s[1].trigger))],
            origins=origins(holders),
            first=min((r for r, _ in holders), key=lambda r: published_key(readings, r)),
        )
        for (low, high, bound), holders in values.items()
    ]
    rows.sort(
        key=lambda v: (v.low if v.low is not None else v.high if v.high is not None else -1, v.high or 10**9, v.bound)
    )
    numbered = [v for v in rows if v.low is not None or v.high is not None]
    lows = [v.low for v in numbered if v.low is not None]
    highs = [v.high for v in numbered]
    best = next((v.low for v in numbered if len({(w.low, w.high) for w in numbered}) == 1 and v.low == v.high), None)
    return TollStanding(
        low=min(lows, default=None), best=best, high=None if not highs or None in highs else max(h for h in highs if h is not None),
        standing=standing(kind, counted, readings, speaker), values=rows,
    )  # fmt: skip


def without_parts(kind: str, counted: list[Said], speaker: SpeakerOf) -> list[Said]:
    """Of each speaker in each report, the largest figure, and those that differ from it by no more than an update does."""
    largest: dict[tuple[object, ...], int] = {}
    vague_only: dict[tuple[object, ...], bool] = {}
    for said in counted:
        key, size = (said[0],), number_of(getattr(said[1], kind))
        largest[key] = max(largest.get(key, -1), size if size is not None else -1)
        vague_only[key] = vague_only.get(key, True) and size is None
    kept = []
    for said in counted:
        size, top = number_of(getattr(said[1], kind)), largest[said[0],]
        if size is None:
            if vague_only[said[0],]:
                kept.append(said)
        elif size >= 0.45 * top or size == top:
            kept.append(said)
    return kept


def number_of(toll: Toll) -> int | None:
    return toll.low if toll.low is not None else toll.high


def standing(kind: str, counted: list[Said], readings: Mapping[str, Reading], speaker: SpeakerOf) -> Standing:
    latest: dict[tuple[str, ...], Toll] = {}
    corrected = ""
    for said in sorted(counted, key=lambda s: (published_key(readings, s[0]), s[1].trigger)):
        toll: Toll = getattr(said[1], kind)
        if number_of(toll) is None:
            continue
        if said[0] != corrected and is_update(readings[said[0]].text, toll.span):
            latest, corrected = {}, said[0]  # what reports before it said no longer stands
        latest[speaker(said)] = toll
    quoting = {said[0] for said in counted if speaker(said)[0] != "voice"}
    # a report that quotes somebody repeats him in its own voice: headline and lead are no second speaker
    voices = {who: toll for who, toll in latest.items() if who[0] != "voice" or who[1] not in quoting}
    tolls = list((voices or latest).values())
    if all(agree(a, b) for i, a in enumerate(tolls) for b in tolls[i + 1 :]) and not changed(kind, counted):
        return "agreed" if len({r for r, _ in counted}) > 1 and len(tolls) > 1 else "single"
    if any(disjoint(a, b) for i, a in enumerate(tolls) for b in tolls[i + 1 :]):
        return "disputed"
    return "updated"


_UPDATE = re.compile(
    r"\b(?:toll|dead|deaths|killed|fatalities|number)\b[^.;]*\b(?:ris(?:en|es|ing)|rose|climb\w*|jump\w*|grew|grown|increas\w+|fell|dropp\w+"
    r"|lower\w+|revis\w+|correct\w+|updat\w+)\s(?:\w+\s){0,3}$"
    r"|\b(?:rais\w+|lower\w+|revis\w+|correct\w+|cut|updat\w+|br[io]\w+ing|brought|tak\w+|took|push\w+)\b[^.;]*\b(?:toll|dead|deaths|killed|fatalities|number)\b[^.;]*\bto\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
_REACH = 130  # characters before a number in which it can be said to replace another


def is_update(text: str, span: Span | None) -> bool:
    """Whether the words before a toll say that it replaces an earlier one.

    >>> is_update("Police lowered the toll of the blast to six.", (40, 43)), is_update("It killed six.", (10, 13))
    (True, False)
    """
    return span is not None and _UPDATE.search(text[max(0, span[0] - _REACH) : span[0]]) is not None


def agree(a: Toll, b: Toll) -> bool:
    """Whether two tolls give one number, however bounded; "more than 50" and "at least 50" do."""
    first, second = number_of(a), number_of(b)
    if first is None or second is None:
        return True
    return first == second or ("at least" in (a.bound, b.bound) and abs(first - second) == 1)


def changed(kind: str, counted: list[Said]) -> bool:
    """Whether the figures differ at all, earlier ones of the same speakers with them."""
    tolls = [toll for _, c in counted if number_of(toll := getattr(c, kind)) is not None]
    return any(not agree(tolls[0], other) for other in tolls[1:])


def disjoint(a: Toll, b: Toll) -> bool:
    """Whether two tolls have no number in common; an estimate may be a tenth off."""
    low_a, high_a = ends(a)
    low_b, high_b = ends(b)
    return low_a > high_b or low_b > high_a


def ends(toll: Toll) -> tuple[float, float]:
    low = float(toll.low) if toll.low is not None else 0.0
    high = float(toll.high) if toll.high is not None else float("inf")
    return (low * 0.9, high * 1.1) if toll.bound == "about" else (low, high)


def event_when(said: Iterable[Said]) -> tuple[When | None, list[str]]:
    """The days most reports allow, narrowest first, and what differs from them."""
    said = list(said)
    dated = {
        (report, *days_of(c.when)): c.when
        for report, c in said
        if c.when is not None and c.when.kind not in ("until", "since")
    }  # a report has one vote, however often it tells of the event
    known = sorted(
        ((last - first, first, last, when) for (_, first, last), when in dated.items() if first and last),
        key=lambda k: (k[0], k[1], k[2]),
    )
    if not known:
        some = [c.when for _, c in said if c.when is not None]
        return (some[0] if some else None), []
    votes = Counter((first, last) for width, first, last, _ in known if width == known[0][0])
    (first, last), _ = max(votes.items(), key=lambda v: (v[1], -v[0][0].toordinal()))
    chosen = next(when for _, a, b, when in known if (a, b) == (first, last))
    for _, a, b, _ in known:  # a week and another week may share days only
        if max(first, a) <= min(last, b):
            first, last = max(first, a), min(last, b)
    differ = sorted({text_of(a, b) for _, a, b, _ in known if max(first, a) > min(last, b)})
    made = When(
        earliest=first.isoformat(),
        latest=last.isoformat(),
        precision=chosen.precision,
        kind="at" if first == last else "within",
    )
    if first == last and chosen.precision != "time":
        made.precision = "day"
    if first == last and chosen.precision == "time":
        made.earliest, made.latest = chosen.earliest, chosen.latest
    return made, differ


def text_of(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def event_where(said: Iterable[Said]) -> tuple[Place | None, list[str]]:
    """The finest place that most claims give, and other places that do not hold it."""
    places = [c.where for _, c in said if c.where is not None]
    if not places:
        return None, []
    votes = Counter((p.name, p.country) for p in places)
    chosen = min(
        places,
        key=lambda p: (_FINE.index(p.precision) // 2, -votes[p.name, p.country], _FINE.index(p.precision), p.name),
    )
    others = sorted(
        {
            p.name
            for p in places
            if p.name != chosen.name and p.precision in ("exact", "near") and chosen.precision in ("exact", "near")
        }
    )
    return chosen, others


def event_status(said: list[Said], speaker: SpeakerOf) -> tuple[Status, list[str]]:
    """The status of an event and the reports that state flatly what others hedge.

    A hedge stands until another named speaker asserts; a report that gives no source has dropped it.
    """
    core = [
        s
        for s in said
        if s[1].type in ("killing", "execution", "injury") or s[1].killed or s[1].injured or s[1].captured
    ] or said
    hedged = [s for s in core if s[1].status in _HEDGES]
    flat = [s for s in core if s[1].status == "asserted" and s[1].trigger is not None]
    if not hedged:
        votes = Counter(c.status for _, c in core)
        return ("asserted" if votes.get("asserted") else votes.most_common(1)[0][0]), []
    hedgers = {speaker(s) for s in hedged}
    hedging_reports = {r for r, _ in hedged}
    dropped = sorted({r for r, c in flat if r not in hedging_reports and not c.attributed_to})
    if any(speaker(s)[0] == "speaker" and speaker(s) not in hedgers and s[1].killed for s in flat):
        return "asserted", dropped
    return next(h for h in _HEDGES[::-1] if any(c.status == h for _, c in hedged)), dropped
