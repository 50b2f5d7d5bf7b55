"""What the toponyms of a report mean: what stands beside them, then all together (see `joint`), with reasons.

Nothing is placed by default: where two candidates are as likely, the place stays unresolved.
"""

from __future__ import annotations

import math
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
from dateline.read.within import within_organisations

MARGIN = 0.01  # least lead of the best candidate over one elsewhere
FAR_KM = 80.0
# Of the development documents' places 13 were strange in that way, all of them wrong.
SMALL_TOWN, MOST_OF = 100_000, 0.6
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
        resolved[number] = placed(choice, text, found[number]) if choice else None
    put_off_the_map(resolved, text, found, containers, gazetteer)
    return resolved


def placed(choice: Choice, text: str, name: Found) -> Place:
    place = as_place(choice, relation(text, name.start))
    if name.kind == "facility" and place.precision == "exact" and not is_called(place, text[slice(*name.span)]):
        place.precision = "near"  # an airport is not in mid-town
    return place


def put_off_the_map(
    resolved: dict[int, Place | None],
    text: str,
    found: list[Found],
    containers: dict[int, Container],
    gazetteer: Gazetteer,
) -> None:
    """Puts toponyms that are not on the map in the larger place beside them, there or elsewhere in the report; else in that
    which holds all other places."""
    words = {number: text[slice(*found[number].span)] for number in resolved if found[number].form == "name"}
    put_beside: dict[str, Place] = {}
    for number in sorted(words, reverse=True):
        _, holder = containers[number]
        larger = resolved.get(holder) if holder is not None else None
        # states and towns are also listed
        own = resolved[number]
        sure = found[number].wanted is None and is_called(own, words[number]) and not is_town_of_state(own, larger)
        if found[number].kind == "place" and larger is not None and not sure and not lies_in(own, larger):
            # "Terayzai district, Khost province": not on the map, but somewhere in there
            place = somewhere_in(larger, f"the text puts it in {larger.name}")
            resolved[number] = put_beside[words[number]] = place
    held = around_all({words[n]: p for n, p in resolved.items() if p is not None and n in words}, gazetteer)
    for number, word in words.items():
        if word in put_beside and not is_called(resolved[number], word):
            resolved[number] = put_beside[word]
        elif resolved[number] is None:
            resolved[number] = held


TOWNS_OF_STATES = ("US", "CA", "AU")  # where "Easton, Ohio" is how a town is told, and no list of two places


def is_town_of_state(town: Place | None, state: Place | None) -> bool:
    """Whether a town was found in another state than the text names behind it: it is a namesake."""
    if town is None or state is None or town.precision in ("province", "country", "region"):
        return False
    return state.precision == "province" and state.country in TOWNS_OF_STATES and town.country == state.country


def is_called(place: Place | None, words: str) -> bool:
    """Whether a toponym is the map's own name of a place, not only spelt somewhat like one of its names."""
    return place is not None and place_key(place.name) == place_key(words)


def somewhere_in(larger: Place, why: str) -> Place:
    return msgspec.structs.replace(larger, why=[f"it is not on the map; {why}"], second=None, relation=None)


# Of the development documents' toponyms that are not on the map 222 of 226 lay in the one country of all other places, and 79 of
# 84 in their one province.
IN_COUNTRY, IN_PROVINCE = 0.98, 0.94


def around_all(places: dict[str, Place], gazetteer: Gazetteer) -> Place | None:
    """The province or country in which all places of a report lie, if there are two or more: by their words."""
    countries = {place.country for place in places.values() if place.country}
    if len(places) < 2 or len(countries) != 1:
        return None
    (code,) = countries
    fine = [place for place in places.values() if place.admin1]
    provinces = {place.admin1 for place in fine}
    if len(fine) > 1 and len(provinces) == 1 and (province := gazetteer.province(provinces.pop() or "", code or "")):
        return held_by(province, IN_PROVINCE)
    country = gazetteer.country(code or "")
    return held_by(country, IN_COUNTRY) if country else None


def held_by(area: GazetteerPlace, confidence: float) -> Place:
    place = as_place(Choice(area, confidence, None, []), None)
    place.implied = True
    return somewhere_in(place, f"all other places of the report lie in {area.name}")


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
    inside = {(t.words, t.container, t.wanted): t.contained for t in toponyms}
    country_of = {words: choice.place.country for (words, _, _), choice in chosen.items() if choice is not None}
    spoken_of = Counter(country for country in [*country_of.values(), *countries] if country)
    for key, choice in chosen.items():
        if choice is None or choice.place.id in inside[key] or countries[choice.place.country or ""]:
            continue
        if is_stranger(choice.place, key[0], spoken_of - Counter([country_of[key[0]] or ""])):
            chosen[key] = None
    beside = {words: choice for (words, container, _), choice in chosen.items() if container and choice is not None}
    return {n: beside.get(key[0], chosen[key]) if key[1:] == (None, None) else chosen[key] for n, key in key_of.items()}


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
