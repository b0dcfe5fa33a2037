"""Blank spaCy pipelines. spaCy has no Kazakh: it is registered here."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@lru_cache
def _spacy() -> Any:
    """spaCy without its command line, which it imports for one function that nobody here calls: that would load an HTTP
    client and a quarter of a second of other packages."""
    unused = {"spacy.cli": ModuleType("spacy.cli"), "spacy.cli.info": ModuleType("spacy.cli.info")}
    unused["spacy.cli.info"].info = None  # type: ignore[attr-defined]
    added = unused.keys() - sys.modules.keys() if "spacy" not in sys.modules else set()
    sys.modules.update({name: unused[name] for name in added})
    import spacy

    for name in added:
        del sys.modules[name]
    return spacy


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
    if lang not in ("ru", "kk", "en"):
        raise ValueError(f"no pipeline for the language {lang!r}; known are ru, kk and en")
    spacy = _spacy()
    if lang == "kk":
        _register_kazakh()
    blank: Language = spacy.blank(lang)
    return blank


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
