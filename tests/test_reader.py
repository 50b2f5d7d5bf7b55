"""The trained reader: its parts, what it does to text without case, what it says of a broken model, and readers of one's own."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dateline.errors import ModelError
from dateline.model import Argument, Entity, Mention, Predicate, RawReport, Reading
from dateline.neural.tags import best_tags
from dateline.neural.wordpiece import LONGEST_WINDOW, SEP, find_words, sentence_ranges, windows
from dateline.pipeline import read_raw
from dateline.read import Reader, TrainedReader, load_reader
from dateline.read.model import HERE, Model, load_model
from dateline.read.seen import Seen
from dateline.text.offsets import OffsetMap
from dateline.text.tokens import tokenise

TEXT = (
    "Two gunmen on a motorcycle killed the deputy mayor of Lunsar, Ibrahim Kanu, on Tuesday evening, police said. "
    "He had received threats for weeks. “We begged him to leave,” his brother Sorie Kanu told reporters. "
    "The attackers fled towards the border, according to a local official, who denied that soldiers had helped them."
)


def seen(text: str) -> Seen:
    return Seen(load_model(), text, tokenise(text).spans)


def report(text: str) -> RawReport:
    return RawReport(id="r", sha256="", origin="r", text=text, published="2024-05-15")


def test_what_it_reads() -> None:
    """Names with their kinds, who did what to whom, who says so, and whom a pronoun means."""
    reading = read_raw(report(TEXT))
    names = {m.text: m.kind for m in reading.mentions if m.form == "name"}
    assert names["Ibrahim Kanu"] == names["Sorie Kanu"] == "person" and names["Lunsar"] == "place"
    killed = next(p for p in reading.predicates if TEXT[slice(*p.span)] == "killed")
    roles = {a.role: TEXT[slice(*a.span)] for a in killed.args}
    assert killed.lemma == "kill" and (killed.factuality or 0) > 1
    assert roles["ARG0"].startswith("Two gunmen") and roles["ARG1"].startswith("the deputy mayor")
    told = {TEXT[slice(*a.source)]: [TEXT[slice(*c)] for c in a.content] for a in reading.attributions if a.source}
    assert any("police" in source and "killed" in content[0] for source, content in told.items())
    him = next(m for m in reading.mentions if m.text == "He")
    victim = next(m for m in reading.mentions if m.text == "Ibrahim Kanu")
    assert him.entity == victim.entity


def test_factuality_tells_what_did_not_happen() -> None:
    """What was done scores higher than what was planned or denied."""
    text = "Rebels burned the market. The army plans to shell the harbour. Officers did not arrest the singer."
    values = {text[slice(*p.span)]: p.factuality or 0.0 for p in read_raw(report(text)).predicates}
    assert values["burned"] > 1 > max(values["shell"], values["arrest"])


def test_text_without_case_is_read() -> None:
    """Upper-case wires keep their names: capitals help but are not needed."""
    for text in (TEXT.upper(), TEXT.lower()):
        found = {text[slice(*span)].lower() for span, kind in seen(text).names(lambda _: 0.0) if kind == "person"}
        assert {"ibrahim kanu", "sorie kanu"} <= found


def test_a_text_reads_alike_alone_and_in_company() -> None:
    """Padding and batching change little: 8-bit ranges are those of the whole batch, so not nothing."""
    texts = [TEXT, "Nothing happened.", "A long day ended quietly in the old harbour town. " * 5]
    parts = [seen(text) for text in texts]
    together = load_model().encode([w for part in parts for w in part.windows])
    at = 0
    for part in parts:
        alone = part.encoded.layers["names"]
        company = together.layers["names"][at : at + len(alone)]
        assert (alone.argmax(1) == company.argmax(1)).mean() > 0.97
        at += len(alone)


@pytest.mark.parametrize("text", ["", "   \n\n ", "…", "\u200b", "a" * 5000, "!?" * 3000, "word " * 3000])
def test_odd_texts_do_no_harm(text: str) -> None:
    """Nothing to read, no words, no end: an empty reading or a plain one, never an error."""
    reading = Reading(report=read_raw(report(TEXT)).report, text=text)
    load_reader().read(reading)
    assert all(0 <= m.span[0] < m.span[1] <= len(text) for m in reading.mentions)


def test_windows_hold_whole_sentences() -> None:
    """Every word is in one window, none is longer than the encoder takes, and only a sentence too long for one is cut."""
    text = (
        " ".join(f"Sentence number {n} speaks of the {'very ' * (n % 7)}old harbour." for n in range(80))
        + "\n"
        + "and " * 400
    )
    words = find_words(text)
    ranges = sentence_ranges(words, tokenise(text).spans)
    made = windows(words, ranges, load_model().vocabulary)
    assert [w.first for w in made[1:]] + [len(words)] == [w.first + w.words for w in made]
    assert max(len(w.pieces) for w in made) <= LONGEST_WINDOW and all(w.pieces[-1] == SEP for w in made)
    whole = next(first for first, last in ranges if last - first > 100)
    assert all(w.first in {first for first, _ in ranges} for w in made if w.first <= whole)


def test_tags_are_legal() -> None:
    """Whatever the scores, nothing is inside that did not begin; where the likeliest tags are legal they are kept."""
    scores = np.random.default_rng(5).normal(size=(40, 17, 7)).astype(np.float32)
    lengths = [1 + n % 17 for n in range(40)]
    for row, tags in zip(scores, best_tags(scores, lengths), strict=True):
        before = 0
        for tag in tags:
            assert tag == 0 or tag % 2 == 1 or before in (tag, tag - 1)
            before = tag
        greedy = row[: len(tags)].argmax(1)
        legal = all(t == 0 or t % 2 == 1 or p in (t, t - 1) for p, t in zip([0, *greedy], greedy, strict=False))
        assert not legal or (greedy == tags).all()


def broken(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE, tmp_path / "weights"))


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    """The message says what is missing and what to do."""
    with pytest.raises(ModelError, match=r"no model\.json.*make model"):
        Model(tmp_path)
    folder = broken(tmp_path)
    (folder / "linker.onnx").unlink()
    with pytest.raises(ModelError, match=r"linker\.onnx: is missing; install dateline again"):
        Model(folder)


def test_a_truncated_model(tmp_path: Path) -> None:
    """Half a file is not loaded."""
    folder = broken(tmp_path)
    whole = (folder / "encoder.onnx").read_bytes()
    (folder / "encoder.onnx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError, match=r"encoder\.onnx: is damaged: \d+ bytes instead of \d+"):
        Model(folder)
    (folder / "encoder.onnx").write_bytes(bytes(len(whole)))
    with pytest.raises(ModelError, match=r"encoder\.onnx: cannot be loaded"):
        Model(folder)


def test_a_model_of_another_version(tmp_path: Path) -> None:
    """The message names both versions."""
    folder = broken(tmp_path)
    described = json.loads((folder / "model.json").read_text())
    (folder / "model.json").write_text(json.dumps(described | {"format": 99}))
    with pytest.raises(ModelError, match="is of format 99; this version of dateline reads format"):
        Model(folder)
    (folder / "model.json").write_text("{")
    with pytest.raises(ModelError, match=r"model\.json: cannot be understood"):
        Model(folder)


class Capitals:
    """A reader in a dozen lines: every capitalised word inside a sentence is a person, and is done what the word before says."""

    name = "capitals 1"

    def read(self, reading: Reading) -> None:
        raw = OffsetMap(reading.edits)
        reading.sentences = tokenise(reading.text).spans
        for n, token in enumerate(t for t in tokenise(reading.text).all if t.capital):
            span = (token.start, token.end)
            reading.mentions.append(Mention(id=f"m{n}", kind="person", form="name", span=span, raw_span=raw.to_raw(span), text=token.text, entity=f"e{n}", head=span))  # fmt: skip
            reading.entities.append(
                Entity(id=f"e{n}", kind="person", name=token.text, names=[token.text], mentions=[f"m{n}"])
            )
            word = reading.text[: token.start].split()[-1:]
            if word:
                at = reading.text.rindex(word[0], 0, token.start)
                done_to = Argument(role="ARG1", span=span)
                reading.predicates.append(
                    Predicate(span=(at, at + len(word[0])), lemma=word[0], factuality=None, args=[done_to])
                )


def capitals() -> Capitals:
    return Capitals()


def test_a_reader_of_ones_own() -> None:
    """It is used for reading, claims are made of what it found, and the reading says which it was."""
    assert isinstance(Capitals(), Reader) and isinstance(load_reader(), TrainedReader)
    reading = read_raw(report("Last night rebels killed Kofi near the bridge."), Capitals())
    assert reading.report.reader == "capitals 1"
    (claim,) = reading.claims
    assert claim.type == "killing" and [m.text for m in reading.mentions if m.id in claim.roles["victim"]] == ["Kofi"]


def test_a_reader_by_name(tmp_path: Path) -> None:
    """`module:function` or a folder; anything else is explained."""
    assert load_reader(f"{__name__}:capitals").name == "capitals 1"
    assert load_reader(str(HERE)).name == load_reader().name
    for wrong, said in (
        ("nowhere:make", "cannot be imported"),
        ("nowhere", "neither a folder"),
        ("json:JSONDecoder", "has no `name`"),
    ):
        with pytest.raises(ModelError, match=said):
            load_reader(wrong)
    with pytest.raises(ModelError, match=r"no model\.json"):
        load_reader(str(tmp_path))


def test_the_command_line_says_what_is_wrong_with_a_reader(tmp_path: Path) -> None:
    """One message and a failing exit status, no traceback; also from the processes that read many reports."""
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(json.dumps({"id": f"r{n}", "text": TEXT}) for n in range(30)))
    done = subprocess.run(
        [sys.executable, "-c", "from dateline.cli import main; main()", "read", str(path), "--format", "jsonl"], env={**os.environ, "DATELINE_READER": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0 and "there is no model.json" in done.stderr and "Traceback" not in done.stderr
    assert str(pickle.loads(pickle.dumps(ModelError("here", "is missing", "look")))) == "here: is missing; look"  # noqa: S301 our own


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("A car bomb exploded at a crowded fish market in Mukalla on Tuesday.", "a crowded fish market"),
        ("Shells hit a vegetable market and an oil depot.", "an oil depot"),
        ("The rebel commander and two aid workers died in a wheat field.", "a wheat field"),
    ],
)
def test_a_phrase_holds_the_noun_before_its_head(read: Callable[..., Reading], text: str, phrase: str) -> None:
    """No place is called "a crowded" or "depot": the noun inside a phrase belongs to it."""
    mentions = [m.text for m in read(text).mentions]
    assert phrase in mentions
    assert not any(other != phrase and other in phrase for other in mentions)
