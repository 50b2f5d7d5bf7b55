"""The claims of the events that the trained reader sees, with what rules know of their triggers beside.

Each trigger is one claim; all claims of an event share its type, grade, place, day and actor, and each figure stands in the
claim nearest to it. Claims that rules made of other words stay only where their type is one that the reader of events has
not learnt.
"""

from __future__ import annotations

import os

from dateline.claim.clause import Clause
from dateline.claim.codes import claim_id, codes_of
from dateline.claim.decide import of_event
from dateline.claim.events import see_events, span_of
from dateline.claim.fillers import Filler, FoundToll, as_part
from dateline.claim.model import EventModel, load_events
from dateline.claim.roles import ROLE_NAMES
from dateline.claim.seen import SeenEvent, document
from dateline.claim.speakers import Speakers
from dateline.claim.status import aspect_of, status_of
from dateline.claim.triggers import Trigger as Word
from dateline.codebook import Codebook
from dateline.model import Claim, Place, Reading, Span
from dateline.text.offsets import OffsetMap

HEDGES = {"accused": "likely", "denied": "denied"}  # how an actor is said to have done it → the status of the role


def told_claims(
    reading: Reading, codebook: Codebook, clauses: list[Clause], speakers: Speakers, model: EventModel | None = None
) -> list[Claim]:
    """The claims of a reading in the order of their triggers. `reading.claims`: those that rules made."""
    model = model or load_events()
    made = document(reading, model.vocabulary)
    events = see_events(model, made)
    teller = Teller(reading, codebook, clauses, speakers, Filler(reading, made, model.described.roles, model.decisions))
    row = model.decisions["row"]
    found = [
        claim for n, event in enumerate(events, 1)
        for claim in teller.claims(f"v{n}", event, round(row.chance(of_event(event, made)), 2), row.threshold)
    ]  # fmt: skip
    spans = sorted(c.trigger for c in found)
    learnt = set(model.described.types)
    found += [
        c
        for c in reading.claims
        if (os.environ.get("KEEP") or c.type not in learnt)
        and not any(s[0] < c.trigger[1] and c.trigger[0] < s[1] for s in spans)
    ]
    return sorted({c.id: c for c in found}.values(), key=lambda c: (c.trigger, c.id))


class Teller:
    """Makes the claims of the events of one reading."""

    def __init__(
        self, reading: Reading, codebook: Codebook, clauses: list[Clause], speakers: Speakers, filler: Filler
    ) -> None:
        self.reading, self.codebook, self.speakers, self.filler = reading, codebook, speakers, filler
        self.clauses = clauses
        self.offsets = OffsetMap(reading.edits)
        self.by_rule = sorted(reading.claims, key=lambda c: c.trigger)

    def claims(self, id_: str, event: SeenEvent, sure: float, threshold: float) -> list[Claim]:
        """The claims of one event. `sure`: how likely it is a row of the record; below `threshold` it is none."""
        if event.grade == "incident" and sure < threshold:
            event = event._replace(grade="background")
        found = [self.claim(id_, event, span_of(self.filler.made, words)) for words in event.triggers]
        for role in ("place", "time", "actor"):
            filler = self.filler.pointed(event, role)
            for claim in found:
                claim.roles[role] = [filler.mention.id] if filler else []
                if role == "place":
                    claim.where = filler.mention.place if filler and isinstance(filler.mention.place, Place) else None
                elif role == "actor" and filler and event.accused in HEDGES:
                    claim.hedged["actor"] = HEDGES[event.accused]
        targets = [f.mention for f in self.filler.marked(event, "target")]
        for claim in found:
            if not claim.roles["target"]:
                claim.roles["target"] = [m.id for m in targets]
        for toll in self.filler.tolls(event):
            self.put_toll(id_, event, found, toll)
        by_id = {m.id: m for m in self.reading.mentions}
        for claim in found:
            actors = [by_id[m] for m in claim.roles["actor"]]
            claim.plover, claim.acled = codes_of(
                self.codebook.types[claim.type], actors, [by_id[m] for m in claim.roles["instrument"]]
            )
        return found

    def claim(self, id_: str, event: SeenEvent, span: Span) -> Claim:
        """One trigger as a claim: roles that rules found at it, but those that are learnt."""
        clause = self.clause_at(span)
        rule = next((c for c in self.by_rule if c.trigger[0] < span[1] and span[0] < c.trigger[1]), None)
        said_by, said, verb = self.speakers.of(span)
        status, outcome = (rule.status, rule.outcome) if rule else status_of(clause, word_at(clause, span), verb)
        if event.grade == "plan" and status == "asserted":
            status, outcome = "planned", "open"
        elif event.grade != "plan" and status in ("planned", "conditional"):
            status, outcome = "asserted", None
        raw_trigger, raw_sentence = self.offsets.to_raw(span), self.offsets.to_raw(clause.span)
        return Claim(
            id=claim_id(self.reading.report.id, raw_trigger, event.type), type=event.type, plover={}, acled={}, trigger=span, sentence=clause.span,
            raw_trigger=raw_trigger, raw_sentence=raw_sentence, roles={name: list(rule.roles[name]) if rule else [] for name in ROLE_NAMES},
            grade=event.grade, event=id_, status=status, outcome=outcome, aspect=aspect_of(clause), attributed_to=said_by,
            voice="speaker" if said_by else "report", said=said, captured=rule.captured if rule else None,
            confidence=round(event.sure["event"] * event.sure["grade"], 2),
        )  # fmt: skip

    def put_toll(self, id_: str, event: SeenEvent, claims: list[Claim], found: FoundToll) -> None:
        """A figure goes to the nearest claim of its sentence that has none of its kind; a breakdown to the figure it breaks down."""
        span = found.toll.span or (0, 0)
        here = [c for c in claims if c.sentence[0] <= span[0] < c.sentence[1]]
        near = sorted(here, key=lambda c: min(abs(c.trigger[0] - span[1]), abs(span[0] - c.trigger[1])))
        if found.part:
            whole = next((t for c in near if (t := getattr(c, found.kind)) is not None), None)
            if whole is not None:
                whole.parts.append(as_part(found))
            return
        claim = next((c for c in near if getattr(c, found.kind) is None), None)
        if claim is None:
            claim = self.claim(id_, event, span)
            claims.append(claim)
            if near or claims:
                like = (near or claims)[0]
                claim.roles |= {role: like.roles[role] for role in ("place", "time", "actor")}
                claim.where, claim.hedged = like.where, like.hedged
        setattr(claim, found.kind, found.toll)
        claim.roles["victim"] = (
            list(dict.fromkeys([*(m.id for m in found.mentions), *claim.roles["victim"]]))
            if found.mentions
            else claim.roles["victim"]
        )

    def clause_at(self, span: Span) -> Clause:
        return next((c for c in self.clauses if c.span[0] <= span[0] < c.span[1]), self.clauses[-1])


def word_at(clause: Clause, span: Span) -> Word:
    """A stretch of a sentence as rules see a trigger."""
    first, last = clause.tokens.at(span[0]), clause.tokens.at(span[1] - 1) + 1
    predicate = next(iter(clause.arguments.within(span)), None)
    verb = predicate is not None and clause.word(first - 1) not in ("the", "a", "an")
    words = clause.reading.text[slice(*span)]
    return Word(
        first, last, span, (), "verb" if verb else "noun", words.lower(), False, clause.word(first - 1) == "to", words
    )
