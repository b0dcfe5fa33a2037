"""Addresses that reports link to: the live page at the quoted words, and what our own pages keep of it."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_WORDS_AT_AN_END = 4  # enough to be found on a page, few enough to survive a small edit in the middle
_LONGEST_WHOLE = 80


def safe_href(address: str | None) -> str | None:
    """The address if a browser may follow it: http or https with a host; anything else a page says is no link."""
    if not address or re.search(r"[\x00-\x20\x7f\\]", address):  # browsers drop or turn these: "java\tscript:"
        return None
    try:
        parts = urlsplit(address)
        return address if parts.scheme.lower() in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


def at_words(address: str | None, words: str) -> str | None:
    """The live page, opened at the quoted words (a text fragment, which older browsers ignore)."""
    href = safe_href(address)
    if href is None or not words.strip():
        return href
    said = re.split(r"[ \t\r\n]+", words.strip())  # a no-break space is part of the words
    directive = _encoded(said)
    if len(" ".join(said)) > _LONGEST_WHOLE and len(said) > 2 * _WORDS_AT_AN_END:
        directive = f"{_encoded(said[:_WORDS_AT_AN_END])},{_encoded(said[-_WORDS_AT_AN_END:])}"
    return f"{href}{'' if '#' in href else '#'}:~:text={directive}"


def _encoded(words: list[str]) -> str:
    # "-" marks prefix and suffix in a text directive, and quote() leaves it as it is.
    return quote(" ".join(words), safe="").replace("-", "%2D")


class Addresses:
    """Addresses of our own pages under `base` (an origin with the language, or a bare path)."""

    def __init__(self, base: str) -> None:
        self._base = base.rstrip("/")

    def page(self, path: str) -> str:
        """A page by its path."""
        return self._base + path

    def election(self, election: str) -> str:
        """An election."""
        return f"{self._base}/elections/{quote(election, safe='')}"

    def claim(self, statement: str) -> str:
        """A claim with its mentions."""
        return f"{self._base}/claims/{quote(statement, safe='')}"

    def document(self, document: str) -> str:
        """A saved document. Its id is mostly an address with slashes, kept readable."""
        return f"{self._base}/documents/{quote(document, safe='/:')}"
