"""Events that the reader of events sees as one though a sentence gives each its own number and place.

What happened in two towns is two events. The reader, which has learnt that the words of a sentence mostly tell of one, gives
them one place; the words right behind each number say which is whose.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from dateline.claim.clause import Clause
from dateline.claim.codes import claim_id
from dateline.model import COUNTED, Claim, Mention, Place
from dateline.text.offsets import overlap

_WHERE = frozenset(("in", "at", "near", "outside"))
_TOWN = frozenset(("exact", "near", "district", "province"))


def set_shares_apart(report: str, claims: list[Claim], by_rule: list[Claim], mentions: dict[str, Mention]) -> None:
    """Makes each share of a sentence ("two in Homs and [nine] in Hama") an event of its own, in its own place, like the event
    that the reader saw there as one.

    `claims`: those of the reading, of which the reader's name their events; `by_rule`: those that rules made.
    """
    for whole, shares in shares_told(by_rule, mentions):
        seen = next((c for c in claims if c.event and overlap(c.trigger, whole.trigger)), None)
        if seen is None:
            continue
        for claim in claims:
            if claim.event == seen.event and claim.sentence == seen.sentence:
                claim.roles["place"], claim.where = list(whole.roles["place"]), whole.where
        for n, share in enumerate(shares, 2):
            own = next((c for c in claims if c.trigger == share.trigger), None)
            if own is None:
                continue
            own.id, own.type = claim_id(report, own.raw_trigger, seen.type), seen.type
            own.plover, own.acled, own.grade, own.status = seen.plover, seen.acled, seen.grade, seen.status
            own.event, own.sure = f"{seen.event}.{n}", dict(seen.sure)
            own.roles["place"], own.where = list(share.roles["place"]), share.where
            for role in ("actor", "time"):
                own.roles[role] = list(seen.roles[role])


def shares_told(by_rule: list[Claim], mentions: dict[str, Mention]) -> Iterator[tuple[Claim, list[Claim]]]:
    """The claims that tell the first number and place of a sentence, each with those of the others, which have their number for a trigger."""
    whole: Claim | None = None
    shares: list[Claim] = []
    for claim in sorted(by_rule, key=lambda c: c.trigger):
        victims = [mentions[m].span for m in claim.roles["victim"]]
        if whole and victims == [claim.trigger] and claim.sentence == whole.sentence:
            shares.append(claim)
        elif any(getattr(claim, kind) for kind in COUNTED):
            if whole and shares:
                yield whole, shares
            whole, shares = claim, []
    if whole and shares:
        yield whole, shares


def set_places_apart(clause: Clause, claims: list[Claim]) -> None:
    """Makes an event of each claim of a sentence that has a number and a town of its own: "killed a teacher in Gaza City and
    wounded two boys in Rafah". `claims`: those of one event in that sentence, whose first town stays the event's."""
    told = own_towns(clause, claims)
    if len(told) < 2 or not all(are_apart(a[1], b[1]) for a, b in combinations(told, 2)):
        return
    for n, (claim, town) in enumerate(told):
        claim.roles["place"], claim.where = [town.id], town.place or None
        if n:
            claim.event = f"{claim.event}/{n + 1}"
            claim.roles["time"] = claim.roles["time"] or list(told[0][0].roles["time"])
    counted = {id(claim) for claim, _ in told}
    for claim in claims:
        if id(claim) not in counted and claim.trigger < told[1][0].trigger:
            claim.roles["place"], claim.where = [told[0][1].id], told[0][1].place or None


def own_towns(clause: Clause, claims: list[Claim]) -> list[tuple[Claim, Mention]]:
    """The claims that count somebody, each with the town behind it and before the next one."""
    counting = sorted(
        (
            (min(claim.trigger[0], *(t.span[0] for t in tolls if t.span)), claim)
            for claim in claims
            if (tolls := [t for kind in COUNTED if (t := getattr(claim, kind)) is not None and t.span])
        ),
        key=lambda c: c[0],
    )
    starts = [start for start, _ in counting]
    found = []
    for (start, stop), (_, claim) in zip(pairwise([*starts, clause.span[1]]), counting, strict=True):
        towns = (m for m in clause.outer() if start <= m.span[0] < stop and m.kind == "place" and m.form == "name")
        own = next((m for m in towns if is_town(m) and clause.preposition(m) in _WHERE), None)
        if own is not None:
            found.append((claim, own))
    return found if len(found) == len(counting) else []


def is_town(mention: Mention) -> bool:
    return isinstance(mention.place, Place) and not mention.place.implied and mention.place.precision in _TOWN


def are_apart(a: Mention, b: Mention) -> bool:
    """Whether two mentions name two places of which none holds the other."""
    first, second = a.place, b.place
    if not isinstance(first, Place) or not isinstance(second, Place) or first.geonames == second.geonames:
        return False
    wide = "province" in (first.precision, second.precision)
    return not wide or (first.country, first.admin1) != (second.country, second.admin1)
