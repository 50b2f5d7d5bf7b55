"""What harm is said to come of, and which of the types that a trigger can mean its sentence bears out."""

from __future__ import annotations

import re

from dateline.claim.clause import Clause
from dateline.claim.roles import Filled
from dateline.claim.triggers import Trigger
from dateline.codebook import EventType

HARM = ("killing", "injury")
_VAGUE = {"attack", "killing", "injury", "shelling", "bombing", "air_strike"}
_TOXIC = re.compile(
    r"\b(?:toxic gas\w*|poison gas|chlorine|sarin|mustard gas|nerve agent|chemical (?:weapons?|attack|agents?))\b", re.I
)
_AIRCRAFT = re.compile(
    r"\b(?:warplanes?|aircraft|(?:fighter )?jets?|planes?|helicopters?|gunships?|drones?|air force)\b", re.I
)
_SHELLS = re.compile(r"\b(?:rockets?|missiles?|mortars?|artillery|shells?|howitzers?|tanks?)\b", re.I)
ARMED = re.compile(
    r"\b(?:army|military|troops|soldiers?|forces|fighters?|militants?|rebels?|insurgents?|militia\w*|guerrillas?|gunmen|jihadists?|police\w*"
    r"|marines?|mujahideen|brigades?|battalions?|checkpoint|barracks|outpost|patrol|militiamen|terrorists?)\b",
    re.I,
)


def choose(options: list[tuple[EventType, Filled]], pos: str) -> tuple[EventType | None, Filled | None]:
    """The type whose demands the roles meet: the capture of a town, of a man, or a strike at either."""
    for kind, filled in options:
        needs = kind.triggers.needs
        if (
            pos == "noun"
            and needs in ("actor", "people", "person")
            and not (needs == "person" and kind.type == "capture_of_person")
        ):
            return kind, filled
        if needs == "place":
            if (
                filled.roles["place"]
                and kind.roles.object == "place"
                and any(m.kind in ("place", "facility") for m in filled.roles["place"])
            ):
                return kind, filled
        elif needs == "person":
            if filled.roles["victim"]:
                return kind, filled
        elif needs == "actor":
            if filled.roles["actor"]:
                return kind, filled
        elif needs == "people":
            if any(
                m.kind in ("person", "organisation", "nationality")
                for role in ("actor", "victim", "target")
                for m in filled.roles[role]
            ):
                return kind, filled
        else:
            return kind, filled
    return None, None


def finer_type(type_: str, clause: Clause, filled: Filled) -> str:
    """A vaguer type made finer by what the sentence says of the means: aircraft, toxic gas."""
    if type_ not in _VAGUE:
        return type_
    words = clause.reading.text[slice(*clause.span)]
    if _TOXIC.search(words):
        return "chemical_attack"
    means = " ".join(m.text for role in ("actor", "instrument") for m in filled.roles[role])
    if type_ != "shelling" and _AIRCRAFT.search(means):
        return "air_strike"
    if type_ in ("attack", "killing", "injury") and _SHELLS.search(means):
        return "shelling"
    armed = [any(ARMED.search(m.text) for m in filled.roles[role]) for role in ("actor", "target")]
    return "armed_clash" if type_ == "attack" and all(armed) else type_


def cause_of(
    clause: Clause, harm: Trigger, causes: list[tuple[Trigger, EventType]]
) -> tuple[Trigger, EventType] | None:
    """The event noun or verb that a harm predicate names as its cause: its subject, or after in, by, during, when."""
    options = []
    for trigger, kind in causes:
        if trigger is harm or told_apart(clause, harm, trigger):
            continue
        if trigger.last <= harm.first:
            gap = clause.text(trigger.last, harm.first)
            if (
                (
                    trigger.pos == "noun"
                    and not harm.passive
                    and not re.search(r"\b(?:said|who|after|but|when|while|told)\b|[;:]", gap)
                    and gap.count(",") in (0, 2)
                )
                or re.search(r"\b(?:killing|injuring|wounding|leaving)\b", clause.text(harm.first, harm.last))
                or (re.fullmatch(r"(?:.{0,60},\s*)", gap + " ") and harm.words.endswith("ing"))
                or (trigger.pos == "noun" and re.search(r"\bthat\s*$|\bwhich\s*$", gap) and len(gap) < 60)
            ):
                options.append((harm.first - trigger.last, trigger, kind))
        else:
            gap = clause.text(harm.last, trigger.first)
            if (
                len(gap) < 130
                and re.search(r"\b(?:in|by|during|after|from|when|as|following|with)\b", gap)
                and not re.search(r"\b(?:said|told|but|while|which)\b|[;:.]", gap)
                and gap.count(",") < 2
            ):
                options.append((trigger.first - harm.last + 2, trigger, kind))
    options.sort(key=lambda o: (o[0], o[1].first))
    return (options[0][1], options[0][2]) if options and options[0][0] <= 30 else None


def will_be_absorbed(clause: Clause, trigger: Trigger, made: list[tuple[Trigger, EventType, Filled]]) -> bool:
    """Whether a later harm predicate of the sentence takes this trigger as its cause."""
    kinds = [(t, k) for t, k, _ in made if k.roles.cause]
    return any(k.type in HARM and (c := cause_of(clause, t, kinds)) is not None and c[0] is trigger for t, k, _ in made)


def told_apart(clause: Clause, harm: Trigger, other: Trigger) -> bool:
    """Whether a time stands between two: "shot dead a judge the day after the bombing"."""
    return any((a <= other.span[0] < b) != (a <= harm.span[0] < b) for a, b in (c.event for _, c in clause.counted))


def absorb(filled: Filled, cause: Filled) -> None:
    """Roles of the cause that the harm predicate leaves empty."""
    for role in ("actor", "instrument", "place", "time", "target"):
        if not filled.roles[role]:
            victims = {m.id for m in filled.roles["victim"]}
            filled.roles[role] = [m for m in cause.roles[role] if m.id not in victims]
    for role, status in cause.hedged.items():
        filled.hedged.setdefault(role, status)
