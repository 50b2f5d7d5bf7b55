"""Who did what to whom, where and when: the participants of a trigger, its place and its time.

Participants are those of the predicate that the reader saw at the trigger. Where it saw none, the order of words decides:
subject before an active verb, object after it, the other way round in the passive, "of" and "by" after a noun, possessives
and nationalities before it; distances, commas and clause words choose between candidates.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec import UNSET

from dateline.claim.clause import Clause
from dateline.claim.tolls import one_each
from dateline.claim.triggers import Trigger
from dateline.codebook import Codebook, EventType
from dateline.codebook.families import ATTACKS
from dateline.model import Mention, Place, Span
from dateline.timex import is_beside, value_of

_ACTORS = ("person", "organisation", "nationality", "vehicle")
_LOCATIVE = set(
    "in at near on outside inside around across into from to through over along of between throughout".split()
)
_HEDGED_BY = re.compile(
    r"(?P<hedge>most likely|likely|probably|believed|thought|suspected|apparently|possibly|presumably|reportedly|allegedly)\b[^.;:]{0,45}\b(?:operated|carried out|conducted|launched|flown|fired|perpetrated|staged|committed|planted|mounted) by\b",
    re.IGNORECASE,
)
_HEDGE_STATUS = {"possibly": "possible", "reportedly": "unconfirmed", "allegedly": "unconfirmed"}
_PLACE_NOUNS = set(
    "town city village suburb district neighbourhood neighborhood area outskirts quarter province region camp".split()
)
FAR_PLACE = 45  # cost beyond which a toponym is not the place of what happened
SAID_SO = 40  # how much nearer a place or time is that the reader saw as the predicate's own
_ROLE_OF_PART = {"perpetrator": "actor", "organisation": "actor", "target": "target", "weapon": "instrument"}
FAR = 28  # cost beyond which a mention is no argument
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
    hedge = _HEDGED_BY.search(clause.reading.text, clause.span[0], clause.span[1])
    if hedge and hedge.start() > trigger.span[0] - 40:
        doer = mention_after(clause, clause.tokens.at(hedge.end() - 1) + 1)
        if doer and doer.kind in ("person", "organisation", "nationality", "place"):
            roles["actor"] = [doer]
            hedged["actor"] = _HEDGE_STATUS.get(hedge["hedge"].lower(), "likely")
    put_place(clause, trigger, roles, kind, others)
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
    for mention in subjects:
        put_actor(roles, clause.named(mention), metonym=bool(given.get("ARG0")))
    objects = [clause.named(m) for m in objects]
    put_objects(roles, kind, [m for m in objects if m not in roles["actor"]])
    return bool(roles["actor"] or objects)


def from_word_order(
    clause: Clause, trigger: Trigger, kind: EventType, roles: dict[str, list[Mention]], others: list[Trigger]
) -> None:
    """Roles by the order of words, where the reader saw no predicate: subject before a verb, object after it."""
    intransitive = trigger.lemma in kind.triggers.intransitive
    if trigger.pos == "verb":
        trailing = trigger.words.lower().endswith("ing") and clause.word(trigger.first - 1) in (",", "and", "while")
        # ", killing three and wounding ten": what stands before is no subject but another object
        subject = None if trailing else best_left(clause, trigger.first, others, passive=trigger.passive)
        objects = [] if intransitive else best_right(clause, trigger.last, others)
        if trigger.passive or intransitive:
            objects, subject_role = ([subject, *coordinated_left(clause, subject)] if subject else []), None
            if intransitive and kind.roles.object == "place":  # "the town fell to the rebels"
                subject_role = next(iter(best_right(clause, trigger.last, others)), None)
            agent = by_agent(clause, trigger.last)
            if agent is not None:
                put_actor(roles, agent)
        else:
            subject_role = subject
        if subject_role is not None:
            put_actor(roles, subject_role)
        put_objects(roles, kind, [m for m in objects if m is not subject_role])
    else:
        around_noun(clause, trigger, kind, roles)


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


def put_actor(roles: dict[str, list[Mention]], mention: Mention, metonym: bool = False) -> None:
    """`metonym`: a place that acts stands for those who rule it ("Lagos sent troops")."""
    if mention.kind in ("weapon",):
        roles["instrument"].append(mention)
    elif mention.kind in _ACTORS or (
        mention.kind == "place" and (is_country(mention) or (metonym and mention.form == "name"))
    ):
        roles["actor"].append(mention)


# PLOVER's events of words: a place that they are aimed at is a metonym
_OF_WORDS = {
    "ACCUSE",
    "AGREE",
    "CONCEDE",
    "COOPERATE",
    "REJECT",
    "REQUEST",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
}


def is_country(mention: Mention) -> bool:
    place = mention.place if mention.place else None
    return bool(place and getattr(place, "precision", "") == "country")


def put_objects(roles: dict[str, list[Mention]], kind: EventType, objects: list[Mention]) -> None:
    """Persons become what the type says of its object; things and places hit are targets."""
    role = kind.roles.object
    for mention in objects:
        counts = mention.kind == "quantity" and counts_people(mention)
        people = mention.kind in ("person", "nationality") or (counts and kind.roles.toll is not None)
        if role == "place":
            if mention.kind in ("place", "facility"):
                roles["place"].append(mention)
        elif role == "victim":
            if people or (mention.kind == "organisation" and mention.form == "nominal"):
                roles["victim"].append(mention)
            elif mention.kind == "organisation":
                roles["target"].append(mention)
        elif role in roles and mention.kind in (
            "person",
            "organisation",
            "nationality",
            "facility",
            "place",
            "vehicle",
        ):
            spoken_to = kind.codes.plover.get("event") in _OF_WORDS  # "accused Moscow": those who rule there
            if mention.kind == "place" and role == "target" and not is_country(mention) and not spoken_to:
                roles["place"].append(mention)
            roles[role].append(mention)


def counts_people(mention: Mention) -> bool:
    """Whether a number alone may count people: "killed 31", "19 dead", and neither "108 deer" nor an age."""
    q = mention.quantity
    return q is not UNSET and q.unit is None and q.of not in _NOT_PEOPLE


_NOT_PEOPLE = frozenset(
    """deer cattle cows sheep goats camels horses donkeys pigs dogs cats birds chickens poultry livestock animals elephants wildlife
    houses homes buildings shops schools hospitals villages towns cars vehicles trucks tanks boats planes aircraft drones
    weapons rifles guns rounds shots shells rockets missiles bombs times percent days hours years acres hectares trees""".split()
)


def cost(clause: Clause, mention: Mention, start: int, stop: int) -> int:
    """How far a mention is from a trigger as an argument: words, commas, clause ends, and being in a side phrase."""
    governed = clause.preposition(mention)
    distance = sum(1 for n in range(start, stop) if n not in clause.at or clause.at[n] is not mention)
    return distance + 4 * clause.commas(start, stop) + 12 * clause.strong_breaks(start, stop) + (10 if governed else 0)


def best_left(clause: Clause, at: int, others: list[Trigger], passive: bool) -> Mention | None:
    """The likeliest subject of a verb: near, in no prepositional phrase, in the same clause."""
    options = []
    relative = clause.word(at - 1) in ("who", "which", "that") or clause.word(at - 2) in ("who", "which", "that")
    for mention in clause.outer():
        first, last = clause.tokens_of[mention.id]
        if last > at or mention.kind in ("time", "money", "event"):
            continue
        if mention.kind == "quantity" and not (passive and mention.quantity and mention.quantity.unit is None):
            continue
        price = cost(clause, mention, last, at)
        if relative and at - last <= 3:
            price = 0
        if mention.kind in ("place", "facility", "vehicle", "weapon") and not is_country(mention):
            price += 6
        options.append((price, -first, mention))
    options.sort(key=lambda o: o[:2])
    return options[0][2] if options and options[0][0] <= FAR else None


def best_right(clause: Clause, at: int, others: list[Trigger]) -> list[Mention]:
    """The direct object of a verb and what is coordinated with it."""
    verbs = sorted(t for t in others if t.first >= at and t.pos == "verb")
    while verbs and re.fullmatch(r",? ?(?:not|and|or|but not|and then)?,?", clause.text(at, verbs[0].first).strip()):
        at = verbs[0].last  # "to capture, not kill, him": the object is shared
        verbs = verbs[1:]
        if clause.word(at) == ",":
            at += 1
    stop = verbs[0].first if verbs else clause.last
    found: list[Mention] = []
    for mention in clause.outer():
        first, _last = clause.tokens_of[mention.id]
        if first < at or first >= stop or mention.kind in ("time", "money"):
            continue
        if mention.kind == "quantity" and mention.quantity and mention.quantity.unit:
            continue
        if not found:
            governed = clause.preposition(mention)
            if (
                (governed and governed not in ("on", "at", "against", "with", "of", "to"))
                or first - at > 9
                or clause.strong_breaks(at, first)
            ):
                return found
            found.append(mention)
        else:
            between = clause.text(clause.tokens_of[found[-1].id][1], first)
            if not re.fullmatch(
                r"(?:,|and|,\s*and|or|as well as|along with|including)\s*(?:the|a|an|another|his|her|their)?(?:\s(?!of\b)[\w’'-]+)?|[,\s]*",
                between.strip(),
            ):
                break
            if between.strip() == "," and not re.match(
                r"\s*(?:,\s*[\w\s’'-]{2,40})?,?\s*(?:and|or)\b", clause.reading.text[mention.span[1] : clause.span[1]]
            ):
                break  # a comma without an "and" to come begins something else
            found.append(mention)
    return found


def coordinated_left(clause: Clause, mention: Mention) -> list[Mention]:
    """Mentions joined to a subject by commas and "and": `three soldiers and a guard were killed`."""
    found: list[Mention] = []
    first = clause.tokens_of[mention.id][0]
    for other in reversed(clause.outer()):
        start, stop = clause.tokens_of[other.id]
        if stop <= first:
            between = clause.text(stop, first).strip()
            if not re.fullmatch(r",|and|, and|or|as well as", between) or other.kind not in (
                "person",
                "organisation",
                "nationality",
                "quantity",
            ):
                break
            found.append(other)
            first = start
    return found


def mention_after(clause: Clause, at: int) -> Mention | None:
    """The first participant that begins within four tokens."""
    for n in range(at, min(at + 4, clause.last)):
        if n in clause.at:
            return clause.at[n]
    return None


def by_agent(clause: Clause, at: int) -> Mention | None:
    """The agent of a passive or a noun: the mention after the nearest "by"."""
    for n in range(at, min(at + 14, clause.last)):
        if clause.token(n) is not None and clause.word(n) in (";", "which", "who", "while", "when"):
            return None
        if clause.word(n) == "," and n - at > 4:
            return None
        if clause.word(n) == "by":
            return mention_after(clause, n + 1)
    return None


def around_noun(clause: Clause, trigger: Trigger, kind: EventType, roles: dict[str, list[Mention]]) -> None:
    """`the killing of X by Y`, `an attack on X`, `X's death`, `an Israeli air strike`, `19 dead`."""
    left = clause.at.get(trigger.first - 1)
    victims = kind.roles.object == "victim"
    if left is None and clause.word(trigger.first - 1) not in PREP_OR_VERB:
        left = clause.at.get(trigger.first - 2)
    if left is not None:
        possessive = clause.tokens.all[clause.tokens_of[left.id][1] - 1].text.endswith(("'s", "’s", "s’", "s'"))
        if victims and (
            left.kind in ("person", "quantity")
            and (possessive or left.form != "name" or trigger.lemma in ("dead", "death"))
        ):
            put_objects(roles, kind, [left, *coordinated_left(clause, left)])
        elif left.kind in ("nationality", "organisation", "person") or is_country(left):
            roles["actor"].append(left)
    word = clause.word(trigger.last)
    if word in ("of", "on", "against", "at", "targeting", "with", "between"):
        objects = best_right(clause, trigger.last, [])
        if word == "between" and objects:
            roles["actor"].append(objects[0])
            roles["target"] += objects[1:]
        elif objects:
            put_objects(roles, kind, objects)
    agent = by_agent(clause, trigger.last)
    if agent is not None:
        put_actor(roles, agent)
    if not roles["actor"] and trigger.lemma not in ("dead", "death", "fatality"):
        carried = re.search(
            r"(?:carried out|launched|conducted|staged|mounted|waged|began|ordered)\s+(?:\w+\s+){0,4}$",
            clause.text(clause.first, trigger.first) + " ",
        )
        if carried:
            at = clause.tokens.at(clause.span[0] + carried.start()) if carried.start() else clause.first
            subject = best_left(clause, max(clause.first, at), [], passive=False)
            if subject:
                put_actor(roles, subject)


PREP_OR_VERB = set("in at near on of to from with by for against the a an was were after before during".split())


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


def put_place(
    clause: Clause, trigger: Trigger, roles: dict[str, list[Mention]], kind: EventType, others: list[Trigger]
) -> None:
    """The nearest toponym that a preposition of place governs; a modifier ("US forces") or a metonym is no place."""
    if roles["place"] and kind.roles.object == "place":
        return
    options = []
    said = clause.arguments.circumstances(clause, trigger, "ARGM-LOC")
    for mention in clause.mentions:
        if mention.kind not in ("place", "facility"):
            continue
        first, last = clause.tokens_of[mention.id]
        wider = clause.at.get(last - 1)
        if wider is not None and wider is not mention:
            continue  # inside "US-led coalition", "Iraqi forces"
        governed = clause.preposition(mention)
        if governed not in _LOCATIVE:
            continue
        if governed in ("of", "to", "from") and mention.kind == "place" and is_country(mention):
            continue
        if governed == "to" and clause.word(first - 2) == "according":
            continue  # who says so
        after = first >= trigger.last
        between = (trigger.last, first) if after else (last, trigger.first)
        price = abs(first - trigger.first) + 14 * clause.strong_breaks(*between) + 3 * clause.commas(*between)
        price += 20 * sum(
            between[0] <= o.first < between[1] for o in others if o.pos == "verb" and kind.roles.toll is not None
        )
        apposed = governed == "of" and clause.word(first - 2) in _PLACE_NOUNS  # "the Damascus suburb of Jaramana"
        direct = governed in ("in", "at", "near", "outside", "inside", "around", "on", "across")
        price += -6 if apposed else 0 if direct else 8
        price += 6 if is_country(mention) else 12 if mention.form == "nominal" and mention.kind == "place" else 0
        price -= SAID_SO if within(mention, said) else 0
        options.append((price, first, mention))
    options.sort(key=lambda o: o[:2])
    if options and options[0][0] <= FAR_PLACE:
        best = options[0][2]
        roles["place"].append(best)
        following = [
            m
            for _, _, m in options[1:]
            if m.span[0] > best.span[0] and clause.reading.text[best.span[1] : m.span[0]].strip(" ,") in ("", "in")
        ]
        roles["place"] += following[:1]
        if not any(map(on_the_map, roles["place"])):
            # "in a hospital in Hasakah": where the nearest place is not on the map, the next one is
            known = [m for price, _, m in options[1:] if price <= FAR_PLACE and on_the_map(m)]
            roles["place"] += known[:1]


def on_the_map(mention: Mention) -> bool:
    return isinstance(mention.place, Place) and not mention.place.implied


def put_time(clause: Clause, trigger: Trigger, roles: dict[str, list[Mention]], others: list[Trigger]) -> None:
    """The nearest time expression of the sentence that belongs to no other trigger's clause.

    "Two days after the attack" is no time of the attack, and a time beside the attack ("on Sunday") is one of nothing else.
    """
    options = []
    apart = counted_apart(clause, trigger, others)
    circumstances = clause.arguments.circumstances(clause, trigger, "ARGM-TMP")
    own = [clause.reading.own_date] if clause.reading.own_date else []
    for mention in clause.times:
        if within(mention, own) or mention.id in apart:
            continue
        if not is_datable(mention.text) and not any(m is mention for m, _ in clause.counted):
            continue
        first, last = clause.tokens_of[mention.id]
        after = first >= trigger.last
        between = (trigger.last, first) if after else (last, trigger.first)
        price = abs(first - trigger.first) + 9 * clause.strong_breaks(*between) + 2 * clause.commas(*between)
        crossed = sum(between[0] <= o.first < between[1] for o in others if o.pos == "verb")
        said = re.search(
            r"\b(?:said|told|announced|reported|added|says|statement)\b",
            clause.text(max(clause.first, first - 5), first),
        )
        price += 30 * crossed + (25 if said and after else 0)
        price -= SAID_SO if within(mention, circumstances) else 0
        options.append((price, first, mention))
    options.sort(key=lambda o: o[:2])
    if options and options[0][0] <= 40:
        roles["time"].append(options[0][2])


def counted_apart(clause: Clause, trigger: Trigger, others: list[Trigger]) -> set[str]:
    """The times that cannot be a trigger's, for another event counts from it or has them beside it.

    "On March 5, two days after the attack on the mill on Sunday": March 5 is not when the attack was, and Sunday is when
    nothing else was.
    """
    apart: set[str] = set()
    for mention, counted in clause.counted:
        low, high = counted.event
        inside = sorted((t for t in [trigger, *others] if low <= t.span[0] < high), key=lambda t: t.span)
        if not inside:
            continue
        dated = any(is_beside(clause.reading.text, m.span, mention.span) for m in clause.times)
        # what follows is all of the event, unless the sentence begins so: "Two days after the attack gunmen killed …"
        ends = dated or any(t.span[0] < mention.span[0] for t in [trigger, *others])
        if trigger is inside[0] or (ends and trigger in inside):
            apart |= {m.id for m in clause.times if m.span[1] < low and not (dated and m is mention)}
        else:
            stop = inside[1].span[0] if len(inside) > 1 and not ends else high
            apart |= {m.id for m in clause.times if low <= m.span[0] < stop or (dated and m is mention)}
    return apart


def within(mention: Mention, spans: list[Span]) -> bool:
    return any(a <= mention.span[0] and mention.span[1] <= b for a, b in spans)


def is_datable(words: str) -> bool:
    """Durations, frequencies and vague references say not when."""
    value = value_of(words, None, -1)
    if value is None:
        return False
    return value.type in ("DATE", "TIME") and value.value not in ("PRESENT_REF", "FUTURE_REF", "PAST_REF")
