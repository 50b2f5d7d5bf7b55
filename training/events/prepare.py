"""Reads marked reports with the shipped reader and writes what the reader of events learns from.

python -m training.events.prepare OUT.pkl REPORTS.jsonl[.gz] …
"""

from __future__ import annotations

import argparse
import pickle
from pathlib import Path

from dateline.neural.runtime import load_vocabulary
from dateline.read.model import HERE
from training.events.examples import ROLES, YES, Example, examples
from training.examples import read_lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("reports", type=Path, nargs="+")
    options = parser.parse_args()
    vocabulary = load_vocabulary(HERE)
    made: list[Example] = []
    for path in options.reports:
        made += examples(read_lines(path), vocabulary)
    with options.out.open("wb") as handle:
        pickle.dump(made, handle, protocol=5)
    events = [e for example in made for e in example.events]
    filled = {role: sum(bool((e.roles[:, n] == YES).any()) for e in events) for n, role in enumerate(ROLES)}
    known = {role: sum(e.known[n] for e in events) for n, role in enumerate(ROLES)}
    print(f"{len(made)} reports, {len(events)} events; filled {filled}; known {known}")


if __name__ == "__main__":
    main()
