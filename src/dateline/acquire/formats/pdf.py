"""PDF: the text layer, page by page (pypdfium2). Scans and encrypted files are problems."""

from __future__ import annotations

from dateline.acquire.item import Item
from dateline.errors import InputProblem
from dateline.settings import Limits


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
        text = page_texts(document, source, limits)
        title = document.get_metadata_value("Title").strip() or None
    finally:
        document.close()
    if not any(c.isalpha() for c in text):
        raise InputProblem(source, "has no text layer (a scan?)", "run text recognition (OCR) on it first")
    return [Item(text=text, data=data, media_type="application/pdf", title=title if title and " " in title else None)]


def page_texts(document: object, source: str, limits: Limits) -> str:
    texts, size = [], 0
    for page in document:  # type: ignore[attr-defined]
        textpage = page.get_textpage()
        # pdfium marks a hyphen at a line end with U+FFFE
        text = textpage.get_text_range().replace("\r\n", "\n").replace("\ufffe", "-\n").replace("\x02", "-\n")
        textpage.close()
        page.close()
        texts.append(text)
        size += len(text)
        if size > limits.text_characters:
            raise InputProblem(source, f"holds more than {limits.text_characters:,} characters", "split it by report")
    return "\n\n".join(texts)
