"""Long reports in pages: each is read on its own, so that time grows with the words and memory does not; then they are one reading again.

Most reports are one page. What is named on several pages is one entity by its name; whom "he" is, is looked for on the page.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from dateline.claim.codes import claim_id
from dateline.model import (
    Attribution,
    Claim,
    Edit,
    Entity,
    Figure,
    Mention,
    Predicate,
    RawAttribution,
    Reading,
    Span,
    Speaker,
    Toll,
)
from dateline.text.offsets import OffsetMap

PAGE = 15_000  # characters: some 2,500 words
_BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?][\s”\"])"), re.compile(r"(?<=\s)"))


def pages_of(text: str, longest: int = PAGE) -> list[Span]:
    """Where the pages of a text begin and end: at paragraphs where it can be, else at lines, sentences or words.

    >>> pages_of("One is here. Two is there. Three is gone.", longest=28)
    [(0, 27), (27, 41)]
    """
    found, start = [], 0
    while len(text) - start > longest:
        low, high = start + longest // 2, start + longest
        end = next((cut for ends in _BREAKS if (cut := last_break(ends, text, low, high))), high)
        found.append((start, end))
        start = end
    return [*found, (start, len(text))]


def last_break(ends: re.Pattern[str], text: str, low: int, high: int) -> int | None:
    return max((m.end() for m in ends.finditer(text, low, high)), default=None)


def page_of(reading: Reading, span: Span, raw_start: int) -> Reading:
    """One page as a reading of its own, with the report's header and with edits and offsets from the page's own beginning."""
    start, end = span
    first, last = (bisect_left(reading.edits, at, key=lambda e: e.span[0]) for at in span)
    inside = [e for e in reading.edits[first:last] if e.span[1] <= end]
    edits = [
        Edit(raw=(e.raw[0] - raw_start, e.raw[1] - raw_start), span=(e.span[0] - start, e.span[1] - start), kind=e.kind)
        for e in inside
    ]
    own = reading.own_date
    return Reading(
        report=reading.report, text=reading.text[start:end], edits=edits, clues=[], body=min(max(0, reading.body - start), end - start),
        own_date=(own[0] - start, own[1] - start) if own and start <= own[0] and own[1] <= end else None,
    )  # fmt: skip


def read_in_pages(reading: Reading, pages: Iterable[Span], read: Callable[[Reading], Reading]) -> None:
    """Fills a reading from those of its pages, in order. `read` fills the reading of a page and returns it."""
    offsets = OffsetMap(reading.edits)
    known: dict[tuple[str, str], Entity] = {}
    for span in pages:
        raw_start = offsets.to_raw((span[0], span[0] + 1))[0] if span[0] else 0
        page = read(page_of(reading, span, raw_start))
        moved = Moved(reading, span[0], raw_start)
        for entity in page.entities:
            moved.put_entity(entity, known)
        reading.sentences += [moved.span(s) for s in page.sentences]
        reading.mentions += [moved.mention(m) for m in page.mentions]
        reading.predicates += [moved.predicate(p) for p in page.predicates]
        reading.attributions += [moved.attribution(a) for a in page.attributions]
        reading.claims += [moved.claim(c) for c in page.claims]
        reading.figures += [moved.figure(f) for f in page.figures]
        reading.notes += page.notes


def keys_of(entity: Entity) -> list[tuple[str, str]]:
    """By what an entity is known on another page: its full names."""
    return [(entity.kind, name.lower()) for name in entity.names if " " in name or entity.kind != "person"]


class Moved:
    """What was read on one page, as of the whole report: offsets from its beginning, ids that no other page has."""

    def __init__(self, reading: Reading, start: int, raw_start: int) -> None:
        self.reading, self.start, self.raw_start = reading, start, raw_start
        self.prefix = f"p{start}" if start else ""
        self.joined: dict[str, str] = {}  # entities of the page that an earlier page knows

    def id(self, given: str) -> str:
        return self.prefix + given

    def entity(self, given: str | None) -> str | None:
        return self.joined.get(given, self.id(given)) if given is not None else None

    def span(self, span: Span) -> Span:
        return (span[0] + self.start, span[1] + self.start)

    def raw(self, span: Span) -> Span:
        return (span[0] + self.raw_start, span[1] + self.raw_start)

    def put_entity(self, entity: Entity, known: dict[tuple[str, str], Entity]) -> None:
        """Adds an entity to the report's, or its mentions to one that goes by the same name."""
        made = replace(
            entity, id=self.id(entity.id), mentions=[self.id(m) for m in entity.mentions],
            descriptions=[replace(d, span=self.span(d.span)) for d in entity.descriptions],
        )  # fmt: skip
        same = next((known[key] for key in keys_of(entity) if key in known), None)
        if same is None:
            self.reading.entities.append(made)
        else:
            self.joined[entity.id] = same.id
            same.mentions += made.mentions
            same.names = list(dict.fromkeys([*same.names, *made.names]))
            told = {d.text for d in same.descriptions}
            same.descriptions += [d for d in made.descriptions if d.text not in told]
        for key in keys_of(entity):
            known.setdefault(key, same or made)

    def mention(self, m: Mention) -> Mention:
        return replace(
            m, id=self.id(m.id), span=self.span(m.span), raw_span=self.raw(m.raw_span),
            head=self.span(m.head) if m.head else None, entity=self.entity(m.entity),
        )  # fmt: skip

    def predicate(self, p: Predicate) -> Predicate:
        return replace(p, span=self.span(p.span), args=[replace(a, span=self.span(a.span)) for a in p.args])

    def attribution(self, a: Attribution) -> Attribution:
        raw = RawAttribution(
            source=[self.raw(s) for s in a.raw.source],
            cue=[self.raw(s) for s in a.raw.cue],
            content=[self.raw(s) for s in a.raw.content],
        )
        return replace(
            a, source=self.span(a.source) if a.source else None, cue=self.span(a.cue) if a.cue else None,
            content=[self.span(s) for s in a.content], raw=raw, entity=self.entity(a.entity),
        )  # fmt: skip

    def claim(self, c: Claim) -> Claim:
        raw = self.raw(c.raw_trigger)
        return replace(
            c, id=claim_id(self.reading.report.id, raw, c.type), trigger=self.span(c.trigger), sentence=self.span(c.sentence),
            raw_trigger=raw, raw_sentence=self.raw(c.raw_sentence), roles={role: [self.id(m) for m in found] for role, found in c.roles.items()},
            event=self.id(c.event) if c.event else None, killed=self.toll(c.killed), injured=self.toll(c.injured), captured=self.toll(c.captured),
            attributed_to=self.speakers(c.attributed_to),
        )  # fmt: skip

    def toll(self, toll: Toll | None) -> Toll | None:
        if toll is None or toll.span is None or toll.raw_span is None:
            return toll
        return replace(toll, span=self.span(toll.span), raw_span=self.raw(toll.raw_span))

    def speakers(self, speakers: list[Speaker]) -> list[Speaker]:
        return [replace(s, entity=self.entity(s.entity)) for s in speakers]

    def figure(self, f: Figure) -> Figure:
        as_of = self.id(f.as_of) if f.as_of else None
        return replace(f, mention=self.id(f.mention), as_of=as_of, attributed_to=self.speakers(f.attributed_to))
