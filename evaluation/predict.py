"""Predictions for any set in the form of the scorers' gold: readings, events, pairs with a score, rows with an event.

Looks at nothing under `gold` but what a scorer's docstring calls given (for `event_coreference`, the spans of the
events), and at no id.

    python evaluation/predict.py TASK GOLD.jsonl[.gz] OUT
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]  # run as a script, installed or not

from dateline.acquire.formats.page import page_item
from dateline.acquire.item import Item
from dateline.errors import InputProblem
from dateline.model import Predicate, Problem, RawReport, Reading, Report, Span
from dateline.pipeline import read_all, read_raw
from dateline.record.store import Record

Line = dict[str, Any]
AS_OF = (
    "2026-11-01"  # the day on which evaluation reports count as received: predictions do not change with the calendar
)


def read_lines(path: Path) -> list[Line]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def raw_of(line: Line, dated: bool = True) -> RawReport:
    """A gold line as the caller would hand it in."""
    data = line["text"].encode()
    return RawReport(
        id=str(line["id"]), sha256=hashlib.sha256(data).hexdigest(), origin=f"line {line['id']}", text=line["text"], data=data, title=line.get("title"),
        published=line.get("published") if dated else None, url=line.get("url"), outlet=line.get("outlet"), acquired=AS_OF,
    )  # fmt: skip


def empty(line: Line, text: str = "") -> Reading:
    """What stands for a report that cannot be read, so that every line has a prediction."""
    return Reading(report=Report(id=str(line["id"]), sha256=""), text=text)


def readings(lines: list[Line], path: Path) -> Iterator[object]:
    for line, (_, reading) in zip(lines, read_all([raw_of(line) for line in lines], workers=2), strict=True):
        yield empty(line, line["text"]) if isinstance(reading, Problem) else reading


def entities(lines: list[Line], path: Path) -> Iterator[object]:
    """Readings without the phrases and pronouns that hold a capital letter ("The army", "He").

    The scorer lets common nouns pass as neither right nor wrong, and knows them by their having no capital.
    """
    for reading in readings(lines, path):
        if isinstance(reading, Reading):
            reading.mentions = [m for m in reading.mentions if not (m.form in ("nominal", "pronoun") and m.kind not in ("weapon", "vehicle") and any(map(str.isupper, m.text)))]  # fmt: skip
        yield reading


def undated(lines: list[Line], path: Path) -> Iterator[object]:
    for line in lines:
        yield read_raw(raw_of(line, dated=False))


def pages(lines: list[Line], path: Path) -> Iterator[object]:
    """Pages from `html/ID.html.gz` beside the gold file, or from a field `html`."""
    for line in lines:
        if line.get("html") is not None:
            html = line["html"].encode()
        else:
            html = gzip.decompress((path.parent / "html" / f"{line['id']}.html.gz").read_bytes())
        item = None
        try:
            item = page_item(html, str(line["id"]), line.get("url"))
            yield read_raw(page_report(line, item))
        except InputProblem:
            # an article in another language has a text all the same; only a page without an article has none
            reading = empty(line, item.text if item else "")
            reading.report.title = item.title if item else None
            yield reading


def page_report(line: Line, item: Item) -> RawReport:
    return RawReport(
        id=str(line["id"]),
        sha256="",
        origin="page",
        text=item.text,
        media_type="text/html",
        title=item.title,
        printed=item.printed,
        acquired=AS_OF,
    )


def events(lines: list[Line], path: Path) -> Iterator[object]:
    """The record's events, exactly as a user's `add` makes them."""
    with tempfile.TemporaryDirectory() as folder, Record(str(Path(folder) / "record.sqlite")) as record:
        for raw, reading in read_all([raw_of(line) for line in lines], workers=2):
            if raw is not None and isinstance(reading, Reading):
                record.add(raw, reading)
        derived = record.derive()
    yield from derived.events if derived else []


def roles(lines: list[Line], path: Path) -> Iterator[object]:
    """Predicates of sentences given as tokens, by their forms and spacing alone."""
    from dateline.read.model import load_model
    from dateline.read.seen import Seen

    model = load_model()
    for line in lines:
        spans, text = [], ""
        for token in line["tokens"]:
            spans.append((len(text), len(text) + len(token["form"])))
            text += token["form"] + " " * bool(token["space_after"])
        text = text.rstrip()
        predicates = Seen(model, text, [(0, len(text))]).predicates() if text else []
        yield {"id": line["id"], "predicates": [as_tokens(predicate, spans) for predicate in predicates]}


def as_tokens(predicate: Predicate, spans: list[Span]) -> Line:
    """A predicate with its spans widened to whole tokens."""

    def widened(span: Span) -> Span:
        inside = [n for n, (start, end) in enumerate(spans) if start < span[1] and span[0] < end]
        return (spans[inside[0]][0], spans[inside[-1]][1]) if inside else span

    args = [{"role": a.role, "span": widened(a.span)} for a in predicate.args]
    return {"span": widened(predicate.span), "factuality": predicate.factuality, "args": args}


def names(lines: list[Line], path: Path) -> Iterator[object]:
    from dateline.text.names import same_name

    for line in lines:
        yield {"id": line["id"], "score": same_name(line["left"], line["right"])}


def reconcile(lines: list[Line], path: Path) -> Iterator[object]:
    from evaluation.rows import reconcile_rows

    yield from reconcile_rows(lines)


def event_coreference(lines: list[Line], path: Path) -> Iterator[object]:
    from evaluation.mentions import cluster_mentions

    yield from cluster_mentions(lines)


TASKS: dict[str, Callable[[list[Line], Path], Iterator[object]]] = {
    **dict.fromkeys(
        ["times", "places", "attributions", "coreference", "actors", "muc4", "isaf", "wikievents", "tolls", "subevents", "police", "record", "repair", "rows"],
        readings,
    ),
    "entities": entities, "dating": undated, "pages": pages, "linking": events, "origins": events, "record-events": events, "names": names, "roles": roles, "reconcile": reconcile,
    "event_coreference": event_coreference,
}  # fmt: skip


def predict(task: str, gold: Path, out: Path) -> int:
    """Writes the predictions of a task; how many."""
    count = 0
    opener: Any = gzip.open if out.suffix == ".gz" else open
    with opener(out, "wb") as handle:
        for item in TASKS[task](read_lines(gold), gold):
            handle.write(msgspec.json.encode(item) + b"\n")
            count += 1
    return count


def main() -> None:
    if len(sys.argv) != 4 or sys.argv[1] not in TASKS:
        sys.exit(f"usage: python evaluation/predict.py TASK GOLD.jsonl[.gz] OUT; tasks: {' '.join(sorted(TASKS))}")
    print(predict(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])), "lines", file=sys.stderr)


if __name__ == "__main__":
    main()
