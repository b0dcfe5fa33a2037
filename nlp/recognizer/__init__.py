"""A trained recognizer of names: organizations, persons and places in running text.

Russian is read by Natasha's recognizer with rules of ours (`russian`), Kazakh and English by small networks trained on
freely licensed corpora (`network`; for English with the rules of `english`). `train` makes their weights anew and
`corpora` reads what they are trained on. The recognizer knows nothing of elections and of no reference data, and
imports neither. Weights are loaded at the first text of a language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.languages import Lang
from nlp.recognizer.corpora import Span

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

__all__ = ["Span", "recognize"]


def recognize(texts: Sequence[str], lang: Lang) -> list[list[Span]]:
    """The names of each text: spans labelled ORG, PER or LOC, in order, none within another.

    A text is a paragraph or less: names do not run over the end of a line. Raises ModuleNotFoundError for Russian where
    the package natasha is not installed.
    """
    with _threads().limit(limits=1):  # the matrices are small: threads only wait for each other
        return list(_recognized(texts, lang))


def _recognized(texts: Sequence[str], lang: Lang) -> Iterable[list[Span]]:
    if lang == "ru":
        from nlp.recognizer import russian

        return russian.recognize(texts)
    from nlp.recognizer import english, network

    found = network.recognize(texts, lang)
    if lang == "kk":
        return found
    return (english.mended(text, names) for text, names in zip(texts, found, strict=True))


@lru_cache
def _threads() -> ThreadpoolController:
    """The threads of numpy's linear algebra."""
    import numpy  # noqa: F401  # the controller finds libraries that are loaded
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
