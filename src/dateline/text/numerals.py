"""Numerals: how digits and words write one number ("16 000", "2,5 million", "a hundred and two", "half a dozen").

A numeral is groups below a thousand, each with its scale, the scales falling: "two million three hundred thousand and five".
Each part is read where the last one ended, and never twice, so that a text of nothing but numbers takes linear time.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_UNITS = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORTH = {w: n for n, w in enumerate([*_UNITS, *_TEENS], 1)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
_SCALES = {
    "hundred": 100, "thousand": 1000, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9,
    "trillion": 10**12, "dozen": 12, "score": 20, "k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9,
}  # fmt: skip
LARGEST = 10**12  # what is larger counts nobody
LONGEST = 15  # digits
_SPACES = " \u00a0\u2009\u202f"  # a space, a no-break, a thin and a narrow no-break one
HYPHENS = "-‐‑"

_GAP = rf"[{HYPHENS}\s]"
_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:{_GAP}(?:{'|'.join(_UNITS)})\b)?|(?:{'|'.join([*_TEENS, *_UNITS])}))\b"
# "a hundred five-ton bombs" are a hundred: a number that a hyphen binds to the next word does not belong to the last one
_UNBOUND = rf"(?!{_GAP}hundred\b|[{HYPHENS}](?!odd\b|plus\b|strong\b|some\b)\w)"
_DIGITS = (
    rf"(?P<grouped>\d{{1,3}}(?P<mark>[,.{_SPACES}'’·\u066c_])\d{{3}}(?:(?P=mark)\d{{3}}){{0,3}}(?!\d)|\d{{1,2}}(?:,\d\d){{1,4}},\d{{3}}(?!\d))(?P<rest>\.\d+)?"
    r"|(?P<plain>\d+)(?P<part>[.,]\d+)?"
)


def _group(joint: str) -> re.Pattern[str]:
    hundreds = rf"(?P<hundreds>{_BELOW_100}|an?){_GAP}hundred\b(?:{joint}(?P<over>{_BELOW_100}){_UNBOUND})?"
    return re.compile(
        rf"(?:{_DIGITS}|{hundreds}|(?P<small>{_BELOW_100})|(?P<a>an?)(?={_GAP}(?:thousand|lakh|million|crore|billion|dozen|score(?={_GAP}of\s[a-z]))\b))",
        re.IGNORECASE,
    )


_GROUP = _group(rf"(?:{_GAP}and)?{_GAP}")
_GROUP_ALONE = _group(_GAP)
_SCALE = re.compile(
    rf"{_GAP}(hundred|thousand|lakh|million|crore|billion|trillion|dozen|score(?=\s(?:of|and|or|more|people|persons|men|women|children|civilians|soldiers|troops|fighters|villagers|dead|wounded)\b|[^\w\s]|$))\b",
    re.IGNORECASE,
)
# "16k people", "2m people", but "100m away": the letter is a scale where a noun follows
_LETTER = re.compile(
    r"\s?(bn|mln|[Mm]n|[Kk]|(?:(?<! )m|M)(?=\s(?!away|from|deep|long|wide|high|tall|off|north|south|east|west|below|above|down|of|to|in|and|or|at)[a-z]))\b(?!-)"
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_PART = re.compile(
    rf"(?:(?:an?{_GAP})?half(?:{_GAP}(?:of{_GAP})?an?)?|(?P<of>a|one|two|three|four){_GAP}(?P<parts>{'|'.join(_PARTS)})s?{_GAP}of{_GAP}an?)"
    rf"{_GAP}(?P<scale>hundred|thousand|million|billion|dozen|score)\b",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(rf"{_GAP}and{_GAP}a{_GAP}half\b|\s?½", re.IGNORECASE)
_JOINT = re.compile(rf"{_GAP}(?:and{_GAP})?", re.IGNORECASE)
_NO_JOINT = re.compile(_GAP)
_BOUND_ON = re.compile(_UNBOUND, re.IGNORECASE)

# What is measured, and may have decimals.
MEASURES = re.compile(
    rf"\s?[{HYPHENS}]?(km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|feet|foot|acres|hectares|tons?|tonnes|kg|kilograms?|kilos|pounds|barrels|square (?:miles|kilomet(?:er|re)s))\b",
    re.IGNORECASE,
)

# What a numeral begins with, as the first characters of a pattern.
BEGINS = rf"(?:\d|(?:{'|'.join(_WORTH)})\b|half(?={_GAP}(?:(?:of{_GAP})?an?{_GAP})?(?:hundred|thousand|million|billion|dozen|score)\b)|a(?={_GAP}(?:{'|'.join(_PARTS)}){_GAP}of{_GAP}an?{_GAP})|an?(?={_GAP}(?:hundred|thousand|lakh|million|crore|billion|dozen|score(?={_GAP}of\s[a-z])|half(?={_GAP}))\b))"


class Numeral(NamedTuple):
    """One number as a text writes it.

    `digits`: written in digits; `whole`: no decimal, which counts nobody; `scale`: what the scale words at its end come
    to ("three hundred thousand": 100,000); `last`: the last of them alone.
    """

    start: int
    end: int
    value: int
    digits: bool
    whole: bool
    scale: int
    last: int


def value(words: str) -> int | None:
    """The whole number that digits or words stand for; None if they are no numeral.

    >>> [value(w) for w in ("3,800", "two dozen", "twenty-three", "2,5 million", "a hundred and two", "16 000", "1.200")]
    [3800, 24, 23, 2500000, 102, 16000, 1200]
    """
    read = read_numeral(words.strip(), 0)
    return read.value if read and read.end == len(words.strip()) else None


def read_numeral(text: str, at: int, stop: int | None = None, joined: bool = True) -> Numeral | None:
    """The numeral that begins at an offset; `joined`: whether an "and" may be part of it.

    >>> read_numeral("two thousand three hundred and five fled", 0).value
    2305
    >>> read_numeral("two hundred and three hundred", 0).value
    200
    """
    stop = len(text) if stop is None else stop
    part = _PART.match(text, at, stop)
    if part:
        of, parts = (_WORTH.get(part["of"].lower(), 1), _PARTS[part["parts"].lower()]) if part["of"] else (1, 2)
        return Numeral(at, part.end(), _SCALES[part["scale"].lower()] * of // parts, False, True, 1, 1)
    pattern, joint = (_GROUP, _JOINT) if joined else (_GROUP_ALONE, _NO_JOINT)
    whole: Numeral | None = None
    least = LARGEST * 10  # the last scale: the next one is smaller
    while (match := pattern.match(text, at, stop)) is not None:
        group = scaled(text, match, stop)
        if group is None or (whole is not None and not may_follow(text, match, group, least, stop)):
            break
        whole = group if whole is None else Numeral(
            whole.start, group.end, whole.value + group.value, whole.digits, True, group.scale, group.last
        )  # fmt: skip
        least = group.last
        between = joint.match(text, group.end, stop) if least >= 1000 or least == _SCALES["score"] else None
        if between is None:
            break
        at = between.end()
    return whole if whole is not None and whole.value < LARGEST else None


def may_follow(text: str, match: re.Match[str], part: Numeral, least: int, stop: int) -> bool:
    """Whether a part goes on the numeral before it: smaller than its scale, in words or with a scale of its own."""
    alone = part.scale == 1 or part.scale == 100
    return (
        part.value < least and part.whole and not match["a"] and (match["hundreds"] or "x").lower() not in ("a", "an")
        and not (part.digits and alone) and _BOUND_ON.match(text, part.end, stop) is not None
    )  # fmt: skip


def scaled(text: str, match: re.Match[str], stop: int) -> Numeral | None:
    """A group with the scale words behind it; None for digits too long to count anything."""
    end = match.end()
    if match["grouped"] or match["plain"]:
        if len(match[0]) > 2 * LONGEST:
            return None
        amount, end = amount_of(match, is_scale(text, end, stop) or MEASURES.match(text, end, stop) is not None)
        digits = True
    else:
        digits = False
        over = below_hundred(match["over"])
        amount = (
            100 * (below_hundred(match["hundreds"]) or 1) + over
            if match["hundreds"]
            else below_hundred(match["small"]) or 1
        )
    half = _AND_A_HALF.match(text, end, stop)
    if half and (amount < 100 and not match["a"]):
        amount, end = amount + 0.5, half.end()
    scale = 100 if match["hundreds"] and not match["over"] else 1
    last = 1
    while step := _SCALE.match(text, end, stop) or (_LETTER.match(text, end, stop) if digits and scale == 1 else None):
        last = _SCALES[step[1].lower()]
        amount, scale, end = amount * last, scale * last, step.end()
        if amount >= LARGEST:
            return None
    half = _AND_A_HALF.match(text, end, stop) if last > 1 else None
    if half:
        amount, end = amount + last / 2, half.end()
    return Numeral(match.start(), end, int(amount + 1e-6), digits, scale > 1 or amount == int(amount), scale, last)


def is_scale(text: str, at: int, stop: int) -> bool:
    return bool(_SCALE.match(text, at, stop) or _LETTER.match(text, at, stop))


def below_hundred(words: str | None) -> int:
    return sum(_WORTH.get(word, 0) for word in re.split(_GAP, (words or "").lower()))


def amount_of(match: re.Match[str], decimal: bool) -> tuple[float, int]:
    """What digits come to, and where they end. `decimal`: a scale or measure follows: "2.500" is two and a half of it."""
    if match["grouped"]:
        whole = re.sub(r"\D", "", match["grouped"])
        one_point = match["mark"] == "." and match["grouped"].count(".") == 1
        if one_point and (decimal or whole.startswith("0") or match["rest"]):
            return float(match["grouped"]), match.end("grouped")
        return (float(whole + match["rest"]) if match["rest"] else int(whole)), match.end()
    if match["part"]:
        return float(match["plain"] + "." + match["part"][1:]), match.end()
    return int(match["plain"]), match.end()
