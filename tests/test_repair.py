"""Repair: labelled cases, exact replay, spans that map both ways."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.repair import Repaired, repair
from dateline.repair.edits import Change, apply, as_edits, compose
from dateline.text.offsets import OffsetMap

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "repair.json").read_text(encoding="utf-8"))


def replay(raw: str, repaired: Repaired) -> str:
    out, at = [], 0
    for edit in repaired.edits:
        out += [raw[at : edit.raw[0]], repaired.text[slice(*edit.span)]]
        at = edit.raw[1]
    return "".join([*out, raw[at:]])


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    """Each labelled damage is mended as a careful reader would, and sound text is left alone."""
    if case.get("fails"):
        pytest.xfail("known failure")
    assert repair(case["raw"]).text == case["text"]


def test_known_failures_still_fail() -> None:
    """A known failure that is mended announces itself here."""
    assert [c["label"] for c in CASES if c.get("fails") and repair(c["raw"]).text == c["text"]] == []


DAMAGE = st.text(
    alphabet=st.sampled_from(list("abcdefil ffiАаеорсхνο\n-–.'ﬁﬂ\u200b\u00adâ€™“”ＡＢ𝐚中文شغ👨\u200d1235,")),
    max_size=200,
)


@given(DAMAGE)
@settings(max_examples=300, deadline=None)
def test_edits_replay_exactly(raw: str) -> None:
    """Whatever the damage, replaying the edits on the raw text gives the repaired text."""
    repaired = repair(raw)
    assert replay(raw, repaired) == repaired.text
    raws = [edit.raw for edit in repaired.edits]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(raws)), "edits are ordered and disjoint"


@given(DAMAGE)
@settings(max_examples=200, deadline=None)
def test_spans_map_monotonously(raw: str) -> None:
    """A later place in the repaired text never maps to an earlier one in the raw text."""
    repaired = repair(raw)
    offsets = OffsetMap(repaired.edits)
    starts = [offsets.to_raw((n, n + 1)) for n in range(len(repaired.text))]
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in itertools.pairwise(starts))
    assert all(0 <= a <= b <= len(raw) for a, b in starts)


@given(st.text("abc ", max_size=30), st.data())
@settings(max_examples=200, deadline=None)
def test_composing_two_passes_is_making_one_after_the_other(raw: str, data: st.DataObject) -> None:
    """Composed changes do what the two passes do in turn."""

    def changes(text: str) -> list[Change]:
        cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
        pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
        return [Change(a, b, data.draw(st.text("xyz", max_size=3)), "k") for a, b in pairs]

    first = changes(raw)
    middle = apply(raw, first)
    then = changes(middle)
    both = compose(first, then, raw, middle)
    assert apply(raw, both) == apply(middle, then)
    assert apply(raw, both) == replay(raw, Repaired(apply(raw, both), as_edits(both), []))


def test_unknown_words_in_a_sound_text_stay() -> None:
    """Names that the word list does not know are no lost hyphens."""
    text = "Abdulrahman Qahtani of Umm Qasr met Nguyen Vanthieu in Ouagadougou."
    assert repair(text).text == text
