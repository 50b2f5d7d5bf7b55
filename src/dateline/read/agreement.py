"""Which mentions cannot be one, whatever the model says: a he and a she, one and several, somebody and "his" driver."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from dateline.read.found import Found
from dateline.text.sexes import Sex, sex_of_name, sex_of_word

_OWNERS = frozenset("his her their our my your its whose".split())


class Agreement:
    """Of every cluster its sexes, whether it is one person or several, and the clusters that it is apart from.

    `roots` are the clusters that the mentions are in when it is made; `joined` keeps it up to date.
    """

    def __init__(self, text: str, found: list[Found], roots: list[int]) -> None:
        self.sexes: dict[int, set[Sex]] = defaultdict(set)
        self.numbers: dict[int, set[bool]] = defaultdict(set)
        self.apart: dict[int, set[int]] = defaultdict(set)
        for f, root in zip(found, roots, strict=True):
            if f.kind == "person" and (sex := sex_of(text, f)) is not None:
                self.sexes[root].add(sex)
            if (several := number_of(text, f)) is not None:
                self.numbers[root].add(several)
        for a, b in [*owners(found), *owned_alike(text, found)]:
            self.apart[roots[a]].add(roots[b])
            self.apart[roots[b]].add(roots[a])

    def agree(self, a: int, b: int) -> bool:
        """Whether two clusters may be one. A cluster that is of both sexes already tells nothing."""
        sexes, numbers = (self.sexes[a], self.sexes[b]), (self.numbers[a], self.numbers[b])
        return b not in self.apart[a] and not (differ(*sexes) or differ(*numbers))

    def joined(self, kept: int, gone: int) -> None:
        self.sexes[kept] |= self.sexes.pop(gone, set())
        self.numbers[kept] |= self.numbers.pop(gone, set())
        for other in self.apart.pop(gone, set()):
            self.apart[other].discard(gone)
            self.apart[other].add(kept)
            self.apart[kept].add(other)


def differ(a: set[Sex] | set[bool], b: set[Sex] | set[bool]) -> bool:
    return len(a) == len(b) == 1 and a != b


def sex_of(text: str, f: Found) -> Sex | None:
    """By the title and first name, or by the head of a phrase."""
    if f.form == "name":
        titles = re.findall(r"[\w.]+", text[f.title_start : f.start]) if f.title_start is not None else []
        return next(filter(None, map(sex_of_word, titles)), None) or sex_of_name(text[f.start : f.end])
    return sex_of_word(text[slice(*f.head)])


def number_of(text: str, f: Found) -> bool | None:
    """Whether a person's name, phrase or pronoun is of several; None where it can be of one and of several."""
    word = head(text, f)
    if f.kind != "person" or word in _EITHER or (f.form == "pronoun" and not f.plural and word not in _ONE):
        return None
    return f.plural or f.quantity_is_many


_ONE = frozenset("he she him her his hers himself herself i me my mine myself".split())
_EITHER = frozenset("family couple gang mob crowd crew staff".split())


def owners(found: list[Found]) -> list[tuple[int, int]]:
    """("his driver", "his"): who is spoken of by way of somebody is somebody else."""
    pairs = []
    for n, f in enumerate(found):
        inner = n + 1
        while f.kind == "person" and inner < len(found) and found[inner].start < f.end:
            if found[inner].end <= f.end and found[inner].span != f.span:
                pairs.append((n, inner))
            inner += 1
    return pairs


def owned_alike(text: str, found: list[Found]) -> list[tuple[int, int]]:
    """("his driver", "his wife"): two who are somebody's are two."""
    owned = [n for n, f in enumerate(found) if f.form == "nominal" and f.kind == "person" and is_owned(text, f)]
    return [
        (a, b)
        for a, b in pairwise(owned)
        if head(text, found[a]) != head(text, found[b]) and found[b].start - found[a].end < NEAR
    ]


NEAR = 60  # characters


def is_owned(text: str, f: Found) -> bool:
    return text[f.start : f.end].lower().partition(" ")[0] in _OWNERS


def head(text: str, f: Found) -> str:
    return text[slice(*f.head)].lower()
