"""Which of the three languages a text is in."""

from __future__ import annotations

import re
from typing import Literal

from nlp.languages.data import words
from nlp.languages.transliteration import is_kazakh_latin

Lang = Literal["ru", "kk", "en"]

KAZAKH_LETTERS = frozenset("әіңғүұқөһ")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LATIN = re.compile(r"[a-z\u00e0-\u024f]+")
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 200  # letters after which a Kazakh text without a Kazakh letter is none


def _kazakh_in(letters: str) -> int:
    """How many of the letters only Kazakh has."""
    return sum(map(letters.count, KAZAKH_LETTERS))


def _cyrillic_language(text: str) -> Lang:
    letters = "".join(_CYRILLIC.findall(text))
    kazakh = _kazakh_in(letters)
    if "ї" in text or "є" in text:  # Ukrainian shares і with Kazakh
        return "ru"
    if kazakh * 20 > len(letters):
        return "kk"
    found = _WORD.findall(text)
    russian, native = (sum(w in words()[lang] for w in found) for lang in ("ru", "kk"))
    return "kk" if native > russian or (kazakh and native == russian) else "ru"


def _fits(hint: str, cyrillic: bool, text: str) -> bool:
    if hint == "en":
        return not cyrillic and not is_kazakh_latin(text)
    if not cyrillic:
        return hint == "kk" and is_kazakh_latin(text)
    letters = "".join(_CYRILLIC.findall(text))
    kazakh = _kazakh_in(letters)
    if hint == "kk":
        return kazakh > 0 or len(letters) < _ENOUGH
    return kazakh * 16 <= len(letters)


def language_of(text: str, hint: str | None = None) -> Lang:
    """The language of `text`. A `hint` (a BCP 47 tag) wins unless the letters speak against it."""
    small = text.lower()
    letters, latin = (sum(map(len, pattern.findall(small))) for pattern in (_CYRILLIC, _LATIN))
    cyrillic = letters > 0 and letters * 2 >= latin
    wanted = (hint or "").split("-")[0].lower()
    for lang in ("ru", "kk", "en"):
        if wanted == lang and (_fits(lang, cyrillic, small) or not _WORD.search(small)):
            return lang
    if cyrillic:
        return _cyrillic_language(small)
    if latin:
        return "kk" if is_kazakh_latin(small) else "en"
    return "ru"
