"""Reading order of a PDF page that was drawn row by row across its columns: each column is read down, then the next.

A page drawn column by column comes in its order already, and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from statistics import fmean, median
from typing import NamedTuple

GUTTER = 8.0  # points between two columns, at least
ROWS, MOST = 3, 0.6  # rows that show a gutter, and their share of the rows that have a gap
PROSE = 18  # characters of a line in a column, on average; what is shorter is a table


class Piece(NamedTuple):
    """A stretch of text on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


def by_columns(pieces: list[Piece]) -> list[Piece] | None:
    """The pieces of a page, given row by row, in the order of its columns; None where it has none.

    >>> rows = [(f"the left column, line {n},", f"the right column, line {n},") for n in range(3)]
    >>> page = [Piece(x, -n, x + 80, 9 - n, text) for n, row in enumerate(rows) for x, text in zip((0, 100), row)]
    >>> [piece.text[4:8] for piece in by_columns([*page])]
    ['left', 'left', 'left', 'righ', 'righ', 'righ']
    """
    gutter = gutter_of(pieces)
    if gutter is None:
        return None
    ordered: list[Piece] = []
    left: list[Piece] = []
    right: list[Piece] = []

    def close() -> None:
        for column in (left, right):
            ordered.extend(by_columns(column) or column)
            column.clear()

    for piece in pieces:
        if piece.left < gutter < piece.right:  # a headline over both
            close()
            ordered.append(piece)
        else:
            (left if piece.right <= gutter else right).append(piece)
    close()
    return ordered


def gutter_of(pieces: list[Piece]) -> float | None:
    """Where the gutter between two columns of prose is, if rows go on across it."""
    across = [
        (a, b) for a, b in pairwise(pieces) if b.left - a.right >= GUTTER and a.bottom < b.top and b.bottom < a.top
    ]
    if len(across) < ROWS or fmean(len(piece.text) for pair in across for piece in pair) < PROSE:
        return None
    gutter = median(b.left for _, b in across) - GUTTER / 2
    agreed = sum(a.right <= gutter <= b.left for a, b in across)
    return gutter if agreed >= max(ROWS, MOST * len(across)) else None


def as_lines(pieces: Iterable[Piece]) -> str:
    """The text of ordered pieces, those of one row on one line."""
    text, before = "", None
    for piece in pieces:
        if before is not None:
            same_row = piece.bottom < before.top and before.bottom < piece.top and piece.left >= before.right - 1
            text += " " if same_row else "\n"
        text += piece.text.strip()
        before = piece
    return text
