"""The command line: thin, and quick to start. Commands are loaded when used; only our own errors are caught.

Exit status: 0 done, 1 our error, 2 wrong usage, 3 done but some inputs were problems.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from dateline.errors import DatelineError

# name: (module of dateline.commands, one line of help). Help is here so that `dateline --help` loads none of them.
COMMANDS = {
    "read": ("reading", "Read reports and print what they say."),
    "add": ("adding", "Read reports and bring a record up to date."),
    "reports": ("listing", "List the reports of a record with their dates."),
    "events": ("listing", "List the events of a record."),
    "people": ("listing", "List the persons of a record."),
    "organisations": ("listing", "List the organisations of a record."),
    "places": ("listing", "List the places of a record."),
    "figures": ("listing", "List reported numbers that are no toll."),
    "disputes": ("listing", "List events on which reports differ."),
    "statements": ("listing", "List words alone: who accused, asked or met whom."),
    "timeline": ("listing", "List events in the order of their days."),
    "find": ("listing", "Find events by words."),
    "show": ("showing", "Show an event, a value a line, with its words."),
    "explain": ("showing", "Say why things are one, or dated so."),
    "source": ("showing", "Show a report as it was received or repaired."),
    "repair": ("repairing", "Repair a text and show each edit."),
    "problems": ("listing", "List inputs that could not be read."),
    "export": ("exporting", "Export a record's rows."),
    "withdraw": ("judging", "Take a report out of every derived value."),
    "same": ("judging", "Say that two events or entities are one."),
    "not-same": ("judging", "Say that two events or entities are not one."),
    "reject": ("judging", "Say that a claim was misread."),
    "set": ("judging", "Set a value of an event or a report's date."),
    "undo": ("judging", "Undo a judgement."),
    "judgements": ("judging", "List judgements, and those that no longer attach."),
    "refresh": ("adding", "Read every report again; judgements stay."),
    "gazetteer": ("mapping", "Make a fuller place index from a GeoNames dump."),
    "config": ("showing", "Show the settings in force."),
}


class Lazy(click.Group):
    """A group whose commands are imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"dateline.commands.{COMMANDS[name][0]}")
        command: click.Command = module.COMMANDS[name]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in COMMANDS.items()])


@click.group(
    cls=Lazy,
    epilog="Example: dateline add examples --record demo.sqlite && dateline events --record demo.sqlite",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="dateline")
def dateline() -> None:
    """Reads news reports of armed conflict and keeps a sourced record of what they say, according to whom."""


def main() -> None:
    """The entry point: our errors are one message, anything else keeps its traceback."""
    try:
        dateline(prog_name="dateline")
    except DatelineError as error:
        click.echo(f"dateline: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # `dateline events | head`
        sys.stderr.close()
        sys.exit(0)
