"""Graphs of a folder by onnxruntime: what is there is checked before it is loaded, and rows are batched by length."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import msgspec
import numpy as np

from dateline.errors import ModelError
from dateline.neural.wordpiece import PAD, Vocabulary

Array = np.ndarray[Any, np.dtype[Any]]


class Sized(Protocol):
    """What every `model.json` says: the format of the folder, and the sizes of its files."""

    format: int
    sizes: dict[str, int]


Described = TypeVar("Described", bound=Sized)


def grouped(order: Sequence[int], sizes: Sequence[int], most: int) -> list[list[int]]:
    """Numbers in order of rising size, in groups whose padded size stays below `most`."""
    groups: list[list[int]] = []
    for n in order:
        if groups and (len(groups[-1]) + 1) * sizes[n] <= most:
            groups[-1].append(n)
        else:
            groups.append([n])
    return groups


def padded(rows: Sequence[Sequence[int] | Array], fill: int = PAD) -> Array:
    out = np.full((len(rows), max(len(row) for row in rows)), fill, np.int64)
    for line, row in zip(out, rows, strict=True):
        line[: len(row)] = row
    return out


def describe(folder: Path, kind: type[Described], format_: int, mend: str) -> Described:
    """`model.json` of a folder, after a look at whether everything it names is there. Raises `ModelError`."""
    try:
        described = msgspec.json.decode((folder / "model.json").read_bytes(), type=kind)
    except FileNotFoundError:
        raise ModelError(folder, "holds no reader (there is no model.json)", mend) from None
    except msgspec.DecodeError as error:
        raise ModelError(folder / "model.json", f"cannot be understood ({error})", mend) from None
    if described.format != format_:
        raise ModelError(
            folder, f"is of format {described.format}; this version of dateline reads format {format_}",
            "use a reader made for this version, or the version of dateline that it was made for",
        )  # fmt: skip
    for name, size in described.sizes.items():
        path = folder / name
        if not path.exists():
            raise ModelError(path, "is missing", mend)
        if path.stat().st_size != size:
            raise ModelError(path, f"is damaged: {path.stat().st_size} bytes instead of {size}", mend)
    return described


VOCABULARY = "vocabulary.txt.gz"


def load_vocabulary(folder: Path) -> Vocabulary:
    """The word pieces of a folder's encoder."""
    path = folder / VOCABULARY
    if not path.exists():
        raise ModelError(path, "is missing", MEND)
    return Vocabulary(gzip.decompress(path.read_bytes()).decode().splitlines())


# Of the runtime's 1.31: a norm fused with the sum before it takes eight times as long, a GELU with its bias half as long again.
SLOW_FUSIONS = ["SkipLayerNormFusion", "BiasGeluFusion"]
MEND = "install dateline again, or build the weights with `make model`"


def session(path: Path, threads: int | None) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    if threads is not None:
        options.intra_op_num_threads = threads
    try:
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
        )
    except Exception as error:  # the runtime's own errors share no base
        raise ModelError(path, f"cannot be loaded ({str(error).splitlines()[0][:200]})", MEND) from None


def softmax(scores: Array) -> Array:
    if not len(scores):
        return scores
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(weights / weights.sum(-1, keepdims=True))
