"""The reader's word lists, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dateline.text.inflect import plural

FOLDER = Path(__file__).with_name("lexicon")


def listed(name: str) -> list[str]:
    """The words of a list; `-` inside an entry also stands for a space."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


@cache
def word_set(name: str) -> frozenset[str]:
    """A list as a set, with the spaced spelling of hyphenated entries."""
    words = listed(name)
    return frozenset(words) | {word.replace("-", " ").lower() for word in words} | {w.lower() for w in words}


@cache
def people() -> dict[str, bool]:
    """Nouns for people → whether they are plural."""
    singles = listed("people")
    found: dict[str, bool] = {}
    irregular = set(
        """people men women children troops families casualties victims dead wounded injured others bodies crew staff""".split()
    )
    irregular |= set(
        [
            "infants",
            "gunmen",
            "servicemen",
            "policemen",
            "spokesmen",
            "militiamen",
            "businessmen",
            "tribesmen",
            "herdsmen",
            "fishermen",
            "insurgents",
            "mujahideen",
        ]
    )
    for noun in singles:
        many = noun in irregular or (noun.endswith("men") and noun != "women")
        found[noun] = many
        if not many:
            found.setdefault(plural(noun), True)
    return found
