"""A sliver of data of the project's own, in the shapes of the real sets, to show that the way from text to weights works.

    python -m training.sliver OUT_FOLDER

The sentences are made from a few patterns; nothing learnt from them is of use.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path
from typing import Any

Line = dict[str, Any]

PEOPLE = ["Amara Diallo", "Jonas Petrov", "Leila Haddad", "Samuel Okoro", "Mina Rahimi", "Tomas Varga"]
TOWNS = ["Kessim", "Port Adeline", "Varadov", "Tel Marun", "Oshaba", "Brennick"]
GROUPS = ["Free Valley Front", "Harbour Union", "National Guard", "Red Lantern"]
VERBS = ["killed", "captured", "attacked", "freed", "wounded"]


def token(form: str, upos: str, head: int, deprel: str, space: bool = True) -> Line:
    return {"form": form, "lemma": form.lower(), "upos": upos, "head": head, "deprel": deprel, "space_after": space}


class Pattern:
    """ "Person of the Group said rebels VERB two guards in Town.", with every label that the sets have."""

    def __init__(self, draw: random.Random) -> None:
        self.person, self.town = draw.choice(PEOPLE), draw.choice(TOWNS)
        self.group, self.verb = draw.choice(GROUPS), draw.choice(VERBS)
        first = [*self.person.split(), "of", "the", *self.group.split(), "said"]
        forms = [*first, "rebels", self.verb, "two", "guards", "in", *self.town.split(), "."]
        self.tokens = [
            token(f, "PUNCT" if f == "." else "NOUN", -1 if n == 0 else 0, "root" if n == 0 else "dep")
            for n, f in enumerate(forms)
        ]
        self.tokens[-2]["space_after"] = False
        self.said, self.did = len(first) - 1, len(first) + 1
        self.text = "".join(t["form"] + " " * t["space_after"] for t in self.tokens).rstrip()

    def span(self, words: str) -> list[int]:
        at = self.text.index(words)
        return [at, at + len(words)]

    def names(self) -> Line:
        found = [(self.person, "person"), (self.group, "organisation"), (self.town, "place")]
        mentions = [{"span": self.span(w), "text": w, "kind": k, "form": "name"} for w, k in found]
        return {"kinds": ["person", "organisation", "place"], "mentions": mentions, "ignored": []}

    def attribution(self) -> Line:
        content = self.text[self.span("rebels")[0] : -1]
        source = f"{self.person} of the {self.group}"
        return {
            "attributions": [
                {"source": [self.span(source)], "cue": [self.span("said")], "content": [self.span(content)]}
            ]
        }

    def incident(self) -> Line:
        return {
            "perp_individuals": [{"names": ["REBELS"]}],
            "perp_organisations": [{"names": [self.group.upper()]}],
            "physical_targets": [],
            "human_targets": [{"names": [], "descriptions": ["TWO GUARDS"]}],
            "instruments": [],
        }

    def predicates(self) -> list[Line]:
        args = [
            {"role": "ARG0", "start": self.did - 1, "end": self.did},
            {"role": "ARG1", "start": self.did + 1, "end": self.did + 3},
        ]
        return [
            {"token": self.did, "lemma": self.verb, "sense": "x.01", "args": args, "nominal": False, "factuality": 2.5}
        ]

    def questions(self) -> list[Line]:
        args = [{"role": "agent", "start": self.did - 1, "end": self.did, "question": "who did something?"}]
        return [{"token": self.did, "form": self.verb, "nominal": True, "is_event": True, "args": args}]

    def entities(self) -> list[Line]:
        words = len(self.person.split())
        return [
            {"cluster": "1", "kind": "person", "sentence": 0, "start": 0, "end": words, "head": 0, "form": "proper"},
            {"cluster": "2", "kind": "person", "sentence": 0, "start": self.did - 1, "end": self.did, "head": self.did - 1, "form": "common"},
        ]  # fmt: skip


def lines_of(pattern: Pattern, n: int) -> dict[str, Line]:
    """The pattern as a line of each set's file."""
    plain = {"id": f"s{n}", "text": pattern.text}
    spoken = plain | {
        "doc": f"d{n // 4}",
        "tokens": pattern.tokens,
        "predicates": pattern.predicates(),
        "roles_annotated": True,
    }
    judged = {"factuality": [{"token": pattern.did, "value": 2.5}]}
    gum = {
        "sentences": [{"id": "1", "offset": 0, "tokens": pattern.tokens}],
        "entities": pattern.entities(),
        "licence": "CC-BY-4.0",
    }
    return {
        "entities/{}.worldwide.jsonl.gz": plain | {"gold": pattern.names()},
        "entities/{}.re3d.jsonl": plain | {"gold": pattern.names()},
        "attributions/{}.jsonl.gz": plain | {"gold": pattern.attribution()},
        "train-ewt/{}.jsonl.gz": spoken | judged,
        "train-qasrl/qanom-{}.jsonl.gz": plain | {"tokens": pattern.tokens, "predicates": pattern.questions()},
        "muc4/{}.jsonl.gz": plain | {"text": pattern.text.upper(), "gold": {"incidents": [pattern.incident()]}},
        "train-gum/{}.jsonl.gz": plain | {"gold": gum},
    }


def main() -> None:
    out = Path(sys.argv[1])
    draw = random.Random(3)
    for part, count in (("train", 120), ("dev", 20)):
        files: dict[str, list[Line]] = {}
        for n in range(count):
            for name, line in lines_of(Pattern(draw), n).items():
                found = "muc4/dev.jsonl" if name.startswith("muc4") and part == "dev" else name.format(part)
                files.setdefault(found, []).append(line)
        for name, lines in files.items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = "\n".join(json.dumps(line) for line in lines).encode()
            path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


if __name__ == "__main__":
    main()
