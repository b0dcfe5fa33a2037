"""Places that no list has: those below a region by what they are ("Есіл ауданы", "Панфилов ауылы"), in Russian and
English by the preposition before them. What is counted in one does not hold for its country."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from nlp.components.reading import Name, Reading
from nlp.languages import nominative, tag_ru
from nlp.names.contestants import contestant_words

_CAPITAL = "[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]"
_HEADS = {"аудан": "ауданы", "ауыл": "ауылы", "қала": "қаласы", "кент": "кенті", "ауылдық округ": "ауылдық округі"}
_BELOW = re.compile(
    rf"(?P<name>{_CAPITAL}[\w-]+(?: {_CAPITAL}[\w-]+)?) "
    r"(?P<head>ауылдық округ|аудан|ауыл|қала|кент)(?:с?[ыі](?:н?[ыі]ң|нд?[ае]\w*|нан|нен|н)?|дық|лық)?(?!\w)"
)
LOCALITY = "locality"


def _begins(name: str) -> bool:
    """Whether a word only begins its sentence: "Бұл ауданда"."""
    words = contestant_words("kk")
    return words is not None and words.of_person(name.split(maxsplit=1)[0]) is False


def localities(reading: Reading, known: list[Name]) -> Iterator[Name]:
    """The districts, towns and villages of a Kazakh text that no list has, in the region named last before each (else
    first behind it); where a text names no region nobody knows where they lie."""
    if reading.lang != "kk":
        yield from _somewhere(reading, known)
        return
    below = [match.span() for match in _BELOW.finditer(reading.text, *reading.body)]
    regions = [name for name in known if name.within_country]
    namesakes = {id(region) for region in regions for start, end in below if start == region.start < region.end < end}
    titled = [m.id for m in reading.reference.names(reading.document.title or "", "kk") if m.kind == "place"]
    for match in _BELOW.finditer(reading.text, *reading.body):
        if nominative(match["name"], "kk") != match["name"] or "-" in match["name"] or _begins(match["name"]):
            continue
        if any(match.start() < region.start < match.end("name") for region in regions):
            continue  # "Babanov in the city of Osh": the words before are somebody else's name.
        own = [r for r in regions if r.start <= match.start() < r.end]
        if own and (own[0].end >= match.end() or match["head"] == "қала"):
            continue
        others = [region for region in regions if region not in own and id(region) not in namesakes]
        at = bisect_left(others, match.start(), key=lambda region: region.start)
        codes = [r.place for r in (*others[max(0, at - 1) : at], *others[at : at + 1])] or titled
        if codes and len(codes[0] or "") > 2:
            shown = f"{match['name']} {_HEADS[match['head']]}"
            yield Name(match.start(), match.end(), "place", shown, place=codes[0], locality=shown, rule=LOCALITY)


_SOMEWHERE = {
    "ru": re.compile(
        rf"(?<!\w)(?:[Вв]о?|[Нн]а) (?P<head>(?:город|район|округ|аймак|уезд|провинци|штат|муниципалитет|кантон|вилайет|"
        rf"общин|дистрикт|поселк|сел)(?:е|и|ах|ях) )?(?P<name>{_CAPITAL}[\w-]+)"
    ),
}


def _somewhere(reading: Reading, known: list[Name]) -> Iterator[Name]:
    """Places known by the words around them alone: nobody knows of what region they are."""
    pattern = _SOMEWHERE.get(reading.lang)
    taken = sorted(known, key=lambda name: name.start)
    for match in pattern.finditer(reading.text, *reading.body) if pattern else ():
        start, end = match.span("name")
        at = bisect_left(taken, end, key=lambda name: name.start) - 1
        if (at < 0 or taken[at].end <= start) and (match["head"] or _is_place(match["name"])):
            shown = match["name"] if match["head"] else nominative(match["name"], reading.lang)
            yield Name(start, end, "place", shown, locality=shown, rule=LOCALITY)


def _is_place(word: str) -> bool:
    """Whether a capitalised Russian word in the locative is a place's name, or none that dictionaries know."""
    tag = tag_ru(word)
    return tag.case == "loct" and "Geox" in tag


def well_placed(known: list[Name]) -> list[Name]:
    """Without the city districts of a region that the text does not name, where it names others: many districts share a
    name, and a list has those of the great cities alone."""
    regions = {name.place for name in known if name.kind == "place" and name.within_country and name.locality is None}
    return [
        name for name in known
        if not (regions and _DISTRICT.search(name.locality or "") and name.place not in regions)
    ]  # fmt: skip


_DISTRICT = re.compile("район")
