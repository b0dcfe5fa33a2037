"""Draws the observers' slides of the example press: `python -m crawler.example.make_slides DejaVuSans.ttf`.

The PDF is committed; this is run again only when the slides change. It needs reportlab (of the extra `dev`) and a font
with Cyrillic letters, of which the used glyphs are embedded.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

PATH = Path(__file__).parent / "press" / "haq" / "slides.pdf"
PUBLISHED = 1611122400  # 2021-01-20 12:00 in Kazakhstan: the date of the file, the same at every drawing
WIDTH, HEIGHT = 720, 405
NOTE = "Учебный пример для проверки Countercount: пересказ, не настоящая презентация"

TURNOUT = [
    ("Мажилис (192 участка)", 32),
    ("Областной маслихат (79 участков)", 38),
    ("Городской маслихат (99 участков)", 25),
]
SHARES = {
    "Результаты партий: выборы в Мажилис": [50, 18, 12, 10, 8],
    "Результаты партий: городской маслихат": [44, 21, 14, 14, 3],
    "Результаты партий: областной маслихат": [58, 16, 10, 9, 3],
}
PARTIES = ["Партия «Nur Otan»", "Партия «Aq jol»", "Партия «ADAL»", "Партия «Ауыл»", "НПК"]


def start_slide(canvas: Canvas, title: str) -> None:
    canvas.setFillGray(0)
    canvas.setFont("slides", 22)
    canvas.drawString(40, HEIGHT - 60, title)


def end_slide(canvas: Canvas) -> None:
    canvas.setFillGray(0.4)
    canvas.setFont("slides", 9)
    canvas.drawString(40, 20, NOTE)
    canvas.showPage()


def draw_title(canvas: Canvas) -> None:
    start_slide(canvas, "Независимое наблюдение: итоги")
    canvas.setFont("slides", 16)
    canvas.drawString(40, 250, "Выборы в Мажилис и маслихаты 10 января 2021 года")
    canvas.drawString(40, 220, "Общественный фонд «HAQ»")
    end_slide(canvas)


def draw_turnout(canvas: Canvas) -> None:
    start_slide(canvas, "Явка избирателей")
    for row, (body, percent) in enumerate(TURNOUT):
        top = HEIGHT - 120 - row * 85
        canvas.setFillGray(0)
        canvas.setFont("slides", 14)
        canvas.drawString(40, top, body)
        canvas.setFont("slides", 26)
        canvas.drawString(40, top - 34, f"{percent}%")
        canvas.setFillGray(0.7)
        canvas.rect(120, top - 34, percent * 5, 20, stroke=0, fill=1)
    end_slide(canvas)


def draw_shares(canvas: Canvas, title: str, shares: list[int]) -> None:
    start_slide(canvas, title)
    for row, (party, percent) in enumerate(zip(PARTIES, shares, strict=True)):
        baseline = HEIGHT - 120 - row * 48
        canvas.setFillGray(0)
        canvas.setFont("slides", 16)
        canvas.drawString(40, baseline, f"{party} {percent}%")
        canvas.setFillGray(0.7)
        canvas.rect(280, baseline - 4, percent * 6, 18, stroke=0, fill=1)
    end_slide(canvas)


def draw_conclusions(canvas: Canvas) -> None:
    start_slide(canvas, "Что это значит")
    canvas.setFont("slides", 16)
    for row, line in enumerate(
        [
            "Испорченных бюллетеней стало больше: от 3% до 4%.",
            "Копии протоколов наблюдателям выдавали с опозданием или не выдавали.",
            "Порог для партий предлагаем снизить.",
        ]
    ):
        canvas.drawString(40, HEIGHT - 130 - row * 50, line)
    end_slide(canvas)


def main(font: str) -> None:
    os.environ["SOURCE_DATE_EPOCH"] = str(PUBLISHED)
    pdfmetrics.registerFont(TTFont("slides", font))
    canvas = Canvas(str(PATH), pagesize=(WIDTH, HEIGHT))
    canvas.setTitle("Итоги независимого наблюдения (слайды)")
    canvas.setAuthor("HAQ")
    draw_title(canvas)
    draw_turnout(canvas)
    for title, shares in SHARES.items():
        draw_shares(canvas, title, shares)
    draw_conclusions(canvas)
    canvas.save()


if __name__ == "__main__":
    main(sys.argv[1])
