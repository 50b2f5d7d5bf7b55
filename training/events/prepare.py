"""Reads marked reports with the shipped reader and writes what the reader of events learns from.

python -m training.events.prepare OUT.pkl REPORTS.jsonl[.gz] … [--held HELD.pkl]
"""

from __future__ import annotations

import argparse
import pickle
from pathlib import Path

from dateline.neural.runtime import load_vocabulary
from dateline.read.model import HERE
from training.events.examples import ROLES, YES, Example, examples
from training.examples import part_of, read_lines


def held_out(example: Example) -> bool:
    """A fifth of the reports, always the same ones: what is decided of events is learnt from these."""
    return part_of(example.id, 5) == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("reports", type=Path, nargs="+")
    parser.add_argument("--held", type=Path, help="where a fifth of the reports goes, which OUT then lacks")
    options = parser.parse_args()
    vocabulary = load_vocabulary(HERE)
    made: list[Example] = []
    for path in options.reports:
        made += examples(read_lines(path), vocabulary)
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
