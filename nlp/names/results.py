"""Contestants that the reference data lacks, by the rows of results: each has a label with its votes or share behind.

Rows are results where the words above or before them speak of results or of a vote, and where their shares can be the
parts of one whole; the rows of turnouts, of places or of pollsters are none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from nlp.components.assigning import above_metric, context_metric
from nlp.components.contests import OF_PERSONS, contests_of
from nlp.components.frames import lexicon
from nlp.components.reading import CONTESTANTS, GUESSED, LEAD, OPENING, Name, Reading, beginning_in
from nlp.names.contestant_words import contestant_words
from nlp.names.rows import Row, Rows, rows_of

_LEAST = 3
_LEAST_OF_KNOWN = 2
"""Rows that are enough where they have the whole between them, or one names a known contestant."""
_LONGEST = 7
_LONGEST_PERSON = 4
_RESULTS = ("vote_share", "votes", "seats")
_MOST = 101.5
_WHOLE = 96
"""Shares of one whole add up to no more than 100, but for rounding; of two rivals that are all, to hardly less."""
_REACH = 300
_PLACED = re.compile(r"[^\n]{2,40}?(?P<dash> [–—-] )")
"""Before the winner of a district its name: "Ward 5 – Ann Lee – 56%"."""
_INITIAL = re.compile(r"(?:^|\s)[^\W\d_]\.")


@dataclass(frozen=True, slots=True)
class ResultWords:
    """How one language labels the rows of results; see `results.toml`."""

    bound: re.Pattern[str]
    party: re.Pattern[str]
    nobody: re.Pattern[str]
    office: re.Pattern[str]
    generic: frozenset[str]


@lru_cache
def result_words(lang: str) -> ResultWords | None:
    """Of a language whose rows of results can be read; None for others."""
    raw = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).get(lang)
    if raw is None:
        return None
    bound, party, nobody, office = (re.compile(raw[part]) for part in ("bound", "party", "nobody", "office"))
    return ResultWords(bound, party, nobody, office, frozenset(raw["generic"]))


@dataclass(frozen=True, slots=True)
class Listed:
    """A contestant of a row of results: its kind, the known name that covers the label, if one does, and whether the
    label may stand in any case."""

    row: Row
    kind: str
    name: Name | None
    said: bool


def listed_contestants(reading: Reading, view: str) -> list[Listed]:
    """The contestants that rows of results name. `view`: see `nlp.names.view`."""
    found: list[Listed] = []
    words = result_words(reading.lang)
    if words is None:
        return found
    for run in rows_of(reading, view, words.bound):
        named = [row for row in (_trimmed(reading, row, words) for row in run.rows) if row is not None]
        covering = [_covering(reading, row, words) for row in named]
        if _are_results(reading, run, named, covering):
            kind = _kind(reading, run, named, covering, words)
            found += [
                Listed(row, name.kind if name else kind, name, run.said)
                for row, name in zip(named, covering, strict=True)
            ]
    return found


def _trimmed(reading: Reading, row: Row, words: ResultWords) -> Row | None:
    """A row without the place, the office or the beginning of a sentence before its name; None where its label names no
    contestant."""
    placed = _PLACED.match(reading.text, row.start, row.end)
    start = placed.end() if placed and reading.is_named(row.start, placed.start("dash")) else row.start
    office = words.office.match(reading.text, start, row.end)
    start = office.end() if office else start
    first, space, _ = reading.text[start : row.end].partition(" ")
    if space and reading.lang == "kk" and contestant_words("kk").is_common(first):
        start += len(first) + 1
    label = reading.text[start : row.end].strip(' «»“”",')
    nobody = words.nobody.match(label) or label.endswith(("?", "!")) or not label[:1].isupper()
    return None if nobody or len(label.split()) > _LONGEST else Row(label, start, row.end, row.number)


def _are_results(reading: Reading, run: Rows, named: Sequence[Row], covering: Sequence[Name | None]) -> bool:
    """Whether rows give contestants what they won."""
    kinds = {name.kind for name in covering if name is not None}
    if not kinds <= {*CONTESTANTS, "option", "expert"}:
        return False
    shares = sum(_shares(reading, named))
    standing = [name for name in covering if name is not None and name.kind in CONTESTANTS]
    least = _LEAST_OF_KNOWN if standing or shares >= _WHOLE else _LEAST
    if len(named) < least or shares > _MOST or not (standing or _told(reading, run)):
        return False
    return any(name.id for name in standing) or bool(_contests(reading, run))


def _shares(reading: Reading, rows: Sequence[Row]) -> Iterator[float]:
    for row in rows:
        for quantity in beginning_in(reading.quantities, row.number, row.number + 1):
            if quantity.unit == "percent" and quantity.value is not None:
                yield float(quantity.value)


def _told(reading: Reading, run: Rows) -> bool:
    """Whether the words nearest to the first row speak of results, or of nothing that is counted."""
    words = lexicon(reading.lang)
    beginning = context_metric(reading.folded[run.head.start : run.start], words)
    metric = beginning or _column(reading, run) or above_metric(reading, run.head, words)
    return metric is None or metric in _RESULTS


def _column(reading: Reading, run: Rows) -> str | None:
    """What the heads of a table's columns count."""
    before = run.head.previous
    if run.head.kind != "row" or before is None or before.kind != "row":
        return None
    heads, columns = reading.folded[before.start : before.end], lexicon(reading.lang).columns
    return next((metric for metric, head in columns.items() if metric in _RESULTS and head.search(heads)), None)


def _contests(reading: Reading, run: Rows) -> tuple[str, ...]:
    """What is voted on by the words right before the rows, else by the beginning of the text."""
    low = reading.body[0]
    near = reading.folded[max(low, run.start - _REACH) : run.start]
    return contests_of(near, reading.lang) or contests_of(reading.folded[low : low + LEAD], reading.lang)


def _covering(reading: Reading, row: Row, words: ResultWords) -> Name | None:
    """The known name that a label is, but for words such as "party", or the body in it that stands for no votes; a
    place in quotation marks names a party."""
    for name in beginning_in(reading.names, row.start - LEAD, row.end):
        if name.end <= row.start or (name.id is None and name.kind in GUESSED):
            continue
        if name.kind not in (*CONTESTANTS, "option", "expert", "place"):
            return name
        rest = reading.folded[row.start : name.start] + " " + _ENDING.sub("", reading.folded[name.end : row.end])
        if set(re.findall(r"\w+", rest)) <= words.generic and not (name.kind == "place" and _no_place(reading, name)):
            return name
    return None


def _no_place(reading: Reading, name: Name) -> bool:
    """Whether what looks like a place is a party or person named so: in quotation marks, or in a case, as no label
    stands ("Токтогулов" of Токтогул)."""
    written = reading.text[name.start : name.end]
    declined = reading.lang == "ru" and name.name != written and name.name[:_STEM] == written[:_STEM]
    return declined or reading.text[name.start - 1 : name.start] in OPENING


_STEM = 4
_ENDING = re.compile(r"^[»”\"]?-\w{1,4}$")
"""Of a Kazakh case, behind a foreign name."""


def _kind(reading: Reading, run: Rows, rows: Sequence[Row], covering: Sequence[Name | None], words: ResultWords) -> str:
    """Whether rows are of parties or of persons: as those of them that are known, else by how they look, else as the
    contest has it."""
    known = [name.kind for name in covering if name is not None and name.kind in CONTESTANTS]
    if known:
        return max(set(known), key=known.count)
    if any(words.party.search(row.label) for row in rows):
        return "party"
    if any(_INITIAL.search(row.label) for row in rows) or OF_PERSONS.intersection(_contests(reading, run)):
        return "candidate"
    persons = sum(2 <= len(row.label.split()) <= _LONGEST_PERSON for row in rows)
    return "candidate" if persons == len(rows) else "party"
