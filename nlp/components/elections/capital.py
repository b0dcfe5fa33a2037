"""The capital of the election's country, where a text names it by that word alone."""

from __future__ import annotations

from nlp.components.elections.country import capital_of
from nlp.components.frames import lexicon
from nlp.components.reading import CAPITAL, Name, Reading, without_overlaps
from nlp.reference import Election


def name_capital(reading: Reading, main: Election) -> None:
    """Name the capital as a place: "lowest of all was the capital with 54.6%"."""
    capital = capital_of(main.country)
    if capital is None:
        return
    shown = reading.reference.place_name(capital, reading.lang, main.day)
    said = (
        Name(match.start(), match.end(), "place", shown, place=capital, rule=CAPITAL)
        for match in lexicon(reading.lang).scope["capital_alone"].finditer(reading.folded)
        if not reading.text[match.end() + 1 : match.end() + 2].isupper()  # "the capital of Tatarstan"
    )
    reading.names = without_overlaps([*reading.names, *said])
