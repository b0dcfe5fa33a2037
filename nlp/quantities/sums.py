"""Numbers as they are read, and numbers being added up.

Groups below a thousand are added up from tens and digits, each group is multiplied by the scale word after it, and
scales must fall from left to right.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nlp.quantities.lexicon import Atom, Case
from nlp.quantities.literals import Literal

ONE = Decimal(1)
_THOUSAND = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read. Tokens `first` up to (not with) `stop`; `value` None where it is no number of anything.

    `share` marks fractions of a whole, already in percent ("две трети" is 66.67, `approx`); `glued` holds a word
    joined to the digits that says what is counted ("107-местный").
    """

    value: Decimal | None
    precision: Decimal
    first: int
    stop: int
    in_words: bool = False
    ordinal: bool = False
    share: bool = False
    approx: bool = False
    alternative: Decimal | None = None
    case: Case = "other"
    glued: str | None = None
    plain_digits: bool = False
    """Digits alone, without scale, decimals or separators: what a label, an hour or a day is written with."""
    exact_fraction: Decimal | None = None
    """The fraction itself (two thirds), for "две трети процента"."""


@dataclass(slots=True)
class Sum:
    """A number being added up: finished scales in `total`, the open group in `group`."""

    total: Decimal = Decimal(0)
    group: Decimal | None = None
    room: Decimal = _THOUSAND
    """What the next word of the open group must be smaller than."""
    scale: Decimal | None = None
    precision: Decimal = ONE
    literal: Literal | None = None
    words: bool = False
    started_bare: bool = False
    fractional: bool = False
    plain: bool = True
    """Nothing but digits so far."""
    case: Case = "other"
    alternative: Decimal | None = None
    closed: bool = False
    """A case suffix or a hyphen ends the number here."""
    broken: bool = False
    """The digits are no number at all ("5.1.2")."""

    def value(self) -> Decimal:
        return self.total + (self.group or 0)

    def take(self, atom: Atom) -> bool:
        """Add one number word; False, and nothing changed, where it cannot go on the number."""
        if atom.kind == "scale":
            return self._take_scale(atom.value)
        if self.literal is not None and self.group is not None:
            return False
        if atom.kind == "multiplier":
            return self._take_hundred()
        if self.group is None:
            if self.fractional or (atom.kind == "whole" and self.total):
                return False
            self.group = Decimal(0)
            self.room = _THOUSAND
        elif atom.kind == "whole" or atom.value >= self.room or self.fractional:
            return False
        self.group += atom.value
        self.precision = ONE
        self.room = {"hundred": Decimal(100), "ten": Decimal(10)}.get(atom.kind, Decimal(0))
        if atom.kind == "whole":
            self.fractional = atom.value != atom.value.to_integral_value()
            self.precision = Decimal("0.1") if self.fractional else ONE
        return True

    def _take_hundred(self) -> bool:
        if self.fractional:
            return False
        if self.group is None:
            self.group, self.room = Decimal(100), Decimal(100)
        elif 0 < self.group < 100 and self.room < 100:
            self.group, self.room = self.group * 100, Decimal(100)
        else:
            return False
        self.precision = ONE
        return True

    def _take_scale(self, scale: Decimal) -> bool:
        if self.scale is not None and scale >= self.scale:
            return False
        if self.group is None and self.scale is None:
            self.started_bare = True
        unit = self.precision if self.group is not None else ONE
        self.total += (ONE if self.group is None else self.group) * scale
        self.group, self.scale, self.precision = None, scale, unit * scale
        self.room = _THOUSAND
        return True
