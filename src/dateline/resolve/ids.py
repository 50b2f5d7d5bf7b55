"""Ids that are minted once: an event keeps its id while its members shift, and a merged one redirects."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec


class Known(msgspec.Struct):
    """Ids from before: member key → id, and the order in which ids were minted."""

    of_member: dict[str, str] = {}
    age: dict[str, int] = {}


class Minted(NamedTuple):
    """Id of each group, ids that now lead to it, and every member's id (to be kept for the next time)."""

    of_group: dict[str, str]
    previous: dict[str, list[str]]
    of_member: dict[str, str]


def mint(groups: Mapping[str, Iterable[str]], known: Mapping[str, str], age: Mapping[str, int], prefix: str) -> Minted:
    """Ids for groups of members (member keys are strings).

    `known` is the id each member had, `age` the order in which ids were minted. An id goes to the group with most of
    its members; a group takes the oldest id it is offered, and the others redirect to it.
    """
    holders: dict[str, Counter[str]] = defaultdict(Counter)
    for group, members in groups.items():
        for member in members:
            if member in known:
                holders[known[member]][group] += 1
    offered: dict[str, list[str]] = defaultdict(list)
    for id_, votes in holders.items():
        winner = min(votes, key=lambda g: (-votes[g], g))
        offered[winner].append(id_)
    of_group, previous, of_member = {}, {}, {}
    used = set(age)
    for group in sorted(groups):
        ids = sorted(offered.get(group, ()), key=lambda i: (age.get(i, 0), i))
        of_group[group] = ids[0] if ids else fresh(group, prefix, used)
        previous[group] = ids[1:]
        for member in groups[group]:
            of_member[member] = of_group[group]
    return Minted(of_group, previous, of_member)


def fresh(group: str, prefix: str, used: set[str]) -> str:
    """A short id from what stands for the group, longer where it would collide.

    >>> fresh("r1|c1", "ev", set())
    'ev-qoypu'
    """
    digest = base64.b32encode(hashlib.sha256(group.encode()).digest()).decode().lower()
    length = 5
    while f"{prefix}-{digest[:length]}" in used:
        length += 1
    used.add(f"{prefix}-{digest[:length]}")
    return f"{prefix}-{digest[:length]}"
