"""A quotation that goes on over several paragraphs: all of it is of whoever is named where it ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlp.components.speakers.layout import Line

_LONGEST = 8
"""How many paragraphs a quotation may go on for; a quotation mark that nothing closes opens none."""
_OPENING, _CLOSING = "«“", "»”"


@dataclass(slots=True)
class Quotation:
    """Reads a text line by line; straight quotation marks do not tell where one begins."""

    lines: list[Line] = field(default_factory=list)
    """The lines above that stand in a quotation that is still open."""
    depth: int = 0

    def read(self, line: Line, text: str) -> list[Line]:
        """Read a line; returns the lines of other paragraphs that belong to a quotation which it closes."""
        if self.lines and line.paragraph - self.lines[0].paragraph > _LONGEST:
            self.lines, self.depth = [], 0
        repeated = self.depth > 0 and line.number == 0 and text[0] in _OPENING
        opened = sum(text.count(mark) for mark in _OPENING) - repeated
        self.depth = max(0, self.depth + opened - sum(text.count(mark) for mark in _CLOSING))
        if self.depth:
            self.lines.append(line)
            return []
        before, self.lines = self.lines, []
        return [told for told in before if told.paragraph < line.paragraph]
