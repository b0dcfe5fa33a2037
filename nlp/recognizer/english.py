"""Rules for English names: what a name's last word or a country's name settles, whatever the network took it for."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from nlp.recognizer.corpora import Span


class _Rules(NamedTuple):
    labels: dict[str, str]
    title: re.Pattern[str]
    countries: re.Pattern[str]


@lru_cache
def _rules() -> _Rules:
    from babel import Locale

    raw: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    territories = {str(name) for code, name in Locale("en").territories.items() if len(code) == 2}
    countries = (territories | set(raw["countries"])) - set(raw["not_countries"])
    longest_first = "|".join(sorted(map(re.escape, countries), key=len, reverse=True))
    return _Rules(
        labels=dict.fromkeys(raw["organizations"], "ORG") | dict.fromkeys(raw["places"], "LOC"),
        title=re.compile(rf"(?:{'|'.join(raw['titles'])})\.? (?=\S)"),
        countries=re.compile(rf"(?<![\w-])(?:{longest_first})(?![\w-])"),
    )


def mended(text: str, names: list[Span]) -> list[Span]:
    """The names, some with another label; countries that were overlooked; persons without their title."""
    kept = [_mended(text, name) for name in names]
    overlooked = [
        Span(match.start(), match.end(), "LOC")
        for match in _rules().countries.finditer(text)
        if all(match.end() <= name.start or name.end <= match.start() for name in kept)
    ]
    return sorted([*kept, *overlooked])


def _mended(text: str, name: Span) -> Span:
    rules = _rules()
    shown = text[name.start : name.end]
    if rules.countries.fullmatch(shown):
        return name._replace(label="LOC")
    if " " not in shown:
        return name
    label = rules.labels.get(shown.rsplit(maxsplit=1)[-1].rstrip("."), name.label)
    title = rules.title.match(shown) if label == "PER" else None
    return Span(name.start + (title.end() if title else 0), name.end, label)
