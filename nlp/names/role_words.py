"""What stands beside the names of those who win votes, poll or watch: `roles.toml`, read."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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


@dataclass(frozen=True)
class Role:
    """Patterns that tell names of one kind."""

    kind: str
    surname: bool
    quoted: bool
    """The name stands in quotation marks."""
    listed: bool
    """The name goes on with a list of results that its sentence has begun."""
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class RoleWords:
    """What one language says beside the names of those who win votes, poll or watch; see `roles.toml`."""

    never: frozenset[str]
    titles: frozenset[str]
    no_person: re.Pattern[str]
    no_party: re.Pattern[str]
    """Chambers, which have seats as parties do."""
    of_place: re.Pattern[str]
    """What stands before a name that is no person's."""
    begun: re.Pattern[str]
    """What begins a list of results."""
    roles: tuple[Role, ...]


@lru_cache
def role_words(lang: str) -> RoleWords | None:
    """Of a language whose roles are known; None for others."""
    raw = tomllib.loads(Path(__file__).with_name("roles.toml").read_text(encoding="utf-8")).get(lang)
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
        Role(
            role["kind"],
            role.get("surname", False),
            role.get("quoted", False),
            role.get("listed", False),
            tuple(compiled(p) for p in role["patterns"]),
        )
        for role in raw["role"]
    )
    return RoleWords(
        frozenset(raw["never"]),
        frozenset(raw["titles"].split("|")),
        re.compile(raw["no_person"]),
        re.compile(raw["no_party"]),
        re.compile(raw["of_place"]),
        re.compile(raw["begun"]),
        roles,
    )
