"""The encoding of bytes that name none: of those in use, the one in which the foreign words look most like words.

News in English has few foreign letters, too few for statistics of a whole language: a name, a banner, quotation marks.
Each candidate is an encoding with the letters of those who write in it; every letter it would give counts for or against it:
whether they write it at all, and whether it stands where such a letter can stand.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise
from typing import NamedTuple

BYTES, SAMPLE = 200_000, 20_000  # of a text that are gone through, and of its foreign words that are tried
_RUN = re.compile(rb"[^\s\x80-\xff]*[\x80-\xff]\S*")
_WORD = re.compile(r"[^\W\d_]+")
_WESTERN = "áàâäçéèêëíîïñóôöúùûüß"  # Spanish, French and German: names of one beside those of another are common
_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёъіїєґў"


class Candidate(NamedTuple):
    """An encoding and the foreign letters of those who use it; of letters of another script the commonest first."""

    encoding: str
    letters: str
    foreign: bool = False  # whether the letters are no Latin ones


# Of two that fit as well, the first is meant: Windows' are far commoner than others.
CANDIDATES = (
    Candidate("utf-8", _WESTERN),  # with some bytes broken
    Candidate("cp1252", _WESTERN),
    Candidate("cp1252", "åäöæøéü"),
    Candidate("cp1252", "áâàãçéêíóôõú"),
    Candidate("cp1252", "àèéìíòóùœ"),
    Candidate("cp1254", "âçğıîöşûüİ"),
    Candidate("cp1250", "ąćęłńóśźż"),
    Candidate("cp1250", "áčďéěíňóřšťúůýžäĺľŕô"),
    Candidate("cp1250", "áéíóöőúüű"),
    Candidate("cp1250", "čćđšž"),
    Candidate("cp1250", "ăâîşţ"),
    Candidate("cp1257", "āčēģīķļņšūžąęėįų"),
    Candidate("cp1252", "áðéíóúýþæöš"),
    Candidate("iso8859-2", "ąćęłńóśźż"),
    Candidate("iso8859-2", "áčďéěíňóřšťúůýžäĺľŕôćđ"),
    Candidate("iso8859-15", _WESTERN + "šž"),
    Candidate("mac_roman", _WESTERN),
    Candidate("cp850", _WESTERN),
    Candidate("cp852", "ąćęłńóśźżáčďéěíňřšťúůýđ"),
    Candidate("cp1251", _RUSSIAN, True),
    Candidate("koi8-u", _RUSSIAN, True),
    Candidate("cp866", _RUSSIAN, True),
    Candidate("iso8859-5", _RUSSIAN, True),
    Candidate("cp1256", "اليمنوترةبعدسفحهكقشجطصخأغثىذضزئإءظآؤپچژگکی", True),
    Candidate("iso8859-6", "اليمنوترةبعدسفحهكقشجطصخأغثىذضزئإءظآؤ", True),
    Candidate("cp1253", "αοιετσνηυρπκμλςδγωχθάόέίήύφώβξζψ", True),
    Candidate("iso8859-7", "αοιετσνηυρπκμλςδγωχθάόέίήύφώβξζψ", True),
    Candidate("cp1255", "יוהלארםתבמשעדנחקפכטגזסןצךףץ", True),
    *(Candidate(encoding, "", True) for encoding in ("gb18030", "big5", "shift_jis", "euc_kr")),
)
# What a character says for its candidate, a byte.
COMMON, RARE, NO_LETTER, IMPOSSIBLE = 1.0, 0.4, -1.0, -3.0
COMMONEST = 12  # letters of a script that make up two thirds of its texts
FINAL = "ةىςםןךףץ"  # letters that end words
_MARKS = {  # where typographic marks stand: after what, before what
    **dict.fromkeys("“‘«„", (r"[\s(\[“‘«—–-]?$", r"[\w“‘«$£€]")),
    **dict.fromkeys("”»", (r"[\w.,!?…’)%”»-]$", r"[\W]?$|\W")),
    "’": (r"[\w.,!?…)]?$", r"[\w\s.,;:!?)”»]?"),
    **dict.fromkeys("–—", (r"[\w\s.,)”»%]?$", r"[\w\s“‘«]?")),
    "…": (r"[\w\s”]?$", r"[\W]?"),
    **dict.fromkeys("€£", (r"[\s(]?$", r"\d")),
    **dict.fromkeys("°º", (r"\d$", r"[\W]?|[CFNSEW]")),
    **dict.fromkeys("•·", (r"\s?$|^$", r"\s?$|\s")),
    "\xa0": (r".?$", r".?"),
}
_PLACED = {mark: (re.compile(before), re.compile(after)) for mark, (before, after) in _MARKS.items()}


def likeliest(data: bytes) -> str | None:
    """The encoding in which the foreign words of `data` look best; None where they look like words in none.

    >>> likeliest("Kızıltepe’s bağ was burned.".encode("cp1254"))
    'cp1254'
    >>> likeliest("The notice read «Уходите из города».".encode("cp1251"))
    'cp1251'
    """
    sample = b" ".join(_RUN.findall(data[:BYTES]))[:SAMPLE]
    points, best = max(((likeness(sample, c), -n) for n, c in enumerate(CANDIDATES)), default=(0.0, 0))
    return CANDIDATES[-best].encoding if points > 0 else None


@cache
def weights(candidate: Candidate) -> dict[str, float]:
    """What each letter of a candidate, large or small, says for it."""
    found = {}
    for number, letter in enumerate(candidate.letters):
        weight = COMMON if not candidate.foreign or number < COMMONEST else RARE
        found[letter] = found[letter.upper()] = weight
    return found


def likeness(sample: bytes, candidate: Candidate) -> float:
    """How much like words the foreign runs of a sample look, summed over their bytes."""
    text = sample.decode(candidate.encoding, "replace")
    known = weights(candidate)
    size = len(sample) / max(1, len(text)) if not candidate.letters else 1.0
    points = sum(sense(word[0], known, candidate) for word in _WORD.finditer(text))
    for number, character in enumerate(text):
        if character == "\ufffd":
            points += IMPOSSIBLE
        elif not character.isascii() and not character.isalpha():
            points += 1.0 if stands_well(text, number) else NO_LETTER
    return points * size


def sense(word: str, known: dict[str, float], candidate: Candidate) -> float:
    """What the foreign letters of a word say."""
    foreign = [c for c in word if not c.isascii()]
    if not foreign:
        return 0.0
    if not candidate.letters:
        return sum(east_asian(c) for c in foreign) - 2.0 * (len(word) - len(foreign))
    points = sum(known.get(c, NO_LETTER) for c in foreign)
    if candidate.foreign:
        points -= 2.0 * (len(word) - len(foreign))  # scripts are not mixed in a word
    elif len(foreign) > max(1.0, 0.8 * len(word)):
        points -= 2.0 * len(foreign)  # Latin letters without marks are the most
    misplaced = sum(a in FINAL or (a.islower() and b.isupper()) for a, b in pairwise(word))
    return points - 2.0 * misplaced


def east_asian(letter: str) -> float:
    """For kana and Hangul, less for the ideographs that nearly any two bytes make, against all else."""
    name = unicodedata.name(letter, "")
    if name.startswith(("HIRAGANA", "KATAKANA", "HANGUL")):
        return COMMON
    return RARE if name.startswith("CJK UNIFIED") else NO_LETTER


def stands_well(text: str, number: int) -> bool:
    """Whether a mark stands where such a mark is put."""
    before, after = _PLACED.get(text[number], (None, None))
    if before is None or after is None:
        return unicodedata.category(text[number]) == "Pd" or "\u3000" <= text[number] <= "\u303f"
    return bool(before.search(text[max(0, number - 1) : number])) and bool(after.match(text[number + 1 : number + 2]))
