"""PDF files to text, with real files made on the spot."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from loopback import make_source
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from crawler.extraction import Extracted, NotExtracted, extract

FETCHED = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
SOURCE = make_source([{"kind": "page", "url": "http://127.0.0.1/a"}])
BODY = getSampleStyleSheet()["BodyText"]


def read(payload: bytes, **limits: int) -> Extracted:
    return extract(payload, "application/pdf", "http://127.0.0.1/a.pdf", SOURCE, FETCHED, **limits)


def laid_out(*parts: Flowable) -> bytes:
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4, invariant=True).build(list(parts))
    return file.getvalue()


def drawn(*pages: list[str]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=True)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 780 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_wrapped_lines_become_paragraphs_again():
    first = "Observers of the movement covered 208 of the 554 polling stations of the city and counted " * 2 + "voters."
    second = "Turnout in the city was 28 percent."
    assert read(laid_out(Paragraph(first, BODY), Paragraph(second, BODY))).text.split("\n") == [first, second]


def test_tables_become_rows_in_their_place():
    cells = [["Region", "Turnout", "Ballots"], ["Almaty", "18.5%", "50 366"], ["Astana", "32.1%", "41 200"]]
    table = Table(cells, style=[("GRID", (0, 0), (-1, -1), 1, colors.black)])
    lines = read(laid_out(Paragraph("Turnout by city.", BODY), table, Paragraph("End of table.", BODY))).text.split(
        "\n"
    )
    assert lines == [
        "Turnout by city.",
        "Region | Turnout | Ballots",
        "Almaty | 18.5% | 50 366",
        "Astana | 32.1% | 41 200",
        "End of table.",
    ]


def test_slides_keep_their_lines_their_title_and_their_date():
    got = read(drawn(["Observation of 10 January", "12 January 2021"], ["192 protocols", "32% turnout"]))
    pages = [page.split("\n") for page in got.text.split("\n\n\n\n")]
    assert pages == [["Observation of 10 January", "12 January 2021"], ["192 protocols", "32% turnout"]]
    assert (got.title, got.published, got.lang) == ("Observation of 10 January", dt.date(2021, 1, 12), "en")


def test_only_so_many_pages_are_read():
    text = read(drawn(*([f"Page {n} of the report on the count"] for n in range(5))), max_pdf_pages=2).text
    assert "Page 1" in text
    assert "Page 2" not in text


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (drawn([], []), "needs OCR"),
        (b"%PDF-1.7\nnothing follows", "broken"),
        (drawn(["A page of text about the count"])[:300], "broken"),
        (b"", "empty body"),
    ],
)
def test_files_without_text_say_why(payload: bytes, reason: str):
    with pytest.raises(NotExtracted, match=reason):
        read(payload)


def test_a_locked_file_says_so(tmp_path: Path):
    from reportlab.lib.pdfencrypt import StandardEncryption

    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret"))
    canvas.drawString(72, 700, "hidden")
    canvas.save()
    with pytest.raises(NotExtracted, match="locked"):
        read(path.read_bytes())


def placed(*boxes: tuple[float, float, float, str]) -> bytes:
    """One slide, its boxes (left, height above the bottom, size of the letters, words) in the order given."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(960, 540), invariant=True)
    for left, up, size, words in boxes:
        canvas.setFont("Helvetica", size)
        canvas.drawString(left, up, words)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_boxes_of_a_slide_come_in_reading_order_each_figure_with_its_label():
    slide = placed(
        (700, 260, 14, "village councils, 79 stations"),
        (80, 300, 40, "32%"),
        (80, 480, 30, "Turnout by our own count at the stations"),
        (700, 300, 40, "38%"),
        (80, 260, 14, "parliament, 192 stations"),
    )
    assert read(slide).text.split("\n") == [
        "Turnout by our own count at the stations",
        "32%",
        "parliament, 192 stations",
        "38%",
        "village councils, 79 stations",
    ]


def test_even_rows_of_a_slide_stay_rows():
    rows = [("First party", "50%"), ("Second party", "18%"), ("Third party", "12%"), ("Fourth party", "10%")]
    boxes = [(600, 400 - 40 * rank, 18, share) for rank, (_, share) in enumerate(rows)]
    boxes += [(80, 400 - 40 * rank, 18, name) for rank, (name, _) in enumerate(rows)]
    got = read(placed((80, 480, 30, "What our protocols say of the parties"), *boxes)).text.split("\n")
    assert got[1:] == [f"{name} | {share}" for name, share in rows]


def scanned(*pages: str | None) -> bytes:
    """A PDF with pages of text, or of a picture alone where there is none."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    file = io.BytesIO()
    canvas = Canvas(file, invariant=True)
    for words in pages:
        if words is None:
            canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 50, 50, 400, 600)
        else:
            canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_pages_keep_their_numbers_and_scanned_ones_are_named():
    got = read(scanned("The first page of the final report", None, "The third page says 32%"))
    assert [(got.text[start : start + 9], number) for start, number in got.pages] == [
        ("The first", 1),
        ("The third", 3),
    ]
    assert got.unread == ("page 2: needs OCR",)


def test_pages_that_were_left_out_are_named():
    got = read(drawn(*([f"Page {n} of the report on the count"] for n in range(5))), max_pdf_pages=2)
    assert got.unread == ("pages 3 to 5: more than the setting max_pdf_pages",)
