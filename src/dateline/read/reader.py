"""The reader: repaired text → mentions, entities and attributions.

`Reader` is the protocol that every reader meets. `RuleReader` is the first one, without trained weights: word lists,
capitals, the gazetteer and a few patterns.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

from dateline.gazetteer import Gazetteer, load_gazetteer
from dateline.model import Attribution, Description, Entity, Mention, RawAttribution, Reading, Span
from dateline.numbers import find_numbers
from dateline.offsets import OffsetMap
from dateline.read.attributions import Attributions, FoundAttribution
from dateline.read.coreference import Clusters, cluster
from dateline.read.found import Found
from dateline.read.lexicon import word_set
from dateline.read.names import Names
from dateline.read.nominals import Nominals, find_measures, find_money
from dateline.read.places import resolve_places
from dateline.timex import find_times
from dateline.tokens import tokenise
from dateline.words import Words, load_words

_APPOSITION = re.compile(
    r"[’']?s?,\s+((?:an?|the|who (?:was|is)|one of|head of|chief of|leader of|director of|a former)\b[^.;“”\"]{6,140}?)(?=,|\.|;|$| said\b)"
)
_BEFORE_NAME = re.compile(
    r"((?:[A-Z][\w’'-]*\s+)?(?:(?:deputy|senior|top|former|military|rebel|high-ranking)\s+)*(?:leader|commander|director|chief|spokesman|spokeswoman|minister|official|chairman|president|secretary|general|officer|analyst|head|adviser|activist))\s+$"
)


class Reader(Protocol):
    """Turns a text into mentions, entities and attributions.

    `read` fills `mentions`, `entities`, `attributions`, `sentences` (and `predicates`, where it finds them) of the
    reading it is given, which has a text, edits and a dateline; it changes nothing else. Offsets are of the repaired
    text; `raw_…` ones follow from the edits.
    """

    name: str

    def read(self, reading: Reading) -> None: ...


class RuleReader:
    """The reader without trained weights."""

    name = "rules 1"

    def __init__(self, gazetteer: Gazetteer | None = None, words: Words | None = None) -> None:
        self.gazetteer = gazetteer or load_gazetteer()
        self.words = words or load_words()

    def read(self, reading: Reading) -> None:
        text = reading.text
        tokens = tokenise(text, reading.body)
        times = [
            Found(start=e.start, end=e.end, kind="time", form="value", head=(e.start, e.end))
            for first, last in tokens.spans
            for e in find_times(text, first, last)
        ]
        taken = [f.span for f in times]
        names = list(Names(text, tokens, self.gazetteer, self.words, taken).find())
        money = list(find_money(text))
        numbers = [
            n
            for n in find_numbers(text)
            if not inside(n.digits, taken) and not inside(n.digits, [m.span for m in money])
        ]
        nominals = list(Nominals(text, tokens, self.gazetteer, names, taken, numbers).find())
        covered = [f.span for f in nominals if f.quantity]
        bare = [n for n in numbers if n.bound != "vague" and not inside(n.digits, covered)]
        values = [*times, *money, *find_measures(text, bare), *bare_numbers(text, bare)]
        found = sorted(unique([*names, *nominals, *values]), key=lambda f: (f.start, -f.end))
        place = reading.report.dateline.place if reading.report.dateline else None
        places = resolve_places(text, found, self.gazetteer, place)
        clusters = cluster(text, found, tokens.spans)
        attributions = Attributions(text, tokens, found).find()
        offsets = OffsetMap(reading.edits)
        reading.sentences = tokens.spans
        reading.mentions = as_mentions(text, found, clusters, offsets)
        for number, resolved in places.items():
            reading.mentions[number].place = resolved
        reading.entities = as_entities(text, found, clusters)
        reading.attributions = [as_attribution(item, reading.mentions, offsets) for item in attributions]


@cache
def load_reader() -> Reader:
    """The reader that the package ships, made once."""
    return RuleReader()


def inside(at: int, spans: list[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def bare_numbers(text: str, numbers: list) -> list[Found]:  # type: ignore[type-arg]
    """Numbers that count something not named beside them ("killed 31", "the current 3,800"), as quantities."""
    from dateline.model import Quantity

    found = []
    for n in numbers:
        unit = re.match(r"\s+([a-z][\w-]*)", text[n.end : n.end + 30])
        found.append(
            Found(
                start=n.digits,
                end=n.end,
                kind="quantity",
                form="value",
                head=(n.digits, n.end),
                quantity=Quantity(
                    low=n.low,
                    high=n.high,
                    bound=n.bound,
                    unit=None,
                    of=unit[1] if unit and unit[1] not in word_set("function") else None,
                ),
            )
        )
    return found


def unique(found: list[Found]) -> list[Found]:
    """No two of one kind at one span; a bare number inside a measure or sum of money goes."""
    measured = [f.span for f in found if f.kind in ("quantity", "money") and f.quantity and f.quantity.unit]
    kept: dict[tuple[Span, str], Found] = {}
    for f in found:
        bare = f.kind == "quantity" and f.quantity is not None and f.quantity.unit is None
        if not (bare and inside(f.start, measured)):
            kept.setdefault((f.span, f.kind), f)
    return list(kept.values())


def as_mentions(text: str, found: list[Found], clusters: Clusters, offsets: OffsetMap) -> list[Mention]:
    ids = {root: f"e{n}" for n, root in enumerate(clusters.groups(), 1)}
    mentions = []
    for n, f in enumerate(found):
        mention = Mention(
            id=f"m{n + 1}", kind=f.kind, form=f.form, span=f.span, raw_span=offsets.to_raw(f.span), text=text[f.start : f.end],
            entity=ids.get(clusters.root(n)) if f.kind not in ("time", "quantity", "money") else None, head=f.head,
        )  # fmt: skip
        if f.quantity is not None:
            mention.quantity = f.quantity
        if f.kind in ("place", "facility"):
            mention.place = None  # until resolved; a common noun stays so
        mentions.append(mention)
    return mentions


def as_entities(text: str, found: list[Found], clusters: Clusters) -> list[Entity]:
    entities = []
    for number, (root, members) in enumerate(clusters.groups().items(), 1):
        names = list(dict.fromkeys(text[slice(*found[n].span)] for n in members if found[n].form == "name"))
        nominals = [text[slice(*found[n].span)] for n in members if found[n].form == "nominal"]
        every = names or nominals or [text[slice(*found[members[0]].span)]]
        kinds = [found[n].kind for n in members if found[n].form == "name"] or [found[members[0]].kind]
        entities.append(
            Entity(
                id=f"e{number}",
                kind=max(kinds, key=kinds.count),
                name=max(every, key=len) if names else every[0],
                names=names,
                mentions=[f"m{n + 1}" for n in members],
                descriptions=descriptions(text, [found[n] for n in members]),
                why=clusters.why.get(root, []),
            )
        )
    return entities


def descriptions(text: str, members: list[Found]) -> list[Description]:
    """What the report says somebody is: appositions and the words before the name."""
    found = []
    for f in members:
        if f.kind != "person" or f.form != "name":
            continue
        after = _APPOSITION.match(text, f.end)
        if after:
            found.append(Description(text=after[1], span=after.span(1)))
        if f.title_start is not None:
            words = text[f.title_start : f.start].rstrip()
            found.append(Description(text=words, span=(f.title_start, f.title_start + len(words))))
        before = _BEFORE_NAME.search(text[max(0, f.start - 80) : f.start])
        if before:
            start = max(0, f.start - 80) + before.start(1)
            found.append(Description(text=before[1], span=(start, start + len(before[1]))))
    return list({d.text: d for d in reversed(found)}.values())[::-1]


def as_attribution(item: FoundAttribution, mentions: list[Mention], offsets: OffsetMap) -> Attribution:
    raw = RawAttribution(
        source=[offsets.to_raw(item.source)] if item.source else [],
        cue=[offsets.to_raw(item.cue)] if item.cue else [],
        content=[offsets.to_raw(span) for span in item.content],
    )
    entity = mentions[item.mention].entity if item.mention is not None else None
    return Attribution(source=item.source, cue=item.cue, content=item.content, raw=raw, entity=entity, style=item.style)
