"""A number for each place: "two died in Homs and nine in Hama", "5 and 6 people in Homs and Hama respectively".

Such a sentence has one predicate but tells of as many events as it has places; each is a claim with its own victims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from dateline.claim.clause import Clause
from dateline.claim.roles import Filled
from dateline.claim.tolls import quantity_of
from dateline.claim.triggers import Trigger
from dateline.model import Mention

Share = tuple[Mention, Mention]  # victims and their place

_AND = re.compile(r"\s?[,;]?\s(?:and\s)?(?:another\s)?")
_LISTED = re.compile(r",\s(?:and\s)?|\sand\s(?:in\s)?")
_IN = re.compile(
    r"(?:\s(?:at|on|outside|near|from|inside)\s(?:an?|the|their)\s(?:\w{1,15}\s){0,2}?\w{1,20})?\s(?:others?\s|more\s)?(?:in|at|near|outside)\s(?:the\s(?:\w{1,15}\s)?(?:town|city|village|province|district|suburb)\sof\s|nearby\s)?",
    re.IGNORECASE,
)


def shares_of(clause: Clause, trigger: Trigger, filled: Filled) -> list[Share]:
    """The victims of each place, if a sentence gives at least two places numbers of their own; else none."""
    victims = [m for m in filled.roles["victim"] if is_number(m)]
    if not victims:
        return []
    if "respectively" in clause.text(trigger.last, clause.last).lower():
        return in_turn(clause, victims)
    return one_by_one(clause, trigger, victims[0])


def is_number(mention: Mention) -> bool:
    quantity = quantity_of(mention)
    return mention.form != "name" and quantity is not None and (quantity.low or quantity.high) is not None


def in_turn(clause: Clause, victims: list[Mention]) -> list[Share]:
    """As many numbers as places, in the same order: "killed 5 and 6 in Homs and Hama", "bombs in Homs and Hama killed 5 and 6"."""
    mentions = [m for m in clause.outer() if m.kind == "place"]
    behind = listed(clause, (m for m in mentions if m.span[0] >= victims[-1].span[1]))
    before = listed(clause, (m for m in mentions if m.span[1] <= victims[0].span[0]))
    places = next((found for found in (behind, before) if len(found) == len(victims)), [])
    return list(zip(victims, places, strict=True)) if len(places) > 1 else []


def listed(clause: Clause, places: Iterable[Mention]) -> list[Mention]:
    """The first of some places with those that follow it in one list."""
    found: list[Mention] = []
    for place in places:
        if found and not _LISTED.fullmatch(clause.reading.text[found[-1].span[1] : place.span[0]]):
            break
        found.append(place)
    return found


def one_by_one(clause: Clause, trigger: Trigger, first: Mention) -> list[Share]:
    """Each number with the place right behind it: `in Homs, nine in Hama and three in Idlib`."""
    text, mentions = clause.reading.text, clause.outer()
    start = max(trigger.span[1], first.span[1])
    place = next((m for m in mentions if m.span[0] >= start and m.kind != "facility"), None)
    if place is None or place.kind != "place" or not _IN.fullmatch(text[start : place.span[0]]):
        return []
    found = [(first, place)]
    for number, place in pairwise(m for m in mentions if m.kind != "facility"):
        if number.span[0] < found[-1][1].span[1]:
            continue
        led = _AND.fullmatch(text[found[-1][1].span[1] : number.span[0]])
        behind = text[number.span[1] : place.span[0]]
        if not led or not is_number(number) or place.kind != "place" or not _IN.fullmatch(behind):
            break
        found.append((number, place))
    return found if len(found) > 1 else []


def shared_out(clause: Clause, trigger: Trigger, filled: Filled, shares: list[Share]) -> list[tuple[Trigger, Filled]]:
    """The roles of each share; the first keeps the trigger, the others have their number for one."""
    made = []
    for n, (victims, place) in enumerate(shares):
        roles = {**filled.roles, "victim": [victims], "place": [place]}
        if filled.roles["target"] and all(is_number(m) for m in filled.roles["target"]):
            roles["target"] = [victims]
        at = clause.tokens_of[victims.id]
        words = clause.reading.text[slice(*victims.span)]
        own = trigger._replace(first=at[0], last=at[1], span=victims.span, words=words)
        made.append((own if n else trigger, Filled(roles, dict(filled.hedged))))
    return made
