"""Some incidents of a set with all their reports, drawn at random: a set of which linking learns.

python -m training.draw REPORTS.jsonl[.gz] HOW_MANY OUT.jsonl
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from pathlib import Path

from training.examples import Line, read_lines

SEED = 3


def drawn(lines: list[Line], count: int) -> list[Line]:
    """All reports of incidents, one incident after another until there are as many as asked for."""
    of: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        of[line["gold"]["incident"]].append(line)
    incidents = sorted(of)
    random.Random(SEED).shuffle(incidents)
    found: list[Line] = []
    for incident in incidents:
        if len(found) >= count:
            break
        found += of[incident]
    return found


def main() -> None:
    if len(sys.argv) != 4:
        sys.exit("usage: python -m training.draw REPORTS.jsonl[.gz] HOW_MANY OUT.jsonl")
    lines = drawn(list(read_lines(Path(sys.argv[1]))), int(sys.argv[2]))
    Path(sys.argv[3]).write_text("".join(json.dumps(line) + "\n" for line in lines))


if __name__ == "__main__":
    main()
