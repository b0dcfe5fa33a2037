"""Which claims a page's later version makes otherwise than the earlier."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import NamedTuple

from nlp.claims import Assessment, Extraction, Figure
from nlp.statements import Statement, statements

_OF_WORDS = {"quote", "start", "end"}
_OF_VALUE = {"value", "low", "high", "precision", "margin", "qualifier"}


class Changes(NamedTuple):
    """Claims of which only the number or the judgement is another (before, after), those that came and that went."""

    changed: tuple[tuple[Statement, Statement], ...]
    appeared: tuple[Statement, ...]
    vanished: tuple[Statement, ...]

    def __bool__(self) -> bool:
        return any(self)


def changes(before: Extraction, after: Extraction) -> Changes:
    """Compare two versions, both read by one extractor. A claim that only moved in the text has not changed."""
    earlier = {said.id: said for said in statements([before])}
    later = {said.id: said for said in statements([after])}
    cells: defaultdict[str, tuple[list[Statement], list[Statement]]] = defaultdict(lambda: ([], []))
    for which, here, there in ((0, earlier, later), (1, later, earlier)):
        for id_, said in here.items():
            if id_ not in there:
                cells[_cell(said)][which].append(said)
    changed: list[tuple[Statement, Statement]] = []
    appeared: list[Statement] = []
    vanished: list[Statement] = []
    for lost, gained in cells.values():
        if len(lost) == len(gained) == 1:
            changed.append((lost[0], gained[0]))
        else:
            vanished += lost
            appeared += gained
    return Changes(tuple(changed), tuple(appeared), tuple(vanished))


def _cell(said: Statement) -> str:
    """A claim but for its number or its judgement."""
    claim = said.claim
    value = _OF_VALUE if isinstance(claim, Figure) else {"polarity"} if isinstance(claim, Assessment) else set()
    return type(claim).__name__ + json.dumps(claim.model_dump(mode="json", exclude=_OF_WORDS | value), sort_keys=True)
