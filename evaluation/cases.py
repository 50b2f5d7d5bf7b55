"""The gate: small sets of our own, scored here, so that quality is guarded where no other data is at hand.

`tests/cases/claims.jsonl` gives reports and what a careful reader takes from them. Each field is scored as the share of
reports on which some claim of the wanted type has it right. Floors are pinned in `tests/cases/floors.json`; lowering one
needs a reason in the changelog.

    python -m evaluation.cases            the figures
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from dateline.model import COUNTED, Claim, RawReport, Reading
from dateline.pipeline import read_raw

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases"


def fields_right(want: dict[str, Any], claim: Claim, reading: Reading) -> dict[str, bool]:
    """Which of the wanted fields a claim has right."""
    right: dict[str, bool] = {}
    for name, value in want.items():
        if name in COUNTED:
            toll = getattr(claim, name)
            right[name] = toll is not None and [toll.low, toll.high] == value
        elif name == "place":
            places = {m.text for m in reading.mentions if m.id in claim.roles["place"]}
            right[name] = value in places or (claim.where is not None and claim.where.name == value)
        elif name == "when":
            right[name] = claim.when is not None and claim.when.earliest == value
        elif name == "speaker":
            right[name] = bool(claim.attributed_to) and value.lower() in claim.attributed_to[0].text.lower()
        else:
            right[name] = getattr(claim, name) == value
    return right


def score(lines: list[dict[str, Any]]) -> dict[str, float]:
    """Share right of each field, the best claim of each report taken."""
    totals: dict[str, list[bool]] = defaultdict(list)
    for number, line in enumerate(lines):
        raw = RawReport(id=f"case{number}", sha256="", origin="case", text=line["text"], acquired="2026-11-01")
        reading = read_raw(raw)
        verdicts = [fields_right(line["want"], claim, reading) for claim in reading.claims]
        best = max(verdicts, key=lambda v: sum(v.values()), default=dict.fromkeys(line["want"], False))
        for name, good in best.items():
            if name in COUNTED:  # one predicate, one claim: each toll may have its own
                good = any(verdict[name] for verdict in verdicts)
            totals[name].append(good)
    return {name: round(sum(values) / len(values), 3) for name, values in sorted(totals.items())}


def figures() -> dict[str, float]:
    lines = [json.loads(line) for line in (CASES / "claims.jsonl").read_text(encoding="utf-8").splitlines() if line]
    return score(lines)


if __name__ == "__main__":
    print(json.dumps(figures(), indent=1))
