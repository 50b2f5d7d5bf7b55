"""What the toponyms of a report mean, decided together: containment, the countries the report names, then population.

Nothing is placed by default: where two candidates are as likely, the place stays unresolved.
"""

from __future__ import annotations

import math
import re
from collections import Counter

from dateline.gazetteer import Gazetteer, GazetteerPlace
from dateline.model import Place, Precision, Relation
from dateline.read.found import Found

# How a comma or a noun beside a name, the report's countries and sheer size weigh; hand-set, to be learned later.
CONTAINED, WANTED, SAME_COUNTRY, SAME_PROVINCE, TOWN_FIRST, CAPITAL, NEARNESS = 6.0, 3.0, 3.0, 1.5, 1.0, 1.5, 1.5
ENOUGH_VOTES = 6  # mentions from which a country counts in full: a report on Syria names the United States oftener
MARGIN = 0.25  # least lead of the best candidate over one elsewhere
FAR_KM = 80.0
NEAR_KM = 300.0  # scale on which other places of a report draw an ambiguous one near

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


def resolve_places(
    text: str, found: list[Found], gazetteer: Gazetteer, dateline_place: str | None
) -> dict[int, Place | None]:
    """The place of each toponym, by the number of its name in `found`; None where it cannot be told."""
    votes = country_votes(text, found, gazetteer, dateline_place)
    provinces = {
        c.name for f in found if f.kind == "place" for c in f.candidates if c.kind == "province" and c.country in votes
    }
    firm = firm_places(found)
    resolved: dict[int, Place | None] = {}
    memory: dict[str, tuple[GazetteerPlace, float] | None] = {}
    for number, name in enumerate(found):
        if name.kind not in ("place", "facility") or not name.candidates or name.form != "name":
            if name.kind in ("place", "facility"):
                resolved[number] = None
            continue
        key = text[name.start : name.end]
        container, _ = container_of(text, number, found)
        if name.wanted or container or key not in memory:
            choice = choose(
                name, votes, provinces, container, [f for f in firm if f.id not in {c.id for c in name.candidates}]
            )
            if not (name.wanted or container) or key not in memory:
                memory[key] = choice
        else:
            choice = memory[key]
        resolved[number] = as_place(choice, relation(text, name.start)) if choice else None
    for number in sorted(resolved, reverse=True):
        if found[number].kind == "place" and found[number].form == "name":
            _, holder = container_of(text, number, found)
            larger = resolved.get(holder) if holder is not None else None
            sure = found[number].wanted is None and resolved[number] is not None  # states and towns are also listed
            if larger is not None and not sure and not lies_in(resolved[number], larger):
                resolved[number] = larger  # "Terayzai district, Khost province": not on the map, but somewhere in there
    return resolved


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


def country_votes(text: str, found: list[Found], gazetteer: Gazetteer, dateline_place: str | None) -> Counter[str]:
    """How much the report speaks of each country: its names, its nationality words, its unmistakable towns."""
    votes: Counter[str] = Counter()
    for name in found:
        if name.kind == "nationality":
            country = gazetteer.nationality(text[name.start : name.end])
            if country:
                votes[country] += 1
        if name.kind == "place" and name.candidates:
            best = name.candidates[0]
            if best.kind == "country" and best.country:
                votes[best.country] += 3
            else:
                for country in {
                    c.country for c in name.candidates if c.country and c.population * 20 >= best.population
                }:
                    votes[country] += 1
    if dateline_place:
        rows = gazetteer.lookup(dateline_place.title() if dateline_place.isupper() else dateline_place)
        if rows and rows[0].country:
            votes[rows[0].country] += 1
    return votes


def firm_places(found: list[Found]) -> list[GazetteerPlace]:
    """Towns and provinces whose name means hardly anything else: what the others are near to."""
    firm: dict[int, GazetteerPlace] = {}
    for name in found:
        if name.kind == "place" and name.candidates and name.candidates[0].kind in ("town", "province"):
            best, rest = name.candidates[0], name.candidates[1:]
            if all(c.population * 20 < best.population or kilometres(best, c) < FAR_KM for c in rest):
                firm[best.id] = best
    return list(firm.values())[:20]


def container_of(text: str, number: int, found: list[Found]) -> tuple[str | None, int | None]:
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
    name: Found, votes: Counter[str], provinces: set[str], container: str | None, firm: list[GazetteerPlace]
) -> tuple[GazetteerPlace, float] | None:
    """The likeliest candidate with a confidence, or None if another one, elsewhere, is as likely."""
    scored = sorted(
        ((score(c, votes, provinces, container, name.wanted, firm), c) for c in name.candidates),
        key=lambda s: (-s[0], s[1].id),
    )
    best_score, best = scored[0]
    rival = next((s for s, c in scored[1:] if kilometres(best, c) > FAR_KM), None)
    lead = best_score - rival if rival is not None else 4.0
    if lead < MARGIN:
        return None
    return best, round(1 / (1 + math.exp(-lead)), 2)


def score(
    c: GazetteerPlace,
    votes: Counter[str],
    provinces: set[str],
    container: str | None,
    wanted: str | None,
    firm: list[GazetteerPlace],
) -> float:
    points = math.log10(c.population + 10)
    if c.kind in ("country", "region"):
        points += 4
    points += CAPITAL if c.capital else 0
    points += (
        NEARNESS * max((math.exp(-kilometres(c, other) / NEAR_KM) for other in firm), default=0.0)
        if c.kind == "town"
        else 0
    )
    points += TOWN_FIRST if c.kind == "town" and wanted is None else 0
    points += (WANTED if c.kind == wanted else -1) if wanted else 0
    points += SAME_COUNTRY * min(1.0, votes[c.country or ""] / ENOUGH_VOTES) + (0.5 if c.country in votes else 0)
    points += SAME_PROVINCE if c.admin1 and c.admin1 in provinces and c.admin1 != c.name else 0
    if container:
        holders = {c.admin1, c.admin2, c.country} | ({"United States", "U.S."} if c.country == "US" else set())
        points += CONTAINED if container in holders or container_matches(container, c) else 0
    return points


def container_matches(container: str, c: GazetteerPlace) -> bool:
    from dateline.gazetteer import load_gazetteer

    rows = load_gazetteer().lookup(container)
    return any(
        (r.kind == "country" and r.country == c.country)
        or (r.kind in ("province", "district") and r.country == c.country and r.name in (c.admin1, c.admin2))
        for r in rows[:4]
    )


def kilometres(a: GazetteerPlace, b: GazetteerPlace) -> float:
    """Great-circle distance."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def as_place(choice: tuple[GazetteerPlace, float], near: Relation | None) -> Place:
    row, confidence = choice
    precision: Precision = row.kind if row.kind != "town" else "exact"
    if near is not None and precision == "exact":
        precision = "near"
    return Place(
        geonames=row.geonames, name=row.name, country=row.country, admin1=row.admin1 or (row.name if row.kind == "province" else None),
        lat=row.lat, lon=row.lon, precision=precision, confidence=confidence, relation=near,
    )  # fmt: skip


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
