"""What a trained reader of events sees in unmarked reports, as examples for another one to learn from.

python -m training.events.silver READER.pt REPORTS.pkl OUT.pkl [--large FOLDER]
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from dateline.claim.seen import Document, SeenEvent
from dateline.neural.runtime import softmax
from training.events.examples import ACCUSED, GRADES, POINTED, ROLES, STATUSES, TYPES, UNKNOWN, YES, Event, Example
from training.events.start import reader_of
from training.events.trained import Trained
from training.model import loaded

SURE = 0.6  # how likely a word must be the filler of a role with one
DOUBTFUL = (0.25, 0.75)  # between these a word is neither in a role nor out of it
UNSURE = 0.3  # how likely a word may be to tell of an event and be learnt as telling of none


def as_event(seen: SeenEvent, words: int) -> Event:
    """An event as it was seen, with what is doubtful left open."""
    labels = np.zeros((words, len(ROLES)), np.int8)
    own = labels[seen.low : seen.low + len(seen.roles)]
    own[(seen.roles > DOUBTFUL[0]) & (seen.roles < DOUBTFUL[1])] = UNKNOWN
    own[seen.roles >= DOUBTFUL[1]] = YES
    known = [True] * len(ROLES)
    for n in range(len(POINTED)):
        total = 1 - float(seen.none[n])
        filled = seen.roles[:, n] >= 0.1 * max(total, 1e-6)
        known[n] = total >= SURE or total <= 1 - SURE
        own[:, n] = np.where(filled & (total >= SURE), YES, 0)
    return Event(
        triggers=seen.triggers, types=[TYPES.index(seen.type)], grade=GRADES.index(seen.grade) if seen.sure["grade"] >= SURE else UNKNOWN,
        status=STATUSES.index(seen.status), accused=ACCUSED.index(seen.accused), roles=labels, known=known,
    )  # fmt: skip


def silver(reader: Trained, documents: Iterable[tuple[str, Document]]) -> Iterator[Example]:
    for id_, made in documents:
        if not made.words:
            continue
        told = 1 - softmax(reader.words(made).scores)[:, 0]
        events = [as_event(seen, len(made.words)) for seen in reader.see(made)]
        ignored = told > UNSURE
        for event in events:
            for first, last in event.triggers:
                ignored[first:last] = False
        yield Example(id_, made, events, ignored, True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--large", type=Path, help="the folder of MPNet, where the reader is a large one")
    options = parser.parse_args()
    reader = Trained(loaded(reader_of(options.large), options.weights))
    reports: list[Example] = pickle.loads(options.reports.read_bytes())
    made = list(silver(reader, ((e.id, e.document) for e in reports)))
    options.out.write_bytes(pickle.dumps(made, protocol=5))
    print(f"{len(made)} reports, {sum(len(e.events) for e in made)} events")


if __name__ == "__main__":
    main()
