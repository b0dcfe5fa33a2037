"""The lexicon of frames: how each language says a figure. Data in `nlp/frames/*.toml`; the format stands there."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nlp.claims import Metric

_FOLDER = Path(__file__).parent.parent / "frames"
_TARGET = re.compile(r"«(\[?[PN]{1,2}\]?)»")
_SUBJECT = re.compile(r"«([KO])»")

PERCENT_METRICS = frozenset({"turnout", "vote_share", "invalid_share", "unused_share", "threshold"})
PLAUSIBLE: dict[str, int] = {
    "registered_voters": 100, "voters_voted": 20, "polling_stations": 5, "passed_threshold": 1, "contestants": 2,
    "votes": 11,
    "observers": 2,
}  # fmt: skip
"""The least that a count of this metric can be: below it the words mean something else."""
HIGHEST: dict[str, int] = {"contestants": 1_000_000, "passed_threshold": 40, "seats": 3000, "seats_total": 300_000,
                           "polling_stations": 2_000_000, "regions_observed": 5000}  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """One way to say one metric. `name` is the metric with the number of the pattern in its language's file."""

    name: str
    metric: Metric
    weight: float
    pattern: re.Pattern[str]
    only: str | None = None


@dataclass(frozen=True)
class Lexicon:
    """What one language knows of figures."""

    frames: tuple[Frame, ...]
    context: dict[Metric, re.Pattern[str]]
    columns: dict[str, re.Pattern[str]]
    scope: dict[str, re.Pattern[str]]
    options: dict[str, re.Pattern[str]]
    incumbent: re.Pattern[str]
    ignored: tuple[re.Pattern[str], ...]
    counted: tuple[re.Pattern[str], ...]
    """The share of the ballots or stations counted so far: the ground of figures, none itself."""
    apposition: re.Pattern[str] | None
    leading: re.Pattern[str] | None
    fielding: re.Pattern[str] | None
    standing: re.Pattern[str] | None
    members: re.Pattern[str] | None


@lru_cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of "ru", "kk" or "en", compiled once."""
    raw = tomllib.loads((_FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))
    words = raw.get("words", {})
    frames = [
        Frame(
            f"{lang}.{row['metric']}.{number}", row["metric"], row["weight"], _compiled(pattern, words), row.get("only")
        )
        for row in raw["frame"]
        for number, pattern in enumerate(row["patterns"])
    ]
    return Lexicon(
        frames=tuple(frames),
        context={metric: re.compile(pattern) for metric, pattern in raw["context"].items()},
        columns={metric: re.compile(pattern) for metric, pattern in raw["columns"].items()},
        scope={name: re.compile(pattern) for name, pattern in raw["scope"].items()},
        ignored=tuple(_compiled(pattern, words) for pattern in raw["ignore"]["patterns"]),
        counted=tuple(_compiled(pattern, words) for pattern in raw.get("counted", {}).get("patterns", ())),
        apposition=_optional(raw, "of_party"),
        leading=_optional(raw, "leads_party"),
        fielding=_optional(raw, "before_party"),
        standing=_optional(raw, "of_person"),
        members=_optional(raw, "has_party"),
        incumbent=re.compile(raw["incumbent"]["president"]),
        options={name: re.compile(pattern) for name, pattern in raw["options"].items()},
    )


def expanded(value: Any, words: dict[str, str]) -> Any:
    """A table of a language with <word> in its patterns written out as any of its forms."""
    if isinstance(value, dict):
        return {key: expanded(inner, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [expanded(inner, words) for inner in value]
    for word, forms in words.items():
        value = value.replace(f"<{word}>", f"(?:{forms})") if isinstance(value, str) else value
    return value


def _optional(raw: dict[str, Any], key: str) -> re.Pattern[str] | None:
    pattern = raw.get("apposition", {}).get(key)
    return re.compile(pattern) if pattern else None


_WORD = r"(?:[^\WA-Z]|-)+"
"""A word of the text, which is in small letters: the capitals in a mask stand for names and numbers."""


def _compiled(pattern: str, words: dict[str, str] | None = None) -> re.Pattern[str]:
    pattern = _TARGET.sub(r"(?P<target>\1)", expanded(pattern, words or {}))
    pattern = _SUBJECT.sub(r"(?P<subject>\1)", pattern)
    pattern = pattern.replace(r"[\w-]+", _WORD)
    return re.compile(pattern.replace("~", r"[^PN]{0,70}?").replace("–", r"[—–-]"))
