"""A block of HTML as lines of text: one for each paragraph, heading, list item and table row, in their order."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.extraction.text import clean, row

INVISIBLE = ("script", "style", "noscript", "template", "svg", "iframe", "object", "head")
_BLOCKS = frozenset(
    {
        "address", "article", "blockquote", "body", "caption", "cell", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
        "item", "li", "list", "main", "ol", "p", "pre", "quote", "row", "section", "summary", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_HEADINGS = ("h1", "h2", "h3")
_LONGEST_CELL = 300  # characters; a cell that holds more than one line and more than this lays out the page
_MOST_COLUMNS = 60


def block_lines(block: HtmlElement) -> list[str]:
    """The clean lines of a block, none of them empty. A table's row is one line, its cells parted by " | "."""
    return BlockLines(block).lines


class BlockLines:
    """The clean lines of a block, and which of them stand in which of the blocks in it."""

    def __init__(self, block: HtmlElement) -> None:
        self.lines: list[str] = []
        self._places: dict[HtmlElement, slice] = {}
        self._pending: list[str] = []
        self._walk(block)
        self._flush()

    def within(self, element: HtmlElement) -> list[str]:
        """The lines of one of the block's descendants."""
        place = self._places.get(element)
        return block_lines(element) if place is None else self.lines[place]

    def _flush(self) -> None:
        if line := clean("".join(self._pending)):
            self.lines.append(line)
        self._pending.clear()

    def _walk(self, element: HtmlElement) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in INVISIBLE:
            return
        block_like = tag in _BLOCKS
        if block_like or tag in ("br", "lb"):
            self._flush()
        elif tag == "span" and next((said for said in reversed(self._pending) if said), "")[-1:].isalnum():
            self._pending.append(" ")  # styled apart on the page: "10 061" and "stations" are not one word
        begin = len(self.lines)
        if tag == "table":
            self.lines += _table_lines(element)
        else:
            self._pending.append(element.text or "")
            for child in element:
                self._walk(child)
                self._pending.append(child.tail or "")
        if block_like:
            self._flush()
            self._places[element] = slice(begin, len(self.lines))


def is_layout(table: HtmlElement) -> bool:
    """Whether a table lays out the page: it holds headings or tables, and not figures."""
    return next(table.iterdescendants("table", *_HEADINGS), None) is not None


def _table_lines(table: HtmlElement) -> list[str]:
    """The caption, then the rows; a table that only lays out the page gives the lines of its cells."""
    lines = [line for caption in table.iterchildren("caption") for line in block_lines(caption)]
    rows = [element for element in table.iterdescendants("tr", "row") if _nearest_table(element) is table]
    waiting: dict[int, tuple[int, str]] = {}
    for element in rows:
        cells = [cell for cell in element if cell.tag in ("td", "th", "cell")]
        parts = [block_lines(cell) for cell in cells]
        if _is_layout(cells, parts):
            lines.extend(line for part in parts for line in part)
        else:
            lines.append(row(_spread(cells, [" ".join(part) for part in parts], waiting)))
    return lines


def _nearest_table(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("table"), None)


def _is_layout(cells: list[HtmlElement], parts: list[list[str]]) -> bool:
    if len([part for part in parts if part]) <= 1 and len(cells) <= 1:
        return True
    return any(
        next(cell.iterdescendants("table", *_HEADINGS), None) is not None
        or (len(part) > 1 and sum(map(len, part)) > _LONGEST_CELL)
        for cell, part in zip(cells, parts, strict=True)
    )


def _spread(cells: list[HtmlElement], texts: list[str], waiting: dict[int, tuple[int, str]]) -> list[str]:
    """A row with what spans several columns or rows in each of them, so that columns keep their places.

    Words are repeated; what holds digits stands once, lest a figure be told twice. `waiting` holds, by column, what
    rows above still reach down into.
    """
    spread: list[str] = []

    def from_above() -> None:
        while len(spread) in waiting:
            rows_left, text = waiting.pop(len(spread))
            if rows_left > 1:
                waiting[len(spread)] = (rows_left - 1, text)
            spread.append(text)

    kept_down: dict[int, tuple[int, str]] = {}
    for cell, text in zip(cells, texts, strict=True):
        from_above()
        repeated = "" if re.search(r"\d", text) else text
        width, height = _span(cell, "colspan"), _span(cell, "rowspan")
        for offset in range(min(width, _MOST_COLUMNS - len(spread)) or 1):
            if height > 1:
                kept_down[len(spread)] = (height - 1, repeated)
            spread.append(text if offset == 0 else repeated)
    from_above()
    waiting.update(kept_down)
    return spread


def _span(cell: HtmlElement, name: str) -> int:
    said = (cell.get(name) or "").strip()
    return max(1, min(int(said), _MOST_COLUMNS)) if said.isascii() and said.isdigit() and len(said) < 4 else 1
