"""RSS and Atom files: one report an entry (feedparser). XML entities are refused outright."""

from __future__ import annotations

import re
from typing import Any

from dateline.acquire.item import Item
from dateline.acquire.printed import printed_day
from dateline.errors import InputProblem
from dateline.settings import Limits

_FEED = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?.*?\?>\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?>\s*)*<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL,
)
_BLOCK = re.compile(r"</?(?:p|div|br|li|h\d|tr|blockquote)\b[^>]*>", re.IGNORECASE)


def recognises(name: str, head: bytes) -> bool:
    return name.endswith((".rss", ".atom")) or bool(_FEED.match(head)) or (name.endswith(".xml") and b"<rss" in head)


def items(data: bytes, source: str, limits: Limits) -> list[Item | InputProblem]:
    import feedparser

    if b"<!ENTITY" in data:
        raise InputProblem(source, "declares XML entities", "remove the declarations; feeds need none")
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if feed.bozo and not feed.entries:
        raise InputProblem(source, f"is no readable feed ({feed.bozo_exception})", "fetch it again")
    outlet = feed.feed.get("title")
    found: list[Item | InputProblem] = []
    for number, entry in enumerate(feed.entries[: limits.archive_entries], 1):
        text = entry_text(entry)
        if not text:
            found.append(InputProblem(f"{source}, entry {number}", "has no text", "fetch the page that it links to"))
            continue
        found.append(
            Item(
                text=text,
                data=text.encode(),
                media_type="application/feed+entry",
                title=plain(entry.get("title", "")) or None,
                printed=entry_date(entry),
                url=entry.get("link") or None,
                outlet=outlet,
                place=f"entry {number}",
            )
        )
    return found


def entry_text(entry: Any) -> str:
    """The longest of an entry's texts, without markup."""
    texts = [c.get("value", "") for c in entry.get("content", [])] + [entry.get("summary", "")]
    return max((plain(text) for text in texts), key=len, default="")


def plain(markup: str) -> str:
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from lxml import html

    parsed = html.fromstring(f"<div>{_BLOCK.sub(chr(10), markup)}</div>")
    for element in parsed.xpath("//script|//style"):
        element.drop_tree()
    return re.sub(r"\n\s*\n+", "\n\n", str(parsed.text_content())).strip()


def entry_date(entry: Any) -> str | None:
    return next((day for key in ("published", "updated") if key in entry and (day := printed_day(entry[key]))), None)
