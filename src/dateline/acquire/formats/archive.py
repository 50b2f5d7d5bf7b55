"""Web archives (WARC, WACZ): one report a page that was fetched (warcio). Unpacked size and entries are bounded."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from dateline.acquire.formats.page import page_item
from dateline.acquire.item import Item
from dateline.errors import InputProblem
from dateline.settings import Limits


def recognises(name: str, head: bytes) -> bool:
    return name.endswith((".warc", ".warc.gz", ".wacz")) or head.startswith(b"WARC/")


def items(data: bytes, source: str, limits: Limits) -> list[Item | InputProblem]:
    if data.startswith(b"PK\x03\x04"):
        return wacz_items(data, source, limits)
    return warc_items(data, source, limits, limits.archive_bytes)


def wacz_items(data: bytes, source: str, limits: Limits) -> list[Item | InputProblem]:
    """The WARC members of a WACZ; nothing is unpacked to disk, so that no name can escape."""
    found: list[Item | InputProblem] = []
    left = limits.archive_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [m for m in archive.infolist() if m.filename.endswith((".warc", ".warc.gz"))]
            for member in members:
                if member.flag_bits & 1:
                    raise InputProblem(source, "is encrypted", "remove the password first")
                with archive.open(member) as handle:
                    inner = handle.read(left + 1)
                left -= len(inner)
                if left < 0:
                    raise too_large(source, limits)
                found += warc_items(inner, f"{source}!{member.filename}", limits, left)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise InputProblem(source, f"is no readable WACZ ({error})", "fetch it again") from error
    return found


def warc_items(data: bytes, source: str, limits: Limits, left: int) -> list[Item | InputProblem]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    found: list[Item | InputProblem] = []
    try:
        for number, record in enumerate(ArchiveIterator(io.BytesIO(data))):
            if number >= limits.archive_entries:
                found.append(InputProblem(source, f"has more than {limits.archive_entries:,} entries", "split it"))
                break
            if record.rec_type != "response" or not is_page(record):
                continue
            body = record.content_stream().read(left + 1)
            left -= len(body)
            if left < 0:
                raise too_large(source, limits)
            url = record.rec_headers.get_header("WARC-Target-URI")
            try:
                item = page_item(body, f"{source}, {url}", url, charset_of(record))
                item.url, item.place = url, f"record {number + 1}"
                found.append(item)
            except InputProblem as problem:
                found.append(problem)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError) as error:  # warcio, on broken headers
        broken = InputProblem(source, f"is no readable WARC ({error})", "fetch it again")
        if not found:
            raise broken from error
        found.append(broken)
    return found


def is_page(record: Any) -> bool:
    headers = record.http_headers
    if headers is None:
        return False
    kind = headers.get_header("Content-Type") or ""
    return "html" in kind and (headers.get_statuscode() or "200").startswith("2")


_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def charset_of(record: Any) -> str | None:
    """The encoding that the server said the page was in."""
    told = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    return told[1] if told else None


def too_large(source: str, limits: Limits) -> InputProblem:
    return InputProblem(source, f"unpacks to more than {limits.archive_bytes / 1e6:g} MB", "split it")
