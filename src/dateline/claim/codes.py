"""What a claim is called: its id, and its codes in PLOVER and ACLED."""

from __future__ import annotations

import hashlib
import re

from dateline.claim.participants import is_country
from dateline.codebook import EventType
from dateline.model import Mention, Span

_STATE = re.compile(
    r"\b(?:army|government|state|police|troops|soldiers|military|regime|national|federal|marines|navy|air force|security forces|coalition)\b",
    re.IGNORECASE,
)


def codes_of(
    kind: EventType, actors: list[Mention], instruments: list[Mention]
) -> tuple[dict[str, str | None], dict[str, str | None]]:
    """The codes of a type in PLOVER and ACLED, which for some depend on who did it and with what."""
    acled = dict(kind.codes.acled)
    state = any(_STATE.search(m.text) or is_country(m) for m in actors)
    if kind.codes.acled_nonstate and actors and not state:
        acled["sub_event_type"] = kind.codes.acled_nonstate
    plover: dict[str, str | None] = {"event": kind.codes.plover.get("event"), "mode": kind.codes.plover.get("mode")}
    if kind.type == "air_strike" and any("drone" in m.text.lower() for m in instruments):
        plover["mode"] = "drone"
    return plover, acled


def claim_id(report: str, raw_trigger: Span, type_: str) -> str:
    """The same report, raw trigger and type give the same id."""
    digest = hashlib.sha256(f"{report}|{raw_trigger[0]}|{raw_trigger[1]}|{type_}".encode()).hexdigest()
    return f"c-{digest[:12]}"
