"""Where and when, by rule: the nearest toponym and time of the sentence that are of this trigger and of no other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.claim.clause import Clause
from dateline.claim.participants import is_country
from dateline.claim.triggers import Trigger
from dateline.codebook import EventType
from dateline.model import Mention, Place, Span
from dateline.timex import is_beside, value_of

_LOCATIVE = set(
    "in at near on outside inside around across into from to through over along of between throughout".split()
)


_PLACE_NOUNS = set(
    "town city village suburb district neighbourhood neighborhood area outskirts quarter province region camp".split()
)


FAR_PLACE = 45  # cost beyond which a toponym is not the place of what happened


SAID_SO = 40  # how much nearer a place or time is that the reader saw as the predicate's own


def put_place(
    clause: Clause, trigger: Trigger, roles: dict[str, list[Mention]], kind: EventType, others: list[Trigger]
) -> None:
    """The nearest toponym that a preposition of place governs; a modifier ("US forces") or a metonym is no place."""
    if roles["place"] and kind.roles.object == "place":
        return
    options = sorted(places_of(clause, trigger, kind, others), key=lambda o: o[:2])
    if not options or options[0][0] > FAR_PLACE:
        return
    best = options[0][2]
    roles["place"].append(best)
    following = [
        m
        for _, _, m in options[1:]
        if m.span[0] > best.span[0] and clause.reading.text[best.span[1] : m.span[0]].strip(" ,") in ("", "in")
    ]
    roles["place"] += following[:1]
    if not any(map(on_the_map, roles["place"])):
        # "in a hospital in Hasakah": where the nearest place is not on the map, the next one is
        known = [m for price, _, m in options[1:] if price <= FAR_PLACE and on_the_map(m)]
        roles["place"] += known[:1]


def places_of(
    clause: Clause, trigger: Trigger, kind: EventType, others: list[Trigger]
) -> Iterator[tuple[float, int, Mention]]:
    """The toponyms that can be where a trigger was: what stands between, as a price, the first word, the mention."""
    said = clause.arguments.circumstances(clause, trigger, "ARGM-LOC")
    for mention in clause.mentions:
        if mention.kind not in ("place", "facility"):
            continue
        first, last = clause.tokens_of[mention.id]
        wider = clause.at.get(last - 1)
        if wider is not None and wider is not mention:
            continue  # inside "US-led coalition", "Iraqi forces"
        governed = clause.preposition(mention)
        if governed not in _LOCATIVE:
            continue
        if governed in ("of", "to", "from") and mention.kind == "place" and is_country(mention):
            continue
        if governed == "to" and clause.word(first - 2) == "according":
            continue  # who says so
        between = (trigger.last, first) if first >= trigger.last else (last, trigger.first)
        price = abs(first - trigger.first) + 14 * clause.strong_breaks(*between) + 3 * clause.commas(*between)
        price += 20 * sum(
            between[0] <= o.first < between[1] for o in others if o.pos == "verb" and kind.roles.toll is not None
        )
        apposed = governed == "of" and clause.word(first - 2) in _PLACE_NOUNS  # "the Damascus suburb of Jaramana"
        direct = governed in ("in", "at", "near", "outside", "inside", "around", "on", "across")
        price += -6 if apposed else 0 if direct else 8
        price += 6 if is_country(mention) else 12 if mention.form == "nominal" and mention.kind == "place" else 0
        yield price - (SAID_SO if within(mention, said) else 0), first, mention


def on_the_map(mention: Mention) -> bool:
    return isinstance(mention.place, Place) and not mention.place.implied


def put_time(clause: Clause, trigger: Trigger, roles: dict[str, list[Mention]], others: list[Trigger]) -> None:
    """The nearest time expression of the sentence that belongs to no other trigger's clause.

    "Two days after the attack" is no time of the attack, and a time beside the attack ("on Sunday") is one of nothing else.
    """
    options = []
    apart = counted_apart(clause, trigger, others)
    circumstances = clause.arguments.circumstances(clause, trigger, "ARGM-TMP")
    own = [clause.reading.own_date] if clause.reading.own_date else []
    for mention in clause.times:
        if within(mention, own) or mention.id in apart:
            continue
        if not is_datable(mention.text) and not any(m is mention for m, _ in clause.counted):
            continue
        first, last = clause.tokens_of[mention.id]
        after = first >= trigger.last
        between = (trigger.last, first) if after else (last, trigger.first)
        price = abs(first - trigger.first) + 9 * clause.strong_breaks(*between) + 2 * clause.commas(*between)
        crossed = sum(between[0] <= o.first < between[1] for o in others if o.pos == "verb")
        said = re.search(
            r"\b(?:said|told|announced|reported|added|says|statement)\b",
            clause.text(max(clause.first, first - 5), first),
        )
        price += 30 * crossed + (25 if said and after else 0)
        price -= SAID_SO if within(mention, circumstances) else 0
        options.append((price, first, mention))
    options.sort(key=lambda o: o[:2])
    if options and options[0][0] <= 40:
        roles["time"].append(options[0][2])


def counted_apart(clause: Clause, trigger: Trigger, others: list[Trigger]) -> set[str]:
    """The times that cannot be a trigger's, for another event counts from it or has them beside it.

    "On March 5, two days after the attack on the mill on Sunday": March 5 is not when the attack was, and Sunday is when
    nothing else was.
    """
    apart: set[str] = set()
    for mention, counted in clause.counted:
        low, high = counted.event
        inside = sorted((t for t in [trigger, *others] if low <= t.span[0] < high), key=lambda t: t.span)
        if not inside:
            continue
        dated = any(is_beside(clause.reading.text, m.span, mention.span) for m in clause.times)
        # what follows is all of the event, unless the sentence begins so: "Two days after the attack gunmen killed …"
        ends = dated or any(t.span[0] < mention.span[0] for t in [trigger, *others])
        if trigger is inside[0] or (ends and trigger in inside):
            apart |= {m.id for m in clause.times if m.span[1] < low and not (dated and m is mention)}
        else:
            stop = inside[1].span[0] if len(inside) > 1 and not ends else high
            apart |= {m.id for m in clause.times if low <= m.span[0] < stop or (dated and m is mention)}
    return apart


def within(mention: Mention, spans: list[Span]) -> bool:
    return any(a <= mention.span[0] and mention.span[1] <= b for a, b in spans)


def is_datable(words: str) -> bool:
    """Durations, frequencies and vague references say not when."""
    value = value_of(words, None, -1)
    if value is None:
        return False
    return value.type in ("DATE", "TIME") and value.value not in ("PRESENT_REF", "FUTURE_REF", "PAST_REF")
