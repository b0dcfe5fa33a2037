"""A PDF as lines of text.

pypdfium2 reads the text; only pages that draw tables go through pdfplumber, which is thirty times slower. Pages wider
than high are slides, whose boxes are put into reading order.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

from crawler.extraction.dates import is_credible, is_stamp, read_date
from crawler.extraction.records import Extracted, NotExtracted
from crawler.extraction.slides import Run, reading_order
from crawler.extraction.text import clean, join_lines, join_pages, language, numbers, row
from crawler.sources import Source

_FEWEST_LETTERS = 20  # a scan's text layer is empty or holds a stray page number
_LINES_OF_A_TABLE = 4  # fewer drawn paths than this are rules and underlines
_MOST_PATHS = 20_000  # a map or a drawing, not a table
_MOST_RUNS = 2_000  # of one slide
_UNNAMED = re.compile(
    r"^(?:\(?anonymous\)?|untitled|unspecified|microsoft \w+ - .*|.*\.(?:docx?|pptx?|xlsx?|pdf))$", re.I
)


def extract_pdf(payload: bytes, source: Source, fetched: dt.datetime, *, max_pages: int) -> Extracted:
    """Read the first `max_pages` pages of a PDF. Raises NotExtracted where it is broken, locked or without text."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError as error:
        raise NotExtracted(f"broken or locked PDF: {error}") from None
    try:
        pages = [join_lines(page) for page in _read_pages(document, payload, max_pages)]
        scanned = [number for number, text in enumerate(pages, 1) if not text and _holds_image(document[number - 1])]
        said, count = document.get_metadata_dict(), len(document)
    except pypdfium2.PdfiumError as error:
        raise NotExtracted(f"broken PDF: {error}") from None
    finally:
        document.close()
    text, starts = join_pages(pages)
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS or text.count("(cid:") > 20:
        raise NotExtracted("no text in the PDF: needs OCR")
    unread = [f"page {number}: needs OCR" for number in scanned]
    if count > max_pages:
        unread.append(f"pages {max_pages + 1} to {count}: more than the setting max_pdf_pages")
    title = clean(said.get("Title", ""))
    if not title or _UNNAMED.match(title):
        title = text.split("\n", 1)[0]
    published, lang = _published(text, said, fetched), language(text, None, source.languages)
    return Extracted(text, title, published, lang, pages=starts, unread=tuple(unread))


def _holds_image(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2)), None) is not None


def _published(text: str, said: dict[str, str], fetched: dt.datetime) -> dt.date | None:
    """The day that stands alone on one of the first lines, else the day the file says it was made."""
    for line in text.split("\n")[:12]:
        if is_stamp(line, fetched):
            return read_date(line, fetched)
    made = re.match(r"D:(\d{4})(\d{2})(\d{2})", said.get("CreationDate", ""))
    if not made:
        return None
    try:
        day = dt.date(*map(int, made.groups()))
    except ValueError:
        return None
    return day if is_credible(day, fetched) else None


def _read_pages(document: Any, payload: bytes, max_pages: int) -> list[list[str]]:
    """The lines of each page."""
    pages: list[list[str]] = []
    for number in range(min(len(document), max_pages)):
        page = document[number]
        words = page.get_textpage()
        text = words.get_text_bounded()
        lines = _tabular_lines(payload, number, text) if _draws_lines(page) else None
        if lines is None and page.get_width() > page.get_height():
            lines = _slide_lines(words, text)
        pages.append(lines if lines is not None else paragraphs(text))
        page.close()
    return pages


def _slide_lines(words: Any, text: str) -> list[str] | None:
    """A slide's lines in reading order; None where that reading would lose a number."""
    runs = []
    for rank in range(min(words.count_rects(), _MOST_RUNS)):
        left, bottom, right, top = words.get_rect(rank)
        runs.append(Run(words.get_text_bounded(left, bottom, right, top), left, bottom, right, top))
    lines = [clean(line.replace("\ufffe", "-")) for line in reading_order(runs)]
    return None if numbers(text) - numbers("\n".join(lines)) else lines


def _draws_lines(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    paths = 0
    for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2):
        paths += 1
        if paths > _MOST_PATHS:
            return False
    return paths >= _LINES_OF_A_TABLE


def _tabular_lines(payload: bytes, number: int, text: str) -> list[str] | None:
    """A page's lines with its tables as rows; None where it has no tables or this reading would lose a number."""
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(payload), pages=[number + 1]) as document:
            lines = _around_tables(document.pages[0])
    except Exception:
        # pdfminer stumbles over files that pdfium reads; the plain text still stands.
        return None
    kept = "\n".join(lines)
    return lines if lines and not numbers(text) - numbers(kept) else None


def _around_tables(page: Any) -> list[str]:
    tables = [table for table in page.find_tables() if len(table.rows) > 1 and len(table.rows[0].cells) > 1]
    if not tables:
        return []
    lines: list[str] = []
    above = page.bbox[1]
    for table in sorted(tables, key=lambda table: table.bbox[1]):
        lines += _text_between(page, above, table.bbox[1])
        lines += [row(cell or "" for cell in cells) for cells in table.extract()]
        above = max(above, table.bbox[3])
    return lines + _text_between(page, above, page.bbox[3])


def _text_between(page: Any, top: float, bottom: float) -> list[str]:
    if bottom - top < 1:
        return []
    left, _, right, _ = page.bbox
    return paragraphs(page.crop((left, top, right, bottom)).extract_text() or "")


def paragraphs(text: str) -> list[str]:
    """Lines of a page set back into paragraphs: one that fills the column and ends no sentence goes on in the next."""
    lines = [clean(line.replace("\x02", "-").replace("\ufffe", "-")) for line in text.splitlines()]
    lines = [line for line in lines if line]
    column = max(map(len, lines), default=0)
    joined: list[str] = []
    last = ""
    for line in lines:
        if joined and _goes_on(last, line, column):
            hyphenated = last.endswith("-") and line[0].islower()
            joined[-1] = joined[-1][:-1] + line if hyphenated else f"{joined[-1]} {line}"
        else:
            joined.append(line)
        last = line
    return joined


def _goes_on(line: str, following: str, column: int) -> bool:
    if re.match(r"[•▪●◦*–—-]\s|\d{1,2}[.)]\s", following) or line[-1] in ".!?:;":
        return False
    return following[0].islower() or (len(line) > 0.8 * column and column > 40)
