"""The data sets: each loader turns the lines of a set into examples, labelling only what the set annotates.

The origin and licence of each are in the card (docs/model-card.md); the files themselves are not part of the project.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dateline.neural.wordpiece import Vocabulary, Word, find_words, sentence_ranges, word_range
from dateline.text.tokens import tokenise
from training.examples import MENTIONS, NAMES, ROLES, THINGS, Example, Labels, Line, Span, cut, read_lines

AUXILIARY = {"be.03", "do.01", "have.01", "get.03"}  # neither right nor wrong as predicates
RENAMED = {"ARG1-DSP": "ARG1", "ARGA": "ARG0", "ARG5": "ARG4"}
ANSWERED = {"duration": "time", "extent": "manner"}
GUM_KIND = {"person": "person", "organization": "organisation", "place": "place", "event": "event", "time": "time", "object": "object",
            "abstract": "abstract"}  # fmt: skip
GUM_FORM = {"proper": "name", "common": "nominal", "pronoun": "pronoun"}
FILLED = {"perp_individuals": "perpetrator", "perp_organisations": "organisation", "physical_targets": "target",
          "human_targets": "victim", "instruments": "weapon"}  # fmt: skip
LINKED = ("person", "organisation", "place", "event", "time")  # kinds whose coreference is learnt


class Set(NamedTuple):
    """Files under the data folder, and how they become examples."""

    name: str
    train: str
    dev: str
    load: Callable[[str, Path, Vocabulary, bool], list[Example]]
    open: bool  # whether texts and annotations are openly licensed


def sentences_of(text: str, words: list[Word]) -> list[Span]:
    """Sentences as the reader will see them."""
    return sentence_ranges(words, tokenise(text).spans)


def load_names(name: str, path: Path, vocabulary: Vocabulary, training: bool) -> list[Example]:
    """worldwide and re3d: names and values, whole documents."""
    layer, kinds = ("names", NAMES) if name == "worldwide" else ("things", THINGS)
    found = []
    for line in read_lines(path):
        words = find_words(line["text"])
        labels = Labels()
        labels.spans[layer] = []
        labels.unknown[layer] = ranges(words, line["gold"]["ignored"])
        for mention in line["gold"]["mentions"]:
            span = word_range(words, mention["span"])
            kind = mention["kind"]
            if mention["form"] in ("nominal", "pronoun") and kind not in ("weapon", "vehicle"):
                kind = f"{kind}:nominal"
            if span and not mention.get("nested") and mention["form"] != "pronoun" and kind in kinds:
                labels.spans[layer].append((span, kind))
        found += cut(name, line["id"], words, sentences_of(line["text"], words), labels, vocabulary)
    return found


def ranges(words: list[Word], spans: Iterable[Span]) -> list[Span]:
    return [found for span in spans if (found := word_range(words, span))]


def load_attributions(name: str, path: Path, vocabulary: Vocabulary, training: bool) -> list[Example]:
    found = []
    for line in read_lines(path):
        words = find_words(line["text"])
        labels = Labels()
        labels.spans["cue"], labels.unknown["cue"] = [], []
        asked = labels.queries["attribution"] = []
        for item in line["gold"]["attributions"]:
            cues = ranges(words, item["cue"])
            if not cues:
                continue
            if item.get("doubtful"):
                labels.unknown["cue"].append(cues[0])
                continue
            cue = (cues[0][0], cues[-1][1]) if cues[-1][1] - cues[0][0] < 8 else cues[0]
            labels.spans["cue"].append((cue, "cue"))
            spans = [(span, role) for role in ("source", "content") for span in ranges(words, item[role])]
            asked.append((cue, (0, len(words)), spans))
        found += cut(name, line["id"], words, sentences_of(line["text"], words), labels, vocabulary)
    return found


def load_roles(name: str, path: Path, vocabulary: Vocabulary, training: bool) -> list[Example]:
    """EWT: predicates, roles, factuality and syntax of sentences; in training also runs of a document's sentences."""
    lines = [line for line in read_lines(path) if line["roles_annotated"] or line.get("factuality")]
    found = []
    for line in lines:
        found += cut(name, line["doc"], *label_sentences([line]), vocabulary)
    if training:
        for run in runs(lines):
            found += cut(f"{name}-runs", run[0]["doc"], *label_sentences(run), vocabulary)
    return found


def runs(lines: list[Line], longest: int = 110) -> list[list[Line]]:
    """Neighbouring sentences of one document, together no longer than so many tokens."""
    found: list[list[Line]] = []
    size = 0
    for line in lines:
        if found and found[-1][-1]["doc"] == line["doc"] and size + len(line["tokens"]) <= longest:
            found[-1].append(line)
        else:
            found.append([line])
            size = 0
        size += len(line["tokens"])
    return [run for run in found if len(run) > 1]


def token_words(words: list[Word], tokens: list[Line], offset: int) -> list[Span]:
    """For each token its words: those that begin in it, or the one that it lies in."""
    found, at = [], offset
    for token in tokens:
        end = at + len(token["form"])
        found.append(word_range(words, (at, end)) or (0, 0))
        at = end + bool(token["space_after"])
    return found


def label_sentences(lines: list[Line]) -> tuple[list[Word], list[Span], Labels]:
    text = " ".join(line["text"] for line in lines)
    words = find_words(text)
    labels = Labels()
    labels.words = {"predicate": {}, "upos": {}, "deprel": {}}
    asked = labels.queries["roles"] = []
    sentences, offset = [], 0
    for line in lines:
        at = token_words(words, line["tokens"], offset)
        low, high = word_range(words, (offset, offset + len(line["text"]))) or (0, 0)
        sentences.append((low, high))
        label_syntax(labels, line["tokens"], at)
        unsure = set()
        for judgement in line.get("factuality") or []:
            labels.factuality[at[judgement["token"]][0]] = judgement["value"]
            unsure.add(at[judgement["token"]][0])
        if line["roles_annotated"]:
            labels.words["predicate"] |= {n: "O" for n in range(low, high) if n not in unsure}
        for predicate in line["predicates"]:
            first = at[predicate["token"]][0]
            labels.words["predicate"].pop(first, None)
            if predicate["sense"] in AUXILIARY:
                continue
            labels.words["predicate"][first] = "predicate"
            if not line["roles_annotated"]:
                continue
            spans = []
            for arg in predicate["args"]:
                role = RENAMED.get(arg["role"], arg["role"])
                spans.append(((at[arg["start"]][0], at[arg["end"] - 1][1]), role))
            asked.append(((first, first + 1), (low, high), [s for s in spans if s[1] in ROLES]))
        offset += len(line["text"]) + 1
    return words, sentences, labels


def label_syntax(labels: Labels, tokens: list[Line], at: list[Span]) -> None:
    for token, (first, _) in zip(tokens, at, strict=True):
        labels.words["upos"].setdefault(first, token["upos"])
        labels.words["deprel"].setdefault(first, token["deprel"])
        labels.heads.setdefault(first, at[token["head"]][0] if token["head"] >= 0 else first)


def load_answers(name: str, path: Path, vocabulary: Vocabulary, training: bool) -> list[Example]:
    """QANom, QA-SRL: participants of nouns and verbs, by question."""
    found = []
    for line in read_lines(path):
        words = find_words(line["text"])
        at = token_words(words, line["tokens"], 0)
        labels = Labels()
        asked = labels.queries["answers"] = []
        labels.words["predicate"] = {}
        for predicate in line["predicates"]:
            first = at[predicate["token"]][0]
            if predicate.get("nominal"):
                labels.words["predicate"][first] = "predicate" if predicate["is_event"] else "O"
            if not predicate["is_event"]:
                continue
            spans = []
            for arg in sorted(predicate["args"], key=lambda a: a["start"] - a["end"]):
                role = ANSWERED.get(arg["role"], arg["role"])
                spans.append(((at[arg["start"]][0], at[arg["end"] - 1][1]), role))
            asked.append(((first, first + 1), (0, len(words)), spans))
        found += cut(name, line["id"], words, [(0, len(words))], labels, vocabulary)
    return found


def load_fillers(name: str, path: Path, vocabulary: Vocabulary, training: bool) -> list[Example]:
    """MUC-4: who and what the incidents of a report were filled with, wherever the report has the very words of the key."""
    found = []
    for line in read_lines(path):
        words = find_words(line["text"])
        labels = Labels()
        labels.spans["fillers"] = []
        kind_of: dict[str, str] = {}
        for incident in line["gold"]["incidents"]:
            for field, kind in FILLED.items():
                for entity in incident[field]:
                    for string in entity["names"] + entity.get("descriptions", []):
                        kind_of.setdefault(" ".join(string.split()), kind)
        for string in sorted(kind_of, key=len, reverse=True):  # the longest first: it keeps its words
            pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, string.split())) + r"(?!\w)"
            for match in re.finditer(pattern, line["text"]):
                labels.spans["fillers"] += [(s, kind_of[string]) for s in ranges(words, [match.span()])]
        found += cut(name, line["id"], words, sentences_of(line["text"], words), labels, vocabulary)
    return found


def load_gum(name: str, path: Path, vocabulary: Vocabulary, training: bool) -> list[Example]:
    """GUM: mentions of every kind, their coreference, and syntax, whole documents."""
    found = []
    for line in read_lines(path):
        words = find_words(line["text"])
        labels = Labels()
        labels.words = {"upos": {}, "deprel": {}}
        places: list[list[Span]] = []
        for sentence in line["gold"]["sentences"]:
            at = token_words(words, sentence["tokens"], sentence["offset"])
            places.append(at)
            label_syntax(labels, sentence["tokens"], at)
        clusters: dict[str, int] = {}
        labels.spans["mentions"] = []
        taken: set[int] = set()
        # inner mentions first, so that outer ones keep what is left of them around their heads
        for mention in sorted(line["gold"]["entities"], key=lambda m: (m["sentence"], m["end"] - m["start"])):
            tokens = line["gold"]["sentences"][mention["sentence"]]["tokens"]
            span = base(mention, tokens, places[mention["sentence"]], taken)
            if span is None:
                continue
            taken |= set(range(*span))
            kind = f"{GUM_KIND.get(mention['kind'], 'other')}:{GUM_FORM[mention['form']]}"
            labels.spans["mentions"].append((span, kind))
            if kind.split(":")[0] in LINKED:
                labels.mentions.append((span, clusters.setdefault(mention["cluster"], len(clusters)), kind))
        labels.mentions.sort()
        found += cut(name, line["id"], words, sentences_of(line["text"], words), labels, vocabulary)
    return found


def base(mention: Line, tokens: list[Line], at: list[Span], taken: set[int]) -> Span | None:
    """The words of a mention around its head: what stands before it, and the flat names after it; nothing nested."""
    head = mention["head"]
    last = head
    while (
        last + 1 < mention["end"]
        and tokens[last + 1]["deprel"] in ("flat", "goeswith", "fixed")
        and tokens[last + 1]["head"] <= last
    ):
        last += 1
    start, end = at[mention["start"]][0], at[last][1]
    if mention["head"] < mention["start"]:
        return None
    if at[head][0] in taken:
        return None
    while end - 1 in taken:
        end -= 1
    cut_at = [n for n in range(start, at[head][0]) if n in taken]
    if cut_at:
        start = cut_at[-1] + 1
        while start < at[head][0] and tokens_mark(tokens, at, start):
            start += 1
    return (start, end) if start < end else None


def tokens_mark(tokens: list[Line], at: list[Span], word: int) -> bool:
    """Whether a word is a possessive mark, punctuation or conjunction, with which no mention begins."""
    for token, (first, last) in zip(tokens, at, strict=True):
        if first <= word < last:
            return token["form"] in ("'s", "’s", "'", "’") or token["upos"] in ("PUNCT", "CCONJ", "ADP")
    return False


SETS = [
    Set("worldwide", "entities/train.worldwide.jsonl.gz", "entities/dev.worldwide.jsonl.gz", load_names, False),
    Set("re3d", "entities/train.re3d.jsonl", "entities/dev.re3d.jsonl", load_names, True),
    Set("attributions", "attributions/train.jsonl.gz", "attributions/dev.jsonl.gz", load_attributions, False),
    Set("ewt", "train-ewt/train.jsonl.gz", "train-ewt/dev.jsonl.gz", load_roles, True),
    Set("qanom", "train-qasrl/qanom-train.jsonl.gz", "train-qasrl/qanom-dev.jsonl.gz", load_answers, True),
    Set("muc4", "muc4/train.jsonl.gz", "muc4/dev.jsonl", load_fillers, False),
    Set("gum", "train-gum/train.jsonl.gz", "train-gum/dev.jsonl.gz", load_gum, True),
]


def load_set(kind: Set, data: Path, vocabulary: Vocabulary, part: str) -> list[Example]:
    path = data / (kind.train if part == "train" else kind.dev)
    return kind.load(kind.name, path, vocabulary, part == "train")


def openly_licensed(kind: Set, examples: list[Example], lines: dict[str, Line]) -> list[Example]:
    """What of a set may go into an open build: GUM's documents whose texts state their licence."""
    if kind.name != "gum":
        return examples
    return [with_names(e) for e in examples if lines[e.doc]["gold"]["licence"] != "unstated"]


def with_names(example: Example) -> Example:
    """GUM's named persons, organisations, places and times as names: the open build has no other set of them."""
    tags = example.layers["mentions"]
    names = np.zeros_like(tags)
    for number, label in enumerate(MENTIONS):
        kind, form = label.split(":")
        if form == "name" and kind in NAMES:
            for edge in (1, 2):
                names[tags == 2 * number + edge] = 2 * NAMES.index(kind) + edge
    return example._replace(layers=example.layers | {"names": names})


assert set(GUM_FORM.values()) == {name.split(":")[1] for name in MENTIONS}
