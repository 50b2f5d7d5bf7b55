"""`export`: a record's rows for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dateline.commands.common import grade_options, open_book, record_option
from dateline.model import Grade
from dateline.publish.export import WHAT
from dateline.publish.export import export as write_rows


@click.command(epilog="Example: dateline export --record war.sqlite --what claims --format csv --output claims.csv")
@record_option
@click.option("--what", type=click.Choice(WHAT), default="events", show_default=True, help="Which rows.")
@click.option("--format", "format_", default="jsonl", show_default=True, help="jsonl or csv.")
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="A file (default: standard output)."
)
@click.option(
    "--sure",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Of events only what is at least so likely right: rows, and values of them.",
)
@grade_options
def export(where: str | None, what: str, format_: str, output: Path | None, sure: float, grades: list[Grade]) -> None:
    """Writes events, claims, reports, people, organisations, places or figures."""
    book = open_book(where)
    if output is None:
        write_rows(book, what, format_, sys.stdout.buffer, grades, sure)
        sys.stdout.flush()
        return
    with output.open("wb") as handle:
        write_rows(book, what, format_, handle, grades, sure)


COMMANDS = {"export": export}
