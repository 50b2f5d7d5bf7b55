"""Times of saying: "the minister told parliament on Tuesday that 300 soldiers had been killed" dates no killing."""

from __future__ import annotations

import re
from bisect import bisect_left

from dateline.model import Claim, Mention, Reading, Span

_OF_DAY = re.compile(r"['’]s\b")
_FOUND = re.compile(r"\b(?:found|finds?|discover(?:s|ed)?|recover(?:s|ed)?)$", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:that|how|why|what|who)\b", re.IGNORECASE)


def times_of_saying(reading: Reading, times: list[Mention]) -> dict[str, list[Span]]:
    """The times between who says something and what, by their ids, with what is said. `times` are in order."""
    starts = [mention.span[0] for mention in times]
    found: dict[str, list[Span]] = {}
    for said in reading.attributions:
        if said.cue is None or not said.content:
            continue
        if is_find(reading.text, said.cue, said.content[0]):
            continue  # "on Monday soldiers found nine bodies"
        opening = min(span[0] for span in (said.cue, said.source) if span is not None)
        content = min(span[0] for span in said.content)
        for mention in times[bisect_left(starts, opening) : bisect_left(starts, content)]:
            if mention.span[1] <= content and not is_of_event(reading.text, mention):
                found.setdefault(mention.id, []).extend(said.content)
    return found


def is_of_event(text: str, mention: Mention) -> bool:
    """Whether a time belongs to what is named after it: "reported last Friday's assault", "the toll from Monday's blast"."""
    return _OF_DAY.match(text, mention.span[1]) is not None


def is_said(claim: Claim, content: list[Span]) -> bool:
    """Whether a claim's words are part of what is said."""
    return any(first <= claim.trigger[0] < last for first, last in content)


def is_find(text: str, cue: Span, content: Span) -> bool:
    """Whether what is said to be found out is a thing that was found."""
    return _FOUND.search(text, *cue) is not None and _CLAUSE.match(text, *content) is None
