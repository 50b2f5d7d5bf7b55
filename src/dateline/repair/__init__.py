"""Raw text → repaired text and edits: the first stage after acquiring.

One function repairs *and explains*: `edits` replays exactly, so that every later span can be shown in the report as it
was received. Passes run in a fixed order, each on the text that the ones before it made.

>>> repaired = repair("A strikе near the tоwn killed two infi ltrators, the USled force said.")
>>> repaired.text
'A strike near the town killed two infiltrators, the US-led force said.'
>>> [edit.kind for edit in repaired.edits]
['confusable', 'confusable', 'ligature', 'hyphen']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from dateline.model import Edit
from dateline.repair.characters import find_compatible, find_invisible, find_lookalikes, find_mojibake
from dateline.repair.edits import Change, apply, as_edits, compose
from dateline.repair.furniture import find_furniture
from dateline.repair.joins import find_cut_words, find_lost_hyphens, find_torn, find_wraps
from dateline.repair.lost import find_doubled, find_lost_ligatures, find_lost_spaces
from dateline.text.offsets import OffsetMap
from dateline.text.words import load_words

__all__ = ["OffsetMap", "Repaired", "repair"]


class Repaired(NamedTuple):
    """The repaired text, the edits that made it, and the furniture that was cut (evidence for dating)."""

    text: str
    edits: list[Edit]
    clues: list[str]


def repair(raw: str) -> Repaired:
    """Repairs the damage of scraping."""
    words = load_words()
    passes: list[Callable[[str], Iterable[Change]]] = [
        find_mojibake,
        find_invisible,
        find_compatible,
        partial(find_lookalikes, words=words),
        partial(find_doubled, words=words),
        partial(find_cut_words, words=words),
        partial(find_torn, words=words),
        partial(find_lost_ligatures, words=words),
        partial(find_lost_spaces, words=words),
        partial(find_lost_hyphens, words=words),
        find_furniture,
        find_wraps,
    ]
    text, changes, clues = raw, list[Change](), list[str]()
    for find in passes:
        found = list(find(text))
        if not found:
            continue
        if find is find_furniture:
            clues = [text[change.start : change.end].strip() for change in found if change.kind == "furniture"]
        after = apply(text, found)
        changes = compose(changes, found, raw, text)
        text = after
    return Repaired(text, as_edits(changes), clues)
