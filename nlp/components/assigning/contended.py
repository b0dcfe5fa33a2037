"""Two contestants of whom one is told by the other: "A beat B by 52% to 43%", "A finished behind B with 31%"."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from nlp.claims import Metric
from nlp.components.assigning.found import WITH_SUBJECT, Found, as_percent
from nlp.components.frames import Lexicon
from nlp.components.masks import Mask
from nlp.components.reading import Name
from nlp.quantities import Quantity

_ALL = Decimal(101)
"""Two shares of one vote make no more, but for rounding."""


def mark_contended(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """Give the numbers of a sentence to the right one of two contestants: those that alternate with the names to the
    name before each, a score to both by its greater side, a number behind "A beat B" to A."""
    _in_turn(masked, words, found)
    _told_by_other(masked, words, found)
    _scores(masked, words, found)


def _names(masked: Mask, start: int, end: int) -> list[tuple[int, Name]]:
    return [(at, e) for at, e in masked.all("K") if start <= at < end and isinstance(e, Name)]


def _in_turn(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """In "A … 56%, B … 41%" each number is of the name before it, whatever words stand behind it."""
    taken = [at for at, item in found.items() if item.metric in WITH_SUBJECT]
    order = sorted([*taken, *(at for at, _ in masked.all("K"))])
    alternating = all((at in found) == bool(n % 2) for n, at in enumerate(order))
    if not alternating or len(order) % 2 or len(order) < _TWO_PAIRS:
        return
    for head, target in pairwise(order):
        name = masked.entities[head]
        if target in found and isinstance(name, Name) and not words.scope["given_to"].search(masked.text[:target]):
            _give(found[target], name, head)


def _give(item: Found, name: Name, at: int) -> None:
    item.subject, item.start, item.end = name, at, item.position + 1


_TWO_PAIRS = 4


def _told_by_other(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """A number behind "A beat B" is of A, unless B is said to have got it ("B, who had")."""
    for (head, winner), (other, loser) in pairwise(_names(masked, 0, len(masked.text))):
        between = masked.text[head + 1 : other]
        if not words.scope["contended"].search(between) or any(sign in between for sign in "PN;"):
            continue
        behind = min((at for at, _ in masked.all("PNK") if at > other), default=-1)
        item = found.get(behind)
        if item is None or item.subject is not loser or item.metric not in WITH_SUBJECT:
            continue
        if not words.scope["its_own"].search(masked.text, other + 1, behind):
            _give(item, winner, head)


def _scores(masked: Mask, words: Lexicon, found: dict[int, Found]) -> None:
    """Of a score the greater side is the winner's: the first named, unless words for losing follow."""
    for match in words.scope["score"].finditer(masked.text):
        first, second = (masked.entities.get(match.start(group)) for group in ("first", "second"))
        before = max((at for at in masked.numbers if at < match.start("first")), default=-1)
        names = _names(masked, before + 1, match.start("first"))
        if not (isinstance(first, Quantity) and isinstance(second, Quantity)) or len(names) != 2:
            continue
        one, other = (as_percent(first), as_percent(second)) if first.unit != "vote" else (first, second)
        if one is None or other is None or one.value is None or other.value is None:
            continue
        between = masked.text[names[0][0] + 1 : match.start("first")]
        if not words.scope["contended"].search(between) or (one.unit == "percent" and one.value + other.value > _ALL):
            continue
        ahead, behind = names if not words.scope["loses"].search(between) else names[::-1]
        metric: Metric = "vote_share" if one.unit == "percent" else "votes"
        sides = sorted(
            ((one, match.start("first")), (other, match.start("second"))),
            key=lambda side: side[0].value or 0,
            reverse=True,
        )
        for (quantity, at), (_, name) in zip(sides, (ahead, behind), strict=True):
            found[at] = Found(at, quantity, metric, 9, "score", names[0][0], match.end("second"), name)
