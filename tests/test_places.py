"""What toponyms of short reports come to: where things are from a town, natural features, cities by other names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.gazetteer.areas import Area, Areas
from dateline.gazetteer.divisions import divisions_of
from dateline.gazetteer.rows import Row
from dateline.model import Place, Reading


def place_of(reading: Reading, words: str) -> Place:
    place = next(m.place for m in reading.mentions if m.text == words and m.place)
    return place


@pytest.mark.parametrize(
    ("text", "bearing", "km"),
    [
        ("Clashes went on all day south of Raqqa.", "south", None),
        ("A patrol was ambushed just north-west of Raqqa, Syria, officers said.", "northwest", None),
        ("A mine went off to the east of the city of Raqqa.", "east", None),
        ("A mine went off 8 km due east of Raqqa.", "east", 8.0),
        ("Shots were heard on the northern outskirts of Raqqa.", None, None),
    ],
)
def test_where_it_is_from_a_town(
    read: Callable[..., Reading], text: str, bearing: str | None, km: float | None
) -> None:
    """A bearing tells as much as a distance that it is near the town and not in it."""
    place = place_of(read(text), "Raqqa")
    assert place.country == "SY" and place.precision == "near" and place.relation is not None
    assert (place.relation.bearing, place.relation.km) == (bearing, km)


def test_a_part_of_a_country_is_in_it(read: Callable[..., Reading]) -> None:
    place = place_of(read("Two convoys were attacked in the north-east of Niger on Friday."), "Niger")
    assert place.relation is None


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Air strikes hit caves in the Hamrin Mountains.", "Hamrin Mountains", "IQ"),
        ("A patrol was ambushed in the Tirah Valley.", "Tirah Valley", "PK"),
        ("Troops searched the Alagarno forest for hostages.", "Alagarno", "NG"),
        ("Two boats burned on the Dniester.", "Dniester", None),
        ("Police fired tear gas in Ekurhuleni on Friday.", "Ekurhuleni", "ZA"),
        ("Shells fell on Artemivsk on Friday.", "Artemivsk", "UA"),
        ("Rebels entered Halab on Friday, Syrian radio said.", "Halab", "SY"),
    ],
)
def test_features_and_other_names(read: Callable[..., Reading], text: str, words: str, country: str | None) -> None:
    """Mountains, forests and rivers that reports of fighting name are on the map, and so are cities by their other names."""
    assert place_of(read(text), words).country == country


def town(name: str, admin1: str, admin2: str, lat: float, lon: float) -> Row:
    return Row(None, name, "town", "US", admin1, admin2, lat, lon, 900, None, {name})


def test_a_namesake_in_another_province_lends_no_point() -> None:
    """A county has the area that lies among its towns, however few it has, and none from another state."""
    rows = [town("Esk", "Vell", "Kessim County", 40.0, -90.0), town("Oru", "Brenn", "Kessim County", 40.0, -80.0)]
    area = Area(7, "district", "Kessim County", "US", 40.1, -80.1, 9000, {"Kessim County"})
    counties = {row.admin1: row for row in divisions_of(rows, [area]) if row.kind == "district"}
    assert (counties["Vell"].geonames, counties["Vell"].lon) == (None, -90.0)
    assert (counties["Brenn"].geonames, counties["Brenn"].lon) == (7, -80.1)
    assert Areas([area]).find("district", "US", {"Kessim County"}, 40.0, -90.0) == area


def test_a_large_municipality_is_on_the_map_unless_a_town_is_called_so() -> None:
    rows = [town("Esk", "Vell", "Kessim County", 40.0, -90.0)]
    areas = [Area(n, "municipality", name, "US", 40.1, -90.1, 90_000, {name}) for n, name in enumerate(("Esk", "Upper Oru"))]  # fmt: skip
    found = [row for row in divisions_of(rows, areas) if row.geonames is not None]
    assert [(row.name, row.kind, row.admin1) for row in found] == [("Upper Oru", "district", "Vell")]


def test_initials_of_an_organisation_are_no_town(read: Callable[..., Reading]) -> None:
    """ "The U.N." is not the Indian town of Un; "the U.K." is a country all the same."""
    reading = read("The U.N. and the U.K. said two convoys were shelled near Taiz.")
    kinds = {m.text: m.kind for m in reading.mentions if m.form == "name"}
    assert kinds["U.N."] == "organisation" and kinds["U.K."] == "place"
