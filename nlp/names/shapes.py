"""Names of organizations that the reference data lacks, by their shape, in whatever language they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.claims import OrganizationType
from nlp.components.frames import lexicon
from nlp.components.reading import QUOTES, Name, Reading
from nlp.languages import fold
from nlp.names.english import english_names
from nlp.names.kazakh import kazakh_names
from nlp.names.lexicon import Lexicon, name_words
from nlp.names.russian import russian_names

_QUOTED = re.compile(r"\s*[«“„\"]([^«»“”„\"\n]{2,60})[»”“\"]")
_IN_QUOTES = re.compile(_QUOTED.pattern.removeprefix(r"\s*"))


_LATIN = re.compile(r"[A-Za-z]{2}")


def unknown_names(reading: Reading, known_ends: set[int]) -> list[Name]:
    """The names that a head noun shows; `known_ends`: where known names end, so that one built around them ends too."""
    own = name_words(reading.lang)
    names: list[Name] = []
    for start, end in _spans(reading):
        if reading.lang == "ru" and not reading.text[start:end].isupper():
            names += russian_names(reading, own, start, end, known_ends)
        elif reading.lang == "kk":
            names += kazakh_names(reading, own, start, end)
        if reading.lang != "en":
            names += _legal_forms(reading, own, start, end)
        # A name in Latin letters follows English habits in any text.
        if _LATIN.search(reading.text, start, end):
            names += english_names(reading, name_words("en"), start, end)
    return names


_MEMBERS = re.compile(
    r"(?:активист|представител|член|волонтер|наблюдател|координатор|движени|белсенді|өкіл|мүше|activist|member)\w*\s+"
    r"(?=[«“\"])"
)

_BEFORE = 30


def listed(reading: Reading, names: list[Name]) -> list[Name]:
    """Quoted names without a head: of activists or members, in one list with an organization, or alone on a line."""
    found: list[Name] = []
    ends = {name.end: name for name in names if name.kind in ("ngo", "citizen_observers")}
    known_ends = {name.end for name in names if name.id}
    low, high = reading.body
    joined = lexicon(reading.lang).scope["neighbours"]
    for match in _IN_QUOTES.finditer(reading.text, low, high):
        shown = match.group(1).strip()
        at = match.start()
        before = reading.text[max(0, at - _BEFORE) : at]
        near = (end for end in range(at - 8, at) if end in ends)
        neighbour = next((ends[end] for end in near if joined.fullmatch(reading.text, end, at)), None)
        heads_line = (at <= _BEFORE or "\n" in before) and not before.rpartition("\n")[2].strip()
        alone = heads_line and not reading.text[match.end() : match.end() + _BEFORE].partition("\n")[0].strip()
        if not shown[:1].isupper() or len(shown.split()) > 5 or shown[-1] in ".," or match.end() - 1 in known_ends:
            continue
        if _MEMBERS.search(fold(before) + "«") or neighbour is not None or alone:
            kind = neighbour.kind if neighbour else "citizen_observers" if "наблюда" in fold(before) or alone else "ngo"
            name = Name(at, match.end(), kind, shown, rule="listed")
            found.append(name)
            ends[name.end] = name
    return found


def _spans(reading: Reading) -> Iterator[tuple[int, int]]:
    low, high = reading.body
    for segment in reading.segments:
        if low <= segment.start and segment.end <= high:
            yield segment.start, segment.end


def _legal_forms(reading: Reading, lexicon: Lexicon, start: int, end: int) -> Iterator[Name]:
    for match in lexicon.forms.finditer(reading.text, start, end):
        quoted = _QUOTED.match(reading.text, match.end(), end)
        if quoted:
            phrase = reading.text[match.start() : quoted.end()]
            company = match.group() in lexicon.companies
            kind: OrganizationType = "company" if company else lexicon.type_of(fold(phrase))
            yield Name(match.start(), quoted.end(), kind, quoted.group(1).strip(), rule="legal form")


def state_bodies(reading: Reading) -> Iterator[Name]:
    """Ministries and services named by their short form alone: "сообщили в МВД"."""
    for match in name_words(reading.lang).offices.finditer(reading.text):
        yield Name(match.start(), match.end(), "government", match["name"], rule="office")


def relaying(reading: Reading, lexicon: Lexicon, known: dict[int, int]) -> Iterator[Name]:
    """Media by the words with which a text says that it was they who reported it, or by its dateline; `known`: where
    known names begin and end. In a dateline one may begin with a place's name."""
    reports = lexicon.relays.finditer(reading.text, *reading.body) if lexicon.relays else ()
    datelines = (match for match in _AGENCY.finditer(reading.text, *reading.body) if _is_agency(reading, match))
    for match in (*reports, *datelines):
        start, end = match.span("name")
        taken = max(known.get(start, 0), known.get(start + 1, 0))
        if not taken or (match.re is _AGENCY and taken < end - 1):
            yield Name(start, end, "media", match["name"].strip(QUOTES), rule="relays")


_UPPER = "A-ZА-ЯЁӘІҢҒҮҰҚӨҺ"
_LOWER = "a-zа-яёәіңғүұқөһ"
_AGENCY = re.compile(
    rf"(?m)^(?:[{_UPPER}-]{{3,20}}|[{_UPPER}][{_LOWER}]+(?:-[{_UPPER}][{_LOWER}]+)?)[.,] "
    rf"(?P<date>\d{{1,2}} [{_LOWER}]{{3,9}}\.?[.,]? ?(?:[–—-] )?)?"
    rf"(?P<name>[«“\"]?[{_UPPER}][\w-]+(?: [\w-]+)?[»”\"]?)"
    rf"(?:(?P<dash>(?: /[^/\n]{{3,40}}/)?\.? [–—-] )|\. (?=[{_UPPER}\d]))"
)
"""The agency in a dateline: "АСТАНА. 27 наурыз. Дала-Ақпарат – "."""
_SENTENCE = re.compile("[дт][ыі]$|[ғгқк][ае]н$")
"""How Kazakh sentences end."""


def _is_agency(reading: Reading, match: re.Match[str]) -> bool:
    """Whether a line that begins like a dateline goes on with its agency, not with a date or a sentence."""
    name = match["name"]
    if reading.is_dated(match.start("name")):
        return False
    told = match["dash"] or match["date"]
    return bool(told) or (reading.lang == "kk" and " " in name and not _SENTENCE.search(name))
