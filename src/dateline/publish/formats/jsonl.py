"""JSON Lines: one object a line, as the contract gives it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

import msgspec


def write(rows: Iterable[object], handle: IO[bytes]) -> None:
    encoder = msgspec.json.Encoder()
    for row in rows:
        handle.write(encoder.encode(row) + b"\n")
