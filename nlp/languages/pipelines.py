"""Blank spaCy pipelines. spaCy has no Kazakh: it is registered here."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@lru_cache
def _register_kazakh() -> None:
    from spacy.lang.char_classes import ALPHA
    from spacy.language import BaseDefaults, Language
    from spacy.util import registry

    class KazakhDefaults(BaseDefaults):
        # An ending after a sign or a closing quote ("63,3%-ы", "«Ақ жол»-дың") is a word of its own, with its hyphen.
        suffixes = (*(BaseDefaults.suffixes or ()), rf"(?<=[%»”\"])-[{ALPHA}]+")

    @registry.languages("kk")
    class Kazakh(Language):  # type: ignore[no-untyped-call]
        lang = "kk"
        Defaults = KazakhDefaults


def language(lang: str) -> Language:
    """A new blank pipeline (a tokenizer alone) for `ru`, `kk` or `en`; raises ValueError for another language."""
    import spacy

    if lang not in ("ru", "kk", "en"):
        raise ValueError(f"no pipeline for the language {lang!r}; known are ru, kk and en")
    if lang == "kk":
        _register_kazakh()
    return spacy.blank(lang)


_LONG_WORD = re.compile(r"\S{400}")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_PIECE = re.compile(r"\w+|[^\w\s]|\s+")


def tokens(nlp: Language, text: str) -> Doc:
    """The tokens of a text. spaCy's tokenizer is quadratic in a word's length and refuses lone surrogates."""
    from spacy.tokens import Doc

    sound = _SURROGATE.sub("\ufffd", text)
    if not _LONG_WORD.search(sound):
        return nlp.make_doc(sound)
    words = _PIECE.findall(sound)
    return Doc(nlp.vocab, words=words, spaces=[False] * len(words))
