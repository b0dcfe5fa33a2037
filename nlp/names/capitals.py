"""Whether the capital of a word tells that it is a name."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.languages import without_marks


def is_proper(text: str, word: str) -> bool:
    """Whether the capital of a single word tells something: the text has it within a sentence, and never in small
    letters."""
    word = without_marks(word)
    return word.lower() not in _words(text) and word in _words_within(text)


@lru_cache(maxsize=2)
def _words(text: str) -> frozenset[str]:
    """The words of a text, without marks; those with a hyphen or apostrophe as a whole and in their parts."""
    text = without_marks(text)
    return frozenset((*re.findall(r"\w+", text), *re.findall(r"\w+[’'-][\w’'-]*\w", text)))


@lru_cache(maxsize=2)
def _words_within(text: str) -> frozenset[str]:
    """Those that begin a line, or stand behind another word, a comma or colon, or a sign that opens something."""
    text = without_marks(text)
    before = r"(?:\A|(?<=\n)|(?<=[\w,;:)] )|(?<=[(«“\"•–—-])|(?<=[(«“\"•–—-]\s))"
    return frozenset((*re.findall(rf"{before}\w+", text), *re.findall(rf"{before}\w+[’'-][\w’'-]*\w", text)))
