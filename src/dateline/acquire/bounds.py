"""Bounds on hostile input: sizes and times."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import IO

from dateline.errors import InputProblem


class TooSlow(BaseException):
    """Raised inside the bounded block; becomes a problem outside it.

    No `Exception`, so that a library that catches all of those cannot swallow it.
    """


@contextmanager
def time_limit(seconds: float, source: str) -> Iterator[None]:
    """Bounds a block in time, where the platform can (POSIX signals, main thread); elsewhere it only runs it."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except TooSlow:
        raise InputProblem(
            source, f"took longer than {seconds:g} seconds to read", "split it or convert it to text"
        ) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def read_bounded(handle: IO[bytes], limit: int, source: str) -> bytes:
    """All bytes of a stream, or a problem if there are more than `limit`."""
    data = handle.read(limit + 1)
    if len(data) > limit:
        raise InputProblem(source, f"is larger than {limit / 1e6:g} MB", "split it into smaller files")
    return data
