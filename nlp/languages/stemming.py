"""Stems and index keys: every form of a word meets every other form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from nlp.languages.detection import KAZAKH_LETTERS
from nlp.languages.folding import fold
from nlp.languages.kazakh import bases, kazakh_stem
from nlp.languages.russian import lemmas_ru
from nlp.languages.transliteration import to_cyrillic

WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile(r"[a-z\u00df-\u024f\u0259]")


@lru_cache
def _snowball(language: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(language)


@lru_cache(maxsize=50_000)
def stem(word: str, lang: str) -> str:
    """The stem of one word (folded here) in `ru`, `kk` or `en`."""
    folded = fold(word)
    if lang == "kk":
        if _LATIN.match(folded):
            folded = fold(to_cyrillic(word).text)
        return kazakh_stem(folded)
    return str(_snowball("russian" if lang == "ru" else "english").stemWord(folded))


@lru_cache(maxsize=50_000)
def keys(word: str, lang: str | None = None) -> tuple[str, ...]:
    """All keys of one word, its folded self first: two forms of a word have a key in common.

    Without `lang` the letters decide; a Cyrillic word without a Kazakh letter may be Russian or Kazakh and gets both.
    """
    folded = fold(word)
    found = {folded: None}
    if _LATIN.search(folded):
        found[stem(folded, "en")] = None
        if lang != "en":
            found.update(dict.fromkeys(bases(fold(to_cyrillic(word).text))))
    elif folded.isalpha():
        if lang == "ru" or (lang != "kk" and not KAZAKH_LETTERS.intersection(folded)):
            found[stem(folded, "ru")] = None
            found.update(dict.fromkeys(lemmas_ru(folded)))
        if lang == "kk" or (lang is None or KAZAKH_LETTERS.intersection(folded)):
            found.update(dict.fromkeys(bases(folded)))
            found[kazakh_stem(folded)] = None
    return tuple(found)


def stems(text: str, lang: str | None = None) -> list[str]:
    """Index tokens of a text in reading order, each once: for every word all its `keys`.

    A query word is found where any of its own keys is among the text's.
    """
    return list(dict.fromkeys(key for word in WORD.findall(text) for key in keys(word, lang)))
