"""Violence in a manner of speaking: "killed the game", "an attack on the budget", "a massacre scene" of a film.

Who is killed is somebody, and what is attacked is somebody, a place or a thing. The reader marks these; what it marks nothing
in is an idea. Used of claims by rule and of the words that the reader of events takes for an event.
"""

from __future__ import annotations

import re

from dateline.claim.causes import ARMED
from dateline.claim.clause import Clause
from dateline.codebook import EventType
from dateline.codebook.families import FAMILIES
from dateline.model import Mention, Predicate, Span

_SHOT_DOWN = "disrupted_weapons"
VIOLENT = FAMILIES["strike"] | FAMILIES["bomb"] | FAMILIES["harm"] | FAMILIES["battle"] | {_SHOT_DOWN}
_SOMEBODY = frozenset(("person", "organisation", "nationality", "quantity"))
# A wedding or a march ("event") can be attacked, and is not killed.
_SOMETHING = _SOMEBODY | {"place", "facility", "vehicle", "weapon", "event", "money"}
_ACTING = frozenset(("organisation", "nationality", "vehicle", "weapon", "place"))
_SENT = frozenset(("fire", "open", "launch", "drop", "throw", "hurl", "lob"))  # what is fired is not what is hit
_NEXT = re.compile(r"\s(?:(?:off|down|up|out|away)\s)?")
_AIMED = re.compile(r"(?:on|against)\s", re.IGNORECASE)
_LED = re.compile(r"(?:of|from|in|with|by|to|at|on|for|over|against|between|around|near|across|into)\s", re.IGNORECASE)
_TELLING = re.compile(
    r"[A-Z\d]|\b(?:others?|each|one|many|some|all|several|few|those|these|who|people|dead|wounded|another|more|a\s(?:second|third|fourth|fifth))\b"
)
_PRONOUN = re.compile(r"it|they|them|this|that|these|those|which", re.IGNORECASE)
_OWNED = re.compile(r"['’]s?\s")
_BE = re.compile(r"\b(?:was|were|is|are|be|been|being|got|gets?)\s(?:\w+ly\s|not\s|also\s)?$", re.IGNORECASE)
_SUBJECT_OF = re.compile(r"\s|,?\s(?:which|that)\s")
_BEING = frozenset("is are was were been be am".split())
_MODAL = frozenset("to will would can could may might must not".split())
_FICTION = re.compile(
    r"\b(?:films?|movies?|documentar(?:y|ies)|novels?|thrillers?|dramas?|operas?|musicals?|plays?|video\sgames?|sitcoms?)\b",
    re.IGNORECASE,
)
_TOLD_IN = re.compile(r"['’]?\s(?:about|on|of|depicting|portraying|set\s(?:in|during))\s[^,.;:]{0,60}$", re.IGNORECASE)
_CORE = frozenset(("ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARGM-MNR"))


def is_figurative(clause: Clause, span: Span, kind: EventType) -> bool:
    """Whether words that the codebook has for violence (`kind`) do no violence here: to nobody and nothing, or in a work of fiction."""
    if kind.type not in VIOLENT:
        return False
    if is_fiction(clause, span):
        return True
    return any(is_on_idea(clause, predicate, kind) for predicate in clause.arguments.within(span)[:1])


def is_on_idea(clause: Clause, predicate: Predicate, kind: EventType) -> bool:
    """Whether what a predicate is said to be done to is neither somebody nor something."""
    if kind.type in FAMILIES["bomb"] or (kind.type == _SHOT_DOWN and predicate.lemma != "shoot"):
        return False  # what is set off, seized or found may be anything
    before = clause.word(clause.tokens.at(predicate.span[0]) - 1)
    objects = [a.span for a in predicate.args if a.role == "ARG1"]
    if not objects:
        return (
            not predicate.args and before == "to" and predicate.lemma in kind.triggers.verbs
        )  # "it took three years to shoot"
    if predicate.lemma in _SENT or predicate.lemma in kind.triggers.intransitive:
        return False
    text, (start, end) = clause.reading.text, objects[0]
    victims = kind.roles.object == "victim"
    if not is_aimed(text, predicate, objects[0], before) or (not victims and is_armed(clause, predicate)):
        return False
    if not victims and _PRONOUN.fullmatch(text, start, end):
        return False  # "the convoy set out; it was shelled"
    told = text[max(start, clause.span[0] + 1) : end]  # a capital at the beginning of a sentence tells nothing
    kinds = _SOMEBODY if victims else _SOMETHING
    return not _TELLING.search(told) and not any(
        m.kind in kinds and m.span[0] < end and start < m.span[1] and not is_owner(text, m, end)
        for m in clause.mentions
    )


def is_aimed(text: str, predicate: Predicate, object_: Span, before: str) -> bool:
    """Whether a stretch is the object of a verb ("killed [the deal]"), or what a noun is aimed at ("an attack [on the budget]")."""
    words = text[slice(*predicate.span)].lower()
    inflected = words not in (predicate.lemma, predicate.lemma + "s", predicate.lemma + "es")
    verb = before in _MODAL or (inflected and (not words.endswith("ing") or before in _BEING))
    if object_[0] >= predicate.span[1]:
        if not _NEXT.fullmatch(text, predicate.span[1], object_[0]):
            return False
        return (_LED.match(text, object_[0]) is None) if verb else _AIMED.match(text, object_[0]) is not None
    gap = text[object_[1] : predicate.span[0]]
    failed = predicate.lemma == "bomb" and _SUBJECT_OF.fullmatch(gap)  # "her album bombed": it did nothing to anybody
    return verb and bool(failed or _BE.search(gap)) and not any(a.role == "ARG0" for a in predicate.args)


def is_armed(clause: Clause, predicate: Predicate) -> bool:
    """Whether who does it bears arms or is no single person: what such a one attacks may be a thing that the reader does not mark."""
    for start, end in (a.span for a in predicate.args if a.role == "ARG0"):
        here = (m.kind for m in clause.mentions if m.span[0] < end and start < m.span[1])
        if ARMED.search(clause.reading.text, start, end) or _ACTING & set(here):
            return True
    return False


def is_owner(text: str, mention: Mention, end: int) -> bool:
    """Whether a mention only says whose something is: "[the minister]'s plan", "[his] proposal"; "it" is nobody at all."""
    if mention.form == "pronoun":
        return mention.text.lower() in ("it", "its", "his", "their", "our", "my", "your", "this", "that") or (
            mention.text.lower() == "her" and mention.span[1] + 1 < end
        )
    return mention.span[1] < end and (
        _OWNED.match(text, mention.span[1]) is not None or _OWNED.match(text, mention.span[1] - 2) is not None
    )


def is_fiction(clause: Clause, span: Span) -> bool:
    """Whether words tell what a work of fiction shows: "the film about the siege", "the novel tells of a massacre"."""
    text, start = clause.reading.text, clause.span[0]
    works = [m for m in _FICTION.finditer(text, start, span[0])]
    if any(_TOLD_IN.match(text[work.end() : span[0]]) for work in works):
        return True
    for predicate in clause.arguments.within((start, span[0])):
        subject = next(
            (a.span for a in predicate.args if a.role in ("ARG0", "ARG1") and a.span[1] <= predicate.span[0]), None
        )
        if subject is None or not any(subject[0] <= w.start() and w.end() <= subject[1] for w in works[:1]):
            continue
        if any(a.role in _CORE and a.span[0] <= span[0] < a.span[1] for a in predicate.args):
            return True
    return False
