"""Builds the list of first names that women and men bear, from the table of nomquamgender (MIT).

Run by `make data`, never by the program. Two lines: names of women, names of men; a name is on one where at least 85 of
a hundred bearers are of that sex, and is left out where it was hardly seen or is borne by both.

    python -m dateline.text.build_given given.txt.gz
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path

SHARE = 0.85
FEWEST_SOURCES, FEWEST_SEEN = 2, 20


def build(path: Path) -> None:
    home = find_spec("nomquamgender")  # looked into, not imported: only its table is wanted
    if home is None or home.origin is None:
        raise SystemExit("install nomquamgender first: see requirements-data.lock")
    table = json.loads(Path(home.origin).with_name("name_data.json").read_text(encoding="utf-8"))
    written = re.compile(r"[a-z]{2,}(?:-[a-z]{2,})?")
    lines: list[list[str]] = [[], []]
    for name, (sources, seen, women, _) in sorted(table.items()):
        often = sources >= FEWEST_SOURCES and seen >= FEWEST_SEEN
        if often and max(women, 1 - women) >= SHARE and written.fullmatch(name):
            lines[women < SHARE].append(name)
    # mtime 0: the same table gives the same bytes
    path.write_bytes(gzip.compress("\n".join(" ".join(line) for line in lines).encode(), mtime=0))


if __name__ == "__main__":
    build(Path(sys.argv[1]))
