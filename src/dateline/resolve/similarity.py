"""How alike the texts of reports are: copied passages, and shared rare words."""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

RUN = 5  # words in a run
SAMPLE = 4  # one run in so many is kept, chosen by its hash: alike texts keep the same ones
COPY = 0.45  # share of the shorter report's runs that makes the other a copy
BACKGROUND = 20  # reports from which shared rare words begin to tell
TOP_WORDS = 80
RARE = 12  # reports a word may be in to bring two of them together
_WORD = re.compile(r"[a-z][a-z'’-]+|\d+")
_STOP = frozenset(
    """the of and to in a is was for on that said with by at from has were as an it be have are after his he she her
    they their who which this had not but been when will one two also more than about into out up over its police
    man men woman people told news year years old new just all there we i you our my""".split()
)


def runs(text: str) -> frozenset[int]:
    """A sample of the hashed word runs of a text."""
    words = _WORD.findall(text.lower())
    hashes = (zlib.crc32(" ".join(words[i : i + RUN]).encode()) for i in range(max(0, len(words) - RUN + 1)))
    return frozenset(h for h in hashes if h % SAMPLE == 0)


def copied(a: frozenset[int], b: frozenset[int]) -> float:
    """The share of the shorter text's runs that the other has too."""
    shorter = min(len(a), len(b))
    return len(a & b) / shorter if shorter >= 4 else 0.0


class Similarity:
    """Texts of a record, compared where they share something rare."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.runs = {report: runs(text) for report, text in texts.items()}
        counts = {
            report: Counter(w for w in _WORD.findall(text.lower()) if w not in _STOP) for report, text in texts.items()
        }
        spread = Counter(word for words in counts.values() for word in words)
        total = max(2, len(counts))
        self.holders: dict[str, list[str]] = defaultdict(list)
        self.vectors: dict[str, dict[str, float]] = {}
        for report, words in sorted(counts.items()):
            weights = {
                w: (1 + math.log(n)) * math.log(1 + total / spread[w]) for w, n in words.items() if spread[w] > 1
            }
            top = dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:TOP_WORDS])
            norm = (
                math.sqrt(sum((1 + math.log(n)) ** 2 * math.log(1 + total / spread[w]) ** 2 for w, n in words.items()))
                or 1.0
            )
            self.vectors[report] = {w: value / norm for w, value in top.items()}
            for word in top:
                if spread[word] <= RARE:
                    self.holders[word].append(report)

    def likeness(self, a: str, b: str) -> float:
        """The cosine, less in a small record: what is rare can be told only against a background of other reports."""
        return self.cosine(a, b) * len(self.vectors) / (len(self.vectors) + BACKGROUND)

    def cosine(self, a: str, b: str) -> float:
        left, right = self.vectors[a], self.vectors[b]
        if len(left) > len(right):
            left, right = right, left
        return sum(value * right[word] for word, value in left.items() if word in right)

    def is_copy(self, a: str, b: str) -> bool:
        return copied(self.runs[a], self.runs[b]) >= COPY

    def neighbours(self) -> Iterable[tuple[str, str]]:
        """Pairs of reports that share at least three rare words; linear in the number of rare words."""
        shared: Counter[tuple[str, str]] = Counter()
        for reports in self.holders.values():
            for i, a in enumerate(reports):
                for b in reports[i + 1 :]:
                    shared[a, b] += 1
        return sorted(pair for pair, n in shared.items() if n >= 3)
