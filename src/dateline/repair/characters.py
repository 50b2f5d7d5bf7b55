"""Damage of single characters: wrong decoding, invisible marks, look-alike and compatibility letters.

Each `find_…` takes the current text and lists the changes it would make; nothing is changed that may be sound: a real
Cyrillic, Greek or Arabic word, an emoji's joiner, the non-joiners of Persian and Indic scripts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import ftfy

from dateline.repair.edits import Change
from dateline.text.words import Words

LOOKALIKES = Path(__file__).with_name("lookalikes.txt")

_MOJIBAKE = re.compile(r"(?<!\S)\S*[ÂÃÄâÅÆÎÏÐÑ×ØÙÚÛàïð€™œžŸ¢£¥\ufffd]\S*")
_LOSSY_QUOTE = re.compile("â€\ufffd")
_INVISIBLE = re.compile(
    "[\u200b\u2060\u00ad\ufeff\u202a-\u202e\u2066-\u2069\u034f\u061c\u180e\x00-\x08\x0b\x0e-\x1f\x7f]"
    "|(?<![\u0590-\u08ff\u200e\u200f])[\u200e\u200f](?![\u0590-\u08ff])"
    "|(?<![\u0600-\u0dff\u0f00-\u109f\U0001f000-\U0001faff\ufe0f])[\u200c\u200d]"
    "|[\u200c\u200d](?![\u0600-\u0dff\u0f00-\u109f\U0001f000-\U0001faff\u2600-\u27bf])"
)
# Full-width forms, mathematical letters and digits, ligatures, and single letters of the letter-like block.
_COMPATIBLE = re.compile(
    "[\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff\u2102\u210a-\u2115\u2119-\u211d\u2124\u2128-\u2134]+"
)
_FOREIGN_WORD = re.compile(
    r"(?<![^\W\d_])[^\W\d_]*[\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u0600-\u06ff\u07c0-\u07ff\u10a0-\u13ff\u2c80-\u2cff\ua4d0-\ua4ff][\w\u0300-\u036f]*"
)
_WHOLE = re.compile(r"[\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff\u2c80-\u2cff\ua4d0-\ua4ff]+$")
_NEAR = 60  # characters on either side that show what script a passage is in


def find_mojibake(text: str) -> Iterator[Change]:
    """UTF-8 read as something else: ``itâ€™s`` → ``it’s`` (ftfy decides, run by run)."""
    if text.isascii():
        return
    for run in _MOJIBAKE.finditer(text):
        fixed = _LOSSY_QUOTE.sub("”", ftfy.fix_encoding(_LOSSY_QUOTE.sub("â€\x9d", run[0])))
        if fixed != run[0]:
            yield Change(run.start(), run.end(), fixed, "mojibake")


def find_invisible(text: str) -> Iterator[Change]:
    """Zero-width characters, soft hyphens, direction marks, control characters."""
    for run in _INVISIBLE.finditer(text):
        yield Change(run.start(), run.end(), "", "invisible")


def find_compatible(text: str) -> Iterator[Change]:
    """Full-width and mathematical letters and ligature code points, as plain letters."""
    if text.isascii():
        return
    for run in _COMPATIBLE.finditer(text):
        around = text[max(0, run.start() - 2) : run.end() + 2]
        if any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in around):
            continue  # full-width punctuation belongs to Chinese, Japanese and Korean text
        plain = unicodedata.normalize("NFKC", run[0])
        if plain != run[0] and plain.isascii():
            kind = (
                "ligature"
                if run[0][0] <= "\ufb06" and run[0][0] >= "\ufb00"
                else "width"
                if run[0][0] >= "\uff01" and run[0][0] <= "\uff5e"
                else "mathematical"
            )
            yield Change(run.start(), run.end(), plain, kind)


@cache
def lookalikes() -> dict[int, str]:
    """Look-alike letter → ASCII letter."""
    table: dict[int, str] = {}
    for line in LOOKALIKES.read_text(encoding="utf-8").splitlines():
        letter, like = line.split("\t")
        table |= {ord(c): letter for c in like}
    return table


def find_lookalikes(text: str, words: Words) -> Iterator[Change]:
    """Words with letters of another script that look Latin.

    A word that mixes scripts is restored if all of it then is Latin; one wholly of look-alikes only among Latin words,
    when it gives a known word or when the passage is damaged anyway; a real word of another script is left alone.
    """
    if text.isascii():
        return
    found = list(_FOREIGN_WORD.finditer(text))
    if not found:
        return
    mixed = [m for m in found if any(c.isascii() and c.isalpha() for c in m[0])]
    damaged = len(mixed) > 2 and len(mixed) >= len(found) / 3
    for match in found:
        plain = match[0].translate(lookalikes())
        if plain == match[0] or not is_latin(plain):
            continue
        if any(c.isascii() and c.isalpha() for c in match[0]):
            if looks_meant(match[0], plain):
                yield Change(match.start(), match.end(), plain, "confusable")
        elif _WHOLE.match(match[0]) and among_latin(text, match.start(), match.end()):
            known = plain.lower() in ("a", "i") or (len(plain) > 1 and plain in words)
            if damaged or known:
                yield Change(match.start(), match.end(), plain, "confusable")


def looks_meant(word: str, plain: str) -> bool:
    """False for notations such as μm or Δt, where one foreign letter stands before a Latin one on purpose."""
    return len(plain) > 2 or (plain.isalpha() and word[0] not in "μµΔΩΣπλαβγ")


def is_latin(word: str) -> bool:
    return all(c.isascii() or "LATIN" in unicodedata.name(c, "") or not c.isalpha() for c in word)


def among_latin(text: str, start: int, end: int) -> bool:
    """Whether the letters around are Latin ones or their look-alikes; a real foreign word near by says no."""
    near = text[max(0, start - _NEAR) : start] + " " + text[end : end + _NEAR]
    words = re.findall(r"[^\W\d_]+", near)
    foreign = sum(not is_latin(word.translate(lookalikes())) for word in words)
    latin = sum(any(c.isascii() for c in word) for word in words)
    neighbours = [
        m[0]
        for m in (
            re.search(r"([^\W\d_]+)\W*$", text[max(0, start - 30) : start]),
            re.match(r"\W*([^\W\d_]+)", text[end : end + 30]),
        )
        if m
    ]
    beside_foreign = any(not is_latin(n.translate(lookalikes())) for n in neighbours)
    return latin > 2 * foreign and not beside_foreign
