"""All toponyms of a report decided at once: every name votes, as far as it is sure, for where the others lie.

Each candidate of a name has points of its own (size, what stands beside the name) and points from the others: the countries and
provinces they lie in, and how near they are. What the others are is itself uncertain, so their chances vote, and the votes
are counted a few times over. No name votes for itself.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from dateline.gazetteer import GazetteerPlace
from dateline.gazetteer.distance import EARTH_KM
from dateline.gazetteer.keys import skeleton

# Chosen on one half of the development documents by going through them one after another, and held on the other half; with them
# in view a handful of reports of our own, in which towns of one name with capitals and cities must not be taken for them.
POPULATION, COUNTRY, PROVINCE, CAPITAL = 1.2, 4.5, 2.0, 1.5  # of its own: per power of ten people; being such a place
KNOWN_WIDELY, MANY = 1.0, 1_000_000  # a town of more people than that
LARGE_REGION = 5_000_000  # people from which a region counts as a country does
ALIAS = -2.0  # another name than the one the map has first: "Philadelphia" for Amman
CONTAINED, WANTED = 6.0, 3.0  # in the larger place beside it; the division that a noun asks for
SAME_COUNTRY, SAME_PROVINCE, NEAREST, NEAR = 3.5, 2.2, 2.5, 1.0  # of the other names, at most
NEAREST_KM, NEAR_KM = 150.0, 60.0  # over which nearness falls to a third
ENOUGH_IN_PROVINCE, ENOUGH_NEAR = 2.0, 2.0  # names from which those count in full
VOTE_OF_COUNTRY = (
    0.1  # a country's own name, against that of a town in it: all the world's news speaks of some countries
)
ROUNDS = 3
MOST_CANDIDATES = 20
TOGETHER = 60  # names; a report of more is decided part by part

Array = np.ndarray[Any, Any]


class Toponym(NamedTuple):
    """A name as a report uses it: beside which larger place, with which noun ("province"), how often, and what it can mean."""

    words: str
    container: str | None
    wanted: str | None
    times: int
    candidates: Sequence[GazetteerPlace]
    contained: frozenset[int]  # ids of the candidates that lie in the larger place


class Scored(NamedTuple):
    """A candidate with all its points."""

    points: float
    place: GazetteerPlace


def decide(
    toponyms: Sequence[Toponym], countries: Counter[str]
) -> Iterator[tuple[Sequence[Toponym], list[list[Scored]]]]:
    """Toponyms, so many together, each with its candidates, the likeliest first.

    `countries`: what the report says of nations, in mentions.
    """
    for start in range(0, len(toponyms), TOGETHER):
        part = toponyms[start : start + TOGETHER]
        yield part, decide_part(part, countries)


def decide_part(toponyms: Sequence[Toponym], countries: Counter[str]) -> list[list[Scored]]:
    kept = [t.candidates[:MOST_CANDIDATES] for t in toponyms]
    places = [c for candidates in kept for c in candidates]
    owner = np.array([n for n, candidates in enumerate(kept) for _ in candidates])
    own = np.array([own_points(c, t) for t, candidates in zip(toponyms, kept, strict=True) for c in candidates])
    points = own + votes(toponyms, places, owner, own, countries)
    found: list[list[Scored]] = [[] for _ in toponyms]
    for n, place, total in zip(owner.tolist(), places, points.tolist(), strict=True):
        found[n].append(Scored(total, place))
    for candidates_of in found:
        candidates_of.sort(key=lambda s: (-s.points, s.place.id))
    return found


def own_points(c: GazetteerPlace, toponym: Toponym) -> float:
    """What speaks for a candidate whatever the other names are."""
    points = POPULATION * math.log10(c.population + 10)
    widely = c.kind == "country" or (c.kind == "region" and c.population >= LARGE_REGION)
    points += COUNTRY if widely else PROVINCE if c.kind == "province" else 0.0
    points += CAPITAL if c.capital else 0.0
    points += KNOWN_WIDELY if c.population >= MANY and c.kind == "town" else 0.0
    points += ALIAS if skeleton(c.name) != skeleton(toponym.words) else 0.0
    if toponym.wanted:
        points += WANTED if c.kind == toponym.wanted else -1.0
    return points + (CONTAINED if c.id in toponym.contained else 0.0)


def votes(
    toponyms: Sequence[Toponym], places: list[GazetteerPlace], owner: Array, own: Array, countries: Counter[str]
) -> Array:
    """What the other names say for each candidate [n], counted over a few rounds."""
    words = np.array([toponyms[n].words for n in owner])
    other = words[:, None] != words[None]  # [n, n]: not another candidate of the same name
    point = np.array([c.kind in ("town", "district") for c in places])
    country = numbered([c.country for c in places])
    province = numbered(
        [f"{c.country}/{c.admin1 or c.name}" if c.admin1 or c.kind == "province" else None for c in places]
    )
    is_province = np.array([c.kind == "province" for c in places])
    same_country = other & (country[:, None] == country[None])
    same_province = other & (province[:, None] == province[None]) & ~(is_province[:, None] & is_province[None])
    away = np.where(other & point[:, None] & point[None], distances(places), np.inf)
    nearest, near = np.exp(-away / NEAREST_KM), np.exp(-away / NEAR_KM)
    of = np.equal(owner[:, None], np.arange(len(toponyms))[None]).astype(np.float32)  # [n, toponyms]
    weight = np.array([toponyms[n].times * (VOTE_OF_COUNTRY if c.kind == "country" else 1.0) for n, c in zip(owner, places, strict=True)])  # fmt: skip
    told = np.array([float(countries[c.country or ""]) for c in places])
    points = own + np.minimum(1.0, told)
    given = np.zeros(len(places))
    for _ in range(ROUNDS):
        chance = softmax(points, owner, len(toponyms))
        of_country = same_country @ (chance * weight) + told
        of_province = np.where(is_province, 0.0, same_province @ chance)
        given = SAME_COUNTRY * np.minimum(1.0, of_country)
        given += SAME_PROVINCE * np.minimum(1.0, of_province / ENOUGH_IN_PROVINCE)
        given += NEAREST * ((nearest * chance) @ of).max(1)
        given += NEAR * np.minimum(ENOUGH_NEAR, (near * chance).sum(1))
        points = own + given
    return given


def softmax(points: Array, owner: Array, count: int) -> Array:
    """Chances of the candidates of each toponym, which add up to 1."""
    top = np.full(count, -np.inf)
    np.maximum.at(top, owner, points)
    raised = np.exp(points - top[owner])
    total: Array = np.bincount(owner, raised, count)
    chance: Array = raised / total[owner]
    return chance


def numbered(keys: list[str | None]) -> Array:
    """A number for each key; None is unlike any other."""
    numbers: dict[str, int] = {}
    return np.array([-n - 1 if key is None else numbers.setdefault(key, len(numbers)) for n, key in enumerate(keys)])


def distances(places: list[GazetteerPlace]) -> Array:
    """Great-circle distances [n, n] in km."""
    lat, lon = (np.radians([getattr(c, name) for c in places]) for name in ("lat", "lon"))
    h = (
        np.sin((lat[:, None] - lat) / 2) ** 2
        + np.cos(lat)[:, None] * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    )
    apart: Array = EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, h)))
    return apart
