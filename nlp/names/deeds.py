"""What kind of body a name that nothing else tells is, by what it does: who polls, who watches."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.components.reading import GUESSED, Name, Reading
from nlp.names.lexicon import name_words

_UNTOLD = (*GUESSED, "company")
_BESIDE = 45
_APART = re.compile(r"[.;:!?\n¶]")


def by_deeds(reading: Reading) -> list[Name]:
    """The names, with the kinds of those that polls or observers stand beside, in every mention."""
    kinds: dict[str, str] = {}
    taken = sorted(reading.names, key=lambda name: name.start)
    for at, name in enumerate(taken):
        if name.id is None and name.kind in _UNTOLD and name.name not in kinds:
            before = taken[at - 1].end if at else 0
            after = taken[at + 1].start if at + 1 < len(taken) else len(reading.folded)
            kind = _told(reading, name, before, after)
            if kind is not None:
                kinds[name.name] = kind
    if not kinds:
        return reading.names
    return [
        replace(n, kind=kinds[n.name]) if n.id is None and n.kind in _UNTOLD and n.name in kinds else n
        for n in reading.names
    ]


def _told(reading: Reading, name: Name, floor: int, ceiling: int) -> str | None:
    """The kind that the words beside a name tell, as far as its neighbours and its sentence reach."""
    low = reading.folded
    before = _APART.split(low[max(floor, name.start - _BESIDE) : name.start])[-1]
    after = _APART.split(low[name.end : min(ceiling, name.end + _BESIDE)])[0]
    deeds = name_words(reading.lang).deeds
    return next((kind for kind, words in deeds.items() if words.search(before) or words.search(after)), None)
