"""Totals of several events that the reader of events puts with the first of them.

"Raids killed 22 on Monday. The highest toll was in Douma, where 16 died. Five more were killed in Saqba": the 22 are of
neither town. Where the tolls of a report's events add up to a bigger one that one of these events has too, that one is their sum.
"""

from __future__ import annotations

from collections import defaultdict

from dateline.model import Claim

KINDS = ("killed", "injured")
LEAST = 3  # what is called a sum: smaller ones come about by chance
SLACK = 0.07  # of the sum, by which its parts may miss it: some who died elsewhere are not told of
MOST_EVENTS = 40

Tolls = dict[str, dict[int, list[Claim]]]  # event → number → its claims


def set_sums_apart(claims: list[Claim]) -> None:
    """Makes the claims that give a sum an event of their own, which is background: none of the events that it sums up."""
    for kind in KINDS:
        tolls = tolls_of(claims, kind)
        if not 1 < len(tolls) <= MOST_EVENTS:
            continue
        for event, numbers in tolls.items():
            total = sum_of(event, tolls)
            if total is None:
                continue
            sentences = {c.sentence for c in numbers[total]} - {
                c.sentence for n in numbers if n != total for c in numbers[n]
            }
            for claim in claims:
                if claim.event == event and (claim in numbers[total] or claim.sentence in sentences):
                    claim.event, claim.grade = f"{event}.sum", "background"


def tolls_of(claims: list[Claim], kind: str) -> Tolls:
    """The numbers of each incident."""
    found: Tolls = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        toll = getattr(claim, kind)
        if claim.event and claim.grade == "incident" and toll and toll.low:
            found[claim.event][toll.low].append(claim)
    return found


def sum_of(event: str, tolls: Tolls) -> int | None:
    """The biggest number of an event, if its next one and the biggest of the other events add up to it."""
    own = sorted(tolls[event])
    if len(own) < 2 or own[-1] < LEAST:
        return None
    total, rest = own[-1], own[-2]
    others = [max(numbers) for other, numbers in tolls.items() if other != event]
    parts = rest + sum(n for n in others if n < total)
    return total if parts > rest and 0 <= total - parts <= max(1, SLACK * total) else None
