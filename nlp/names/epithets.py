"""Words that a text uses for a contestant whom it names elsewhere: "the ruling party", "the president", "his rival"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from nlp.components.frames import table
from nlp.components.reading import PRONOUN, Name, Reading
from nlp.names.contestant_words import contestant_words

_BESIDE = 40
_NAME = re.compile(r",? [«“\"A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]")


@dataclass(frozen=True)
class Epithet:
    """What contestants of a kind are called beside their name, and the words that then stand for whoever is."""

    kind: str
    called: re.Pattern[str]
    said: re.Pattern[str]


@lru_cache
def _epithets(lang: str) -> tuple[Epithet, ...]:
    rows = table(lang)["contestants"].get("epithet", ())
    return tuple(Epithet(row["kind"], re.compile(row["called"]), re.compile(row["said"])) for row in rows)


def read_epithets(reading: Reading) -> list[Name]:
    """ "The ruling party" for the party that the text calls so; "his rival" for the other of two candidates."""
    return [*_called(reading), *_other_of_two(reading)]


def _called(reading: Reading) -> Iterator[Name]:
    for epithet in _epithets(reading.lang):
        said = [
            m for m in epithet.said.finditer(reading.folded, *reading.body) if not _NAME.match(reading.text, m.end())
        ]
        named = (name for name in reading.names if name.kind == epithet.kind) if said else ()
        called = (n for n in named if epithet.called.search(reading.folded, max(0, n.start - _BESIDE), n.start))
        if (known := next(called, None)) is not None:
            yield from (replace(known, start=match.start(), end=match.end(), rule=PRONOUN) for match in said)


def _other_of_two(reading: Reading) -> Iterator[Name]:
    rivals = contestant_words(reading.lang).words["rivals"]
    candidates = [name for name in reading.names if name.kind == "candidate"]
    persons = {name.id or name.name: name for name in candidates}
    for match in rivals.finditer(reading.folded, *reading.body) if len(persons) == 2 else ():
        before = [name for name in candidates if name.end <= match.start()]
        last = before[-1].id or before[-1].name if before else None
        other = next((name for key, name in persons.items() if last and key != last), None)
        if other is not None:
            yield replace(other, start=match.start(), end=match.end(), rule=PRONOUN)
