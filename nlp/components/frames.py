"""The lexicon of frames: how each language speaks of elections and says a figure. Data in `nlp/frames/*.toml`; the
format stands there."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any, TypeVar, cast

from nlp.claims import Metric

_FOLDER = Path(__file__).parent.parent / "frames"
_TARGET = re.compile(r"«(\[?[PN]{1,2}\]?)»")
_SUBJECT = re.compile(r"«([KO])»")
_ARGUMENT = re.compile(r"«([PNKO])»")
_LETTERS = frozenset("PNKO")
_REFERENCE = re.compile(r"(?<!\?P)<(\w+)>")
"""A <word> in a pattern, which is no name of a group."""
Key = TypeVar("Key", bound=str)

PERCENT_METRICS = frozenset({"turnout", "vote_share", "invalid_share", "unused_share", "threshold"})
PLAUSIBLE: dict[str, int] = {
    "registered_voters": 100, "voters_voted": 20, "polling_stations": 5, "passed_threshold": 1, "contestants": 2,
    "votes": 11,
    "observers": 2,
}  # fmt: skip
"""The least that a count of this metric can be: below it the words mean something else."""
HIGHEST: dict[str, int] = {"contestants": 1_000_000, "passed_threshold": 40, "seats": 3000, "seats_total": 300_000,
                           "polling_stations": 2_000_000, "regions_observed": 5000}  # fmt: skip


@lru_cache
def never_counted() -> dict[str, frozenset[str | None]]:
    """The nouns, by their lemma, that a metric never counts."""
    shared = table("any")
    nouns = shared["nouns"]
    return {metric: frozenset(n for kind in kinds for n in nouns[kind]) for metric, kinds in shared["never"].items()}


_NEVER = re.compile(r"(?!)")


class Patterns(dict[Key, re.Pattern[str]]):
    """Patterns by what they find; one that a language has no words for finds nothing."""

    def __missing__(self, name: Key) -> re.Pattern[str]:
        return _NEVER


@dataclass(frozen=True)
class Frame:
    """One way to say one metric. `name` is the metric with the number of the pattern in its language's file."""

    name: str
    metric: Metric
    weight: float
    pattern: re.Pattern[str]
    only: frozenset[str]
    """The kinds that its subject must be one of; any where none is given."""
    letters: frozenset[str]
    """Those of its quantity and subject: without them in a text it finds nothing."""
    unless: re.Pattern[str]
    """Words of a quantity that it does not hold for."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What one language knows of elections and their figures."""

    frames: tuple[Frame, ...]
    context: Patterns[Metric]
    columns: Patterns[Metric]
    """Words of a table's heads."""
    uncounted: re.Pattern[str]
    """Heads of columns that hold nothing we count."""
    scope: Patterns[str]
    options: Patterns[str]
    """Ballot lines that are neither party nor candidate."""
    answers: frozenset[str]
    """Those of them that answer the question of a referendum: in any other text their words name no ballot line."""
    week: tuple[str, ...]
    """How the days of the week begin, from Monday on."""
    days_ago: tuple[str, ...]
    """How the words for today and the days before it begin."""
    station: str
    """What a polling station is called by its number."""
    home: str | None
    """The country of a text that names none."""
    incumbent: re.Pattern[str]
    ignored: tuple[re.Pattern[str], ...]
    counted: tuple[re.Pattern[str], ...]
    """The share of the ballots or stations counted so far: the ground of figures, none itself."""
    apposition: Patterns[str]
    """Words that join a party and a person who stand for one contestant."""
    contests: Patterns[str]
    """The words for each contest."""
    offices: Patterns[str]
    """The words for those who are elected, by the contest that they win; they name it beside a word for electing."""
    no_vote: re.Pattern[str]
    """Names of commissions and laws that contain such words."""
    electoral: Patterns[str]
    """What tells that a text is about an election, and of which day and round."""
    institutions: Patterns[str]
    """By country, what only that country has."""

    def frames_in(self, masked: str) -> tuple[Frame, ...]:
        """The frames that a masked text has the letters for."""
        return _frames_of(self, _LETTERS.intersection(masked))


@lru_cache
def _frames_of(words: Lexicon, letters: frozenset[str]) -> tuple[Frame, ...]:
    return tuple(frame for frame in words.frames if frame.letters <= letters)


@lru_cache
def table(name: str) -> dict[str, Any]:
    """The file `nlp/frames/<name>.toml`, with each <word> of its own in the patterns written out as any of its
    forms."""
    raw = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return cast("dict[str, Any]", _expanded(raw, raw.get("words", {})))


def _frames(lang: str, rows: list[dict[str, Any]]) -> Iterator[Frame]:
    """The frames of a file, those of one metric numbered on."""
    numbers: defaultdict[str, Iterator[int]] = defaultdict(count)
    for row in rows:
        for pattern in row["patterns"]:
            yield Frame(
                name=f"{lang}.{row['metric']}.{next(numbers[row['metric']])}",
                metric=row["metric"],
                weight=row["weight"],
                pattern=_compiled(pattern),
                only=_kinds(row),
                letters=frozenset(_ARGUMENT.findall(pattern)),
                unless=re.compile(row["unless"]) if "unless" in row else _NEVER,
            )


@lru_cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of "ru", "kk" or "en", compiled once."""
    raw = table(lang)
    return Lexicon(
        frames=tuple(_frames(lang, raw["frame"])),
        context=_each(raw["context"]),
        columns=_each(raw["columns"]),
        uncounted=re.compile(raw["uncounted"]["heads"]),
        scope=_each(_shared(raw["words"]) | raw["scope"]),
        ignored=tuple(map(_compiled, raw["ignore"]["patterns"])),
        counted=tuple(map(_compiled, raw.get("counted", {}).get("patterns", ()))),
        apposition=_each(raw["apposition"]),
        incumbent=re.compile(raw["incumbent"]["president"]),
        options=_each(raw["answers"] | raw["options"]),
        answers=frozenset(raw["answers"]),
        week=tuple(raw["days"]["week"]),
        days_ago=tuple(raw["days"]["ago"]),
        station=raw["station"],
        home=raw.get("home"),
        # A line break is a space: labels of slides are broken over lines.
        contests=_each({contest: _over_lines(pattern) for contest, pattern in raw["contests"].items()}),
        offices=_each({contest: _over_lines(pattern) for contest, pattern in raw["offices"].items()}),
        no_vote=re.compile(_over_lines(raw["electoral"]["no_vote"])),
        electoral=_each(raw["electoral"]),
        institutions=_each(raw.get("institutions", {})),
    )


def _shared(words: dict[str, str]) -> dict[str, str]:
    """The patterns of `any.toml` with the words of one language."""
    shared = _expanded(table("any")["scope"], words)
    return {name: _REFERENCE.sub(_NEVER.pattern, pattern) for name, pattern in shared.items()}


def _expanded(value: Any, words: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _expanded(inner, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [_expanded(inner, words) for inner in value]
    return _REFERENCE.sub(lambda word: _forms(word, words), value) if isinstance(value, str) else value


def _forms(word: re.Match[str], words: dict[str, str]) -> str:
    return f"(?:{_expanded(words[word[1]], words)})" if word[1] in words else word[0]


def _each(patterns: dict[Key, str]) -> Patterns[Key]:
    return Patterns({name: re.compile(pattern) for name, pattern in patterns.items()})


def _over_lines(pattern: str) -> str:
    return pattern.replace(" ", r"\s+")


_GAP = re.compile(r"(?<=\])\{0,\d+\}(?!\?)")
"""Words that may stand between: as few as will do, since the closest words tell a metric best."""
_WORD = r"(?:[^\WA-Z]|-)+"
"""A word of the text, which is in small letters: the capitals in a mask stand for names and numbers."""


def _kinds(row: dict[str, Any]) -> frozenset[str]:
    return frozenset(row.get("only", ()))


def _compiled(pattern: str) -> re.Pattern[str]:
    pattern = _TARGET.sub(r"(?P<target>\1)", pattern)
    pattern = _SUBJECT.sub(r"(?P<subject>\1)", pattern)
    pattern = pattern.replace(r"[\w-]+", _WORD)
    pattern = _GAP.sub(r"\g<0>?", pattern)
    return re.compile(pattern.replace("~", r"[^PN]{0,70}?").replace("–", r"[—–-]"))
