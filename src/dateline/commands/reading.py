"""`read`: one reading a report, without a record."""

from __future__ import annotations

import sys

import click
import msgspec

from dateline.acquire import acquire
from dateline.commands.common import PROBLEMS, say, tell
from dateline.model import Problem, Reading
from dateline.pipeline import read_all
from dateline.settings import resolve


@click.command(epilog="Example: dateline read report.txt --format jsonl")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option(
    "--format", "format_", type=click.Choice(["text", "jsonl"]), help="text on a terminal, jsonl in a pipe unless said."
)
@click.option("--workers", type=click.IntRange(1), help="Processes that read (default 2).")
def read(inputs: tuple[str, ...], format_: str | None, workers: int | None) -> None:
    """Reads INPUT (files, folders, or -) and prints what each report says, in input order."""
    as_text = format_ == "text" or (format_ is None and sys.stdout.isatty())
    problems = 0
    for _, reading in read_all(acquire(inputs), workers or resolve().workers):
        if isinstance(reading, Problem):
            problems += 1
            tell(reading)
        elif as_text:
            say(outline(reading))
        else:
            sys.stdout.buffer.write(msgspec.json.encode(reading) + b"\n")
    sys.stdout.flush()
    sys.exit(PROBLEMS if problems else 0)


def outline(reading: Reading) -> list[str]:
    """A reading for a person: the header, then a claim a line."""
    head, p = reading.report, reading.report.published
    lines = [
        f"{head.id}  {head.title or '(no title)'}",
        f"date    {p.earliest or '…'} to {p.latest or '…'} ({p.basis})",
    ]
    lines += [f"        {why}" for why in p.why]
    texts = {m.id: m.text for m in reading.mentions}
    for claim in reading.claims:
        roles = "; ".join(f"{role}: {', '.join(texts[m] for m in ids)}" for role, ids in claim.roles.items() if ids)
        who = claim.attributed_to[0].text if claim.attributed_to else claim.voice
        lines.append(
            f"claim   {claim.type} [{reading.text[slice(*claim.trigger)]}] {claim.status}; {roles}; according to {who}"
        )
    return [*lines, *(f"note    {note}" for note in reading.notes), ""]


COMMANDS = {"read": read}
