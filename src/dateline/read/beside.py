"""What stands beside a toponym: the larger place that holds it, a distance and a bearing from it."""

from __future__ import annotations

import math
import re

from dateline.model import Relation
from dateline.read.found import Found
from dateline.timex.grammar.words import number_of

Container = tuple[str | None, int | None]  # a larger place beside a toponym, and its number if it is one itself
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
_OF = r"(?:the\s+(?:[\w-]+,?\s+){0,4})?(?:of\s+)?$"  # the town of, the capital,
_WIND = r"(?P<bearing>(?:north|south)[ -]?(?:east|west)|north|south|east|west)(?:ern|wards?)?"
_NEAR_BEFORE = re.compile(
    r"(?:\bnear(?:by)?|\boutside(?: of)?|\bclose to|\bnot far from|\bon the (?:\w+ )?(?:outskirts|edges?|fringes?) of|\bin the (?:vicinity|suburbs|environs|countryside) of"
    rf"|\bon the (?:road|highway|way|approach(?:es)?) to|\badjacent to|\baround)\s+{_OF}",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    r"(?P<bound>less than|under|more than|over|about|around|some|nearly|up to|only|just)?\s*(?P<n>\d[\d,.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty)[ -]?"
    rf"(?P<unit>km|kms|kilomet(?:er|re)s?|miles?)\s*(?:\([^)]{{1,20}}\)\s*)?(?:(?:to the|due)\s+)?(?:{_WIND})?\s*(?:of|from|outside|away from)\s+{_OF}",
    re.IGNORECASE,
)
# "the north of Mali" is in Mali, "to the north of Mali" is not
_BEARING = re.compile(rf"(?:\bto the |(?<!\bthe )(?<!north )(?<!south )(?<![\w-])){_WIND}\s+of\s+{_OF}", re.IGNORECASE)


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


def relation(text: str, start: int) -> Relation | None:
    """`near`, `outside`, `west of`, `less than 3 km from` before a toponym.

    >>> relation("on a frontline less than 3 km from Hit", 35)
    Relation(km=3.0, bound='at most', bearing=None)
    >>> relation("on a frontline just west of Hit", 28), relation("in the west of Mali", 15)
    (Relation(km=None, bound=None, bearing='west'), None)
    """
    before = text[max(0, start - 90) : start]
    distance = _DISTANCE.search(before)
    if distance is not None:
        words = distance["n"].lower().replace(",", "")
        km = float(words.rstrip(".")) if words[0].isdigit() else float(number_of(words))
        km = round(km * 1.609, 1) if distance["unit"].lower().startswith("mile") else km
        bound = {
            "less than": "at most",
            "under": "at most",
            "up to": "at most",
            "more than": "at least",
            "over": "at least",
        }.get((distance["bound"] or "").lower())
        bound = bound or ("about" if distance["bound"] else "exact")
        return Relation(km=km, bound=bound, bearing=wind(distance))
    if bearing := _BEARING.search(before):
        return Relation(bearing=wind(bearing))
    return Relation() if _NEAR_BEFORE.search(before) else None


def wind(match: re.Match[str]) -> str | None:
    """The bearing of a match, in one word: `north-west` and `north west` are `northwest`."""
    return re.sub(r"[ -]", "", match["bearing"].lower()) if match["bearing"] else None


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
    north = ("north" in near.bearing) - ("south" in near.bearing)
    east = ("east" in near.bearing) - ("west" in near.bearing)
    length = math.hypot(north, east)
    if not length:
        return lat, lon, near.km
    moved_lat = lat + near.km * north / length / KM_A_DEGREE
    moved_lon = lon + near.km * east / length / (KM_A_DEGREE * max(0.1, math.cos(math.radians(lat))))
    return round(moved_lat, 4), round(moved_lon, 4), round(near.km * math.tan(math.pi / 8), 1)
