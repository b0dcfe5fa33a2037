"""Folding: one spelling for what the eye reads as one word, with every offset kept."""

from __future__ import annotations

import re
import unicodedata

_UPPER = dict(zip("ABCEHIKMOPTXY", "АВСЕНІКМОРТХУ", strict=True))
_LOWER = dict(zip("aceikopxyhəɵ", "асеікорхуһәө", strict=True))
_TO_CYRILLIC = {**_UPPER, **_LOWER}
_TO_LATIN = {cyrillic: latin for latin, cyrillic in _TO_CYRILLIC.items()}
_LATIN_TABLE, _CYRILLIC_TABLE = str.maketrans(_TO_LATIN), str.maketrans(_TO_CYRILLIC)
_CYRILLIC = "\u0400-\u04ff"
_LATIN = "A-Za-z\u00c0-\u024f\u0259\u0275"
# The look behind keeps this linear: a word is tried from its first letter alone.
_MIXED = re.compile(
    rf"(?<![{_LATIN}{_CYRILLIC}])[{_LATIN}{_CYRILLIC}]*(?:[{_LATIN}][{_CYRILLIC}]|[{_CYRILLIC}][{_LATIN}])[{_LATIN}{_CYRILLIC}]*"
)
# Whether a Latin letter stands beside a Cyrillic one; nearly no text has that, and this says so sooner than `_MIXED`.
_TOUCHING = re.compile(rf"[{_LATIN}](?:(?<=[{_CYRILLIC}].)|(?=[{_CYRILLIC}]))")
_ANY_CYRILLIC = re.compile(f"[{_CYRILLIC}]")
_SIMPLER = {"ё": "е", "ѐ": "е"} | dict.fromkeys(
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
_NOT_SIMPLE = re.compile(f"[{''.join(_SIMPLER)}]")


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u04ff"


def _unmix(match: re.Match[str]) -> str:
    """A word of two alphabets in the one its unmistakable letters (else most letters) belong to."""
    word = match[0]
    cyrillic = [c for c in word if _is_cyrillic(c)]
    latin = [c for c in word if not _is_cyrillic(c)]
    sure_cyrillic = any(c not in _TO_LATIN for c in cyrillic)
    sure_latin = any(c not in _TO_CYRILLIC for c in latin)
    if sure_cyrillic and sure_latin:
        return word
    if sure_latin or (not sure_cyrillic and len(latin) > len(cyrillic)):
        return word.translate(_LATIN_TABLE)
    return word.translate(_CYRILLIC_TABLE)


def _casefold(text: str) -> str:
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(f if len(f := c.casefold()) == 1 else c for c in text)


def fold(text: str) -> str:
    """`text` in small letters, ё as е, every space plain, look-alike letters in their word's alphabet.

    The result has the length of `text`: an offset in one is the same offset in the other.
    """
    if text.isascii():
        return text.lower()
    if _ANY_CYRILLIC.search(text) and _TOUCHING.search(text):
        text = _MIXED.sub(_unmix, text)
    return _NOT_SIMPLE.sub(_simpler, _casefold(text.replace("\u0130", "i")))


def _unmarked(letter: str) -> str:
    return _BARE.get(letter) or unicodedata.normalize("NFD", letter)[0]


_BARE = {"ı": "i", "ł": "l", "đ": "d", "ø": "o"}
_MARKED = str.maketrans(
    {chr(code): _unmarked(chr(code)) for code in range(0xC0, 0x180)} | {"ș": "s", "ț": "t", "Ș": "S", "Ț": "T"}
)
_MARK = re.compile("[\u00c0-\u017fșțȘȚ]")


def without_marks(text: str) -> str:
    """Text with plain Latin letters for those with marks, which English news leaves out: "Nicusor", "Imamoglu". The
    length stays."""
    return text.translate(_MARKED) if _MARK.search(text) else text


def _simpler(match: re.Match[str]) -> str:
    return _SIMPLER[match[0]]
