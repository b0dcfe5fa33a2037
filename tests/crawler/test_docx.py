"""Word documents to text, with real files made on the spot."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from loopback import make_source

from crawler.extraction import Extracted, NotExtracted, extract

FETCHED = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
SOURCE = make_source([{"kind": "page", "url": "http://127.0.0.1/a"}])


def read(payload: bytes, media_type: str = "application/octet-stream") -> Extracted:
    return extract(payload, media_type, "http://127.0.0.1/a.docx", SOURCE, FETCHED)


def saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_paragraphs_lists_and_tables_are_lines_in_their_order():
    document = docx.Document()
    document.core_properties.title = "Заявление наблюдателей"
    document.sections[0].header.paragraphs[0].text = "Бланк № 5"
    document.add_heading("Заявление")
    document.add_paragraph("12 января 2021 года")
    document.add_paragraph("Копий: 208", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ["Город", "Явка", "Алматы", "18,5%"], strict=True):
        cell.text = words
    document.add_paragraph("Итого 28%.")

    got = read(saved(document))

    lines = [
        "Заявление",
        "12 января 2021 года",
        "Копий: 208",
        "Город | Явка",
        "Алматы | 18,5%",
        "Итого 28%.",
    ]
    assert got.text.split("\n") == lines
    assert (got.title, got.published, got.lang) == ("Заявление наблюдателей", dt.date(2021, 1, 12), "ru")


def test_tracked_changes_are_read_as_accepted():
    document = docx.Document()
    paragraph = document.add_paragraph("Явка ")
    for tag, text_tag, words in (("w:del", "w:delText", "63,3%"), ("w:ins", "w:t", "61%")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    assert paragraph._p.find(qn("w:ins")) is not None
    assert read(saved(document)).text == "Явка 61%"


def test_a_file_that_unpacks_to_a_flood_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("crawler.extraction.docx._MOST_UNPACKED", 1_000)
    document = docx.Document()
    document.add_paragraph("Мало слов.")
    with pytest.raises(NotExtracted, match="unpacks to more than"):
        read(saved(document))


def test_a_broken_file_and_an_empty_one_say_so():
    with pytest.raises(NotExtracted, match="no text"):
        read(saved(docx.Document()))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("word/document.xml", "<w:document")
    with pytest.raises(NotExtracted, match="broken DOCX"):
        read(file.getvalue())
