"""What can be exported, and in which formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import IO, Any, cast

import msgspec

from dateline.errors import DatelineError
from dateline.model import Event, Grade
from dateline.publish.queries import GRADES, Book
from dateline.resolve.wording import summary

# the values of an event that stand or fall with each role
OF_ROLES = {
    "place": ("where",),
    "time": ("when",),
    "actor": ("actors",),
    "killed": ("killed",),
    "injured": ("injured",),
}
WHAT = ("events", "claims", "reports", "people", "organisations", "places", "figures")


def formats() -> dict[str, Callable[[Iterable[object], IO[bytes]], None]]:
    """Every format of the folder `formats`."""
    package = import_module("dateline.publish.formats")
    return {
        m.name: cast(Callable[[Iterable[object], IO[bytes]], None], import_module(f"{package.__name__}.{m.name}").write)
        for m in iter_modules(package.__path__)
    }


def export(
    book: Book, what: str, format_: str, handle: IO[bytes], grades: Sequence[Grade] = GRADES, sure: float = 0.0
) -> None:
    """Writes one kind of row of a record; events and claims of these grades. `sure`: what is less likely right is left out of events."""
    known = formats()
    if format_ not in known:
        raise DatelineError(f"{format_}: no such format; there are {', '.join(sorted(known))}")
    known[format_](rows(book, what, grades, sure), handle)


def rows(book: Book, what: str, grades: Sequence[Grade] = GRADES, sure: float = 0.0) -> Iterable[object]:
    if what == "events":
        return (kept for event in book.events(grades) if (kept := surely(event, sure)) is not None)
    if what == "claims":
        return claim_rows(book, grades)
    if what == "reports":
        return ({"report": report} for report in book.reports())
    if what == "figures":
        return book.figures()
    return book.entities(what)


def surely(event: Event, least: float) -> Event | None:
    """An event with those values that are likely enough right; None where it is itself not likely enough a row.

    What nobody has said how likely it is (what rules made, what a person set) counts as unlikely, unless a person has reviewed it.
    """
    if least <= 0 or event.reviewed:
        return event
    if event.sure.get("row", 0.0) < least:
        return None
    kept = msgspec.structs.replace(event)
    for role, names in OF_ROLES.items():
        if event.sure.get(role, 0.0) < least:
            for name in names:
                setattr(kept, name, [] if name == "actors" else None)
    kept.summary = summary(kept)
    return kept


def claim_rows(book: Book, grades: Sequence[Grade] = GRADES) -> Iterable[dict[str, Any]]:
    """A row for each claim with its event, report, quote, speaker and values: the table that defends every number."""
    reports = {r.id: r for r in book.reports()}
    for report, event, claim, sentence in book.claims(grades):
        head = reports[report]
        yield {
            "event": event, "report": report, "title": head.title, "outlet": head.outlet, "url": head.url, "published": head.published,
            "quote": sentence, "raw_span": claim.raw_sentence, "speaker": claim.attributed_to[0].text if claim.attributed_to else None,
        } | {"claim": msgspec.to_builtins(claim)}  # fmt: skip
