"""How a language speaks of contestants: the table of that name in `nlp/frames/*.toml`, read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nlp.components.frames import Patterns, table
from nlp.languages import bases, fold, nominative, person_word

_UPPER = "A-ZА-ЯЁӘІҢҒҮҰҚӨҺ"
LOWER = "a-zа-яёәіңғүұқөһ"
_REST = rf"[{LOWER}]+(?:[-’'][{_UPPER}]?[{LOWER}]+)*"
_PART = rf"[{_UPPER}]{_REST}"
_PARTICLE = r"(?:уулу|кызы|оглы|де|да|дос|ван|фон|бин|аль|эль|ибн|al|de|da|van|von|bin|uulu|kyzy) "
# With or without initials before or behind it. Patterns that begin with a class of letters are found fastest.
PERSON = (
    rf"[{_UPPER}](?:\. ?[{_UPPER}]){{0,2}}{_REST}(?: (?:{_PARTICLE})?{_PART}){{0,3}}"
    rf"(?:(?: ?[{_UPPER}]\.){{1,2}}(?= ?[^\w\s]))?"
)
QUOTE = r"[«“\"„]"
# What stands behind the first sign of a name in quotes, and of an abbreviation.
QUOTED = rf"(?P<quoted>(?:[{_UPPER}0-9]|¶+ (?=[^¶]))[^«»“”\"„\n%#]{{1,50}})[»”\"]"
# A Kazakh ending stands behind a hyphen.
_ACRONYM = (
    rf"(?:[{_UPPER}]{{1,7}}(?:/[{_UPPER}]{{2,8}})?|(?<=[A-Z])[a-z]{{0,3}}[A-Z]{{1,4}})"
    r"(?!\w|-(?![дтнғгқкбпм][аеыіи]\w{0,3}\b))"
)
BODY = rf"[«“\"„{_UPPER}](?:(?<={QUOTE}){QUOTED}|(?<=(?<![\w«\"-])[{_UPPER}]){_ACRONYM})"


@dataclass(frozen=True)
class ContestantWords:
    """What one language says of contestants. `words` are its other patterns: nicknames, epithets, what is no name."""

    persons: tuple[re.Pattern[str], ...]
    experts: tuple[re.Pattern[str], ...]
    bodies: tuple[re.Pattern[str], ...]
    words: Patterns[str]
    else_meant: Patterns[str]
    """What a pronoun beside votes may stand for that is no contestant, by the pronoun."""

    def of_person(self, word: str) -> bool | None:
        """Whether a capitalised word is known as a part of persons' names; None where nobody knows."""
        if self.is_common(word):
            return False
        return person_word(nominative(word, "kk") if "not_names" in self.words else word)

    def is_common(self, word: str) -> bool:
        """Whether a capitalised word only begins a sentence, where the dictionary of persons lacks the language."""
        return "not_names" in self.words and _is_common(word, self.words["not_names"])


@lru_cache(maxsize=10_000)
def _is_common(word: str, common: re.Pattern[str]) -> bool:
    """Whether a Kazakh word is a form of a common one, many of something, or a place where something is."""
    plain = nominative(word, "kk")
    if _PLURAL.search(plain) or (_LOCATIVE.search(word) and plain != word):
        return True
    return any(common.fullmatch(form) for form in (word, *(base.capitalize() for base in bases(fold(word)))))


_PLURAL = re.compile(r"^\w{6,}[лдт][ае]р[ыі]?$")
_LOCATIVE = re.compile(r"^\w{4,}[дт][ае](?:ғы|гі)?$")


@lru_cache
def contestant_words(lang: str) -> ContestantWords:
    """What a language says of contestants, compiled once."""
    raw = table(lang)["contestants"]
    return ContestantWords(
        persons=tuple(_of_person(pattern) for pattern in raw.get("persons", ())),
        experts=tuple(_of_person(pattern) for pattern in raw.get("experts", ())),
        bodies=tuple(re.compile(p.replace("«X»", f"(?P<name>{BODY})")) for p in raw.get("bodies", ())),
        words=Patterns({name: re.compile(pattern) for name, pattern in raw.items() if isinstance(pattern, str)}),
        else_meant=Patterns({word: re.compile(pattern) for word, pattern in raw.get("else_meant", {}).items()}),
    )


def _of_person(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("«X»", f"(?P<name>{PERSON})(?![{LOWER}])"))
