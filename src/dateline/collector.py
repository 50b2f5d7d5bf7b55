"""Python's collector of garbage, out of the way where thousands of records are made that all stay alive."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (20_000, 20, 20)  # objects made between two looks: what reading makes mostly goes without one


@contextmanager
def without_collector() -> Iterator[None]:
    """While millions of small records are made that stay alive until the end, looking for garbage among them is in vain."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def collect_seldom() -> None:
    """For a process that does nothing but read."""
    gc.set_threshold(*SELDOM)
