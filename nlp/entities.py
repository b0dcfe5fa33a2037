"""Names in a text, for measuring the recognizer alone: organizations, persons, places."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.claims import Document
from nlp.pipeline import Extractor

_PERSON = re.compile(r"[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][a-zа-яёәіңғүұқөһ’'-]+(?: [A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][a-zа-яёәіңғүұқөһ’'-]+){1,2}")


class Entity(NamedTuple):
    """A name: its words, its label (ORG, PER or LOC) and its offsets."""

    text: str
    label: str
    start: int
    end: int


def find_entities(text: str, lang: str | None) -> list[Entity]:
    """Known names and names by their shape; a capitalised pair of words that is none of them counts as a person."""
    reading = Extractor().read(Document(id="", text=text, lang=lang))
    found = []
    for name in reading.names:
        label = "LOC" if name.kind == "place" else "PER" if name.kind == "candidate" else "ORG"
        quote, start, end = reading.quote(name.start, name.end)
        if name.kind != "option":
            found.append(Entity(quote, label, start, end))
    taken = [(entity.start, entity.end) for entity in found]
    for match in _PERSON.finditer(text):
        if all(match.end() <= start or end <= match.start() for start, end in taken):
            found.append(Entity(match.group(), "PER", match.start(), match.end()))
    return sorted(found, key=lambda entity: entity.start)
