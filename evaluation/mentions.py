"""Given event mentions clustered across documents: the same head lemma in documents that share rare words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from dateline.resolve.groups import Groups
from dateline.resolve.similarity import Similarity

Line = dict[str, Any]
NEAR = 0.12  # likeness of two documents from which equal words may speak of one event
_SUFFIXES = (
    ("ying", "ie"),
    ("ing", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ion", ""),
    ("er", ""),
    ("e", ""),
)


def stem(words: str) -> str:
    """A rough stem of a mention's head, its last word of length.

    >>> stem("was killed"), stem("killing")
    ('kill', 'kill')
    """
    found = re.findall(r"[a-z]+", words.lower())
    word = max(found[-2:], key=len) if found else words
    for suffix, to in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: len(word) - len(suffix)] + to
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls" else word


def cluster_mentions(lines: list[Line]) -> Iterator[Line]:
    """One line a mention: document, span, cluster."""
    similarity = Similarity({str(line["id"]): line["text"] for line in lines})
    by_stem: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for line in lines:
        for event in line["gold"]["events"]:
            start, end = event["span"]
            by_stem[stem(line["text"][start:end])].append((str(line["id"]), start, end))
    for word, mentions in sorted(by_stem.items()):
        groups: Groups[str] = Groups({doc for doc, _, _ in mentions})
        docs = sorted({doc for doc, _, _ in mentions})
        for i, a in enumerate(docs):
            for b in docs[i + 1 :]:
                if groups.root(a) != groups.root(b) and similarity.cosine(a, b) >= NEAR:
                    groups.join(a, b, 1.0, [])
        for doc, start, end in mentions:
            yield {"doc": doc, "span": [start, end], "cluster": f"{word}/{groups.root(doc)}"}
