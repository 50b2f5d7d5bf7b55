"""The compact place index: one read-only SQLite file, opened on first use.

Look-ups are exact on the plain key and, failing that, on the looser skeleton (see `keys`). What a name means in a
report is decided elsewhere; the index only lists what it can mean, the most populous first.
"""

from __future__ import annotations

import sqlite3
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from dateline.errors import DatelineError
from dateline.gazetteer.distance import kilometres
from dateline.gazetteer.keys import place_key, skeleton
from dateline.model import Precision
from dateline.settings import gazetteer_path

INDEX = Path(__file__).with_name("places.sqlite")
PlaceKind = Literal["town", "district", "province", "country", "region", "feature", "water"]


class GazetteerPlace(NamedTuple):
    """A place of the index. `box` is (south, west, north, east) of the towns in a division; population is people."""

    id: int
    geonames: int | None
    name: str
    kind: PlaceKind
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    capital: bool
    box: tuple[float, float, float, float] | None
    zone: str | None = None  # IANA name of the time zone that all or nearly all of it has

    def km_to(self, other: GazetteerPlace) -> float:
        """Great-circle distance."""
        return kilometres(self.lat, self.lon, other.lat, other.lon)

    @property
    def precision(self) -> Precision:
        """How fine a place of its kind is: a river is a region, an air base a point."""
        return _PRECISION.get(self.kind, "exact")


_PRECISION: dict[PlaceKind, Precision] = {
    "district": "district", "province": "province", "country": "country", "region": "region", "water": "region"
}  # fmt: skip
_ROW = """
SELECT p.id, p.geonames, p.name, p.kind, p.country, a.name, b.name, p.lat, p.lon, p.population, p.capital,
       p.south, p.west, p.north, p.east, z.name
FROM {} LEFT JOIN zone z ON z.id = p.zone LEFT JOIN place a ON a.id = p.admin1 LEFT JOIN place b ON b.id = p.admin2
"""
_BY_NAME = _ROW.format("name n JOIN place p ON p.id = n.place") + "WHERE n.key = ? ORDER BY p.population DESC LIMIT 40"
_COUNTRY = _ROW.format("place p") + "WHERE p.kind = 'country' AND p.country = ?"


class Gazetteer:
    """The index of one file.

    >>> gazetteer = load_gazetteer()
    >>> [place.country for place in gazetteer.lookup("Mosul")][:1]
    ['IQ']
    >>> gazetteer.lookup("Raqa")[0].name, gazetteer.nationality("Tunisian")
    ('Ar-Raqqah', 'TN')
    """

    def __init__(self, path: Path = INDEX) -> None:
        if not path.exists():
            raise DatelineError(
                f"{path}: the place index is missing; reinstall the package, or give DATELINE_GAZETTEER a file that"
                " `dateline gazetteer import` wrote"
            )
        self._db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        try:
            rows = self._db.execute("SELECT word, country FROM nationality").fetchall()
            self._db.execute(_COUNTRY, ("",)).fetchall()  # an index of another version lacks a column
        except sqlite3.DatabaseError as error:
            raise DatelineError(
                f"{path}: is no place index of this version ({error}); make one with `dateline gazetteer import`"
            ) from None
        self._nationalities: dict[str, str | None] = dict(rows)
        self._cached = lru_cache(maxsize=20_000)(self._rows)

    def _rows(self, key: str, query: str = _BY_NAME) -> tuple[GazetteerPlace, ...]:
        return tuple(
            GazetteerPlace._make((*row[:11], row[11:15] if row[11] is not None else None, row[15]))
            for row in self._db.execute(query, (key,))
        )

    def lookup(self, name: str, loosely: bool = True) -> tuple[GazetteerPlace, ...]:
        """The places a name can mean, most populous first; empty if unknown."""
        key = place_key(name)
        if not key:
            return ()
        rows = self._cached(key)
        if rows or not loosely or len(key) < 4:
            return rows
        rows = self._cached("~" + skeleton(name))
        return rows or (self._cached(key.replace("w", "v")) if "w" in key else ())  # Wardak, Vardak

    def country(self, code: str) -> GazetteerPlace | None:
        """The country of an ISO code.

        >>> load_gazetteer().country("IQ").name
        'Iraq'
        """
        return next(iter(self._cached(code, _COUNTRY)), None)

    def province(self, name: str, country: str) -> GazetteerPlace | None:
        """A first division by its name as towns give it (`admin1`)."""
        found = (p for p in self.lookup(name) if p.kind == "province" and p.country == country and p.name == name)
        return next(found, None)

    def nationality(self, word: str) -> str | None:
        """The country of a nationality word, `''` for a people of several countries, None if it is no such word."""
        lower = word.lower()
        return (self._nationalities[lower] or "") if lower in self._nationalities else None

    @property
    def nationality_words(self) -> frozenset[str]:
        """All nationality words, lower case."""
        return frozenset(self._nationalities)


@cache
def load_gazetteer() -> Gazetteer:
    """The index in force (`DATELINE_GAZETTEER`, else the one that the package carries), opened once."""
    return Gazetteer(Path(gazetteer_path() or INDEX))
