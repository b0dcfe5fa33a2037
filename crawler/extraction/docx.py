"""A Word document (DOCX) as lines of text: paragraphs, list items and table rows; no headers and footers."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from crawler.extraction.dates import is_credible, is_stamp, read_date
from crawler.extraction.records import Extracted, NotExtracted
from crawler.extraction.text import clean, join_lines, language, row
from crawler.sources import Source

_MOST_UNPACKED = 200_000_000  # bytes of all its parts together
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEAD_LINES = 12


def extract_docx(payload: bytes, source: Source, fetched: dt.datetime) -> Extracted:
    """Read a DOCX as it reads with all changes accepted. Raises NotExtracted where it is broken or holds no text."""
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MOST_UNPACKED:
                raise NotExtracted(f"the DOCX unpacks to more than {_MOST_UNPACKED:,} bytes")
        document = docx.Document(io.BytesIO(payload))
    except NotExtracted:
        raise
    except Exception as error:
        # Whatever is wrong with the package or its XML: this file cannot be read, others can.
        raise NotExtracted(f"broken DOCX: {type(error).__name__}: {error}") from None
    text = join_lines(_lines(document.element.body))
    if not any(map(str.isalnum, text)):
        raise NotExtracted("no text in the DOCX" + (": needs OCR" if document.inline_shapes else ""))
    title = clean(document.core_properties.title or "") or text.split("\n", 1)[0]
    published = _published(text, document.core_properties.created, fetched)
    return Extracted(text, title, published, language(text, None, source.languages))


def _published(text: str, created: dt.datetime | None, fetched: dt.datetime) -> dt.date | None:
    """The day that stands alone on one of the first lines, else the day the file says it was made."""
    for line in text.split("\n")[:_HEAD_LINES]:
        if is_stamp(line, fetched):
            return read_date(line, fetched)
    return created.date() if created and is_credible(created.date(), fetched) else None


def _lines(body: Any) -> Iterator[str]:
    for element in body:
        if element.tag == f"{_W}p":
            yield from _paragraph(element).split("\n")
        elif element.tag == f"{_W}tbl":
            yield from _rows(element)
        elif element.tag == f"{_W}sdt":  # a content control around paragraphs and tables
            yield from _lines(element.find(f"{_W}sdtContent") if element.find(f"{_W}sdtContent") is not None else [])


def _paragraph(paragraph: Any) -> str:
    """Its words; what was deleted with changes tracked is not among them."""
    words: list[str] = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        kind = node.tag.removeprefix(_W)
        if next(node.iterancestors(f"{_W}del"), None) is not None or _is_fallback(node):
            continue
        if kind == "t":
            words.append(node.text or "")
        else:
            words.append({"tab": "\t", "noBreakHyphen": "-"}.get(kind, "\n"))
    return "".join(words)


def _is_fallback(node: Any) -> bool:
    """Whether a text box's words are the second copy that old programs read."""
    return any(ancestor.tag.endswith("}Fallback") for ancestor in node.iterancestors())


def _rows(table: Any) -> Iterator[str]:
    for line in table.iterchildren(f"{_W}tr"):
        cells = [" ".join(_lines(cell)) for cell in line.iterchildren(f"{_W}tc")]
        yield row(cells) if len(cells) > 1 else "".join(cells)
