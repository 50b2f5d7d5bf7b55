"""Plain text and Markdown: the whole file is one report. Comes last: it takes whatever no other format knew."""

from __future__ import annotations

from dateline.acquire.item import Item
from dateline.acquire.text import decode
from dateline.errors import InputProblem
from dateline.settings import Limits


def recognises(name: str, head: bytes) -> bool:
    return True


def items(data: bytes, source: str, limits: Limits) -> list[Item | InputProblem]:
    if data.startswith((b"PK\x03\x04", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        raise InputProblem(source, "is a compressed file", "unpack it first (web archives: .warc, .warc.gz, .wacz)")
    text = decode(data, source)
    if len(text) > limits.text_characters:
        raise InputProblem(
            source, f"is a text of more than {limits.text_characters:,} characters", "split it by report"
        )
    if not any(c.isalpha() for c in text):
        raise InputProblem(source, "holds no words", "check that the file is complete")
    return [Item(text=text, data=data, media_type="text/markdown" if source.lower().endswith(".md") else "text/plain")]
