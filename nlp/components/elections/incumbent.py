"""The president in office, whom a text names by the post alone."""

from __future__ import annotations

from nlp.components.frames import lexicon
from nlp.components.reading import Name, Reading, beginning_in
from nlp.reference import Election

_BESIDE = 3
"""How many characters behind the post, the first of its holder's name counted, that name may begin."""


def name_incumbent(reading: Reading, main: Election) -> None:
    """Name the sitting president: the winner of the presidential election before, where that is known."""
    last = reading.reference.previous(main.country, main.day, ("president",))
    winner = max(last.results, key=lambda r: r.share or 0, default=None) if last else None
    actor = reading.reference.actor(winner.id) if winner and winner.share else None
    if actor is None:
        return
    name = next((n.name for n in reading.names if n.id == actor.id), actor.name(reading.lang, main.day))
    meant = []
    for match in lexicon(reading.lang).incumbent.finditer(reading.folded):
        behind = beginning_in(reading.names, match.end(), match.end() + _BESIDE)
        if not any(n.kind == "candidate" for n in behind) and not reading.is_named(*match.span()):
            meant.append(Name(*match.span(), "candidate", name, actor.id, rule="incumbent"))
    reading.names = sorted([*reading.names, *meant], key=lambda n: n.start)
