"""What each language knows of the names of organizations: `lexicon.toml`, read."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nlp.claims import OrganizationType
from nlp.components.reading import GUESSED
from nlp.languages import fold, nominative

_NEVER = r"(?!)"


@dataclass(frozen=True)
class _Head:
    pattern: re.Pattern[str]
    type: OrganizationType


@dataclass(frozen=True)
class Lexicon:
    """What one language knows of the names of organizations."""

    heads: tuple[_Head, ...]
    any_head: re.Pattern[str]
    forms: re.Pattern[str]
    companies: frozenset[str]
    stop_before: frozenset[str]
    posts: frozenset[str]
    """What a person is in a body, right before the person's name."""
    surnames: re.Pattern[str]
    """Endings that show a surname, where no dictionary of persons helps."""
    generic: frozenset[str]
    after_names: frozenset[str]
    """Words that, behind a preposition, belong to the sentence and no more to the name: "по данным"."""
    not_acronyms: frozenset[str]
    not_organizations: frozenset[str]
    offices: re.Pattern[str]
    """Bodies of the state by their short names, as they are written."""
    types: dict[str, OrganizationType]
    observer_words: re.Pattern[str]
    parliaments: re.Pattern[str]
    anaphors: re.Pattern[str]
    campaign: re.Pattern[str] | None
    """The word before a contestant's name for the contestant's staff."""
    called: dict[str, re.Pattern[str]]
    lower: re.Pattern[str] | None
    head_last: bool
    complement: re.Pattern[str] | None
    """What follows the head of a name: "Union | of Informed Citizens"."""
    loose: frozenset[str]
    relays: re.Pattern[str] | None
    deeds: dict[str, re.Pattern[str]]
    """What stands beside the bodies of a kind, by kind."""
    forces: re.Pattern[str]
    """Bodies that have no name of their own, where they say or count something: the police, prosecutors."""
    leads: re.Pattern[str]
    lower_heads: re.Pattern[str]
    led: re.Pattern[str]
    bodies: re.Pattern[str]

    def type_of(self, phrase: str) -> OrganizationType:
        """The type that a folded phrase suggests, "other" where no head is in it."""
        found = [(match, head) for head in self.heads if (match := head.pattern.search(phrase))]
        if not found:
            return "ngo"
        # The head of a Kazakh name stands last, of an English one last before its complements, of a Russian one first.
        before = [f for f in found if f[0].start() < self._complement(phrase)] or found
        last = max(before, key=lambda f: (f[0].end(), -f[0].start()))
        _, head = last if self.head_last else min(found, key=lambda f: f[0].start())
        if head.type in GUESSED and self.observer_words.search(phrase):
            return "citizen_observers"
        # The mission of other states has no name of its own: "миссия наблюдателей СНГ", but "миссия «Наш голос»".
        return "citizen_observers" if head.type == "international_observers" and "«" in phrase else head.type

    def _complement(self, phrase: str) -> int:
        match = self.complement.search(phrase) if self.complement is not None else None
        return match.start() if match else len(phrase)


@lru_cache
def name_words(lang: str) -> Lexicon:
    raw: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))[lang]
    endings = raw.get("endings", "")
    heads = tuple(_Head(re.compile(rf"\b(?:{h['stem'].replace('~', endings)})\b"), h["type"]) for h in raw["heads"])
    return Lexicon(
        heads=heads,
        any_head=re.compile("|".join(h.pattern.pattern for h in heads)),
        forms=re.compile(r"\b(?:" + "|".join(raw["legal_forms"] + raw["company_forms"]) + r")(?=\s*[«“\"„])"),
        companies=frozenset(raw["company_forms"]),
        stop_before=frozenset(raw["stop_before"]),
        offices=re.compile(_offices(raw["types"].get("government", []), lang)),
        posts=frozenset(raw.get("posts", ())),
        surnames=re.compile(raw.get("surnames", _NEVER)),
        generic=frozenset(raw["generic"]),
        after_names=frozenset(raw.get("after_names", ())),
        not_acronyms=frozenset(raw["not_acronyms"]),
        not_organizations=frozenset(fold(word) for word in [*raw["not_acronyms"], *raw["not_organizations"]]),
        types={fold(name): kind for kind, names in raw["types"].items() for name in names},
        observer_words=re.compile(raw["observer_words"]),
        called={kind: re.compile(heads) for kind, heads in raw.get("called", {}).items()},
        lower=re.compile(rf"\b(?:{raw['lower']})\b") if "lower" in raw else None,
        campaign=re.compile(raw["campaign"]) if "campaign" in raw else None,
        anaphors=re.compile(rf"\b{raw['anaphors']}"),
        head_last=lang != "ru",
        complement=re.compile(raw["complement"]) if "complement" in raw else None,
        loose=frozenset(raw["loose"]),
        relays=re.compile(raw["relays"]) if "relays" in raw else None,
        deeds={kind: re.compile(words) for kind, words in raw["deeds"].items()},
        forces=re.compile(raw["forces"]),
        parliaments=re.compile(rf"\b(?:{raw['parliaments']})\b"),
        leads=re.compile(rf"(?:{raw.get('leads', _NEVER)}) "),
        lower_heads=re.compile(raw.get("lower_heads", _NEVER)),
        led=re.compile(raw.get("led", _NEVER)),
        bodies=re.compile(rf"\b(?:{raw.get('bodies', _NEVER)})\b"),
    )


NO_BODY = ("place", "candidate", "option", "parliament")
_SHORT_HEAD = re.compile(
    r"(?:[^\W\d]+|(?i:обществен\w+ (?:объединени|фонд)\w*)|(?:[а-яё-]+ )+[а-яё]+)\s*[«“\"„](?P<quoted>[^»”\"]+)[»”\"]"
    r"|(?:[а-яё]+ )*(?i:агентств|телекана|радиостанц|парти|издан|портал|газет|журнал)\w*"
    r" (?P<latin>[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2}|[А-ЯЁ]{2,6})"
)
"""One word, or words in small letters, that only say what the body in quotes is; a medium or party that is written in
Latin letters or capitals needs no quotes."""


def proper_name(phrase: str, lang: str) -> str:
    """The nominative; of a name that is but a common head and a quoted name, the quoted name."""
    plain = " ".join(phrase.split())
    short = without_head(plain)
    return short if short != plain else nominative(plain, lang)


def without_head(name: str) -> str:
    """The name in quotes alone, where before it is but a common head."""
    short = _SHORT_HEAD.fullmatch(name)
    return (short["quoted"] or short["latin"]) if short else name


_OFFICE_ENDINGS = {"ru": "а|у|ом|е|ы|ой", "kk": "-?(?:[ндт][ыі]ң|[ғгқк][ае]|[дт][ае]|[дт][ае]н|[ндт][ыі])"}


def _offices(names: list[str], lang: str) -> str:
    """A pattern for abbreviations of three capitals or more, and for words such as Минюст in their cases."""
    long = [re.escape(name) for name in names if len(name) >= _SHORTEST_OFFICE and (" " not in name or lang == "kk")]
    endings = _OFFICE_ENDINGS.get(lang, "")
    return rf"\b(?<!-)(?P<name>{'|'.join(long)})(?:{endings})?(?![\w-])" if long else _NEVER


_SHORTEST_OFFICE = 3
