"""Reading on several processes, in input order, with little in flight at a time."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

import msgspec

from dateline.collector import collect_seldom, without_collector
from dateline.model import Problem, RawReport, Reading

BATCH = 16  # reports sent to a process at once
FEW = 24  # inputs below which starting processes costs more than it saves
Pair = tuple[RawReport | None, Reading | Problem]
Packed = (
    bytes | Problem
)  # a reading as it travels: that takes a fifth of the time that pickling each of its records does
_UNPACK = msgspec.msgpack.Decoder(Reading)


def read_batch(raws: list[RawReport]) -> list[Reading | Problem]:
    from dateline.pipeline import read_report

    return [read_report(raw) for raw in raws]


def read_packed(raws: list[RawReport]) -> list[Packed]:
    return [one if isinstance(one, Problem) else msgspec.msgpack.encode(one) for one in read_batch(raws)]


def unpacked(packed: list[Packed]) -> list[Reading | Problem]:
    with without_collector():
        return [one if isinstance(one, Problem) else _UNPACK.decode(one) for one in packed]


def in_order(raws: Iterable[RawReport | Problem], workers: int) -> Iterator[Pair]:
    """As `pipeline.read_all`; a few inputs are read here, many by `workers` processes."""
    iterator = iter(raws)
    first = list(islice(iterator, FEW))
    if len(first) < FEW:
        yield from pairs(first, read_batch([r for r in first if isinstance(r, RawReport)]))
        return
    waiting: deque[tuple[list[RawReport | Problem], Future[list[Packed]]]] = deque()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=prepare) as pool:

        def submit(batch: list[RawReport | Problem]) -> None:
            # the bytes as received stay here: only what reading needs travels
            light = [strip(raw) for raw in batch if isinstance(raw, RawReport)]
            waiting.append((batch, pool.submit(read_packed, light)))

        for start in range(0, len(first), BATCH):
            submit(first[start : start + BATCH])
        while waiting:
            while len(waiting) < 2 * workers + 1 and (batch := list(islice(iterator, BATCH))):
                submit(batch)
            done, future = waiting.popleft()
            yield from pairs(done, unpacked(future.result()))


def prepare() -> None:
    """Several processes read at once: each keeps to one processor."""
    os.environ.setdefault("DATELINE_THREADS", "1")
    collect_seldom()


def strip(raw: RawReport) -> RawReport:
    from msgspec.structs import replace

    return replace(raw, data=b"")


def pairs(batch: list[RawReport | Problem], readings: list[Reading | Problem]) -> Iterator[Pair]:
    made = iter(readings)
    for raw in batch:
        yield (None, raw) if isinstance(raw, Problem) else (raw, next(made))
