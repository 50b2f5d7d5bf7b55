"""Noun phrases for people and groups ("two civilians", "a senior officer"), weapons, vehicles, facilities; and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.gazetteer import Gazetteer
from dateline.model import Bound, Kind, Quantity, Span
from dateline.read.found import Found
from dateline.read.lexicon import people, word_set
from dateline.text.numbers import Number, find_numbers
from dateline.text.tokens import Token, Tokens

_DETERMINERS = set(
    """the a an these those his her its their our my any each every another other several many few more all no both
    one""".split()
)
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
_BEFORE = 5  # words that a noun phrase may have before its head
_PERSON_PRONOUNS = frozenset("he him his himself she her herself".split())
_AMBIGUOUS = set(
    """head chief minister mine general state bank shot lead major captain private fire secretary others body elder
    player""".split()
)
_CROWDS = set(["thousands", "hundreds", "dozens", "scores"])
_PLACES = set(
    [
        "town",
        "city",
        "village",
        "neighbourhood",
        "neighborhood",
        "district",
        "province",
        "suburb",
        "enclave",
        "valley",
        "towns",
        "villages",
        "cities",
        "island",
    ]
)
_MONEY = re.compile(
    r"(?:US|C|A|HK)?[$€£¥]\s?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:million|billion|trillion|thousand|bn|mn?|k)\b)?|\b\d+(?:,\d{3})*(?:\.\d+)?\s(?:(?:million|billion|trillion)\s)?"
    r"(?:(?:U\.?S\.? |Canadian |Australian )?dollars|euros?|pounds|yen|yuan|rupees|rupiah|taka|dinars|dirhams|liras?|rubles|roubles|hryvnias?|zlotys|francs|kron(?:er|or)|shillings|birr|naira|cedis|rand|reais|pesos|riyals|USD|EUR|GBP|cents)\b",
    re.IGNORECASE,
)
_SHORT_SCALE = re.compile(r"(?<=\d)\s?(bn|mn?|k)\b", re.IGNORECASE)
_SCALE = {"bn": "billion", "m": "million", "mn": "million", "k": "thousand"}
_MEASURES = re.compile(
    r"\s?-?(km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|feet|foot|acres|hectares|tons?|tonnes|kg|kilograms?|kilos|pounds|percent|per cent|%|barrels|square (?:miles|kilomet(?:er|re)s))\b|\s?%",
    re.IGNORECASE,
)


def find_money(text: str) -> Iterator[Found]:
    for m in _MONEY.finditer(text):
        written = _SHORT_SCALE.sub(lambda s: f" {_SCALE[s[1].lower()]}", m[0].lstrip("USCAHK$€£¥ "))
        number = next(find_numbers(written), None)
        currency = re.search(
            r"[$€£¥]|dollars|euro|pound|yen|yuan|rupee|rupiah|taka|dinar|dirham|lira|r[ou]+ble|hryvnia|zloty|franc|kron[eo]r|shilling|birr|naira|cedi|rand|reais|peso|riyal|USD|EUR|GBP|cent",
            m[0],
            re.IGNORECASE,
        )
        before = re.search(
            r"(?:up to|at least|more than|as much as|about|nearly|some)\s$",
            text[max(0, m.start() - 12) : m.start()].lower(),
        )
        bound: Bound = "exact"
        low = high = number.low if number else None
        if before and before[0].strip() in ("up to", "as much as"):
            low, bound = None, "at most"
        elif before and before[0].strip() in ("at least", "more than"):
            high, bound = None, "at least"
        elif before:
            bound = "about"
        unit = (
            {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}.get(
                currency[0], currency[0].lower() if len(currency[0]) > 3 else currency[0]
            )
            if currency
            else None
        )
        yield Found(
            start=m.start(),
            end=m.end(),
            kind="money",
            form="value",
            head=m.span(),
            quantity=Quantity(low=low, high=high, bound=bound, unit=unit),
        )


def find_measures(text: str, numbers: list[Number]) -> Iterator[Found]:
    """Numbers with a unit of measure: distances, weights, shares."""
    for number in numbers:
        unit = _MEASURES.match(text, number.end)
        if unit:
            yield Found(
                start=number.digits, end=unit.end(), kind="quantity", form="value", head=(number.digits, unit.end()),
                quantity=Quantity(low=number.low, high=number.high, bound=number.bound, unit=unit[0].strip(" -").lower()),
            )  # fmt: skip


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
                kind = self.kind_of(low, n, last)
                if kind:
                    yield self.phrase(n, first, kind)

    def kind_of(self, low: str, n: int, last: int) -> Kind | None:
        after = self.tokens.all[n + 1] if n + 1 < last else None
        follows = after.low if after else ""
        joined = after is not None and after.start - self.tokens.all[n].end == 1
        if low in people():
            if (
                joined
                and (follows in people() or follows in word_set("groups"))
                and follows not in ("dead", "wounded", "injured", "others", "body")
            ):
                return None  # "police officers", "army soldiers": the last word heads the phrase
            if low in ("dead", "wounded", "injured"):
                before = self.tokens.all[n - 1].low if n else ""
                return (
                    "person"
                    if before in ("the",)
                    and not (
                        after
                        and joined
                        and after.text[0].isalpha()
                        and follows not in ("and", "were", "was", "included", "in", "at")
                    )
                    else None
                )
            if (
                low in _AMBIGUOUS
                and joined
                and after
                and after.text.islower()
                and after.text.isalpha()
                and follows not in word_set("function")
            ):
                return None  # "a major offensive"
            if low in _AMBIGUOUS and not (
                n
                and self.tokens.all[n - 1].low
                in _DETERMINERS | {"of"} | {"army", "police", "military", "security", "prime"}
            ):
                return None
            return "person"
        if low in word_set("groups"):
            if joined and (follows in people() or follows in word_set("groups")):
                return None
            if low in ("jets", "aircraft", "warplanes", "helicopter", "helicopters"):
                return "vehicle"
            return (
                None
                if low in ("intelligence", "party", "cell", "council", "command")
                and joined
                and n
                and self.tokens.all[n - 1].low not in _DETERMINERS
                else "organisation"
            )
        if joined and follows in people() and follows not in ("dead", "wounded", "injured"):
            return None
        if low == "tank" and n and self.tokens.all[n - 1].low == "think":
            return "organisation"
        if low in word_set("weapons"):
            return "weapon"
        if low in word_set("vehicles"):
            return None if joined and follows in ("bomb", "bombs", "bombing", "bombings") else "vehicle"
        if (
            low in _PLACES
            and n
            and self.tokens.all[n - 1].low in ("the", "a", "that", "this", "another", "nearby", "border")
        ):
            return (
                None
                if joined
                and after is not None
                and (
                    after.text[0].isupper()
                    or follows in ("of", "council", "hall", "centre", "center", "official", "officials", "police")
                )
                else "place"
            )
        if (
            low in word_set("facilities")
            and n
            and self.tokens.all[n - 1].start >= 0
            and self.tokens.all[n - 1].low in _DETERMINERS - {"no"} | {"at", "police", "military", "air", "army"}
        ):
            return "facility"
        return None

    def phrase(self, n: int, first: int, kind: Kind) -> Found:
        """The phrase headed by a token: modifiers, numbers, names and determiner to its left."""
        all_ = self.tokens.all
        start = n
        named = False  # left of a name inside the phrase only words of rank go on
        number: Number | None = None
        while start > first and n - start < _BEFORE:
            before = all_[start - 1]
            if self.text[before.end : all_[start].start].strip(" "):
                break
            if start - 1 in self.number_at:
                number = self.number_at[start - 1]
                if number.bound == "vague" and before.low not in (
                    "several",
                    "many",
                    "few",
                    "dozens",
                    "scores",
                    "hundreds",
                    "thousands",
                    "some",
                    "numerous",
                    "multiple",
                    "number",
                    "various",
                ):
                    number = None
                    break
                start = self.tokens.at(number.start)
                if start > first and all_[start - 1].low in (
                    "the",
                    "another",
                    "these",
                    "those",
                    "his",
                    "their",
                    "other",
                    "all",
                ):
                    start -= 1
                break
            if before.low in _DETERMINERS:
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
            if named and before.low not in _RANK_WORDS:
                break
            if not self.modifies(before, all_[start - 2] if start - 2 >= first else None):
                break
            start -= 1
        if number is None and start > first and start - 1 in self.number_at and all_[start - 1].low == "of":
            number = self.number_at.get(start - 2)
        number = number or self.scores_of(start, first)
        if number is not None and number.start < all_[start].start:
            start = self.tokens.at(number.start)
        plural = people().get(all_[n].low, all_[n].low.endswith("s")) if kind == "person" else all_[n].low.endswith("s")
        head = all_[n]
        return Found(
            start=all_[start].start, end=head.end if not head.text.endswith(("'s", "’s")) else head.end - 2, kind=kind, form="nominal",
            head=(head.start, head.end), plural=plural, quantity=self.quantity(number, plural, all_[start:n], head) if kind == "person" else None,
        )  # fmt: skip

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
                before.low in _DETERMINERS
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
        """How many people a phrase counts; a bare plural is a vague number, a group noun none."""
        if number is not None:
            return Quantity(low=number.low, high=number.high, bound=number.bound, unit="people", of=head.low)
        if any(m.low == "no" for m in modifiers):
            return Quantity(low=0, high=0, bound="exact", unit="people", of=head.low)
        if any(m.low in ("couple",) for m in modifiers) or head.low == "couple":
            return Quantity(low=2, high=2, bound="exact", unit="people", of=head.low)
        if plural:
            return Quantity(low=None, high=None, bound="vague", unit="people", of=head.low)
        return Quantity(low=1, high=1, bound="exact", unit="people", of=head.low)
