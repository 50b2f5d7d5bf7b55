"""What is decided of events by weights that were learned: which are one, which are rows, which values can be stated.

Each decision is a logistic regression over readable features; its weights are in `decisions.json` beside the graphs, and what
each feature is worth is in their card. Features look at nothing but what the trained reader says of the words.
"""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np

from dateline.claim.seen import Document, SeenEvent

ROLES = ("place", "time", "actor")  # the first of the roles; what follows them is `target`, then the figures
FIRST_FIGURE = 4
LEAST = 0.02  # chance of a word below which it is no filler


def fillers(event: SeenEvent, made: Document, role: int) -> dict[str, float]:
    """How likely each word, wherever it stands, is the filler of a role that has one; "" for nothing."""
    found: dict[str, float] = defaultdict(float)
    chances = event.roles[:, role]
    likely = np.flatnonzero(chances > LEAST)
    for n, chance in zip(likely.tolist(), chances[likely].tolist(), strict=True):
        found[made.words[event.low + n].text.lower()] += chance
    found[""] = float(event.none[role])
    return found


def agreement(a: dict[str, float], b: dict[str, float]) -> tuple[float, float]:
    """How likely two events have one filler, and how likely they have two different ones."""
    same = sum(chance * b.get(word, 0.0) for word, chance in a.items() if word)
    both = (1 - a[""]) * (1 - b[""])
    return min(1.0, same), max(0.0, both - same)


def all_fillers(event: SeenEvent, made: Document) -> list[dict[str, float]]:
    """The fillers of each role that has one."""
    return [fillers(event, made, n) for n in range(len(ROLES))]


def of_pair(
    a: SeenEvent, b: SeenEvent, made: Document, mean: float, most: float,
    filled: tuple[list[dict[str, float]], list[dict[str, float]]] | None = None,
) -> dict[str, float]:  # fmt: skip
    """What speaks for and against two runs of triggers telling of one event. `mean`, `most`: scores of their triggers, pairwise;
    `filled`: all fillers of both, where they are known."""
    own, others = filled or (all_fillers(a, made), all_fillers(b, made))
    found = {"mean": mean, "most": most, "type": float(a.types @ b.types), "grade": float(a.grades @ b.grades)}
    for n, role in enumerate(ROLES):
        found[f"same_{role}"], found[f"other_{role}"] = agreement(own[n], others[n])
    gap = min(abs(int(made.sentence[x]) - int(made.sentence[y])) for x, _ in a.triggers for y, _ in b.triggers)
    found["gap"] = math.log1p(gap)
    found["same_sentence"] = float(gap == 0)
    found["small"] = 1 / min(len(a.triggers), len(b.triggers))
    return found


def of_event(event: SeenEvent, made: Document) -> dict[str, float]:
    """What tells whether an event is one that a coder would log as news of its report."""
    figures = event.roles[:, FIRST_FIGURE:]
    told = event.sure["event"]
    return {
        "told": math.log(max(1e-4, told) / max(1e-4, 1 - told)), "incident": float(event.grades[0]), "nothing": event.sure["nothing"],
        "type": event.sure["type"], "place": 1 - float(event.none[0]), "time": 1 - float(event.none[1]), "actor": 1 - float(event.none[2]),
        "figure": float(figures.max()) if len(figures) else 0.0, "triggers": math.log(len(event.triggers)), "twin": event.twin,
        "late": math.log1p(int(made.sentence[event.triggers[0][0]])),
    }  # fmt: skip


def of_value(event: SeenEvent, made: Document, role: int, word: str, chance: float) -> dict[str, float]:
    """What tells whether the likeliest filler of a role is right: `word`, with its chance over all its places, and the share
    of that in the sentences that tell of the event (`beside`)."""
    chances = event.roles[:, role]
    own = {int(made.sentence[first]) for first, _ in event.triggers}
    at = (event.low + n for n in np.flatnonzero(chances > LEAST).tolist())
    beside = (n for n in at if int(made.sentence[n]) in own and made.words[n].text.lower() == word)
    return {
        "chance": chance,
        "none": float(event.none[role]),
        "beside": sum(float(chances[n - event.low]) for n in beside) / max(chance, 1e-6),
        "told": event.sure["event"],
        "incident": float(event.grades[0]),
    }
