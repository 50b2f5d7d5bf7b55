"""Reads marked reports with the shipped reader and writes what the reader of events learns from.

python -m training.events.prepare OUT.pkl REPORTS.jsonl[.gz] … [--held HELD.pkl]
python -m training.events.prepare OUT.pkl REPORTS.jsonl[.gz] … --unmarked [--but MARKED.jsonl …]
"""

from __future__ import annotations

import argparse
import pickle
from pathlib import Path

from dateline.neural.runtime import load_vocabulary
from dateline.read.model import HERE
from training.events.examples import ROLES, YES, Example, Line, examples, length
from training.examples import part_of, read_lines

LONGEST = 2500  # pieces of an unmarked report


def held_out(example: Example) -> bool:
    """A fifth of the reports, always the same ones: what is decided of events is learnt from these."""
    return part_of(example.id, 5) == 0


def unmarked(line: Line) -> Line:
    return {**line, "gold": {"events": [], "complete": False}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("reports", type=Path, nargs="+")
    parser.add_argument("--held", type=Path, help="where a fifth of the reports goes, which OUT then lacks")
    parser.add_argument("--unmarked", action="store_true", help="read the reports alone, whatever is marked in them")
    parser.add_argument("--but", type=Path, nargs="*", default=[], help="marked reports, to be left out")
    options = parser.parse_args()
    vocabulary = load_vocabulary(HERE)
    left_out = {str(line["id"]) for path in options.but for line in read_lines(path)}
    made: list[Example] = []
    for path in options.reports:
        lines = (line for line in read_lines(path) if str(line["id"]) not in left_out)
        made += examples(map(unmarked, lines) if options.unmarked else lines, vocabulary)
    if options.unmarked:
        made = [e for e in made if length(e) <= LONGEST]
    parts = {options.out: made}
    if options.held:
        parts = {options.out: [e for e in made if not held_out(e)], options.held: [e for e in made if held_out(e)]}
    for path, kept in parts.items():
        path.write_bytes(pickle.dumps(kept, protocol=5))
        events = [e for example in kept for e in example.events]
        filled = {role: sum(bool((e.roles[:, n] == YES).any()) for e in events) for n, role in enumerate(ROLES)}
        print(f"{path}: {len(kept)} reports, {len(events)} events; filled {filled}")


if __name__ == "__main__":
    main()
