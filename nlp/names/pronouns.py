"""Pronouns beside votes, and the contestants that they stand for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from nlp.components.reading import CONTESTANTS, PRONOUN, QUOTES, Name, Reading
from nlp.names.contestant_words import contestant_words

_REACH = 400
_NAMED = re.compile(r"(?: [а-яё]{1,3})? [«\"“А-ЯЁ]")
_BESIDE = 40
_MEANT = {
    "person": "candidate", "him": "candidate", "chosen": "candidate", "described": "candidate",
    "party": "party", "body": "party", "ours": "party",
}  # fmt: skip
"""What kind of contestant the pronouns of each group stand for; any where none is given."""


def read_pronouns(reading: Reading) -> list[Name]:
    """ "He", "for her" beside votes: the contestant named last, in the paragraph or at the end of the one before."""
    lexicon = contestant_words(reading.lang)
    contestants = [name for name in reading.names if name.kind in CONTESTANTS]
    found = []
    parties = [name for name in contestants if name.kind == "party"]
    starts = [name.start for name in contestants]
    for match in lexicon.words["pronouns"].finditer(reading.folded, *reading.body):
        at = bisect_left(starts, match.start())
        before = contestants[bisect_right(starts, match.start() - _REACH) : at]
        after = contestants[at : at + 1]
        # "The governor N." is N. by name, and "the Party of Growth" a party of its own.
        named = any(name.start <= match.end() + 1 for name in after) or _NAMED.match(reading.text, match.end())
        if named or any(name.end > match.start() for name in before):
            continue
        group = match.lastgroup or "any"
        kind = _MEANT.get(group)
        fitting = [name for name in before if kind in (None, name.kind)]
        if group == "person" and not fitting and reading.lang == "kk":
            fitting = before  # Kazakh has one word for "he" and "it": a party, where no person stands.
        if group == "described" and len({name.id or name.name for name in fitting}) > 1:
            continue  # Which of several "the challenger" is cannot be told.
        if group == "we":
            fitting = _who_says(reading, contestants, match.start())
        if lexicon.words["our"].search(reading.folded, max(0, match.start() - _BESIDE), match.start()):
            fitting = _own_party(reading, parties)
        meant = _topic(reading, match.start(), fitting) or [n for n in fitting if _in_front(reading, n)] or fitting
        meant = meant[-1:]
        meant = _option_between(reading, meant, match.start()) or meant
        other = lexicon.else_meant[match[group]]
        if meant and other.search(reading.folded, meant[0].end, match.start()):
            continue
        found += [replace(name, start=match.start(group), end=match.end(group), rule=PRONOUN) for name in meant]
    return found


def _who_says(reading: Reading, contestants: list[Name], at: int) -> list[Name]:
    """The contestant who says "we": the one that the paragraph names first, a party before a person who speaks for
    it."""
    start, end = reading.text.rfind("\n", 0, at) + 1, reading.text.find("\n", at)
    told = [name for name in contestants if start <= name.start < (end if end >= 0 else len(reading.text))]
    return ([name for name in told if name.kind == "party"] or told)[:1]


def _option_between(reading: Reading, meant: list[Name], end: int) -> list[Name]:
    """The line of the ballot that is none's, where one is named behind the contestant who would be meant."""
    start = meant[0].end if meant else end
    return [name for name in reading.names_in(start, end) if name.kind == "option"][-1:]


def _own_party(reading: Reading, parties: list[Name]) -> list[Name]:
    """The party that publishes a text: "our party"."""
    publishers = {match.id for match in reading.reference.names(reading.document.publisher or "", reading.lang)}
    return [name for name in parties if name.id in publishers][:1]


def _topic(reading: Reading, at: int, fitting: list[Name]) -> list[Name]:
    """The contestant with whom the sentence before begins, for a pronoun that begins the next one."""
    segment = reading.segment_at(at)
    if segment.start != at or segment.previous is None:
        return []
    start = segment.previous.start
    return [name for name in fitting if start <= name.start <= start + _LONGEST_TITLE]


_LONGEST_TITLE = 4
"""Characters before a name that begins a sentence: "Mr N."."""


def _in_front(reading: Reading, name: Name) -> bool:
    """Whether a name stands where one is spoken of: in the nominative, or as what is voted for; "after the death of
    N." only mentions N."""
    written, voted = reading.text[name.start : name.end], contestant_words(reading.lang).words["voted_for"]
    return (
        reading.lang != "ru"
        or written.strip(QUOTES).split()[-1] == name.name.strip(QUOTES).split()[-1]
        or voted.search(reading.folded, max(0, name.start - _BESIDE), name.start) is not None
    )
