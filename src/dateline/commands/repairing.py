"""`repair`: what was damaged, and how it was mended."""

from __future__ import annotations

import sys

import click

from dateline.acquire import acquire
from dateline.commands.common import PROBLEMS, tell
from dateline.model import Problem
from dateline.repair import repair as repair_text


@click.command(epilog="Example: dateline repair report.txt --explain")
@click.argument("file")
@click.option("--explain", is_flag=True, help="Show each edit instead of the repaired text.")
def repair(file: str, explain: bool) -> None:
    """Prints the repaired text of FILE (or -), or each edit with its place and reason."""
    failed = False
    for raw in acquire([file]):
        if isinstance(raw, Problem):
            failed = True
            tell(raw)
            continue
        repaired = repair_text(raw.text)
        if not explain:
            click.echo(repaired.text)
            continue
        for edit in repaired.edits:
            was, now = raw.text[slice(*edit.raw)], repaired.text[slice(*edit.span)]
            click.echo(f"{edit.raw[0]:>6}–{edit.raw[1]:<6} {edit.kind:<20} {short(was)} → {short(now)}")
        click.echo(f"{len(repaired.edits)} edits", err=True)
    sys.exit(PROBLEMS if failed else 0)


def short(text: str) -> str:
    """
    >>> short("a" * 100)
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaa…aaaaaaaaa'"
    """
    return repr(text if len(text) <= 40 else f"{text[:29]}…{text[-9:]}")


COMMANDS = {"repair": repair}
