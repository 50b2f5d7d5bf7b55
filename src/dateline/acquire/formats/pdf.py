"""PDF: the text layer, page by page (pypdfium2). Scans and encrypted files are problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.acquire.columns import Piece, as_lines, by_columns
from dateline.acquire.item import Item
from dateline.errors import InputProblem
from dateline.settings import Limits

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage


def recognises(name: str, head: bytes) -> bool:
    return head.startswith(b"%PDF-") or name.endswith(".pdf")


def items(data: bytes, source: str, limits: Limits) -> list[Item | InputProblem]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise InputProblem(source, "is encrypted", "remove the password first") from error
        raise InputProblem(source, f"is no readable PDF ({error})", "open it and save it again") from error
    try:
        text, damaged = page_texts(document, source, limits)
        title = document.get_metadata_value("Title").strip() or None
    finally:
        document.close()
    if not any(c.isalpha() for c in text):
        if damaged:
            return list(damaged)
        raise InputProblem(source, "has no text layer (a scan?)", "run text recognition (OCR) on it first")
    title = title if title and " " in title else None
    return [Item(text=text, data=data, media_type="application/pdf", title=title), *damaged]


def page_texts(document: PdfDocument, source: str, limits: Limits) -> tuple[str, list[InputProblem]]:
    """The text of the pages that load, and a problem for each that does not."""
    from pypdfium2 import PdfiumError

    texts, size = [], 0
    damaged: list[InputProblem] = []
    for number in range(len(document)):
        try:
            page = document[number]
            textpage = page.get_textpage()
        except PdfiumError as error:
            damaged.append(InputProblem(source, f"page {number + 1} is damaged ({error})", "open it and save it again"))
            continue
        text = page_text(textpage)
        textpage.close()
        page.close()
        texts.append(text)
        size += len(text)
        if size > limits.text_characters:
            raise InputProblem(source, f"holds more than {limits.text_characters:,} characters", "split it by report")
    return "\n\n".join(texts), damaged


def page_text(page: PdfTextPage) -> str:
    """The text of a page, column by column."""
    count = page.count_rects() if page.count_chars() <= LARGEST_PAGE else 0
    pieces = [
        Piece(left, bottom, right, top, plain(page.get_text_bounded(left, bottom, right, top)))
        for left, bottom, right, top in map(page.get_rect, range(count))
    ]
    ordered = by_columns([piece for piece in pieces if piece.text.strip()])
    return plain(page.get_text_range()) if ordered is None else as_lines(ordered)


LARGEST_PAGE = 20_000  # characters of a page whose columns are looked for


def plain(text: str) -> str:
    """Text without what pdfium marks a hyphen at a line end with (U+FFFE)."""
    return text.replace("\r\n", "\n").replace("\ufffe", "-\n").replace("\x02", "-\n")
