"""Web pages: the article is cut out by trafilatura, the page's own date read by htmldate where it is not declared once."""

from __future__ import annotations

import codecs
import re
from urllib.parse import urlsplit

from dateline.acquire.item import Item
from dateline.acquire.printed import printed_day
from dateline.acquire.text import decode, marked, wide
from dateline.errors import InputProblem
from dateline.settings import Limits

_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)


def recognises(name: str, head: bytes) -> bool:
    return name.endswith((".html", ".htm", ".xhtml")) or bool(_HTML.match(head))


def items(data: bytes, source: str, limits: Limits) -> list[Item | InputProblem]:
    return [page_item(data, source, None)]


def page_item(data: bytes, source: str, url: str | None, charset: str | None = None) -> Item:
    """The article of a page, which its sender may have given an encoding; raises `InputProblem` if there is none."""
    from trafilatura import bare_extraction

    html = decode_page(data, source, charset)
    dates = {"original_date": True, "extensive_search": False}
    for precisely in (True, False):  # the stricter cut is the better one wherever it leaves an article
        document = bare_extraction(
            html,
            url=url,
            favor_precision=precisely,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=dates,
        )
        if document and document.text:
            break
    text = without_headline(document.text or "", document.title) if document else ""
    if not document or not any(c.isalpha() for c in text):
        raise InputProblem(source, "no article was found in the page", "save the article's text instead")
    address = url or document.url
    return Item(
        text=text, data=data, media_type="text/html", title=document.title, printed=declared_day(html) or document.date, url=address,
        outlet=document.sitename or (urlsplit(address).hostname if address else None),
    )  # fmt: skip


_PUBLISHED = re.compile(
    r"[\"']datePublished[\"']\s*:\s*[\"'](?P<data>[^\"'<>]{6,40})[\"']"
    r"|<meta\s(?=[^<>]{0,200}[\"'](?:article:published_time|datePublished)[\"'])[^<>]{0,200}?\bcontent\s*=\s*[\"']?(?P<meta>[^\"'<>]{6,40})",
    re.IGNORECASE,
)


def declared_day(html: str) -> str | None:
    """The day on which a page declares that it was published; None where it declares several, of other articles too.

    >>> declared_day('<script type="application/ld+json">{"datePublished": "2021-03-14T09:00:00Z"}</script>')
    '2021-03-14'
    """
    days = {printed_day(found["data"] or found["meta"]) for found in _PUBLISHED.finditer(html)}
    return days.pop() if len(days) == 1 else None


def without_headline(text: str, title: str | None) -> str:
    """The article without the headline as its first line, which extractors sometimes leave there."""
    first, _, rest = text.partition("\n")
    return rest if title and rest and first.strip().casefold() == title.strip().casefold() else text


_DECLARED = re.compile(rb"<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def decode_page(data: bytes, source: str, told: str | None = None) -> str:
    """A page's characters: UTF-8 if it is that, else what its sender (`told`) or the page itself says, else the likeliest."""
    if not (marked(data) or wide(data)):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        declared = _DECLARED.search(data[:4096])
        for name in (told, declared[1].decode("ascii") if declared else None):
            if name and (encoding := known_encoding(name)):
                return data.decode(encoding, "replace")
    return decode(data, source)


def known_encoding(name: str) -> str | None:
    """Python's name of a declared encoding; None for UTF-8, which a page that comes here is not, and for what is no encoding of texts.

    >>> known_encoding("windows-1251"), known_encoding("ISO-8859-1"), known_encoding("UTF8"), known_encoding("hex")
    ('cp1251', 'cp1252', None, None)
    """
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    if info.name == "utf-8" or not info._is_text_encoding:
        return None
    return {"iso8859-1": "cp1252", "ascii": None}.get(info.name, info.name)  # as browsers do
