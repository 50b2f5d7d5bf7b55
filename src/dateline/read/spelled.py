"""Names in pieces that are one: a list's "KHOURY, Elias", and fathers' names that the words of a sentence get mixed up with."""

from __future__ import annotations

import re
from bisect import bisect_left

from dateline.model import Span

_LISTED = re.compile(
    r"(?<![\w’'-])(?P<last>[A-Z]{2,}(?:[ ’'-][A-Z]{2,}){0,3}), (?P<first>[A-Z][a-z’'-]+(?:[ -][A-Z][a-z’'-]+){0,3})"
)
_BEFORE = re.compile(r";\s*(?:and )?\Z")
_AFTER = re.compile(r"(?: \([^()\n;]{1,40}\)|, [^,;\n]{1,40})?;")
_FATHER = re.compile(
    r"(?<![\w’'-])(?:[A-Z][\w’'-]{1,30} ){2,3}(?:oglu|o[gğ]lu|ogly|oghlu|qizi|q[ıi]z[ıi]|gizi|k[iy]zy|uulu)\b(?: [A-Z][\w’'-]{1,30})?"
)


def whole_names(text: str, spans: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The spans with those replaced that are pieces of one person's name.

    >>> whole_names("MBEKI, Paul, and ROSS, Ann", [((0, 5), "person"), ((7, 11), "person"), ((17, 21), "person"), ((23, 26), "person")])
    [((0, 11), 'person'), ((17, 26), 'person')]
    """
    persons = {start for (start, _), kind in spans if kind == "person"}
    listed = [
        m.span()
        for m in _LISTED.finditer(text)
        if m.start("last") in persons and (m.start("first") in persons or in_list(text, m.span()))
    ]
    wholes = sorted(listed + [m.span() for m in _FATHER.finditer(text) if m.start() in persons])
    kept = [(span, kind) for span, kind in spans if not any_holds(wholes, span)]
    return sorted([*kept, *((whole, "person") for whole in wholes)])


def in_list(text: str, span: Span) -> bool:
    """Whether a semicolon sets something apart, before it or behind it."""
    return bool(_BEFORE.search(text, max(0, span[0] - 8), span[0]) or _AFTER.match(text, span[1]))


def any_holds(wholes: list[Span], span: Span) -> bool:
    """Whether one of some stretches of text, in order and apart, shares a letter with a span."""
    at = bisect_left(wholes, span[0], key=lambda w: w[1] - 1)
    return at < len(wholes) and wholes[at][0] < span[1]
