"""Builds the table of letters that look like ASCII ones, from Unicode's confusables (TR39, by way of a package).

Run by `make data`, never by the program. One line an ASCII letter: the letter, a tab, its look-alikes from other scripts.
Latin letters with marks or hooks are left out: they are real letters of real languages.

    python -m dateline.repair.build_lookalikes lookalikes.txt
"""

from __future__ import annotations

import json
import string
import sys
import unicodedata
from importlib.util import find_spec
from pathlib import Path

# Seen in scraped news, and not (or otherwise) in Unicode's table.
EXTRA = {
    "v": "νѵ",
    "u": "υս",
    "n": "п",
    "h": "һհ",
    "d": "ԁ",
    "q": "ԛ",
    "w": "ԝѡ",
    "o": "οо",
    "l": "ӏ",
    "k": "кκ",
    "Y": "ΥҮ",
    "X": "Χ",
    "K": "ΚК",
}


def build(path: Path) -> None:
    spec = find_spec("confusable_homoglyphs")
    if spec is None or spec.origin is None:
        sys.exit("confusable_homoglyphs is not installed; run `make data`")
    table = json.loads(Path(spec.origin).with_name("confusables.json").read_text(encoding="utf-8"))
    lines = []
    for letter in string.ascii_letters:
        like = {entry["c"] for entry in table.get(letter, []) if len(entry["c"]) == 1} | set(EXTRA.get(letter, ""))
        like -= {"п"}  # п is n only in italics: it would turn real Cyrillic into nonsense
        if letter in "lI":  # Unicode folds capital I into l; by case the two come apart
            both = {entry["c"] for entry in table["l"] if len(entry["c"]) == 1} | set(EXTRA["l"])
            like = {c for c in both if (unicodedata.category(c) == "Lu") == (letter == "I")}
        kept = sorted(c for c in like if unicodedata.category(c).startswith("L") and not is_latin(c))
        lines.append(f"{letter}\t{''.join(kept)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def is_latin(character: str) -> bool:
    """Latin by name, or by compatibility (full-width and mathematical letters, which are folded elsewhere)."""
    return "LATIN" in unicodedata.name(character, "") or unicodedata.normalize("NFKC", character).isascii()


if __name__ == "__main__":
    build(Path(sys.argv[1]))
