"""Numbers as reports bound them: "at least 31", "two dozen", "between 12 and 15", "scores".

The bounds follow the contract: "more than N" is low N+1; "up to N" is high N; "about N" is N and N; "dozens" is vague.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dateline.model import Bound

_ONES = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen""".split()
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {w: n for n, w in enumerate(_ONES, 1)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_WORD = r"(?:" + "|".join([*sorted(_WORDS, key=len, reverse=True)]) + ")"
_NUM = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{_WORD}(?:-{_WORD})?)(?:[ -](?:hundred|thousand|million|billion|dozen)\b)*|an? (?:hundred|thousand|million|billion|dozen)\b|half a dozen"
_VAGUE = r"(?:several|many|(?:a |quite a )?few|scores|dozens|hundreds|thousands|tens of thousands|hundreds of thousands|numerous|multiple|a number|countless|some|various)"
_LESS = {"fewer than": -1, "less than": -1, "under": -1}
_PRE = r"(?:at least|no fewer than|not less than|a minimum of|more than|over|upwards of|as many as|up to|at most|no more than|not more than|a maximum of|fewer than|less than|under|about|around|some|nearly|almost|approximately|roughly|an estimated|close to|estimated)"
_NUMBER = re.compile(
    rf"\b(?:(?P<both>between|from) (?P<a>{_NUM}) (?:and|to) (?P<b>{_NUM})|(?:(?P<pre>{_PRE}) )?(?:another |the |an additional )?(?P<n>{_NUM})(?:(?: to |-|–| or )(?P<m>{_NUM})\b)?(?P<post> or more| or so|-odd)?|(?P<vague>{_VAGUE}))(?![\w%]|,\d|\.\d)(?! per ?cent)",
    re.IGNORECASE,
)
_AT_LEAST = {"at least", "no fewer than", "not less than", "a minimum of", "upwards of"}
_MORE = {"more than", "over"}
_AT_MOST = {"as many as", "up to", "at most", "no more than", "not more than", "a maximum of"}
LARGEST = 10**12


class Number(NamedTuple):
    """A number of a text with its bound; `start` takes in the words of the bound, `digits` begins at the number itself."""

    start: int
    digits: int
    end: int
    low: int | None
    high: int | None
    bound: Bound


def value(words: str) -> int | None:
    """The whole number that digits or words stand for.

    >>> value("3,800"), value("two dozen"), value("twenty-three"), value("7 million"), value("a hundred")
    (3800, 24, 23, 7000000, 100)
    """
    low = words.lower().strip()
    if low == "half a dozen":
        return 6
    total: float = 0
    for part in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", low):
        if part[0].isdigit():
            digits = part.replace(",", "")
            if len(digits) > 15:
                return None
            total = float(digits) if "." in digits else int(digits)
        elif part in ("a", "an"):
            total = 1
        elif part in _SCALES:
            total = (total or 1) * _SCALES[part]
        elif part in _WORDS:
            total += _WORDS[part]
    return int(total) if 0 <= total < LARGEST else None


def find_numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """The numbers of a text in order.

    >>> [(n.low, n.high, n.bound) for n in find_numbers("At least 31 died; up to 20 fled, dozens hid, 5 to 7 hurt.")]
    [(31, None, 'at least'), (None, 20, 'at most'), (None, None, 'vague'), (5, 7, 'range')]
    """
    for m in _NUMBER.finditer(text, start, len(text) if end is None else end):
        if m["vague"]:
            yield Number(m.start(), m.start(), m.end(), None, None, "vague")
            continue
        if m["both"] and m["a"]:
            first, second = value(m["a"]), value(m["b"])
            digits = m.start("a")
        else:
            first, second = value(m["n"]), value(m["m"]) if m["m"] else None
            digits = m.start("n")
        if first is None:
            continue
        pre = (m["pre"] or "").lower()
        if second is not None and second > first:
            yield Number(m.start(), digits, m.end(), first, second, "range")
        else:
            yield Number(m.start(), digits, m.end(), *bounded(first, pre, (m["post"] or "").strip().lower()))


def bounded(n: int, pre: str, post: str) -> tuple[int | None, int | None, Bound]:
    if pre in _AT_LEAST or post == "or more":
        return n, None, "at least"
    if pre in _MORE:
        return n + 1, None, "at least"
    if pre in _AT_MOST:
        return None, n, "at most"
    if pre in _LESS:
        return None, n - 1, "at most"
    if pre or post:
        return n, n, "about"
    return n, n, "exact"
