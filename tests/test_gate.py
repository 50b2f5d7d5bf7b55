"""The gate: quality on our own small sets does not fall below what is pinned."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from evaluation.cases import CASES, figures

FLOORS: dict[str, float] = json.loads((CASES / "floors.json").read_text(encoding="utf-8"))
FIGURES = figures()


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_floor(name: str) -> None:
    """Each figure stands at its floor or above; raise the floor when it rises, give a reason when it must fall."""
    assert FIGURES[name] >= FLOORS[name]


def test_every_figure_is_pinned() -> None:
    """No figure goes unguarded."""
    assert set(FIGURES) == set(FLOORS)


SHARED = Path(os.environ.get("DATELINE_DATA", Path(__file__).resolve().parents[2] / "shared"))


@pytest.mark.skipif(not (SHARED / "eval").is_dir(), reason="the evaluation data is not at hand")
@pytest.mark.parametrize(
    ("task", "gold", "metric", "floor"),
    [
        ("times", "times/dev.jsonl", "value_f1", 0.79),
        ("times", "times/dev.jsonl", "strict_f1", 0.83),
        ("tolls", "wikievents/dev.jsonl", "tolls_f1", 0.83),
        ("entities", "entities/dev.re3d.jsonl", "overlap_f1", 0.84),
        ("isaf", "isaf/dev.jsonl", "type", 0.93),
        ("isaf", "isaf/dev.jsonl", "date", 0.74),
        ("isaf", "isaf/dev.jsonl", "province", 0.78),
        ("muc4", "muc4/dev.jsonl", "roles_f1", 0.24),
        ("rows", "rows/dev.jsonl.gz", "row_f1", 0.75),
        ("rows", "rows/dev.jsonl.gz", "clean_f1", 0.4),
        ("places", "places/dev.geovirus.jsonl.gz", "end_to_end_f1", 0.73),
        ("coreference", "train-gum/dev.jsonl.gz", "conll", 0.66),
        ("roles", "train-ewt/dev.jsonl.gz", "found_f1", 0.72),
        ("attributions", "attributions/dev.jsonl.gz", "attribution_f1", 0.71),
    ],
)
def test_development_sets(tmp_path: Path, task: str, gold: str, metric: str, floor: float) -> None:
    """Figures on a few quick development sets, where they are at hand, do not fall below what is pinned."""
    from evaluation.run import Run, score

    assert score(SHARED, Run(task, gold, ()), tmp_path)[metric] >= floor


@pytest.mark.skipif(not (SHARED / "data" / "undated").is_dir(), reason="the evaluation data is not at hand")
def test_no_confident_mistakes_in_dating(tmp_path: Path) -> None:
    """Hardly any report is dated confidently and wrongly."""
    from evaluation.run import Run, score

    values = score(SHARED, Run("dating", "undated/dev.jsonl.gz", ()), tmp_path)
    assert values["wrong_confident"] <= 0.02 and values["range_holds"] >= 0.97
