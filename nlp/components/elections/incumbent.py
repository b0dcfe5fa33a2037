"""The president in office, whom a text names by the post alone."""

from __future__ import annotations

from nlp.components.frames import lexicon
from nlp.components.reading import Name, Reading
from nlp.reference import Election


def name_incumbent(reading: Reading, main: Election) -> None:
    """Name the sitting president: the winner of the presidential election before, where that is known."""
    last = reading.reference.previous(main.country, main.day, ("president",))
    winner = max(last.results, key=lambda r: r.share or 0, default=None) if last else None
    actor = reading.reference.actor(winner.id) if winner and winner.share else None
    if actor is None:
        return
    name = next((n.name for n in reading.names if n.id == actor.id), actor.name(reading.lang, main.day))
    taken = [(n.start, n.end) for n in reading.names]
    for match in lexicon(reading.lang).incumbent.finditer(reading.folded):
        named = any(match.end() <= name.start <= match.end() + 2 for name in reading.names if name.kind == "candidate")
        if not named and all(match.end() <= start or end <= match.start() for start, end in taken):
            reading.names.append(Name(match.start(), match.end(), "candidate", name, actor.id, rule="incumbent"))
    reading.names.sort(key=lambda n: n.start)
