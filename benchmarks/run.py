"""Speed and memory in one run: ratios and rates, never tests. Writes its table into docs/evaluation.md.

    python benchmarks/run.py [DATA_FOLDER]

With the evaluation data at hand the reports are real news; without it, the examples repeated with other numbers.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "docs" / "evaluation.md"
REPORTS = 1000

WORKER = """
import resource, sys, time
from dateline.acquire import acquire
from dateline.model import RawReport, Reading
from dateline.pipeline import read_all
from dateline.record.store import Record
marks, start = [], time.perf_counter()
with Record(sys.argv[2]) as record:
    for number, (raw, reading) in enumerate(read_all(acquire([sys.argv[1]]), workers=2), 1):
        if raw is not None and isinstance(reading, Reading):
            record.add(raw, reading)
        if number % 250 == 0:
            marks.append(time.perf_counter() - start)
    added = time.perf_counter()
    derived = record.derive()
print(time.perf_counter() - start, time.perf_counter() - added, *marks)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""

READER = """
import json, os, resource, sys, time
from dateline.model import RawReport
from dateline.pipeline import read_all, read_report
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
raws = [RawReport(id=str(l["id"]), sha256="", origin="bench", text=l["text"], published=l.get("published"), acquired="2026-11-01") for l in lines]
words = sum(len(raw.text.split()) for raw in raws)
start = time.perf_counter()
for _ in read_all(raws, workers=2):
    pass
both = time.perf_counter() - start
os.environ["DATELINE_THREADS"] = "1"
from dateline.read.model import load_model
from dateline.read.seen import Seen
from dateline.text.tokens import tokenise
model = load_model()
some = raws[:150]
windows = [Seen(model, raw.text, tokenise(raw.text).spans).windows for raw in some]
read_report(some[0]), model.encode(windows[0])
bare = whole = 0.0
for part in range(0, len(some), 10):  # turn by turn, so that a busy machine slows both alike
    start = time.perf_counter()
    for own in windows[part : part + 10]:
        model.encode(own)
    middle = time.perf_counter()
    for raw in some[part : part + 10]:
        read_report(raw)
    bare, whole = bare + middle - start, whole + time.perf_counter() - middle
pieces = sum(len(w.pieces) for own in windows for w in own)
print(words / both, whole / bare, pieces / bare)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def timed(command: list[str], times: int = 7) -> float:
    """The median wall time of a command, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def reports(data: Path | None, folder: Path) -> Path:
    """A JSON Lines file of many reports."""
    path = folder / "reports.jsonl"
    source = data / "data/incidents/train.jsonl.gz" if data else None
    if source and source.exists():
        with gzip.open(source, "rt", encoding="utf-8") as handle:
            lines = [json.loads(line) for _, line in zip(range(REPORTS), handle, strict=False)]
        lines = [{key: line[key] for key in ("id", "text", "title", "published", "outlet")} for line in lines]
    else:
        rng = random.Random(5)
        text = (ROOT / "examples" / "1-gulf-ledger.txt").read_text(encoding="utf-8")
        lines = [
            {
                "id": f"x{n}",
                "text": text.replace("14", str(rng.randint(2, 90))),
                "published": f"2024-05-{rng.randint(1, 28):02}",
            }
            for n in range(REPORTS)
        ]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


def repair_rate(path: Path) -> float:
    """MB of clean text repaired a second."""
    from dateline.repair import repair

    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()][:400]
    repair(texts[0])
    start = time.perf_counter()
    for text in texts:
        repair(text)
    return sum(len(text.encode()) for text in texts) / 1e6 / (time.perf_counter() - start)


def times_rate(path: Path) -> float:
    """Reports a second whose time expressions, found already, are given their values, in context; each report on a day of its own."""
    from datetime import date, timedelta

    from dateline.dating import set_times
    from dateline.model import Mention, Published, Reading, Report
    from dateline.text.tokens import tokenise
    from dateline.timex import find_times

    readings = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        text = json.loads(line)["text"]
        day = (date(2010, 1, 1) + timedelta(days=number)).isoformat()
        report = Report(id=str(number), sha256="", published=Published(earliest=day, latest=day, basis="given"))
        times = [
            Mention(
                id=f"m{n}", kind="time", form="value", span=(e.start, e.end), raw_span=(e.start, e.end), text=e.text
            )
            for n, e in enumerate(find_times(text))
        ]
        readings.append(Reading(report=report, text=text, sentences=tokenise(text).spans, mentions=times))
    start = time.perf_counter()
    for reading in readings:
        set_times(reading)
    return len(readings) / (time.perf_counter() - start)


def lookup_rate() -> tuple[float, float]:
    """Milliseconds to open the place index, and look-ups a second of names it has not met."""
    from dateline.gazetteer import Gazetteer

    start = time.perf_counter()
    gazetteer = Gazetteer()
    opened = (time.perf_counter() - start) * 1000
    names = [hashlib.sha256(str(n).encode()).hexdigest()[:9] for n in range(20_000)]
    start = time.perf_counter()
    for name in names:
        gazetteer.lookup(name, loosely=False)
    return opened, len(names) / (time.perf_counter() - start)


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir() else None
    python, program = sys.executable, str(Path(sys.executable).with_name("dateline"))
    bare, help_ = timed([python, "-c", "pass"]), timed([program, "--help"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = reports(data, folder)
        count = len(path.read_text(encoding="utf-8").splitlines())
        made = subprocess.run(
            [python, "-c", WORKER, str(path), str(folder / "r.sqlite")], check=True, capture_output=True, text=True
        )
        megabytes, normalised = repair_rate(path), times_rate(path)
        read = subprocess.run([python, "-c", READER, str(path)], check=True, capture_output=True, text=True)
        first = timed([program, "read", str(ROOT / "examples" / "1-gulf-ledger.txt"), "--format", "jsonl"], 5)
    (words, ratio, pieces), reading_memory = ([float(x) for x in line.split()] for line in read.stdout.splitlines())
    seconds, memory = ([float(x) for x in line.split()] for line in made.stdout.splitlines())
    quarters = [b - a for a, b in zip([0.0, *seconds[2:]], seconds[2:], strict=False)]
    growth = quarters[-1] / quarters[1] if len(quarters) > 2 else 1.0
    scale = 1000 if platform.system() == "Linux" else 1_000_000
    opened, rate = lookup_rate()
    rows = [
        ("`dateline --help`, times `python -c pass`", f"{help_ / bare:.1f}", "8 or less"),
        (f"reading, words a second, two processes, {count} reports", f"{words:,.0f}", "6,000 or more"),
        ("reading one report after another, times the bare encoder on the same pieces", f"{ratio:.2f}", "1.6 or less"),
        ("the bare encoder on one processor, pieces a second", f"{pieces:,.0f}", ""),
        ("peak memory of a process that reads, MB", f"{max(reading_memory) / scale:.0f}", "700 or less"),
        ("first report read, seconds from process start", f"{first:.2f}", "1.5 or less"),
        (f"whole of `add`, reports a second, two processes, {count} reports", f"{count / seconds[0]:.0f}", ""),
        ("of which deriving, share", f"{seconds[1] / seconds[0]:.2f}", ""),
        ("reading and adding the last quarter, times the second", f"{growth:.2f}", "about 1"),
        ("peak memory of the adding process, MB", f"{memory[0] / scale:.0f}", "500 or less"),
        ("peak memory of a reading process, MB", f"{memory[1] / scale:.0f}", "500 or less"),
        ("repair of clean text, MB a second", f"{megabytes:.1f}", "2 or more"),
        ("times given their values, reports a second", f"{normalised:,.0f}", "3,000 or more"),
        ("place index, ms to open", f"{opened:.1f}", "50 or less"),
        ("place index, look-ups a second", f"{rate:,.0f}", "50,000 or more"),
    ]
    lines = ["| what | here | wanted |", "| --- | --- | --- |", *(f"| {a} | {b} | {c} |" for a, b, c in rows)]
    print("\n".join(lines))
    text = TABLE.read_text(encoding="utf-8")
    start, end = text.index("<!-- speed -->"), text.index("<!-- /speed -->")
    TABLE.write_text(text[:start] + "<!-- speed -->\n" + "\n".join(lines) + "\n" + text[end:], encoding="utf-8")


if __name__ == "__main__":
    main()
