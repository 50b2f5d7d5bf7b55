"""Adds what a full GeoNames dump knows to a copy of the package's place index: villages, air bases, camps, dams, rivers.

The dump (`allCountries.zip` or the file of one country, from geonames.org, CC BY 4.0) has a place a line, in 19 columns
divided by tabs. It is read twice, a line at a time: first and second divisions, then everything else.
"""

from __future__ import annotations

import io
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from dateline.errors import DatelineError
from dateline.gazetteer.build import name_keys
from dateline.gazetteer.index import INDEX
from dateline.gazetteer.keys import bare, latin_names, place_key

COLUMNS = 19
LARGEST = 8_000_000_000  # bytes of the unpacked dump; allCountries had 1.7 billion in 2024
LONGEST_LINE = 100_000
AT_ONCE = 20_000  # lines between steps of progress

# Feature codes of GeoNames that conflict news speaks of, and what they are here; every populated place is a town.
FEATURES = {
    "AIRB": "feature", "AIRF": "feature", "AIRP": "feature", "AIRH": "feature", "MILB": "feature", "INSM": "feature", "NVB": "feature",
    "FT": "feature", "CMPRF": "feature", "CMP": "feature", "CMPLA": "feature", "PRN": "feature", "DAM": "feature", "DAMQ": "feature",
    "PS": "feature", "PSH": "feature", "OILF": "feature", "OILR": "feature", "MN": "feature", "PRT": "feature", "CSTM": "feature",
    "PASS": "feature", "MT": "feature", "HLL": "feature", "BDG": "feature", "UNIV": "feature", "HSP": "feature", "ISL": "feature",
    "STM": "water", "CNL": "water", "LK": "water", "RSV": "water", "WAD": "water", "BAY": "water", "GULF": "water", "STRT": "water",
}  # fmt: skip


class Line(NamedTuple):
    """A place of the dump."""

    geonames: int
    name: str
    names: set[str]
    lat: float
    lon: float
    letter: str
    code: str
    country: str
    admin1: str
    admin2: str
    population: int
    zone: str


class Added(NamedTuple):
    towns: int
    features: int
    divisions: int
    skipped: int  # lines that are not as they should be


def import_dump(
    dump: Path, out: Path, countries: frozenset[str] = frozenset(), step: Callable[[], None] = lambda: None
) -> Added:
    """Writes an index to `out`, of `countries` (ISO codes; empty: all). `step` is called after each `AT_ONCE` lines."""
    if not dump.exists():
        raise DatelineError(f"{dump}: no such file; give the path of a GeoNames dump (allCountries.zip, or SY.zip)")
    partial = out.with_name(out.name + ".part")
    shutil.copyfile(INDEX, partial)
    try:
        with sqlite3.connect(partial) as db:
            added = Importer(db, countries).run(dump, step)
        if added.towns + added.features + added.divisions == 0:
            raise DatelineError(f"{dump}: nothing in it is new; is it a GeoNames dump, of the countries asked for?")
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return added


class Importer:
    """The rows of one dump on their way into one index."""

    def __init__(self, db: sqlite3.Connection, countries: frozenset[str]) -> None:
        self.db, self.countries = db, countries
        self.known = {g for (g,) in db.execute("SELECT geonames FROM place WHERE geonames IS NOT NULL")}
        self.next: int = db.execute("SELECT max(id) FROM place").fetchone()[0] + 1
        self.zones: dict[str, int] = {name: n for n, name in db.execute("SELECT id, name FROM zone")}
        self.divisions: dict[tuple[str, ...], int] = {}  # (country, admin1[, admin2]) codes → row
        self.skipped = 0

    def run(self, dump: Path, step: Callable[[], None]) -> Added:
        towns = features = 0
        divisions = [line for line in self.lines(dump, step) if line.letter == "A" and line.code in ("ADM1", "ADM2")]
        provinces = sum([self.add_division(line, "province") for line in divisions if line.code == "ADM1"])
        districts = sum([self.add_division(line, "district") for line in divisions if line.code == "ADM2"])
        for line in self.lines(dump, step):
            kind = "town" if line.letter == "P" and line.code != "PPLX" else FEATURES.get(line.code)
            if kind is not None and line.letter in "PSTHL" and line.geonames not in self.known:
                self.add(line, kind)
                towns, features = towns + (kind == "town"), features + (kind != "town")
        return Added(towns, features, provinces + districts, self.skipped)

    def lines(self, dump: Path, step: Callable[[], None]) -> Iterator[Line]:
        self.skipped = read = 0
        with opened(dump) as handle:
            for number, text in enumerate(
                iter(lambda: handle.readline(LONGEST_LINE), "")
            ):  # a longer one comes in parts
                read += len(text)
                if read > LARGEST:  # whatever the archive says of its size
                    raise DatelineError(
                        f"{dump}: unpacks to more than {LARGEST / 1e9:g} GB; give the dump of one country"
                    )
                if number % AT_ONCE == AT_ONCE - 1:
                    step()
                line = parsed(text)
                if line is None:
                    self.skipped += 1
                elif not self.countries or line.country in self.countries:
                    yield line

    def add_division(self, line: Line, kind: str) -> bool:
        """A division that the index has by another source gets its id and names; whether it is a new one."""
        codes = (line.country, line.admin1) if kind == "province" else (line.country, line.admin1, line.admin2)
        line = line._replace(names=line.names | {bare(line.name)})
        row = self.division_called(line, kind)
        if row is None:
            self.divisions[codes] = self.add(line, kind)
            return True
        self.divisions[codes] = row
        self.db.execute("UPDATE place SET geonames = ? WHERE id = ? AND geonames IS NULL", (line.geonames, row))
        self.name(row, line, kind)
        return False

    def division_called(self, line: Line, kind: str) -> int | None:
        known = self.db.execute("SELECT id FROM place WHERE geonames = ?", (line.geonames,)).fetchone()
        if known:
            return int(known[0])
        parent = self.divisions.get((line.country, line.admin1)) if kind == "district" else None
        for name in sorted(line.names):
            found = self.db.execute(
                "SELECT p.id FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? AND p.kind = ? AND p.country = ?"
                " AND (? IS NULL OR p.admin1 = ?)",
                (place_key(name), kind, line.country, parent, parent),
            ).fetchone()
            if found:
                return int(found[0])
        return None

    def add(self, line: Line, kind: str) -> int:
        row, self.next = self.next, self.next + 1
        province = self.divisions.get((line.country, line.admin1)) if kind != "province" else None
        district = self.divisions.get((line.country, line.admin1, line.admin2)) if kind not in ("province", "district") else None  # fmt: skip
        self.db.execute(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,0,NULL,NULL,NULL,NULL,?)",
            (
                row,
                line.geonames,
                line.name,
                kind,
                line.country,
                province,
                district,
                line.lat,
                line.lon,
                line.population,
                self.zones.get(line.zone) if kind != "province" else None,
            ),
        )
        self.known.add(line.geonames)
        self.name(row, line, kind)
        return row

    def name(self, row: int, line: Line, kind: str) -> None:
        keys = name_keys(line.names, line.country, kind, line.population)
        self.db.executemany("INSERT OR IGNORE INTO name VALUES (?,?)", [(key, row) for key in keys])


@contextmanager
def opened(dump: Path) -> Iterator[IO[str]]:
    """The lines of a dump, packed or not; never unpacked to disk."""
    if not zipfile.is_zipfile(dump):
        with dump.open(encoding="utf-8", errors="replace", newline="\n") as handle:
            yield handle
        return
    with zipfile.ZipFile(dump) as archive:
        members = [m for m in archive.infolist() if m.filename.endswith(".txt") and "readme" not in m.filename.lower()]
        if len(members) != 1:
            raise DatelineError(f"{dump}: has {len(members)} tables where a GeoNames dump has one; give one such file")
        if members[0].file_size > LARGEST:
            raise DatelineError(f"{dump}: unpacks to more than {LARGEST / 1e9:g} GB; give the dump of one country")
        with archive.open(members[0]) as packed:
            yield io.TextIOWrapper(packed, encoding="utf-8", errors="replace", newline="\n")


def parsed(text: str) -> Line | None:
    """A line of the dump; None if it is not one.

    >>> parsed("1\\tTaftanaz Airport\\tTaftanaz Airport\\tTaftanaz Air Base\\t35.97\\t36.78\\tS\\tAIRB\\tSY\\t\\t12\\t\\t\\t\\t0\\t\\t\\tAsia/Damascus\\t2014-01-01\\n").code
    'AIRB'
    """
    cells = text.rstrip("\n").split("\t")
    if len(cells) != COLUMNS:
        return None
    try:
        lat, lon, population = float(cells[4]), float(cells[5]), int(cells[14] or 0)
        geonames = int(cells[0])
    except ValueError:
        return None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or not cells[1]:
        return None
    names = latin_names(cells[3].split(",")) | {cells[1]} | ({cells[2]} if cells[2] else set())
    return Line(geonames, cells[1], names, round(lat, 4), round(lon, 4), cells[6], cells[7], cells[8], cells[10], cells[11], population, cells[17])  # fmt: skip
