"""Encoders to start from: the shipped reader's (its 8-bit weights made whole again), MiniLM's, or the large MPNet."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from dateline.read.model import HERE as READER
from training.events.large import WIDTH, pretrained
from training.events.model import EventReader
from training.model import D, Encoder

NODES = ("output", "inner", "outer")  # the matrices of a layer, in the order of the graph


def device() -> str:
    """Where training is done."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def shipped_encoder(path: Path) -> Encoder:
    """The encoder of a folder that `training.export` wrote, from its 8-bit weights."""
    graph = onnx.load(str(path)).graph
    kept = {i.name: numpy_helper.to_array(i) for i in graph.initializer}

    def whole(name: str) -> np.ndarray:
        scale, zero = kept[f"{name}_scale"].astype(np.float32), kept[f"{name}_zero_point"].astype(np.float32)
        return (kept[f"{name}_quantized"].astype(np.float32) - zero) * scale

    encoder = Encoder()
    state = {name: np.asarray(whole(f"encoder.{name}")) for name in ("word.weight", "position.weight", "shape.weight")}
    state |= {name.removeprefix("encoder."): value for name, value in kept.items() if name.startswith("encoder.") and value.dtype == np.float32 and "scale" not in name}  # fmt: skip
    matrices = [
        n.input[1].removesuffix("_quantized")
        for n in graph.node
        if n.op_type == "MatMulInteger" and "/layers." in n.name
    ]
    for layer in range(len(encoder.layers)):
        joined, bias = whole(f"layers.{layer}.weight"), kept[f"layers.{layer}.bias"]
        for n, part in enumerate(("query", "key", "value")):
            state[f"layers.{layer}.{part}.weight"] = joined[:, n * D : (n + 1) * D].T
            state[f"layers.{layer}.{part}.bias"] = bias[n * D : (n + 1) * D]
        for name, matrix in zip(NODES, matrices[3 * layer : 3 * layer + 3], strict=True):
            state[f"layers.{layer}.{name}.weight"] = whole(matrix).T
    encoder.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in state.items()})
    return encoder


def reader_of(large: Path | None = None, shipped: Path | None = None) -> EventReader:
    """An untrained reader of events: on MPNet from the folder `large`, else on the shipped reader's encoder."""
    if large is not None:
        return EventReader(pretrained(large), WIDTH)
    return EventReader(shipped_encoder(shipped or READER / "encoder.onnx"), D)
