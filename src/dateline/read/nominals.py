"""Noun phrases for people and groups ("two civilians", "a senior officer"), weapons, vehicles, facilities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.gazetteer import Gazetteer
from dateline.model import Kind, Quantity, Span
from dateline.read.found import Found
from dateline.read.heads import DETERMINERS, Heads
from dateline.read.lexicon import people, word_set
from dateline.text.numbers import Number
from dateline.text.tokens import Token, Tokens

_VERBISH = re.compile(r"(?:ed|ing|ly)$")
_MODIFIER_ED = set(
    """armed masked wounded injured unarmed suspected alleged unidentified displaced retired elected hooded uniformed
    captured detained trained backed""".split()
)
_RANK_WORDS = set(
    [
        "senior",
        "top",
        "former",
        "other",
        "deputy",
        "leading",
        "key",
        "junior",
        "current",
        "local",
        "young",
        "old",
        "alleged",
        "suspected",
    ]
)
_BEFORE_NUMBER = frozenset("the another these those his their other all".split())
_BEFORE = 5  # words that a noun phrase may have before its head
_PERSON_PRONOUNS = frozenset("he him his himself she her herself".split())
_GATHERED = frozenset(
    "family crowd mob gang crew group militia".split()
)  # one of them is many people, nobody says how many
_GATHERINGS = frozenset("families crowds mobs gangs crews groups".split())
_BE = frozenset("was is has".split())
_CROWDS = set(["thousands", "hundreds", "dozens", "scores"])


class Nominals:
    """Finds the noun phrases of one text; `names` are the names already found, which phrases may take in."""

    def __init__(
        self,
        text: str,
        tokens: Tokens,
        gazetteer: Gazetteer,
        names: list[Found],
        taken: list[Span],
        numbers: list[Number],
    ) -> None:
        self.text, self.tokens, self.gazetteer = text, tokens, gazetteer
        self.name_at = {n: found for found in names for n in self.range_of(found.span)}
        self.taken = {n for span in taken for n in self.range_of(span)}
        self.number_at = {n: number for number in numbers for n in self.range_of((number.start, number.end))}
        self.heads = Heads(tokens, self.number_at)

    def range_of(self, span: Span) -> range:
        return range(self.tokens.at(span[0]), self.tokens.at(span[1] - 1) + 1)

    def find(self) -> Iterator[Found]:
        all_ = self.tokens.all
        for first, last in self.tokens.sentences:
            for n in range(first, last):
                token = all_[n]
                low = token.text if token.text.islower() else token.low
                if n in self.taken or n in self.name_at:
                    continue
                if low in _PERSON_PRONOUNS:
                    yield Found(
                        start=token.start,
                        end=token.end,
                        kind="person",
                        form="pronoun",
                        head=(token.start, token.end),
                    )
                if low == "nobody" or (low == "one" and n > first and all_[n - 1].low == "no"):
                    start = token.start if low == "nobody" else all_[n - 1].start
                    none = Quantity(low=0, high=0, bound="exact", unit="people", of=None)
                    head = (token.start, token.end)
                    yield Found(start=start, end=token.end, kind="person", form="nominal", head=head, quantity=none)
                if (
                    low in _CROWDS
                    and not (n + 1 < last and all_[n + 1].low in ("of", "more", "and"))
                    and n in self.number_at
                ):
                    crowd = Quantity(low=None, high=None, bound="vague", unit="people", of=None)
                    yield Found(
                        start=token.start,
                        end=token.end,
                        kind="person",
                        form="nominal",
                        head=(token.start, token.end),
                        plural=True,
                        quantity=crowd,
                    )
                kind = self.heads.kind_of(low, n, last)
                if kind:
                    yield self.phrase(n, first, kind)

    def phrase(self, n: int, first: int, kind: Kind) -> Found:
        """The phrase headed by a token: modifiers, numbers, names and determiner to its left."""
        all_ = self.tokens.all
        start, number = self.begins(n, first)
        if number is None and start > first and start - 1 in self.number_at and all_[start - 1].low == "of":
            number = self.number_at.get(start - 2)
        number = number or self.scores_of(start, first)
        if number is not None and number.start < all_[start].start:
            start = self.tokens.at(number.start)
        plural = people().get(all_[n].low, all_[n].low.endswith("s")) if kind == "person" else all_[n].low.endswith("s")
        head = all_[n]
        end = head.end if not head.text.endswith(("'s", "’s")) else head.end - 2
        quantity = self.quantity(number, plural, all_[start:n], head) if kind == "person" else None
        strong = self.strength(n) if kind == "person" and number is None else None
        if strong is not None:
            end, quantity = strong.end, self.quantity(strong, plural, [], head._replace(low="people"))
        return Found(
            start=all_[start].start, end=end, kind=kind, form="nominal", head=(head.start, head.end), plural=plural, quantity=quantity
        )  # fmt: skip

    def begins(self, n: int, first: int) -> tuple[int, Number | None]:
        """The first word of the phrase that a token heads, and the number that leads it."""
        all_ = self.tokens.all
        start = n
        named = False  # left of a name inside the phrase only words of rank go on
        while start > first and n - start < _BEFORE:
            before = all_[start - 1]
            if self.text[before.end : all_[start].start].strip(" "):
                break
            if start - 1 in self.number_at:
                number = self.number_at[start - 1]
                start = self.tokens.at(number.start)
                return start - (start > first and all_[start - 1].low in _BEFORE_NUMBER), number
            if before.low in DETERMINERS:
                start -= 1
                if before.low in ("other", "more", "another"):
                    continue
                break
            if start - 1 in self.name_at:
                name = self.name_at[start - 1]
                if all_[start - 1].text.endswith(("'s", "’s")) or name.kind in ("person", "time"):
                    break
                start = self.tokens.at(name.start)
                named = True
                continue
            if named and before.low not in _RANK_WORDS and not self.counted_before(start - 1):
                break
            if not self.modifies(before, all_[start - 2] if start - 2 >= first else None):
                break
            start -= 1
        return start, None

    def counted_before(self, n: int) -> bool:
        """Whether a number stands right before a word: "[18] moderate Syrian rebels"."""
        return n - 1 in self.number_at and self.number_at[n - 1].end + 1 == self.tokens.all[n].start

    def strength(self, n: int) -> Number | None:
        """How many a gathering is of: `a family of four`. None where those are named: `a gang of four robbers`."""
        all_ = self.tokens.all
        if all_[n].low not in _GATHERED or n + 2 >= len(all_) or all_[n + 1].low != "of":
            return None
        number = self.number_at.get(n + 2)
        if number is None:
            return None
        after = self.tokens.at(number.end)
        word = all_[after] if after < len(all_) else None
        named = word is not None and (word.low in people() or word.low.endswith("s")) and word.low not in _BE
        return None if named else number

    def scores_of(self, start: int, first: int) -> Number | None:
        """`dozens of people`, `scores of others`."""
        all_ = self.tokens.all
        if start - 2 >= first and all_[start - 1].low == "of" and start - 2 in self.number_at:
            return self.number_at[start - 2]
        return None

    def modifies(self, token: Token, before: Token | None) -> bool:
        """Whether a lower-case word may stand before a head noun: an adjective or noun, no verb or small word."""
        word = token.text
        if not word[0].isalpha() or token.low in word_set("function"):
            return False
        if word[0].isupper():
            return self.gazetteer.nationality(token.low) is not None
        if _VERBISH.search(word):
            led_by = before is not None and (
                before.low in DETERMINERS
                or before.text[0].isdigit()
                or self.gazetteer.nationality(before.low) is not None
            )
            return word in _MODIFIER_ED or "-" in word or led_by
        return word not in (
            "killed",
            "shot",
            "hit",
            "took",
            "held",
            "left",
            "sent",
            "made",
            "met",
            "saw",
            "told",
            "led",
            "fought",
            "put",
            "set",
            "got",
        )

    def quantity(self, number: Number | None, plural: bool, modifiers: list[Token], head: Token) -> Quantity | None:
        """How many people a phrase counts; a bare plural or a family is a vague number, a group noun none."""
        led = {m.low for m in modifiers}
        if number is not None and head.low not in _GATHERINGS:  # "three families" are nobody knows how many
            low, high, bound = number.low, number.high, number.bound
            if head.low == "couples":
                low, high = low and 2 * low, high and 2 * high
            return Quantity(low=low, high=high, bound=bound, unit="people", of=head.low)
        if "no" in led:
            return Quantity(low=0, high=0, bound="exact", unit="people", of=head.low)
        if "couple" in led or head.low == "couple" or "both" in led:
            return Quantity(low=2, high=2, bound="exact", unit="people", of=head.low)
        if plural or head.low in _GATHERED | _GATHERINGS:
            return Quantity(low=None, high=None, bound="vague", unit="people", of=head.low)
        return Quantity(low=1, high=1, bound="exact", unit="people", of=head.low)
