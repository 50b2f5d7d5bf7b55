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
from dateline.read.found import Found
from dateline.read.joint import NEAREST_KM, Scored, Toponym, decide, kilometres

MARGIN = 0.01  # least lead of the best candidate over one elsewhere
FAR_KM = 80.0
SMALL_TOWN, MOST_OF = (
    100_000,
    0.6,
)  # of the development documents' places 13 were strange in that way, all of them wrong
# A lead in points becomes the share of such choices that were right within 161 km on development documents.
SPREAD, NO_RIVAL = 2.5, 7.4
KM_A_DEGREE = 111.2

US_STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado", "CT": "Connecticut",
    "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa",
    "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan",
    "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
    "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas",
    "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "Ala.": "Alabama", "Ariz.": "Arizona", "Ark.": "Arkansas", "Calif.": "California", "Colo.": "Colorado", "Conn.": "Connecticut",
    "Del.": "Delaware", "Fla.": "Florida", "Ga.": "Georgia", "Ill.": "Illinois", "Ind.": "Indiana", "Kan.": "Kansas", "Ky.": "Kentucky",
    "La.": "Louisiana", "Md.": "Maryland", "Mass.": "Massachusetts", "Mich.": "Michigan", "Minn.": "Minnesota", "Miss.": "Mississippi",
    "Mo.": "Missouri", "Mont.": "Montana", "Neb.": "Nebraska", "Nev.": "Nevada", "Okla.": "Oklahoma", "Ore.": "Oregon", "Pa.": "Pennsylvania",
    "Tenn.": "Tennessee", "Va.": "Virginia", "Wash.": "Washington", "Wis.": "Wisconsin", "Wyo.": "Wyoming",
    "N.Y.": "New York", "N.J.": "New Jersey", "N.C.": "North Carolina", "N.D.": "North Dakota", "N.H.": "New Hampshire", "N.M.": "New Mexico",
    "S.C.": "South Carolina", "S.D.": "South Dakota", "R.I.": "Rhode Island", "W.Va.": "West Virginia", "W. Va.": "West Virginia",
    "D.C.": "District of Columbia", "NSW": "New South Wales",
}  # fmt: skip
_STATE_AFTER = re.compile(r",\s+([A-Z]{2}\b|[A-Z][a-z]+\.)")
_CONTAINED_IN = re.compile(
    r",\s+(?:in\s+)?(?:the\s+)?(?:\w+\s+){0,2}|\s+(?:district|town|village|city|province),\s+|"
    r"\s+(?:district|town|village|city|province)?,?\s*(?:in|of)\s+(?:the\s+)?(?:\w+\s+){0,2}"
)
_NEAR_BEFORE = re.compile(
    r"(?:\bnear|\boutside|\bclose to|\bon the (?:outskirts|edge) of|\bin the vicinity of|\badjacent to|\baround)\s+(?:the\s+(?:\w+\s+){0,3}(?:of\s+)?)?$",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    r"(?P<bound>less than|under|more than|over|about|around|some|nearly|up to|only|just)?\s*(?P<n>\d[\d,.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty)[ -]?"
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|miles?)\s*(?:\([^)]{1,20}\)\s*)?(?:to the\s+)?(?P<bearing>(?:north|south)?-?(?:east|west)|north|south|northeast|southeast|northwest|southwest)?(?:ern)?\s*(?:of|from|outside|away from)\s+(?:the\s+(?:\w+\s+){0,4})?(?:of\s+)?$",
    re.IGNORECASE,
)
_SMALL = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twenty": 20,
    "thirty": 30,
}


Key = tuple[str, str | None, str | None]  # a toponym's words, the larger place beside it, the division a noun asks for
Container = tuple[
    str | None, int | None
]  # the name of a larger place beside a toponym, and its number if it is one itself


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
        resolved[number] = as_place(choice, relation(text, found[number].start)) if choice else None
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
    toponyms = [
        Toponym(*key, times[key], found[n].candidates, contained(key[1], found[n].candidates, gazetteer))
        for key, n in number_of.items()
    ]
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


def container_of(text: str, number: int, found: list[Found]) -> Container:
    """The name of the larger place that a comma or "in" sets beside a toponym, and its number: `Hit, Iraq`; `Columbus, GA`."""
    name = found[number]
    state = _STATE_AFTER.match(text, name.end)
    if state and state[1] in US_STATES:
        return US_STATES[state[1]], None
    following = found[number + 1] if number + 1 < len(found) else None
    if following is not None and following.kind == "place":
        between = text[name.end : following.start]
        if _CONTAINED_IN.fullmatch(between):
            return text[following.start : following.end], number + 1
    return None, None


def choose(
    toponym: Toponym, scored: list[Scored], others: list[GazetteerPlace], countries: Counter[str]
) -> Choice | None:
    """The likeliest candidate with a confidence, or None if another one, elsewhere, is as likely."""
    best_points, best = scored[0]
    rival = next((s for s in scored[1:] if kilometres(best, s.place) > FAR_KM and not lends_name(s.place, best)), None)
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
    near = min(towns, key=lambda t: kilometres(c, t), default=None)
    if near is not None and c.kind in ("town", "district") and kilometres(c, near) < 2 * NEAREST_KM:
        yield f"{near.name}, which it also names, is {kilometres(c, near):.0f} km away"
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
        lat=lat, lon=lon, radius_km=radius, precision=precision, confidence=choice.confidence, relation=near,
        why=choice.why, second=", ".join(n for n in (second.name, second.admin1, second.country) if n) if second else None,
    )  # fmt: skip


def apart(lat: float, lon: float, near: Relation) -> tuple[float, float, float | None]:
    """The point a relation speaks of and how far off it may be, in km.

    A bearing is one of eight winds, so the point may lie half the angle between two of them to either side. Without a bearing
    the place itself stands, give or take the distance; "more than 3 km" bounds nothing.

    >>> apart(33.34, 44.40, Relation(km=130.0, bound="exact", bearing="west"))
    (33.34, 43.0006, 53.8)
    """
    if near.km is None or near.bound == "at least":
        return lat, lon, None
    if near.bearing is None:
        return lat, lon, near.km
    bearing = near.bearing.replace("-", "")
    north = ("north" in bearing) - ("south" in bearing)
    east = ("east" in bearing) - ("west" in bearing)
    length = math.hypot(north, east)
    if not length:
        return lat, lon, near.km
    moved_lat = lat + near.km * north / length / KM_A_DEGREE
    moved_lon = lon + near.km * east / length / (KM_A_DEGREE * max(0.1, math.cos(math.radians(lat))))
    return round(moved_lat, 4), round(moved_lon, 4), round(near.km * math.tan(math.pi / 8), 1)


def relation(text: str, start: int) -> Relation | None:
    """`near`, `outside`, `less than 3 km from` before a toponym.

    >>> relation("on a frontline less than 3 km from Hit", 35)
    Relation(km=3.0, bound='at most', bearing=None)
    """
    before = text[max(0, start - 90) : start]
    distance = _DISTANCE.search(before)
    if distance:
        words = distance["n"].lower().replace(",", "")
        km = float(_SMALL[words]) if words in _SMALL else float(words.rstrip("."))
        km = round(km * 1.609, 1) if distance["unit"].lower().startswith("mile") else km
        bound = {
            "less than": "at most",
            "under": "at most",
            "up to": "at most",
            "more than": "at least",
            "over": "at least",
        }.get((distance["bound"] or "").lower())
        bound = bound or ("about" if distance["bound"] else "exact")
        return Relation(km=km, bound=bound, bearing=(distance["bearing"] or "").lower() or None)
    return Relation() if _NEAR_BEFORE.search(before) else None
