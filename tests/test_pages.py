"""Long reports: read page by page, and one reading all the same."""

from __future__ import annotations

import pytest

import dateline.pipeline as pipeline
from dateline.model import RawReport, Reading
from dateline.pages import pages_of
from dateline.text.offsets import OffsetMap

TOWNS = ("Kharkiv", "Aleppo", "Mosul", "Kabul", "Sanaa", "Benghazi")
FILLER = "Traders at the market said prices had risen again. " * 12


def report() -> RawReport:
    """Six stories in paragraphs; the mayor is named in the first and the last; a soft hyphen stands in each."""
    stories = [
        f"Shelling killed {n} farmers in {town} on Monday, mayor Olena Kovalenko said. {FILLER}The re\u00adsidents fled."
        for n, town in enumerate(TOWNS, 2)
    ]
    return RawReport(id="long", sha256="", origin="long", published="2024-05-14", text="\n\n".join(stories))


@pytest.fixture
def paged(monkeypatch: pytest.MonkeyPatch) -> Reading:
    monkeypatch.setattr(pipeline, "pages_of", lambda text: pages_of(text, longest=1_000))
    return pipeline.read_raw(report())


def test_every_story_is_read_with_its_own_words(paged: Reading) -> None:
    told = {c.where.name: c.killed for c in paged.claims if c.where and c.killed}
    assert [told[town].low for town in TOWNS] == [2, 3, 4, 5, 6, 7]
    for claim in paged.claims:
        if claim.killed and claim.killed.span:
            assert paged.text[slice(*claim.killed.span)] == claim.killed.words


def test_spans_of_later_pages_lead_to_the_raw_text(paged: Reading) -> None:
    raw, offsets = report().text, OffsetMap(paged.edits)
    for mention in paged.mentions:
        assert paged.text[slice(*mention.span)] == mention.text
        assert mention.raw_span == offsets.to_raw(mention.span)
        assert raw[slice(*mention.raw_span)].replace("\u00ad", "") == mention.text


def test_ids_are_of_one_mention_and_lead_to_it(paged: Reading) -> None:
    ids = [m.id for m in paged.mentions]
    assert len(ids) == len(set(ids))
    entities = {e.id for e in paged.entities}
    assert {m.entity for m in paged.mentions} - {None} <= entities
    assert {m for c in paged.claims for role in c.roles.values() for m in role} <= set(ids)
    assert {s.entity for c in paged.claims for s in c.attributed_to} - {None} <= entities


def test_who_is_named_on_two_pages_is_one(paged: Reading) -> None:
    (mayor,) = (e for e in paged.entities if "Olena Kovalenko" in e.names)
    assert len(mayor.mentions) >= len(TOWNS)


@pytest.mark.parametrize("text", ["word " * 5_000, "x" * 9_001, "A line.\n" * 900, "", "One.\n\nTwo. " * 700])
def test_pages_leave_nothing_out_and_none_is_too_long(text: str) -> None:
    pages = pages_of(text, longest=1_000)
    assert "".join(text[slice(*span)] for span in pages) == text
    assert all(b - a <= 1_000 for a, b in pages)
