"""One event at length: a value a line, with its words marked in the sentence, its speaker, its report and its date.

Nothing is said more firmly than the reports do; what is not stated is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import COUNTED, Claim, Event, Published, RecordEntity, Relation, Report, Toll, TollStanding, When
from dateline.publish.conventions import acled_number, ucdp_numbers
from dateline.publish.queries import Book, labels

_QUOTE = 110  # characters of a sentence shown around a value


def show_event(book: Book, event: Event) -> Iterator[str]:
    """The lines of an event."""
    claims = book.claims_of(event)
    reports = {r.id: r for r in book.reports()}
    names = book.entity_by_id()
    short = labels(event.reports)
    mark = "reviewed" if event.reviewed else "machine-coded, unreviewed"
    yield f"{event.id}  {event.summary}".ljust(90) + "  " + mark
    yield from _status(event, claims, short)
    yield _times(event, role_words(book, event, claims, short, "time"))
    yield _where(event, role_words(book, event, claims, short, "place"))
    kinds = sorted({f"{c.type.replace('_', ' ')} ({short[r]})" for (r, _), (c, _) in claims.items()})
    yield field("how", "; ".join(kinds))
    for kind in COUNTED:
        yield from _toll(kind, getattr(event, kind), claims, reports, short)
    by = role_words(book, event, claims, short, "actor")
    yield field("by", f"{people(event.actors, names)}   {by}" if event.actors else "not stated")
    if event.victims or event.targets:
        yield field("whom", people(event.victims or event.targets, names))
    for name, values in event.differ.items():
        yield field("differ", f"{name}: also {', '.join(values)}")
    joins = [
        j
        for j in book.joins()
        if j.of == "event"
        and j.against is None
        and (j.left in claims and j.right in claims)
        and j.left[0] != j.right[0]
    ]
    if joins:
        yield field(
            "joined",
            "; ".join(dict.fromkeys(why for j in joins for why in j.reasons)) + f"   (dateline explain {event.id})",
        )
    first = min(event.reports, key=lambda r: (reports[r].published.earliest or "9999", r))
    yield field("first", f"{short[first]}: the earliest in this record")
    yield field(
        "origins",
        f"{event.origins} certain"
        + (f", at most {event.origins_max}" if event.origins_max > event.origins else "")
        + f"; {len(event.reports)} report{'s' if len(event.reports) > 1 else ''}",
    )
    yield field("reports", "; ".join(f"{short[r]} = {describe(reports[r])}" for r in event.reports))


def field(name: str, text: str) -> str:
    return f"{name:<9}{text}"


def people(ids: list[str], names: dict[str, RecordEntity]) -> str:
    found = []
    for id_ in ids:
        if id_ in names:
            others = [n for n in names[id_].names if n != names[id_].name][:3]
            found.append(names[id_].name + (f" (= {', '.join(others)})" if others else ""))
    return "; ".join(found)


def describe(report: Report) -> str:
    date = report.published
    source = report.outlet or ", ".join(report.agencies) or "outlet not known"
    return (
        f"{report.title or report.id} ({source}, {days(date) if date.basis != 'unknown' else 'undated'}, {date.basis})"
    )


def dated(report: Report) -> str:
    date = report.published
    if date.basis == "unknown":
        return "undated"
    return f"{days(date)} ({date.basis})"


def days(date: Published | When) -> str | None:
    """A day, or the first and last of a stretch."""
    return date.earliest if date.earliest == date.latest else f"{date.earliest or '…'} to {date.latest or '…'}"


def marked(text: str, sentence: tuple[int, int], span: tuple[int, int]) -> str:
    """A stretch of the sentence around some words, the words in brackets."""
    left = max(sentence[0], span[0] - _QUOTE // 2)
    right = min(sentence[1], span[1] + _QUOTE // 2)
    before, after = text[left : span[0]], text[span[1] : right]
    return (
        ("…" if left > sentence[0] else "")
        + " ".join(f"{before}[{text[slice(*span)]}]{after}".split())
        + ("…" if right < sentence[1] else "")
    )


Claims = dict[tuple[str, str], tuple[Claim, str]]


def _status(event: Event, claims: Claims, short: dict[str, str]) -> Iterator[str]:
    line = event.status.upper()
    if event.hedge_dropped:
        line += f". {', '.join(short[r] for r in event.hedge_dropped)} drops the hedge and names no source"
    yield field("status", line)
    if len({c.status for c, _ in claims.values()}) > 1 or event.status != "asserted":
        for (report, _), (claim, sentence) in claims.items():
            trigger = (claim.trigger[0] - claim.sentence[0], claim.trigger[1] - claim.sentence[0])
            who = speaker(claim, unclear="unclear")
            extra = f", {claim.outcome}" if claim.outcome else ""
            yield f"  {claim.status + extra:<20} {who}; {short[report]}: “{marked(sentence, (0, len(sentence)), trigger)}”"


def speaker(claim: Claim, unclear: str) -> str:
    """Who says it, in words; `unclear` where it cannot be told whether a speaker or the report does."""
    if claim.attributed_to:
        return claim.attributed_to[0].text
    return "report's own voice" if claim.voice == "report" else unclear


def role_words(book: Book, event: Event, claims: Claims, short: dict[str, str], role: str) -> str:
    """The reports' own words for a role: `000 “this week”; 003 “March 22”`."""
    said = []
    for report in event.reports:
        texts = {m.id: m.text for m in book.record.reading(report).mentions}
        said += [
            f"{short[report]} “{texts[m]}”"
            for (r, _), (c, _) in claims.items()
            if r == report
            for m in c.roles.get(role, ())
        ]
    return "; ".join(dict.fromkeys(said))


def _times(event: Event, words: str) -> str:
    when = event.when
    if when is None or not (when.earliest or when.latest) or when.precision == "unknown":
        return field("when", "NOT STATED" + (f"; before {when.latest}" if when and when.latest else ""))
    kind = "" if when.earliest == when.latest else f" ({when.kind}; day not stated)"
    return field("when", f"{days(when)}{kind}   {words}")


def _where(event: Event, words: str) -> str:
    place = event.where
    if place is None:
        return field("where", "NOT STATED")
    inside = ", ".join(p for p in (place.admin1 if place.admin1 != place.name else None, place.country) if p)
    relation = f"; {beside(place.relation)}" if place.relation and beside(place.relation) else ""
    relation += f"; within {place.radius_km:g} km" if place.radius_km is not None else ""
    return field(
        "where",
        f"{place.name}"
        + (f", {inside}" if inside else "")
        + f" ({place.precision}, confidence {place.confidence:.2f}{relation})   {words}",
    )


def beside(relation: Relation) -> str:
    """Where something is from a toponym, in words; nothing where it is only near it.

    >>> beside(Relation(km=3.0, bound="at most", bearing="west")), beside(Relation(bearing="west"))
    ('at most 3 km west', 'west of it')
    """
    if relation.km is None:
        return f"{relation.bearing} of it" if relation.bearing else ""
    return " ".join(w for w in (relation.bound, f"{relation.km:g} km", relation.bearing) if w)


def _toll(
    kind: str, toll: TollStanding | None, claims: Claims, reports: dict[str, Report], short: dict[str, str]
) -> Iterator[str]:
    if toll is None:
        yield field(kind, "not stated")
        return
    yield field(kind, headline(toll))
    words = []
    for value in toll.values:
        for ref in value.claims:
            claim, sentence = claims[ref.report, ref.claim]
            said: Toll = getattr(claim, kind)
            words.append(said.words)
            who = speaker(claim, unclear="unclear: the speaker or the report")
            span = said.span or claim.trigger
            shown = marked(sentence, (0, len(sentence)), (span[0] - claim.sentence[0], span[1] - claim.sentence[0]))
            raw = said.raw_span or claim.raw_trigger
            yield f"  {amount(value.low, value.high, value.bound):<12} {who}; {short[ref.report]}, {dated(reports[ref.report])}: “{shown}”"
            yield f"  {'':<12} as received, characters {raw[0]}–{raw[1]}   (dateline source {short[ref.report]} --raw)"
    low = acled_number(toll, words)
    yield f"  {'':<12} ACLED {low if low is not None else 'unset'} | UCDP {ucdp_numbers(toll)}"


def headline(toll: TollStanding) -> str:
    values = [amount(v.low, v.high, v.bound) for v in toll.values]
    if toll.standing == "disputed":
        return f"{' or '.join(values)}: DIFFER, unexplained"
    if toll.standing == "updated":
        return f"{' then '.join(values)}: updated or partial"
    return f"{', '.join(values)}" + (": agreed" if toll.standing == "agreed" else "")


def amount(low: int | None, high: int | None, bound: str) -> str:
    """A bounded number in words.

    >>> amount(31, None, "at least"), amount(None, None, "vague"), amount(5, 7, "range")
    ('at least 31', 'no number', '5 to 7')
    """
    if low is None and high is None:
        return "no number"
    if low == high:
        return ("about " if bound == "about" else "") + str(low)
    if high is None:
        return f"at least {low}"
    return f"up to {high}" if low is None else f"{low} to {high}"
