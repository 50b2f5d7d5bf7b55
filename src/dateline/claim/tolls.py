"""How many were killed, hurt or taken, as one claim bounds it, in its own words."""

from __future__ import annotations

import re

from dateline.claim.clause import Clause
from dateline.model import Mention, Part, Quantity, Span, Toll
from dateline.text.numbers import find_numbers
from dateline.text.offsets import OffsetMap

_PARTS = set(
    """children women men civilians child woman soldiers policemen fighters militants rebels police officers girl boy""".split()
)
# Tolls that stand in phrases of their own rather than as the object of a verb.
_PHRASES = [
    (
        "killed",
        re.compile(
            r"\bdeath toll (?:has |had )?(?:\w+ ){0,3}?(?:to|at|of|was|is|reached|stood at|hit)\s+(?=(?P<n>.{1,40}))",
            re.I,
        ),
    ),
    ("killed", re.compile(r"\b(?:left|leaving|leaves)\s+(?=(?P<n>[^.;,]{1,40}?\bdead\b))", re.I)),
    (
        "killed",
        re.compile(
            r"\b(?:claim(?:ed|ing|s)|cost(?:ing)?)(?: the lives of\s+(?=(?P<n>[^.;,]{1,40}))|\s+(?=(?P<m>[^.;,]{1,40}?\blives\b)))",
            re.I,
        ),
    ),
    ("injured", re.compile(r"\b(?:left|leaving|leaves)\s+(?=(?P<n>[^.;,]{1,40}?\b(?:injured|wounded|hurt)\b))", re.I)),
]


def toll_of(victims: list[Mention], clause: Clause, offsets: OffsetMap) -> Toll | None:
    """The toll that the victims of one predicate add up to; None if they say no number, not even one of "one".

    >>> toll_of([], None, None) is None
    True
    """
    counted = [
        m
        for m in victims
        if m.kind in ("person", "quantity", "nationality") or (m.kind == "organisation" and m.form == "nominal")
    ]
    if not counted:
        return None
    counted = one_each(counted)
    quantities = [quantity_of(m) for m in counted]
    known = [q for q in quantities if q is not None]
    if not known:
        return None
    words = (
        clause.reading.text[counted[0].span[0] : max(m.span[1] for m in counted)]
        if len(counted) > 1 and counted[-1].span[1] - counted[0].span[0] < 160
        else counted[0].text
    )
    span: Span = (counted[0].span[0], counted[0].span[0] + len(words))
    made = add_up(known)
    parts = [
        Part(of=m.text.split()[-1].lower(), low=q.low, high=q.high)
        for m, q in zip(counted, quantities, strict=True)
        if q is not None and m.text.split()[-1].lower() in _PARTS
    ]
    return Toll(
        low=made.low,
        high=made.high,
        bound=made.bound,
        words=words,
        parts=parts if len(counted) > 1 else [],
        span=span,
        raw_span=offsets.to_raw(span),
    )


def one_each(counted: list[Mention]) -> list[Mention]:
    """One mention an entity, its name before its description: `Haji Iman, a senior leader` is one man."""
    best: dict[str, Mention] = {}
    for mention in counted:
        key = mention.entity or mention.id
        if key not in best or (mention.form == "name" and best[key].form != "name"):
            best[key] = mention
    return sorted(best.values(), key=lambda m: m.span)


_PLURAL = frozenset("they them their theirs we us our ours you your these those both".split())
_ONE = re.compile(
    r"(?:(?:his|her|its|my|our|their)\s|.*\byear-old\s)", re.IGNORECASE
)  # "her mother", "17-year-old student"
_MANY = re.compile(r"(?:s|people|men|women|children|family|crew|staff)$", re.IGNORECASE)


def quantity_of(mention: Mention) -> Quantity | None:
    """How many a victim stands for: a name one, a phrase what it counts, a group nothing."""
    if mention.form == "pronoun" and mention.text.lower() in _PLURAL:
        return Quantity(low=None, high=None, bound="vague", unit="people")
    if mention.form in ("name", "pronoun") and mention.kind in ("person",):
        return Quantity(low=1, high=1, bound="exact", unit="people")
    if mention.kind in ("person", "quantity") and isinstance(mention.quantity, Quantity):
        return mention.quantity
    if mention.kind == "person" and _ONE.match(mention.text) and not _MANY.search(mention.text):
        return Quantity(low=1, high=1, bound="exact", unit="people")
    if mention.kind == "organisation":
        return (
            Quantity(low=None, high=None, bound="vague", unit="people") if mention.text.lower().endswith("s") else None
        )
    return None


def add_up(known: list[Quantity]) -> Quantity:
    """The sum of several counts; a vague one makes the whole open above."""
    exact = [q for q in known if q.bound != "vague"]
    if not exact:
        return Quantity(low=None, high=None, bound="vague")
    if len(exact) == 1 and len(known) == 1:
        return exact[0]
    low = sum(q.low or 0 for q in exact) if all(q.low is not None for q in exact) else None
    high = (
        sum(q.high for q in exact if q.high is not None)
        if all(q.high is not None for q in exact) and len(exact) == len(known)
        else None
    )
    bound = "exact" if low == high else "at least" if high is None else "range"
    if any(q.bound == "about" for q in exact) and bound == "exact":
        bound = "about"
    return Quantity(low=low, high=high, bound=bound)  # type: ignore[arg-type]


def phrase_tolls(text: str, span: Span, offsets: OffsetMap) -> list[tuple[str, Span, Toll]]:
    """Tolls said by a phrase of their own: `the death toll rose to 35`, `left 12 dead`. With the trigger's span."""
    found = []
    sentence = text[span[0] : span[1]]
    for kind, pattern in _PHRASES:
        for match in pattern.finditer(sentence):
            name = "n" if match["n"] else "m"
            at = match.start(name)
            number = next(find_numbers(match[name]), None)
            if number is None:
                continue
            start = span[0] + at + number.start
            place = (start, span[0] + at + number.end)
            toll = Toll(
                low=number.low,
                high=number.high,
                bound=number.bound,
                words=text[slice(*place)],
                span=place,
                raw_span=offsets.to_raw(place),
            )
            found.append((kind, (span[0] + match.start(), span[0] + match.end()), toll))
    return found
