"""The whole way as one readable paragraph: raw report → repaired text → names → claims → dates.

Alone knows all the stages. What happens across reports is `record`'s, by way of `resolve`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.claim import find_claims, set_grades
from dateline.dating import date_report, set_times
from dateline.errors import InputProblem
from dateline.model import Problem, RawReport, Reading, Report
from dateline.pages import pages_of, read_in_pages
from dateline.read import Reader, load_reader
from dateline.read.header import find_agencies, find_dateline, find_own_date, find_title, language_of
from dateline.repair import repair


def read_raw(raw: RawReport, reader: Reader | None = None) -> Reading:
    """One report, read on its own. Raises `InputProblem` for text that is not English.

    >>> reading = read_raw(RawReport(id="r", sha256="", origin="r", published="2024-05-14",
    ...     text="Shelling killed two farmers near Kharkiv on Monday, police said."))
    >>> [(c.type, c.killed.low, c.where.name, c.when.earliest, c.attributed_to[0].text) for c in reading.claims]
    [('shelling', 2, 'Kharkiv', '2024-05-13', 'police')]
    """
    reader = reader or load_reader()
    reading = sound_text(raw, reader.name)
    pages = pages_of(reading.text)
    if len(pages) == 1:
        read_page(reading, reader)
    else:
        read_in_pages(reading, pages, lambda page: read_page(page, reader))
    reading.report.published = date_report(reading, raw.published, raw.printed, raw.acquired)
    set_times(reading)
    set_grades(reading)
    note_gaps(reading)
    return reading


def read_page(page: Reading, reader: Reader) -> Reading:
    """Names and claims of a page, or of a report that is one."""
    reader.read(page)
    find_claims(page)
    return page


def read_text(raw: RawReport, reader: Reader) -> Reading:
    """The first half of the way: repaired text with what the reader finds in it, before claims and dates."""
    reading = sound_text(raw, reader.name)
    reader.read(reading)
    return reading


def sound_text(raw: RawReport, reader: str) -> Reading:
    """A report's repaired text and what its header tells; `reader` names who will read it. Raises `InputProblem` for text that is not English."""
    repaired = repair(raw.text)
    text = repaired.text
    language = language_of(text)
    if language not in ("en", None):
        raise InputProblem(
            raw.origin, f"is not in English (it looks like {language!r})", "give an English report or translation"
        )
    header = find_dateline(text)
    credit = header.credit if header else None
    report = Report(
        id=raw.id, sha256=raw.sha256, title=raw.title or find_title(text), outlet=raw.outlet, url=raw.url,
        agencies=find_agencies(text, credit), credits=find_agencies(text, credit, told=False), dateline=header.dateline if header else None,
        language=language, reader=reader,
    )  # fmt: skip
    reading = Reading(
        report=report,
        text=text,
        edits=repaired.edits,
        clues=repaired.clues,
        body=header.end if header else 0,
    )
    reading.own_date = find_own_date(text, reading.body)
    return reading


def note_gaps(reading: Reading) -> None:
    """What a sound report leaves unsettled, in sentences."""
    published = reading.report.published
    if published.basis == "unknown":
        reading.notes.append("It cannot be told when this report was published; relative dates stay open.")
    elif published.earliest != published.latest:
        reading.notes.append(
            f"It was published between {published.earliest} and {published.latest}; nothing narrows it further."
        )
    unplaced = sorted({m.text for m in reading.mentions if m.kind == "place" and m.form == "name" and m.place is None})
    if unplaced:
        reading.notes.append("These places could not be told: " + ", ".join(unplaced) + ".")


def read_report(raw: RawReport, reader: Reader | None = None) -> Reading | Problem:
    """`read_raw` with what cannot be read as a problem; one bad report stops no batch."""
    try:
        return read_raw(raw, reader)
    except InputProblem as problem:
        return problem.row()


def read_all(
    raws: Iterable[RawReport | Problem], workers: int = 1
) -> Iterator[tuple[RawReport | None, Reading | Problem]]:
    """Readings in input order, with the raw report each came from; read by several processes where that pays."""
    if workers <= 1:
        for raw in raws:
            yield (None, raw) if isinstance(raw, Problem) else (raw, read_report(raw))
        return
    from dateline.workers import in_order

    yield from in_order(raws, workers)
