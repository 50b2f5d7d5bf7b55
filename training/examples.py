"""What the model learns from: windows of words with labels, one form for every data set.

An `Example` is one window of a text. Labels that a set does not annotate are absent, so that each head learns only
where its kind was annotated.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from dateline.neural.wordpiece import Vocabulary, Window, Word, windows

Line = dict[str, Any]
Span = tuple[int, int]

UNLABELLED = -100

NAMES = ["person", "organisation", "place", "facility", "nationality", "time", "money"]
THINGS = ["person", "organisation", "place", "facility", "nationality", "weapon", "vehicle", "time", "quantity", "money",
          "person:nominal", "organisation:nominal", "place:nominal"]  # fmt: skip
MENTIONS = [f"{kind}:{form}" for kind in ("person", "organisation", "place", "event", "time", "object", "abstract", "other")
            for form in ("name", "nominal", "pronoun")]  # fmt: skip
ROLES = ["ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARGM-TMP", "ARGM-ADV", "ARGM-MOD", "ARGM-NEG", "ARGM-ADJ", "ARGM-LOC",
         "ARGM-MNR", "ARGM-DIS", "ARGM-EXT", "ARGM-PRP", "ARGM-CAU", "ARGM-PRR", "ARGM-LVB", "ARGM-DIR", "ARGM-PRD",
         "ARGM-GOL", "ARGM-CXN", "ARGM-COM", "R-ARG0", "R-ARG1", "R-ARG2", "R-ARGM-LOC", "R-ARGM-TMP", "C-ARG0", "C-ARG1",
         "C-ARG2", "C-ARGM-CXN"]  # fmt: skip
ANSWERS = ["agent", "patient", "place", "time", "manner", "cause", "other"]
ATTRIBUTION = ["source", "content"]
FILLERS = ["perpetrator", "organisation", "target", "victim", "weapon"]  # of attacks on those who do not fight
UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"]  # fmt: skip
DEPREL = ["acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp", "compound",
          "compound:prt", "conj", "cop", "csubj", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list",
          "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:pass", "nummod", "obj", "obl", "obl:agent",
          "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp"]  # fmt: skip


def bio(kinds: Sequence[str]) -> list[str]:
    """The tags of a layer: outside, then begin and inside of each kind."""
    return ["O", *(f"{edge}-{kind}" for kind in kinds for edge in "BI")]


LAYERS: dict[str, list[str]] = {  # one head each over the words of a window
    "names": bio(NAMES),
    "things": bio(THINGS),
    "mentions": bio(MENTIONS),
    "predicate": ["O", "predicate"],
    "cue": bio(["cue"]),
    "fillers": bio(FILLERS),
    "upos": UPOS,
    "deprel": DEPREL,
}
QUERIES: dict[str, list[str]] = {  # one head each over the words around a query word
    "roles": bio(ROLES),
    "answers": bio(ANSWERS),
    "attribution": bio(ATTRIBUTION),
}
HELPERS = ("upos", "deprel", "answers")  # learnt along with the others, not shipped


class Query(NamedTuple):
    """What is asked of one predicate or cue (its first and last word): the tags of the words from `low` to `high`.

    `tags` are numbers of tags [T], or the chances of every tag [T, tags] in 255ths.
    """

    first: int
    last: int
    low: int
    high: int
    tags: np.ndarray


class Mention(NamedTuple):
    first: int
    last: int
    cluster: int
    kind: int  # number of its kind and form among MENTIONS


class Example(NamedTuple):
    """A window: numbers of pieces and shapes, where words start, and the labels that the set gives."""

    set: str
    doc: str
    words: list[str]
    pieces: np.ndarray
    shapes: np.ndarray
    starts: np.ndarray
    layers: dict[str, np.ndarray]
    factuality: list[tuple[int, float]]
    queries: dict[str, list[Query]]
    mentions: list[Mention]
    sentences: np.ndarray  # for each word the number of its sentence in the document
    heads: np.ndarray | None  # for each word the word that governs it (its own number: none does), where annotated
    answers: dict[str, np.ndarray] | None = (
        None  # what trained readers say: chances of a layer's tags [W, tags] in 255ths
    )


class Silver(NamedTuple):
    """Chances in 255ths: of the tags of each layer [W, tags], and of the tags asked for of predicates and cues."""

    layers: dict[str, np.ndarray]
    queries: dict[str, list[Query]]


def with_silver(train: dict[str, list[Example]], silver: dict[str, list[Silver]]) -> dict[str, list[Example]]:
    """The examples with what readers answered: silver queries in the place of gold ones (which they are mixed with)."""
    return {
        name: [
            e._replace(answers=s.layers, queries=e.queries | s.queries)
            for e, s in zip(examples, silver[name], strict=False)
        ]
        if name in silver
        else examples
        for name, examples in train.items()
    }


class Labels:
    """The labels of one text, by word numbers (ends exclusive), before it is cut into windows."""

    def __init__(self) -> None:
        self.spans: dict[str, list[tuple[Span, str]]] = {}
        self.unknown: dict[str, list[Span]] = {}
        self.words: dict[str, dict[int, str]] = {}  # layers that label every word
        self.heads: dict[int, int] = {}
        self.factuality: dict[int, float] = {}
        self.queries: dict[str, list[tuple[Span, Span, list[tuple[Span, str]]]]] = {}
        self.mentions: list[tuple[Span, int, str]] = []


def tags_of(layer: Sequence[str], spans: Iterable[tuple[Span, str]], first: int, length: int) -> np.ndarray:
    tags = np.zeros(length, np.int16)
    for (start, end), kind in spans:
        begin = layer.index(f"B-{kind}")
        start, end = max(start - first, 0), min(end - first, length)
        if start < end and not tags[start:end].any():
            tags[start] = begin
            tags[start + 1 : end] = begin + 1
    return tags


def cut(
    name: str, doc: str, words: list[Word], sentences: list[Span], labels: Labels, vocabulary: Vocabulary
) -> list[Example]:
    """The examples of one text."""
    number = np.zeros(len(words), np.int32)
    for n, (start, end) in enumerate(sentences):
        number[start:end] = n
    return [
        example(name, doc, words, w, labels, number[w.first : w.first + w.words])
        for w in windows(words, sentences, vocabulary)
    ]


def example(name: str, doc: str, words: list[Word], w: Window, labels: Labels, sentences: np.ndarray) -> Example:
    last = w.first + w.words
    layers = {}
    for layer, spans in labels.spans.items():
        layers[layer] = tags_of(LAYERS[layer], [s for s in spans if s[0][1] > w.first and s[0][0] < last], w.first, w.words)  # fmt: skip
        for start, end in labels.unknown.get(layer, ()):
            layers[layer][max(start - w.first, 0) : max(end - w.first, 0)] = UNLABELLED
    for layer, said in labels.words.items():
        kinds = LAYERS[layer]
        layers[layer] = np.array(
            [kinds.index(said[n]) if said.get(n) in kinds else UNLABELLED for n in range(w.first, last)], np.int16
        )
    queries = {}
    for kind, asked in labels.queries.items():
        queries[kind] = [
            Query(a - w.first, b - 1 - w.first, max(low, w.first) - w.first, min(high, last) - w.first,
                  tags_of(QUERIES[kind], spans, max(low, w.first), min(high, last) - max(low, w.first)))
            for (a, b), (low, high), spans in asked
            if w.first <= a and b <= last
        ]  # fmt: skip
    return Example(
        set=name, doc=doc, words=[word.text.lower() for word in words[w.first : last]],
        pieces=np.array(w.pieces, np.int32), shapes=np.array(w.shapes, np.int8), starts=np.array(w.starts, np.int16),
        layers=layers, factuality=[(n - w.first, v) for n, v in labels.factuality.items() if w.first <= n < last], queries=queries,
        mentions=[Mention(a - w.first, b - 1 - w.first, c, MENTIONS.index(k)) for (a, b), c, k in labels.mentions if w.first <= a and b <= last],
        sentences=sentences, heads=heads_of(labels.heads, w.first, w.words) if labels.heads else None,
    )  # fmt: skip


def heads_of(heads: dict[int, int], first: int, length: int) -> np.ndarray:
    """The governing words within a window; UNLABELLED where a word has none there."""
    found = np.full(length, UNLABELLED, np.int16)
    for n in range(length):
        head = heads.get(n + first, -1) - first
        if 0 <= head < length:
            found[n] = head
    return found


def part_of(words: str, parts: int) -> int:
    """The part of a set, by number, that an id is in: always the same one."""
    return int(hashlib.md5(words.encode(), usedforsecurity=False).hexdigest(), 16) % parts


def read_lines(path: Path) -> list[Line]:
    import gzip

    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]
