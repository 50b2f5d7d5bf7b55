"""Reading on several processes, in input order, with little in flight at a time."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from dateline.model import Problem, RawReport, Reading

BATCH = 16  # reports sent to a process at once
FEW = 24  # inputs below which starting processes costs more than it saves
Pair = tuple[RawReport | None, Reading | Problem]


def read_batch(raws: list[RawReport]) -> list[Reading | Problem]:
    from dateline.pipeline import read_report

    return [read_report(raw) for raw in raws]


def in_order(raws: Iterable[RawReport | Problem], workers: int) -> Iterator[Pair]:
    """As `pipeline.read_all`; a few inputs are read here, many by `workers` processes."""
    iterator = iter(raws)
    first = list(islice(iterator, FEW))
    if len(first) < FEW:
        yield from pairs(first, read_batch([r for r in first if isinstance(r, RawReport)]))
        return
    waiting: deque[tuple[list[RawReport | Problem], Future[list[Reading | Problem]]]] = deque()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=one_thread) as pool:

        def submit(batch: list[RawReport | Problem]) -> None:
            # the bytes as received stay here: only what reading needs travels
            light = [strip(raw) for raw in batch if isinstance(raw, RawReport)]
            waiting.append((batch, pool.submit(read_batch, light)))

        for start in range(0, len(first), BATCH):
            submit(first[start : start + BATCH])
        while waiting:
            while len(waiting) < 2 * workers + 1 and (batch := list(islice(iterator, BATCH))):
                submit(batch)
            done, future = waiting.popleft()
            yield from pairs(done, future.result())


def one_thread() -> None:
    """Several processes read at once: each keeps to one processor."""
    os.environ.setdefault("DATELINE_THREADS", "1")


def strip(raw: RawReport) -> RawReport:
    from msgspec.structs import replace

    return replace(raw, data=b"")


def pairs(batch: list[RawReport | Problem], readings: list[Reading | Problem]) -> Iterator[Pair]:
    made = iter(readings)
    for raw in batch:
        yield (None, raw) if isinstance(raw, Problem) else (raw, next(made))
