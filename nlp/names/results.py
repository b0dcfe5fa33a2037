"""Contestants by the lists and tables of results: each line names one, with its votes or share behind the name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nlp.components.assigning import above_metric
from nlp.components.frames import lexicon
from nlp.components.reading import CONTESTANTS, GUESSED, Name, Reading, overlapping
from nlp.segments import Segment

_LINE = re.compile(
    r"[\s•·*✔–—-]*(?:\d{1,2}[.)]\s*|#{1,2}[.)]?\s+)?(?P<label>[A-ZА-ЯЁ¶«“\"][^\n\t|:%#@(]{1,60}?)[»”\"]?"
    r"(?P<bracket>\s*\([^)\n]{1,40}\))?\s*(?:\t|\||:|–|—|-|\(|,|[ ]{2,})\s*(?:\|\s*)?[%#][^\n]{0,60}$"
)
_LEAST = 3
_LONGEST = 7
_LONGEST_PERSON = 4
_RESULTS = ("vote_share", "votes", "seats")


@dataclass(frozen=True, slots=True)
class ResultWords:
    """How one language labels the lines of results; see `results.toml`."""

    party: re.Pattern[str]
    nobody: re.Pattern[str]
    office: re.Pattern[str]
    generic: frozenset[str]


@lru_cache
def result_words(lang: str) -> ResultWords | None:
    """Of a language whose lists of results can be read; None for others."""
    raw = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).get(lang)
    if raw is None:
        return None
    party, nobody, office = (re.compile(raw[part]) for part in ("party", "nobody", "office"))
    return ResultWords(party, nobody, office, frozenset(raw["generic"]))


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    start: int
    end: int
    bracket: bool


def listed_contestants(reading: Reading, view: str) -> dict[str, str]:
    """The names of contestants in lists of results that no known name covers, with their kinds. `view`: see
    `nlp.names.view`."""
    found: dict[str, str] = {}
    words = result_words(reading.lang)
    if words is None:
        return found
    for rows, head in _lists(reading, view, words):
        covering = [_covering(reading, row, words) for row in rows]
        if any(name is not None and name.kind == "place" for name in covering):
            continue
        above = above_metric(reading, head, lexicon(reading.lang))
        if above not in _RESULTS and not any(name and name.kind in CONTESTANTS for name in covering):
            continue
        kind = _kind(rows, covering, words)
        for row, name in zip(rows, covering, strict=True):
            if name is None:
                found[row.label] = kind
    return found


def _lists(reading: Reading, view: str, words: ResultWords) -> Iterator[tuple[list[_Row], Segment]]:
    """Neighbouring lines that each begin with a name and a number, with the first line's segment."""
    low, high = reading.body
    rows: list[_Row] = []
    head: Segment | None = None
    lines = [s for s in reading.segments if low <= s.start < high]
    starts = {segment.paragraph: segment for segment in reversed(lines)}
    for segment in [*starts.values()][::-1]:
        match = _LINE.match(view, segment.start, segment.end)
        row = _row(reading, match, words) if match else None
        if row is not None:
            rows.append(row)
            head = head or segment
            continue
        if match is None:
            if len(rows) >= _LEAST and head is not None:
                yield rows, head
            rows, head = [], None
    if len(rows) >= _LEAST and head is not None:
        yield rows, head


def _row(reading: Reading, match: re.Match[str], words: ResultWords) -> _Row | None:
    start, end = match.span("label")
    office = words.office.match(reading.text, start, end)
    start = office.end() if office else start
    label = reading.text[start:end].strip(' «»“”",.')
    if (
        words.nobody.match(label)
        or not label[:1].isupper()
        or len(label.split()) > _LONGEST
        or label.endswith((".", "?"))
    ):
        return None
    return _Row(label, start, end, match["bracket"] is not None)


def _covering(reading: Reading, row: _Row, words: ResultWords) -> Name | None:
    """The known name that a label is, but for words such as "party"."""
    for name in overlapping(reading.names, row.start, row.end):
        if name.id is not None or name.kind not in GUESSED:
            rest = reading.folded[row.start : name.start] + " " + reading.folded[name.end : row.end]
            if set(re.findall(r"\w+", rest)) <= words.generic:
                return name
    return None


def _kind(rows: list[_Row], covering: list[Name | None], words: ResultWords) -> str:
    known = [name.kind for name in covering if name is not None and name.kind in CONTESTANTS]
    if known:
        return max(set(known), key=known.count)
    if any(words.party.search(row.label) for row in rows):
        return "party"
    persons = sum(2 <= len(row.label.split()) <= _LONGEST_PERSON for row in rows)
    return "candidate" if persons == len(rows) else "party"
