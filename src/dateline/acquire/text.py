"""Bytes → characters, with the encoding worked out."""

from __future__ import annotations

import codecs
import re

from dateline.acquire.encodings import likeliest
from dateline.errors import InputProblem

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decode(data: bytes, source: str) -> str:
    """The characters of a text file: by its mark, as UTF-8, else by the encoding in which its foreign words look like words.

    >>> decode("Café Raqqa".encode("cp1252") + b" was hit by a rocket.", "note.txt")
    'Café Raqqa was hit by a rocket.'
    """
    if encoding := marked(data) or wide(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    if is_binary(data):
        raise InputProblem(source, "is a binary file", "give a text, page, PDF, mail, feed or web archive")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # where no encoding makes words of them, they stand as what they mostly are
        return data.decode(likeliest(data) or "cp1252", "replace")


def marked(data: bytes) -> str | None:
    """The encoding that a byte order mark tells."""
    return next((encoding for bom, encoding in _BOMS.items() if data.startswith(bom)), None)


def wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: decoded so, the head is words, and as bytes half of it or more is zero.

    >>> wide("Two men were shot.".encode("utf-16-be")), wide(b"Two men were shot.")
    ('utf-16-be', None)
    """
    head = data[:WIDE_HEAD]
    if b"\0" not in head:
        return None
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        text = head.decode(encoding, "replace")
        if sum(c.isascii() and (c.isalpha() or c == " ") for c in text) > 0.5 * len(text):
            return encoding
    return None


WIDE_HEAD = 4096


def is_binary(data: bytes) -> bool:
    head = data[:4096]
    return b"\x00" in head or len(re.findall(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]", head)) > len(head) / 20
