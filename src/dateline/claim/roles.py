"""Who did what to whom, where and when: the participants of a trigger, its place and its time, by rule.

Participants are those of the predicate that the reader saw at the trigger; where it saw none, the order of words decides.
"""

from __future__ import annotations

from typing import NamedTuple

from dateline.claim.circumstances import put_place, put_time, within
from dateline.claim.clause import Clause
from dateline.claim.participants import put_actor, put_objects
from dateline.claim.tolls import one_each
from dateline.claim.triggers import Trigger
from dateline.claim.word_order import coordinated_left, from_word_order, mention_after
from dateline.codebook import Codebook, EventType
from dateline.codebook.families import ATTACKS
from dateline.model import Mention, Span

_HEDGE_STATUS = {"possibly": "possible", "reportedly": "unconfirmed", "allegedly": "unconfirmed"}


_ROLE_OF_PART = {"perpetrator": "actor", "organisation": "actor", "target": "target", "weapon": "instrument"}


ROLE_NAMES = (
    "actor",
    "target",
    "victim",
    "instrument",
    "place",
    "time",
    "supporter",
    "ordered_by",
    "addressee",
    "holder_before",
    "holder_after",
)


class Filled(NamedTuple):
    """Mentions by role, and the statuses of roles that are hedged."""

    roles: dict[str, list[Mention]]
    hedged: dict[str, str]


def fill(clause: Clause, trigger: Trigger, kind: EventType, codebook: Codebook, others: list[Trigger]) -> Filled:
    """The roles of one trigger. `others` are the sentence's other triggers, whose words end a search."""
    roles: dict[str, list[Mention]] = {name: [] for name in ROLE_NAMES}
    hedged: dict[str, str] = {}
    if not from_arguments(clause, trigger, kind, roles):
        from_word_order(clause, trigger, kind, roles, others)
    put_instruments(clause, trigger, roles)
    put_parts(clause, trigger, kind, roles, others)
    hedge = clause.hedge
    if hedge and hedge.start() > trigger.span[0] - 40:
        doer = mention_after(clause, clause.tokens.at(hedge.end() - 1) + 1)
        if doer and doer.kind in ("person", "organisation", "nationality", "place"):
            roles["actor"] = [doer]
            hedged["actor"] = _HEDGE_STATUS.get(hedge["hedge"].lower(), "likely")
    put_place(clause, trigger, roles, kind, others)
    roles["place"] = [so_called(clause, m) for m in roles["place"]]
    put_time(clause, trigger, roles, others)
    for name in ROLE_NAMES:
        roles[name] = (
            one_each(list({m.id: m for m in roles[name]}.values()))
            if name in ("actor", "victim")
            else list({m.id: m for m in roles[name]}.values())
        )
    taken = {m.id for name in ("victim", "target") for m in roles[name]}
    roles["actor"] = [m for m in roles["actor"] if m.id not in taken]
    return Filled(roles, hedged)


def so_called(clause: Clause, place: Mention) -> Mention:
    """The name behind a noun for a place, where that says which one: "the town of [Manbij]"."""
    if place.form != "nominal":
        return place
    of = (m for m in clause.mentions if m.kind == "place" and m.form == "name" and m.span[0] >= place.span[1])
    return next((m for m in of if clause.reading.text[place.span[1] : m.span[0]] == " of "), place)


def from_arguments(clause: Clause, trigger: Trigger, kind: EventType, roles: dict[str, list[Mention]]) -> bool:
    """Roles from the predicate that the reader found at the trigger; whether there was one with participants."""
    given = clause.arguments.of(clause, trigger, loosely=kind.roles.toll is None and kind.roles.object == "target")
    if not given:
        return False
    subjects, objects = given.get("ARG0", []), given.get("ARG1", []) or given.get("ARG2", [])
    if (number := number_joined(clause, trigger)) is not None and kind.roles.toll is not None:
        subjects, objects = [], [number]
    elif trigger.pos == "verb" and not trigger.passive and kind.roles.toll is not None:
        subjects, objects = as_they_stand(clause, trigger, subjects, objects)
    if (
        not subjects
        and trigger.pos == "verb"
        and not trigger.passive
        and trigger.lemma not in kind.triggers.intransitive
    ):
        # "thousands marched", "gunmen killed at least three": what stands before an active verb acts, whatever it is called
        after = [m for role in ("ARG1", "C-ARG1", "ARG2") for m in given.get(role, []) if m.span[0] >= trigger.span[1]]
        if after or kind.roles.toll is None:
            subjects = [m for m in objects if m.span[1] <= trigger.span[0]]
            objects = after
    if kind.roles.object == "place" and not any(m.kind in ("place", "facility") for m in objects):
        # "retreated from Lysychansk"
        objects = [*objects, *(m for role in ("ARG2", "ARG4", "ARGM-DIR") for m in given.get(role, []))]
    first = clause.tokens_of[objects[0].id][0] if trigger.passive and objects else 0
    if trigger.passive and objects and objects[0].span[1] <= trigger.span[0] and clause.word(first - 1) == "and":
        objects += [
            m for m in coordinated_left(clause, objects[0]) if m not in objects
        ]  # "[nine others] and a boy were hurt"
    for mention in subjects:
        put_actor(roles, clause.named(mention), metonym=bool(given.get("ARG0")))
    objects = [clause.named(m) for m in objects]
    put_objects(roles, kind, [m for m in objects if m not in roles["actor"]])
    return bool(roles["actor"] or objects)


def number_joined(clause: Clause, trigger: Trigger) -> Mention | None:
    """ "20 people were killed and [55] wounded": a bare number joined on right before a participle, whatever its subject was."""
    number = clause.at.get(trigger.first - 1)
    if number is None or number.kind != "quantity" or trigger.pos != "verb":
        return None
    first, last = clause.tokens_of[number.id]
    alone = last == trigger.first and clause.word(first - 1) in ("and", ",", ";", "while", "with")
    return number if alone and clause.at.get(trigger.last) is None else None


def as_they_stand(
    clause: Clause, trigger: Trigger, subjects: list[Mention], objects: list[Mention]
) -> tuple[list[Mention], list[Mention]]:
    """Who stands after an active verb undergoes it, whatever the reader took him for: "a car bomb killed 14 people"."""
    behind = [m for m in subjects if m.span[0] >= trigger.span[1]]
    if not behind or clause.preposition(behind[0]) is not None:
        return subjects, objects
    ahead = [m for m in objects if m.span[1] <= trigger.span[0]]
    return [m for m in subjects if m not in behind] + ahead, behind + [m for m in objects if m not in ahead]


def put_instruments(clause: Clause, trigger: Trigger, roles: dict[str, list[Mention]]) -> None:
    """Weapons near the trigger that the reader saw used in an attack, or that stand in an argument of its predicate."""
    spans = [a.span for p in clause.arguments.within(trigger.span) for a in p.args]
    for mention in clause.outer():
        if mention.kind != "weapon" or not (mention.part == "weapon" or within(mention, spans)):
            continue
        first, last = clause.tokens_of[mention.id]
        near = -10 <= first - trigger.last <= 12
        if near and not clause.strong_breaks(min(last, trigger.last), max(first, trigger.first)):
            roles["instrument"].append(mention)


def put_parts(
    clause: Clause, trigger: Trigger, kind: EventType, roles: dict[str, list[Mention]], others: list[Trigger]
) -> None:
    """Who and what the reader takes for parts of an attack, where the nearest trigger's predicate itself does not say."""
    if kind.type not in ATTACKS:
        return
    rivals = [o for o in others if ATTACKS & set(o.types)]
    told = {role for role, mentions in roles.items() if mentions}
    if told & {"target", "victim"}:
        told |= {"target", "victim"}
    for mention in clause.mentions:
        if not isinstance(mention.part, str):
            continue
        if any(apart(o.span, mention.span) < apart(trigger.span, mention.span) for o in rivals):
            continue
        role = _ROLE_OF_PART.get(mention.part) or (kind.roles.object if kind.roles.object == "victim" else "target")
        if role not in told:
            roles[role].append(mention)


def apart(a: Span, b: Span) -> int:
    """Characters between two stretches."""
    return max(b[0] - a[1], a[0] - b[1], 0)
