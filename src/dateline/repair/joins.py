"""Words torn apart or run together: wrapped lines, torn ligatures, lost hyphens. The word list decides."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from dateline.repair.edits import Change
from dateline.text.words import UNKNOWN, Words

_CUT = re.compile(r"-[ \t\r]*\n[ \t]*([^\W\d_]{2,})")
_LAST_WORD = re.compile(r"[^\W\d_]{2,}$")
_LINE_END = re.compile(r"[ \t\r]*\n[ \t]*(?=\S)")
_DATELINE_START = re.compile(r"[A-Z]{3,}(?: [A-Z]+)*(?:, |\s\(| [–—-])")
_TORN = re.compile(r"\b([^\W\d_]*(?:ffi|ffl|fi|fl|ff)) ([a-z]{2,})(?![\w])", re.IGNORECASE)
_TORN_ANY = re.compile(r"(?:f[fil]) [a-z]{2}")
_WORD = re.compile(r"[A-Za-z]{5,}")

# Second halves of the compounds that news writes with a hyphen, and first halves.
TAILS = set(
    """led backed based held controlled run owned born trained made supported sponsored armed dominated occupied
    besieged aligned allied affiliated linked called inspired funded administered brokered mediated appointed
    designated declared imposed ruled wide old style era level speaking majority minded range term time scale
    haired bound facing related ranking profile handed free proof wing right sea rich poor only fired mounted
    guided propelled engined wheel drive door storey story member strong odd plus long day hour week month year
    mile metre meter foot pound person seat state nation party friendly eyed elect general chief in-law law lived
    known equipped paid off out up down in on over turned""".split()
)
HEADS = set(
    """anti self mid ex co counter multi semi well ill high low long short full half part all cross cease air far so
    hard once then soon vice deputy major lieutenant brigadier attorney secretary one two three four five six
    seven eight nine ten twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety first second third
    north south east west much newly highly so decision year month week day hour state government military militia
    rebel regime army police coalition opposition drone road suicide""".split()
)
# Tails at which even a (rare) known word is taken apart: nobody writes "yearold" on purpose, but many "weeklong".
TAKEN_APART = set(
    """class scale winning known lived quality corruption communism sourcing stricken old term state level distance
    founder founded called backed based controlled needed being president making""".split()
)
COMMON = 4_000  # both halves of an unknown word may be any words up to this rank
KNOWN = 60_000  # rank a half must have beside a listed head or tail
SELDOM_WHOLE = 30_000  # rank from which a word with such a first half is written with its hyphen
LONGEST_WORD = 60  # letters; longer ones are no words
RARE = 25_000  # words up to this rank are never taken apart
STRONG = 1_200  # a rare but known word is taken apart only at a listed tail after so common a first half (cost)
_ACRONYM = re.compile(r"((?:[A-Z]\.)+[A-Z]?|[A-Z]{2,6})([a-z]{3,})$")
WRAP_WIDTHS = (40, 110)  # characters between which a hard-wrapped line ends
NARROWEST = 20  # characters of a line that a program filled
SENTENCE_ENDS = ".!?:;\"”'"


def find_cut_words(text: str, words: Words) -> Iterator[Change]:
    """A word cut at a line end: the hyphen goes where the whole is a word or no compound is known."""
    if "-" not in text or "\n" not in text:
        return
    for match in _CUT.finditer(text):
        before = _LAST_WORD.search(text, max(0, match.start() - LONGEST_WORD), match.start())
        if before is None:
            continue
        left, right = before[0], match[1]
        rarely = (
            SELDOM_WHOLE if left.lower() in HEADS else UNKNOWN
        )  # "antiaircraft" is a word, but "anti-aircraft" the usual one
        whole = words.rank(left + right) < rarely
        compound = left in words and right in words and not right[0].isupper()
        keep = (compound and not whole) or right[0].isupper() or (left.isupper() and not right.isupper())
        yield Change(match.start(), match.start(1), "-" if keep else "", "wrap" if keep else "hyphen")


def is_wrapped(text: str) -> bool:
    """Whether the lines of a text were broken at a width, not at paragraphs."""
    lines = [line.rstrip() for line in text.split("\n")]
    inner = [(a, b) for a, b in itertools.pairwise(lines) if a and b]
    if len(inner) < 3:
        return False
    low, high = WRAP_WIDTHS
    broken = sum(low <= len(a) <= high and a[-1] not in SENTENCE_ENDS for a, _ in inner)
    return broken >= 0.5 * len(inner) and sum(len(a) <= high for a, _ in inner) >= 0.75 * len(inner)


def filled_width(text: str) -> int | None:
    """The width that a program filled the lines to: none is longer, and what follows nearly every line had no room on it.

    >>> filled_width("The order to shell\\nthe old bridge at\\nEsk was signed on\\nTuesday by its mayor")
    20
    """
    lines = [line.strip() for line in text.split("\n")]
    inner = [(a, b) for a, b in itertools.pairwise(lines) if a and b]
    width = max(map(len, lines))
    if not inner or not NARROWEST <= width <= WRAP_WIDTHS[1]:
        return None
    full = sum(has_no_room(a, b, width) for a, b in inner)
    broken = sum(a[-1] not in SENTENCE_ENDS for a, _ in inner)
    goes_on = sum(b[0].islower() for _, b in inner)  # lines of a list begin with capitals, all of them
    enough = goes_on > 0 if len(inner) > 2 else goes_on == len(inner)
    return width if full >= 0.9 * len(inner) and broken >= 0.6 * len(inner) and enough else None


def has_no_room(line: str, following: str, width: int) -> bool:
    """Whether the first word of what follows would have made a line too long."""
    return len(line.strip()) + 1 + len(following.split(None, 1)[0]) > width


def find_wraps(text: str) -> Iterator[Change]:
    """Line ends inside the paragraphs of a hard-wrapped text, as spaces."""
    if "\n" not in text:
        return
    width = filled_width(text)
    if width is None and not is_wrapped(text):
        return
    lengths = sorted(len(line) for line in text.split("\n") if line.strip())
    full = (
        0.7 * lengths[int(0.9 * len(lengths))]
    )  # a line much shorter than the others ends a paragraph, or is a headline
    at = 0
    for match in _LINE_END.finditer(text):
        line = text[at : match.start()]
        at = match.end()
        if width is not None:
            short = not has_no_room(line, text[at : at + width], width)
        else:
            short = len(line.strip()) < max(WRAP_WIDTHS[0], full)
        ends_line = short or _DATELINE_START.match(text, at) or line.rstrip(" \t\r").endswith("\n")  # a blank line
        if line.strip() and not ends_line and match[0] != " ":
            yield Change(match.start(), match.end(), " ", "wrap")


def find_torn(text: str, words: Words) -> Iterator[Change]:
    """`infi ltration` → `infiltration`: the space that a ligature left behind.

    Joined when the whole is a word and one half is none, or the whole is commoner than its second half ("off icer"
    against "off ice").
    """
    if not _TORN_ANY.search(text):
        return
    at = 0
    while match := _TORN.search(text, at):
        left, right = match[1], match[2]
        whole = words.rank(left + right)
        stub = left.lower() in ("fi", "fl", "ff", "ffi", "ffl")
        if whole < UNKNOWN and (
            stub or words.rank(left) > KNOWN or words.rank(right) > KNOWN or whole < words.rank(right) / 2
        ):
            yield Change(match.end(1), match.start(2), "", "ligature")
        at = match.start(2)


def find_lost_hyphens(text: str, words: Words) -> Iterator[Change]:
    """`USled` → `US-led`: a hyphen taken for a line-end one. A word that may be whole is left."""
    seen = set(_WORD.findall(text))
    unknown = {word for word in seen if len(word) <= LONGEST_WORD and words.rank(word) > RARE}
    cuts = {word: places for word in unknown if (places := hyphen_places(word, words))}
    if not cuts:
        return
    longest_first = sorted(cuts, key=lambda word: (-len(word), word))
    for match in re.finditer(r"(?<![A-Za-z])(?:" + "|".join(longest_first) + r")(?![\w])", text):
        for place in cuts[match[0]]:
            yield Change(match.start() + place, match.start() + place, "-", "hyphen")


def hyphen_places(word: str, words: Words) -> list[int]:
    """Where the lost hyphens of a word were; none if it may be whole.

    >>> from dateline.text.words import load_words
    >>> [hyphen_places(word, load_words()) for word in ("USled", "Russianbacked", "threeyearold", "Baghdadi")]
    [[2], [7], [5, 9], []]
    """
    acronym = _ACRONYM.match(word)
    if acronym:
        return [len(acronym[1])] if (acronym[2] in TAILS or acronym[2].endswith("ed")) and word not in words else []
    if any(c.isupper() for c in word[1:]):
        return []
    best: tuple[int, list[int]] | None = None
    known = word in words
    for cut in range(2, len(word) - 2):
        left, right = word[:cut].lower(), word[cut:]
        if right in TAILS and left not in words and len(left) >= 6 and (inner := hyphen_places(word[:cut], words)):
            return [*inner, cut]
        cost = split_cost(left, right, word[0].isupper(), words)
        if (
            cost is not None
            and (not known or (cost <= STRONG and right in TAKEN_APART))
            and (best is None or cost < best[0])
        ):
            best = (cost, [cut])
    return best[1] if best else []


def split_cost(left: str, right: str, capitalised: bool, words: Words) -> int | None:
    """How unlikely two halves are as a compound: their rarer rank, less where one is known to form compounds."""
    rarer = max(words.rank(left), words.rank(right))
    tail = right in TAILS or (right.endswith(("ing", "ed")) and len(right) > 4 and not capitalised)
    head = left in HEADS
    if (
        rarer > KNOWN
        or (capitalised and (len(left) < 4 or not tail))
        or (len(left) == 2 and not head and right not in TAILS)
    ):
        return None
    if tail or head:
        return rarer // 4
    return rarer if rarer <= COMMON and len(left) > 2 and len(right) > 2 else None
