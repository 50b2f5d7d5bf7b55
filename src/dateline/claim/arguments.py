"""The participants of a trigger, from the predicates and roles that the reader found (PropBank: ARG0 does, ARG1 undergoes)."""

from __future__ import annotations

import re
from bisect import bisect_left

from dateline.claim.clause import PREPOSITIONS, Clause
from dateline.claim.triggers import Trigger
from dateline.model import Mention, Predicate, Reading, Span

_AMOUNT = re.compile(
    r"(?:an?|the|some|several|this|that|another)?\s*(?:[\w-]+\s)?(?:group|number|team|crowd|batch|force|series|handful|couple|dozens|scores|hundreds|thousands)s?$",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"(?:\s(?:others?|more)|\sof\s(?:the|his|her|its|their|our|my)\s[\w-]+)?\s*(?:,\s*(?:and|or)?|;|/|and|or|&|as well as|along with|including)(?P<rest>(?:\s+[\w’'-]+){0,3})\s*",
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?:['’]s?)?(?P<rest>(?:\s+[\w.’'-]+){0,4})\s+")
_APPOSED = re.compile(  # age and home after a name, or what somebody is the head of
    r",\s*(?:\d{1,3}|(?:of|from)\s+[A-Z][\w’'\- ]*)(?=,)|\s(?:of|from)\s[A-Z][\w’'\-]*(?:\s[A-Z][\w’'\-]*)*(?=,|\sand\b)"
)
_SHARES = re.compile(r",? (?:and|or|not|but not|and then) ")
_POSSESSIVES = frozenset("his her its their my our your".split())
_RELATIVE = re.compile(r"(?:who|whom|which|that|whose)$", re.I)
CARRIES = frozenset(
    "carry conduct launch stage mount wage commit perpetrate execute make do lead order open take undertake begin deliver plan plot".split()
)


class Arguments:
    """The predicates of one reading, found by their place."""

    def __init__(self, reading: Reading) -> None:
        self.predicates = sorted(reading.predicates, key=lambda p: p.span)
        self.starts = [p.span[0] for p in self.predicates]

    def within(self, span: Span) -> list[Predicate]:
        """Predicates that begin in a span, in order."""
        return self.predicates[bisect_left(self.starts, span[0]) : bisect_left(self.starts, span[1])]

    def of(self, clause: Clause, trigger: Trigger, loosely: bool = False) -> dict[str, list[Mention]] | None:
        """Role → mentions of a trigger, the head of each argument with what is joined to it; None where the reader saw no predicate.

        A noun also takes its actor from the verb that carries it out ("launched a raid"). `loosely`: whose the head of an
        argument is will do as well ("rejected the minister's offer").
        """
        predicates = self.within(trigger.span)
        if not predicates:
            return None
        found: dict[str, list[Mention]] = {}
        for predicate in predicates:
            for arg in predicate.args:
                for mention in heads(clause, arg.span, trigger.span, loosely):
                    found.setdefault(arg.role, []).append(mention)
        if trigger.pos == "verb" and not found.get("ARG1"):
            joined = next(iter(self.within((trigger.span[1], clause.span[1]))), None)
            if joined is not None and _SHARES.fullmatch(clause.reading.text[trigger.span[1] : joined.span[0]]):
                for arg in joined.args:  # "to capture, not kill, him": the object is shared
                    if arg.role == "ARG1":
                        found["ARG1"] = heads(clause, arg.span, joined.span, loosely)
        if trigger.pos == "noun" and "ARG0" not in found:
            for verb in self.within(clause.span):
                if verb.lemma in CARRIES and any(
                    a.role in ("ARG1", "ARGM-PRR", "ARG2")
                    and a.span[0] <= trigger.span[0]
                    and trigger.span[1] <= a.span[1]
                    for a in verb.args
                ):
                    found["ARG0"] = [
                        m for a in verb.args if a.role == "ARG0" for m in heads(clause, a.span, trigger.span, loosely)
                    ]
        return found

    def circumstances(self, clause: Clause, trigger: Trigger, role: str) -> list[Span]:
        """Where or when (`role`) a trigger's predicate says that it happened; else where or when a later one does that has
        the same subject ("killed two and detained a third in Hajin yesterday")."""
        predicates = self.within(trigger.span)
        own = [a.span for p in predicates for a in p.args if a.role == role]
        subjects = {a.span for p in predicates for a in p.args if a.role == "ARG0"}
        if own or not subjects:
            return own
        later = self.within((trigger.span[1], clause.span[1]))
        joined = (p for p in later if any(a.role == "ARG0" and a.span in subjects for a in p.args))
        return next((spans for p in joined if (spans := [a.span for a in p.args if a.role == role])), [])


def aimed_at(clause: Clause, trigger: Span) -> list[Mention]:
    """What is fired at: "fired rockets [at the airport]". The object of such a verb is what flies, and no target."""
    text = clause.reading.text
    for predicate in clause.arguments.within(trigger):
        sent = [a.span for a in predicate.args if a.role == "ARG1" and a.span[0] >= predicate.span[1]]
        flies = any(
            m.kind == "weapon" and m.span[0] < end and start < m.span[1] for start, end in sent for m in clause.mentions
        )
        for arg in predicate.args if sent and (flies or predicate.lemma in _SENDS) else ():
            if arg.role in ("ARG2", "ARG4", "ARGM-LOC", "ARGM-DIR", "ARGM-GOL") and _AT.match(text, *arg.span):
                kept = [m for m in clause.outer() if arg.span[0] < m.span[0] < arg.span[1] and m.kind in _HIT]
                return kept[:1]
    return []


_SENDS = frozenset(("fire", "lob", "hurl"))
_AT = re.compile(r"(?:at|on|onto|into|against|towards?|over)\s", re.IGNORECASE)
_HIT = frozenset(("person", "organisation", "nationality", "facility", "place", "vehicle"))


def heads(clause: Clause, span: Span, trigger: Span, loosely: bool = False) -> list[Mention]:
    """The mention that heads an argument, and those coordinated with it; of "who", what it stands for."""
    text = clause.reading.text
    if _RELATIVE.match(text[slice(*span)]):
        before = [m for m in clause.outer() if m.span[1] <= span[0] and m.kind != "time"]
        return before[-1:] if before and span[0] - before[-1].span[1] < 40 else []
    inside = [
        m
        for m in clause.outer()
        if span[0] <= m.span[1] - 1 < span[1] and not (m.span[0] < trigger[1] and trigger[0] < m.span[1])
    ]
    if not inside:
        return []
    while (
        len(inside) > 1 and plain(_LEADS, text[inside[0].span[1] : inside[1].span[0]]) and inside[0].form != "pronoun"
    ):
        inside = inside[1:]  # "the Taliban commander": the name only says which
    if (
        len(inside) > 1
        and _AMOUNT.match(inside[0].text)
        and text[inside[0].span[1] : inside[1].span[0]].split()[:1] == ["of"]
    ):
        inside = inside[1:]  # "a group of 200 men"
    kept = [inside[0]]
    lead = text[span[0] : max(span[0], inside[0].span[0])].lower().split()
    if (
        not loosely
        and any(word in PREPOSITIONS for word in lead[1:])
        and not any(word in ("members", "number", "group", "bodies", "lives", "killing", "deaths") for word in lead)
    ):
        return []  # the mention is no head: "the offer of talks with the rebels"
    for mention in inside[1:]:
        if mention.form == "pronoun" and mention.text.lower() in _POSSESSIVES:
            continue  # "a girl and her mother"
        if mention.kind == "quantity" and mention.quantity and mention.quantity.unit == "years":
            continue
        gap = text[kept[-1].span[1] : mention.span[0]]
        between = _APPOSED.sub("", gap)
        if mention.kind == "place" and (between != gap or not plain(_JOINS, between)):
            continue  # "Omar Haddad, 41, of Hajin, and three others"
        if not plain(_JOINS, between):
            break
        kept.append(mention)
    return kept


def plain(pattern: re.Pattern[str], between: str) -> bool:
    """Whether the words between two mentions are as a pattern says, and its `rest` holds no word of grammar."""
    match = pattern.fullmatch(between)
    return match is not None and not set(match["rest"].lower().split()) & (PREPOSITIONS | _LINKS)


_LINKS = frozenset("and or but who whom which that as not when while was were is are had has have said".split())
