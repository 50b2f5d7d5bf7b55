"""Words shared by every record type: the values that a field may have, and the base of the structs."""

from __future__ import annotations

from typing import Literal

import msgspec

Span = tuple[int, int]

Kind = Literal[
    "person",
    "organisation",
    "place",
    "facility",
    "nationality",
    "weapon",
    "vehicle",
    "time",
    "quantity",
    "money",
    "event",
]
Form = Literal["name", "nominal", "pronoun", "value"]
AttackPart = Literal["perpetrator", "organisation", "target", "victim", "weapon"]
COUNTED = ("killed", "injured", "captured")  # of whom a claim gives a toll, and the fields that hold it
CORE_ROLES = ("ARG0", "ARG1", "ARG2", "ARG3", "ARG4")  # PropBank: who takes part; the others say how, where and when
Basis = Literal["given", "stated", "inferred", "unknown"]
Status = Literal["asserted", "likely", "possible", "unconfirmed", "denied", "planned", "conditional", "ongoing"]
Outcome = Literal["open", "done", "abandoned", "failed"]
Aspect = Literal["single", "repeated", "habitual"]
Precision = Literal["exact", "near", "district", "province", "country", "region"]
Bound = Literal["exact", "at least", "at most", "about", "range", "vague"]
Grade = Literal["incident", "background", "plan", "statement"]  # from the firmest on
Standing = Literal["agreed", "disputed", "updated", "single"]


class Base(msgspec.Struct, kw_only=True):
    """Keyword-only, so that a field added later breaks no caller."""
