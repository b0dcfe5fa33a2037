"""Numbers written in digits: decimal comma and point, thousands by space, comma or point."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nlp.quantities.lexicon import Lexicon
from nlp.quantities.tokens import Tokens

_SPACES = frozenset(" \u00a0\u202f\u2009\u2007\u2006")
_ROW = 12  # cells looked at on either side
_LONGEST = 15  # digits; more is an identifier, not a count
_MARKS = frozenset(",.'’")


@dataclass(frozen=True, slots=True)
class Literal:
    """A number in digits, up to token `stop`; `value` is None for what is no number ("5.1.2")."""

    value: Decimal | None
    precision: Decimal
    stop: int
    alternative: Decimal | None = None
    plain: bool = True
    """Digits alone: no decimals, no thousands separators."""


def _nothing(stop: int) -> Literal:
    return Literal(None, Decimal(1), stop)


def read_literal(tokens: Tokens, first: int, lexicon: Lexicon) -> Literal:
    """The number whose first digits are token `first`."""
    head = tokens[first].low
    if len(head) > _LONGEST:
        return _nothing(first + 1)
    parts, stop = _spaced(tokens, first)
    if stop > first + 1:
        return _with_decimals(tokens, "".join(parts), stop)
    chain, marks, stop = _marked(tokens, first)
    if sum(map(len, chain)) > _LONGEST:
        return _nothing(stop)
    if not marks:
        if len(head) > 1 and head[0] == "0":
            return _nothing(stop)
        if _loosely_written(tokens, first, lexicon):
            return _decimal(head, tokens[first + 2].low, first + 3)
        return Literal(Decimal(head), Decimal(1), stop)
    if len(marks) == 1:
        return _one_mark(tokens, chain, marks[0], stop, lexicon)
    return _many_marks(chain, marks, first, stop)


def _spaced(tokens: Tokens, first: int) -> tuple[list[str], int]:
    parts, at = [tokens[first].low], first
    if len(parts[0]) > 3 or parts[0][0] == "0":
        return parts, first + 1
    if tokens.gap(at) in _SPACES and len(tokens[at + 1].low) == 3 and _in_columns(tokens, first):
        return parts, first + 1
    while len(parts) < 5 and tokens.gap(at) in _SPACES and tokens[at + 1].kind == "d" and len(tokens[at + 1].low) == 3:
        parts.append(tokens[at + 1].low)
        at += 1
    return parts, at + 1


def _in_columns(tokens: Tokens, at: int) -> bool:
    """The digits stand in a row of table cells, not in one number: "1030 196 123 132", "140 9 9 13 127"."""
    first = last = at
    while first > at - _ROW and tokens[first - 1].kind == "d" and tokens.gap(first - 1) in _SPACES:
        first -= 1
    while last < at + _ROW and tokens[last + 1].kind == "d" and tokens.gap(last) in _SPACES:
        last += 1
    lengths = [len(tokens[k].low) for k in range(first, last + 1)]
    if len(lengths) < 4:
        return False
    return max(lengths) > 3 or 2 * lengths[1:].count(3) < len(lengths) - 1


def _marked(tokens: Tokens, first: int) -> tuple[list[str], list[str], int]:
    chain, marks, at = [tokens[first].low], [], first
    while (
        len(chain) < 8
        and tokens.glued(at)
        and tokens.glued(at + 1)
        and tokens[at + 1].low in _MARKS
        and tokens[at + 2].kind == "d"
    ):
        marks.append(tokens[at + 1].low)
        chain.append(tokens[at + 2].low)
        at += 2
    return chain, marks, at + 1


def _with_decimals(tokens: Tokens, whole: str, stop: int) -> Literal:
    """A number with spaced thousands may go on with a decimal part."""
    if (
        tokens.glued(stop - 1)
        and tokens[stop].low in {",", "."}
        and tokens.glued(stop)
        and tokens[stop + 1].kind == "d"
        and len(tokens[stop + 1].low) <= 6
    ):
        return _decimal(whole, tokens[stop + 1].low, stop + 2)
    return Literal(Decimal(whole), Decimal(1), stop, plain=False)


def _loosely_written(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Kazakh pages part decimals by comma and space: "– 57, 7%", "82, 18 пайыз"; no list of percentages."""
    fraction = tokens[at + 2]
    if not (
        lexicon.lang == "kk"
        and len(tokens[at].low) <= 2
        and tokens[at + 1].low == ","
        and tokens.glued(at)
        and tokens.gap(at + 1) == " "
        and fraction.kind == "d"
        and len(fraction.low) <= 2
        and tokens[at + 3].low.startswith(("%", "пайыз", "процент"))
    ):
        return False
    listed = any(tokens[k].low in _RESPECTIVELY for k in range(at - _ROW, at + _ROW))
    return not listed and (len(fraction.low) == 2 or tokens[at - 1].low in _DASHES)


_RESPECTIVELY = {"тиісінше", "сәйкесінше"}
_DASHES = {"–", "—", "-", ":"}


def _decimal(whole: str, fraction: str, stop: int, alternative: Decimal | None = None) -> Literal:
    precision = Decimal(1).scaleb(-len(fraction))
    return Literal(Decimal(f"{whole}.{fraction}"), precision, stop, alternative, plain=False)


def _one_mark(tokens: Tokens, chain: list[str], mark: str, stop: int, lexicon: Lexicon) -> Literal:
    whole, fraction = chain
    if len(whole) > 1 and whole[0] == "0":
        return _nothing(stop)
    groups = len(fraction) == 3 and len(whole) <= 3 and whole != "0"
    if mark in "'’":
        return Literal(Decimal(whole + fraction), Decimal(1), stop, plain=False) if groups else _nothing(stop)
    if not groups:
        return _decimal(whole, fraction, stop)
    as_thousands, as_decimal = Decimal(whole + fraction), Decimal(f"{whole}.{fraction}")
    if _measured(tokens, stop, lexicon) and not (mark == "," and lexicon.lang == "en"):
        return _decimal(whole, fraction, stop)
    if mark == "." and lexicon.lang == "en":
        return _decimal(whole, fraction, stop, alternative=as_thousands)
    return Literal(as_thousands, Decimal(1), stop, as_decimal, plain=False)


def _measured(tokens: Tokens, stop: int, lexicon: Lexicon) -> bool:
    """A percent sign or a scale follows: "7,125 %", "1,234 млн" can only be decimals."""
    following = tokens[stop]
    if not tokens.same_line(stop - 1):
        return False
    if following.low == "%" or following.low.startswith(lexicon.percent_stems):
        return True
    atom = lexicon.atom(following.low) if following.kind == "w" else None
    return atom is not None and atom.kind == "scale"


def _many_marks(chain: list[str], marks: list[str], first: int, stop: int) -> Literal:
    body = chain[1:-1] if marks[-1] != marks[0] else chain[1:]
    grouped = len(chain[0]) <= 3 and chain[0][0] != "0" and all(len(part) == 3 for part in body)
    if grouped and len(set(marks[: len(body)])) == 1:
        whole = chain[0] + "".join(body)
        if len(body) == len(chain) - 1:
            return Literal(Decimal(whole), Decimal(1), stop, plain=False)
        return _decimal(whole, chain[-1], stop)
    if "." in marks:
        return _nothing(stop)
    return Literal(Decimal(chain[0]), Decimal(1), first + 1)  # "5,6,7" is a list
