"""Values of a text: sums of money, and numbers with a unit of measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.model import Bound, Quantity
from dateline.read.found import Found
from dateline.text.numbers import Number, find_numbers
from dateline.text.numerals import MEASURES

_AMOUNT = r"(?:\d{1,3}(?:[,.\u00a0\u2009\u202f ]\d{3}(?!\d)){1,4}|\d+)(?:[.,]\d+)?"
_MONEY = re.compile(
    rf"(?:US|C|A|HK)?[$€£¥]\s?{_AMOUNT}(?:\s?(?:million|billion|trillion|thousand|bn|mn?|k)\b)?|\b{_AMOUNT}\s(?:(?:million|billion|trillion)\s)?"
    r"(?:(?:U\.?S\.? |Canadian |Australian )?dollars|euros?|pounds|yen|yuan|rupees|rupiah|taka|dinars|dirhams|liras?|rubles|roubles|hryvnias?|zlotys|francs|kron(?:er|or)|shillings|birr|naira|cedis|rand|reais|pesos|riyals|USD|EUR|GBP|cents)\b",
    re.IGNORECASE,
)
_SHORT_SCALE = re.compile(r"(?<=\d)\s?(bn|mn?|k)\b", re.IGNORECASE)
_SCALE = {"bn": "billion", "m": "million", "mn": "million", "k": "thousand"}


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
        unit = MEASURES.match(text, number.end)
        if unit:
            yield Found(
                start=number.digits, end=unit.end(), kind="quantity", form="value", head=(number.digits, unit.end()),
                quantity=Quantity(low=number.low, high=number.high, bound=number.bound, unit=unit[0].strip(" -").lower()),
            )  # fmt: skip
