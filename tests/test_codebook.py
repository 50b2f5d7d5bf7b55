"""Every file of the codebook is tested by its own examples."""

from __future__ import annotations

import pytest

from dateline.claim import find_claims
from dateline.codebook import EventType, Example, load_codebook
from dateline.model import RawReport
from dateline.pipeline import read_text
from dateline.read import load_reader

CASES = [(kind, example) for kind in load_codebook().types.values() for example in kind.examples]


@pytest.mark.parametrize(("kind", "example"), CASES, ids=[f"{k.type}-{e.text[:30]}" for k, e in CASES])
def test_example(kind: EventType, example: Example) -> None:
    """By rule, a positive example yields a claim of its type, a negative one none."""
    reading = read_text(RawReport(id="x", sha256="", origin="x", text=example.text), load_reader())
    find_claims(reading, learnt=False)
    assert (kind.type in {claim.type for claim in reading.claims}) is example.yes


def test_every_code_of_the_field_is_there() -> None:
    """Every ACLED sub-event type and every PLOVER event has a type of its own."""
    types = load_codebook().types.values()
    acled = {k.codes.acled["sub_event_type"] for k in types} | {
        k.codes.acled_nonstate for k in types if k.codes.acled_nonstate
    }
    assert len(acled - {None}) == 25
    plover = {k.codes.plover.get("event") for k in types} - {None}
    wanted = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST REJECT ACCUSE THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
    assert plover == set(wanted.split())


def test_every_type_has_both_kinds_of_example() -> None:
    """A file without a positive and a negative example says too little."""
    for kind in load_codebook().types.values():
        assert {example.yes for example in kind.examples} == {True, False}, kind.type
