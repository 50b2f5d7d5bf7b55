"""Dateline reads news reports of armed conflict and keeps a sourced record of what they say.

The package exports what a script needs: `read` a report, `repair` a text, and open a `Record`. Everything is loaded
on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.pipeline import read_report as read_report
    from dateline.record.store import Record as Record
    from dateline.repair import repair as repair

__version__ = "0.1.0"
__all__ = ["Record", "__version__", "read_report", "repair"]

_HOMES = {
    "read_report": "dateline.pipeline",
    "Record": "dateline.record.store",
    "repair": "dateline.repair",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
