"""A place index made from a GeoNames dump of a few lines."""

from __future__ import annotations

import pickle
import sqlite3
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli import dateline
from dateline.errors import DatelineError
from dateline.gazetteer import Gazetteer
from dateline.gazetteer.areas import Area, Areas, read_areas
from dateline.model import RawReport, Reading
from dateline.pipeline import read_raw
from dateline.read.reader import TrainedReader


def line(
    number: int,
    name: str,
    lat: float,
    lon: float,
    code: str,
    country: str,
    admin: str = "",
    people: int = 0,
    others: str = "",
) -> str:
    letter, feature = code.split(".")
    first, _, second = admin.partition(".")
    cells = [
        number,
        name,
        name,
        others,
        lat,
        lon,
        letter,
        feature,
        country,
        "",
        first,
        second,
        "",
        "",
        people,
        "",
        0,
        "Etc/UTC",
        "2020-01-01",
    ]
    return "\t".join(map(str, cells)) + "\n"


DUMP = [
    line(900000001, "Brenn Wells Air Base", 35.5, 36.5, "S.AIRB", "SY", "12.3", others="Brenn Wells Airfield"),
    line(169387, "Idlib Governorate", 35.8, 36.7, "A.ADM1", "SY", "12", 1_500_000, "Muhafazat Idlib,Edlib Province"),
    line(900000003, "Nahiyat Kessim", 35.6, 36.6, "A.ADM2", "SY", "12.3"),
    line(900000004, "Kessim Tahtani", 35.61, 36.61, "P.PPL", "SY", "12.3"),
    line(900000005, "Varadov Dam", 48.0, 37.0, "S.DAM", "UA", "05"),
    line(900000006, "Kessim Brook", 35.0, 36.0, "H.STM", "SY", "12"),
    line(900000007, "Kessim Library", 35.0, 36.0, "S.LIBR", "SY", "12"),
    line(99072, "Mosul", 36.3, 43.1, "P.PPLA", "IQ"),  # the package has it
    "not a line of a dump\n",
]  # fmt: skip


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "allCountries.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("allCountries.txt", "".join(DUMP))
        archive.writestr("readme.txt", "what the columns are")
    return path


def imported(dump: Path, *options: str) -> Result:
    out = str(dump.with_name("out.sqlite"))
    return CliRunner().invoke(dateline, ["gazetteer", "import", str(dump), "--output", out, *options])


def test_what_a_dump_adds(dump: Path) -> None:
    """Villages, features with their division, names of divisions that were known already; known towns stay as they were."""
    result = imported(dump)
    assert (
        result.exit_code == 0 and "1 towns, 3 features and 1 divisions added, 1 lines not understood" in result.output
    )
    index = Gazetteer(dump.with_name("out.sqlite"))
    (base,) = index.lookup("Brenn Wells Air Base")
    assert (base.kind, base.precision, base.admin1, base.admin2) == ("feature", "exact", "Idlib", "Nahiyat Kessim")
    assert index.lookup("Brenn Wells Airfield") == (base,)
    assert [(p.kind, p.geonames) for p in index.lookup("Edlib Province")] == [("province", 169387)]
    assert [p.kind for p in index.lookup("Kessim Tahtani")] == ["town"]
    assert [p.precision for p in index.lookup("Kessim Brook")] == ["region"]
    assert index.lookup("Kessim Library") == ()
    assert [p.population > 100_000 for p in index.lookup("Mosul")][:1] == [True]


def test_only_some_countries(dump: Path) -> None:
    assert imported(dump, "--country", "ua").exit_code == 0
    index = Gazetteer(dump.with_name("out.sqlite"))
    assert index.lookup("Varadov Dam") and not index.lookup("Kessim Tahtani")


def test_reports_are_read_with_it(dump: Path) -> None:
    """An air base of the dump is where a claim is, at its point."""
    imported(dump)
    text = "Rebels shelled Brenn Wells Air Base in Syria on Tuesday, killing two soldiers."
    raw = RawReport(id="a", sha256="", origin="a", text=text, title=None, published="2016-03-31", acquired="2016-04-01")
    places = {}
    for name, gazetteer in (("own", None), ("dump", Gazetteer(dump.with_name("out.sqlite")))):
        reading = read_raw(raw, TrainedReader(gazetteer=gazetteer))
        assert isinstance(reading, Reading)
        places[name] = {m.place.geonames for m in reading.mentions if m.place and m.text.startswith("Brenn")}
    assert places == {"own": set(), "dump": {900000001}}


def test_what_is_no_dump(tmp_path: Path) -> None:
    """A missing file, two tables, and text of another kind each say what to do; no half-made index stays behind."""
    text = tmp_path / "SY.txt"
    text.write_text("a\tb\n" * 10, encoding="utf-8")
    two = tmp_path / "two.zip"
    with zipfile.ZipFile(two, "w") as archive:
        archive.writestr("a.txt", "")
        archive.writestr("b.txt", "")
    for path, words in ((tmp_path / "none.zip", "no such file"), (two, "2 tables"), (text, "nothing in it is new")):
        result = imported(path)
        assert isinstance(result.exception, DatelineError) and words in str(result.exception)
    assert isinstance(imported(text, "--country", "Syria").exception, DatelineError)
    assert [p.name for p in tmp_path.iterdir() if "sqlite" in p.name] == []


def test_a_dump_of_no_end(dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line without an end is taken in parts and passed over; a dump that unpacks to too much is refused."""
    long = dump.with_name("long.txt")
    long.write_text("x" * 350_000 + "\n" + "".join(DUMP), encoding="utf-8")
    assert "5 lines not understood" in imported(long).output
    monkeypatch.setattr("dateline.gazetteer.dump.LARGEST", 500)
    assert "unpacks to more than" in str(imported(dump).exception)


def test_an_index_that_is_none(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.sqlite"
    wrong.write_text("these are words", encoding="utf-8")
    for path in (wrong, tmp_path / "missing.sqlite"):
        with pytest.raises(DatelineError, match="gazetteer import"):
            Gazetteer(path)


class Hostile:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("run",)


def test_a_table_of_areas_runs_nothing(tmp_path: Path) -> None:
    """The builder's table is a pickle: names and numbers are read, anything that would run is refused."""
    plain, hostile = tmp_path / "plain.pkl", tmp_path / "hostile.pkl"
    rows = [[name, "Kessim Oblast", "UA", 36.5, 48.5, "7", "admin1", 40_000] for name in ("Kessim", "Кессим")]
    plain.write_bytes(pickle.dumps([*rows, ["Kessim", "Kessim", "UA", 36.0, 48.0, "8", "city", 40_000]]))
    (area,) = read_areas(plain)
    assert (area.kind, area.geonames, area.names) == ("province", 7, {"Kessim Oblast", "Kessim", "Кессим"})
    hostile.write_bytes(pickle.dumps([Hostile()]))
    with pytest.raises(pickle.UnpicklingError):
        read_areas(hostile)


def test_an_area_is_the_nearest_of_its_name() -> None:
    """Two counties of one name: the one at the towns'; one far from them is not taken; the only one is."""
    here, there = (Area(n, "district", "Kessim County", "US", 40.0, lon, 0, {"Kessim County"}) for n, lon in ((1, -90.0), (2, -80.0)))  # fmt: skip
    assert Areas([here, there]).find("district", "US", {"Kessim County"}, 40.1, -80.3) == there
    assert Areas([here, there]).find("district", "US", {"Kessim County"}, 30.0, -100.0) is None
    assert Areas([here]).find("district", "US", {"Kessim County"}, 30.0, -100.0) == here
    assert Areas([here]).find("province", "US", {"Kessim County"}, 40.0, -90.0) is None


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    """With a message that says what to do, when it is opened and not in the middle of a reading."""
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT)")
        db.execute("CREATE TABLE nationality (word TEXT, country TEXT)")
    with pytest.raises(DatelineError, match=r"this version.*gazetteer import"):
        Gazetteer(path)
