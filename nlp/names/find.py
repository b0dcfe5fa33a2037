"""All names of a text: the known ones, those found by their shape, contestants, and later mentions of each."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from operator import attrgetter

from nlp.components.reading import (
    DATELINE,
    GUESSED,
    LEAD,
    ON_BALLOT,
    OPENING,
    Name,
    Reading,
    beginning_in,
    without_overlaps,
)
from nlp.languages import fold
from nlp.names.contestants import read_contestants
from nlp.names.deeds import by_deeds
from nlp.names.epithets import read_epithets
from nlp.names.identity import by_bracket, contracted, crosses, identified, short_forms
from nlp.names.known import known_names
from nlp.names.lexicon import NO_BODY, name_words
from nlp.names.localities import LOCALITY, localities, well_placed, without_namesakes
from nlp.names.mentions import abbreviations, anaphors, campaigns, lower_bodies
from nlp.names.parties import read_voted
from nlp.names.pronouns import read_pronouns
from nlp.names.shapes import listed, relaying, state_bodies, unknown_names
from nlp.statements import folded


def read_names(reading: Reading) -> None:
    """Find the names of known actors and places, then of organizations that the reference data lacks."""
    known = _without_foreign(reading, well_placed(known_names(reading)))
    bodies = sorted((k for k in known if k.id and k.kind not in NO_BODY), key=lambda k: k.start)
    names = [identified(name, bodies) for name in unknown_names(reading, {name.end for name in known if name.id})]
    starting = {body.start: body for body in bodies}
    names = [by_bracket(reading, name, starting) for name in names if not crosses(name, bodies)]
    names = contracted(short_forms(names, known))
    names += [
        *listed(reading, [*known, *names]),
        *relaying(reading, name_words(reading.lang), {name.start: name.end for name in known}),
    ]
    below = list(localities(reading, known))
    known, names = without_namesakes(known, below), [*names, *below]
    reading.names = _without_overlaps(known, names)
    outer = set(reading.names)
    covered = (name for name in known if name not in outer and (name.id or name.place) and not _part(name, reading))
    reading.inner = sorted(covered, key=attrgetter("start"))
    reading.names = _without_overlaps(reading.names, abbreviations(reading))
    reading.names = _without_overlaps(read_voted(reading), read_contestants(reading))
    reading.names = _without_overlaps(reading.names, [*lower_bodies(reading), *state_bodies(reading)])
    reading.names = by_deeds(reading)
    reading.names = _of_one_kind(reading)
    reading.names = _without_overlaps(reading.names, list(campaigns(reading)))
    reading.names = [name for name in reading.names if not _supports(reading, name)]
    reading.names = [
        replace(n, rule=DATELINE) if _in_dateline(reading, n) or _stamped(reading, n) else n for n in reading.names
    ]
    if reading.script is not None:
        reading.names = _as_written(reading)


_BACKED = re.compile(
    r"[-–](?:backed|commissioned|endorsed|nominated|aligned|affiliated|supported|sponsored|linked|controlled)\b"
)


def read_meant(reading: Reading) -> None:
    """Add the words that stand for bodies and contestants whom other words name. A name that only describes what stands
    behind it is nobody's here: "the Union-backed candidate"."""
    describing = {
        name.start: name for name in reading.names if name.kind != "place" and _BACKED.match(reading.text, name.end)
    }
    reading.inner = sorted(
        [*reading.inner, *(name for name in describing.values() if name.id)], key=attrgetter("start")
    )
    reading.names = [name for name in reading.names if name.start not in describing]
    reading.names = _without_overlaps(reading.names, anaphors(reading))
    reading.names = _without_overlaps(reading.names, [*read_pronouns(reading), *read_epithets(reading)])


_OBJECT = re.compile("(?:[дтн][ыі]|с[ыі]н)$")
_VERB = re.compile(r"\w")


def _supports(reading: Reading, name: Name) -> bool:
    """Whether a Kazakh verb of support, a ballot line in a referendum, has a contestant for its object here."""
    if name.kind != "option" or reading.lang != "kk" or not _VERB.match(reading.text, name.start):
        return False
    if reading.folded.startswith(name.name.split()[0], name.start):
        return False  # The ballot's own words.
    segment = reading.segment_at(name.start)
    before = reading.names_in(segment.start, name.start)
    return any(n.kind in ON_BALLOT and _OBJECT.search(reading.folded[n.start : n.end]) for n in before)


def _part(name: Name, reading: Reading) -> bool:
    """A known name that is but a part of another body's: ЕҚЫҰ in the name of its bureau. A party is named even so."""
    at = bisect_right(reading.names, name.start, key=lambda other: other.start) - 1
    whole = reading.names[at] if at >= 0 else None
    if whole is None or name.end > whole.end:
        return False
    if "place" in (name.kind, whole.kind):
        return whole.id is not None and whole.kind == name.kind
    return whole.id is not None or name.kind != "party"


_DATELINE = re.compile(
    r"[.,]\s*\d{1,2}\s+[а-яёәіңғүұқөһ]{3,9}\s?(?:[.,]|[–—])\s|"
    r"(?:,(?:[^.–—\n\d]{1,25}\d{0,2}(?:, \d{4})?| ?\d{1,2} [^\W\d]+(?: \d{4})?)\.?)?(?:\s*\([^)\n]{1,30}\))?"
    r"\s*(?:[–—]\s*|-{1,2}\s|\.\s+(?:/|\w+ \d+\.?\s|[A-ZА-ЯӘІҢҒҮҰҚӨҺ]{4,}))(?=[^\d\n]{8})"
)
_SHOUTED = re.compile(
    r"(?:,[^.–—\n]{1,25})?\.\s|(?:,[^–—\n(]{1,25}(?:\([^)\n]{1,30}\))?|\s*\([^)\n]{1,30}\))\s*(?:[–—]|--)\s"
)
"""What ends a dateline that is written in capitals."""


def _in_dateline(reading: Reading, name: Name) -> bool:
    """Whether a place at the start of a line only says where the report was written: "ASTANA, May 3. /TASS/."."""
    if name.kind != "place" or (name.start and reading.text[name.start - 1] not in "\n\r"):
        return False
    # A district in capitals, and any place further on, heads what is told of it.
    opens = name.rule != LOCALITY and name.start < reading.body[0] + LEAD
    capitals = reading.text[name.start : name.end].isupper()
    shouted = opens and capitals and _SHOUTED.match(reading.text, name.end)
    return bool(shouted) or _DATELINE.match(reading.text, name.end) is not None


_PARTED_BEFORE = re.compile(r"(?:^|[|,.·•/–—])\s*$")
_PARTED_BEHIND = re.compile(r"\s*(?:$|[|,.·•/–—])")
_BYLINE = re.compile(r"\.\s+[^\W\d]")
_LONGEST_STAMP = 60


def _stamped(reading: Reading, name: Name) -> bool:
    """Whether a place stands, at the beginning of a text, in a line that says only where and when it was written, or by
    whom: "3 May 2021 | Almaty", "Almaty. By A. B."."""
    if name.kind != "place" or not 0 < name.start < reading.body[0] + LEAD:
        return False
    start = reading.text.rfind("\n", 0, name.start) + 1
    end = reading.text.find("\n", name.end)
    end = end if end >= 0 else len(reading.text)
    before, behind = reading.text[start : name.start], reading.text[name.end : end]
    if not start or end - start > _LONGEST_STAMP or beginning_in(reading.quantities, start, end):
        return False
    parted = _PARTED_BEFORE.search(before) and _PARTED_BEHIND.match(behind)
    told = (
        *beginning_in(reading.dates, start, end),
        *beginning_in(reading.times, start, end),
        *_BYLINE.findall(behind),
    )
    return bool(parted and told)


def _without_foreign(reading: Reading, known: list[Name]) -> list[Name]:
    """Without the parties of other countries that small letters name: "the ruling party", "the democrats"."""
    countries = {name.place[:2] for name in known if name.place}
    kept = []
    for name in known:
        small = name.kind == "party" and name.name[:1].islower()
        actor = reading.reference.actor(name.id) if small and countries else None
        if actor is None or actor.country in countries:
            kept.append(name)
    return kept


def _of_one_kind(reading: Reading) -> list[Name]:
    """Mentions of one body agree: what is a party once is one wherever its name stands, and an epithet ("the ruling
    party") goes by the actor's own name."""
    parties = {folded(name.name) for name in reading.names if name.kind == "party"}
    shown: dict[str | None, str] = {}
    for name in reading.names:
        if name.name[:1].isupper():
            shown.setdefault(name.id, name.name)
    made = []
    for name in reading.names:
        kind = "party" if name.kind in GUESSED and folded(name.name) in parties else name.kind
        actor = reading.reference.actor(name.id) if kind == "party" and name.name[:1].islower() else None
        if actor is None:
            made.append(name if kind == name.kind else replace(name, kind=kind))
        else:
            made.append(replace(name, name=shown.get(name.id) or actor.name(reading.lang, reading.document.published)))
    return made


def _as_written(reading: Reading) -> list[Name]:
    """The names in the letters of a page in Latin Kazakh: a nominative is how some mention of it begins."""
    written: dict[str, str] = {}
    for name in reading.names:
        quoted = reading.text[name.start] in OPENING and name.name[0] not in OPENING
        start = name.start + quoted
        end = start + len(name.name)
        if name.kind != "place" and reading.folded[start:end] == fold(name.name):
            written.setdefault(name.name, reading.quote(start, end)[0])
    return [replace(name, name=written.get(name.name, name.name)) for name in reading.names]


def _without_overlaps(known: list[Name], unknown: list[Name]) -> list[Name]:
    """In the order of the text; where names overlap the longer one wins, a known one among equals."""
    return without_overlaps(sorted([*known, *unknown], key=lambda n: (n.start - n.end, n.rule != "reference")))
