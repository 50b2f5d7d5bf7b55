"""The reader of events: what it is given of a report, how its scores become events, and their values mentions and figures."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.claim.counts import sums
from dateline.claim.events import Scores, grouped, runs, see_events
from dateline.claim.fillers import Filler, FoundToll
from dateline.claim.model import Answer, Described, Words
from dateline.claim.seen import MOST_BACK, NEAR, SENTENCES, Asked, Document, Pairs, SeenEvent, asked, document, pairs
from dateline.model import COUNTED, RawReport, Reading, Toll
from dateline.neural.decision import Decision
from dateline.neural.runtime import Array, load_vocabulary
from dateline.pipeline import read_text
from dateline.read import load_reader
from dateline.read.model import HERE

VOCABULARY = load_vocabulary(HERE)
ROLES = ["place", "time", "actor", "target", *(f"{kind}{part}" for kind in COUNTED for part in ("", ":part"))]


def read(text: str) -> tuple[Reading, Document]:
    reading = read_text(RawReport(id="r", sha256="", origin="r", text=text, published="2024-05-14"), load_reader())
    return reading, document(reading, VOCABULARY)


def words_of(made: Document, *quotes: str) -> list[tuple[int, int]]:
    texts = [w.text for w in made.words]
    found = []
    for quote in quotes:
        parts = quote.split()
        at = next(n for n in range(len(texts)) if texts[n : n + len(parts)] == parts)
        found.append((at, at + len(parts)))
    return found


TEXT = (
    "Rebels shelled Kerat on Monday. The shelling killed 25 people, including six children. An aid convoy left Tarim."
)


def test_words_know_their_sentences_and_kinds() -> None:
    """Each word has the number of its sentence and the kind of the mention it stands in."""
    _, made = read(TEXT)
    ((monday, _),) = words_of(made, "Monday")
    assert made.sentence[0] == 0 and made.sentence[-1] == 2
    assert made.kind[monday] == 8  # a time


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 18), min_size=1, max_size=8))
def test_distances_are_those_of_the_nearest_trigger(numbers: set[int]) -> None:
    """Whatever the triggers, the step of each word is that of the nearest of them, signed by its side."""
    _, made = DOCUMENT
    own = [(n, n + 1) for n in sorted(numbers)]
    a = asked(made, own, own)
    for word in range(a.low, a.high):
        away = min((word - n for n in numbers), key=lambda d: (abs(d), d < 0))
        step = min(int(np.searchsorted(NEAR, abs(away))), len(NEAR))
        assert abs(a.distance[word - a.low] - len(NEAR)) == step
        assert (a.mark[word - a.low] == 1) == (word in numbers) and a.away[word - a.low] <= SENTENCES


DOCUMENT = read(TEXT)


def test_pairs_are_bounded() -> None:
    """A trigger is compared with no more than so many before it: the work grows with the text, not with its square."""
    _, made = read("shelling " * 400 + ".")
    triggers = [(n, n + 1) for n in range(400)]
    assert len(pairs(made, triggers).left) <= 400 * MOST_BACK


class Told:
    """A model that has made up its mind: which words tell of an event, and which two words are of one."""

    described = Described(format=1, name="", types=["shelling", "aid"], grades=["incident", "background", "plan"], statuses=["asserted"],
                          accused=["stated"], roles=ROLES, pointed=3, figures=6, sizes={})  # fmt: skip

    decisions: ClassVar[dict[str, Decision]] = {
        "same": Decision(weights={"mean": 1.0}, bias=0.0),
        **{role: Decision(weights={"chance": 10.0}, bias=-5.0) for role in ("place", "time", "actor")},
    }

    def __init__(
        self, events: list[list[tuple[int, int]]], roles: dict[str, list[tuple[int, int]]], nothing: bool = False
    ) -> None:
        self.events_, self.roles, self.nothing = events, roles, nothing

    def words(self, made: Document) -> Words:
        scores = np.tile(np.array([5.0, 0, 0], np.float32), (len(made.words), 1))
        for group in self.events_:
            for first, last in group:
                scores[first:last] = [0, 5, 0]
        return Words(np.arange(len(made.words), dtype=np.float32)[:, None], scores, scores)

    def pairs(self, words: Words, firsts: Array, found: Pairs) -> Array:
        of = {first: n for n, group in enumerate(self.events_) for first, _ in group}
        return np.array(
            [1.0 if of[firsts[a]] == of[firsts[b]] else -1.0 for a, b in zip(found.left, found.right, strict=True)]
        )

    def events(self, made: Document, words: Words, pooled: Array, asked: list[Asked]) -> list[Answer]:
        answers = []
        for a in asked:
            roles = np.full((a.high - a.low, len(ROLES)), -8.0, np.float32)
            for role, spans in self.roles.items():
                for first, last in spans:
                    roles[first - a.low : last - a.low, ROLES.index(role)] = 8
            answers.append(Answer(roles, np.zeros(len(ROLES), np.float32), np.array([4.0, 0]), np.array([4.0, 0, 0, 9.0 if self.nothing else 0]), np.zeros(1), np.zeros(1)))  # fmt: skip
        return answers


def seen(reading: Reading, made: Document, triggers: list[str], **roles: list[str]) -> tuple[SeenEvent, Filler]:
    model = Told(
        [words_of(made, *triggers)], {role.replace("_", ":"): words_of(made, *quotes) for role, quotes in roles.items()}
    )
    _, (event,) = see_events(model, made)  # type: ignore[arg-type]
    return event, Filler(reading, made, ROLES, Told.decisions)


def test_words_beside_each_other_are_one_trigger() -> None:
    """ "Air strikes" is one trigger; words of two sentences are not."""
    _, made = read("Troops fled air strikes. Strikes went on.")
    told = np.zeros(len(made.words))
    told[2:4] = told[5] = 1
    assert runs(told, made) == [(2, 4), (5, 6)]


def test_triggers_join_the_event_they_fit_best() -> None:
    """Three triggers, of which the first and last are one event."""
    _, made = DOCUMENT
    found = pairs(made, [(1, 2), (7, 8), (9, 10)])
    assert grouped(Scores(found, np.array([-1.0, 2.0, -1.0])), [0, 1, 1]) == [[0, 2], [1]]


def test_groups_are_joined_by_what_is_seen_of_them() -> None:
    """Two runs of triggers that do not surely go together are one event where their values agree."""
    _, made = DOCUMENT
    alike = Decision(weights={"same_place": 10.0}, bias=-5.0)
    model = Told([words_of(made, "shelled"), words_of(made, "killed")], {"place": words_of(made, "Kerat")})
    model.decisions = model.decisions | {"same": alike}
    assert len(see_events(model, made)[1]) == 1  # type: ignore[arg-type]
    model.roles = {}
    assert len(see_events(model, made)[1]) == 2  # type: ignore[arg-type]


def test_words_that_tell_of_nothing_after_all() -> None:
    """What the reader takes for no event when it looks at it as a whole is dropped."""
    _, made = DOCUMENT
    assert see_events(Told([[(1, 2)]], {}, nothing=True), made)[1] == []  # type: ignore[arg-type]


def test_values_are_mentions_of_the_report() -> None:
    """Place, time and actor are the mentions whose words are likeliest; what no word fills stays open."""
    event, filler = seen(*DOCUMENT, ["shelled", "shelling"], place=["Kerat"], time=["Monday"])
    place, time = filler.pointed(event, "place"), filler.pointed(event, "time")
    assert place is not None and place.mention.text == "Kerat" and place.chance > 0.9
    assert time is not None and time.mention.text == "Monday"
    assert filler.pointed(event, "actor") is None


@pytest.mark.parametrize(
    ("text", "quote", "low", "high"),
    [
        (TEXT, "25 people", 25, 25),
        ("The shelling killed at least 31 people in Kerat.", "31 people", 31, None),
        ("The shelling killed as many as forty in Kerat.", "forty", None, 40),
    ],
)
def test_figures_keep_their_bounds(text: str, quote: str, low: int | None, high: int | None) -> None:
    """A figure is read off its words with the bound that stands before them."""
    event, filler = seen(*read(text), ["killed"], killed=[quote])
    (found,) = filler.tolls(event)
    assert (found.kind, found.part, found.toll.low, found.toll.high) == ("killed", False, low, high)


def test_a_breakdown_is_no_toll_of_its_own() -> None:
    """Six children among 25 people are a part."""
    event, filler = seen(*DOCUMENT, ["killed"], killed=["25 people"], killed_part=["six children"])
    assert [(f.part, f.toll.low) for f in filler.tolls(event)] == [(False, 25), (True, 6)]


def test_an_event_of_a_report_without_mentions_has_no_fillers() -> None:
    """A text in which nothing is named."""
    reading, made = read("shelled")
    event, filler = seen(reading, made, ["shelled"], target=["shelled"])
    assert filler.marked(event, "target") == []


def test_what_is_counted_in_parts_alone_is_added_up() -> None:
    """A leader and two more: three were taken; where the report totals them itself, nothing is added."""

    def figure(words: str, count: int, part: bool) -> FoundToll:
        toll = Toll(low=count, high=count, bound="exact", words=words, span=(0, len(words)))
        return FoundToll("captured", part, (0, len(words)), toll, [], 0.9)

    parts = [figure("a Taliban leader", 1, True), figure("two suspected insurgents", 2, True)]
    ((kind, part, _, toll, _, _),) = sums(parts)
    assert (kind, part, toll.low, toll.high) == ("captured", False, 3, 3)
    assert [(p.of, p.low) for p in toll.parts] == [("leader", 1), ("insurgents", 2)]
    assert list(sums([*parts, figure("three men", 3, False)])) == []
