"""The reader: repaired text → mentions, entities, predicates and attributions.

`Reader` is the protocol that every reader meets; `TrainedReader` is the one that the package ships.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, runtime_checkable

import msgspec

from dateline.errors import ModelError
from dateline.gazetteer import Gazetteer, load_gazetteer
from dateline.model import Attribution, Description, Entity, Mention, RawAttribution, Reading, Span
from dateline.read.attributions import FoundAttribution, find_attributions
from dateline.read.coreference import Clusters, cluster
from dateline.read.found import Found, characters
from dateline.read.lexicon import word_set
from dateline.read.model import Model, load_model
from dateline.read.names import find_names, missed_places, speaks_for_place, without_diseases
from dateline.read.nominals import Nominals
from dateline.read.places import resolve_places
from dateline.read.seen import Seen
from dateline.read.values import find_measures, find_money
from dateline.settings import reader_name, reader_threads
from dateline.text.numbers import find_numbers
from dateline.text.numerals import value
from dateline.text.offsets import OffsetMap
from dateline.text.tokens import Tokens, tokenise
from dateline.text.uncounted import BEFORE_YEAR
from dateline.timex import find_times

_APPOSITION = re.compile(
    r"[’']?s?,\s+((?:an?|the|who (?:was|is)|one of|head of|chief of|leader of|director of|a former)\b[^.;“”\"]{6,140}?)(?=,|\.|;|$| said\b)"
)
_BEFORE_NAME = re.compile(
    r"((?:[A-Z][\w’'-]*\s+)?(?:(?:deputy|senior|top|former|military|rebel|high-ranking)\s+)*(?:leader|commander|director|chief|spokesman|spokeswoman|minister|official|chairman|president|secretary|general|officer|analyst|head|adviser|activist))\s+$"
)


@runtime_checkable
class Reader(Protocol):
    """Turns a text into mentions, entities, predicates and attributions.

    `read` fills `mentions`, `entities`, `predicates`, `attributions` and `sentences` of the reading it is given, which
    has a text, edits and a dateline; it changes nothing else. Offsets are of the repaired text; `raw_…` ones follow
    from the edits.
    """

    name: str

    def read(self, reading: Reading) -> None: ...


class TrainedReader:
    """The reader that the package ships: a small trained model, the gazetteer, and rules for times and numbers."""

    def __init__(self, model: Model | None = None, gazetteer: Gazetteer | None = None) -> None:
        self.model = model or load_model()
        self.gazetteer = gazetteer or load_gazetteer()
        self.name = self.model.name

    def read(self, reading: Reading) -> None:
        text = reading.text
        tokens = tokenise(text, reading.body)
        seen = Seen(self.model, text, tokens.spans)
        times = [
            Found(start=e.start, end=e.end, kind="time", form="value", head=(e.start, e.end))
            for first, last in tokens.spans
            for e in find_times(text, first, last)
            if not is_count(text, e.start, e.end)
        ]
        taken = [f.span for f in times]
        names = find_names(
            text, seen.names(lambda span: speaks_for_place(text, span, self.gazetteer)), self.gazetteer, taken
        )
        names += missed_places(text, tokens, names, self.gazetteer, taken)
        names = without_diseases(text, names)
        found = self.all_mentions(text, tokens, seen, times, names)
        seen.put_parts(found)
        place = reading.report.dateline.place if reading.report.dateline else None
        places = resolve_places(text, found, self.gazetteer, place)
        clusters = cluster(text, found, tokens.spans, seen.links(found))
        predicates = seen.predicates()
        attributions = find_attributions(text, seen.attributions(), found, tokens.spans, predicates)
        offsets = OffsetMap(reading.edits)
        reading.sentences = tokens.spans
        reading.mentions = as_mentions(text, found, clusters, offsets)
        for number, resolved in places.items():
            reading.mentions[number].place = resolved
        reading.entities = as_entities(text, found, clusters)
        reading.attributions = [as_attribution(item, reading.mentions, offsets) for item in attributions]
        reading.predicates = predicates

    def all_mentions(
        self, text: str, tokens: Tokens, seen: Seen, times: list[Found], names: list[Found]
    ) -> list[Found]:
        """Names, times, phrases and values, in order of place."""
        taken = [f.span for f in times]
        money = list(find_money(text))
        elsewhere = characters([*taken, *(m.span for m in money)])
        numbers = list(find_numbers(text, taken=elsewhere))
        nominals = list(Nominals(text, tokens, self.gazetteer, names, taken, numbers).find())
        covered = characters(f.span for f in nominals if f.quantity)
        bare = [n for n in numbers if n.bound != "vague" and n.digits not in covered]
        measures = find_measures(text, bare)
        values = [*times, *money, *measures, *bare_numbers(text, bare)]
        phrases = seen.phrases([*names, *nominals, *values])
        set_ages(text, values, {f.end for f in [*names, *nominals, *phrases] if f.kind == "person"})
        phrases = without_titles([*with_ages(text, nominals), *with_ages(text, phrases)], names)
        return sorted(unique([*names, *phrases, *values]), key=lambda f: (f.start, -f.end))


@cache
def load_reader(which: str | None = None) -> Reader:
    """The reader that the package ships, or another one; made once.

    `which` (from `DATELINE_READER` unless given) is a folder that `training/` exported a model to, or `module:function`,
    a function without arguments that returns a reader. Raises `ModelError` where that cannot be had.
    """
    which = reader_name() if which is None else which
    if not which:
        return TrainedReader()
    if Path(which).is_dir():
        return TrainedReader(Model(Path(which), reader_threads()))
    module, _, function = which.partition(":")
    try:
        reader = getattr(import_module(module), function)() if function else None
    except (ImportError, AttributeError) as error:
        raise ModelError(which, f"cannot be imported ({error})", _WHICH) from None
    if reader is None:
        raise ModelError(which, "is neither a folder nor module:function", _WHICH)
    if not isinstance(reader, Reader):
        raise ModelError(
            which, "gives something that has no `name` and `read`", "see docs/readers.md for what a reader is"
        )
    return reader


_WHICH = "set DATELINE_READER to a folder with an exported model or to module:function, or unset it"


_AGE_LEADS = re.compile(r"(?:\b(?:an?|the|his|her|their|its|another|one|[Aa]n?|The)\s+)?\b(?:\d{1,3}|\w+)[ -‐‑]$")


def with_ages(text: str, phrases: list[Found]) -> list[Found]:
    """Phrases with the whole of an age in them ("a 17-year-old boy"); what is but a piece of one goes."""
    kept = []
    for f in phrases:
        words = text[f.start : f.end]
        if words.startswith(("year-old", "month-old")) and (
            lead := _AGE_LEADS.search(text[max(0, f.start - 30) : f.start])
        ):
            f.start -= len(lead[0])
        if words[-1] not in "-‐‑":
            kept.append(f)
    return kept


_AGE_AFTER = re.compile(
    r"\)|,|[.;:](?:\s|$)|\s*(?:\n|$)| (?:of(?! (?:them|whom|those|these|the|his|her|their|its)\b)|from|and|was|is|were|years? old)\b"
)
OLDEST = 115


def set_ages(text: str, values: list[Found], person_ends: set[int]) -> None:
    """Numbers that say how old somebody is ("Amina Haddad, 25, was") are measured in years."""
    for f in values:
        q = f.quantity
        if f.kind != "quantity" or q is None or q.unit is not None or q.low is None or q.low > OLDEST:
            continue
        if f.start - 2 in person_ends and text[f.start - 2 : f.start] in (", ", " (") and _AGE_AFTER.match(text, f.end):
            f.quantity = msgspec.structs.replace(q, unit="years", of="age")


_COUNTED = re.compile(r"\s(?:[a-z]+s|people|men|women|children|troops|police|hundred|dead)\b")


def is_count(text: str, start: int, end: int) -> bool:
    """Whether what could be a year in words is a number: "two thousand people", but not "in two thousand and six"."""
    if text[end - 1].isdigit() or value(text[start:end]) is None:
        return False
    led = BEFORE_YEAR.search(text[max(0, start - 20) : start])
    return led is None or _COUNTED.match(text, end) is not None


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


def without_titles(phrases: list[Found], names: list[Found]) -> list[Found]:
    """Phrases that are no mere title of a name ("President" Traoré): the name's mention stands for both."""
    titles = {n for f in names if f.title_start is not None for n in range(f.title_start, f.start)}
    return [f for f in phrases if f.kind != "person" or f.head[0] not in titles]


def unique(found: list[Found]) -> list[Found]:
    """No two of one kind at one span; a bare number inside a measure or sum of money goes."""
    measured = characters(f.span for f in found if f.kind in ("quantity", "money") and f.quantity and f.quantity.unit)
    kept: dict[tuple[Span, str], Found] = {}
    for f in found:
        bare = f.kind == "quantity" and f.quantity is not None and f.quantity.unit is None
        if not (bare and f.start in measured):
            kept.setdefault((f.span, f.kind), f)
    return list(kept.values())


def as_mentions(text: str, found: list[Found], clusters: Clusters, offsets: OffsetMap) -> list[Mention]:
    ids = {root: f"e{n}" for n, root in enumerate(clusters.groups(), 1)}
    mentions = []
    for n, f in enumerate(found):
        mention = Mention(
            id=f"m{n + 1}", kind=f.kind, form=f.form, span=f.span, raw_span=offsets.to_raw(f.span), text=text[f.start : f.end],
            entity=ids.get(clusters.root(n)) if f.kind not in ("quantity", "money") and n not in clusters.silent else None, head=f.head,
        )  # fmt: skip
        if f.quantity is not None:
            mention.quantity = f.quantity
        if f.part is not None:
            mention.part = f.part
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
