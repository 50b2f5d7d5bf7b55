"""`add` and `refresh`: reports into a record."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from dateline.acquire import acquire
from dateline.commands.common import PROBLEMS, open_record, record_option, tell
from dateline.model import Problem, RawReport, Reading
from dateline.pipeline import read_all
from dateline.settings import resolve


@click.command(epilog="Example: dateline add reports/ feed.xml --record war.sqlite")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@record_option
@click.option("--workers", type=click.IntRange(1), help="Processes that read (default 2).")
@click.option("--quiet", "-q", is_flag=True, help="No progress on standard error.")
def add(inputs: tuple[str, ...], where: str | None, workers: int | None, quiet: bool) -> None:
    """Reads INPUT (files, folders, or - for standard input) and brings the record up to date.

    Each report is added in whole or not at all, so that a run that was stopped can simply be started again.
    Reports that are in the record already are skipped. Exit status 3: some inputs were problems.
    """
    record = open_record(where, create=True)
    added = known = problems = 0

    def fresh() -> Iterator[RawReport | Problem]:
        nonlocal known
        for item in acquire(inputs):
            if isinstance(item, RawReport) and record.holds(item):
                known += 1
            else:
                yield item

    with progress(quiet, "reading") as step:
        for raw, reading in read_all(fresh(), workers or resolve().workers):
            if isinstance(reading, Problem):
                problems += 1
                record.add_problem(reading)
                tell(reading)
            elif raw is not None:
                record.add(raw, reading)
                added += 1
            step()
    derived = record.derive()
    events = f"; {len(derived.events)} events" if derived else ""
    click.echo(f"{added} added, {known} known already, {problems} problems{events}", err=True)
    sys.exit(PROBLEMS if problems else 0)


class progress:
    """A counter on standard error, where that is a terminal."""

    def __init__(self, quiet: bool, verb: str) -> None:
        self.shown = not quiet and sys.stderr.isatty()
        self.verb, self.count = verb, 0

    def __enter__(self) -> progress:
        return self

    def __call__(self) -> None:
        self.count += 1
        if self.shown and (self.count < 20 or self.count % 20 == 0):
            click.echo(f"\r{self.verb} {self.count} …", nl=False, err=True)

    def __exit__(self, *_: object) -> None:
        if self.shown and self.count:
            click.echo("\r" + " " * 40 + "\r", nl=False, err=True)


@click.command(epilog="Example: dateline refresh --record war.sqlite")
@record_option
@click.option("--workers", type=click.IntRange(1), help="Processes that read (default 2).")
def refresh(where: str | None, workers: int | None) -> None:
    """Reads every report of the record again, with this version's reader and codebook. Judgements stay.

    A report that can no longer be read keeps its old reading and becomes a problem (exit status 3).
    """
    record = open_record(where)
    raws = list(record.raw_reports())
    changed = problems = 0
    with progress(False, "reading again") as step:
        for raw, reading in read_all(iter(raws), workers or resolve().workers):
            if isinstance(reading, Reading) and raw is not None:
                record.replace_reading(raw.id, reading)
                changed += 1
            elif isinstance(reading, Problem):
                record.add_problem(reading)
                tell(reading)
                problems += 1
            step()
    derived = record.derive()
    loose = derived.loose if derived else []
    click.echo(f"{changed} reports read again; {len(derived.events) if derived else 0} events", err=True)
    for judgement in loose:
        click.echo(f"judgement {judgement.id} ({judgement.verdict}) no longer attaches", err=True)
    sys.exit(PROBLEMS if problems else 0)


COMMANDS = {"add": add, "refresh": refresh}
