"""What the parts of the reader hand to each other before mentions get their ids."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.gazetteer import GazetteerPlace
from dateline.model import AttackPart, Form, Kind, Quantity, Span, Time


class Found(msgspec.Struct, kw_only=True):
    """A stretch of text with a kind. `head` is its main word; `title` the words before a person's name."""

    start: int
    end: int
    kind: Kind
    form: Form
    head: Span
    title: str | None = None
    title_start: int | None = None
    plural: bool = False
    candidates: tuple[GazetteerPlace, ...] = ()
    wanted: str | None = None  # the division a noun beside the name asks for ("province")
    quantity: Quantity | None = None
    time: Time | None = None
    part: AttackPart | None = None

    @property
    def quantity_is_many(self) -> bool:
        return self.quantity is not None and self.quantity.low is not None and self.quantity.low > 1

    @property
    def span(self) -> Span:
        return (self.start, self.end)


def characters(spans: Iterable[Span]) -> set[int]:
    """Every offset that lies in one of the spans: to ask for overlaps without going through all of them each time."""
    return {n for span in spans for n in range(*span)}
