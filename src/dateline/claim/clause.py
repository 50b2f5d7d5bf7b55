"""A sentence as claims see it: which mention each token is in, what is governed by a preposition, where clauses end."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from dateline.model import Mention, Reading
from dateline.text.tokens import Token, Tokens
from dateline.timex import Counted, counted_from_event

if TYPE_CHECKING:
    from dateline.claim.arguments import Arguments

PREPOSITIONS = set(
    """in at near on of to from with by for against into across around inside outside over under between among
    through toward towards along after before during since until about despite behind beyond within without
    including like via""".split()
)
_BREAKS = set(
    """that which who whom when while where because although though after before if as but since until whether amid
    despite""".split()
)
_VERBS = set(
    """was were is are be been being has have had will would could may might said says told that which who killed
    wounded injured""".split()
)
_STRONG = set(";:—–.?!")
_ADVERBIAL = re.compile(r"\w+ly$")
_HEDGED_BY = re.compile(
    r"(?P<hedge>most likely|likely|probably|believed|thought|suspected|apparently|possibly|presumably|reportedly|allegedly)\b[^.;:]{0,45}\b(?:operated|carried out|conducted|launched|flown|fired|perpetrated|staged|committed|planted|mounted) by\b",
    re.IGNORECASE,
)


class Clause:
    """One sentence of a reading: its tokens and the mentions in it."""

    def __init__(
        self, reading: Reading, tokens: Tokens, number: int, mentions: list[Mention], arguments: Arguments
    ) -> None:
        self.reading, self.tokens, self.arguments = reading, tokens, arguments
        self.first, self.last = tokens.sentences[number]
        self.span = tokens.spans[number]
        self.mentions = mentions
        self.verbs: set[int] = set()  # tokens of verb triggers, set by the caller
        self.at: dict[int, Mention] = {}
        self.tokens_of: dict[str, tuple[int, int]] = {}
        for mention in sorted(mentions, key=lambda m: m.span[1] - m.span[0], reverse=True):
            first, last = tokens.at(mention.span[0]), tokens.at(mention.span[1] - 1) + 1
            self.tokens_of[mention.id] = (first, last)
        for mention in sorted(mentions, key=lambda m: m.span[1] - m.span[0]):
            first, last = self.tokens_of[mention.id]
            for n in range(first, last):
                self.at[n] = mention  # the widest mention wins: "the US-led coalition" over "US"

    @cached_property
    def counted(self) -> list[tuple[Mention, Counted]]:
        """Its times that count from an event: "two days after the attack"."""
        pairs = [(m, counted_from_event(self.reading.text, m.span)) for m in self.times]
        return [(mention, counted) for mention, counted in pairs if counted is not None]

    @cached_property
    def hedge(self) -> re.Match[str] | None:
        """Words that say of somebody that he is only thought to have done it: "most likely operated by"."""
        return _HEDGED_BY.search(self.reading.text, *self.span)

    @cached_property
    def times(self) -> list[Mention]:
        return [m for m in self.mentions if m.kind == "time"]

    def word(self, n: int) -> str:
        return self.tokens.all[n].low if self.first <= n < self.last else ""

    def token(self, n: int) -> Token | None:
        return self.tokens.all[n] if self.first <= n < self.last else None

    def outer(self) -> list[Mention]:
        """Mentions that no wider participant mention takes in, in order."""
        return [m for m in self.mentions if self.at.get(self.tokens_of[m.id][1] - 1) is m]

    def named(self, mention: Mention) -> Mention:
        """What a pronoun stands for, where the sentence itself says it; else the pronoun."""
        if mention.form != "pronoun":
            return mention
        same = [
            m
            for m in self.mentions
            if m.entity == mention.entity and m.form in ("name", "nominal") and m.span[1] <= mention.span[0]
        ]
        return min(same, key=lambda m: (m.form != "name", -m.span[0]), default=mention)

    def preposition(self, mention: Mention) -> str | None:
        """The preposition that governs a mention: the nearest one to its left within the noun phrase."""
        n = self.tokens_of[mention.id][0] - 1
        for _ in range(11):
            token = self.token(n)
            if (
                token is None
                or n in self.verbs
                or token.low in _VERBS
                or token.text in (",", ".", ";", ":", "“", "”", '"', "(", ")")
            ):
                return None
            if token.low in PREPOSITIONS:
                return token.low
            if n in self.at and self.at[n].kind in ("time",):
                return None
            if token.low in ("and", "or"):
                other = self.at.get(n - 1)
                return self.preposition(other) if other is not None and other is not mention else None
            if not (
                token.low in ("the", "a", "an", "its", "his", "their", "nearby") or token.text[0].isalnum()
            ) or _ADVERBIAL.match(token.low):
                return None
            n -= 1
        return None

    def strong_breaks(self, start: int, stop: int) -> int:
        """Clause ends between two tokens: strong marks and subordinating words."""
        return sum(t.text in _STRONG or t.low in _BREAKS for t in self.tokens.all[start:stop])

    def commas(self, start: int, stop: int) -> int:
        return sum(t.text == "," for t in self.tokens.all[start:stop])

    def text(self, start: int, stop: int) -> str:
        if start >= stop:
            return ""
        return self.reading.text[self.tokens.all[start].start : self.tokens.all[stop - 1].end]
