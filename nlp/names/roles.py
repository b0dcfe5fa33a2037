"""Names that the reference data lacks, known by what stands beside them: who wins votes, who polls, who watches.

"X won 31% of the vote" makes X a contestant in any country; every other mention of X then is one too.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nlp.components.reading import CLOSING, CONTESTANTS, GUESSED, Name, Reading
from nlp.languages import nominative, without_marks
from nlp.names.candidates import as_listed
from nlp.names.contestant_words import contestant_words
from nlp.names.known import is_people
from nlp.names.results import listed_contestants, result_words
from nlp.names.view import view_of
from nlp.reference.records import NameMatch

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢİĪĮĶĻŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚƏ"
"""Capitals of the Latin alphabets."""
_WORD = rf"(?:[{_UPPER}][\w’'-]{{0,30}}\w(?![\w])|(?:[A-Z]\.){{1,6}}|(?:al|el|as|an|ar|ash|at)-[A-Z][\w’'-]+)"
_FIRST = rf"(?:[{_UPPER}]|[ae]\w{{1,2}}-)"
"""How a name begins, or a title before it: nearly all words of a text begin otherwise."""
_PARTICLES = r"(?:de|da|dos|do|del|della|van|von|der|den|al|el|bin|ibn|ould|ul|la|e)"
# In the view of a text, in which quantities stand as rows of one sign.
_SHARE = r"%{1,60}"
_VOTES = r"#{1,60} votes?\b"
_SEATS = r"#{1,60} (?:of (?:the |its )?#{1,60} )?(?:\w+ )?(?:seats?|mandates?|mps|deputies)\b"
_MOST = 60
"""A text that names more contestants than this is no report of results but a list, and is left alone."""


@dataclass(frozen=True)
class _Role:
    kind: str
    surname: bool
    quoted: bool
    """The name stands in quotation marks."""
    listed: bool
    """The name goes on with a list of results that its sentence has begun."""
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class _Lexicon:
    never: frozenset[str]
    titles: frozenset[str]
    no_person: re.Pattern[str]
    no_party: re.Pattern[str]
    """Chambers, which have seats as parties do."""
    of_place: re.Pattern[str]
    """What stands before a name that is no person's."""
    begun: re.Pattern[str]
    """What begins a list of results."""
    roles: tuple[_Role, ...]


@lru_cache
def _lexicon(lang: str) -> _Lexicon | None:
    raw = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).get(lang)
    if raw is None:
        return None
    name = (
        rf"\b(?={_FIRST})(?:(?:{raw['titles']})\.?,?\s{{1,3}}){{0,4}}"
        rf"(?P<name>{_WORD}(?:\s{{1,3}}(?:{_PARTICLES}\s{{1,3}})?{_WORD}){{0,3}})(?:,? [JS]r\.)?"
    )
    parts = {"{NAME}": name, "{QUOTED}": r"[«“\"](?P<name>[A-Z][^«»“”\"\n]{1,50})[»”\"]", "{SHARE}": _SHARE,
             "{VOTES}": _VOTES, "{SEATS}": _SEATS}  # fmt: skip

    def compiled(pattern: str) -> re.Pattern[str]:
        for sign, regex in parts.items():
            pattern = pattern.replace(sign, regex)
        return re.compile(pattern)

    roles = tuple(
        _Role(
            role["kind"],
            role.get("surname", False),
            role.get("quoted", False),
            role.get("listed", False),
            tuple(compiled(p) for p in role["patterns"]),
        )
        for role in raw["role"]
    )
    return _Lexicon(
        frozenset(raw["never"]),
        frozenset(raw["titles"].split("|")),
        re.compile(raw["no_person"]),
        re.compile(raw["no_party"]),
        re.compile(raw["of_place"]),
        re.compile(raw["begun"]),
        roles,
    )


def read_roles(reading: Reading) -> None:
    """Add the names that their neighbours tell, and those of lists of results, at every place where the body has
    them."""
    lexicon = _lexicon(reading.lang)
    view = view_of(reading)
    named = _by_neighbours(reading, view, lexicon) if lexicon is not None else {}
    rows = listed_contestants(reading, view)
    reading.names = as_listed(reading, view, rows)
    declined = bool(contestant_words(reading.lang).persons)
    listed = {
        nominative(row.row.label, reading.lang) if row.said and reading.lang == "kk" else row.row.label: row.kind
        for row in rows
        if row.name is None and not (declined and row.kind == "candidate")
    }
    named = {form: kind for form, kind in named.items() if not any(form != row and form in row for row in listed)}
    named |= listed
    if 0 < len(named) <= _MOST:
        told = list(_mentions(reading, named))
        kept = [n for n in reading.names if not any(_over(n, other) for other in _overlapping(told, n.start, n.end))]
        reading.names = sorted([*kept, *told], key=lambda name: name.start)


def _by_neighbours(reading: Reading, view: str, lexicon: _Lexicon) -> dict[str, str]:
    """The names that what stands beside them tells, with their kinds."""
    named: dict[str, str] = {}
    quoted: set[str] = set()
    for role in sorted(lexicon.roles, key=lambda role: not role.quoted):
        # Contestants are known by their shares; the others by words, beside names that may be guessed already.
        text = view if role.kind in CONTESTANTS else reading.text
        for pattern in role.patterns:
            if role.listed:
                named = {**_listed_on(reading, text, pattern, lexicon, role.kind), **named}
                continue
            if role.quoted:
                quoted |= set(_quoted(reading, text, pattern))
                continue
            for form in _told(reading, text, pattern, lexicon, role.kind):
                if not any(form in told for told in quoted):
                    kind = _kind_of(reading, form, role.kind)
                    # A candidate may be an expert too, and what is named so at first a party.
                    if named.setdefault(form, kind) in ("candidate", "expert") and kind != "expert":
                        named[form] = kind
    return named | dict.fromkeys(quoted, "party")


_BEFORE = 20
_WITH_SHARE = re.compile(r"[^%#.]{0,25}[%#]")


def _among_places(reading: Reading, view: str, at: int) -> bool:
    """Whether a sentence gives shares to places and to no contestant: what else has one there is a place too."""
    segment = reading.segment_at(at)
    names = reading.names_in(segment.start, segment.end)
    shared = any(
        name.kind == "place" and view[name.end : name.end + 1] not in CLOSING and _WITH_SHARE.match(view, name.end)
        for name in names
    )
    return shared and not any(name.kind in CONTESTANTS for name in names)


def _kind_of(reading: Reading, form: str, kind: str) -> str:
    """An acronym that wins votes is a party, not a person, and so is what has a party's word in its name."""
    letters = re.sub(r"[\W_]", "", form)
    acronym = len(letters) <= 12 and letters.isupper() and "." not in form
    words = result_words(reading.lang)
    named = words is not None and words.party.search(form) is not None
    return "party" if kind == "candidate" and (acronym or named) else kind


def _told(
    reading: Reading, text: str, pattern: re.Pattern[str], lexicon: _Lexicon, kind: str,
    within: tuple[int, int] | None = None,
) -> Iterator[str]:  # fmt: skip
    """The names that a pattern finds, in the body or a stretch of it, where no name is known yet."""
    low, high = within or reading.body
    at = low
    while match := pattern.search(text, at, high):
        at = max(match.end("name"), at + 1)
        words = _words_of(reading, match["name"], lexicon)
        if not words or text[max(0, match.start("name") - 1)] in "-/":
            continue  # The end of a longer name: "SPS-JS".
        form = " ".join(words)
        start = match.start("name") + match["name"].find(words[0])
        if len(form) < 2 or form in lexicon.titles or _known(reading, start, start + len(form)):
            continue
        placed = kind in _PERSONS and _of_place(reading, text, (low, start), words, lexicon)
        if not placed and not _is_none(reading, words, kind, lexicon):
            yield form


_PERSONS = ("candidate", "expert")


def _words_of(reading: Reading, name: str, lexicon: _Lexicon) -> list[str]:
    """The words of a name, without its owner and what only begins a sentence before it."""
    words = [word for word in re.split(r"\s+", re.sub(r"['’]s?$", "", name)) if word]
    owners = [at for at, word in enumerate(words[:-1]) if word.endswith(("’s", "'s"))]
    words = words[owners[-1] + 1 :] if owners else words
    while words and (words[0].casefold() in lexicon.never or (len(words) == 1 and not _proper(reading, words[0]))):
        words.pop(0)
    return words


def _is_none(reading: Reading, words: list[str], kind: str, lexicon: _Lexicon) -> bool:
    """Whether words are no name of a kind: a people, a chamber, or words that are in no name."""
    form = " ".join(words)
    if any(word[:1].isupper() and word.casefold() in lexicon.never for word in words):
        return True
    if kind == "party" and lexicon.no_party.fullmatch(form):
        return True
    if kind in _PERSONS and lexicon.no_person.search(form):
        return True
    return len(words) == 1 and is_people(reading, form)


def _of_place(reading: Reading, text: str, before: tuple[int, int], words: list[str], lexicon: _Lexicon) -> bool:
    """Whether what stands before a name, or with it in its sentence, tells that it is a place's."""
    low, start = before
    if lexicon.of_place.search(text, max(low, start - _BEFORE), start):
        return True
    return len(words) == 1 and _among_places(reading, text, start)


def _listed_on(reading: Reading, view: str, pattern: re.Pattern[str], lexicon: _Lexicon, kind: str) -> dict[str, str]:
    """The names that go on with a sentence's results, each of the kind of the contestant known before it there."""
    found: dict[str, str] = {}
    for segment in reading.segments:
        begun = lexicon.begun.search(view, segment.start, segment.end)
        if begun is None or segment.kind != "sentence":
            continue
        known = [name.kind for name in reading.names_in(segment.start, segment.end) if name.kind in CONTESTANTS]
        for form in _told(reading, view, pattern, lexicon, kind, (begun.end(), segment.end)):
            found[form] = _kind_of(reading, form, known[0] if known else kind)
    return found


def _quoted(reading: Reading, view: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """The names in quotation marks that a pattern finds, unless a body that is known bears them; a place may stand in
    one: "Hope for Serbia"."""
    for match in pattern.finditer(view, *reading.body):
        start, end = match.span("name")
        if all(name.kind == "place" and name.end - name.start < end - start for name in
               _overlapping(reading.names, start, end)):  # fmt: skip
            yield " ".join(reading.text[start:end].rstrip(",.").split())


def _proper(reading: Reading, word: str) -> bool:
    """Whether the capital of a single word tells something: the text has it within a sentence, and never in small
    letters."""
    word = without_marks(word)
    return word.lower() not in _words(reading.text) and word in _words_within(reading.text)


@lru_cache(maxsize=2)
def _words(text: str) -> frozenset[str]:
    """The words of a text, without marks; those with a hyphen or apostrophe as a whole and in their parts."""
    text = without_marks(text)
    return frozenset((*re.findall(r"\w+", text), *re.findall(r"\w+[’'-][\w’'-]*\w", text)))


@lru_cache(maxsize=2)
def _words_within(text: str) -> frozenset[str]:
    """Those that begin a line, or stand behind another word, a comma or colon, or a sign that opens something."""
    text = without_marks(text)
    before = r"(?:\A|(?<=\n)|(?<=[\w,;:)] )|(?<=[(«“\"•–—-])|(?<=[(«“\"•–—-]\s))"
    return frozenset((*re.findall(rf"{before}\w+", text), *re.findall(rf"{before}\w+[’'-][\w’'-]*\w", text)))


def _known(reading: Reading, start: int, end: int) -> bool:
    """Whether a name stands there already that is more than a guess from its shape."""
    return any(not _guessed(name) for name in _overlapping(reading.names, start, end))


def _overlapping(names: list[Name], start: int, end: int) -> Iterator[Name]:
    """The names, of a list in order and without overlaps, that share a character with a stretch."""
    at = max(0, bisect_right(names, start, key=lambda name: name.start) - 1)
    while at < len(names) and names[at].start < end:
        if names[at].end > start:
            yield names[at]
        at += 1


def _guessed(name: Name) -> bool:
    return name.id is None and name.kind in GUESSED


def _over(name: Name, other: Name) -> bool:
    shorter = name.end - name.start < other.end - other.start
    return (
        (_guessed(name) or (other.kind == "party" and (name.kind == "place" or (name.kind == "party" and shorter))))
        and other.start <= name.start
        and name.end <= other.end
    )


def _listed(reading: Reading, name: str) -> NameMatch | None:
    """The party whose name is so everyday a word that it is taken for one only where somebody votes for it."""
    countries = {*reading.peoples, *(place.place[:2] for place in reading.names if place.place)}
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
        if named[form] in _PERSONS and len(words) > 1:
            meant[words[-1]] = form if meant.get(words[-1], words[-1]) == words[-1] else words[-1]
    forms = sorted(meant, key=len, reverse=True)
    pattern = re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms) + r")(?!\w)"
    )
    for match in pattern.finditer(without_marks(reading.text), *reading.body):
        shown = " ".join(match.group().split())
        name = meant[shown]
        if named.get(name) == "party" or not _known(reading, *match.span()):
            kind, known = named.get(name, "candidate"), _listed(reading, name)
            yield Name(*match.span(), known.type if known else kind, name, known.id if known else None, rule="role")
