"""The fillers of an event's roles as mentions of the report, and its tolls, from how likely each word fills each role."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from dateline.claim.decide import LEAST, fillers, of_value
from dateline.claim.events import span_of
from dateline.claim.seen import Document, SeenEvent
from dateline.claim.toll_phrases import is_former_or_feared, is_unhurt
from dateline.claim.tolls import add_up, counts_both, one_each, parted, quantity_of
from dateline.model import COUNTED, Form, Kind, Mention, Part, Place, Quantity, Reading, Span, Toll
from dateline.neural.decision import Decision
from dateline.neural.runtime import Array
from dateline.neural.wordpiece import word_range
from dateline.text.numbers import Number, find_numbers
from dateline.text.offsets import OffsetMap

FILLERS = {
    "place": ("place", "facility", "nationality", "organisation"),
    "time": ("time",),
    "actor": ("person", "organisation", "nationality", "place", "vehicle", "facility"),
    "target": ("person", "organisation", "nationality", "place", "facility", "vehicle", "weapon"),
}
# the kind of a filler that the report's reader had not marked
NEW: dict[str, Kind] = {"place": "place", "actor": "organisation"}
PLACE = 0  # the number of the role
TARGET = 0.5  # how likely the words of a target must be
OF_A_RUN = 0.3  # how likely a word must be, beside the likeliest, to belong to one filler with it
AROUND = 30  # characters around a number in which its bound ("as many as") and what it counts may stand
MARKED = 0.5  # how likely a word must be one of a toll
OF_A_SPAN = 0.02  # what each word of a mention costs it: of two like mentions the shorter one is the filler


_SPAN = re.compile(r"\b(?:until|till|since)\s+(?:the\s+)?$", re.IGNORECASE)
_AND = re.compile(r"(?:\s|,?\s(?:and|or|backed by|along with|together with)\s(?:the\s|an?\s)?|-)")
_AMONG = re.compile(r"\b(?:among|out of)\b", re.IGNORECASE)  # "six children among 19 dead"


class Found(NamedTuple):
    """The filler of a role, and how likely it is."""

    mention: Mention
    chance: float


class FoundToll(NamedTuple):
    """One figure of an event: its kind (of `COUNTED`), whether it is a breakdown, and the mentions that it counts."""

    kind: str
    part: bool
    span: Span
    toll: Toll
    mentions: list[Mention]
    chance: float


class Filler:
    """Fills the roles of the events of one reading."""

    def __init__(self, reading: Reading, made: Document, roles: list[str], decisions: dict[str, Decision]) -> None:
        self.reading, self.made, self.roles, self.decisions = reading, made, roles, decisions
        self.offsets = OffsetMap(reading.edits)
        self.sources = sorted(a.source for a in reading.attributions if a.source)
        self.mentions = [(m, words) for m in reading.mentions if (words := word_range(made.words, m.span)) is not None]
        self.ranges: Array = np.array([words for _, words in self.mentions], np.int64).reshape(-1, 2)

    def pointed(self, event: SeenEvent, role: str) -> Found | None:
        """The likeliest filler of a role that has one; None where it is not likely enough to be stated."""
        number = self.roles.index(role)
        words = fillers(event, self.made, number)
        word = max((w for w in words if w), key=words.__getitem__, default=None)
        if word is None:
            return None
        chance = self.decisions[role].chance(of_value(event, self.made, number, word, words[word]))
        if chance < self.decisions[role].threshold:
            return None
        mention = self.covering(event, number, FILLERS[role], word) or (
            self.new(event, number, role) if role in NEW else None
        )
        if mention and role == "actor":
            mention = self.joint(event, number, mention)
        return Found(mention, chance) if mention else None

    def joint(self, event: SeenEvent, role: int, mention: Mention) -> Mention:
        """A filler with those that fill the role beside it as one phrase: "[Afghan] and [coalition forces]"."""
        totals = self.totals(event, role)
        words = word_range(self.made.words, mention.span)
        own = float(event.chances(words, role).sum()) if words is not None else 0.0
        start, end = mention.span
        for n in np.flatnonzero(totals > OF_A_RUN * own).tolist():
            other = self.mentions[n][0]
            if other.kind not in FILLERS["actor"] or other.form == "pronoun":
                continue
            if _AND.fullmatch(self.reading.text, end, other.span[0]):
                end = other.span[1]
            elif _AND.fullmatch(self.reading.text, other.span[1], start):
                start = other.span[0]
        return mention if (start, end) == mention.span else self.added((start, end), "organisation")

    def covering(self, event: SeenEvent, role: int, kinds: tuple[str, ...], word: str) -> Mention | None:
        """The mention of a word that has the likeliest words: all of one name count together, and of those the likeliest stands for it."""
        chances: dict[str, float] = {}
        best: dict[str, tuple[float, Mention]] = {}
        totals = self.totals(event, role)
        for n in np.flatnonzero(totals >= LEAST).tolist():
            (mention, words), total = self.mentions[n], float(totals[n])
            if mention.kind not in kinds or not any(w.text.lower() == word for w in self.made.words[slice(*words)]):
                continue
            if mention.kind == "time" and is_span(self.reading.text, mention):
                continue  # "until 2019" dates what lasted, not what happened
            if role == PLACE and (mention.form == "pronoun" or self.speaks(mention.span)):
                continue
            key, fit = mention.text.lower(), total - OF_A_SPAN * (words[1] - words[0])
            chances[key] = chances.get(key, 0.0) + fit
            if key not in best or fit > best[key][0]:
                best[key] = (fit, mention)
        key = max(chances, key=chances.__getitem__, default="")
        return best[key][1] if key else None

    def where(self, event: SeenEvent, place: Mention) -> Place | None:
        """Where a place is on the map; one that is not lies in the likeliest other place of the event that is ("in Easton, Ohio")."""
        own = place.place if isinstance(place.place, Place) else None
        if own is not None and not own.implied:
            return own
        totals = self.totals(event, PLACE)
        known = [
            (total, m.place)
            for total, (m, _) in zip(totals.tolist(), self.mentions, strict=True)
            if total >= LEAST and m is not place and isinstance(m.place, Place) and not m.place.implied
        ]
        _, wider = max(known, key=lambda k: k[0], default=(0.0, None))
        return replace(wider, implied=True) if wider is not None else own

    def totals(self, event: SeenEvent, role: int) -> Array:
        """Of each mention the chances of its words in a role, added up."""
        sums = np.zeros(len(event.roles) + 1)
        np.cumsum(event.roles[:, role], dtype=np.float64, out=sums[1:])
        ranges = np.clip(self.ranges - event.low, 0, len(sums) - 1)
        return np.asarray(sums[ranges[:, 1]] - sums[ranges[:, 0]])

    def speaks(self, span: Span) -> bool:
        """Whether a place is what somebody goes by who says something ("Washington said"): it is where nothing was."""
        at = bisect_right(self.sources, (span[0], len(self.reading.text)))
        return bool(at) and self.sources[at - 1][1] >= span[1]

    def new(self, event: SeenEvent, role: int, name: str) -> Mention | None:
        """A filler that is no mention yet: the likeliest word with those beside it that are nearly as likely; no place that speaks."""
        own = event.roles[:, role]
        first = last = int(own.argmax())
        while first > 0 and own[first - 1] > OF_A_RUN * own[last]:
            first -= 1
        while last + 1 < len(own) and own[last + 1] > OF_A_RUN * own[first]:
            last += 1
        span = span_of(self.made, (event.low + first, event.low + last + 1))
        return None if role == PLACE and self.speaks(span) else self.added(span, NEW[name])

    def added(self, span: Span, kind: Kind) -> Mention:
        """A new mention of the report, placed nowhere."""
        text = self.reading.text[slice(*span)]
        form: Form = "name" if text[0].isupper() else "nominal"
        mention = Mention(id=f"x{len(self.reading.mentions) + 1}", kind=kind, form=form, span=span, raw_span=self.offsets.to_raw(span), text=text, head=span)  # fmt: skip
        if kind == "place":
            mention.place = None
        words = word_range(self.made.words, span)
        self.reading.mentions.append(mention)
        if words is not None:
            self.mentions.append((mention, words))
            self.ranges = np.concatenate([self.ranges, [words]])
        return mention

    def marked(self, event: SeenEvent, role: str) -> list[Found]:
        """All mentions whose words are likely in a role, none inside another."""
        number, kinds = self.roles.index(role), FILLERS[role]
        found: list[Found] = []
        likely = [self.mentions[n] for n in np.flatnonzero(self.totals(event, number) >= TARGET).tolist()]
        for mention, words in sorted(likely, key=lambda m: m[1][0] - m[1][1]):
            if mention.kind not in kinds or mention.form == "pronoun":
                continue
            chance = float(event.chances(words, number).mean())
            inside = any(f.mention.span[0] < mention.span[1] and mention.span[0] < f.mention.span[1] for f in found)
            if chance >= TARGET and not inside:
                found.append(Found(mention, chance))
        return sorted(found, key=lambda f: f.mention.span)

    def chance(self, event: SeenEvent, span: Span, kind: str) -> float:
        """How likely the words of a stretch are of a figure of a kind, whole or part."""
        words = word_range(self.made.words, span)
        if words is None:
            return 0.0
        return max(float(event.chances(words, self.roles.index(name)).max()) for name in (kind, f"{kind}:part"))

    def tolls(self, event: SeenEvent) -> list[FoundToll]:
        """Every figure of an event, in the order of the text."""
        found = []
        for kind in COUNTED:
            for part in (False, True):
                number = self.roles.index(f"{kind}:part" if part else kind)
                for words in self.spans(event.roles[:, number] > MARKED, event.low):
                    made = self.toll(words)
                    unhurt = kind == "injured" and is_unhurt(self.reading.text, span_of(self.made, words)[1])
                    if made is not None and not unhurt:
                        chance = float(event.chances(words, number).max())
                        found.append(FoundToll(kind, part, span_of(self.made, words), *made, chance))
        return sorted(found, key=lambda f: f.span)

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
        if not any(character.isalnum() for character in self.reading.text[slice(*span)]):
            return None
        if any(map(counts_both, self.within(words))):
            return None
        if is_former_or_feared(self.reading.text, span[0]):
            return None
        known = self.counted(words)
        # "25 civilians": the number says it, whatever else is named beside
        numbers = [q for m, q in known if m.form == "value" or (q.low, q.high) != (1, 1)]
        if any(q.bound != "vague" for q in numbers):
            # "three members of rebel groups", but "25 soldiers and militiamen"
            numbers = [q for m, q in known if q in numbers and (q.bound != "vague" or self.led_by_and(m))]
        quantity = add_up(numbers or [q for _, q in known])
        if (quantity.low, quantity.high) == (None, None) and (number := self.number(span)) is not None:
            quantity = Quantity(low=number.low, high=number.high, bound=number.bound)
        elif not known:
            return None
        if (quantity.low, quantity.high) == (None, None) and not any(find_numbers(self.reading.text, *span)):
            return None  # "people" says not how many
        toll = Toll(low=quantity.low, high=quantity.high, bound=quantity.bound, words=self.reading.text[slice(*span)], span=span, raw_span=self.offsets.to_raw(span))  # fmt: skip
        return toll, [m for m, _ in known]

    def led_by_and(self, mention: Mention) -> bool:
        return self.reading.text[max(0, mention.span[0] - 10) : mention.span[0]].endswith(
            (" and ", " and the ", " and some ")
        )

    def number(self, span: Span) -> Number | None:
        """The first number of a stretch, with the bound before it; what stands behind says whether it counts ("17[-year-old]")."""
        around = find_numbers(self.reading.text, max(0, span[0] - AROUND), span[1] + AROUND)
        return next((n for n in around if span[0] <= n.digits < span[1]), None)

    def within(self, words: tuple[int, int]) -> list[Mention]:
        """The mentions that share a word with a range of words."""
        return [m for m, (first, last) in self.mentions if first < words[1] and words[0] < last]

    def counted(self, words: tuple[int, int]) -> list[tuple[Mention, Quantity]]:
        """The mentions that a figure adds up: not what it breaks down into ("including two women")."""
        here = [m for m in self.within(words) if m.kind not in ("time", "place", "facility")]
        outer = [
            m for m in here if not any(o is not m and o.span[0] <= m.span[0] and m.span[1] <= o.span[1] for o in here)
        ]
        whole, _ = parted(self.reading.text, one_each(outer))
        known = [(m, q) for m in whole if (q := quantity_of(m)) is not None]
        among = next((n for n, (m, _) in enumerate(known[1:], 1) if _AMONG.search(self.reading.text[known[n - 1][0].span[1] : m.span[0]])), 0)  # fmt: skip
        return known[among:]


def is_span(text: str, mention: Mention) -> bool:
    """Whether a time says until or since when something lasted."""
    return _SPAN.search(text, max(0, mention.span[0] - 12), mention.span[0]) is not None


def as_part(found: FoundToll) -> Part:
    return Part(of=found.toll.words.split()[-1].lower(), low=found.toll.low, high=found.toll.high)
