"""Which event types can be one event: families, and kinds that leave open how it was done.

Shared by claims (a definite noun takes up an earlier claim) and by linking.
"""

from __future__ import annotations

FAMILIES = {
    "strike": {"air_strike", "shelling", "chemical_attack"},
    "bomb": {"bombing", "suicide_bombing", "grenade_attack"},
    "battle": {"armed_clash", "offensive"},
    "territory": {"territory_taken", "territory_yielded"},
    "harm": {"killing", "execution", "injury", "attack", "sexual_violence", "mob_violence", "excessive_force"},
    "custody": {"abduction", "arrest", "capture_of_person", "imprisonment"},
    "protest": {"protest", "violent_demonstration", "protest_with_intervention"},
}
FAMILY_OF = {type_: family for family, types in FAMILIES.items() for type_ in types}
# "attack" and "killing" do not say how: they may be a strike, a bombing or part of a battle.
_OPEN = {
    frozenset(pair)
    for pair in (
        ("harm", "strike"),
        ("harm", "bomb"),
        ("harm", "battle"),
        ("strike", "bomb"),
        ("battle", "strike"),
        ("battle", "bomb"),
    )
}

ATTACKS = FAMILIES["strike"] | FAMILIES["bomb"] | FAMILIES["harm"] | {"abduction", "looting"}
INTERACTION = "interaction"  # what no other type covers: a claim, but no event


def family(type_: str) -> str:
    return FAMILY_OF.get(type_, type_)


def compatible(a: set[str], b: set[str]) -> bool:
    """Whether two sets of families can be one event's."""
    return bool(a & b) or any(frozenset((x, y)) in _OPEN for x in a for y in b)
