"""Places that no list has: in Kazakh those below a region, by what they are ("Есіл ауданы", "Панфилов ауылы"); in
Russian by the preposition before them. What is counted in one does not hold for its country."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from nlp.components.reading import Name, Reading, beginning_in, overlapping, without_overlaps
from nlp.languages import nominative, tag_ru
from nlp.names.contestant_words import contestant_words

_WORDS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_CAPITAL = "[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]"
_HEADS: dict[str, str] = _WORDS["kk"]["heads"]
_BELOW = re.compile(_WORDS["kk"]["below"].replace("{CAPITAL}", _CAPITAL))
_ROW = re.compile(_WORDS["kk"]["row"].replace("{CAPITAL}", _CAPITAL))
_LISTED = re.compile(rf"(?<!\w){_CAPITAL}[\w-]+")
_HEADED = re.compile(_WORDS["kk"]["headed"].replace("{ITEM}", _WORDS["kk"]["item"]).replace("{CAPITAL}", _CAPITAL))
_ITEM = re.compile(rf"(?<![\w–—-]){_CAPITAL}[\w-]+(?: {_CAPITAL}[\w-]+)?(?=\s?[–—:-]\s?\d)")
_AGAIN: str = _WORDS["kk"]["again"]
_SOMEWHERE = re.compile(_WORDS["ru"]["somewhere"].replace("{CAPITAL}", _CAPITAL))
_ADJECTIVAL = re.compile(_WORDS["ru"]["adjectival"].replace("{CAPITAL}", _CAPITAL))
_DISTRICT = re.compile(_WORDS["ru"]["district"])
# A possessor or a place where something is, no part of a name.
_DECLINED = re.compile(_WORDS["kk"]["declined"])
LOCALITY = "locality"


def _without_beginning(name: str) -> str:
    """A name without the word that only begins its sentence; nothing is left of "Бұл аудан"."""
    first, _, rest = name.partition(" ")
    return rest if contestant_words("kk").is_common(first) else name


def localities(reading: Reading, known: list[Name]) -> Iterator[Name]:
    """The places of a text that no list has; `known` are the names that the lists have."""
    if reading.lang == "kk":
        return _below_regions(reading, known)
    return _somewhere(reading, known) if reading.lang == "ru" else iter(())


def _below_regions(reading: Reading, known: list[Name]) -> Iterator[Name]:
    """Districts, towns and villages of a Kazakh text, in the region named last before each (else first behind it);
    where a text names no region nobody knows where they lie. One told with what it is may then be named alone."""
    regions = [name for name in known if name.within_country]
    told = [*_told_alone(reading, regions), *_told_in_a_row(reading, regions), *_told_in_a_list(reading, regions)]
    yield from told
    yield from _told_again(reading, told, known)


def _told_alone(reading: Reading, regions: list[Name]) -> Iterator[Name]:
    """ "Есіл ауданы": one place with what it is."""
    below = {match.start(): match.end() for match in _BELOW.finditer(reading.text, *reading.body)}
    others = [region for region in regions if region.end >= below.get(region.start, 0)]
    for match in _BELOW.finditer(reading.text, *reading.body):
        named = _without_beginning(match["name"])
        if not named or named.isupper() or _DECLINED.search(named) or "-" in named:
            continue
        start = match.end("name") - len(named)
        if beginning_in(regions, start + 1, match.end("name")):
            continue  # "Babanov in the city of Osh": the words before are somebody else's name.
        own = overlapping(regions, start, start + 1)
        if own and (own[0].end >= match.end() or match["head"] == "қала"):
            continue
        apart = (min(match.start(), own[0].start), own[-1].end) if own else (match.start(), match.start())
        yield from _placed(reading, others, apart, (start, match.end()), f"{named} {_HEADS[match['head']]}")


def _told_in_a_row(reading: Reading, regions: list[Name]) -> Iterator[Name]:
    """ "Қарасай, Талғар және Іле аудандары": several places with what they are."""
    for row in _ROW.finditer(reading.text, *reading.body):
        listed = list(_LISTED.finditer(reading.text, *row.span("names")))
        for match in listed:
            if row["head"] != "қала" or not overlapping(regions, match.start(), match.start() + 1):
                yield from _placed(reading, regions, row.span(), match.span(), f"{match.group()} {_HEADS[row['head']]}")


def _told_in_a_list(reading: Reading, regions: list[Name]) -> Iterator[Name]:
    """ "Аудандар бойынша көрсеткіш: Алатау – 31%, Медеу – 29%": places under a word for what all of them are."""
    for listed in _HEADED.finditer(reading.text, *reading.body):
        for match in _ITEM.finditer(reading.text, *listed.span("list")):
            shown = f"{match.group()} {_HEADS['аудан']}"
            yield from _placed(reading, regions, listed.span("list"), match.span(), shown)


def _placed(
    reading: Reading, regions: list[Name], apart: tuple[int, int], span: tuple[int, int], shown: str
) -> Iterator[Name]:
    """A place in the region named last before a stretch around it, else first behind that, else in the title."""
    before, behind = (bisect_left(regions, at, key=attrgetter("start")) for at in apart)
    codes = [region.place for region in (*regions[max(0, before - 1) : before], *regions[behind : behind + 1])]
    titled = (m.id for m in reading.reference.names(reading.document.title or "", "kk") if m.kind == "place")
    code = next(iter(codes or titled), None)
    if code and len(code) > _COUNTRY:
        yield Name(*span, "place", shown, place=code, locality=shown, rule=LOCALITY)


_COUNTRY = 2
"""Letters of a country's code."""


def _told_again(reading: Reading, told: list[Name], known: list[Name]) -> Iterator[Name]:
    """Places named without what they are, once the text has told it: "Талғар – 38 пайыз"."""
    meant = {name.name.rsplit(maxsplit=1)[0]: name for name in told}
    if not meant:
        return
    others = (name for name in known if name.kind != "place" or name.name not in meant)
    taken = without_overlaps(sorted((*told, *others), key=lambda name: name.start - name.end))
    again = re.compile(_AGAIN.format(names="|".join(map(re.escape, meant))))
    for match in again.finditer(reading.text, *reading.body):
        if not overlapping(taken, *match.span()):
            yield replace(meant[match["name"]], start=match.start(), end=match.end("name"))


def _somewhere(reading: Reading, known: list[Name]) -> Iterator[Name]:
    """Places known by the words around them alone: nobody knows of what region they are."""
    taken = sorted(known, key=lambda name: name.start)
    for match in _SOMEWHERE.finditer(reading.text, *reading.body):
        start, end = match.span("name")
        at = bisect_left(taken, end, key=lambda name: name.start) - 1
        if (at < 0 or taken[at].end <= start) and (match["head"] or _is_place(match["name"])):
            shown = match["name"] if match["head"] else nominative(match["name"], reading.lang)
            yield Name(start, end, "place", shown, locality=shown, rule=LOCALITY)
    for match in _ADJECTIVAL.finditer(reading.text, *reading.body):
        at = bisect_left(taken, match.end(), key=lambda name: name.start) - 1
        if at < 0 or taken[at].end <= match.start():
            shown = f"{match['adjective'].capitalize()}ий {match['head'].lower()}"
            yield Name(match.start(), match.end(), "place", shown, locality=shown, rule=LOCALITY)


def _is_place(word: str) -> bool:
    """Whether a capitalised Russian word in the locative is a place's name, or none that dictionaries know."""
    tag = tag_ru(word)
    return tag.case == "loct" and "Geox" in tag


def without_namesakes(known: list[Name], told: list[Name]) -> list[Name]:
    """The known names without the towns for which a text tells districts or villages of their name."""
    spans = {(name.start, name.end) for name in told}
    return [name for name in known if name.kind != "place" or (name.start, name.end) not in spans]


def well_placed(known: list[Name]) -> list[Name]:
    """Without the city districts of a region that the text does not name, where it names others: many districts share a
    name, and a list has those of the great cities alone."""
    regions = {name.place for name in known if name.kind == "place" and name.within_country and name.locality is None}
    return [
        name for name in known
        if not (regions and _DISTRICT.search(name.locality or "") and name.place not in regions)
    ]  # fmt: skip
