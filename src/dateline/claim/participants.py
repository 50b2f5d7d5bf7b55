"""Who acts and who undergoes, by kinds of mentions and what a type says of its object."""

from __future__ import annotations

from msgspec import UNSET

from dateline.codebook import EventType
from dateline.model import Mention

_ACTORS = ("person", "organisation", "nationality", "vehicle")


def put_actor(roles: dict[str, list[Mention]], mention: Mention, metonym: bool = False) -> None:
    """`metonym`: a place that acts stands for those who rule it ("Lagos sent troops")."""
    if mention.kind in ("weapon",):
        roles["instrument"].append(mention)
    elif mention.kind in _ACTORS or (
        mention.kind == "place" and (is_country(mention) or (metonym and mention.form == "name"))
    ):
        roles["actor"].append(mention)


# PLOVER's events of words: a place that they are aimed at is a metonym
_OF_WORDS = {
    "ACCUSE",
    "AGREE",
    "CONCEDE",
    "COOPERATE",
    "REJECT",
    "REQUEST",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
}


def is_country(mention: Mention) -> bool:
    place = mention.place if mention.place else None
    return bool(place and getattr(place, "precision", "") == "country")


def put_objects(roles: dict[str, list[Mention]], kind: EventType, objects: list[Mention]) -> None:
    """Persons become what the type says of its object; things and places hit are targets."""
    role = kind.roles.object
    for mention in objects:
        counts = mention.kind == "quantity" and counts_people(mention)
        people = mention.kind in ("person", "nationality") or (counts and kind.roles.toll is not None)
        if role == "place":
            if mention.kind in ("place", "facility"):
                roles["place"].append(mention)
        elif role == "victim":
            if people or (mention.kind == "organisation" and mention.form == "nominal"):
                roles["victim"].append(mention)
            elif mention.kind == "organisation":
                roles["target"].append(mention)
        elif role in roles and mention.kind in (
            "person",
            "organisation",
            "nationality",
            "facility",
            "place",
            "vehicle",
        ):
            spoken_to = kind.codes.plover.get("event") in _OF_WORDS  # "accused Moscow": those who rule there
            if mention.kind == "place" and role == "target" and not is_country(mention) and not spoken_to:
                roles["place"].append(mention)
            roles[role].append(mention)


def counts_people(mention: Mention) -> bool:
    """Whether a number alone may count people: "killed 31", "19 dead", and neither "108 deer" nor an age."""
    q = mention.quantity
    return q is not UNSET and q.unit is None and q.of not in _NOT_PEOPLE


_NOT_PEOPLE = frozenset(
    """deer cattle cows sheep goats camels horses donkeys pigs dogs cats birds chickens poultry livestock animals elephants wildlife
    houses homes buildings shops schools hospitals villages towns cars vehicles trucks tanks boats planes aircraft drones
    weapons rifles guns rounds shots shells rockets missiles bombs times percent days hours years acres hectares trees""".split()
)
