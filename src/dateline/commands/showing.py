"""`show`, `explain`, `source`, `config`: one thing at length."""

from __future__ import annotations

import sys

import click
import msgspec

from dateline.commands.common import grade_options, open_book, record_option, say
from dateline.explain import explain as explain_lines
from dateline.model import Grade
from dateline.publish.show import show_event
from dateline.settings import gazetteer_path, reader_name, resolve
from dateline.text.offsets import OffsetMap


@click.command(epilog='Example: dateline show "market bombing" --record war.sqlite')
@click.argument("words", nargs=-1, required=True, metavar="ID_OR_WORDS…")
@record_option
@click.option("--json", "as_json", is_flag=True, help="The event as JSON.")
@grade_options
def show(words: tuple[str, ...], where: str | None, as_json: bool, grades: list[Grade]) -> None:
    """Shows one event, named by its id or by words, a value a line with its words, speaker, report and date."""
    book = open_book(where)
    event, others = book.event(" ".join(words), grades)
    if as_json:
        click.echo(msgspec.json.encode(event).decode())
        return
    say(show_event(book, event))
    if others:
        say([f"also    {len(others)} more fit these words: " + "; ".join(f"{e.id} {e.summary}" for e in others[:4])])


@click.command(epilog="Example: dateline explain ev-abcde --record war.sqlite")
@click.argument("words", nargs=-1, required=True, metavar="ID_OR_WORDS…")
@record_option
def explain(words: tuple[str, ...], where: str | None) -> None:
    """Says why the claims of an event are one and why not the nearest miss; how a report was dated; what joined names."""
    say(explain_lines(open_book(where), " ".join(words)))


@click.command(epilog="Example: dateline source 003 --raw --record war.sqlite")
@click.argument("report")
@record_option
@click.option("--raw", is_flag=True, help="The text as it was received, before repair.")
@click.option("--bytes", "as_bytes", is_flag=True, help="The bytes as they were received.")
@click.option(
    "--span",
    nargs=2,
    type=int,
    help="Only characters START END of the text as received, with what they were repaired to.",
)
def source(report: str, where: str | None, raw: bool, as_bytes: bool, span: tuple[int, int] | None) -> None:
    """Shows a report: the repaired text, or (--raw, --bytes) what was received."""
    book = open_book(where)
    id_ = book.report_id(report)
    if as_bytes:
        sys.stdout.buffer.write(book.record.blob(id_))
    elif span:
        reading = book.record.reading(id_)
        click.echo(f"received  {book.record.raw_report(id_).text[slice(*span)]!r}")
        click.echo(f"repaired  {reading.text[slice(*OffsetMap(reading.edits).from_raw(span))]!r}")
    else:
        text = book.record.raw_report(id_).text if raw else book.record.reading(id_).text
        click.echo(harmless(text) if sys.stdout.isatty() else text)


def harmless(text: str) -> str:
    """A report's text for a terminal: no control characters that the terminal would obey."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t")


@click.command(epilog="Example: dateline config")
@record_option
def config(where: str | None) -> None:
    """Shows the settings in force, and where each can be set."""
    settings = resolve(record=where)
    click.echo(f"record   {settings.record}   (--record, $DATELINE_RECORD)")
    click.echo(f"person   {settings.person}   (--by, $DATELINE_PERSON)")
    click.echo(f"workers  {settings.workers}   (--workers, $DATELINE_WORKERS)")
    click.echo(f"listing  {settings.listing}   ($DATELINE_LISTING: auto, table, jsonl)")
    click.echo(f"reader   {reader_name() or 'the one of the package'}   ($DATELINE_READER)")
    click.echo(f"places   {gazetteer_path() or 'the index of the package'}   ($DATELINE_GAZETTEER)")
    limits = settings.limits
    click.echo(
        f"limits   {limits.file_bytes / 1e6:g} MB a file, {limits.archive_bytes / 1e6:g} MB unpacked an archive, {limits.seconds:g} s a file"
    )


COMMANDS = {"show": show, "explain": explain, "source": source, "config": config}
