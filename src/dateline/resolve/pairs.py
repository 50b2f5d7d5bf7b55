"""What speaks for and against two local events of two reports being one: features, each with its reason in words.

What they weigh is learnt (`linking.json`; its card is docs/linking-card.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from dateline.codebook.families import compatible
from dateline.model import Place
from dateline.neural.decision import Decision
from dateline.resolve.local import LocalEvent, kilometres
from dateline.resolve.similarity import Similarity

Published = Mapping[str, tuple[date | None, date | None]]
WEIGHTS = Path(__file__).with_name("linking.json")
NEAR_KM = 15.0
WIDE = timedelta(days=10)  # a stretch of days from which it hardly tells when something was
UNDATED = timedelta(days=60)  # a report whose own day is known no better says nothing by it
MANY = 10  # a toll that two events seldom share by chance
HERE = 0.6  # the chance of one event that it gives, where a report has no day that could speak for or against it
TOLD = 0.3  # what a feature must weigh, in logarithms, to be told as a reason


class Feature(NamedTuple):
    """One thing that two events share or do not; `why` says it in words."""

    name: str
    value: float
    why: str


@cache
def load_linking() -> Decision:
    return msgspec.json.decode(WEIGHTS.read_bytes(), type=Decision)


NAMES = (
    "names same_place near km holds other_place toponym no_place same_day overlap other_day days no_day news_days undated type family "
    "incompatible same_toll many_dead close_toll other_toll hurt words copy main actors victims"
).split()
TOGETHER = (
    ("same_day", "same_place"),
    ("same_day", "same_toll"),
    ("same_day", "main"),
    ("same_place", "same_toll"),
    ("other_day", "words"),
    ("other_day", "many_dead"),
    ("no_day", "words"),
)

ALL = (*NAMES, *("+".join(pair) for pair in TOGETHER))


def features(a: LocalEvent, b: LocalEvent, published: Published, similarity: Similarity) -> list[Feature]:
    """Every feature of a pair that is not 0."""
    found = [*who(a, b), *where(a, b), *when(a, b, published), *what(a, b), *how_many(a, b), *words(a, b, similarity)]
    return [*found, *both(found)]


def both(found: list[Feature]) -> Iterator[Feature]:
    """What two features say together that neither says alone."""
    by_name = {f.name: f for f in found}
    for one, other in TOGETHER:
        if one in by_name and other in by_name:
            a, b = by_name[one], by_name[other]
            yield Feature(f"{one}+{other}", a.value * b.value, f"{a.why}, and {b.why}")


def vector(found: list[Feature]) -> dict[str, float]:
    return dict.fromkeys(ALL, 0.0) | {f.name: f.value for f in found}


def chance_of(found: list[Feature], decision: Decision) -> float:
    """How likely a pair with these features is one event. Of a report without a day too little is learnt where a toll of many and a
    town speak for it (decision 9), so that there a rule stands in.
    """
    chance = decision.chance(vector(found))
    by_name = {f.name: f.value for f in found}
    toll = by_name.get("many_dead") or by_name.get("close_toll") or 0.0
    here = {"undated", "same_place"} <= by_name.keys() and not {"incompatible", "other_day"} & by_name.keys()
    return max(chance, HERE) if here and toll > math.log(MANY) else chance


def reasons(found: list[Feature], decision: Decision) -> list[str]:
    """What speaks for one event in words, the weightiest first."""
    weighed = [(decision.weights[f.name] * f.value, f.why) for f in found]
    return [why for weight, why in sorted(weighed, reverse=True) if weight >= TOLD]


def who(a: LocalEvent, b: LocalEvent) -> Iterator[Feature]:
    if a.people & b.people:
        yield Feature("names", 1.0, "the same named victim")
    elif a.people and b.people:
        yield Feature("victims", 1.0, "different named victims")
    if a.actors & b.actors:
        yield Feature("actors", 1.0, "the same actor")


def where(a: LocalEvent, b: LocalEvent) -> Iterator[Feature]:
    if a.toponyms & b.toponyms:
        yield Feature("toponym", 1.0, "a place by the same name")
    if not a.places or not b.places:
        yield Feature("no_place", 1.0, "a place that is not told")
        return
    p, q = a.places[0], b.places[0]
    if is_point(p) and is_point(q):
        far = kilometres(p, q)
        if far < NEAR_KM:
            yield Feature("same_place", 1.0, f"the same place: {p.name}")
        else:
            yield Feature("km", math.log(far / NEAR_KM), f"places {far:.0f} km apart")
    elif "country" in (p.precision, q.precision) or not p.admin1 or not q.admin1:
        yield Feature("near", 1.0, "places of one country")
    elif p.admin1 == q.admin1:
        yield Feature("holds", 1.0, f"places that hold each other: {p.name} and {q.name}")
    else:
        yield Feature("other_place", 1.0, f"different provinces: {p.admin1} and {q.admin1}")


def is_point(place: Place) -> bool:
    """Whether it is known to some kilometres where something was: what lies somewhere in a town is not."""
    return place.precision in ("exact", "near") and place.lat is not None and not place.implied


def when(a: LocalEvent, b: LocalEvent, published: Published) -> Iterator[Feature]:
    news = apart(published.get(a.report), published.get(b.report))
    if news is None:
        yield Feature("undated", 1.0, "a report without a day")
    else:
        yield Feature("news_days", math.log1p(news), f"published {news} days from each other")
    if not (a.first and a.last and b.first and b.last):
        yield Feature("no_day", 1.0, "a day that is not told")
    elif a.first == a.last == b.first == b.last:
        yield Feature("same_day", 1.0, f"the same day: {a.first.isoformat()}")
    else:
        gap = (max(a.first, b.first) - min(a.last, b.last)).days
        narrow = max(a.last - a.first, b.last - b.first) <= WIDE
        if gap > 0:
            yield Feature("other_day", 1.0, f"{gap} days apart")
            yield Feature("days", math.log(gap), f"{gap} days apart")
        elif narrow:
            yield Feature("overlap", 1.0, "days that overlap")


def apart(a: tuple[date | None, date | None] | None, b: tuple[date | None, date | None] | None) -> int | None:
    """Days between two publication intervals; None where one is unknown."""
    if not a or not b or None in a or None in b:
        return None
    assert a[0] and a[1] and b[0] and b[1]
    if a[1] - a[0] > UNDATED or b[1] - b[0] > UNDATED:
        return None
    return max(0, (max(a[0], b[0]) - min(a[1], b[1])).days)


def what(a: LocalEvent, b: LocalEvent) -> Iterator[Feature]:
    if a.types & b.types:
        yield Feature("type", 1.0, "the same kind of event")
    elif a.families & b.families:
        yield Feature("family", 1.0, "kinds of one family")
    elif not compatible(a.families, b.families):
        yield Feature("incompatible", 1.0, f"different kinds: {min(a.types)} and {min(b.types)}")


def how_many(a: LocalEvent, b: LocalEvent) -> Iterator[Feature]:
    if a.killed is not None and b.killed is not None:
        low, high = sorted((a.killed, b.killed))
        if low == high:
            yield Feature("same_toll", 1.0, f"both say {low} dead")
            yield Feature("many_dead", math.log1p(low), f"both say {low} dead")
        elif high <= 1.4 * low:
            yield Feature("close_toll", math.log1p(low), f"tolls close to each other: {low} and {high}")
        else:
            yield Feature("other_toll", math.log((high + 1) / (low + 1)), f"different tolls: {low} and {high}")
    if a.injured and a.injured == b.injured:
        yield Feature("hurt", math.log1p(a.injured), f"both say {a.injured} hurt")


def words(a: LocalEvent, b: LocalEvent, similarity: Similarity) -> Iterator[Feature]:
    if a.main and b.main:
        yield Feature("main", 1.0, "what both reports are about")
        if similarity.is_copy(a.report, b.report):
            yield Feature("copy", 1.0, "one report copies the other")
        likeness = similarity.cosine(a.report, b.report)
        yield Feature("words", likeness, f"reports that share rare words (likeness {likeness:.2f})")
