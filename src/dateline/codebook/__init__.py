"""What can happen: one TOML file an event type, found by walking the folder. A new event type is one new file.

A file holds the type's definition, its codes in PLOVER and ACLED, the words that trigger it, how their subject and
object become roles, and examples, which are its tests.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from dateline.errors import CodebookError
from dateline.text.inflect import plural, verb_forms

TYPES = Path(__file__).with_name("types")
VERSION = "2"
Toll = Literal["killed", "injured", "captured"]


class Codes(msgspec.Struct, forbid_unknown_fields=True):
    """`acled` is left out for what ACLED does not code (words, visits); `acled_nonstate` replaces the sub-event type
    where the actor is no state force."""

    plover: dict[str, str | None]
    acled: dict[str, str | None] = msgspec.field(
        default_factory=lambda: dict.fromkeys(("event_type", "sub_event_type"))
    )
    acled_nonstate: str | None = None


class Triggers(msgspec.Struct, forbid_unknown_fields=True):
    """Base forms; `not_before`/`not_after` are words beside a trigger that make it mean something else.

    `intransitive` verbs have their victims as subject; `needs` is what the
    roles must hold: a `place` or `person` as object, an `actor`, or `people` in any role (verbs only, the last two).
    """

    verbs: list[str] = []
    nouns: list[str] = []
    not_before: list[str] = []
    not_after: list[str] = []
    intransitive: list[str] = []
    needs: Literal["place", "person", "actor", "people"] | None = None


class Roles(msgspec.Struct, forbid_unknown_fields=True):
    """Roles of subject and object; `toll` counts the object; a `cause` gives its type to deaths it is said to cause."""

    subject: str = "actor"
    object: str = "target"
    toll: Toll | None = None
    cause: bool = False


class Example(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    yes: bool


class EventType(msgspec.Struct, forbid_unknown_fields=True):
    """One file of the codebook."""

    type: str
    definition: str
    codes: Codes
    triggers: Triggers
    roles: Roles
    examples: list[Example]
    words_alone: bool = False  # nothing is done but said: a statement, never an incident


class TriggerForm(msgspec.Struct, frozen=True):
    """One written form of a trigger: its words, the types it can mean, its part of speech and verb tags."""

    words: tuple[str, ...]
    types: tuple[str, ...]
    pos: Literal["verb", "noun"]
    lemma: str
    tags: frozenset[str]


class Codebook(msgspec.Struct):
    """All event types and the index of their triggers by first word, longest first."""

    types: dict[str, EventType]
    index: dict[str, list[TriggerForm]]
    version: str = VERSION


def read_type(path: Path) -> EventType:
    """One file; errors name the file, the place in it and what to write."""
    try:
        made = msgspec.toml.decode(path.read_bytes(), type=EventType)
    except msgspec.DecodeError as error:
        raise CodebookError(f"codebook/{path.name}: {error}; see another file of the folder for the form") from error
    if made.type != path.stem:
        raise CodebookError(f"codebook/{path.name}: type is {made.type!r}; write {path.stem!r}, the file's name")
    return made


def build(types: list[EventType]) -> Codebook:
    """The index over all types: a form that several types share lists them in the order of the files."""
    forms: dict[tuple[tuple[str, ...], str], tuple[list[str], str, set[str]]] = {}

    def add(words: str, type_: str, pos: str, lemma: str, tags: set[str]) -> None:
        entry = forms.setdefault((tuple(words.replace("-", " ").split()), pos), ([], lemma, set()))
        if type_ not in entry[0]:
            entry[0].append(type_)
        entry[2].update(tags)

    for kind in types:
        for verb in kind.triggers.verbs:
            for form, tags in verb_forms(verb).items():
                add(form, kind.type, "verb", verb, tags)
        for noun in kind.triggers.nouns:
            add(noun, kind.type, "noun", noun, {"singular"})
            add(plural(noun), kind.type, "noun", noun, {"plural"})
    index: dict[str, list[TriggerForm]] = {}
    for (words, pos), (names, lemma, tags) in forms.items():
        made = TriggerForm(words, tuple(names), "verb" if pos == "verb" else "noun", lemma, frozenset(tags))
        index.setdefault(words[0], []).append(made)
    for entries in index.values():
        entries.sort(key=lambda f: (-len(f.words), f.pos, f.words))
    return Codebook({kind.type: kind for kind in types}, index)


@cache
def load_codebook(folder: Path = TYPES) -> Codebook:
    """The codebook that the package carries, or one in a folder of your own.

    >>> load_codebook().types["air_strike"].codes.acled["sub_event_type"]
    'Air/drone strike'
    """
    return build([read_type(path) for path in sorted(folder.glob("*.toml"))])
