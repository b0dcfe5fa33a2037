"""From the bytes of a page or file to its text, title, date and language. Knows no network and no store."""

from __future__ import annotations

import datetime as dt

from crawler.extraction.records import Extracted, NotExtracted
from crawler.sources import Source

__all__ = ["DOCX", "PDF", "Extracted", "NotExtracted", "bare_type", "extract"]

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HTML = {"text/html", "application/xhtml+xml"}
_UNNAMED = {"", "application/octet-stream", "binary/octet-stream", "application/x-download"}


def extract(
    payload: bytes, media_type: str, url: str, source: Source, fetched: dt.datetime, *, max_pdf_pages: int = 200
) -> Extracted:
    """Read a fetched page, PDF or DOCX.

    `media_type` is the Content-Type as sent, charset and all; the payload's own signature outweighs it. `fetched` is
    timezone-aware: no publication date lies after it. The text is NFC without control characters: one paragraph, list
    item or table row (cells parted by " | ") a line. Raises NotExtracted with the reason where there is no text.
    """
    if not payload.strip():
        raise NotExtracted("empty body")
    if source.page is not None:
        from crawler.pages import extract_with_page_object

        return extract_with_page_object(payload, url, source, fetched)
    bare = bare_type(payload, media_type)
    if bare == PDF:
        from crawler.extraction.pdf import extract_pdf

        return extract_pdf(payload, source, fetched, max_pages=max_pdf_pages)
    if bare == DOCX:
        from crawler.extraction.docx import extract_docx

        return extract_docx(payload, source, fetched)
    if bare in _HTML:
        from crawler.extraction.html import extract_html

        return extract_html(payload, media_type, url, source, fetched)
    raise NotExtracted(f"unsupported media type {bare}")


def bare_type(payload: bytes, media_type: str) -> str:
    """The media type without parameters, corrected by what the payload says of itself."""
    named = media_type.partition(";")[0].strip().lower()
    head = payload[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04") and b"word/document.xml" in payload:
        return DOCX
    if named in _UNNAMED and head[:1] == b"<":
        return "text/html"
    return named or "application/octet-stream"
