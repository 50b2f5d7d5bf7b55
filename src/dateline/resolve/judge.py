"""Judgements re-attached: each holds on to a raw span and its words, so that it outlives re-reading and re-linking.

A judgement whose words are no longer where they were, nor anywhere else in the report, is listed as loose and has no
effect; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dateline.model import Anchor, Judgement, Reading
from dateline.resolve.people import Key


class Attached(NamedTuple):
    """What judgements mean for the readings at hand. Keys are (report, claim) or (report, entity)."""

    same_claims: list[tuple[Key, Key, str]]
    apart_claims: list[tuple[Key, Key]]
    same_entities: list[tuple[Key, Key, str]]
    apart_entities: list[tuple[Key, Key]]
    rejected: set[Key]
    settings: list[
        tuple[Key | str, Judgement]
    ]  # (claim of an event, or a report's id), the judgement that sets a field
    loose: list[Judgement]


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Judgements that nobody has undone, in order."""
    judgements = list(judgements)
    undone: set[int] = set()
    for judgement in reversed(judgements):  # an undo may itself be undone
        if judgement.undoes is not None and judgement.id not in undone:
            undone.add(judgement.undoes)
    return [j for j in judgements if j.id not in undone and j.verdict != "undo"]


def withdrawn(judgements: Iterable[Judgement]) -> set[str]:
    """Reports that were taken out."""
    return {anchor.report for j in in_force(judgements) if j.verdict == "withdraw" for anchor in j.anchors}


def claim_at(reading: Reading, anchor: Anchor) -> str | None:
    """The claim whose trigger stands where an anchor points, its words unchanged, or around or inside it."""
    for claim in reading.claims:
        if tuple(claim.raw_trigger) == tuple(anchor.raw_span) and reading.text[slice(*claim.trigger)] == anchor.quote:
            return claim.id
    words = set(anchor.quote.lower().split())
    for claim in reading.claims:  # the span grew or shrank by a new repair or reader; a word of it remains
        a, b = claim.raw_trigger, anchor.raw_span
        if a[0] < b[1] and b[0] < a[1] and words & set(reading.text[slice(*claim.trigger)].lower().split()):
            return claim.id
    return None


def entity_at(reading: Reading, anchor: Anchor) -> str | None:
    """The entity of the mention where an anchor points."""
    for mention in reading.mentions:
        if tuple(mention.raw_span) == tuple(anchor.raw_span) and mention.entity:
            return mention.entity
    for mention in reading.mentions:
        a, b = mention.raw_span, anchor.raw_span
        if mention.text == anchor.quote and mention.entity and a[0] < b[1] and b[0] < a[1]:
            return mention.entity
    return next((m.entity for m in reading.mentions if m.text == anchor.quote and m.entity), None)


def attach(judgements: Iterable[Judgement], readings: Mapping[str, Reading]) -> Attached:
    """People's judgements as keys of the readings at hand."""
    made = Attached([], [], [], [], set(), [], [])
    for judgement in in_force(judgements):
        if judgement.verdict == "withdraw":
            continue
        if any(anchor.report not in readings for anchor in judgement.anchors):
            made.loose.append(judgement)
            continue
        if not place(judgement, readings, made):
            made.loose.append(judgement)
    return made


def place(judgement: Judgement, readings: Mapping[str, Reading], made: Attached) -> bool:
    """Puts one judgement where it belongs; False if its anchors no longer hold."""
    anchors = judgement.anchors
    about_entities = judgement.field == "entity"
    if judgement.verdict == "set" and anchors and anchors[0].raw_span == (0, 0):
        made.settings.append((anchors[0].report, judgement))
        return True
    find = entity_at if about_entities else claim_at
    keys = [(a.report, found) for a in anchors if (found := find(readings[a.report], a)) is not None]
    if len(keys) < len(anchors) or not keys:
        return False
    why = f"{judgement.made_by} says so" + (f": {judgement.because}" if judgement.because else "")
    if judgement.verdict == "same":
        (made.same_entities if about_entities else made.same_claims).append((keys[0], keys[1], why))
    elif judgement.verdict == "not-same":
        (made.apart_entities if about_entities else made.apart_claims).append((keys[0], keys[1]))
    elif judgement.verdict == "reject":
        made.rejected.add(keys[0])
    elif judgement.verdict == "set":
        made.settings.append((keys[0], judgement))
    return True
