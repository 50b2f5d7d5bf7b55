"""Listings of a record: a table on a terminal, JSON Lines in a pipe."""

from __future__ import annotations

import click

from dateline.commands.common import emit, grade_options, open_book, open_record, record_option
from dateline.model import COUNTED, Event, Grade, Published
from dateline.publish.export import claim_rows
from dateline.publish.show import amount


def when(event: Event) -> str:
    w = event.when
    if w is None or w.precision == "unknown":
        return "not stated"
    return str(w.earliest) if w.earliest == w.latest else f"{w.earliest or '…'} – {w.latest or '…'}"


def toll(event: Event, kind: str) -> str:
    made = getattr(event, kind)
    if made is None:
        return "–"
    values = [amount(v.low, v.high, v.bound) for v in made.values]
    return (
        " or ".join(values)
        if made.standing == "disputed"
        else amount(made.low, made.high, "exact" if made.low == made.high else "range")
    )


def interval(p: Published) -> str:
    if p.basis == "unknown":
        return "unknown"
    return f"{p.earliest}" if p.earliest == p.latest else f"{p.earliest} – {p.latest}"


EVENT_COLUMNS = {
    "id": lambda e: e.id, "when": when, "what": lambda e: e.type.replace("_", " "), "where": lambda e: e.where.name if e.where else "not stated",
    "killed": lambda e: toll(e, "killed"), "injured": lambda e: toll(e, "injured"), "status": lambda e: e.status, "reports": lambda e: len(e.reports), "origins": lambda e: e.origins,
}  # fmt: skip
ENTITY_COLUMNS = {
    "id": lambda e: e.id,
    "name": lambda e: e.name,
    "also": lambda e: ", ".join(n for n in e.names if n != e.name)[:60],
    "reports": lambda e: len(e.reports),
    "mentions": lambda e: len(e.mentions),
}


@click.command(epilog="Example: dateline events --record war.sqlite --grade incident,background")
@record_option
@grade_options
def events(where: str | None, grades: list[Grade]) -> None:
    """Lists events, the latest first: incidents, unless other grades are asked for."""
    emit(open_book(where).events(grades), EVENT_COLUMNS, "no events")


@click.command(epilog="Example: dateline timeline --record war.sqlite")
@record_option
@grade_options
def timeline(where: str | None, grades: list[Grade]) -> None:
    """Lists dated events in the order of their days."""
    found: list[Event] = [
        e for e in open_book(where).events(grades) if e.when and e.when.earliest and e.when.precision != "unknown"
    ]

    def day(event: Event) -> tuple[str, str]:
        return ((event.when.earliest or "") if event.when else "", event.id)

    ordered: list[Event] = sorted(found, key=day)
    emit(ordered, EVENT_COLUMNS, "no dated events")


@click.command(epilog="Example: dateline disputes --record war.sqlite")
@record_option
@grade_options
def disputes(where: str | None, grades: list[Grade]) -> None:
    """Lists events on whose toll, day or place reports differ."""
    columns = {
        **EVENT_COLUMNS,
        "differ": lambda e: ", ".join(
            [k for k in COUNTED if getattr(e, k) and getattr(e, k).standing in ("disputed", "updated")] + list(e.differ)
        ),
    }
    emit(open_book(where).disputes(grades), columns, "reports agree as far as they tell of the same events")


@click.command(epilog="Example: dateline statements --record war.sqlite")
@record_option
def statements(where: str | None) -> None:
    """Lists words alone (who accused, asked, denied, met or backed whom), with the sentence that says so."""
    columns = {
        "report": lambda row: row["report"],
        "published": lambda row: row["published"].earliest,
        "what": lambda row: row["claim"]["type"],
        "words": lambda row: row["quote"],
        "speaker": lambda row: row["speaker"],
    }
    emit(claim_rows(open_book(where), ["statement"]), columns, "no statements")


@click.command(epilog="Example: dateline find market bombing --record war.sqlite")
@click.argument("words", nargs=-1, required=True)
@record_option
def find(words: tuple[str, ...], where: str | None) -> None:
    """Finds events of every grade in whose summary, quotes or names all WORDS occur."""
    emit(open_book(where).find(" ".join(words)), {**EVENT_COLUMNS, "grade": lambda e: e.grade}, "nothing found")


@click.command(epilog="Example: dateline reports --record war.sqlite")
@record_option
def reports(where: str | None) -> None:
    """Lists reports with their dates, as the whole record implies them."""
    columns = {
        "id": lambda r: r.id,
        "published": lambda r: interval(r.published),
        "basis": lambda r: r.published.basis,
        "title": lambda r: r.title,
        "outlet": lambda r: r.outlet or ", ".join(r.agencies),
    }
    emit(open_book(where).reports(), columns, "no reports")


def entity_command(what: str) -> click.Command:
    @click.command(
        name=what,
        epilog=f"Example: dateline {what} --record war.sqlite",
        help=f"Lists the {'persons' if what == 'people' else what} of the record, with every name they go by.",
    )
    @record_option
    @click.option("--all", "every", is_flag=True, help="Unnamed participants too.")
    def command(where: str | None, every: bool) -> None:
        emit([e for e in open_book(where).entities(what) if every or e.names], ENTITY_COLUMNS, f"no {what}")

    return command


@click.command(epilog="Example: dateline figures --record war.sqlite")
@record_option
def figures(where: str | None) -> None:
    """Lists reported numbers that are no toll: force levels, rewards, distances."""
    columns = {
        "id": lambda f: f.id,
        "what": lambda f: f.what,
        "value": lambda f: amount(f.value.low, f.value.high, f.value.bound),
        "unit": lambda f: f.value.unit,
        "said by": lambda f: ", ".join(s.text for s in f.attributed_to),
        "reports": lambda f: len(f.reports),
    }
    emit(open_book(where).figures(), columns, "no figures")


@click.command(epilog="Example: dateline problems --record war.sqlite")
@record_option
def problems(where: str | None) -> None:
    """Lists inputs that could not be read: the file, what is wrong, what to do."""
    columns = {"file": lambda p: p.file, "what": lambda p: p.what, "what to do": lambda p: p.todo}
    emit(open_record(where).problems(), columns, "no problems")


COMMANDS = {
    "events": events, "timeline": timeline, "disputes": disputes, "statements": statements, "find": find, "reports": reports, "people": entity_command("people"),
    "organisations": entity_command("organisations"), "places": entity_command("places"), "figures": figures, "problems": problems,
}  # fmt: skip
