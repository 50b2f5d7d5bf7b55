"""What the toponyms of a report mean, decided together: containment, the countries the report names, then population.

Nothing is placed by default: where two candidates are as likely, the place stays unresolved.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from dateline.gazetteer import Gazetteer, GazetteerPlace
from dateline.gazetteer.keys import skeleton
from dateline.model import Place, Precision, Relation
from dateline.read.found import Found

# What speaks for a candidate: a larger place beside it, a noun that asks for a division, the countries and provinces that the
# report speaks of, towns near it, and size. Chosen on development data by going through the weights one after another.
CONTAINED, WANTED, SAME_COUNTRY, NAMED_COUNTRY, SAME_PROVINCE, NEARNESS = 6.0, 3.0, 4.0, 0.5, 2.2, 2.5
POPULATION, COUNTRY, PROVINCE, CAPITAL = 1.2, 3.0, 2.0, 1.5
ALIAS = -1.0  # another name than the one the map has first: "Philadelphia" for Amman
ENOUGH_VOTES = 3  # mentions from which a country counts in full
ENOUGH_IN_PROVINCE = 1  # names from which a province does
SURE = 0.8  # confidence from which a resolved name helps others
MOST_TOWNS = 20
MARGIN = 0.05  # least lead of the best candidate over one elsewhere
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


Container = tuple[
    str | None, int | None
]  # the name of a larger place beside a toponym, and its number if it is one itself


class Choice(NamedTuple):
    """A candidate with a confidence, the likeliest one elsewhere, and what spoke for it."""

    place: GazetteerPlace
    confidence: float
    second: GazetteerPlace | None
    why: list[str]


class Context(NamedTuple):
    """What speaks for where a report plays: countries and provinces, as often as it speaks of them, and towns it surely means.

    `own` is what each name (its words) added to the countries: no name speaks for itself.
    """

    countries: Counter[str]
    provinces: Counter[tuple[str, str]]
    towns: list[GazetteerPlace]
    own: dict[str, Counter[str]]


def resolve_places(
    text: str, found: list[Found], gazetteer: Gazetteer, dateline_place: str | None
) -> dict[int, Place | None]:
    """The place of each toponym, by the number of its name in `found`; None where it cannot be told.

    Once by the countries and the unmistakable towns of the report, then again by what that made of the other names.
    """
    containers = {
        n: container_of(text, n, found)
        for n, f in enumerate(found)
        if f.kind in ("place", "facility") and f.form == "name"
    }
    context = first_context(text, found, gazetteer, dateline_place)
    choices = choose_all(text, found, containers, context)
    choices = choose_all(text, found, containers, settled(text, found, choices, context))
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
    text: str, found: list[Found], containers: dict[int, Container], context: Context
) -> dict[int, Choice | None]:
    """The likeliest candidate of every name that has some; one name is one place all through, but for those beside a larger one."""
    chosen: dict[int, Choice | None] = {}
    memory: dict[str, Choice | None] = {}
    for number, name in enumerate(found):
        if name.kind not in ("place", "facility") or not name.candidates or name.form != "name":
            continue
        key = text[name.start : name.end]
        container, _ = containers[number]
        if name.wanted or container or key not in memory:
            chosen[number] = choose(name, key, context, container)
            memory.setdefault(key, chosen[number])
        else:
            chosen[number] = memory[key]
    return chosen


def settled(text: str, found: list[Found], choices: dict[int, Choice | None], before: Context) -> Context:
    """The context that the sure choices make; every name counts once."""
    sure = {
        text[found[n].start : found[n].end]: c.place for n, c in choices.items()
        if c is not None and c.confidence >= SURE and c.place.kind in ("town", "district", "province")
    }  # fmt: skip
    provinces = Counter((p.country, p.admin1 or p.name) for p in sure.values() if p.country)
    towns = list({p.id: p for p in sure.values()}.values())[:MOST_TOWNS]
    return before._replace(provinces=provinces, towns=towns)


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


def first_context(text: str, found: list[Found], gazetteer: Gazetteer, dateline_place: str | None) -> Context:
    """Before anything is resolved: names of countries, nationality words, and towns whose name means hardly anything else."""
    countries: Counter[str] = Counter()
    own: dict[str, Counter[str]] = {}
    firm: dict[int, GazetteerPlace] = {}
    provinces: Counter[tuple[str, str]] = Counter()
    for name in found:
        words = text[name.start : name.end]
        if name.kind == "nationality":
            country = gazetteer.nationality(words)
            if country:
                countries[country] += 1
        if name.kind != "place" or not name.candidates:
            continue
        best, rest = name.candidates[0], name.candidates[1:]
        if best.kind == "country" and best.country:
            spoken_of = {best.country: 3}
        else:
            spoken_of = {c.country: 1 for c in name.candidates if c.country and c.population * 20 >= best.population}
        countries.update(spoken_of)
        own.setdefault(words, Counter()).update(spoken_of)
        for c in name.candidates:
            if c.kind == "province" and c.country:
                provinces[c.country, c.name] += 1
        if best.kind in ("town", "province") and all(
            c.population * 20 < best.population or kilometres(best, c) < FAR_KM for c in rest
        ):
            firm[best.id] = best
    if dateline_place:
        rows = gazetteer.lookup(dateline_place.title() if dateline_place.isupper() else dateline_place)
        if rows and rows[0].country:
            countries[rows[0].country] += 1
    return Context(countries, provinces, list(firm.values())[:MOST_TOWNS], own)


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


def choose(name: Found, words: str, context: Context, container: str | None) -> Choice | None:
    """The likeliest candidate with a confidence, or None if another one, elsewhere, is as likely."""
    own = context.own.get(words, Counter())
    ids = {c.id for c in name.candidates}
    towns = [t for t in context.towns if t.id not in ids]
    scored = sorted(
        ((score(c, words, context, own, towns, container, name.wanted), c) for c in name.candidates),
        key=lambda s: (-s[0], s[1].id),
    )
    best_score, best = scored[0]
    rival = next(((s, c) for s, c in scored[1:] if kilometres(best, c) > FAR_KM and not lends_name(c, best)), None)
    lead = best_score - rival[0] if rival is not None else 4.0
    if lead < MARGIN:
        return None
    if name.wanted is None:
        best = next((c for _, c in scored if lends_name(c, best)), best)
    why = list(reasons(best, context, own, towns, container, name.wanted)) or ["the largest place so called"]
    if rival is None:
        why = ["no other place is so called"] if len(ids) == 1 else ["all places so called lie there"]
    return Choice(best, round(1 / (1 + math.exp(-lead)), 2), rival[1] if rival else None, why)


def reasons(
    c: GazetteerPlace,
    context: Context,
    own: Counter[str],
    towns: list[GazetteerPlace],
    container: str | None,
    wanted: str | None,
) -> Iterator[str]:
    """What spoke for a candidate, in words."""
    if container and container_matches(container, c):
        yield f"the text puts it in {container}"
    if wanted and c.kind == wanted:
        yield f"the text calls it a {wanted}"
    votes = context.countries[c.country or ""] - own[c.country or ""]
    if votes > 0:
        yield (
            f"the report speaks of {c.country} elsewhere, {votes} times"
            if votes > 1
            else f"the report speaks of {c.country}"
        )
    near = min(towns, key=lambda t: kilometres(c, t), default=None)
    if near is not None and c.kind in ("town", "district") and kilometres(c, near) < NEAR_KM:
        yield f"{near.name}, which it also names, is {kilometres(c, near):.0f} km away"
    if c.capital:
        yield "it is a capital"


def lends_name(town: GazetteerPlace, division: GazetteerPlace) -> bool:
    """Whether a division is called after its town: "Aleppo" alone is the town, "Oregon" is not the one in Ohio."""
    return (
        town.kind == "town"
        and division.kind in ("province", "district")
        and town.country == division.country
        and division.name in (town.admin1, town.admin2)
        and town.population * 5 >= division.population
    )


def score(
    c: GazetteerPlace,
    words: str,
    context: Context,
    own: Counter[str],
    towns: list[GazetteerPlace],
    container: str | None,
    wanted: str | None,
) -> float:
    """How much speaks for a candidate, in weights chosen on development data."""
    points = POPULATION * math.log10(c.population + 10)
    points += COUNTRY if c.kind in ("country", "region") else PROVINCE if c.kind == "province" else 0
    points += CAPITAL if c.capital else 0
    if c.kind in ("town", "district"):
        points += NEARNESS * max((math.exp(-kilometres(c, other) / NEAR_KM) for other in towns), default=0.0)
    if wanted:
        points += WANTED if c.kind == wanted else -1
    votes = context.countries[c.country or ""] - own[c.country or ""]
    points += SAME_COUNTRY * min(1.0, votes / ENOUGH_VOTES) + (NAMED_COUNTRY if votes > 0 else 0)
    if c.admin1 and c.admin1 != c.name:
        points += SAME_PROVINCE * min(1.0, context.provinces[c.country or "", c.admin1] / ENOUGH_IN_PROVINCE)
    points += ALIAS if skeleton(c.name) != skeleton(words) else 0
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


def as_place(choice: Choice, near: Relation | None) -> Place:
    row, second = choice.place, choice.second
    precision: Precision = row.kind if row.kind != "town" else "exact"
    if near is not None and precision == "exact":
        precision = "near"
    return Place(
        geonames=row.geonames, name=row.name, country=row.country, admin1=row.admin1 or (row.name if row.kind == "province" else None),
        lat=row.lat, lon=row.lon, precision=precision, confidence=choice.confidence, relation=near,
        why=choice.why, second=", ".join(n for n in (second.name, second.admin1, second.country) if n) if second else None,
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
