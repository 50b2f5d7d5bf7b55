"""Reported numbers that are no toll: force levels, rewards, distances, numbers of fighters or displaced people."""

from __future__ import annotations

import re

from dateline.claim.speakers import Speakers
from dateline.model import Figure, Mention, Quantity, Reading
from dateline.text.tokens import Tokens

_CASUALTY = re.compile(
    r"\b(?:kill|dead|death|die[ds]?\b|dying|wound|injur|casualt|hurt|murder|massacre|execut|arrest|detain|captur|abduct|kidnap|hostage|lives|toll|shot|perish)",
    re.IGNORECASE,
)
_SMALL = set(
    """a an the of in from to at by for with current currently now some about more than least up and is are was were
    has have had level total number that its their who which on as""".split()
)
_NOUN = re.compile(r"\s*(?:of\s+)?((?:[A-Za-z][\w.’'-]*\s+){0,3}?[a-z][\w-]+)")
_CURRENT = re.compile(r"\b(?:current|currently|now|already)\s+$")
LEAST = 10  # smaller bare numbers are seldom figures worth keeping


def find_figures(reading: Reading, tokens: Tokens, used: set[str]) -> list[Figure]:
    """The figures of a reading; `used` are mentions that claims already count as tolls."""
    speakers = Speakers(reading)
    figures = []
    for mention in reading.mentions:
        if mention.id in used or not isinstance(mention.quantity, Quantity):
            continue
        sentence = next((s for s in reading.sentences if s[0] <= mention.span[0] < s[1]), mention.span)
        what = subject_of(reading, mention, sentence)
        if what is None:
            continue
        said, _, _ = speakers.of(mention.span)
        figures.append(
            Figure(mention=mention.id, what=what, value=mention.quantity, attributed_to=said, key=key_words(what))
        )
    return figures


def subject_of(reading: Reading, mention: Mention, sentence: tuple[int, int]) -> str | None:
    """What a number counts, in the report's words; None if it is not worth a row."""
    q = mention.quantity
    assert isinstance(q, Quantity)
    value = q.low if q.low is not None else q.high
    if value is None:
        return None
    text = reading.text
    if mention.kind == "money":
        purpose = re.search(
            r"\b(reward|bounty|aid|ransom|damage|assistance|budget|compensation|fine)\b",
            text[max(sentence[0], mention.span[0] - 60) : mention.span[1] + 60],
            re.IGNORECASE,
        )
        about = re.match(r"\s+(?:for|in|on|to)\s+([^.;,]{4,60})", text[mention.span[1] : sentence[1]])
        return (
            f"{purpose[1].lower()} {about[0].strip()}" if purpose and about else purpose[1].lower() if purpose else None
        )
    if q.unit and q.unit != "people":
        where = re.match(
            r"\s*(?:\([^)]*\)\s*)?((?:\w+\s+)?(?:of|from|to)\s+[^.;,]{3,50})", text[mention.span[1] : sentence[1]]
        )
        return (
            f"distance {where[1]}"
            if where and q.unit in ("km", "kilometre", "kilometres", "kilometer", "kilometers", "miles", "mile")
            else None
        )
    around = text[max(sentence[0], mention.span[0] - 70) : min(sentence[1], mention.span[1] + 50)]
    if _CASUALTY.search(around) or (value < LEAST and mention.kind != "person"):
        return None
    if mention.kind == "person":
        return (
            f"{' '.join(w for w in mention.text.split() if not re.match(r'[0-9]', w))}{place_after(reading, mention, sentence)}"
            if value >= LEAST
            else None
        )
    if _CURRENT.search(text[sentence[0] : mention.span[0]]) or not re.match(
        r"\s+[a-z]", text[mention.span[1] : mention.span[1] + 3]
    ):
        return noun_before(reading, mention, sentence)
    noun = _NOUN.match(text[mention.span[1] : sentence[1]])
    return f"{noun[1]}{place_after(reading, mention, sentence)}" if noun else None


def noun_before(reading: Reading, mention: Mention, sentence: tuple[int, int]) -> str | None:
    """`the level of U.S. forces in Iraq from the current 3,800`: the group named before, with its place."""
    groups = [
        m
        for m in reading.mentions
        if sentence[0] <= m.span[0]
        and m.span[1] <= mention.span[0]
        and m.kind in ("organisation", "person")
        and m.form == "nominal"
    ]
    if not groups:
        return None
    group = groups[-1]
    return re.sub(r"^(?:the|a|an)\s+", "", group.text, flags=re.IGNORECASE) + place_after(reading, group, sentence)


def place_after(reading: Reading, mention: Mention, sentence: tuple[int, int]) -> str:
    following = re.match(r"\s+(?:in|from|across)\s+", reading.text[mention.span[1] : sentence[1]])
    if not following:
        return ""
    at = mention.span[1] + following.end()
    place = next((m for m in reading.mentions if m.span[0] == at and m.kind == "place"), None)
    return f" in {place.text}" if place else ""


def key_words(what: str) -> list[str]:
    """The words by which two reports of one figure meet."""
    words = re.findall(
        r"[a-z]+",
        what.lower()
        .replace("u.s.", "us")
        .replace("u.k.", "uk")
        .replace("united states", "us")
        .replace("american", "us"),
    )
    return sorted({w.rstrip("s") if len(w) > 3 else w for w in words} - _SMALL)
