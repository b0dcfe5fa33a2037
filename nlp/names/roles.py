"""Names that the reference data lacks, known by what stands beside them: who wins votes, who polls, who watches.

"X won 31% of the vote" makes X a contestant in any country; every other mention of X then is one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.components.reading import CLOSING, CONTESTANTS, Reading, overlapping
from nlp.languages import nominative
from nlp.names.candidates import as_listed
from nlp.names.capitals import is_proper
from nlp.names.contestant_words import contestant_words
from nlp.names.everywhere import PERSONS, is_known, named_everywhere
from nlp.names.known import is_people
from nlp.names.results import listed_contestants, result_words
from nlp.names.role_words import RoleWords, role_words
from nlp.names.view import view_of

_MOST = 60
"""A text that names more contestants than this is no report of results but a list, and is left alone."""


def read_roles(reading: Reading) -> None:
    """Add the names that their neighbours tell, and those of lists of results, at every place where the body has
    them."""
    lexicon = role_words(reading.lang)
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
        reading.names = named_everywhere(reading, named)


def _by_neighbours(reading: Reading, view: str, lexicon: RoleWords) -> dict[str, str]:
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
    reading: Reading, text: str, pattern: re.Pattern[str], lexicon: RoleWords, kind: str,
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
        if len(form) < 2 or form in lexicon.titles or is_known(reading, start, start + len(form)):
            continue
        placed = kind in PERSONS and _of_place(reading, text, (low, start), words, lexicon)
        if not placed and not _is_none(reading, words, kind, lexicon):
            yield form


def _words_of(reading: Reading, name: str, lexicon: RoleWords) -> list[str]:
    """The words of a name, without its owner and what only begins a sentence before it."""
    words = [word for word in re.split(r"\s+", re.sub(r"['’]s?$", "", name)) if word]
    owners = [at for at, word in enumerate(words[:-1]) if word.endswith(("’s", "'s"))]
    words = words[owners[-1] + 1 :] if owners else words
    while words and words[0].casefold() in lexicon.never:
        words.pop(0)
    return [] if len(words) == 1 and not is_proper(reading.text, words[0]) else words


def _is_none(reading: Reading, words: list[str], kind: str, lexicon: RoleWords) -> bool:
    """Whether words are no name of a kind: a people, a chamber, or words that are in no name."""
    form = " ".join(words)
    if any(word[:1].isupper() and word.casefold() in lexicon.never for word in words):
        return True
    if kind == "party" and lexicon.no_party.fullmatch(form):
        return True
    if kind in PERSONS and lexicon.no_person.search(form):
        return True
    return len(words) == 1 and is_people(reading, form)


def _of_place(reading: Reading, text: str, before: tuple[int, int], words: list[str], lexicon: RoleWords) -> bool:
    """Whether what stands before a name, or with it in its sentence, tells that it is a place's."""
    low, start = before
    if lexicon.of_place.search(text, max(low, start - _BEFORE), start):
        return True
    return len(words) == 1 and _among_places(reading, text, start)


def _listed_on(reading: Reading, view: str, pattern: re.Pattern[str], lexicon: RoleWords, kind: str) -> dict[str, str]:
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
               overlapping(reading.names, start, end)):  # fmt: skip
            yield " ".join(reading.text[start:end].rstrip(",.").split())
