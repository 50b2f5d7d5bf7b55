"""CSV that a spreadsheet opens: a byte-order mark, one level of columns, formulas escaped."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import IO, Any

import msgspec

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(rows: Iterable[object], handle: IO[bytes]) -> None:
    """Nested values become `a.b` columns, lists are joined by ";". Columns are those of all rows, in order of appearance."""
    flat = [flatten(msgspec.to_builtins(row)) for row in rows]
    columns = list(dict.fromkeys(name for row in flat for name in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\r\n", restval="")
    writer.writeheader()
    for row in flat:
        writer.writerow({name: escape(value) for name, value in row.items()})
    handle.write(b"\xef\xbb\xbf" + text.getvalue().encode())


def flatten(value: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """
    >>> flatten({"id": "e", "when": {"earliest": "2016"}, "reports": ["a", "b"]})
    {'id': 'e', 'when.earliest': '2016', 'reports': 'a;b'}
    """
    found: dict[str, Any] = {}
    for name, item in value.items():
        if isinstance(item, dict):
            found |= flatten(item, f"{prefix}{name}.")
        elif isinstance(item, list | tuple):
            found[prefix + name] = ";".join(plain(part) for part in item)
        else:
            found[prefix + name] = "" if item is None else item
    return found


def plain(part: Any) -> str:
    if isinstance(part, dict):
        return " ".join(f"{k}={plain(v)}" for k, v in part.items() if v not in (None, [], {}))
    return ",".join(map(plain, part)) if isinstance(part, list | tuple) else str(part)


def escape(value: Any) -> Any:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it.

    >>> escape("=HYPERLINK(1)"), escape(-3)
    ("'=HYPERLINK(1)", -3)
    """
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value
