"""A list of the dead is told of as a whole: whom one name of it was taken for a victim, all of it are, and are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from dateline.model import COUNTED, Claim, Mention, Reading, Toll
from dateline.text.offsets import OffsetMap

# "; ", ", 31; ", " (corporal);\n", ", 24\n2. ", ", 31, and "
_NEXT = re.compile(
    r"(?:,? (?:aged )?\d{1,3}(?: years old)?| \([^()\n;]{1,40}\)|, [^,;\n]{1,40})?"
    r"(?:(?P<mark>;|\n)|,)\s*(?:\d{1,3}[.)]|[-•*])?\s*(?:and )?(?:[A-Z][a-z]+\.? )?"
)


def complete_lists(reading: Reading) -> None:
    """Gives claims the victims that stand in one list with theirs, and counts them where only names are counted."""
    offsets = OffsetMap(reading.edits)
    list_of = {m.id: names for names in lists_of(reading) for m in names}
    for claim in reading.claims if list_of else ():
        told = {names[0].id: names for v in claim.roles.get("victim", ()) if (names := list_of.get(v)) is not None}
        for names in sorted(told.values(), key=lambda n: n[0].span):
            ids = {m.id: None for m in names}
            claim.roles["victim"] = [*(v for v in claim.roles["victim"] if v not in ids), *ids]
            count_list(reading.text, claim, names, offsets)


def lists_of(reading: Reading) -> Iterator[list[Mention]]:
    """Names of persons that a list sets apart by semicolons or lines."""
    names = [m for m in reading.mentions if m.kind == "person" and m.form == "name"]
    run: list[Mention] = []
    marked = False
    for name in names:
        between = _NEXT.fullmatch(reading.text, run[-1].span[1], name.span[0]) if run else None
        if between is None:
            if marked:
                yield run
            run, marked = [], False
        run.append(name)
        marked = marked or bool(between and between["mark"])
    if marked:
        yield run


def count_list(text: str, claim: Claim, names: list[Mention], offsets: OffsetMap) -> None:
    """Where a toll counts some names of a list and nothing else, it counts them all."""
    start, end = names[0].span[0], names[-1].span[1]
    many = len({m.entity or m.id for m in names})
    for kind in COUNTED:
        toll: Toll | None = getattr(claim, kind)
        if toll is None or toll.span is None or toll.low is None or toll.low > many:
            continue
        if start <= toll.span[0] and toll.span[1] <= end + 1:
            span = (start, end)
            counted = replace(
                toll, low=many, high=many, words=text[start:end], span=span, raw_span=offsets.to_raw(span)
            )
            setattr(claim, kind, counted)
