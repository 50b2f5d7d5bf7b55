"""The claims of the events that the trained reader sees, with what rules know of their triggers beside.

Each trigger is one claim; all claims of an event share its type, grade, place and day, and each figure stands in the claim
nearest to it. Claims that rules made of other words stay beside them, and are no incidents.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter

from dateline.claim.apart import set_places_apart, set_shares_apart
from dateline.claim.arguments import aimed_at
from dateline.claim.asides import is_of_other
from dateline.claim.clause import Clause
from dateline.claim.codes import claim_id, codes_of
from dateline.claim.counts import Victims, agreed, sums
from dateline.claim.decide import of_event
from dateline.claim.events import see_events, span_of
from dateline.claim.figurative import is_figurative
from dateline.claim.fillers import Filler, Found, FoundToll, as_part, is_span
from dateline.claim.model import EventModel, load_events
from dateline.claim.roles import ROLE_NAMES
from dateline.claim.seen import SeenEvent, document
from dateline.claim.speakers import Speakers
from dateline.claim.status import aspect_of, is_asked, status_of
from dateline.claim.sums import set_sums_apart
from dateline.claim.tolls import harmed_together
from dateline.claim.triggers import Trigger as Word
from dateline.codebook import Codebook
from dateline.codebook.families import INTERACTION, family
from dateline.model import COUNTED, Claim, Mention, Reading, Span
from dateline.neural.runtime import Array
from dateline.neural.wordpiece import word_range
from dateline.text.offsets import OffsetMap
from dateline.timex import counted_from_event

VAGUE = ("injury", "attack")  # types that say not how
DOUBTFUL = 0.1  # how likely words by rule must be of an event for the reader not to rule them out
CODEBOOK = 4.0  # how much the codebook's words count for a type, in logarithms, where all triggers say it
UNSURE = 0.75  # how likely the reader's type must be, where the codebook's words all say one that it has not learnt
BY_RULE = 0.5  # how likely a value is right that only a rule gives
HEDGES = {"accused": "likely", "denied": "denied"}  # how an actor is said to have done it → the status of the role


def told_claims(
    reading: Reading, codebook: Codebook, clauses: list[Clause], speakers: Speakers, model: EventModel | None = None
) -> list[Claim]:
    """The claims of a reading in the order of their triggers. `reading.claims`: those that rules made."""
    model = model or load_events()
    made = document(reading, model.vocabulary)
    chances, events = see_events(model, made)
    filler = Filler(reading, made, model.described.roles, model.decisions)
    teller = Teller(reading, codebook, clauses, speakers, filler, model.described.types)
    row, found = model.decisions["row"], list[Claim]()
    for n, event in enumerate((e for e in events if not teller.is_figurative(e)), 1):
        sure = round(row.chance(of_event(event, made)), 2)
        if sure >= row.threshold or not teller.is_words(event):
            found += teller.claims(f"v{n}", event, sure, row.threshold)
    found = [c for c in [*found, *left_over(teller, found, chances)] if not is_asked(reading.text, c)]
    set_shares_apart(reading.report.id, found, reading.claims, teller.by_id)
    told_of: dict[tuple[str, Span], list[Claim]] = {}
    for claim in found:
        if claim.event:
            told_of.setdefault((claim.event, claim.sentence), []).append(claim)
    for (_, sentence), claims in told_of.items():
        set_places_apart(teller.clause_at(sentence), claims)
    set_sums_apart(found)
    return sorted({c.id: c for c in found}.values(), key=lambda c: (c.trigger, c.id))


def left_over(teller: Teller, found: list[Claim], told: Array) -> list[Claim]:
    """The claims by rule at other words than those that the reader takes for events; of the types that it knows only those
    that it does not rule out, or that count somebody. `told`: how likely each word tells of an event."""
    taken = sorted(c.trigger for c in found)
    known, made = {*teller.types, *VAGUE}, teller.filler.made
    kept = []
    for claim in teller.reading.claims:
        at = bisect_left(taken, (claim.trigger[1], 0))
        if at and taken[at - 1][1] > claim.trigger[0]:
            continue
        counts = any(getattr(claim, kind) for kind in COUNTED)
        if teller.is_said_so(claim):
            continue
        words = word_range(made.words, claim.trigger)
        if counts or claim.type not in known or (words is not None and float(told[slice(*words)].max()) >= DOUBTFUL):
            clause, times = teller.clause_at(claim.trigger), claim.roles["time"]
            claim.roles["time"] = [m for m in times if not is_of_other(clause, [claim.trigger], teller.by_id[m])]
            kept.append(claim)
    return kept


class Teller:
    """Makes the claims of the events of one reading."""

    def __init__(
        self,
        reading: Reading,
        codebook: Codebook,
        clauses: list[Clause],
        speakers: Speakers,
        filler: Filler,
        types: list[str],
    ) -> None:
        self.reading, self.codebook, self.speakers, self.filler, self.types = reading, codebook, speakers, filler, types
        self.clauses = clauses
        self.starts = [clause.span[0] for clause in clauses]
        self.offsets = OffsetMap(reading.edits)
        self.by_rule: dict[Span, list[Claim]] = {}
        for claim in reading.claims:
            self.by_rule.setdefault(claim.sentence, []).append(claim)
        self.named: dict[str, list[Mention]] = {}
        self.of_entity: dict[str, list[Mention]] = {}
        for mention in reading.mentions:
            self.named.setdefault(mention.text.lower(), []).append(mention)
            if mention.entity and mention.form in ("name", "nominal") and mention.kind in ("person", "organisation"):
                self.of_entity.setdefault(mention.entity, []).append(mention)
        self.by_id = {m.id: m for m in reading.mentions}
        self.victims = Victims(codebook, self.by_id)

    def claims(self, id_: str, event: SeenEvent, sure: float, threshold: float) -> list[Claim]:
        """The claims of one event. `sure`: how likely it is a row of the record; below `threshold` it is none."""
        if event.grade == "incident" and sure < threshold:
            event = event._replace(grade="background")
        tolls = self.tolls(event)
        event = event._replace(type=self.type_of(event, any(toll.kind == "killed" for toll in tolls)))
        found = [self.claim(id_, event, span_of(self.filler.made, words)) for words in event.triggers]
        for toll in tolls:
            self.put_toll(id_, event, found, toll)
        for claim in found:
            claim.sure |= {"row": sure, "type": round(event.sure["type"], 2)}
        fillers = {role: self.filler.pointed(event, role) for role in ("place", "time", "actor")}
        for role in ("place", "time"):
            filler = fillers[role]
            if filler and self.is_of_other(event, filler.mention):
                fillers[role] = None
        fillers["time"] = self.time_by_rule(event) or fillers["time"]
        fillers["actor"] = self.hedged_actor(event) or fillers["actor"]
        for role, filler in fillers.items():
            self.put(found, role, filler)
        if fillers["place"]:
            where = self.filler.where(event, fillers["place"].mention)
            for claim in found:
                claim.where = where
        actor = fillers["actor"]
        for claim in found:
            if actor and event.accused in HEDGES:
                claim.hedged["actor"] = HEDGES[event.accused]
            instruments = [self.by_id[m] for m in claim.roles["instrument"]]
            actors = [actor.mention] if actor else []
            claim.plover, claim.acled = codes_of(self.codebook.types[claim.type], actors, instruments)
        self.put_targets(event, found)
        return found

    def put_targets(self, event: SeenEvent, found: list[Claim]) -> None:
        """What the reader takes for targets goes to the first claim of its sentence; of what is sent flying the words say at what."""
        for claim in found:
            if not claim.roles["target"] and not claim.roles["victim"]:
                claim.roles["target"] = [m.id for m in aimed_at(self.clause_at(claim.trigger), claim.trigger)]
        for target in self.filler.marked(event, "target"):
            if self.filler.speaks(target.mention.span):
                continue  # "the colonel said his driver was killed"
            here = [c for c in found if c.sentence[0] <= target.mention.span[0] < c.sentence[1]]
            for claim in here[:1]:
                claim.roles["target"] = list(dict.fromkeys([*claim.roles["target"], target.mention.id]))

    def is_figurative(self, event: SeenEvent) -> bool:
        """Whether most of an event's words do violence to nobody and nothing ("killed the game")."""
        told = [claim for words in event.triggers for claim in self.rules_at(span_of(self.filler.made, words))[:1]]
        many = sum(map(self.is_said_so, told))
        return bool(told) and (many == len(told) or 2 * many > len(event.triggers))

    def is_said_so(self, claim: Claim) -> bool:
        """Whether the words of a claim by rule are a manner of speaking."""
        return is_figurative(self.clause_at(claim.trigger), claim.trigger, self.codebook.types[claim.type])

    def is_words(self, event: SeenEvent) -> bool:
        """Whether the codebook takes an event for words alone ("accused")."""
        told = self.rules_of(event)
        alone = [self.codebook.types[claim.type].words_alone for claim in told]
        return (bool(alone) and all(alone)) or self.codebook.types[self.type_of(event, deadly=False)].words_alone

    def tolls(self, event: SeenEvent) -> list[FoundToll]:
        """The figures of an event: those that the reader sees, with the values that rules give them, and those of rules that it does not rule out.

        Rules know better how victims add up ("a teacher, his wife and two sons"); the reader, whose they are.
        """
        by_rule = [
            FoundToll(kind, False, toll.span, toll, [self.by_id[m] for m in claim.roles["victim"]], self.filler.chance(event, toll.span, kind))
            for claim in self.rules_of(event)
            for kind in COUNTED if (toll := getattr(claim, kind)) is not None and toll.span
        ]  # fmt: skip
        together = [
            span
            for words in event.triggers
            if harmed_together(self.reading.text, span := span_of(self.filler.made, words))
        ]
        seen = [
            t for t in self.filler.tolls(event)
            if not any(self.clause_at(span) is self.clause_at(t.span) for span in together) and self.is_of_kind(t)
        ]  # fmt: skip
        kept = agreed(seen, by_rule)
        return [*sorted(kept, key=lambda toll: toll.span), *sums(kept)]

    def is_of_kind(self, toll: FoundToll) -> bool:
        """Whether rules leave a figure its kind: "300 families were displaced" are not 300 injured."""
        kinds = self.victims.kinds(self.by_rule.get(self.clause_at(toll.span).span, ()), toll.span)
        return not kinds or toll.kind in kinds

    def type_of(self, event: SeenEvent, deadly: bool) -> str:
        """The likeliest type, where what the codebook's words say counts too: it knows kinds of news that the reader learnt little of."""
        told = Counter(claim.type for claim in self.rules_of(event))
        scores = {
            name: math.log(max(1e-4, float(chance))) + CODEBOOK * told[name] / len(event.triggers)
            for name, chance in zip(self.types, event.types, strict=True)
        }
        likeliest = max(scores, key=scores.__getitem__)
        said = [name for name in told if name not in (INTERACTION, *VAGUE)]
        only = said[0] if len(said) == 1 and event.sure["type"] < UNSURE else likeliest
        if only not in (INTERACTION, *VAGUE, *scores):
            return only  # the reader knows no such type: "warned villagers"
        finer = (
            name for name, _ in told.most_common() if name not in scores and self.is_finer(name, likeliest, deadly)
        )
        return next(finer, likeliest)

    def is_finer(self, name: str, than: str, deadly: bool) -> bool:
        """Whether a type that the reader has not learnt says more exactly what one is that it has."""
        if name in VAGUE:  # nobody was killed: hurt, or attacked
            return than == "killing" and not deadly
        ours, theirs = (self.codebook.types[n].codes.acled.get("event_type") for n in (name, than))
        return family(name) == family(than) or (ours is not None and ours == theirs)

    def rules_at(self, span: Span) -> list[Claim]:
        """The claims by rule whose triggers share a character with a span."""
        clause = self.clause_at(span)
        return [c for c in self.by_rule.get(clause.span, []) if c.trigger[0] < span[1] and span[0] < c.trigger[1]]

    def clause_at(self, span: Span) -> Clause:
        return self.clauses[max(0, bisect_right(self.starts, span[0]) - 1)]

    def time_by_rule(self, event: SeenEvent) -> Found | None:
        """A time counted from another event ("two days after the attack") or the end of what lasted ("until 2012"), where a rule says that it is this one's."""
        for claim in self.rules_of(event):
            for mention in (self.by_id[m] for m in claim.roles["time"]):
                if (
                    is_span(self.reading.text, mention)
                    or counted_from_event(self.reading.text, mention.span) is not None
                ):
                    return Found(mention, BY_RULE)
        return None

    def is_of_other(self, event: SeenEvent, mention: Mention) -> bool:
        """Whether a time or place is another deed's wherever it stands beside the event's words."""
        triggers = [span_of(self.filler.made, words) for words in event.triggers]
        sentences = {self.clause_at(span).span for span in triggers}
        beside = [m for m in self.like(mention) if self.clause_at(m.span).span in sentences]
        return bool(beside) and all(is_of_other(self.clause_at(m.span), triggers, m) for m in beside)

    def hedged_actor(self, event: SeenEvent) -> Found | None:
        """Who is only thought to have done it, where the words say so ("most likely operated by")."""
        hedged = (claim for claim in self.rules_of(event) if claim.hedged.get("actor") and claim.roles["actor"])
        return next((Found(self.by_id[claim.roles["actor"][0]], BY_RULE) for claim in hedged), None)

    def rules_of(self, event: SeenEvent) -> list[Claim]:
        return [claim for words in event.triggers for claim in self.rules_at(span_of(self.filler.made, words))]

    def put(self, claims: list[Claim], role: str, filler: Found | None) -> None:
        """The filler of a role goes to the claims whose sentence names it, failing that to the nearest; what it is holds for all.

        Each claim is dated by the event's time (`dating`), whichever sentence tells it.
        """
        for claim in claims:
            claim.roles[role] = []
            if filler:
                claim.sure[role] = round(filler.chance, 2)
        if filler is None:
            return
        like = self.like(filler.mention)
        for claim in claims:
            claim.roles[role] = [m.id for m in like if claim.sentence[0] <= m.span[0] < claim.sentence[1]][:1]
            if not claim.roles[role] and role == "actor" and any(getattr(claim, kind) for kind in COUNTED):
                claim.roles[role] = [filler.mention.id]  # a toll is told with who is said to have done it
        if not any(claim.roles[role] for claim in claims):
            nearest = min(claims, key=lambda c: abs(c.trigger[0] - filler.mention.span[0]))
            nearest.roles[role] = [filler.mention.id]

    def like(self, mention: Mention) -> list[Mention]:
        """The mentions that name the same as one: by the same words, or another name or phrase for it."""
        words = mention.text.lower()
        others = self.of_entity.get(mention.entity or "", ())
        return self.named.get(words, [mention]) + [m for m in others if m.text.lower() != words]

    def claim(self, id_: str, event: SeenEvent, span: Span) -> Claim:
        """One trigger as a claim: roles that rules found at it, but those that are learnt."""
        clause = self.clause_at(span)
        rule = next(iter(self.rules_at(span)), None)
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
            grade=event.grade, event=id_, status=status, hedged=dict(rule.hedged) if rule else {}, outcome=outcome, aspect=aspect_of(clause), attributed_to=said_by,
            voice="speaker" if said_by else "report", said=said,
            confidence=round(event.sure["event"] * event.sure["grade"], 2),
        )  # fmt: skip

    def put_toll(self, id_: str, event: SeenEvent, claims: list[Claim], found: FoundToll) -> None:
        """A figure goes to the claim whose victims it counts, else to the nearest of its sentence, that has none of its kind; a breakdown to the figure it breaks down."""
        here = [c for c in claims if c.sentence[0] <= found.span[0] < c.sentence[1]]
        near = sorted(
            here,
            key=lambda c: (
                not any(self.victims.are_of(rule, found.span) for rule in self.rules_at(c.trigger)),
                min(abs(c.trigger[0] - found.span[1]), abs(found.span[0] - c.trigger[1])),
            ),
        )
        if found.part:
            whole = next((t for c in near if (t := getattr(c, found.kind)) is not None), None)
            if whole is not None and not any(part.low == found.toll.low for part in whole.parts):
                whole.parts.append(as_part(found))
            return
        if not near:
            return  # a number in a sentence that does not tell of the event
        claim = next((c for c in near if getattr(c, found.kind) is None), None)
        if claim is None:  # a figure that no trigger has room for is told by its own words
            claim = self.claim(id_, event, found.span)
            claims.append(claim)
        setattr(claim, found.kind, found.toll)
        claim.sure[found.kind] = round(found.chance, 2)
        claim.roles["victim"] = list(dict.fromkeys([*(m.id for m in found.mentions), *claim.roles["victim"]]))


def word_at(clause: Clause, span: Span) -> Word:
    """A stretch of a sentence as rules see a trigger."""
    first, last = clause.tokens.at(span[0]), clause.tokens.at(span[1] - 1) + 1
    predicate = next(iter(clause.arguments.within(span)), None)
    verb = predicate is not None and clause.word(first - 1) not in ("the", "a", "an")
    words = clause.reading.text[slice(*span)]
    return Word(
        first, last, span, (), "verb" if verb else "noun", words.lower(), False, clause.word(first - 1) == "to", words
    )
