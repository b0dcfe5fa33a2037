"""A quotation that goes on over several paragraphs: all of it is of whoever is named where it ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlp.components.speakers.layout import Line

_LONGEST = 8
"""How many paragraphs a quotation may go on for; a quotation mark that nothing closes opens none."""
_OPENING, _CLOSING = "«“„", "»”"


@dataclass(slots=True)
class Quotation:
    """Reads a text line by line. A quotation goes on where a paragraph begins with it and does not close it; straight
    quotation marks do not tell where one begins."""

    lines: list[Line] = field(default_factory=list)
    """The lines above that stand in a quotation that is still open."""
    marks: list[str] = field(default_factory=list)
    """The marks that nothing has closed so far, from the one that opens the quotation."""
    plain: bool = False
    """Nothing in it has been closed: no name in it can have opened what seems open."""

    def read(self, line: Line, text: str) -> list[Line]:
        """Read a line; returns the lines of other paragraphs that belong to a quotation which it closes."""
        repeated = opens = False
        if line.number == 0:
            opens = text[0] in _OPENING
            repeated = opens and self.plain and self.lines[-1].paragraph == line.paragraph - 1
            if (opens and not repeated) or (self.lines and line.paragraph - self.lines[0].paragraph > _LONGEST):
                self._end()
        if not opens and not self.lines:
            return []
        self.plain = opens if not self.lines else self.plain
        self._match(text[repeated:])
        if self.marks:
            self.lines.append(line)
            return []
        before = self.lines
        self._end()
        return [told for told in before if told.paragraph < line.paragraph]

    def _match(self, text: str) -> None:
        """Put the marks of some words to those that are open, as far as the quotation goes; “ closes „, else it
        opens."""
        for mark in text:
            if mark in _CLOSING or (mark == "“" and self.marks and self.marks[-1] == "„"):
                self.plain = False
                self.marks.pop()
                if not self.marks:
                    return
            elif mark in _OPENING:
                self.marks.append(mark)

    def _end(self) -> None:
        self.lines, self.marks, self.plain = [], [], False
