"""Parties that the reference data lacks: what is quoted, abbreviated or called by a nickname, and takes votes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial

from nlp.components.reading import CLOSING, GUESSED, OPENING, Name, Reading
from nlp.languages import nominative
from nlp.names.candidates import CONTESTANT
from nlp.names.contestant_words import BODY, QUOTE, QUOTED, ContestantWords, contestant_words
from nlp.names.view import view_of
from nlp.statements import folded

NICKNAME = "nickname"
"""The rule of a party that is called by its members: "the socialists"."""
_LONGEST_PARTY = 7
_BESIDE = 40


def parties_in(reading: Reading, view: str, lexicon: ContestantWords) -> list[Name]:
    """Quoted names and abbreviations that take votes, wherever they stand; also those that a body was named by."""
    keys: dict[str, str] = {}
    for match in (match for pattern in lexicon.bodies for match in pattern.finditer(view)):
        span = "quoted" if match["quoted"] else "name"
        shown = reading.text[slice(*match.span(span))].strip()
        before = view[max(0, match.start("name") - _BESIDE) : match.start("name")]
        if lexicon.words["not_bodies"].search(before) or shown.endswith(("?", "!")):
            continue
        if len(shown.split()) <= _LONGEST_PARTY and not lexicon.words["not_acronyms"].fullmatch(shown):
            keys.setdefault(folded(shown), shown)
    for name in reading.names:
        if name.kind == "party":
            for quoted in re.finditer(QUOTE + QUOTED, reading.text[name.start : name.end]):
                keys.setdefault(folded(quoted["quoted"]), name.name)
    found = []
    for match in re.finditer(BODY, view) if keys else ():
        known = keys.get(folded(reading.text[slice(*match.span("quoted" if match["quoted"] else 0))]))
        if known is not None:
            found.append(Name(match.start(), match.end(), "party", known, rule=CONTESTANT))
    return found


def nicknames(reading: Reading, view: str, lexicon: ContestantWords, bodies: list[Name]) -> Iterator[Name]:
    """ "The socialists" for the party whose name has the word, else for a party of that name."""
    parties = [name for name in (*reading.names, *bodies) if name.kind == "party"]
    called = lru_cache(partial(_called_so, parties=parties))
    for match in lexicon.words["nicknames"].finditer(view):
        known = called(match["name"])
        name, key = (known.name, known.id) if known else (nominative(match["name"], reading.lang), None)
        yield Name(*match.span("name"), "party", name, key, rule=NICKNAME)


def _called_so(nickname: str, parties: list[Name]) -> Name | None:
    """The party whose name has the words of a nickname, and least besides: "the liberal democrats" are not the
    Democratic Party, nor "the democrats" the Liberal Democratic one where there is another."""
    stems = [folded(part)[:6] for part in nickname.split("-")]
    words = {party.name: re.split(r"[\s-]+", folded(party.name)) for party in parties}
    called = [
        party for party in parties if all(any(word.startswith(stem) for word in words[party.name]) for stem in stems)
    ]
    return min(called, key=lambda party: len(words[party.name]), default=None)


_TAKES = re.compile(r"[»”\"]?\s*(?:\(|[—–:-])?\s*%")


def read_voted(reading: Reading) -> list[Name]:
    """The names, in which a quoted body of unknown kind with a share right behind it is a party: "«Union» – 31%"."""
    words = contestant_words(reading.lang).words
    unknown = [name for name in reading.names if name.id is None and name.kind in GUESSED]
    allied = {name.name for name in unknown if words["allied"].search(name.name)}
    guesses = [name for name in unknown if name.name in allied or _in_quotes(reading, name)]
    if not guesses:
        return reading.names
    view = view_of(reading)
    voted = {
        name.name
        for name in guesses
        if _TAKES.match(view, name.end)
        or words["takes_seats"].match(view, name.end)
        or (name.name in allied and _shares(view, name))
    }
    return [replace(n, kind="party") if n.name in voted and n.kind in GUESSED else n for n in reading.names]


def _shares(view: str, name: Name) -> bool:
    """Whether a share stands beside a name, with no other name between."""
    behind = _BEHIND.match(view, name.end)
    return behind is not None or _BEFORE.search(view, max(0, name.start - _BESIDE), name.start) is not None


_BEHIND = re.compile(r"[^%#@¶.;\n]{0,40}%")
_BEFORE = re.compile(r"%[^%#@¶.,;\n]{0,20}$")


def _in_quotes(reading: Reading, name: Name) -> bool:
    before, first, after = (reading.text[at : at + 1] for at in (max(0, name.start - 1), name.start, name.end))
    return before in OPENING or (first in OPENING and after in CLOSING)
