"""A place as the builder of the index has it, and what a set of places spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple


class Row(NamedTuple):
    geonames: int | None
    name: str
    kind: str
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    box: tuple[float, float, float, float] | None
    names: set[str]
    zone: str | None = None  # IANA name of its time zone


def zone_of(rows: list[Row]) -> str | None:
    """The time zone of all towns of an area, or of nearly all their people."""
    people: Counter[str] = Counter()
    for row in rows:
        if row.zone:
            people[row.zone] += row.population + 1
    zone, most = max(people.items(), key=lambda item: item[1], default=(None, 0))
    return zone if most >= ONE_ZONE * people.total() else None


ONE_ZONE = 0.95


def box(rows: list[Row]) -> tuple[float, float, float, float]:
    """South, west, north, east."""
    lats, lons = [row.lat for row in rows], [row.lon for row in rows]
    return min(lats), min(lons), max(lats), max(lons)


Point = tuple[float, float]


def middle(rows: list[Row]) -> Point:
    """The centre of the area that towns span (of their convex hull): crowded corners do not pull.

    >>> middle([Row(None, "", "town", "", "", "", lat, lon, 0, None, set()) for lat, lon in ((0, 0), (0, 4), (2, 0), (2, 4), (0.1, 0.1))])
    (1.0, 2.0)
    """
    hull = convex_hull(sorted({(row.lat, row.lon) for row in rows}))
    area = lat = lon = 0.0
    for (lat_a, lon_a), (lat_b, lon_b) in pairwise([*hull, hull[0]]):
        cross = lat_a * lon_b - lat_b * lon_a
        area, lat, lon = area + cross, lat + (lat_a + lat_b) * cross, lon + (lon_a + lon_b) * cross
    if abs(area) < 1e-6:
        return fmean(row.lat for row in rows), fmean(row.lon for row in rows)
    return round(lat / (3 * area), 6), round(lon / (3 * area), 6)


def convex_hull(points: list[Point]) -> list[Point]:
    """The corners of the hull of sorted points, one way round (Andrew's monotone chain)."""

    def chain(points: Iterable[Point]) -> list[Point]:
        kept: list[Point] = []
        for p in points:
            while len(kept) > 1 and turn(kept[-2], kept[-1], p) <= 0:
                kept.pop()
            kept.append(p)
        return kept[:-1]

    return chain(points) + chain(reversed(points)) if len(points) > 2 else points


def turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
