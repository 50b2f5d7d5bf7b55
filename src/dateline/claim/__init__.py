"""Reading + codebook → claims: one predicate, one claim, with roles, status, tolls, speakers and evidence."""

from __future__ import annotations

import re
from collections import defaultdict

from dateline.claim.anaphora import take_up
from dateline.claim.arguments import Arguments
from dateline.claim.clause import Clause
from dateline.claim.codes import claim_id, codes_of
from dateline.claim.figures import find_figures
from dateline.claim.grades import set_grades
from dateline.claim.model import HERE
from dateline.claim.roles import ROLE_NAMES, Filled, fill, is_country, within
from dateline.claim.shares import shared_out, shares_of
from dateline.claim.speakers import Speakers
from dateline.claim.status import aspect_of, status_of
from dateline.claim.told import told_claims
from dateline.claim.toll_phrases import completed, phrase_tolls
from dateline.claim.tolls import harmed_together, toll_of
from dateline.claim.triggers import Trigger, find_triggers
from dateline.codebook import Codebook, EventType, load_codebook
from dateline.codebook.families import ATTACKS, INTERACTION
from dateline.model import CORE_ROLES, Claim, Mention, Place, Predicate, Reading, Span, Toll
from dateline.text.offsets import OffsetMap
from dateline.text.tokens import tokenise

__all__ = ["find_claims", "set_grades"]

_HARM = ("killing", "injury")
_NOUN = re.compile(r"(?:tion|ment|ism|ity|ness|ance|ence|ship|ure|al|ory)s?$")
_DETERMINERS = frozenset("the a an its his her their our my this that these those any no every of".split())
SAID = 25  # characters from which the content of an attribution is something said, not someone addressed
_SIDES = ("person", "organisation", "nationality")
_OBJECTS = frozenset(("ARG1", "ARG2", "ARG3", "ARG4", "ARGM-GOL", "ARGM-COM"))
_JOINED = re.compile(r",? (?:and |or )?(?:the )?")
_AUXILIARY = {"be", "have", "do", "become", "include", "seem"}
_VAGUE = {"attack", "killing", "injury", "shelling", "bombing", "air_strike"}
_TOXIC = re.compile(
    r"\b(?:toxic gas\w*|poison gas|chlorine|sarin|mustard gas|nerve agent|chemical (?:weapons?|attack|agents?))\b", re.I
)
_AIRCRAFT = re.compile(
    r"\b(?:warplanes?|aircraft|(?:fighter )?jets?|planes?|helicopters?|gunships?|drones?|air force)\b", re.I
)
_SHELLS = re.compile(r"\b(?:rockets?|missiles?|mortars?|artillery|shells?|howitzers?|tanks?)\b", re.I)
_ARMED = re.compile(
    r"\b(?:army|military|troops|soldiers?|forces|fighters?|militants?|rebels?|insurgents?|militia\w*|guerrillas?|gunmen|jihadists?|police\w*"
    r"|marines?|mujahideen|brigades?|battalions?|checkpoint|barracks|outpost|patrol|militiamen|terrorists?)\b",
    re.I,
)


def find_claims(reading: Reading, codebook: Codebook | None = None) -> None:
    """Fills `claims` and `figures` of a reading that has been read. Reading again gives the same ids."""
    codebook = codebook or load_codebook()
    tokens = tokenise(reading.text, reading.body)
    offsets = OffsetMap(reading.edits)
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    number = 0
    arguments = Arguments(reading)
    for mention in reading.mentions:
        if mention.kind == "event":
            continue  # what happened is for the triggers
        while number + 1 < len(tokens.spans) and tokens.spans[number + 1][0] <= mention.span[0]:
            number += 1
        by_sentence[number].append(mention)
    blocked = {
        n for m in reading.mentions if m.form == "name" or m.kind in ("time", "money")
        for n in range(tokens.at(m.span[0]), tokens.at(m.span[1] - 1) + 1)
    }  # fmt: skip
    speakers = Speakers(reading)
    maker = Maker(reading, codebook, offsets, speakers)
    clauses = [Clause(reading, tokens, n, by_sentence.get(n, []), arguments) for n in range(len(tokens.spans))]
    for clause, triggers in zip(clauses, find_triggers(tokens, codebook, blocked), strict=True):
        maker.sentence(clause, triggers)
    reading.claims = list({claim.id: claim for claim in maker.claims}.values())
    take_up(reading)
    if (HERE / "model.json").exists():  # until the weights are part of the package
        reading.claims = told_claims(reading, codebook, clauses, speakers)
    used = {
        m
        for claim in reading.claims
        for role in ("victim", "target")
        for m in claim.roles[role]
        if claim.killed or claim.injured or claim.captured
    }
    reading.figures = find_figures(reading, tokens, used)


class Maker:
    """Makes the claims of one reading, sentence by sentence."""

    def __init__(self, reading: Reading, codebook: Codebook, offsets: OffsetMap, speakers: Speakers) -> None:
        self.reading, self.codebook, self.offsets, self.speakers = reading, codebook, offsets, speakers
        self.claims: list[Claim] = []

    def sentence(self, clause: Clause, triggers: list[Trigger]) -> None:
        """The claims of a sentence; a strike that kills is one claim, with the strike's type."""
        clause.verbs = {n for t in triggers if t.pos == "verb" for n in range(t.first, t.last)}
        absorbed: set[Trigger] = set()
        made: list[tuple[Trigger, EventType, Filled]] = []
        for trigger in triggers:
            filled_by = [
                (
                    self.codebook.types[t],
                    fill(
                        clause,
                        trigger,
                        self.codebook.types[t],
                        self.codebook,
                        [o for o in triggers if o is not trigger],
                    ),
                )
                for t in trigger.types
            ]
            kind, filled = choose(filled_by, trigger.pos)
            if kind is None or filled is None:
                continue
            made.append((trigger, kind, filled))
        causes = [(t, k) for t, k, _ in made if k.roles.cause]
        for trigger, kind, filled in made:
            if kind.type in _HARM:
                cause = cause_of(clause, trigger, causes)
                if cause:
                    absorbed.add(cause[0])
                    if cause[0].pos == "noun" and cause[0].last <= trigger.first and not trigger.passive:
                        filled.roles["actor"] = []  # the strike is the subject; who struck is said beside it
                    absorb(filled, next(f for t, _, f in made if t is cause[0]))
                    kind = cause[1]
                    self.add(
                        clause,
                        trigger,
                        kind,
                        filled,
                        toll="killed" if "killing" in trigger.types else "injured",
                        cause=cause[0],
                    )
                    continue
            if trigger in absorbed or (kind.roles.cause and self.will_be_absorbed(clause, trigger, made)):
                continue
            self.add(clause, trigger, kind, filled, toll=kind.roles.toll)
        self.phrases(clause, made)
        self.interactions(clause, triggers)

    def interactions(self, clause: Clause, triggers: list[Trigger]) -> None:
        """Predicates that no type of the codebook covers, by which one side acts on another."""
        kind = self.codebook.types.get(INTERACTION)
        if kind is None:
            return
        taken = {n for t in triggers for n in range(t.first, t.last)}
        cues = [
            a.cue for a in self.reading.attributions
            if a.cue and clause.span[0] <= a.cue[0] < clause.span[1] and sum(e - s for s, e in a.content) > SAID
            and any(self.is_clause(clause, span) for span in a.content)
        ]  # fmt: skip
        for predicate in clause.arguments.within(clause.span):
            at = clause.tokens.at(predicate.span[0])
            if (
                at in taken
                or predicate.lemma in _AUXILIARY
                or any(a < predicate.span[1] and predicate.span[0] < b for a, b in cues)
            ):
                continue
            words = clause.reading.text[slice(*predicate.span)]
            if sum(a.role in CORE_ROLES for a in predicate.args) < 2:
                continue  # nobody acts on anybody
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
            filled = fill(clause, trigger, kind, self.codebook, [t for t in triggers if t.span != predicate.span])
            sides = [
                {m.entity for m in filled.roles[role] if m.kind in _SIDES or m.kind == "place"} - {None} for role in ("actor", "target")
            ]  # fmt: skip
            if sides[0] and not sides[1] - sides[0]:
                filled.roles["target"] = others_in(clause, predicate, sides[0])
                sides[1] = {m.entity for m in filled.roles["target"]} - {None}
            if sides[0] and sides[1] - sides[0]:
                self.add(clause, trigger, kind, filled, toll=None)

    def is_clause(self, clause: Clause, span: Span) -> bool:
        """Whether a stretch is words said and no mere object: quoted, or with a verb that has something before it."""
        return self.reading.text[span[0]] in "\"“'‘" or any(
            not _NOUN.search(self.reading.text[slice(*p.span)])
            and any(span[0] <= a.span[0] < p.span[0] for a in p.args)
            for p in clause.arguments.within(span)
        )

    def will_be_absorbed(self, clause: Clause, trigger: Trigger, made: list[tuple[Trigger, EventType, Filled]]) -> bool:
        """Whether a later harm predicate of the sentence takes this trigger as its cause."""
        kinds = [(t, k) for t, k, _ in made if k.roles.cause]
        return any(
            k.type in _HARM and (c := cause_of(clause, t, kinds)) is not None and c[0] is trigger for t, k, _ in made
        )

    def phrases(self, clause: Clause, made: list[tuple[Trigger, EventType, Filled]]) -> None:
        """Tolls in phrases of their own, where no predicate of the sentence has that toll."""
        for phrase in phrase_tolls(self.reading.text, clause.span, self.offsets):
            toll_kind, span, toll = phrase.kind, phrase.trigger, phrase.toll
            here = [c for c in self.claims if c.sentence == clause.span]
            if any(getattr(c, toll_kind) is not None and getattr(c, toll_kind).low == toll.low for c in here):
                continue
            harmful = [c for c in here if (k := self.codebook.types[c.type]).roles.cause or k.type in _HARM]
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
        tolls: dict[str, Toll] = dict(given or {})
        if toll and toll not in tolls and not harmed_together(self.reading.text, trigger.span):
            counted = toll_of(
                filled.roles["victim"] or [m for m in filled.roles["target"] if m.kind == "person"],
                clause,
                self.offsets,
            )
            if counted is not None:
                tolls[toll] = counted
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
    armed = [any(_ARMED.search(m.text) for m in filled.roles[role]) for role in ("actor", "target")]
    return "armed_clash" if type_ == "attack" and all(armed) else type_


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


def told_apart(clause: Clause, harm: Trigger, other: Trigger) -> bool:
    """Whether a time stands between two: "shot dead a judge the day after the bombing"."""
    return any((a <= other.span[0] < b) != (a <= harm.span[0] < b) for a, b in (c.event for _, c in clause.counted))


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


def absorb(filled: Filled, cause: Filled) -> None:
    """Roles of the cause that the harm predicate leaves empty."""
    for role in ("actor", "instrument", "place", "time", "target"):
        if not filled.roles[role]:
            victims = {m.id for m in filled.roles["victim"]}
            filled.roles[role] = [m for m in cause.roles[role] if m.id not in victims]
    for role, status in cause.hedged.items():
        filled.hedged.setdefault(role, status)


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
