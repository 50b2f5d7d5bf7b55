"""By what means a deed was done, as far as its words tell: guns and blades in hand, or a bomb.

Two attacks of one day in one town are alike in all that links reports of one; what tells them apart is that gunmen shot
three, and a car bomb killed nine.
"""

from __future__ import annotations

import re

from dateline.codebook.families import FAMILIES
from dateline.model import Claim, Mention

HAND, BOMB = "in hand", "bomb"
_HAND = re.compile(
    r"\b(?:shot|shoot\w*|gunn(?:ed|ing)|gunfire|gun\w*|opene?d? fire|stabb\w*|behead\w*|hack\w*|knife\w*|machete\w*|rifles?|pistols?|snipers?)\b",
    re.IGNORECASE,
)


def means_of(claim: Claim, text: str, mentions: dict[str, Mention]) -> set[str]:
    """The means that a claim tells by its type, its words, who did it and with what."""
    found = {BOMB} if claim.type in FAMILIES["bomb"] else set()
    told = [mentions[m].text for role in ("actor", "instrument") for m in claim.roles.get(role, ())]
    if any(_HAND.search(words) for words in (text[slice(*claim.trigger)], *told)):
        found.add(HAND)
    return found


def differ(a: set[str], b: set[str]) -> bool:
    """Whether one was by a bomb and no more, the other by arms in hand and no more."""
    return {*map(frozenset, (a, b))} == {frozenset((HAND,)), frozenset((BOMB,))}
