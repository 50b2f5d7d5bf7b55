"""Words of time expressions as numbers, and the words that narrow a span of days."""

from __future__ import annotations

import re

from dateline.timex.spans import MONTHS, PARTS, WEEKDAYS, Value, narrowed

# Words that a sentence may begin with, or a title be full of: for the grammar they are lower case. Names of months, days, feasts
# and seasons keep their capitals, and so do units ("Night Wolves") unless all is in capitals.
_ANY_CASE = """the a an this that these those last next past previous prior current coming recent following same each every all its his
her their our several some many few couple half about around nearly almost approximately roughly more most less over at up just only no
early late mid later earlier very end beginning start middle of in on by now currently nowadays presently recently formerly once
right sometime today tonight yesterday tomorrow overnight noon midnight midday dawn dusk daily weekly monthly yearly annually hourly
twice fiscal one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand hundreds thousands dozens"""
_UPPER_ONLY = """second seconds minute minutes hour hours day days night nights week weeks weekend weekends month months quarter quarters
year years decade decades century centuries morning afternoon evening spring summer autumn winter ago before after later and to or from
old olds"""
_FOLDED = re.compile(
    r"\b(?:"
    + "|".join([f"{w.capitalize()}|{w.upper()}" for w in _ANY_CASE.split()] + [w.upper() for w in _UPPER_ONLY.split()])
    + r"|(?:Hours|Days|Weeks|Months|Years|Decades)(?= (?:after|before|later|earlier|ago)\b|$))\b"
)


def folded(text: str) -> str:
    """A text of the same length in which the words of the grammar are in lower case.

    >>> folded("Three days later, on MARCH 3, THE NEXT DAY, the Night Wolves came.")
    'three days later, on MARCH 3, the next day, the Night Wolves came.'
    """
    return _FOLDED.sub(lambda m: m[0].lower(), text)


TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
NUMBERS = (
    {
        w: n
        for n, w in enumerate(
            """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty""".split()
        )
    }
    | {"couple": 2, "half": 1, "a": 1, "an": 1, "hundred": 100, "thousand": 1000}
    | TENS
)
_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
seventeenth eighteenth nineteenth twentieth"""
ORDINALS = {w: n for n, w in enumerate(_ORDINALS.split(), 1)} | {
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "thirtieth": 30,
}
ORDINALS |= {f"twenty-{w}": 20 + n for w, n in ORDINALS.items() if n < 10 and w.isalpha()} | {"thirty-first": 31}


def month_of(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def day_of(words: str) -> int:
    """The day of a month, in digits or as an ordinal.

    >>> day_of("3rd"), day_of("twenty-first"), day_of("14")
    (3, 21, 14)
    """
    return ORDINALS.get(words) or int(words.rstrip("stndrh"))


def weekday_of(word: str) -> int:
    return WEEKDAYS[word.lower().rstrip(".")]


def number_of(words: str) -> int:
    """The whole part of a number; 1 for a part of one.

    >>> number_of("twenty-four"), number_of("2 1/2"), number_of("a couple of"), number_of("3,000"), number_of("two hundred")
    (24, 2, 2, 3000, 200)
    """
    words = re.sub(r"[ -]and[ -]a[ -]half$", "", words.lower())
    if words[:1].isdigit():
        return int(re.match(r"\d+", words.replace(",", ""))[0])  # type: ignore[index]
    parts = [w for w in re.split(r"[\s-]", words) if w in NUMBERS]
    if len(parts) == 2 and parts[1] in ("hundred", "thousand"):
        return NUMBERS[parts[0]] * NUMBERS[parts[1]]
    if len(parts) == 2 and parts[0] in TENS:
        return NUMBERS[parts[0]] + NUMBERS[parts[1]]
    return NUMBERS[parts[-1]]


_VAGUE = re.compile(r"(?:.* )?(?:several|few|many|some|recent|coming|numerous)|(?:dozens|hundreds|thousands) of")


def is_vague(words: str | None) -> bool:
    """Whether words tell no number.

    >>> is_vague("a few"), is_vague("hundreds of"), is_vague(""), is_vague("a couple of")
    (True, True, True, False)
    """
    return not words or _VAGUE.fullmatch(words.strip()) is not None


def whole_and_part(words: str) -> tuple[int, float]:
    """A number with its half or quarter.

    >>> whole_and_part("two and a half"), whole_and_part("half an"), whole_and_part("a quarter of an"), whole_and_part("3")
    ((2, 0.5), (0, 0.5), (0, 0.25), (3, 0.0))
    """
    if words.startswith(("half", "a half", "a quarter")):
        return 0, 0.25 if "quarter" in words else 0.5
    return number_of(words), 0.5 if re.search(r"1/2|½|\.5|and.a.half", words) else 0.0


def year_of(words: str) -> int:
    """A year spelt as it is spoken.

    >>> year_of("nineteen ninety-six"), year_of("two thousand and three"), year_of("2014")
    (1996, 2003, 2014)
    """
    if words.isdigit():
        return int(words)
    parts = re.split(r"[\s-]", words.lower())
    if parts[:2] == ["two", "thousand"]:
        return 2000 + sum(NUMBERS.get(w, 0) for w in parts[2:])
    return 100 * NUMBERS[parts[0]] + sum(NUMBERS.get(w, 0) for w in parts[1:])


def part_code(words: str | None) -> str | None:
    return next((code for name, code in PARTS.items() if words and name in words.lower()), None)


def early_part(words: str | None) -> str | None:
    """Which part of a span "late", "early", "the middle of" mean; "earlier" and "later" leave it open."""
    words = (words or "").lower()
    if ("late" in words and "later" not in words) or "end" in words:
        return "late"
    if ("early" in words and "earlier" not in words) or "begin" in words or "start" in words:
        return "early"
    return "mid" if "mid" in words else None


def partly(value: Value | None, words: str | None) -> Value | None:
    part = early_part(words)
    return narrowed(value, part) if value and part else value
