"""Walks files, folders and standard input, and gives every item its identity."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import cast

from dateline.acquire.bounds import read_bounded, time_limit
from dateline.acquire.item import Format, Item
from dateline.errors import InputProblem
from dateline.model import Problem, RawReport
from dateline.settings import Limits

STDIN = "-"


@cache
def formats() -> list[Format]:
    """Every format of the folder `formats`, in the order of their names; plain text, which takes anything, last."""
    package = import_module("dateline.acquire.formats")
    names = sorted((module.name for module in iter_modules(package.__path__)), key=lambda name: (name == "text", name))
    return [cast(Format, import_module(f"{package.__name__}.{name}")) for name in names]


def acquire(inputs: Iterable[str], limits: Limits | None = None) -> Iterator[RawReport | Problem]:
    """Raw reports of files, folders and `-`, in input order; a folder's files by name.

    Whatever cannot be read is a `Problem` in its place. Sizes and times are bounded by `limits`.
    """
    limits = limits or Limits()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for path in inputs:
        for source in walk(path):
            if isinstance(source, Problem):
                yield source
                continue
            try:
                with time_limit(limits.seconds, source):
                    found = read_file(source, limits)
            except InputProblem as problem:
                found = [problem]
            except Exception as error:
                # Parsers fail on damaged input in more ways than they document, and one bad report never stops a batch.
                what = f"cannot be read ({type(error).__name__}: {error})"
                found = [InputProblem(source, what, "fetch it again, or open it and save it again")]
            if not found:
                found = [InputProblem(source, "holds no report", "check that the file is complete")]
            for item in found:
                if isinstance(item, InputProblem):
                    yield item.row()
                else:
                    yield identify(item, source, now)


def walk(path: str) -> Iterator[str | Problem]:
    """The files of an input; a folder's by name, hidden files and links out of the folder left aside."""
    if path == STDIN or Path(path).is_file():
        yield path
    elif Path(path).is_dir():
        root = Path(path).resolve()
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                file = Path(folder) / name
                if not name.startswith(".") and file.resolve().is_relative_to(root) and file.is_file():
                    yield file.as_posix()
    else:
        yield Problem(file=path, what="there is no such file or folder", todo="check the path")


def read_file(source: str, limits: Limits) -> list[Item | InputProblem]:
    try:
        if source == STDIN:
            data = read_bounded(sys.stdin.buffer, limits.file_bytes, source)
        else:
            with Path(source).open("rb") as handle:
                data = read_bounded(handle, limits.file_bytes, source)
    except OSError as error:
        raise InputProblem(source, f"cannot be opened ({error.strerror})", "check its permissions") from error
    if not data.strip():
        raise InputProblem(source, "is empty", "check that the download was complete")
    name = Path(source).name.lower()
    return next(f for f in formats() if f.recognises(name, data[:4096])).items(data, source, limits)


def identify(item: Item, source: str, now: str) -> RawReport:
    """A raw report with its identity: the caller's id, else one from its bytes and where it came from."""
    origin = item.url or (f"{source}#{item.place}" if item.place else os.path.normpath(source))
    sha256 = hashlib.sha256(item.data).hexdigest()
    return RawReport(
        id=item.id or derived_id(origin, sha256),
        sha256=sha256,
        origin=item.id or origin,
        text=item.text,
        data=item.data,
        media_type=item.media_type,
        title=item.title,
        published=item.published,
        printed=item.printed,
        url=item.url,
        outlet=item.outlet,
        acquired=now,
    )


def derived_id(origin: str, sha256: str) -> str:
    """A readable id: the name of the place it came from, and a hash of place and bytes.

    >>> derived_id("reports/000_hall.txt", "ab" * 32)
    '000_hall-f388d095'
    """
    name = re.split(r"[/#?]", origin.rstrip("/"))[-1].split(".")[0]
    slug = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:24] or "report"
    return slug + "-" + hashlib.sha256(f"{origin} {sha256}".encode()).hexdigest()[:8]
