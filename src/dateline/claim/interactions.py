"""Predicates that no type of the codebook covers, by which one side acts on another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.claim.circumstances import within
from dateline.claim.clause import Clause
from dateline.claim.participants import is_country
from dateline.claim.roles import Filled, fill
from dateline.claim.triggers import Trigger
from dateline.codebook import Codebook
from dateline.codebook.families import INTERACTION
from dateline.model import CORE_ROLES, Mention, Predicate, Reading, Span

_NOUN = re.compile(r"(?:tion|ment|ism|ity|ness|ance|ence|ship|ure|al|ory)s?$")
_DETERMINERS = frozenset("the a an its his her their our my this that these those any no every of".split())
SAID = 25  # characters from which the content of an attribution is something said, not someone addressed
_SIDES = ("person", "organisation", "nationality")
_OBJECTS = frozenset(("ARG1", "ARG2", "ARG3", "ARG4", "ARGM-GOL", "ARGM-COM"))
_JOINED = re.compile(r",? (?:and |or )?(?:the )?")
_AUXILIARY = {"be", "have", "do", "become", "include", "seem"}


def interactions(
    reading: Reading, codebook: Codebook, clause: Clause, triggers: list[Trigger]
) -> Iterator[tuple[Trigger, Filled]]:
    """Predicates that no type of the codebook covers, by which one side acts on another."""
    kind = codebook.types.get(INTERACTION)
    if kind is None or len({m.entity for m in clause.mentions} - {None}) < 2:
        return  # it takes two
    taken = {n for t in triggers for n in range(t.first, t.last)}
    cues = [
        a.cue for a in reading.attributions
        if a.cue and clause.span[0] <= a.cue[0] < clause.span[1] and sum(e - s for s, e in a.content) > SAID
        and any(is_clause(clause, span) for span in a.content)
    ]  # fmt: skip
    for predicate in clause.arguments.within(clause.span):
        if sum(a.role in CORE_ROLES for a in predicate.args) < 2:
            continue  # nobody acts on anybody
        at = clause.tokens.at(predicate.span[0])
        if (
            at in taken
            or predicate.lemma in _AUXILIARY
            or any(a < predicate.span[1] and predicate.span[0] < b for a, b in cues)
        ):
            continue
        words = clause.reading.text[slice(*predicate.span)]
        if _NOUN.search(words) or clause.word(at - 1) in _DETERMINERS:
            continue
        trigger = Trigger(
            at,
            at + 1,
            predicate.span,
            (INTERACTION,),
            "verb",
            predicate.lemma,
            False,
            clause.word(at - 1) == "to",
            words,
        )
        filled = fill(clause, trigger, kind, codebook, [t for t in triggers if t.span != predicate.span])
        sides = [
            {m.entity for m in filled.roles[role] if m.kind in _SIDES or m.kind == "place"} - {None} for role in ("actor", "target")
        ]  # fmt: skip
        if sides[0] and not sides[1] - sides[0]:
            filled.roles["target"] = others_in(clause, predicate, sides[0])
            sides[1] = {m.entity for m in filled.roles["target"]} - {None}
        if sides[0] and sides[1] - sides[0]:
            yield trigger, filled


def is_clause(clause: Clause, span: Span) -> bool:
    """Whether a stretch is words said and no mere object: quoted, or with a verb that has something before it."""
    return clause.reading.text[span[0]] in "\"“'‘" or any(
        not _NOUN.search(clause.reading.text[slice(*p.span)]) and any(span[0] <= a.span[0] < p.span[0] for a in p.args)
        for p in clause.arguments.within(span)
    )


def others_in(clause: Clause, predicate: Predicate, actors: set[str | None]) -> list[Mention]:
    """Whom a predicate is about besides its actors, inside what it is done to: "closed its border with Togo and Benin"."""
    objects = [a.span for a in predicate.args if a.role in _OBJECTS]
    found = [
        m for m in clause.outer()
        if (m.kind in _SIDES or is_country(m)) and m.form != "pronoun" and m.entity not in actors
        and within(m, objects)
    ]  # fmt: skip
    joined = found[:1]
    for m in found[1:]:
        if not _JOINED.fullmatch(clause.reading.text[joined[-1].span[1] : m.span[0]]):
            break
        joined.append(m)
    return joined
