"""`gazetteer`: a fuller place index than the package's."""

from __future__ import annotations

from pathlib import Path

import click

from dateline.commands.adding import progress
from dateline.errors import DatelineError


@click.group(epilog="Example: dateline gazetteer import --help")
def gazetteer() -> None:
    """The index of places that reports are read with."""


@gazetteer.command(
    "import",
    epilog="Example: dateline gazetteer import allCountries.zip --country SY --country IQ --output places.sqlite",
)
@click.argument("dump", type=click.Path(path_type=Path))
@click.option(
    "--country", "countries", multiple=True, metavar="CODE", help="Only of this country (ISO code; repeatable)."
)
@click.option("--output", "-o", type=click.Path(path_type=Path), default=Path("places.sqlite"), show_default=True)
@click.option("--quiet", "-q", is_flag=True, help="No progress on standard error.")
def import_(dump: Path, countries: tuple[str, ...], output: Path, quiet: bool) -> None:
    """Adds the villages, air bases, camps, dams and rivers of DUMP (allCountries.zip of geonames.org, or the file of one
    country) to a copy of the package's index. Use it with DATELINE_GAZETTEER=OUTPUT.

    The dump of all countries makes an index of more than a gigabyte; --country keeps it small.
    """
    from dateline.gazetteer.dump import AT_ONCE, import_dump

    codes = frozenset(code.upper() for code in countries)
    if wrong := sorted(code for code in codes if len(code) != 2):
        raise DatelineError(f"{', '.join(wrong)}: no ISO codes of countries; write SY, not Syria")
    with progress(quiet, f"reading, {AT_ONCE:,} lines a step:") as step:
        added = import_dump(dump, output, codes, step)
    click.echo(
        f"{output}: {added.towns} towns, {added.features} features and {added.divisions} divisions added"
        + (f", {added.skipped} lines not understood" if added.skipped else "")
        + f"; read with it: DATELINE_GAZETTEER={output} dateline add …",
        err=True,
    )


COMMANDS = {"gazetteer": gazetteer}
