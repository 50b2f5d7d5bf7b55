"""Learns what is decided of events (`decisions.json`) from reports that the reader was not trained on, by folds.

    python -m training.events.decisions OUT.json READER_A.pt REPORTS_B.pkl READER_B.pt REPORTS_A.pkl …

Each reader sees the reports beside it, of which it learnt none. What is learnt are logistic regressions: whether two runs of
triggers are one event, whether an event is a row, and whether the filler of a role is right.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from dateline.claim.decide import ROLES, fillers, of_event, of_pair, of_value
from dateline.claim.events import Scores, grouped, joined_groups, read_events, runs
from dateline.claim.seen import SeenEvent, Trigger, pairs
from dateline.neural.decision import Decision
from dateline.neural.runtime import softmax
from training.events.examples import GRADES, UNKNOWN, YES, Example
from training.events.start import reader_of
from training.events.trained import Trained
from training.logistic import Row, fit, written
from training.model import loaded

FOR = (
    "mean",
    "most",
    "type",
    "same_",
    "chance",
    "told",
    "incident",
    "figure",
    "beside",
)  # beginnings of features' names
AGAINST = ("other_", "gap", "twin", "nothing", "none")
# The chances from which things are stated, where it is not an even one; chosen on reports held back and on development reports.
STATED = {
    "row": 0.65,  # a row that is none costs a coder more than one that waits among the background
    "time": 0.35,  # an event whose own day is left out gets that of the lead, which is wrong more often
    "actor": 0.6,  # a wrong actor costs more than none
}


def gold_of(example: Example, triggers: list[Trigger]) -> int | None:
    """The marked event that most of a group's triggers touch."""
    touched = Counter(
        n
        for a, b in triggers
        for n, event in enumerate(example.events)
        if any(x < b and a < y for x, y in event.triggers)
    )
    return touched.most_common(1)[0][0] if touched else None


class Seen:
    """One report as a reader that did not learn from it sees it."""

    def __init__(self, model: Trained, example: Example) -> None:
        self.model, self.example, self.made = model, example, example.document
        self.words = model.words(self.made)
        self.told = 1 - softmax(self.words.scores)[:, 0]
        self.triggers = runs(self.told, self.made)
        self.groups: list[list[int]] = []
        self.first: list[SeenEvent] = []  # groups as first made
        self.events: list[SeenEvent] = []  # as they were joined
        if self.triggers:
            firsts, found = np.array([first for first, _ in self.triggers]), pairs(self.made, self.triggers)
            self.scores = Scores(found, model.pairs(self.words, firsts, found))
            self.groups = grouped(self.scores, [int(self.made.sentence[first]) for first, _ in self.triggers])
            self.first = self.events = self.read(self.groups)

    def read(self, groups: list[list[int]]) -> list[SeenEvent]:
        return read_events(self.model, self.made, self.words, self.told, self.triggers, groups)  # type: ignore[arg-type]

    def pair_rows(self) -> list[Row]:
        """Groups, two by two, with whether they are one marked event."""
        gold = [gold_of(self.example, event.triggers) for event in self.first]
        rows = []
        for b in range(len(self.groups)):
            for a in range(b):
                known = self.scores.between(self.groups[a], self.groups[b])
                if known and (gold[a] is not None or gold[b] is not None):
                    features = of_pair(self.first[a], self.first[b], self.made, sum(known) / len(known), max(known))
                    rows.append((features, gold[a] == gold[b]))
        return rows

    def join(self, decision: Decision) -> None:
        if self.groups:
            groups, twins = joined_groups(self.groups, self.first, self.made, self.scores, decision)
            read = self.read(groups) if groups != self.groups else self.first
            self.events = [event._replace(twin=twin) for event, twin in zip(read, twins, strict=True)]

    def event_rows(self) -> list[Row]:
        """Events with whether each is the first of a marked incident."""
        taken: set[int] = set()
        rows = []
        for event in sorted(self.events, key=lambda e: -len(e.triggers)):
            gold = gold_of(self.example, event.triggers)
            right = (
                gold is not None and gold not in taken and self.example.events[gold].grade == GRADES.index("incident")
            )
            if gold is not None:
                taken.add(gold)
            if event.grade == "incident":
                rows.append((of_event(event, self.made), right))
        return rows

    def value_rows(self, role: int) -> list[Row]:
        """The likeliest fillers of a role, with whether they are as marked."""
        rows = []
        for event in self.events:
            gold = gold_of(self.example, event.triggers)
            if gold is None or not self.example.events[gold].known[role]:
                continue
            found = fillers(event, self.made, role)
            word = max((w for w in found if w), key=found.__getitem__, default=None)
            if word is None:
                continue
            labels = self.example.events[gold].roles[:, role]
            if ROLES[role] == "time" and not (labels == YES).any():
                continue  # where no place or actor was marked, one is wrong; a day is neither right nor wrong
            right = any(labels[n] in (YES, UNKNOWN) for n, w in enumerate(self.made.words) if w.text.lower() == word)
            rows.append((of_value(event, self.made, role, word, found[word]), right))
        return rows


def main() -> None:
    if len(sys.argv) < 4 or len(sys.argv) % 2:
        sys.exit("usage: python -m training.events.decisions OUT.json READER.pt REPORTS.pkl …")
    reports: list[Seen] = []
    for weights, path in zip(sys.argv[2::2], sys.argv[3::2], strict=True):
        model = Trained(loaded(reader_of(), Path(weights)))
        reports += [Seen(model, example) for example in pickle.loads(Path(path).read_bytes())]
    rows = [row for report in reports for row in report.pair_rows()]
    made = {"same": fit(rows, FOR, AGAINST)}
    said = {"same": [len(rows), sum(label for _, label in rows)]}
    for report in reports:
        report.join(made["same"])
    rows = [row for report in reports for row in report.event_rows()]
    made["row"] = fit(rows, FOR, AGAINST)
    said["row"] = [len(rows), sum(label for _, label in rows)]
    for n, role in enumerate(ROLES):
        rows = [row for report in reports for row in report.value_rows(n)]
        made[role] = fit(rows, FOR, AGAINST)
        said[role] = [len(rows), sum(label for _, label in rows)]
    for name, chance in STATED.items():
        made[name].threshold = chance
    Path(sys.argv[1]).write_text(json.dumps({name: written(d) for name, d in made.items()}, indent=1) + "\n")
    print(
        json.dumps(said), {name: d.threshold for name, d in made.items()}
    )  # pairs and values: how many, how many right


if __name__ == "__main__":
    main()
