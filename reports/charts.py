"""Official against observed shares as an SVG without script, made on the server.

One row is one quantity: its name, the figures in words, and the figures as marks on a scale of 0 to 100.
It is drawn narrow, with names above the rows, so that it stays legible on a phone. Form and colour both tell the
speakers apart. Counts are left to the table: they share no scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from markupsafe import escape

from nlp.claims import Figure
from reports.cells import Cell, Group
from reports.presenting import Presenter

_WIDTH = 330
_ROW = 86
_TEXT_LIMIT = 300  # less than the width: the reader's font may be wider than the one measured here
_MOST_ROWS = 12  # what one look takes in; the table holds all
_COLOURS = {"official": "#1f4e79", "observed": "#b04a00"}
_DRAWN: tuple[Group, ...] = ("official", "observed")


def comparison_svg(cells: Sequence[Cell], presenter: Presenter) -> str | None:
    """The chart, or None where no share is given by both sides or the extra `charts` is not installed."""
    shown = [cell for cell in cells if cell.unit == "percent" and cell.compares][:_MOST_ROWS]
    if not shown:
        return None
    try:
        import altair as alt
        import vl_convert
    except ImportError:
        return None
    chart = _chart(alt, shown, presenter)
    svg = str(vl_convert.vegalite_to_svg(chart.to_json(validate=False)))
    # The drawing is named as one image: read out mark by mark it tells less than the table beside it.
    label = escape(presenter.words("chart_description"))
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def _chart(alt: Any, cells: Sequence[Cell], presenter: Presenter) -> Any:
    words = presenter.words
    names = [words.name("group", group) for group in _DRAWN]
    row = alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    axis = alt.Axis(title=None, values=[0, 25, 50, 75, 100], gridColor="#d5d9de", domain=False, ticks=False)
    share = alt.X("value:Q", scale=alt.Scale(domain=[0, 100]), axis=axis)
    colour = alt.Scale(domain=names, range=[_COLOURS[group] for group in _DRAWN])
    legend = alt.Legend(title=None, orient="top", symbolSize=110, labelFontSize=13)

    points = alt.Chart(alt.Data(values=_points(cells, presenter)))
    spans = points.mark_rule(strokeWidth=3, yOffset=30).encode(
        x=alt.X("low:Q", scale=alt.Scale(domain=[0, 100])), x2="high:Q", y=row,
        color=alt.Color("group:N", scale=colour, legend=legend),
    )  # fmt: skip
    marks = points.mark_point(filled=True, size=130, opacity=1, yOffset=30).encode(
        x=share, y=row,
        color=alt.Color("group:N", scale=colour, legend=legend),
        shape=alt.Shape("group:N", scale=alt.Scale(domain=names, range=["square", "circle"]), legend=legend),
    )  # fmt: skip
    titles = alt.Chart(alt.Data(values=_titles(cells, presenter)))
    text = {"y": row, "x": alt.value(0)}
    lines = [
        titles.mark_text(
            align="left", dy=dy, fontSize=13, fontWeight=weight, limit=_TEXT_LIMIT, color="#1a1a1a"
        ).encode(text=f"{field}:N", **text)
        for field, dy, weight in (("head", -28, "bold"), ("scope", -11, "normal"))
    ]
    sides = [
        titles.mark_text(align=align, dy=8, fontSize=12, limit=_WIDTH // 2, color=_COLOURS[group]).encode(
            y=row, x=alt.value(at), text=f"{group}:N"
        )
        for group, align, at in (("official", "left", 0), ("observed", "right", _WIDTH))
    ]
    return (
        alt.layer(spans, marks, *lines, *sides)
        .properties(width=_WIDTH, height=_ROW * len(cells), padding=6)
        .configure(font="Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif", background="#ffffff")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=12, labelColor="#1a1a1a")
    )


def _points(cells: Sequence[Cell], presenter: Presenter) -> list[dict[str, Any]]:
    return [
        {"row": row, "group": presenter.words.name("group", group), **_span(figure)}
        for row, cell in enumerate(cells)
        for group in _DRAWN
        for figure in cell.figures(group)
    ]


def _span(figure: Figure) -> dict[str, float | None]:
    """A value is a mark; a range is a bar with its mark in the middle; a margin widens the mark to a bar."""
    if figure.value is not None:
        margin = figure.margin or Decimal(0)
        return {"value": float(figure.value), "low": float(figure.value - margin), "high": float(figure.value + margin)}
    low, high = figure.low or Decimal(0), figure.high if figure.high is not None else Decimal(100)
    return {"value": float((low + high) / 2), "low": float(low), "high": float(high)}


def _titles(cells: Sequence[Cell], presenter: Presenter) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for row, cell in enumerate(cells):
        head, _, scope = presenter.quantity(cell).partition(" · ")
        values: dict[str, str] = {group: _values(cell, group, presenter) for group in _DRAWN}
        rows.append({"row": row, "head": head, "scope": scope, **values})
    return rows


def _values(cell: Cell, group: Group, presenter: Presenter) -> str:
    values = list(dict.fromkeys(presenter.words.figure(figure) for figure in cell.figures(group)))
    return "; ".join(values[:3]) + ("; …" if len(values) > 3 else "")
