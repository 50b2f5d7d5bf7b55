"""Participants by the order of words, where the reader saw no predicate at a trigger.

Subject before an active verb, object after it, the other way round in the passive, "of" and "by" after a noun, possessives
and nationalities before it; distances, commas and clause words choose between candidates.
"""

from __future__ import annotations

import re

from dateline.claim.clause import Clause
from dateline.claim.participants import is_country, put_actor, put_objects
from dateline.claim.triggers import Trigger
from dateline.codebook import EventType
from dateline.model import Mention

FAR = 28  # cost beyond which a mention is no argument


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
            if not re.fullmatch(r"(?:(?:others?|more) )?(?:,|and|, and|or|as well as)", between) or other.kind not in (
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
