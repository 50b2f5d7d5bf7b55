"""What every input format hands over: one item a report, before it has an identity."""

from __future__ import annotations

from typing import Protocol

import msgspec

from dateline.errors import InputProblem
from dateline.settings import Limits


class Item(msgspec.Struct, kw_only=True):
    """One news item of an input. `place` is where in the input it stood ("line 3"); `id` is the caller's."""

    text: str
    data: bytes
    media_type: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    printed: str | None = None
    url: str | None = None
    outlet: str | None = None
    place: str = ""


class Format(Protocol):
    """One input format is one module of `formats` with these two functions."""

    def recognises(self, name: str, head: bytes) -> bool:
        """Whether a file of this name, beginning so, is of this format."""

    def items(self, data: bytes, source: str, limits: Limits) -> list[Item | InputProblem]:
        """The items of a file; a whole file that cannot be read raises `InputProblem`."""
