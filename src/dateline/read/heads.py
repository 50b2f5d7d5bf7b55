"""Which word heads a noun phrase for people, groups, weapons, vehicles, places or facilities, and which of these it is of."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.model import Kind
from dateline.read.lexicon import people, word_set
from dateline.text.numbers import Number
from dateline.text.tokens import Tokens

DETERMINERS = set(
    """the a an these those his her its their our my any each every another other several many few more all no both
    one""".split()
)
_AMBIGUOUS = set(
    """head chief minister mine general state bank shot lead major captain private fire secretary others body elder
    player""".split()
)
_ARMED = frozenset("security police task coalition military peacekeeping international joint combined".split())
_PLACES = frozenset(
    "town city village neighbourhood neighborhood district province suburb enclave valley towns villages cities island".split()
)
_HARMED = frozenset("dead wounded injured".split())
_NO_HEADS = frozenset(
    "dead wounded injured others body".split()
)  # behind a noun for people they head no phrase with it
_AFTER_HARMED = frozenset("and were was included in at".split())
_OFFICES = frozenset("intelligence party cell council command".split())
_VEHICLES = frozenset("jets aircraft warplanes helicopter helicopters".split())
_BEFORE_PLACE = frozenset("the a that this another nearby border".split())
_AFTER_PLACE = frozenset("of council hall centre center official officials police".split())
_BEFORE_RANK = DETERMINERS | frozenset("of army police military security prime".split())
_BEFORE_FACILITY = (DETERMINERS - {"no"}) | frozenset("at police military air army".split())


class Heads:
    """Tells the heads of one text; `number_at`: the number of which a token is part."""

    def __init__(self, tokens: Tokens, number_at: Mapping[int, Number]) -> None:
        self.tokens, self.number_at = tokens, number_at

    def before(self, n: int) -> str:
        return self.tokens.all[n - 1].low if n else ""

    def after(self, n: int, last: int) -> str:
        """The word right behind a token in its sentence; empty where a mark or a wider gap parts them."""
        token = self.tokens.all[n + 1] if n + 1 < last else None
        return token.low if token is not None and token.start - self.tokens.all[n].end == 1 else ""

    def kind_of(self, low: str, n: int, last: int) -> Kind | None:
        """What a phrase is of that the token `n` heads; None where it heads none. `low`: its word; `last`: the end of its sentence."""
        follows = self.after(n, last)
        if n in self.number_at and low == "couple":
            return None  # "a couple of women" are some women, no couple
        if low in people():
            return "person" if self.is_person(low, n, follows) else None
        if low == "force":
            return "organisation" if self.before(n) in _ARMED else None
        if low in word_set("groups"):
            return self.group(low, n, follows)
        if follows in people() and follows not in _HARMED:
            return None
        if low == "tank" and self.before(n) == "think":
            return "organisation"
        if low in word_set("weapons"):
            return "weapon"
        if low in word_set("vehicles"):
            return None if follows in ("bomb", "bombs", "bombing", "bombings") else "vehicle"
        if low in _PLACES and self.before(n) in _BEFORE_PLACE:
            named = follows and self.tokens.all[n + 1].text[0].isupper()
            return None if named or follows in _AFTER_PLACE else "place"
        if low in word_set("facilities") and self.before(n) in _BEFORE_FACILITY:
            return "facility"
        return None

    def is_person(self, low: str, n: int, follows: str) -> bool:
        if (follows in people() or follows in word_set("groups")) and follows not in _NO_HEADS:
            return False  # "police officers", "army soldiers": the last word heads the phrase
        word = self.tokens.all[n + 1].text if follows else ""
        if low in _HARMED:
            return self.before(n) == "the" and not (word[:1].isalpha() and follows not in _AFTER_HARMED)
        if low not in _AMBIGUOUS:
            return True
        if word.islower() and word.isalpha() and follows not in word_set("function"):
            return False  # "a major offensive"
        return self.before(n) in _BEFORE_RANK

    def group(self, low: str, n: int, follows: str) -> Kind | None:
        if follows in people() or follows in word_set("groups"):
            return None
        if low in _VEHICLES:
            return "vehicle"
        inside = low in _OFFICES and follows and self.before(n) not in DETERMINERS
        return None if inside and n else "organisation"
