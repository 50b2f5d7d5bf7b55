"""What commands share: the record option, listings that are tables on a terminal and JSON Lines in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, TypeVar

import click
import msgspec

from dateline.model import Problem
from dateline.publish.queries import GRADES, Book
from dateline.record.store import Record
from dateline.settings import resolve

PROBLEMS = 3  # exit status when some inputs were problems
F = TypeVar("F", bound=Callable[..., Any])


def record_option(function: F) -> F:
    return click.option(
        "--record",
        "-r",
        "where",
        metavar="FILE_OR_URL",
        help="The record: a path or an SQLAlchemy URL (default: $DATELINE_RECORD, else dateline.sqlite).",
    )(function)


def grade_options(function: F) -> F:
    """`--grade` and `--all`, given to the command as `grades`: incidents unless something else is asked for."""

    @click.option("--grade", metavar="GRADES", default="incident", show_default=True,
                  help=f"Which: {', '.join(GRADES)}; several joined by commas.")  # fmt: skip
    @click.option("--all", "every", is_flag=True, help="Of every grade.")
    @wraps(function)
    def command(*args: Any, grade: str, every: bool, **options: Any) -> Any:
        wanted = {name.strip() for name in grade.split(",")}
        if unknown := sorted(wanted - set(GRADES)):
            raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(GRADES)}", param_hint="--grade")
        return function(*args, grades=[name for name in GRADES if every or name in wanted], **options)

    return command  # type: ignore[return-value]


def open_record(where: str | None, create: bool = False) -> Record:
    """The record, caught up if it was behind."""
    record = Record(resolve(record=where).record, create=create)
    if not create and record.is_behind():
        click.echo("the record is behind; catching up …", err=True)
        record.derive()
    return record


def open_book(where: str | None) -> Book:
    return Book(open_record(where))


def emit(rows: Iterable[object], columns: Mapping[str, Callable[[Any], object]], empty: str) -> None:
    """A table on a terminal, JSON Lines in a pipe."""
    rows = list(rows)
    listing = resolve().listing
    if listing == "jsonl" or (listing == "auto" and not sys.stdout.isatty()):
        encoder = msgspec.json.Encoder()
        for row in rows:
            sys.stdout.buffer.write(encoder.encode(row) + b"\n")
        sys.stdout.buffer.flush()
        return
    if not rows:
        click.echo(empty)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        cells = (read(row) for read in columns.values())
        table.add_row(*("–" if cell is None else escape(str(cell)) for cell in cells))
    Console(width=None if sys.stdout.isatty() else 140).print(table)


def tell(problem: Problem) -> None:
    """A problem, on standard error."""
    click.echo(f"problem: {problem.file}: {problem.what}; {problem.todo}", err=True)


def escape(text: str) -> str:
    """Markup of the report's own is shown, not obeyed; control characters are dropped."""
    from rich.markup import escape as escape_markup

    return escape_markup("".join(c for c in text if c.isprintable() or c == " "))


def say(lines: Iterable[str]) -> None:
    """Lines for a person; words in brackets stand out on a terminal."""
    for line in lines:
        clean = "".join(c for c in line if c.isprintable())
        if sys.stdout.isatty():
            import re

            name, rest = clean[:9], clean[9:]
            clean = (click.style(name, bold=True) if name.strip() and name[0].isalpha() else name) + re.sub(
                r"\[([^\]]+)\]", lambda m: "[" + click.style(m[1], fg="yellow", bold=True) + "]", rest
            )
        click.echo(clean)
