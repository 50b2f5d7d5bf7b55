"""Words that say that something of the codebook happened: matched form by form, kept where they mean it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dateline.codebook import Codebook, TriggerForm
from dateline.model import Span
from dateline.text.tokens import Token, Tokens

_BE = set(["was", "were", "is", "are", "be", "been", "being", "get", "gets", "got"])
_AUX = _BE | set(
    "has have had will would can could may might must shall should did does do to not never also later".split()
)
_MODAL = set("to will would can could may might must shall should did does do not cannot".split())
_NOUN_BEFORE = set(
    """the a an this that these those his her its their our each every any some no another latest recent deadly major
    first second third new of in by from after during with for on and two three four five six several many more""".split()
)
_PRONOUN = set(["i", "we", "they", "you", "he", "she", "it", "who"])


class Trigger(NamedTuple):
    """A trigger in a text: its tokens (last exclusive), the types it can mean, and how it is used."""

    first: int
    last: int
    span: Span
    types: tuple[str, ...]
    pos: str
    lemma: str
    passive: bool
    infinitive: bool
    words: str


def find_triggers(tokens: Tokens, codebook: Codebook, blocked: set[int]) -> Iterator[list[Trigger]]:
    """The triggers of each sentence, longest match first, none overlapping; `blocked` tokens are inside names."""
    for first, last in tokens.sentences:
        units: list[tuple[str, int]] = []
        for n in range(first, last):
            low = tokens.all[n].low
            units += (
                [(part, n) for part in low.replace("‐", "-").replace("‑", "-").split("-") if part]
                if "-" in low
                else [(low, n)]
            )
        found: list[Trigger] = []
        at = 0
        while at < len(units):
            step = 1
            for form in codebook.index.get(units[at][0], ()):
                end = at + len(form.words)
                if end > len(units) or any(units[at + k][0] != w for k, w in enumerate(form.words)):
                    continue
                numbers = [number for _, number in units[at:end]]
                if any(n in blocked for n in numbers):
                    continue
                cut_before = at > 0 and units[at - 1][1] == numbers[0]
                cut_after = end < len(units) and units[end][1] == numbers[-1]
                if cut_before or cut_after:
                    continue  # the "bomb" of "bomb-maker"
                trigger = as_trigger(tokens, form, numbers[0], numbers[-1] + 1, first, last, codebook)
                if trigger:
                    found.append(trigger)
                    step = len(form.words)
                    break
            at += step
        yield found


def as_trigger(
    tokens: Tokens, form: TriggerForm, first: int, last: int, start: int, stop: int, codebook: Codebook
) -> Trigger | None:
    """The trigger, if the words around let the form be that part of speech and that type."""
    all_ = tokens.all
    before = all_[first - 1] if first > start else None
    after = all_[last] if last < stop else None
    if form.pos == "verb" and not is_verb(form, all_, first, start, before, after):
        return None
    if form.pos == "noun" and not is_noun(form, all_, first, before, after):
        return None
    types = tuple(t for t in form.types if fits(codebook, t, all_, first, last, start, stop))
    if not types:
        return None
    words = [t.low for t in all_[max(start, first - 4) : first]]
    counted = " ".join(t.low for t in all_[last : min(stop, last + 2)])
    bounded = bool(_BOUND_AHEAD.match(counted))  # "killed at least 31": an object, not a place
    passive = (
        form.pos == "verb"
        and "part" in form.tags
        and is_passive(words, None if bounded else after, before, form, bounded)
    )
    infinitive = (
        form.pos == "verb"
        and "base" in form.tags
        and before is not None
        and before.low in ("to", "not")
        and "to" in words[-3:]
    )
    span = (all_[first].start, all_[last - 1].end)
    text = " ".join(t.text for t in all_[first:last])
    return Trigger(first, last, span, types, form.pos, form.lemma, passive, infinitive, text)


def is_verb(
    form: TriggerForm, all_: list[Token], first: int, start: int, before: Token | None, after: Token | None
) -> bool:
    tags, low = form.tags, before.low if before else ""
    if tags & {"past", "part"} and not tags & {"base"}:
        return not (
            low in ("the", "a", "an", "his", "their", "its")
            and len(form.words) == 1
            and not (after and after.low in ("by", "in"))
        )
    if "ing" in tags and not tags & {"base", "past"}:
        return low not in ("the", "a", "an", "of", "deadly", "latest", "this", "mass")
    if low in _MODAL or low in _PRONOUN:
        return True
    if tags & {"past", "part"}:  # hit, shot, set, cut: base and past alike
        return low not in _NOUN_BEFORE - {"and", "who", "that", "also"} and not (
            before is not None and before.text[0].isdigit()
        )
    if low in _NOUN_BEFORE or before is None or not before.text[0].isalpha():
        return len(form.words) > 1
    plural_subject = low.endswith("s") and "base" in tags
    return plural_subject or (
        "s" in tags
        and not (
            after
            and after.low
            in ("on", "in", "of", "by", "against", "have", "were", "are", "that", "and", "killed", "between")
        )
    )


def is_noun(form: TriggerForm, all_: list[Token], first: int, before: Token | None, after: Token | None) -> bool:
    low = before.low if before else ""
    if form.words[-1].endswith("ing") and len(form.words) == 1 and low not in _NOUN_ONLY:
        following = all_[first + 1] if first + 1 < len(all_) else None
        if following is not None and (
            following.text[0].isdigit()
            or following.low in _OBJECT_STARTS
            or (following.capital and (low in (",", "and", "while", "also") or low in _BE))
        ):
            return False  # ", wounding more than 30": a participle with its object
    if form.words == ("dead",):
        return (before is not None and low not in ("the", "was", "is", "be")) or (
            after is not None and after.low in ("and", "in") and low != "the"
        )
    if (
        low in ("to", "will", "would", "can", "could", "may", "might", "must", "cannot", "not", "did")
        and len(form.words) == 1
        and "singular" in form.tags
    ):
        return form.words[0] not in _VERB_TOO
    return not (low in _PRONOUN and form.words[0] in _VERB_TOO)


_NEVER_PASSIVE = set(
    """demonstrate march rally protest riot clash advance explode surrender withdraw retreat defect flee escape die
    fight battle skirmish detonate""".split()
)
_NOUN_ONLY = set("the a an this that these of his her their its deadly mass latest recent car suicide roadside".split())
_OBJECT_STARTS = set(
    """the a an at more some several two three four five six seven eight nine ten dozens scores hundreds many his her
    their its one another about around nearly over up least all him them people civilians soldiers""".split()
)
_BOUND_AHEAD = re.compile(
    r"at (?:least|most)\b|between (?:\d|one|two|three|four|five|six|seven|eight|nine|ten)|as many\b|in all\b"
)
_VERB_TOO = set(
    """attack strike raid clash battle fight march rally protest arrest capture release protest assault ambush bomb
    demand appeal request visit release murder execute slaughter blast threat riot""".split()
)


def fits(codebook: Codebook, type_: str, all_: list[Token], first: int, last: int, start: int, stop: int) -> bool:
    """Whether the words beside a trigger leave it the meaning of a type."""
    rules = codebook.types[type_].triggers
    if rules.not_before and first > start and all_[first - 1].low in rules.not_before:
        return False
    if rules.not_after:
        following = " ".join(t.low for t in all_[last : min(stop, last + 4)])
        return not any(following == words or following.startswith(words + " ") for words in rules.not_after)
    return True


def is_passive(words: list[str], after: Token | None, before: Token | None, form: TriggerForm, bounded: bool) -> bool:
    """`was … killed`, and the reduced `people killed in`: the subject undergoes the verb."""
    near = words[-4:]
    if any(w in _BE for w in near):
        position = max(i for i, w in enumerate(near) if w in _BE)
        if all(w in _AUX or w in _BETWEEN or w.endswith("ly") for w in near[position + 1 :]):
            return True
    if any(w in ("has", "have", "had") for w in near[-2:]):
        return False
    if bounded or len(form.words) > 1:
        return False  # the object is there
    if form.lemma in _NEVER_PASSIVE:
        return False
    if after is None or after.text in (".", ",", ")", ";", "”", '"'):
        return form.lemma not in ("die", "perish") and before is not None
    led = before is not None and before.low in ("who", "which", "that", "and")
    return after.low in _AFTER_PASSIVE and not led


# Words between "was" and its verb, and those behind a verb that undergoes.
_BETWEEN = frozenset("also then now still already later all shot and wounded injured killed both".split())
_AFTER_PASSIVE = frozenset(
    """by in on at when during near while after and or inside outside since along between as yesterday last today late
    early""".split()
)
