"""Divisions for the builder of the index: those that towns name, joined to GeoNames' areas, and those that no town names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Literal

from dateline.gazetteer.areas import Area, Areas
from dateline.gazetteer.distance import kilometres
from dateline.gazetteer.keys import bare, latin_names, place_key
from dateline.gazetteer.rows import Row, box, middle, zone_of


def divisions_of(rows: list[Row], areas: list[Area]) -> Iterator[Row]:
    """Provinces and districts: of towns, with their extents, and those of GeoNames that no town names.

    Ids, points and other names are GeoNames'; where it has none, the centre is that of the area that the towns span.
    """
    known, around, placed = Areas(areas), Towns(rows), set()
    for level, kind in DIVISIONS:
        members: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for row in rows:
            name = getattr(row, level)
            if name and row.country:
                members[row.country, (row.admin1 or "") if level == "admin2" else "", name].append(row)
        for (country, parent, name), towns_ in members.items():
            lat, lon = middle(towns_)
            geonames, names = None, {name, bare(name)}
            fits = partial(is_among, towns=towns_, around=around) if kind == "district" else None
            if area := known.find(kind, country, names, lat, lon, fits):
                geonames, lat, lon = area.geonames, area.lat, area.lon
                names |= other_names(area)
                placed.add(geonames)
            admin1, admin2 = (name, None) if kind == "province" else (parent or None, name)
            population = sum(t.population for t in towns_)
            yield Row(
                geonames, name, kind, country, admin1, admin2, lat, lon, population, box(towns_), names, zone_of(towns_)
            )
    yield from younger_divisions([a for a in areas if a.geonames not in placed], around)


DIVISIONS: tuple[tuple[str, Literal["province", "district"]], ...] = (("admin1", "province"), ("admin2", "district"))


def other_names(area: Area) -> set[str]:
    """A bare "Kane" is no county: districts keep to their own name, with its noun."""
    return latin_names(area.names) | {area.name} if area.kind == "province" else {area.name}


def is_among(area: Area, towns: list[Row], around: Towns) -> bool:
    """Whether an area can be the district that these towns are in, and is no namesake in another province.

    Its point is near one of them, or the town nearest to it is in their province: large districts have few towns.
    """
    if any(kilometres(area.lat, area.lon, t.lat, t.lon) <= NEAR_KM for t in towns):
        return True
    nearest = around.nearest(area)
    return nearest is not None and nearest.admin1 == towns[0].admin1


NEAR_KM = 50.0


def younger_divisions(areas: list[Area], around: Towns) -> Iterator[Row]:
    """Divisions that no town names (the tables of towns are older); a district is in the province of the nearest town.

    Of those of the third level, a map has the ones that no town there is called like: Ekurhuleni, beside Johannesburg.
    """
    for area in (a for a in areas if a.kind in ("province", "district", "municipality")):
        town = around.nearest(area)
        if area.kind != "province" and town is None:
            continue
        if area.kind == "municipality" and around.is_town(area):
            continue
        kind: Literal["province", "district"] = "province" if area.kind == "province" else "district"
        admin1, admin2 = (area.name, None) if kind == "province" or town is None else (town.admin1, area.name)
        names = {area.name, bare(area.name)} | other_names(area)
        zone = town.zone if town else None
        yield Row(area.geonames, area.name, kind, area.country, admin1, admin2, area.lat, area.lon, area.population, None, names, zone)  # fmt: skip


class Towns:
    """Towns by whole degrees, to find those around an area's point."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_degree: dict[tuple[str | None, int, int], list[Row]] = defaultdict(list)
        for row in rows:
            self._by_degree[row.country, round(row.lat), round(row.lon)].append(row)

    def around(self, area: Area) -> Iterator[Row]:
        """Those of its country within some hundred kilometres."""
        for lat in (-1, 0, 1):
            for lon in (-1, 0, 1):
                yield from self._by_degree.get((area.country, round(area.lat) + lat, round(area.lon) + lon), ())

    def nearest(self, area: Area) -> Row | None:
        """The one nearest to its point."""
        return min(self.around(area), default=None, key=lambda r: kilometres(r.lat, r.lon, area.lat, area.lon))

    def is_town(self, area: Area) -> bool:
        """Whether one of them is called like it."""
        keys = {place_key(area.name), place_key(bare(area.name))}
        return any(place_key(name) in keys for row in self.around(area) for name in row.names)
