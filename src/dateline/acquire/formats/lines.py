"""JSON Lines: each line is one report, with `text` or `html` and, where the caller knows them, its other fields."""

from __future__ import annotations

from datetime import date

import msgspec

from dateline.acquire.formats.page import page_item
from dateline.acquire.item import Item
from dateline.errors import InputProblem
from dateline.settings import Limits


class Line(msgspec.Struct, kw_only=True):
    """The contract's fields; unknown ones are ignored."""

    text: str | None = None
    html: str | None = None
    id: str | int | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None


_DECODER = msgspec.json.Decoder(Line)


def recognises(name: str, head: bytes) -> bool:
    return name.endswith((".jsonl", ".ndjson")) or (name == "-" and head.lstrip().startswith(b'{"'))


def items(data: bytes, source: str, limits: Limits) -> list[Item | InputProblem]:
    found: list[Item | InputProblem] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            try:
                found.append(item(line, f"{source}, line {number}", f"line {number}", limits))
            except InputProblem as problem:
                found.append(problem)
    return found


def item(line: bytes, source: str, place: str, limits: Limits) -> Item:
    """One line as an item; raises `InputProblem` if it is no report."""
    try:
        parsed = _DECODER.decode(line)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputProblem(source, f"is no report ({error})", 'write {"id": …, "text": …} on one line') from error
    if parsed.published and not is_day(parsed.published[:10]):
        raise InputProblem(source, f"`published` is {parsed.published!r}", "write an ISO date such as 2016-03-31")
    if parsed.text is None and parsed.html is None:
        raise InputProblem(source, "has neither `text` nor `html`", "give one of the two")
    own_id = None if parsed.id is None else str(parsed.id)
    if parsed.text is None:
        made = page_item((parsed.html or "").encode(), source, parsed.url)
        made.title = parsed.title or made.title
    else:
        made = Item(text=parsed.text, data=line, media_type="application/json", title=parsed.title)
    if not made.text.strip():
        raise InputProblem(source, "is empty", "give the report's text")
    if len(made.text) > limits.text_characters:
        raise InputProblem(
            source, f"is a text of more than {limits.text_characters:,} characters", "split it by report"
        )
    made.id, made.place, made.url, made.outlet = own_id, place, parsed.url or made.url, parsed.outlet or made.outlet
    made.published = parsed.published
    return made


def is_day(words: str) -> bool:
    """Whether words are a day of the calendar as the contract writes it: "2016-03-31", not "20160331" or "31/03/2016"."""
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False
