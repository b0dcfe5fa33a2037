"""Blank spaCy pipelines. spaCy has no Kazakh: it is registered here."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


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
