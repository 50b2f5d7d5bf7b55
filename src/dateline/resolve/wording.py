"""What a derived event is called: its type, its one-sentence summary; and values that a person sets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from dateline.model import COUNTED, Claim, Event, Grade, Judgement, Place, When
from dateline.resolve.standing import Said

NOT_EVENTS = {"statement", "request", "reject", "accuse", "support", "consult", "threaten"}
HOW = {
    "air_strike",
    "shelling",
    "bombing",
    "suicide_bombing",
    "grenade_attack",
    "chemical_attack",
    "execution",
    "excessive_force",
    "mob_violence",
    "sexual_violence",
}
_LABELS = {"killing": "Killing", "attack": "Attack", "injury": "Violence with injured"}


def main_type(said: list[Said]) -> tuple[str, Claim]:
    """The type that says most: how rather than that, with a toll rather than without, oftener rather than once."""

    def rank(item: Said) -> tuple[object, ...]:
        claim = item[1]
        vague = claim.type in ("injury", "attack", "offensive", "armed_clash")
        same = sum(c.type == claim.type for _, c in said)
        return (
            claim.type in NOT_EVENTS,
            claim.type in ("killing", "injury", "attack")
            and any(c.type in HOW and (c.killed or c.injured) for _, c in said),
            not (claim.killed or claim.injured or claim.captured),
            vague,
            -same,
            item[0],
            claim.trigger,
        )

    best = min(said, key=rank)[1]
    return best.type, best


def firmest(grades: Iterable[Grade]) -> Grade:
    """The grade of an event whose claims have these.

    >>> firmest(["plan", "incident", "background"])
    'incident'
    """
    return min(grades, key=get_args(Grade).index)


def surest(claims: Iterable[dict[str, float]]) -> dict[str, float]:
    """Of each value how likely it is right, where it is likeliest.

    >>> surest([{"row": 0.5, "place": 0.9}, {"row": 0.8}])
    {'row': 0.8, 'place': 0.9}
    """
    found: dict[str, float] = {}
    for sure in claims:
        for name, chance in sure.items():
            found[name] = max(chance, found.get(name, 0.0))
    return found


def summary(event: Event) -> str:
    """One sentence: what, where, when, how many, how sure."""
    what = _LABELS.get(event.type, event.type.replace("_", " ").capitalize())
    where = f" in {event.where.name}" if event.where else ""
    when = f", {days_text(event.when)}" if event.when and days_text(event.when) else ""
    parts = []
    for kind in COUNTED:
        toll = getattr(event, kind)
        if toll and toll.low is not None:
            text = (
                f"{toll.low}"
                if toll.low == toll.high
                else f"{toll.low} to {toll.high}"
                if toll.high
                else f"at least {toll.low}"
            )
            parts.append(f"{text} {kind}" + (" (disputed)" if toll.standing == "disputed" else ""))
        elif toll and toll.high is not None:
            parts.append(f"up to {toll.high} {kind}")
    status = "" if event.status == "asserted" else f" [{event.status}]"
    return f"{what}{where}{when}" + (": " + ", ".join(parts) if parts else "") + status


def days_text(when: When) -> str | None:
    """An interval in words; None if nothing is known."""
    first, last = (when.earliest or "")[:10], (when.latest or "")[:10]
    if when.precision == "unknown" and not first:
        return None
    if first and first == last:
        return first
    return f"{first or '…'} to {last or '…'}" if first or last else None


def set_field(event: Event, judgement: Judgement) -> None:
    """A person's value for a field of an event: tolls and days; the event is then reviewed."""
    event.reviewed = True
    field, value = judgement.field or "", judgement.value or ""
    if field in COUNTED:
        toll = getattr(event, field)
        low, _, high = value.partition("-")
        if toll is not None and low.isdigit():
            toll.low, toll.high = int(low), int(high or low)
            toll.best = int(low) if not high else None
    elif field == "when":
        first, _, last = value.partition("/")
        event.when = When(earliest=first, latest=last or first, precision="day", kind="at" if not last else "within")
    elif field == "where":
        event.where = place_named(value) or event.where
    elif field == "type":
        event.type = value
    elif field == "status":
        event.status = value  # type: ignore[assignment]


def place_named(words: str) -> Place | None:
    """The place a person names: `Mosul`, or `Springfield, US` with a country code; None if the gazetteer lacks it."""
    from dateline.gazetteer import load_gazetteer

    name, _, country = words.rpartition(",") if "," in words else (words, "", "")
    rows = [
        r for r in load_gazetteer().lookup(name.strip()) if not country.strip() or r.country == country.strip().upper()
    ]
    if not rows:
        return None
    best = min(rows, key=lambda r: (r.kind != "town", -r.population, r.id))
    return Place(
        geonames=best.geonames,
        name=best.name,
        country=best.country,
        admin1=best.admin1,
        lat=best.lat,
        lon=best.lon,
        precision=best.precision,
        confidence=1.0,
    )
