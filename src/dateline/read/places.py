"""What the toponyms of a report mean: what stands beside them, then all together (see `joint`), with reasons.

Nothing is placed by default: where two candidates are as likely, the place stays unresolved.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from dateline.gazetteer import Gazetteer, GazetteerPlace
from dateline.gazetteer.keys import place_key, skeleton
from dateline.model import Place, Relation
from dateline.read.beside import Container, apart, container_of, relation
from dateline.read.found import Found
from dateline.read.joint import NEAREST_KM, Scored, Toponym, decide

MARGIN = 0.01  # least lead of the best candidate over one elsewhere
FAR_KM = 80.0
SMALL_TOWN, MOST_OF = (
    100_000,
    0.6,
)  # of the development documents' places 13 were strange in that way, all of them wrong
# A lead in points becomes the share of such choices that were right within 161 km on development documents.
SPREAD, NO_RIVAL = 2.5, 7.4
Key = tuple[str, str | None, str | None]  # a toponym's words, the larger place beside it, the division a noun asks for


class Choice(NamedTuple):
    """A candidate with a confidence, the likeliest one elsewhere, and what spoke for it."""

    place: GazetteerPlace
    confidence: float
    second: GazetteerPlace | None
    why: list[str]


def resolve_places(
    text: str, found: list[Found], gazetteer: Gazetteer, dateline_place: str | None
) -> dict[int, Place | None]:
    """The place of each toponym, by the number of its name in `found`; None where it cannot be told."""
    containers = {
        n: container_of(text, n, found)
        for n, f in enumerate(found)
        if f.kind in ("place", "facility") and f.form == "name"
    }
    choices = choose_all(text, found, containers, gazetteer, dateline_place)
    resolved: dict[int, Place | None] = {n: None for n, f in enumerate(found) if f.kind in ("place", "facility")}
    for number, choice in choices.items():
        place = as_place(choice, relation(text, found[number].start)) if choice else None
        if (
            place
            and found[number].kind == "facility"
            and place_key(place.name) != place_key(text[slice(*found[number].span)])
        ):
            place.precision = "near" if place.precision == "exact" else place.precision  # an airport is not in mid-town
        resolved[number] = place
    for number in sorted(resolved, reverse=True):
        if found[number].kind == "place" and found[number].form == "name":
            _, holder = containers[number]
            larger = resolved.get(holder) if holder is not None else None
            sure = found[number].wanted is None and resolved[number] is not None  # states and towns are also listed
            if larger is not None and not sure and not lies_in(resolved[number], larger):
                # "Terayzai district, Khost province": not on the map, but somewhere in there
                why = f"it is not on the map; the text puts it in {larger.name}"
                resolved[number] = msgspec.structs.replace(larger, why=[why], second=None)
    return resolved


def choose_all(
    text: str,
    found: list[Found],
    containers: dict[int, Container],
    gazetteer: Gazetteer,
    dateline_place: str | None,
) -> dict[int, Choice | None]:
    """The likeliest candidate of every name that has some; one name is one place all through, but for those beside a larger one."""
    key_of: dict[int, Key] = {}
    number_of: dict[Key, int] = {}
    for number, name in enumerate(found):
        if name.kind in ("place", "facility") and name.candidates and name.form == "name":
            key_of[number] = (text[name.start : name.end], containers[number][0], name.wanted)
            number_of.setdefault(key_of[number], number)
    times = Counter(key_of.values())
    within = within_organisations(text, found, gazetteer)
    toponyms = [
        Toponym(
            *key,
            times[key] + within.pop(key[0], 0),
            found[n].candidates,
            contained(key[1], found[n].candidates, gazetteer),
        )
        for key, n in number_of.items()
    ]
    toponyms += [Toponym(words, None, None, n, gazetteer.lookup(words), frozenset()) for words, n in within.items()]
    countries = nations(text, found, gazetteer, dateline_place)
    chosen: dict[Key, Choice | None] = {}
    for part, scored in decide(toponyms, countries):
        best = [candidates[0].place for candidates in scored]
        for toponym, candidates in zip(part, scored, strict=True):
            key = (toponym.words, toponym.container, toponym.wanted)
            chosen[key] = choose(toponym, candidates, best, countries)
    country_of = {words: choice.place.country for (words, _, _), choice in chosen.items() if choice is not None}
    spoken_of = Counter(country for country in country_of.values() if country)
    for key, choice in chosen.items():
        if choice is None or key[1] is not None or countries[choice.place.country or ""]:
            continue
        if is_stranger(choice.place, key[0], spoken_of - Counter([country_of[key[0]] or ""])):
            chosen[key] = None
    placed = {words: choice for (words, container, _), choice in chosen.items() if container and choice is not None}
    return {n: placed.get(key[0], chosen[key]) if key[1:] == (None, None) else chosen[key] for n, key in key_of.items()}


def within_organisations(text: str, found: list[Found], gazetteer: Gazetteer) -> Counter[str]:
    """The toponyms within the names of organisations, with how often: they too say where the report is.

    "Anbar Operations Command", "Henry County Sheriff's Office". No place of their own comes of them.
    """
    return Counter(
        words
        for name in found
        if name.kind == "organisation" and name.form == "name"
        for words in toponyms_within(text[name.start : name.end], gazetteer)
    )


def toponyms_within(name: str, gazetteer: Gazetteer) -> Iterator[str]:
    """The longest toponyms, of three words at most, within a longer name.

    >>> from dateline.gazetteer import load_gazetteer
    >>> list(toponyms_within("Anbar Operations Command", load_gazetteer()))
    ['Anbar']
    """
    words = [match.span() for match in _CAPITALISED.finditer(name)]
    first = 0
    while first < len(words):
        for last in range(min(first + MOST_WORDS, len(words)) - 1, first - 1, -1):
            part = name[words[first][0] : words[last][1]]
            if part != name and _ONE_NAME.fullmatch(part) and gazetteer.lookup(part, loosely=False):
                yield part
                first = last
                break
        first += 1


_CAPITALISED = re.compile(r"[A-Z][\w'’.-]*")
_ONE_NAME = re.compile(r"[\w .-]+")
MOST_WORDS = 3


def is_stranger(c: GazetteerPlace, words: str, spoken_of: Counter[str]) -> bool:
    """Whether a small town lies in a country that no other name of the report does, while most of them lie in another.

    A village that is not on the map is often called like a town at the other end of the world.
    """
    small = SMALL_TOWN if place_key(c.name) == place_key(words) else 10 * SMALL_TOWN  # or known by another name
    if c.kind not in ("town", "district") or c.capital or c.population >= small or spoken_of[c.country or ""]:
        return False
    return spoken_of.total() >= 2 and max(spoken_of.values()) >= MOST_OF * spoken_of.total()


def nations(text: str, found: list[Found], gazetteer: Gazetteer, dateline_place: str | None) -> Counter[str]:
    """The countries that nationality words and the dateline speak of, with how often."""
    countries: Counter[str] = Counter()
    for name in found:
        if name.kind == "nationality" and (country := gazetteer.nationality(text[name.start : name.end])):
            countries[country] += 1
    if dateline_place:
        rows = gazetteer.lookup(dateline_place.title() if dateline_place.isupper() else dateline_place)
        if rows and rows[0].country:
            countries[rows[0].country] += 1
    return countries


def contained(container: str | None, candidates: Sequence[GazetteerPlace], gazetteer: Gazetteer) -> frozenset[int]:
    """The candidates, by their ids, that lie in the larger place of that name."""
    if container is None:
        return frozenset()
    holders = gazetteer.lookup(container)[:4]
    return frozenset(
        c.id
        for c in candidates
        if container in (c.admin1, c.admin2, c.country)
        or (c.country == "US" and container in ("United States", "U.S."))
        or any(
            (h.kind == "country" and h.country == c.country)
            or (h.kind in ("province", "district") and h.country == c.country and h.name in (c.admin1, c.admin2))
            for h in holders
        )
    )


def lies_in(place: Place | None, larger: Place) -> bool:
    """Whether a place may be in a division that the text names as holding it; False for one that is not on the map."""
    if larger.precision not in ("district", "province", "country") or place is larger:
        return True
    if place is None:
        return False
    if place.precision == "country" or place.country is None:
        return True  # "Iraq, Syria": a list
    if larger.precision == "country":
        return place.country == larger.country
    return place.country == larger.country and (place.admin1 == larger.admin1 or place.precision == "province")


def choose(
    toponym: Toponym, scored: list[Scored], others: list[GazetteerPlace], countries: Counter[str]
) -> Choice | None:
    """The likeliest candidate with a confidence, or None if another one, elsewhere, is as likely."""
    best_points, best = scored[0]
    rival = next((s for s in scored[1:] if best.km_to(s.place) > FAR_KM and not lends_name(s.place, best)), None)
    lead = best_points - rival.points if rival is not None else NO_RIVAL
    if lead < MARGIN:
        return None
    if toponym.wanted is None:
        best = next((s.place for s in scored if lends_name(s.place, best)), best)
    if rival is None:
        why = ["no other place is so called"] if len(scored) == 1 else ["all places so called lie there"]
    else:
        why = list(reasons(best, toponym, others, countries)) or ["the largest place so called"]
    return Choice(best, round(1 / (1 + math.exp(-lead / SPREAD)), 2), rival.place if rival else None, why)


def reasons(
    c: GazetteerPlace, toponym: Toponym, others: list[GazetteerPlace], countries: Counter[str]
) -> Iterator[str]:
    """What spoke for a candidate, in words: beside it, in nationality words, and in what the other names mean."""
    if toponym.container and c.id in toponym.contained:
        yield f"the text puts it in {toponym.container}"
    if toponym.wanted and c.kind == toponym.wanted:
        yield f"the text calls it a {toponym.wanted}"
    others = [o for o in others if skeleton(o.name) != skeleton(c.name)]
    spoken_of = countries[c.country or ""] + sum(o.country == c.country for o in others if c.country)
    if spoken_of:
        yield f"the report speaks of {c.country}" + (f", {spoken_of} times" if spoken_of > 1 else "")
    towns = [o for o in others if o.kind in ("town", "district")]
    near = min(towns, key=c.km_to, default=None)
    if near is not None and c.kind in ("town", "district") and c.km_to(near) < 2 * NEAREST_KM:
        yield f"{near.name}, which it also names, is {c.km_to(near):.0f} km away"
    if c.capital:
        yield "it is a capital"


def lends_name(town: GazetteerPlace, division: GazetteerPlace) -> bool:
    """Whether a name alone is the town rather than a division so called.

    It is where much of the division lives in it, or a country's capital: "Aleppo", "Washington", but not "Oregon" in Ohio.
    """
    if town.kind != "town" or division.kind not in ("province", "district") or town.country != division.country:
        return False
    of_it = division.name in (town.admin1, town.admin2)
    return town.capital or (of_it and town.population * 3 >= division.population)


def as_place(choice: Choice, near: Relation | None) -> Place:
    row, second = choice.place, choice.second
    precision = row.precision
    if near is not None and precision == "exact":
        precision = "near"
    lat, lon, radius = apart(row.lat, row.lon, near) if near is not None else (row.lat, row.lon, None)
    return Place(
        geonames=row.geonames, name=row.name, country=row.country, admin1=row.admin1 or (row.name if row.kind == "province" else None),
        lat=lat, lon=lon, radius_km=radius, zone=row.zone, precision=precision, confidence=choice.confidence, relation=near,
        why=choice.why, second=", ".join(n for n in (second.name, second.admin1, second.country) if n) if second else None,
    )  # fmt: skip
