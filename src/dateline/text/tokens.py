"""Tokens and sentences of a text, with their offsets; shared by the stages that look at words.

Sentence ends are decided by rule: closing punctuation before a capital, not after an abbreviation or an initial;
blank lines always end one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from dateline.model import Span

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}(?:-\w+)?|[$€£]?\d+(?:[.,:]\d+)*|\w+(?:['’\-‐‑]\w+)*|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s?$")
_ABBREVIATIONS = set(
    """mr mrs ms dr prof gen lt col maj capt sgt cpl brig adm cmdr sen rep gov pres st jr sr vs etc inc corp co ltd
    no nos jan feb mar apr jun jul aug sept sep oct nov dec u.s u.k u.n e.g i.e a.m p.m rev hon pvt spc supt insp
    det messrs mt ft dept est approx km hrs fig mon tue wed thu fri sat sun""".split()
)
_END = re.compile(
    r"(?:[.!?…]+[\"”’')\]]*)(?=\s+[\"“‘'(\[]?[A-Z0-9]|\s*\n|\s*$)|[.!?][\"”](?=[A-Z])|\n[ \t]*\n+|\n(?=[ \t]*[-•*–] )|(?<=[^\w\s,;])\n(?=\s*\S)"
)
_RUN_ON = re.compile(r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])")  # "news.The": a space lost between sentences


LONGEST = 200  # tokens; what runs on longer is no sentence, and is cut so that no step grows with its square


class Token(NamedTuple):
    """A word, number or mark; `low` is its lower-case form without a closing possessive."""

    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


class Tokens(NamedTuple):
    """All tokens of a text, its sentences as token ranges and as character spans, and where each token ends."""

    all: list[Token]
    sentences: list[tuple[int, int]]
    spans: list[Span]
    ends: list[int]

    def at(self, offset: int) -> int:
        """The number of the first token that ends after an offset."""
        return bisect_left(self.ends, offset + 1)

    def inside(self, span: Span) -> list[Token]:
        first = self.at(span[0])
        last = first
        while last < len(self.all) and self.all[last].start < span[1]:
            last += 1
        return self.all[first:last]


@lru_cache(maxsize=4)
def tokenise(text: str, body: int = 0) -> Tokens:
    """Tokens and sentences of a text; a sentence ends where the body begins (`body`), after the dateline.

    >>> tokens = tokenise("Gen. Adil Karim said so. U.S. planes struck Tel Afar.")
    >>> len(tokens.sentences), [t.text for t in tokens.all][:3]
    (2, ['Gen', '.', 'Adil'])
    """
    tokens = [Token(m.start(), m.end(), m[0], m[0].lower()) for m in _TOKEN.finditer(text)]
    tokens = [t._replace(low=_POSSESSIVE.sub("", t.low)) if "'" in t.low or "’" in t.low else t for t in tokens]
    spans = sentence_spans(text, body)
    starts = [t.start for t in tokens]
    sentences, kept = [], []
    for span in spans:
        first, last = bisect_left(starts, span[0]), bisect_left(starts, span[1])
        for start in range(first, last, LONGEST):
            stop = min(start + LONGEST, last)
            sentences.append((start, stop))
            kept.append(span if stop - start == last - first else (tokens[start].start, tokens[stop - 1].end))
    return Tokens(tokens, sentences, kept, [t.end for t in tokens])


def sentence_spans(text: str, body: int = 0) -> list[Span]:
    """Character spans of sentences, without the white space between them."""
    spans: list[Span] = []
    at = 0
    ends = [m.end() for m in _END.finditer(text) if not is_abbreviation(text, m.start())]
    ends += [m.start() for m in _RUN_ON.finditer(text)]
    if body:
        line = (
            text.rfind("\n", 0, body) + 1
        )  # the dateline's own line: what stands above is title, what follows the text
        ends = [e for e in ends if e <= line or e > body] + [line, body]
    for end in [*sorted(set(ends)), len(text)]:
        start, stop = at, end
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if start < stop:
            spans.append((start, stop))
        at = end
    return spans


# What may stand after "p.m." in one sentence with it, capital or not.
_OF_CLOCK = re.compile(
    r"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|Eastern|Central|Pacific|Mountain|\w+(?: \w+)? time)\b"
)


# "At 5 p.m. Israeli jets struck": the time opens the sentence.
_OPENED_BY_CLOCK = re.compile(
    r"(?:^|[.!?\n”\"]\s*)(?:At|By|Around|About|Before|After|Until|Just|Shortly|From)\b[^.!?\n]{0,30}$"
)


def is_abbreviation(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or an initial."""
    if stop >= len(text) or text[stop] != "." or text[stop : stop + 2] == "..":
        return False
    word = re.search(r"[\w.]+$", text[max(0, stop - 12) : stop])
    if not word:
        return False
    low = word[0].lower()
    follows = re.match(r"\.\s+([A-Z][a-z]+)", text[stop:])
    starts_sentence = (
        bool(follows) and follows[1] in ("The", "He", "She", "It", "In", "A", "But", "They", "On", "His", "At")
        if follows
        else False
    )
    if low in ("a.m", "p.m"):
        if follows is None or _OF_CLOCK.match(text, stop + 1):
            return True
        return _OPENED_BY_CLOCK.search(text[max(0, stop - 60) : stop - len(low)]) is not None
    if low in (
        "u.s",
        "u.k",
        "u.n",
        "no",
        "co",
        "inc",
        "corp",
        "st",
        "mar",
        "sun",
        "sat",
        "jr",
        "sr",
        "etc",
        "mon",
        "wed",
        "fri",
        "est",
        "km",
        "hrs",
    ):
        return not starts_sentence and (
            low not in ("no", "mar", "sun", "sat", "mon", "fri", "wed", "est")
            or bool(re.match(r"\.\s+\d", text[stop:]))
        )
    return low in _ABBREVIATIONS or (len(low) == 1 and low.isalpha() and word[0].isupper())
