"""Who speaks, and of whom: when two names mean one body.

A known actor counts by its id. Beyond that names are compared by their sounds, so that scripts and spellings of one
language family meet (Нұр Отан, Nur Otan), a short name meets its full form (Косанов, Амиржан Косанов; HAQ, движение
«HAQ»), and initials meet the words they stand for (НПК). In one country's election any commission without a
territory in its name is the national one. The answers of a referendum are the same in every language.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Protocol

from babel import Locale

from nlp.claims import Assessment, Figure
from nlp.contradictions.data import table
from nlp.statements import folded

NATIONAL_COMMISSION = "national commission"
ANSWERS = ("yes", "no")

# Sounds that ru, kk and en (and both Kazakh Latin alphabets) write differently, folded to one letter each.
_SOUNDS = str.maketrans(
    {
        "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i",
        "й": "i", "і": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p",
        "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h", "һ": "h", "ц": "c", "ч": "ch",
        "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia", "q": "k", "w": "v", "y": "i",
        "x": "ks", "ı": "i", "ä": "a", "á": "a", "ö": "o", "ó": "o", "ü": "u", "ú": "u", "ý": "u", "ñ": "n", "ń": "n",
        "ş": "sh", "ğ": "g", "ǵ": "g", "ū": "u", "ї": "i", "ў": "u", "'": "", "’": "",
    }
)  # fmt: skip
_STEM = 6


class ReferenceLike(Hashable, Protocol):
    """What the engine may ask of reference data; the answer is None where it is not known."""

    def identify(self, name: str, kind: str, country: str | None) -> str | None:
        """The id of the actor behind a name."""

    def has_place(self, name: str) -> bool:
        """True where a name holds that of a region or town."""

    def actor_name(self, actor_id: str, lang: str, day: dt.date | None) -> str | None:
        """The actor's official name in a language, as it was on a day."""

    def place_name(self, code: str, lang: str) -> str:
        """The name of a country or region, or its code."""

    def threshold(self, election: str, contest: str) -> Decimal | None:
        """The share in percent that a party needs to enter the body."""


class NoReference:
    """Knows no actor: names speak for themselves."""

    def identify(self, name: str, kind: str, country: str | None) -> str | None:
        return None

    def has_place(self, name: str) -> bool:
        return False

    def actor_name(self, actor_id: str, lang: str, day: dt.date | None) -> str | None:
        return None

    def place_name(self, code: str, lang: str) -> str:
        return Locale(lang).territories.get(code) or code

    def threshold(self, election: str, contest: str) -> Decimal | None:
        return None


@dataclass(frozen=True)
class Actor:
    """A speaker or a subject. `key` groups what is surely one body; `is_same` also sees short and full names."""

    key: str
    name: str | None
    country: str | None
    id: str | None = None

    @property
    def known(self) -> bool:
        return self.id is not None or self.name is not None

    def is_same(self, other: Actor) -> bool:
        if self.key == other.key:
            return self.known
        if not self.known or not other.known or (self.id and other.id):
            return False
        if NATIONAL_COMMISSION in (self.key, other.key) or self.name is None or other.name is None:
            return False
        return _one_name(self.name, other.name, self.country or other.country)


def speaker(claim: Figure | Assessment, reference: ReferenceLike) -> Actor:
    """The actor who makes the claim."""
    country = (claim.election or "")[:2] or None
    named = claim.source and _identity(reference, claim.source, claim.source_type, country)
    identity = claim.source_id or named or None
    if claim.source_type == "election_authority" and claim.source:
        if not is_local(claim.source, reference):
            return Actor(NATIONAL_COMMISSION, claim.source, country, identity)
        identity = named or None  # as it was read, it may be that of the national one
    return _actor(claim.source, country, identity)


def subject(figure: Figure, reference: ReferenceLike) -> Actor:
    """The actor whose figure it is; its `known` is false where the figure has no subject."""
    country = (figure.election or "")[:2] or None
    if figure.contest == "referendum" and (answer := _answer(figure.subject or "")):
        return Actor(answer, figure.subject, country)
    found = figure.subject and _identity(reference, figure.subject, "subject", country)
    identity = figure.subject_id or found or None
    return _actor(figure.subject, country, identity)


@lru_cache(maxsize=65536)
def _identity(reference: ReferenceLike, name: str, kind: str, country: str | None) -> str | None:
    return reference.identify(name, kind, country)


def _actor(name: str | None, country: str | None, identity: str | None) -> Actor:
    return Actor(identity or " ".join(sorted(tokens(name or ""))), name or None, country, identity)


@lru_cache(maxsize=65536)
def is_local(name: str, reference: ReferenceLike) -> bool:
    """True for a commission whose name holds a territory below the country."""
    return bool(tokens(name) & word_list("regional_commission")) or reference.has_place(name)


def _answer(option: str) -> str | None:
    """The answer of a referendum, "yes" or "no", that an option is in whatever language; None for any other."""
    return next((answer for answer in ANSWERS if tokens(option) in phrases(answer)), None)


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of `names.toml`, its words as `tokens` writes them."""
    return tokens(table("names")[name])


@cache
def phrases(name: str) -> tuple[frozenset[str], ...]:
    """A list of phrases of `names.toml`, each as `tokens` writes it."""
    return tuple(tokens(phrase) for phrase in table("names")[name])


@lru_cache(maxsize=65536)
def tokens(name: str) -> frozenset[str]:
    """The words of a name by their sounds, cut to stems so that case endings do not part them."""
    return frozenset(word[:_STEM] for word in _words(name))


@lru_cache(maxsize=65536)
def _words(name: str) -> tuple[str, ...]:
    parted = re.sub(r"(?<=[a-zа-яёәіңғүұқөһ])(?=[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ])", " ", name)
    return tuple(sound for word in folded(parted).split() if (sound := _sound(word)))


def _sound(word: str) -> str:
    sound = word.translate(_SOUNDS)
    for written, heard in (("zh", "j"), ("kh", "h"), ("ts", "c"), ("ie", "e")):
        sound = sound.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", sound)


@lru_cache(maxsize=65536)
def _one_name(a: str, b: str, country: str | None) -> bool:
    generic = word_list("generic") | _country_words(country)
    first, second = tokens(a), tokens(b)
    if first == second:
        return True
    if _initials(a, b) or _initials(b, a):
        return True
    first, second = first - generic, second - generic
    return bool(first) and bool(second) and (first <= second or second <= first)


@cache
def _country_words(country: str | None) -> frozenset[str]:
    """The country's own names: they tell none of its bodies from another."""
    names = (Locale(lang).territories.get(country or "") for lang in ("ru", "kk", "en"))
    return frozenset[str]().union(*(tokens(name) for name in names if name))


def _initials(short: str, full: str) -> bool:
    """НПК stands for Народная партия Казахстана."""
    letters, words = _words(short), _words(full)
    return len(letters) == 1 and len(words) >= 3 and letters[0] == "".join(word[0] for word in words)
