"""Whose figures are: what rules say of who was killed, hurt, taken or driven out, and sums of parts.

A sentence tells of several harms one after another ("six were killed, 20 wounded and 300 families displaced"); the reader of
events, which sees one event there, gives a figure to the nearest word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from dateline.claim.fillers import FoundToll, as_part
from dateline.claim.tolls import add_up
from dateline.codebook import Codebook
from dateline.model import COUNTED, Claim, Mention, Quantity, Span, Toll
from dateline.text.offsets import overlap

DOUBTFUL = 0.1  # how likely a figure by rule must be for the reader not to rule it out


class Victims:
    """Who rules say was harmed, in the claims of one reading by its sentences."""

    def __init__(self, codebook: Codebook, mentions: dict[str, Mention]) -> None:
        self.codebook, self.mentions = codebook, mentions

    def are_of(self, claim: Claim, span: Span) -> bool:
        """Whether a stretch names whom a claim counts or has for victims."""
        return any(overlap(self.mentions[m].span, span) for m in claim.roles["victim"])

    def kinds(self, claims: Iterable[Claim], span: Span) -> set[str | None]:
        """As what claims count those that a stretch names: of `COUNTED`, None where they are no toll ("displaced"); empty
        where no claim speaks of them."""
        found: set[str | None] = set()
        for claim in claims:
            if not self.are_of(claim, span):
                continue
            counted = [kind for kind in COUNTED if getattr(claim, kind) is not None]
            roles = self.codebook.types[claim.type].roles
            if not counted and (roles.object != "victim" or roles.toll is not None):
                return set()  # whom two verbs count together, and those of whom no number is told
            found |= {*counted} if counted else {None}
        return found


def agreed(seen: list[FoundToll], by_rule: list[FoundToll]) -> list[FoundToll]:
    """The figures of an event that the reader sees, with the values that rules give them, and those of rules that it does not
    rule out."""
    kept: list[FoundToll] = []
    for toll in seen:
        same = next((r for r in by_rule if r.kind == toll.kind and overlap(r.span, toll.span)), None)
        doubted = same is None or (has_number(toll.toll) and not has_number(same.toll))
        if same is None or doubted or (toll.part and not is_all(same, toll, seen)):
            kept.append(toll)
        elif not any(k.kind == same.kind and k.span == same.span for k in kept):
            kept.append(same._replace(chance=toll.chance))
    for rule in by_rule:
        alone = not any(toll.kind == rule.kind for toll in kept)
        if (alone or rule.kind == "captured" or rule.chance >= DOUBTFUL) and not any(
            overlap(rule.span, toll.span) for toll in (*seen, *kept)
        ):
            kept.append(rule)
    return kept


def is_all(rule: FoundToll, part: FoundToll, seen: list[FoundToll]) -> bool:
    """Whether what the reader takes for a part is in a list that rules add up: "a judge, [three of her clerks] and a cook"."""
    own = [toll for toll in seen if toll.kind == part.kind]
    return (
        rule.toll.low is not None
        and rule.toll.low > (part.toll.low or 0)
        and all(toll.part and overlap(toll.span, rule.span) for toll in own)
    )


def sums(tolls: list[FoundToll]) -> Iterator[FoundToll]:
    """The total of parts that a report does not total itself: "captured a Taliban leader … detained two more"."""
    for kind in COUNTED:
        own = [toll for toll in tolls if toll.kind == kind and toll.toll.high != 0]
        parts = list({toll.toll.words.lower(): toll for toll in own}.values())
        if own and all(toll.part for toll in own):
            first = parts[0]
            total = add_up([Quantity(low=p.toll.low, high=p.toll.high, bound=p.toll.bound) for p in parts])
            toll = replace(
                first.toll, low=total.low, high=total.high, bound=total.bound, parts=[as_part(p) for p in parts]
            )
            yield first._replace(part=False, toll=toll, mentions=[m for p in parts for m in p.mentions])


def has_number(toll: Toll) -> bool:
    return (toll.low, toll.high) != (None, None)
