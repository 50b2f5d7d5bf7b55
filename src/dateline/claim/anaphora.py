"""A definite noun takes up an event told before: "the strike", "the blast" are where and when that one was; and a headline
is told in full by the text.

Only place and time are taken over, and only where the claim has none of its own: both are mentions of the report, so that
each value can still be shown. Who did it, and to whom, is not.
"""

from __future__ import annotations

import re

from dateline.codebook.families import compatible, family
from dateline.model import Claim, Mention, Place, Reading
from dateline.timex import counted_from_event

_DEFINITE = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s+(?:(?:car|air|drone|suicide|deadly|huge|second|first)\s+)?$")
_OTHER = re.compile(
    r"\b(?:another|similar|previous|earlier|separate|a|an|latest|last|first|second|other)\s+(?:\w+\s+)?$", re.IGNORECASE
)
NEXT = 12  # claims among which a headline is told in full
REACH = 4  # sentences back to the event that a noun may take up


def take_up(reading: Reading) -> None:
    """Fills place and time of claims that take up an earlier one, from the nearest such."""
    mentions = {m.id: m for m in reading.mentions}
    number = {span: n for n, span in enumerate(reading.sentences)}
    own = {c.id: (bool(c.roles["place"]), bool(c.roles["time"])) for c in reading.claims}  # not what was taken over
    for i, claim in enumerate(reading.claims):
        if claim.status in ("planned", "conditional"):
            continue
        if not claim.roles["time"] and (claim.killed or claim.injured):
            told = next(
                (c for c in reading.claims[i + 1 : i + 1 + NEXT] if own[c.id][1] and told_again(claim, c, mentions)),
                None,
            )
            if told is not None:
                inherit(reading, mentions, claim, told, own[told.id])
        if not takes_up(reading, claim):
            continue
        here = number.get(claim.sentence, 0)
        for earlier in (reading.claims[n] for n in range(i - 1, -1, -1)):
            gap = here - number.get(earlier.sentence, 0)
            if gap > REACH:
                break
            if earlier.status in ("planned", "conditional") or not compatible(
                {family(claim.type)}, {family(earlier.type)}
            ):
                continue
            inherit(reading, mentions, claim, earlier, own[earlier.id])
            if claim.roles["place"] and claim.roles["time"]:
                break


def told_again(headline: Claim, claim: Claim, mentions: dict[str, Mention]) -> bool:
    """Whether a later claim tells in full what a headline or lead had told in brief: a like event with the same toll."""
    tolls = [[(t.low, t.high) if t else None for t in (c.killed, c.injured)] for c in (headline, claim)]
    if tolls[0] != tolls[1] or not compatible({family(headline.type)}, {family(claim.type)}):
        return False
    return any(t.low is not None and t.low > 1 for t in (claim.killed, claim.injured) if t) or same_victim(
        headline, claim, mentions
    )


def same_victim(a: Claim, b: Claim, mentions: dict[str, Mention]) -> bool:
    """One death is like another: whose it was tells."""
    first, second = ({mentions[m].entity for m in c.roles.get("victim", ())} - {None} for c in (a, b))
    return bool(first & second)


def takes_up(reading: Reading, claim: Claim) -> bool:
    """A definite noun does; so does a harm without place and time of its own, such as a toll given again."""
    before = reading.text[max(0, claim.trigger[0] - 30) : claim.trigger[0]]
    if _DEFINITE.search(before):
        return True
    bare = not claim.roles["place"] and not claim.roles["time"]
    return bare and bool(claim.killed or claim.injured) and not _OTHER.search(before)


def inherit(
    reading: Reading, mentions: dict[str, Mention], claim: Claim, earlier: Claim, own: tuple[bool, bool]
) -> None:
    """Takes over what the claim lacks; a time only with the place it belongs to, or where places agree."""
    ours = {mentions[m].text for m in claim.roles["place"]}
    theirs = {mentions[m].text for m in earlier.roles["place"]}
    if ours and theirs and not ours & theirs:
        return
    if not claim.roles["place"] and own[0]:
        claim.roles["place"] = list(earlier.roles["place"])
        claim.where = earlier.where if isinstance(earlier.where, Place) else None
    if (
        not claim.roles["time"]
        and own[1]
        and not counts_from(reading, [mentions[m] for m in earlier.roles["time"]], claim)
    ):
        claim.roles["time"] = list(earlier.roles["time"])


def counts_from(reading: Reading, times: list[Mention], claim: Claim) -> bool:
    """Whether one of these times is counted from what a claim tells: "died a day after the shelling"."""
    counted = (counted_from_event(reading.text, m.span) for m in times)
    return any(c is not None and c.event[0] <= claim.trigger[0] < c.event[1] for c in counted)
