"""What the field's conventions would make of a toll: ACLED's and UCDP's numbers, words included."""

from __future__ import annotations

from dateline.model import TollStanding

# ACLED's numbers for words: "several", "many", "few" 3; a dozen or dozens 12; hundreds 100.
WORDS = {
    "dozens": 12,
    "dozen": 12,
    "scores": 12,
    "hundreds": 100,
    "thousands": 100,
    "several": 3,
    "many": 3,
    "few": 3,
    "numerous": 3,
}


def acled_number(toll: TollStanding, words: list[str]) -> int | None:
    """ACLED counts the lowest figure; without one, its number for the word, else 3 for an unnumbered plural."""
    if toll.low is not None:
        return toll.low
    for phrase in words:
        for word in phrase.lower().split():
            if word in WORDS:
                return WORDS[word]
    return 3 if toll.values else None


def ucdp_numbers(toll: TollStanding) -> str:
    """UCDP's low, high and best.

    >>> ucdp_numbers(TollStanding(low=31, best=None, high=35, standing="disputed"))
    'low 31, high 35, best unset'
    """
    low, high = ("unset" if n is None else str(n) for n in (toll.low, toll.high))
    return f"low {low}, high {high}, best {toll.best if toll.best is not None else 'unset'}"
