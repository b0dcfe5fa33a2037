"""Every mention of a name that one place of a text tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from nlp.components.reading import GUESSED, Name, Reading, overlapping
from nlp.languages import without_marks
from nlp.reference.records import NameMatch

PERSONS = ("candidate", "expert")


def named_everywhere(reading: Reading, named: dict[str, str]) -> list[Name]:
    """The names of a text with every mention of those that something in it tells, given with their kinds."""
    told = list(_mentions(reading, named))
    kept = [n for n in reading.names if not any(_over(n, other) for other in overlapping(told, n.start, n.end))]
    return sorted([*kept, *told], key=lambda name: name.start)


def is_known(reading: Reading, start: int, end: int) -> bool:
    """Whether a name stands there already that is more than a guess from its shape."""
    return any(not _guessed(name) for name in overlapping(reading.names, start, end))


def _guessed(name: Name) -> bool:
    return name.id is None and name.kind in GUESSED


def _over(name: Name, other: Name) -> bool:
    shorter = name.end - name.start < other.end - other.start
    return (
        (_guessed(name) or (other.kind == "party" and (name.kind == "place" or (name.kind == "party" and shorter))))
        and other.start <= name.start
        and name.end <= other.end
    )


def _listed(reading: Reading, countries: set[str], name: str) -> NameMatch | None:
    """The party, in the countries that a text names, whose name is so everyday a word that it is taken for one only
    where somebody votes for it."""
    country = next(iter(countries)) if len(countries) == 1 else None
    found = reading.reference.names(f"{name} party", reading.lang, country)
    # A short name is many a country's: "APC".
    here = [match for match in found if not countries or match.country in countries or not name.isupper()]
    return next((match for match in here if match.type == "party" and match.start == 0), None)


_PARTY_WORDS = ("Party", "Alliance", "Bloc", "Coalition", "Movement")
"""What a party's name goes without after its first mention."""


def _mentions(reading: Reading, named: dict[str, str]) -> Iterator[Name]:
    """Every mention of the names, with accents or without; a surname alone stands for the one full name that ends with
    it."""
    meant: dict[str, str] = {}
    for form in named:
        meant.setdefault(without_marks(form), form)
    for form in sorted(meant.values(), key=len):
        words = without_marks(form).split()
        if named[form] == "party" and len(words) > 2 and words[-1] in _PARTY_WORDS:
            meant.setdefault(" ".join(words[:-1]), form)
        if named[form] in PERSONS and len(words) > 1:
            meant[words[-1]] = form if meant.get(words[-1], words[-1]) == words[-1] else words[-1]
    forms = sorted(meant, key=len, reverse=True)
    pattern = re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms) + r")(?!\w)"
    )
    countries = {*reading.peoples, *(place.place[:2] for place in reading.names if place.place)}
    listed = lru_cache(partial(_listed, reading, countries))
    for match in pattern.finditer(without_marks(reading.text), *reading.body):
        shown = " ".join(match.group().split())
        name = meant[shown]
        if named.get(name) == "party" or not is_known(reading, *match.span()):
            kind, known = named.get(name, "candidate"), listed(name)
            yield Name(*match.span(), known.type if known else kind, name, known.id if known else None, rule="role")
