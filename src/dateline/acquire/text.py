"""Bytes → characters, with the encoding worked out."""

from __future__ import annotations

import codecs
import re

from dateline.errors import InputProblem

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decode(data: bytes, source: str) -> str:
    """The characters of a text file: by its mark, as UTF-8, else by the likeliest legacy encoding.

    >>> decode("Café Raqqa".encode("cp1252") + b" was hit by a rocket.", "note.txt")
    'Café Raqqa was hit by a rocket.'
    """
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                break
    if is_binary(data):
        raise InputProblem(source, "is a binary file", "give a text, page, PDF, mail, feed or web archive")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return decode_legacy(data, source)


def decode_legacy(data: bytes, source: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], threshold=0.4).best()
    # Western news is Windows-1252 far oftener than its many near twins, which differ in a few letters only.
    western = best is None or best.encoding.startswith(("cp125", "latin", "iso8859", "cp437", "cp850", "mac"))
    encoding = "cp1252" if western and is_western(data) else best.encoding if best else None
    if encoding is None:
        raise InputProblem(source, "its encoding cannot be worked out", "save it as UTF-8")
    return data.decode(encoding, "replace")


def is_western(data: bytes) -> bool:
    """Mostly ASCII letters, so that what is left over is accents and typographic marks."""
    high = sum(byte >= 0x80 for byte in data[:200_000])
    return high < 0.1 * min(len(data), 200_000)


def is_binary(data: bytes) -> bool:
    head = data[:4096]
    return b"\x00" in head or len(re.findall(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]", head)) > len(head) / 20
