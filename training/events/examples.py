"""What the reader of events learns from: whole reports as words, with their events.

Reports go through repair and the shipped reader first, so that learning sees just what running will: repaired text,
sentences, and mentions with their kinds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from dateline.claim.seen import Document, document
from dateline.claim.triggers import find_triggers
from dateline.codebook import load_codebook
from dateline.model import COUNTED, Mention, RawReport, Reading, Span, Time
from dateline.neural.wordpiece import Vocabulary, word_range
from dateline.text.offsets import OffsetMap
from dateline.text.tokens import tokenise

Line = dict[str, Any]

TYPES = ("air_strike shelling chemical_attack bombing suicide_bombing armed_clash offensive territory_taken killing execution "
         "abduction arrest evacuation ceasefire protest aid looting other").split()  # fmt: skip
GRADES = ["incident", "background", "plan"]
NOTHING = len(GRADES)  # the grade of words that tell of no event
STATUSES = ["asserted", "likely", "possible", "unconfirmed", "denied", "planned", "conditional", "ongoing"]
ACCUSED = ["stated", "accused", "claimed", "denied", "unknown"]
POINTED = ["place", "time", "actor"]  # roles with one filler, or none
MARKED = ["target"]  # with any number of fillers
FIGURES = [f"{kind}{part}" for kind in COUNTED for part in ("", ":part")]  # a word is in one of them or in none
CUSTODY = (
    "arrest",
    "abduction",
)  # whose targets may be counted as captured, where that was not asked of who marked them
ROLES = [*POINTED, *MARKED, *FIGURES]
NO, YES, UNKNOWN = 0, 1, -1  # of a word in a role


class Event(NamedTuple):
    """One event: words of its triggers, and what is to be learnt of it. A label that is not known is -1."""

    triggers: list[tuple[int, int]]
    types: list[int]  # all that are right
    grade: int
    status: int
    accused: int
    roles: np.ndarray  # [words, ROLES]: NO, YES or UNKNOWN
    known: list[bool]  # of each role whether it is to be learnt here


class Example(NamedTuple):
    """One report. `complete`: whether every event is marked, so that the other words are of none."""

    id: str
    document: Document
    events: list[Event]
    ignored: np.ndarray  # [words] whether a word is neither right nor wrong
    complete: bool


def length(example: Example) -> int:
    """Of a report, in pieces."""
    return sum(len(w.pieces) for w in example.document.windows)


def raw_of(line: Line) -> RawReport:
    data = line["text"].encode()
    return RawReport(
        id=str(line["id"]), sha256=hashlib.sha256(data).hexdigest(), origin=f"line {line['id']}", text=line["text"], data=data,
        title=line.get("title"), published=line.get("published"), outlet=line.get("outlet"), acquired="2026-11-01",
    )  # fmt: skip


def examples(lines: Iterable[Line], vocabulary: Vocabulary) -> Iterator[Example]:
    """The examples of marked reports, in the form of `data/rows`."""
    from dateline.dating import date_report, set_times
    from dateline.pipeline import read_text  # what reads reports is not needed to learn from them
    from dateline.read import load_reader

    for line in lines:
        raw = raw_of(line)
        reading = read_text(raw, load_reader())
        reading.report.published = date_report(reading, raw.published, None, raw.acquired)
        set_times(reading)
        yield example(line, reading, document(reading, vocabulary))


def example(line: Line, reading: Reading, made: Document) -> Example:
    offsets = OffsetMap(reading.edits)

    def words(span: Iterable[int]) -> tuple[int, int] | None:
        start, end = span
        return word_range(made.words, offsets.from_raw((start, end)))

    ignored = np.zeros(len(made.words), bool)
    events = []
    told = told_by_rule(reading)
    for passage in line["gold"].get("ignore", ()):
        span = words(passage["span"] if isinstance(passage, dict) else passage)
        if span:
            ignored[slice(*span)] = True
            own = [t for trigger in told if (t := word_range(made.words, trigger)) and span[0] <= t[0] < span[1]]
            events += [a_sum(own, len(made.words))] if own else []
    wholes = {marked.get("part_of") for marked in line["gold"]["events"]}
    for marked in line["gold"]["events"]:
        triggers = sorted({span for s in marked["spans"] if (span := words(s)) is not None})
        if triggers and marked["event_id"] in wholes:
            events.append(a_sum(triggers, len(made.words)))
        elif triggers:
            events.append(event_of(marked, triggers, reading, made, words))
    return Example(str(line["id"]), made, events, ignored, line["gold"].get("complete", True))


def told_by_rule(reading: Reading) -> list[Span]:
    """The words that the codebook lists, which in a passage that sums up several events tell of their sum."""
    tokens = tokenise(reading.text, reading.body)
    return [t.span for triggers in find_triggers(tokens, load_codebook(), set()) for t in triggers]


def a_sum(triggers: list[tuple[int, int]], words: int) -> Event:
    """What sums up several events is none of them: no event, and not to be put together with one."""
    roles = np.full((words, len(ROLES)), UNKNOWN, np.int8)
    return Event(sorted(set(triggers)), [], NOTHING, UNKNOWN, UNKNOWN, roles, [False] * len(ROLES))


def event_of(marked: Line, triggers: list[tuple[int, int]], reading: Reading, made: Document, words: Any) -> Event:
    roles = np.zeros((len(made.words), len(ROLES)), np.int8)
    known = [True] * len(ROLES)

    def put(role: str, span: tuple[int, int] | None, value: int = YES) -> None:
        if span is not None:
            at = roles[slice(*span), ROLES.index(role)]
            at[at != YES] = value

    if marked.get("place"):
        put_names(
            put,
            "place",
            reading,
            made,
            words(marked["place"]["span"]),
            marked["place"]["name"],
            marked["place"].get("also", ()),
        )
    if marked.get("actor"):
        if marked.get("actor_span"):
            put_names(put, "actor", reading, made, words(marked["actor_span"]), marked["actor"], ())
        else:
            known[ROLES.index("actor")] = False
    known[ROLES.index("time")] = put_times(put, marked, triggers, reading, made, words)
    for kind in COUNTED:
        for toll in marked.get(kind) or ():
            put(f"{kind}:part" if toll.get("part") else kind, words(toll["span"]))
    for target in marked.get("targets") or ():
        at = reading.text.find(target)
        span = word_range(made.words, (at, at + len(target))) if at >= 0 else None
        put("target", span)
        if "captured" not in marked and marked["type"] in CUSTODY:
            put("captured", span, UNKNOWN)
    return Event(
        triggers=triggers, types=[TYPES.index(t) for t in (marked["type"], *marked.get("type_also", ())) if t in TYPES],
        grade=GRADES.index(marked["grade"]), status=STATUSES.index(marked["status"]) if marked.get("status") in STATUSES else -1,
        accused=ACCUSED.index(marked["actor_status"]) if marked.get("actor_status") in ACCUSED else -1, roles=roles, known=known,
    )  # fmt: skip


def put_names(
    put: Any, role: str, reading: Reading, made: Document, span: tuple[int, int] | None, name: str, also: Iterable[str]
) -> None:
    """The filler that is marked, and its other places in the report; names as good as it are neither right nor wrong."""
    if span is None:
        return
    marked = reading.text[made.words[span[0]].start : made.words[span[1] - 1].end].lower()
    names, like = {marked, name.lower()}, {other.lower() for other in also}
    for mention in reading.mentions:
        words = mention.text.lower()
        if words in names:
            put(role, word_range(made.words, mention.span))
        elif any(f" {words} " in f" {other} " for other in like):
            put(role, word_range(made.words, mention.span), UNKNOWN)
    put(role, span)


def put_times(
    put: Any, marked: Line, triggers: list[tuple[int, int]], reading: Reading, made: Document, words: Any
) -> bool:
    """The times that say an event's day; whether it can be told which do."""
    first, last = marked["date"]["earliest"], marked["date"]["latest"]
    if marked.get("date_span"):
        span = words(marked["date_span"])
        put("time", span)
        for mention in reading.mentions:
            if mention.kind == "time" and mention.time and within(mention.time, first, last):
                put("time", word_range(made.words, mention.span), UNKNOWN)
        return span is not None
    if first is None:
        return True  # no day is stated: no time
    fitting = [m for m in reading.mentions if m.kind == "time" and m.time and within(m.time, first, last)]
    if not fitting:
        return False
    for mention in fitting:
        put("time", word_range(made.words, mention.span), UNKNOWN)
    put("time", word_range(made.words, nearest(fitting, triggers, made).span))
    return True


def within(time: Time, first: str | None, last: str | None) -> bool:
    if not (time.earliest and time.latest and last):
        return False
    return (first or "") <= time.earliest[:10] and time.latest[:10] <= last and (first is not None)


def nearest(times: list[Mention], triggers: list[tuple[int, int]], made: Document) -> Mention:
    def away(mention: Mention) -> tuple[int, int]:
        span: Span | None = word_range(made.words, mention.span)
        at = span[0] if span else 10**6
        return min(
            (abs(int(made.sentence[min(at, len(made.words) - 1)]) - int(made.sentence[a])), abs(at - a))
            for a, _ in triggers
        )

    return min(times, key=away)
