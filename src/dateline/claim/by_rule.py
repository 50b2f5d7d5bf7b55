"""Claims by rule: the codebook's words as triggers, roles of their predicates, tolls that victims add up to.

They serve the reader of events: it takes over roles and values found here at the words that it takes for events. What is
left of them is words alone, and what is told in passing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.claim.anaphora import take_up
from dateline.claim.causes import HARM, absorb, cause_of, choose, finer_type, will_be_absorbed
from dateline.claim.clause import Clause
from dateline.claim.codes import claim_id, codes_of
from dateline.claim.interactions import interactions
from dateline.claim.participants import is_country
from dateline.claim.roles import ROLE_NAMES, Filled, fill
from dateline.claim.shares import shared_out, shares_of
from dateline.claim.speakers import Speakers
from dateline.claim.status import aspect_of, status_of
from dateline.claim.toll_phrases import completed, phrase_tolls
from dateline.claim.tolls import harmed_together, toll_of
from dateline.claim.triggers import Trigger, find_triggers
from dateline.codebook import Codebook, EventType
from dateline.codebook.families import ATTACKS, INTERACTION
from dateline.model import Claim, Mention, Place, Reading, Toll
from dateline.text.offsets import OffsetMap
from dateline.text.tokens import Tokens


def claims_by_rule(
    reading: Reading, codebook: Codebook, tokens: Tokens, clauses: list[Clause], speakers: Speakers
) -> list[Claim]:
    """The claims that rules make of a reading, in the order of its sentences."""
    blocked = {
        n for m in reading.mentions if m.form == "name" or m.kind in ("time", "money")
        for n in range(tokens.at(m.span[0]), tokens.at(m.span[1] - 1) + 1)
    }  # fmt: skip
    maker = Maker(reading, codebook, OffsetMap(reading.edits), speakers)
    for clause, triggers in zip(clauses, find_triggers(tokens, codebook, blocked), strict=True):
        maker.sentence(clause, triggers)
    reading.claims = list({claim.id: claim for claim in maker.claims}.values())
    take_up(reading)
    return reading.claims


class Maker:
    """Makes the claims of one reading, sentence by sentence."""

    def __init__(self, reading: Reading, codebook: Codebook, offsets: OffsetMap, speakers: Speakers) -> None:
        self.reading, self.codebook, self.offsets, self.speakers = reading, codebook, offsets, speakers
        self.claims: list[Claim] = []

    def sentence(self, clause: Clause, triggers: list[Trigger]) -> None:
        """The claims of a sentence; a strike that kills is one claim, with the strike's type."""
        clause.verbs = {n for t in triggers if t.pos == "verb" for n in range(t.first, t.last)}
        absorbed: set[Trigger] = set()
        made = list(self.filled(clause, triggers))
        causes = [(t, k) for t, k, _ in made if k.roles.cause]
        for trigger, kind, filled in made:
            if kind.type in HARM:
                cause = cause_of(clause, trigger, causes)
                if cause:
                    absorbed.add(cause[0])
                    if cause[0].pos == "noun" and cause[0].last <= trigger.first and not trigger.passive:
                        filled.roles["actor"] = []  # the strike is the subject; who struck is said beside it
                    absorb(filled, next(f for t, _, f in made if t is cause[0]))
                    kind = cause[1]
                    toll = "killed" if "killing" in trigger.types else "injured"
                    self.add(clause, trigger, kind, filled, toll=toll, cause=cause[0])
                    continue
            if trigger in absorbed or (kind.roles.cause and will_be_absorbed(clause, trigger, made)):
                continue
            self.add(clause, trigger, kind, filled, toll=kind.roles.toll)
        self.phrases(clause, made)
        for trigger, filled in interactions(self.reading, self.codebook, clause, triggers):
            self.add(clause, trigger, self.codebook.types[INTERACTION], filled, toll=None)

    def filled(self, clause: Clause, triggers: list[Trigger]) -> Iterator[tuple[Trigger, EventType, Filled]]:
        """Each trigger that tells of an event, with the type that its sentence fits best."""
        for trigger in triggers:
            others = [o for o in triggers if o is not trigger]
            types = [self.codebook.types[t] for t in trigger.types]
            kind, filled = choose([(t, fill(clause, trigger, t, self.codebook, others)) for t in types], trigger.pos)
            if kind is not None and filled is not None:
                yield trigger, kind, filled

    def phrases(self, clause: Clause, made: list[tuple[Trigger, EventType, Filled]]) -> None:
        """Tolls in phrases of their own, where no predicate of the sentence has that toll."""
        for phrase in phrase_tolls(self.reading.text, clause.span, self.offsets):
            toll_kind, span, toll = phrase.kind, phrase.trigger, phrase.toll
            here = [c for c in self.claims if c.sentence == clause.span]
            if any(getattr(c, toll_kind) is not None and getattr(c, toll_kind).low == toll.low for c in here):
                continue
            harmful = [c for c in here if (k := self.codebook.types[c.type]).roles.cause or k.type in HARM]
            if completed(harmful, phrase):
                continue
            at = clause.tokens.at(span[0])
            causes = [k for _, k, _ in made if k.roles.cause]
            kind = causes[0] if causes else self.codebook.types["killing" if toll_kind == "killed" else "injury"]
            trigger = Trigger(
                at,
                clause.tokens.at(span[1] - 1) + 1,
                (span[0], len(self.reading.text[: span[1]].rstrip())),
                (kind.type,),
                "noun",
                "toll",
                False,
                False,
                self.reading.text[slice(*span)],
            )
            filled = fill(clause, trigger, kind, self.codebook, [])
            filled.roles["victim"], filled.roles["target"] = [], []
            self.add(clause, trigger, kind, filled, toll=None, given={toll_kind: toll})

    def add(
        self,
        clause: Clause,
        trigger: Trigger,
        kind: EventType,
        filled: Filled,
        toll: str | None,
        cause: Trigger | None = None,
        given: dict[str, Toll] | None = None,
    ) -> None:
        shares = shares_of(clause, trigger, filled) if toll else []
        if shares:
            for own, roles in shared_out(clause, trigger, filled, shares):
                self.claim(clause, own, kind, roles, toll, cause, given)
        else:
            self.claim(clause, trigger, kind, filled, toll, cause, given)

    def claim(
        self,
        clause: Clause,
        trigger: Trigger,
        kind: EventType,
        filled: Filled,
        toll: str | None,
        cause: Trigger | None = None,
        given: dict[str, Toll] | None = None,
    ) -> None:
        kind = self.codebook.types[finer_type(kind.type, clause, filled)]
        said_by, said, verb = self.speakers.of(trigger.span)
        aside = bool(said_by) and is_aside(clause, trigger)
        said_by = [] if aside else said_by
        status, outcome = status_of(clause, trigger, verb)
        tolls = self.tolls(clause, trigger, filled, toll, given or {})
        if cause is not None and "target" in filled.roles and not filled.roles["target"]:
            filled.roles["target"] = list(filled.roles["victim"])
        plover, acled = codes_of(kind, filled.roles["actor"], filled.roles["instrument"])
        raw_trigger, raw_sentence = self.offsets.to_raw(trigger.span), self.offsets.to_raw(clause.span)
        self.claims.append(
            Claim(
                id=claim_id(self.reading.report.id, raw_trigger, kind.type),
                type=kind.type,
                plover=plover,
                acled=acled,
                trigger=trigger.span,
                sentence=clause.span,
                raw_trigger=raw_trigger,
                raw_sentence=raw_sentence,
                roles={name: [m.id for m in filled.roles[name]] for name in ROLE_NAMES},
                where=where_of(filled.roles["place"]) or where_of(struck(kind, filled)),
                killed=tolls.get("killed"),
                injured=tolls.get("injured"),
                captured=tolls.get("captured"),
                status=status,
                hedged=filled.hedged,
                outcome=outcome,
                aspect=aspect_of(clause),
                attributed_to=said_by,
                voice="unclear" if aside else "speaker" if said_by else "report",
                said=said,
                confidence=confidence(kind, filled, tolls),
            )
        )

    def tolls(
        self, clause: Clause, trigger: Trigger, filled: Filled, counted: str | None, given: dict[str, Toll]
    ) -> dict[str, Toll]:
        """The tolls of a claim by kind: what a phrase gives, else (`counted`) how many its victims are."""
        if not counted or counted in given or harmed_together(self.reading.text, trigger.span):
            return given
        victims = filled.roles["victim"] or [m for m in filled.roles["target"] if m.kind == "person"]
        toll = toll_of(victims, clause, self.offsets)
        return given | ({counted: toll} if toll is not None else {})


def struck(kind: EventType, filled: Filled) -> list[Mention]:
    """What an attack hit is where it was: "Rockets hit Kabul airport"."""
    if kind.type not in ATTACKS:
        return []
    return [m for m in filled.roles["target"] if m.kind in ("facility", "place") and not is_country(m)]


def where_of(places: list[Mention]) -> Place | None:
    """The first of them that is on the map, else what is said to hold the first one."""
    found = [m.place for m in places if isinstance(m.place, Place)]
    return min(found, key=lambda place: place.implied, default=None)


def is_aside(clause: Clause, trigger: Trigger) -> bool:
    """Whether a claim stands in a side clause of indirect speech (", which killed 31 people"): whose words, is open."""
    before = clause.reading.text[clause.span[0] : trigger.span[0]]
    return (
        trigger.pos == "verb"
        and bool(re.search(r"(?:, which|\blike the [\w\s-]{3,40} that)\s+(?:\w+\s+)?$", before))
        and not re.search(r"[“\"]", before)
    )


def confidence(kind: EventType, filled: Filled, tolls: dict[str, Toll]) -> float:
    """How much of a claim was found; a plain share, not calibrated."""
    found = [
        bool(filled.roles["actor"]),
        bool(filled.roles["victim"] or filled.roles["target"] or filled.roles["place"]),
        bool(filled.roles["time"]),
        bool(tolls) or kind.roles.toll is None,
    ]
    return round(0.3 + 0.15 * sum(found), 2)
