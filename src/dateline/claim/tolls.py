"""How many were killed, hurt or taken, as one claim bounds it, in its own words."""

from __future__ import annotations

import re

from dateline.claim.clause import Clause
from dateline.model import Mention, Part, Quantity, Span, Toll
from dateline.text.offsets import OffsetMap

_PARTS = set(
    """children women men civilians child woman soldiers policemen fighters militants rebels police officers girl boy man girls boys
    soldier policeman civilian teenagers teenager students student""".split()
)
# What makes a count a part of the one before it: "10 people, including three children", "10 people, three of them children".
_PART_LED = re.compile(
    r"\b(?:including|among (?:them|whom|which)|of (?:them|whom)|notably|most(?:ly)?(?: of them)?)\b[^.;]{0,20}\Z",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\s+of\s+(?:them|whom|these|those|which|the (?:dead|victims|killed|wounded|injured))\b(?:\s+(?:were\s+)?(?P<what>[a-z]+))?"
)
_OF_ALL = re.compile(r"(?:people|persons|victims|members|relatives|of [a-z]+|\d)\Z")  # which may be of any kind
_JOINED = re.compile(r",?\s(?:and\s)?|,?\s(?:as well as|plus)\s")
# Whom two verbs count together ("killed or wounded") is no toll of either.
_HARMS = r"(?:killed|dead|slain|wounded|injured|hurt|maimed|missing|captured)"
_TOGETHER = re.compile(
    rf"{_HARMS}(?:\s?[/&]\s?|\s|,?\s(?:and/or|or|and)\s(?:otherwise\s)?){_HARMS}\b(?!\s(?:at\sleast\s|about\s|some\s|more\sthan\s)?\d)",
    re.IGNORECASE,
)


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
    text = clause.reading.text
    whole, parts = parted(text, one_each(counted))
    known = [q for m in whole if (q := quantity_of(m)) is not None]
    if not known:
        return None
    end = max(m.span[1] for m in whole)
    words = text[whole[0].span[0] : end] if len(whole) > 1 and end - whole[0].span[0] < LONGEST else whole[0].text
    span: Span = (whole[0].span[0], whole[0].span[0] + len(words))
    made = add_up(known)
    parts = parts or parts_behind(clause, whole[-1])
    named = [as_part(text, m) for m in parts] or [as_part(text, m) for m in whole if len(whole) > 1]
    return Toll(
        low=made.low,
        high=made.high,
        bound=made.bound,
        words=words,
        parts=[p for p in named if p is not None],
        span=span,
        raw_span=offsets.to_raw(span),
    )


LONGEST = 160  # characters that the words of a toll may be


def parted(text: str, counted: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Who is counted, and which of them are but a part of the others or a list of them ("ten people, six men and four women")."""
    whole: list[Mention] = []
    parts: list[Mention] = []
    for m in counted:
        last = (parts or whole)[-1:]
        gap = text[last[0].span[1] : m.span[0]] if last else ""
        if last and (_PART_LED.search(gap) or _PART_OF.match(text, m.span[1]) or (parts and _JOINED.fullmatch(gap))):
            parts.append(m)
        else:
            whole.append(m)
    counts = [quantity_of(m) for m in whole]
    exact = [q.low for q in counts if q is not None and q.low is not None and q.bound == "exact"]
    of_all = whole[:1] and _OF_ALL.search(whole[0].text)
    if of_all and len(whole) > 2 and len(exact) == len(whole) and exact[0] == sum(exact[1:]):
        return whole[:1], [*whole[1:], *parts]
    return whole, parts


def parts_behind(clause: Clause, whole: Mention) -> list[Mention]:
    """The parts of a count that stand behind it and are no participants: `12 people, including [three children]`."""
    parts: list[Mention] = []
    last = whole.span[1]
    for m in clause.outer():
        if m.span[0] < last or m.form == "pronoun" or quantity_of(m) is None:
            continue
        gap = clause.reading.text[last : m.span[0]]
        if len(gap) > 40 or not (_PART_LED.search(gap) or (parts and _JOINED.fullmatch(gap))):
            break
        parts.append(m)
        last = m.span[1]
    return parts


def as_part(text: str, mention: Mention) -> Part | None:
    """A count of some kind of people, by the word for them; None where it has no such word."""
    of = _PART_OF.match(text, mention.span[1])
    word = (of["what"] or "" if of else mention.text.split()[-1]).lower()
    quantity = quantity_of(mention)
    return Part(of=word, low=quantity.low, high=quantity.high) if quantity is not None and word in _PARTS else None


def harmed_together(text: str, trigger: Span) -> bool:
    """Whether the words of a trigger count the killed and the wounded as one: "20 were killed or wounded".

    >>> harmed_together("Some 20 were killed or wounded.", (13, 19))
    True
    """
    start = max(0, trigger[0] - 30)
    around = _TOGETHER.finditer(text, start, trigger[1] + 40)
    return any(m.start() < trigger[1] and trigger[0] < m.end() for m in around)


def one_each(counted: list[Mention]) -> list[Mention]:
    """One mention an entity, its name before its description: `Haji Iman, a senior leader` is one man."""
    best: dict[str, Mention] = {}
    for mention in counted:
        key = mention.entity or mention.id
        if mention.form == "nominal" and _THEIRS.match(mention.text):
            key = mention.id  # "a nurse and her husband" are two, whoever "her" is
        if key not in best or (mention.form == "name" and best[key].form != "name"):
            best[key] = mention
    return sorted(best.values(), key=lambda m: m.span)


_THEIRS = re.compile(r"(?:his|her|their)\s", re.IGNORECASE)
_SPEAKER = frozenset("i me my mine myself".split())
_PLURAL = frozenset("they them their theirs we us our ours you your these those both".split())
_ONE = re.compile(  # "her mother", "a clerk", "a 17-year-old", "an 18-month-old girl"
    r"(?:his|her|its|my|our|their|an?|another)\s|.*[\s-](?:year|month|week|day)s?[\s-]old\b", re.IGNORECASE
)
_MANY = re.compile(
    r"(?:s|people|men|women|children|family|crew|staff|group|gang|band|cell|mob|crowd|team|unit|squad|patrol|militia|militiamen"
    r"|delegation|couple|pair|trio|number|handful|dozen|score|household|clan|tribe|community|majority|minority|contingent)$",
    re.IGNORECASE,
)


def counts_both(mention: Mention) -> bool:
    """Whether a mention counts the killed and the wounded together ("30 casualties")."""
    return mention.text.lower().endswith(("casualties", "casualty"))


def quantity_of(mention: Mention) -> Quantity | None:
    """How many a victim stands for: a name one, a phrase what it counts, a group nothing."""
    if counts_both(mention):
        return None
    if mention.form == "pronoun" and mention.text.lower() in _SPEAKER:
        return None  # who tells of it is not among the victims
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
    low = sum(q.low or 0 for q in exact) if any(q.low is not None for q in exact) else None
    high = (
        sum(q.high for q in exact if q.high is not None)
        if all(q.high is not None for q in exact) and len(exact) == len(known)
        else None
    )
    if low is None and high is None:  # "dozens, perhaps as many as 60"
        return Quantity(low=None, high=None, bound="vague")
    bound = "exact" if low == high else "at least" if high is None else "at most" if low is None else "range"
    if any(q.bound == "about" for q in exact) and bound == "exact":
        bound = "about"
    return Quantity(low=low, high=high, bound=bound)  # type: ignore[arg-type]
