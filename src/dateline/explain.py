"""Why this value, why these two are one, and why not the nearest miss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from dateline.dating.why import second_time, why_time
from dateline.errors import NotFound
from dateline.model import Claim, Event, RecordEntity, Report
from dateline.publish.queries import Book, labels
from dateline.publish.show import days, marked


def explain(book: Book, words: str) -> Iterator[str]:
    """Explains an event, an entity or a report, by id or by words."""
    entity = book.entity_by_id().get(words)
    if entity is not None:
        yield from explain_entity(book, entity)
        return
    try:
        report = book.report_id(words)
    except NotFound:
        event, _ = book.event(words)
        yield from explain_event(book, event)
        return
    yield from explain_report(next(r for r in book.reports() if r.id == report))


def explain_event(book: Book, event: Event) -> Iterator[str]:
    """The joins that made an event, and what it was nearly joined with."""
    claims = book.claims_of(event)
    short = labels(event.reports)
    quotes = {key: trigger_words(book, key) for key in claims}
    yield f"{event.id}  {event.summary}"
    every = book.joins()
    joins = [j for j in every if j.of == "event"]
    inside = [j for j in joins if j.against is None and j.left in claims and j.right in claims]
    yield f"made of {len(claims)} claims in {len(event.reports)} report{'s' if len(event.reports) > 1 else ''}"
    for join in inside:
        yield f"  {short[join.left[0]]} {quotes[join.left]}  =  {short[join.right[0]]} {quotes[join.right]}   one event: {join.score:.0%}"
        yield from (f"      {reason}" for reason in join.reasons)
    if not inside:
        yield "  no other report was found to tell of it"
    within = [j for j in every if j.of == "claim" and j.left in claims and j.right in claims]
    if within:
        yield "within a report"
    for join in within:
        why = "; ".join(join.reasons) or "near each other, of one kind"
        yield f"  {short[join.left[0]]} {quotes[join.left]}  =  {quotes[join.right]}   {join.score:.1f} points: {why}"
    misses = sorted(
        (j for j in joins if j.against is not None and (j.left in claims) != (j.right in claims)),
        key=lambda j: -j.score,
    )
    yield "nearest misses" if misses else "nothing else came near"
    for miss in misses[:3]:
        other = miss.right if miss.left in claims else miss.left
        yield f"  {other[0]} {trigger_words(book, other)}   one event: {miss.score:.0%}; kept apart, {miss.against}"
        yield from (f"      for: {reason}" for reason in miss.reasons)
    yield "where and when"
    yield from explain_where_and_when(book, claims)
    reports = {r.id: r for r in book.reports()}
    for report in event.reports:
        yield from explain_report(reports[report])


def explain_where_and_when(book: Book, claims: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Why the places and times of some claims were taken as they were, each wording of a report once."""
    told: set[tuple[str, str, str]] = set()
    for report, keys in groupby(sorted(claims), key=lambda key: key[0]):
        reading = book.record.reading(report)
        by_id = {c.id: c for c in reading.claims}
        told_by = [by_id[id_] for _, id_ in keys if id_ in by_id]
        ids = {m for claim in told_by for role in telling(claim) for m in claim.roles.get(role, ())}
        for mention in (m for m in reading.mentions if m.id in ids):
            place, time = mention.place or None, mention.time or None
            if mention.kind not in ("place", "facility", "time"):
                continue
            value = place.name if place else time.value if time else ""
            if (report, mention.text, value) in told:
                continue
            told.add((report, mention.text, value))
            if place:
                where = ", ".join(dict.fromkeys(n for n in (place.name, place.admin1, place.country) if n))
                yield f"  {report} “{mention.text}” is {where} ({place.precision}, {place.confidence:.2f})"
                yield from (f"      {reason}" for reason in place.why)
                yield f"      next: {place.second}" if place.second else "      nothing else came near"
            elif time:
                published = reading.report.published
                span = (
                    f"{time.earliest or '…'} to {time.latest or '…'}" if time.earliest != time.latest else time.earliest
                )
                yield f"  {report} “{mention.text}” is {time.value}: {span or 'open'}"
                yield f"      read from a report published {days(published) if published.basis != 'unknown' else 'at a time that cannot be told'}"
                yield from (f"      {reason}" for reason in why_time(reading, mention))
                second = second_time(reading, mention)
                yield f"      next: {second}" if second else "      nothing else came near"
            else:
                yield f"  {report} “{mention.text}” could not be placed"


def telling(claim: Claim) -> list[str]:
    """The roles that say where and when; what an attack hit says where it was if nothing else does."""
    return ["place", "time"] if claim.roles.get("place") or claim.where is None else ["place", "time", "target"]


def trigger_words(book: Book, key: tuple[str, str]) -> str:
    reading = book.record.reading(key[0])
    claim = next((c for c in reading.claims if c.id == key[1]), None)
    if claim is None:
        return key[1]
    start, end = max(claim.sentence[0], claim.trigger[0] - 30), min(claim.sentence[1], claim.trigger[1] + 30)
    return f"“{marked(reading.text, (start, end), claim.trigger)}”"


def explain_report(report: Report) -> Iterator[str]:
    """How a report was dated."""
    p = report.published
    yield f"{report.id}: published {days(p) if p.basis != 'unknown' else 'at a time that cannot be told'} ({p.basis})"
    yield from (f"      {reason}" for reason in p.why)


def explain_entity(book: Book, entity: RecordEntity) -> Iterator[str]:
    """The names of an entity and what joined them."""
    yield f"{entity.id}  {entity.name} ({entity.kind})"
    yield f"  names: {', '.join(entity.names) or 'none; known by description only'}"
    for description in entity.descriptions:
        yield f"  described by {description.speaker or 'the report'} as “{description.text}” ({description.report})"
    sides: set[tuple[str, str]] = set()
    for report in entity.reports:
        reading = book.record.reading(report)
        spans = {tuple(m.raw_span) for m in entity.mentions if m.report == report}
        ids = {m.entity for m in reading.mentions if tuple(m.raw_span) in spans and m.entity}
        for found in (e for e in reading.entities if e.id in ids):
            yield from (f"  in {report}: {why}" for why in found.why)
        sides |= {(report, id_) for id_ in ids}
    for join in (j for j in book.joins() if j.of == "entity" and (j.left in sides or j.right in sides)):
        yield f"  {join.left[0]} = {join.right[0]}: {'; '.join(join.reasons)} ({join.score:.2f})"
