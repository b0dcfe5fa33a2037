"""Contestants by the lists and tables of results: each line names one, with its votes or share behind the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.components.assigning import above_metric
from nlp.components.frames import lexicon
from nlp.components.reading import CONTESTANTS, Name, Reading
from nlp.segments import Segment

_LINE = re.compile(
    r"[\s•·*✔–—-]*(?:\d{1,2}[.)]\s*|#{1,2}[.)]?\s+)?(?P<label>[A-Z¶«“\"][^\n\t|:%#@(]{1,60}?)[»”\"]?"
    r"(?P<bracket>\s*\([^)\n]{1,40}\))?\s*(?:\t|\||:|–|—|-|\(|,|[ ]{2,})\s*(?:\|\s*)?(?:%|#)"
)
_LEAST = 3
PARTY = re.compile(
    r"\b(?:Party|Alliance|Bloc|Block|Movement|Union|Front|Coalition|Congress|League|Democrats|Socialists|Liberals|List"
    r"|Democratic|People[’']s|National|[A-Z]{2,6})\b"
)
_OFFICE = re.compile(r"[^\n]{0,40}?\b(?:candidate|nominee|flagbearer|leader|party[’']s|[A-Z]{2,8}[’']s),? (?=[A-Z])")
"""What a label says of a person before the name: "Ruling party candidate, N. N."."""
_NOBODY = re.compile(
    r"(?i)(?:all |the )?(?:others?|invalid|rejected|spoil\w+|blank|null|void|valid|total|turnout|registered|against"
    r"|none|votes?|ballots?|seats?|percent\w*|polling|stations?|yes|no|in favou?r|undecided|independents?|electorate"
    r"|voters?|observers?|candidates?|participation|counted|parties)\b"
)
_GENERIC = {"the", "party", "alliance", "bloc", "block", "coalition", "movement", "of", "list", "s"}
_RESULTS = ("vote_share", "votes", "seats")


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
    for rows, head in _lists(reading, view):
        covering = [_covering(reading, row) for row in rows]
        if any(name is not None and name.kind == "place" for name in covering):
            continue
        above = above_metric(reading, head, lexicon(reading.lang))
        if above not in _RESULTS and not any(name and name.kind in CONTESTANTS for name in covering):
            continue
        kind = _kind(rows, covering)
        for row, name in zip(rows, covering, strict=True):
            if name is None:
                found[row.label] = kind
    return found


def _lists(reading: Reading, view: str) -> Iterator[tuple[list[_Row], Segment]]:
    """Neighbouring lines that each begin with a name and a number, with the first line's segment."""
    low, high = reading.body
    rows: list[_Row] = []
    head: Segment | None = None
    lines = [s for s in reading.segments if low <= s.start < high]
    starts = {segment.paragraph: segment for segment in reversed(lines)}
    for segment in [*starts.values()][::-1]:
        match = _LINE.match(view, segment.start, segment.end)
        row = _row(reading, match) if match else None
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


def _row(reading: Reading, match: re.Match[str]) -> _Row | None:
    start, end = match.span("label")
    office = _OFFICE.match(reading.text, start, end)
    start = office.end() if office else start
    label = reading.text[start:end].strip(' «»“”",.')
    if _NOBODY.match(label) or not label[:1].isupper() or len(label.split()) > 7 or label.endswith((".", "?")):
        return None
    return _Row(label, start, end, match["bracket"] is not None)


def _covering(reading: Reading, row: _Row) -> Name | None:
    """The known name that a label is, but for words such as "party"."""
    for name in reading.names:
        if name.start < row.end and row.start < name.end and not (name.id is None and name.kind in ("ngo", "other")):
            rest = reading.folded[row.start : name.start] + " " + reading.folded[name.end : row.end]
            if set(re.findall(r"\w+", rest)) <= _GENERIC:
                return name
    return None


def _kind(rows: list[_Row], covering: list[Name | None]) -> str:
    known = [name.kind for name in covering if name is not None and name.kind in CONTESTANTS]
    if known:
        return max(set(known), key=known.count)
    if any(PARTY.search(row.label) for row in rows):
        return "party"
    persons = sum(2 <= len(row.label.split()) <= 4 for row in rows)
    return "candidate" if persons == len(rows) else "party"
