"""Coded reports (no text) put together into events by the record's own linking, and their tolls reconciled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dateline.model import Claim, Place, Published, Reading, Report, Toll, When
from dateline.resolve.events import link_events
from dateline.resolve.local import LocalEvent
from dateline.resolve.similarity import Similarity
from dateline.resolve.standing import toll_standing

Line = dict[str, Any]
_PRECISION = {1: "country", 2: "province", 3: "district", 4: "near", 5: "exact", 6: "exact"}


def reconcile_rows(lines: list[Line]) -> Iterator[Line]:
    """One line a report: its event, and the event's toll and standing."""
    events = {e.key: e for e in map(as_event, lines)}
    rows = {str(line["id"]): line for line in lines}
    texts = {str(line["id"]): words_of(line) for line in lines}
    link = link_events(events, {r: (None, None) for r in rows}, Similarity(texts))
    readings = {
        r: Reading(
            report=Report(id=r, sha256="", published=Published(earliest=(line["source"] or {}).get("published"))),
            text="",
        )
        for r, line in rows.items()
    }
    for _, members in sorted(link.groups.members().items()):
        said = [(e.report, e.claims[0]) for e in (events[k] for k in members)]
        standing = toll_standing(
            "killed",
            said,
            readings,
            lambda s: ("source", (rows[s[0]]["source"] or {}).get("author") or s[0]),
            lambda s: len(s),
        )
        for report, _ in said:
            lows, highs = [rows[r]["killed"]["low"] for r, _ in said], [rows[r]["killed"]["high"] for r, _ in said]
            yield {
                "row": report,
                "event": members[0][0],
                "killed_low": min(lows),
                "killed_high": max(highs),
                "standing": standing.standing if standing else "single",
            }


def words_of(line: Line) -> str:
    actors = " ".join(a["name"] for a in line["actors"])
    return f"{line['where']['name'] or ''} {line['where'].get('location') or ''} {actors} {line.get('context') or ''} {line.get('target') or ''}"


def as_event(line: Line) -> LocalEvent:
    """A coded report as the linking sees an event of a report."""
    id_, where, killed = str(line["id"]), line["where"], line["killed"]
    first, last = (date.fromisoformat(line["when"][end]) for end in ("earliest", "latest"))
    place = Place(
        geonames=None, name=where["name"] or where["country"], country=where["country"], admin1=None, lat=where["lat"], lon=where["lon"],
        precision=_PRECISION.get(where["precision"], "near"), confidence=1.0,  # type: ignore[arg-type]
    )  # fmt: skip
    toll = Toll(low=killed["best"], high=killed["best"], bound="exact", words=str(killed["best"]))
    when = When(earliest=first.isoformat(), latest=last.isoformat(), precision="day")
    claim = Claim(
        id="c1",
        type="attack",
        plover={},
        acled={},
        trigger=(0, 0),
        sentence=(0, 0),
        raw_trigger=(0, 0),
        raw_sentence=(0, 0),
        roles={},
        when=when,
        where=place,
        killed=toll,
    )
    return LocalEvent(
        key=(id_, "c1"), claims=[claim], report=id_, families={"harm"}, types={"attack"}, people=set(), actors=set(), places=[place],
        toponyms={("place", place.name)}, first=first, last=last, ahead=False, killed=killed["best"] or None, injured=line["injured"]["best"] or None, main=True,
    )  # fmt: skip
