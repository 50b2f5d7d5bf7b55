"""The mean of several trained readers of one lineage: often better than each.

python -m training.blend OUT.pt A.pt B.pt …
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch


def main() -> None:
    out, *paths = map(Path, sys.argv[1:])
    states = [torch.load(path, map_location="cpu") for path in paths]
    torch.save({name: torch.stack([s[name].float() for s in states]).mean(0).half() for name in states[0]}, out)


if __name__ == "__main__":
    main()
