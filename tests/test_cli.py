"""The command line as a person uses it: every command on the examples."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli import COMMANDS, dateline
from dateline.errors import DatelineError
from dateline.model import RawReport, Reading

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "commands.md"


def run(*arguments: str, code: int = 0, input_: str | None = None) -> Result:
    result = CliRunner().invoke(dateline, arguments, input=input_, prog_name="dateline")
    assert result.exit_code == code, (arguments, result.output, result.exception)
    return result


def fails(*arguments: str) -> str:
    result = CliRunner().invoke(dateline, arguments, prog_name="dateline")
    assert isinstance(result.exception, DatelineError), (arguments, result.output, result.exception)
    return str(result.exception)


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("cli") / "demo.sqlite")
    run("add", str(ROOT / "examples"), "--record", path)
    return path


def rows(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*arguments).stdout.splitlines()]


@pytest.mark.parametrize(
    "name", ["reports", "events", "people", "organisations", "places", "figures", "disputes", "timeline"]
)
def test_listings(where: str, name: str) -> None:
    """Every listing gives JSON Lines in a pipe, and finds something in the examples."""
    assert rows(name, "--record", where)


def test_incidents_unless_asked(where: str) -> None:
    """Listings and exports show incidents; --grade and --all the rest; words alone are no rows."""
    shown, every = rows("events", "--record", where), rows("events", "--all", "--record", where)
    assert {e["grade"] for e in shown} == {"incident"} and len(every) > len(shown)
    asked = rows("export", "--grade", "plan,background", "--record", where)
    assert asked and {e["grade"] for e in asked} <= {"plan", "background"}
    said = rows("statements", "--record", where)
    assert {c["claim"]["grade"] for c in said} <= {"statement"}  # type: ignore[index]
    assert "none of incident" in run("events", "--grade", "rumour", "--record", where, code=2).output


def test_only_what_is_sure(where: str) -> None:
    """--sure leaves out rows and values that are less likely right, also in the summary."""
    every, sure = rows("export", "--record", where), rows("export", "--sure", "0.9", "--record", where)
    assert len(sure) < len(every)
    for event in sure:
        assert event["sure"]["row"] >= 0.9  # type: ignore[index]
        if event["sure"].get("place", 0.0) < 0.9:  # type: ignore[attr-defined]
            assert event["where"] is None and " in " not in str(event["summary"]).partition(",")[0]


def test_tables(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table where one is asked for."""
    monkeypatch.setenv("DATELINE_LISTING", "table")
    assert "Mukalla" in run("events", "--record", where).stdout


def test_the_examples_tell_their_story(where: str) -> None:
    """Two outlets, two tolls, a wire copy that counts once, and an undated report dated by the others."""
    shown = run("show", "mukalla", "--record", where).stdout
    assert "14 or at least 14 or 19: DIFFER" in shown and "machine-coded, unreviewed" in shown
    event = json.loads(run("show", "mukalla", "--json", "--record", where).stdout)
    assert event["killed"]["standing"] == "disputed" and event["origins"] < len(event["reports"])
    dates = {r["id"][:1]: r["published"] for r in rows("reports", "--record", where)}  # type: ignore[index]
    assert (
        dates["3"]["latest"] == "2024-05-17"
        and dates["4"]["latest"] == "2024-05-18"
        and dates["5"]["basis"] == "unknown"
    )
    assert "spoken of" not in shown
    names = {tuple(sorted(p["names"])) for p in rows("people", "--record", where)}  # type: ignore[arg-type]
    assert ("Abu Tariq", "Salem al-Harbi") in names


def test_explain(where: str) -> None:
    """Why claims are one, why not the nearest miss, why a date."""
    assert "one event: " in run("explain", "mukalla", "--record", where).stdout
    assert "the dateline says May 18, without a year" in run("explain", "4-valley", "--record", where).stdout
    person = rows("people", "--record", where)[0]["id"]
    assert "names:" in run("explain", str(person), "--record", where).stdout
    shelling = next(
        e for e in rows("events", "--record", where) if "Shelling in Shib" in str(e["summary"]) and e["killed"]
    )
    told = run("explain", str(shelling["id"]), "--record", where).stdout
    assert "Tarim, which it also names, is 42 km away" in told
    assert "next: Shibām, Al Mahwit, YE" in told
    assert "“Friday” is 2024-05-17" in told
    assert "the words around it look back" in told and "next: 2024-05-24" in told


def test_find_source_problems_config(where: str) -> None:
    """The rest of what one can look at."""
    assert rows("find", "fish", "market", "--record", where)
    assert run("find", "nothingofthekind", "--record", where).stdout == ""
    assert "Car bomb kills 14" in run("source", "1-gulf", "--record", where).stdout
    assert "USbacked" in run("source", "4-valley", "--raw", "--record", where).stdout
    assert "US-backed" in run("source", "4-valley", "--record", where).stdout
    assert run("source", "4-valley", "--bytes", "--record", where).stdout_bytes.startswith(b"%PDF")
    assert run("problems", "--record", where).stdout == ""
    assert "record" in run("config").stdout


@pytest.mark.parametrize("what", ["events", "claims", "reports", "people", "organisations", "places", "figures"])
@pytest.mark.parametrize("format_", ["jsonl", "csv"])
def test_export(where: str, what: str, format_: str, tmp_path: Path) -> None:
    """Everything exports in every format; CSV opens in a spreadsheet."""
    out = tmp_path / "out"
    run("export", "--record", where, "--what", what, "--format", format_, "--output", str(out))
    data = out.read_bytes()
    if format_ == "csv":
        assert data.startswith(b"\xef\xbb\xbf")
        table = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        assert table and not any(cell.startswith(("=", "@")) for row in table for cell in row.values() if cell)
    else:
        assert all(json.loads(line) for line in data.splitlines())


def test_every_number_can_be_defended(where: str) -> None:
    """Each exported claim has its quote, and the quote is at its place in the report as received."""
    texts = {
        r["id"]: run("source", str(r["id"]), "--raw", "--record", where).stdout
        for r in [x["report"] for x in rows("export", "--what", "reports", "--record", where)]
    }  # type: ignore[index]
    for claim in rows("export", "--what", "claims", "--record", where):
        start, end = claim["raw_span"]  # type: ignore[misc]
        assert claim["quote"]
        assert texts[claim["report"]][start:end].strip()  # type: ignore[index]


def test_read_and_repair() -> None:
    """Without a record: a reading a report, and the edits of a repair."""
    (reading,) = rows("read", str(ROOT / "examples" / "1-gulf-ledger.txt"), "--format", "jsonl")
    assert reading["claims"] and reading["report"]["published"]["basis"] == "stated"  # type: ignore[index]
    assert "claim   bombing" in run("read", str(ROOT / "examples" / "1-gulf-ledger.txt"), "--format", "text").stdout
    assert "confusable" in run("repair", str(ROOT / "examples" / "3-harbour-times-lookalikes.txt"), "--explain").stdout


def test_standard_input() -> None:
    """`-` is standard input."""
    (reading,) = [
        json.loads(line)
        for line in run(
            "read", "-", "--format", "jsonl", input_="Gunmen killed two men near Jos, the police said."
        ).stdout.splitlines()
    ]
    assert reading["claims"][0]["killed"]["low"] == 2


def test_problems_are_listed_and_the_batch_goes_on(tmp_path: Path) -> None:
    """One bad file is a problem with exit status 3; the others are read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"")
    (tmp_path / "in" / "b.txt").write_text("Gunmen killed two men near Jos, the police said.")
    path = str(tmp_path / "r.sqlite")
    result = run("add", str(tmp_path / "in"), "--record", path, code=3)
    assert "is empty" in result.stderr and "1 added" in result.stderr
    assert len(rows("problems", "--record", path)) == 1


def test_judging(tmp_path: Path) -> None:
    """same, not-same, reject, set, withdraw, undo, judgements, refresh."""
    path = str(tmp_path / "r.sqlite")
    run("add", str(ROOT / "examples"), "--record", path)
    events = [str(e["id"]) for e in rows("events", "--record", path)]
    people = [str(p["id"]) for p in rows("people", "--record", path)]
    claim = str(rows("export", "--what", "claims", "--record", path)[0]["claim"]["id"])  # type: ignore[index]
    run("same", events[0], events[1], "--because", "one day", "--by", "Eva", "--record", path)
    run("not-same", people[0], people[1], "--by", "Eva", "--record", path)
    run("reject", claim, "--record", path)
    run("set", "mukalla", "killed", "14-19", "--because", "two lists", "--record", path)
    run("withdraw", "5-undated", "--because", "no date", "--record", path)
    run("refresh", "--record", path)
    made = rows("judgements", "--record", path)
    assert [j["verdict"] for j in made] == ["same", "not-same", "reject", "set", "withdraw"]
    assert made[0]["made_by"] == "Eva"
    shown = json.loads(run("show", "mukalla", "--json", "--record", path).stdout)
    assert shown["reviewed"] and (shown["killed"]["low"], shown["killed"]["high"]) == (14, 19)
    assert not any(str(r["id"]).startswith("5") for r in rows("reports", "--record", path))
    run("undo", "5", "--record", path)
    assert any(str(r["id"]).startswith("5") for r in rows("reports", "--record", path))


def test_a_report_that_can_no_longer_be_read_keeps_its_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`refresh` goes on after it, lists it as a problem and says so by its exit status."""
    from dateline.commands import adding
    from dateline.model import Problem

    path = str(tmp_path / "r.sqlite")
    run("add", str(ROOT / "examples"), "--record", path)
    before = rows("export", "--what", "claims", "--record", path)
    read_all = adding.read_all

    def fails_once(raws: Iterator[RawReport], workers: int) -> Iterator[tuple[RawReport | None, Reading | Problem]]:
        pairs = read_all(raws, workers)
        next(pairs)
        yield None, Problem(file="first", what="took too long", todo="split it")
        yield from pairs

    monkeypatch.setattr(adding, "read_all", fails_once)
    assert "problem: first: took too long" in run("refresh", "--workers", "1", "--record", path, code=3).stderr
    assert len(rows("problems", "--record", path)) == 1
    assert rows("export", "--what", "claims", "--record", path) == before


def test_errors_teach(where: str, tmp_path: Path) -> None:
    """An error says what happened and what to do."""
    assert "dateline add" in fails("events", "--record", str(tmp_path / "none.sqlite"))
    assert "dateline events" in fails("show", "nothingofthekind", "--record", where)
    assert "N or LOW-HIGH" in fails("set", "mukalla", "killed", "many", "--because", "x", "--record", where)
    assert "dateline judgements" in fails("undo", "99", "--record", where)
    (tmp_path / "junk.sqlite").write_text("this is no database, it is a text " * 50)
    assert "cannot be opened" in fails("events", "--record", str(tmp_path / "junk.sqlite"))


def reference() -> str:
    parts = ["# Commands\n\nGenerated from `--help` by `make golden`.\n", f"```\n{run('--help').output}```\n"]
    for name in [*COMMANDS, "gazetteer import"]:
        parts.append(f"## {name}\n\n```\n{run(*name.split(), '--help').output}```\n")
    return "\n".join(parts)


def test_every_command_is_documented_with_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/commands.md is what `--help` says, and every help ends with an example."""
    import os

    text = reference()
    if os.environ.get("DATELINE_GOLDEN"):
        REFERENCE.write_text(text, encoding="utf-8")
    assert REFERENCE.read_text(encoding="utf-8") == text, "run `make golden`"
    assert all("Example: dateline" in run(name, "--help").output for name in COMMANDS)
