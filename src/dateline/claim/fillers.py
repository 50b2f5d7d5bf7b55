"""The fillers of an event's roles as mentions of the report, and its tolls, from how likely each word fills each role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from dateline.claim.events import SeenEvent, span_of
from dateline.claim.seen import Document
from dateline.claim.tolls import add_up, parted, quantity_of
from dateline.model import Mention, Part, Quantity, Reading, Span, Toll
from dateline.neural.wordpiece import word_range
from dateline.text.numbers import find_numbers
from dateline.text.offsets import OffsetMap

FILLERS = {
    "place": ("place", "facility", "nationality", "organisation"),
    "time": ("time",),
    "actor": ("person", "organisation", "nationality", "place", "vehicle", "facility"),
    "target": ("person", "organisation", "nationality", "place", "facility", "vehicle", "weapon"),
}
ENOUGH = {
    "place": 0.4,
    "time": 0.4,
    "actor": 0.5,
    "target": 0.5,
}  # how likely a filler must be; below, the role is open
BEFORE = 30  # characters before a number in which its bound ("as many as") may stand
MARKED = 0.5  # how likely a word must be one of a toll
OF_A_SPAN = 0.02  # what each word of a mention costs it: of two like mentions the shorter one is the filler


class Found(NamedTuple):
    """The filler of a role, and how likely it is."""

    mention: Mention
    chance: float


class FoundToll(NamedTuple):
    """One figure of an event: `killed` or `injured`, whether it is a breakdown, and the mentions that it counts."""

    kind: str
    part: bool
    toll: Toll
    mentions: list[Mention]
    chance: float


class Filler:
    """Fills the roles of the events of one reading."""

    def __init__(self, reading: Reading, made: Document, roles: list[str]) -> None:
        self.reading, self.made, self.roles = reading, made, roles
        self.offsets = OffsetMap(reading.edits)
        self.mentions = [(m, words) for m in reading.mentions if (words := word_range(made.words, m.span)) is not None]

    def pointed(self, event: SeenEvent, role: str) -> Found | None:
        """The likeliest filler of a role that has one: mentions of one name count together. None where nobody is likely."""
        number, kinds = self.roles.index(role), FILLERS[role]
        chances: dict[str, float] = {}
        best: dict[str, tuple[float, Mention]] = {}
        for mention, words in self.mentions:
            if mention.kind not in kinds or (role == "place" and mention.form == "pronoun"):
                continue
            own = event.chances(words, number)
            total = float(own.sum())
            if total < 0.02:
                continue
            key = mention.text.lower()
            chances[key] = chances.get(key, 0.0) + total
            fit = total - OF_A_SPAN * (words[1] - words[0])
            if key not in best or fit > best[key][0]:
                best[key] = (fit, mention)
        if not chances:
            return None
        key = max(chances, key=lambda k: chances[k] - OF_A_SPAN * len(k.split()))
        return Found(best[key][1], min(1.0, chances[key])) if chances[key] >= ENOUGH[role] else None

    def marked(self, event: SeenEvent, role: str) -> list[Found]:
        """All mentions whose words are likely in a role, none inside another."""
        number, kinds = self.roles.index(role), FILLERS[role]
        found: list[Found] = []
        for mention, words in sorted(self.mentions, key=lambda m: m[1][0] - m[1][1]):
            if mention.kind not in kinds or mention.form == "pronoun":
                continue
            chance = float(event.chances(words, number).mean())
            inside = any(f.mention.span[0] < mention.span[1] and mention.span[0] < f.mention.span[1] for f in found)
            if chance >= ENOUGH[role] and not inside:
                found.append(Found(mention, chance))
        return sorted(found, key=lambda f: f.mention.span)

    def tolls(self, event: SeenEvent) -> list[FoundToll]:
        """Every figure of an event, in the order of the text."""
        found = []
        for kind in ("killed", "injured"):
            for part in (False, True):
                number = self.roles.index(f"{kind}:part" if part else kind)
                for words in self.spans(event.roles[:, number] > MARKED, event.low):
                    made = self.toll(words)
                    if made is not None:
                        chance = float(event.chances(words, number).max())
                        found.append(FoundToll(kind, part, made[0], made[1], chance))
        return sorted(found, key=lambda f: f.toll.span or (0, 0))

    def spans(self, marked: Iterable[bool], low: int) -> list[tuple[int, int]]:
        """Runs of marked words; a word between two of them belongs to them."""
        found: list[tuple[int, int]] = []
        for n in np.flatnonzero(np.asarray(marked)).tolist():
            if (
                found
                and low + n - found[-1][1] <= 1
                and self.made.sentence[low + n] == self.made.sentence[found[-1][1] - 1]
            ):
                found[-1] = (found[-1][0], low + n + 1)
            else:
                found.append((low + n, low + n + 1))
        return found

    def toll(self, words: tuple[int, int]) -> tuple[Toll, list[Mention]] | None:
        """What the words of a figure count; None where they show no number, not even one of "one"."""
        span = span_of(self.made, words)
        inside = [
            m
            for m, (first, last) in self.mentions
            if first < words[1] and words[0] < last and m.kind not in ("time", "place", "facility")
        ]
        counted = [
            m
            for m in inside
            if not any(o is not m and o.span[0] <= m.span[0] and m.span[1] <= o.span[1] for o in inside)
        ]
        counted, _ = parted(self.reading.text, sorted(counted, key=lambda m: m.span))
        known = [(m, q) for m in counted if (q := quantity_of(m)) is not None]
        if not known:
            before = max(0, span[0] - BEFORE)
            number = next((n for n in find_numbers(self.reading.text, before, span[1]) if n.digits >= span[0]), None)
            if number is None:
                return None
            quantity = Quantity(low=number.low, high=number.high, bound=number.bound)
        elif any(m.form == "value" or (q.low, q.high) != (1, 1) for m, q in known):
            # "25 civilians": the number says it, whatever else is named beside
            counts = [q for m, q in known if m.form == "value" or q.low != 1 or q.high != 1]
            quantity = add_up(counts)
        else:
            quantity = add_up([q for _, q in known])
        start, end = span
        return Toll(
            low=quantity.low, high=quantity.high, bound=quantity.bound, words=self.reading.text[start:end], span=span, raw_span=self.offsets.to_raw(span)
        ), [m for m, _ in known]  # fmt: skip


def as_part(found: FoundToll) -> Part:
    return Part(of=found.toll.words.split()[-1].lower(), low=found.toll.low, high=found.toll.high)


def inside(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]
