"""The words by which each language tells who says something: `ru.toml`, `kk.toml`, `en.toml` of this folder, read."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nlp.claims import SourceType
from nlp.languages import Lang

_NEVER = r"(?!)"


@dataclass(frozen=True)
class Role:
    """What a person is by the noun beside their name: "political scientist"."""

    type: SourceType
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Anaphor:
    """A noun or pronoun, in group `name`, that stands for a body named before; `types` of bodies that it can stand for
    (none: any of the same paragraph)."""

    types: frozenset[str]
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Cues:
    """Patterns over a sentence in which who may speak stands as one letter: O a body or a person, K a contestant."""

    before: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]
    finding: tuple[re.Pattern[str], ...]
    """A body that found, counted or judged."""
    citing: tuple[re.Pattern[str], ...]
    """How a text cites its source by a case that elsewhere only names whom something is said to."""
    contesting: tuple[re.Pattern[str], ...]
    holding: tuple[re.Pattern[str], ...]
    """The data of a body that figures come from, where no verb of speech binds them."""
    counting: tuple[re.Pattern[str], ...]
    """A medium that does not relay but counts itself."""
    acting: tuple[re.Pattern[str], ...]
    """The deeds of a body of which only it can tell."""
    bodies: tuple[tuple[SourceType, re.Pattern[str]], ...]
    """Bodies that a common noun names ("the city commission"), in group `name`."""
    continued: re.Pattern[str]
    """Whoever spoke last goes on: "he added", "according to them"."""
    anaphors: tuple[Anaphor, ...]
    kinds: tuple[tuple[SourceType, re.Pattern[str]], ...]
    """Speakers of whom only the kind is told: "observers say"."""
    watching: re.Pattern[str]
    """Observers without a name who saw it, or complain."""
    another: re.Pattern[str]
    """One of a kind that is not the one spoken of before: "another exit poll"."""
    roles: tuple[Role, ...]
    officials: re.Pattern[str]
    """What stands before a person who holds an office of the state."""
    compared: re.Pattern[str]
    """What stands before a body that figures are only set against, or reported to."""
    brought: re.Pattern[str]
    """What stands before a body that something is brought to: "sent 152 complaints to"."""
    holders: re.Pattern[str]
    """Who holds the protocols speaks where "these protocols" are quoted next."""
    background: re.Pattern[str]
    """What opens a sentence that leaves the report for what everybody knows."""
    impersonal: re.Pattern[str]
    """It is said, without anybody who says it: "was put at", "are said to"."""
    backwards: re.Pattern[str]
    """What opens a sentence that tells who stands behind those before it: "This was said by"."""
    closing: re.Pattern[str]
    """A sentence that ends with its speaker, who says also what stands before it in the paragraph."""
    quotes: re.Pattern[str]
    """The words that close a quotation: "he said"."""
    polling: re.Pattern[str]
    """A poll: bodies that figures are given for under it are those that held it."""
    first_person: re.Pattern[str]
    """A body that speaks of itself."""
    hearsay: bool
    """The language tells by the form of a verb what the page only passes on."""
    parting: re.Pattern[str]
    """What parts a person from a body that is no part of what they are: "told journalists that"."""
    interview: re.Pattern[str]
    publishers: tuple[tuple[SourceType, re.Pattern[str]], ...]
    """What a publisher that is no medium is, by the words of its name."""
    oblique: re.Pattern[str] | None
    """Endings of a name in whose place, not whose name, something is said: "at the commission"."""


@lru_cache
def cues_of(lang: Lang) -> Cues:
    """The cues of a language."""
    raw = tomllib.loads((Path(__file__).parent / f"{lang}.toml").read_text(encoding="utf-8"))
    words: dict[str, str] = raw.get("words", {})
    oblique: str | None = raw.get("oblique")
    guard = rf"(?!-?(?:{oblique})\b)" if oblique else ""

    def made(pattern: str, *, unguarded: bool = False) -> re.Pattern[str]:
        for word, forms in words.items():
            pattern = pattern.replace(f"<{word}>", forms)
        pattern = pattern.replace("«O»", "(?P<speaker>O)" + ("" if unguarded else guard))
        return re.compile(pattern.replace("«K»", "(?P<speaker>K)"))

    def many(name: str, *, unguarded: bool = False) -> tuple[re.Pattern[str], ...]:
        return tuple(made(pattern, unguarded=unguarded) for pattern in raw.get(name, ()))

    def one(name: str) -> re.Pattern[str]:
        return made(raw.get(name, _NEVER))

    def typed(name: str) -> tuple[tuple[Any, re.Pattern[str]], ...]:
        return tuple((row["type"], made(row["pattern"])) for row in raw.get(name, ()))

    return Cues(
        before=many("before"), after=many("after"), finding=many("finding"),
        citing=many("citing", unguarded=True), contesting=many("contesting"), holding=many("holding"),
        counting=many("counting"), acting=many("acting"), bodies=typed("bodies"), continued=one("continued"),
        anaphors=tuple(Anaphor(frozenset(row["types"]), made(row["pattern"])) for row in raw.get("anaphors", ())),
        kinds=typed("kinds"), another=one("another"), watching=one("watching"),
        roles=tuple(Role(*row) for row in typed("roles")), officials=one("officials"),
        compared=one("compared"),
        brought=one("brought"), holders=one("holders"), background=one("background"), backwards=one("backwards"),
        impersonal=one("impersonal"),
        closing=one("closing"), quotes=one("quotes"), polling=one("polling"), first_person=one("first_person"),
        hearsay=raw.get("hearsay", False), parting=one("parting"), interview=one("interview"),
        publishers=typed("publishers"),
        oblique=re.compile(rf"(?:{oblique})[»”\"]?$") if oblique else None,
    )  # fmt: skip
