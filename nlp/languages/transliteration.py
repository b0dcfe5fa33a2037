"""Kazakh in Latin letters, of 2018 (acutes: saılaý) and of 2021 (sailau, ş, ñ), read as Kazakh Cyrillic."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from nlp.languages.data import words

_SHARED = dict(zip("abcdefghjklmnopqrstvwxyz", "абсдефгхжклмнопқрствукыз", strict=True))
_ACUTE = {**_SHARED, **dict(zip("áǵńóúýui", "әғңөүуұі", strict=True))}
_UMLAUT = {**_SHARED, **dict(zip("äəğǧñŋöüūûuşıç", "әәғғңңөүұұушіч", strict=True))}
_FOREIGN = {
    "ekz": "экз", "exit": "экзит", "elektor": "электор", "ekspert": "эксперт", "ekonom": "эконом", "biul": "бюл",
    "bıul": "бюл",
}  # fmt: skip
"""How words begin that are not spelt as they sound."""
_PAIRS = {"sh": "ш", "ch": "ч", "zh": "ж"}
_VOWELS = frozenset("aáäəeoóöuúüūûyýıi")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u0259]+")
_ACUTE_SIGNS = re.compile(r"[ǵńýáóú]")
_UMLAUT_SIGNS = re.compile(r"[äğǧñŋöüūûş]")
_I_BY_VOWEL = re.compile(r"[aeoyuáóúäöü]ı|ı[aeouyýáóúı]")
_KAZAKH_SIGN = re.compile(r"[ǵńýūıäñŋşğǧ]|q(?!u)")
_FOREIGN_SIGN = re.compile(r"[çəňžâîčěřãõßåøæłęą]")


@dataclass(frozen=True)
class Transliterated:
    """A text in Cyrillic and, for each of its letters, where it stood in the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that `text[start:end]` was made from."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]


def _is_acute(text: str) -> bool:
    """Whether ı is и (2018) and not і (2021): by the signs that only one spelling has."""
    small = text.lower()  # ignoring the case in the patterns would take ı and i for one letter
    acute, umlaut = len(_ACUTE_SIGNS.findall(small)), len(_UMLAUT_SIGNS.findall(small))
    if acute != umlaut:
        return acute > umlaut
    return bool(_I_BY_VOWEL.search(small))


def _glide(word: str, at: int, wide_i: str) -> tuple[str, int]:
    """The Cyrillic for a wide i (и or й) at `at` with a following a or u, and how many letters it took."""
    before = word[at - 1] if at else ""
    after = word[at + 1] if at + 1 < len(word) else ""
    open_before = not before or before in _VOWELS
    if after == "a":
        return ("я" if open_before else "ия"), 2
    if after in ("ý", "u") and wide_i:
        return ("ю" if open_before or after == "ý" else "ию"), 2
    if not before:
        return ("й" if after in _VOWELS and after not in ("", "e") else "и"), 1  # "ıe" is "ие", to have
    return ("й" if before in _VOWELS and before not in wide_i else "и"), 1


def _letters(word: str, acute: bool) -> list[tuple[str, int]]:
    """Cyrillic pieces of a Latin word in small letters, each with the number of letters it stands for."""
    table, wide = (_ACUTE, "ı") if acute else (_UMLAUT, "i")
    pieces, at = [], 0
    foreign = next((start for start in _FOREIGN if word.startswith(start)), None)
    if foreign is not None:
        pieces, at = [(_FOREIGN[foreign], len(foreign))], len(foreign)
    while at < len(word):
        letter = word[at]
        by_vowel = (at and word[at - 1] in _VOWELS) or (at + 1 < len(word) and word[at + 1] in _VOWELS)
        if letter in wide or (acute and letter == "i" and by_vowel):
            piece, taken = _glide(word, at, wide)
        elif word[at : at + 2] in _PAIRS:
            piece, taken = _PAIRS[word[at : at + 2]], 2
        elif word[at : at + 2] == "ts" and (at == 0 or word[at + 2 : at + 3] in ("ı", "i", "e")):
            piece, taken = "ц", 2
        else:
            piece, taken = table.get(letter, letter), 1
        pieces.append((piece, taken))
        at += taken
    return pieces


def _small(word: str, acute: bool) -> str:
    """`word` in small letters, one for one.

    A capital I of 2021 is і, but wide beside a vowel, and in a word of capitals, which is often typed without the dot.
    """
    out = []
    for at, letter in enumerate(word):
        small = {"İ": "i", "I": "i"}.get(letter, letter.lower())
        if letter == "I" and not acute:
            around = (word[at - 1 : at] + word[at + 1 : at + 2]).lower()
            small = "i" if word.isupper() or any(c in _VOWELS for c in around) else "ı"
        out.append(small if len(small) == 1 else letter)
    return "".join(out)


def _capitals_of(source: str, piece: str, word: str) -> str:
    if source.isupper() and (len(source) == 1 or word.isupper()) and (len(piece) == 1 or word.isupper()):
        return piece.upper()
    return piece[0].upper() + piece[1:] if source[0].isupper() else piece


def to_cyrillic(text: str) -> Transliterated:
    """`text` with its Latin words in Kazakh Cyrillic, good enough to match; digits, signs and Cyrillic words stay."""
    acute = _is_acute(text)
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def put(piece: str, start: int, end: int) -> None:
        out.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))

    last = 0
    for match in _LATIN_WORD.finditer(text):
        for at in range(last, match.start()):
            put(text[at], at, at + 1)
        at = match.start()
        for piece, taken in _letters(_small(match[0], acute), acute):
            put(_capitals_of(text[at : at + taken], piece, match[0]), at, at + taken)
            at += taken
        last = match.end()
    for at in range(last, len(text)):
        put(text[at], at, at + 1)
    return Transliterated("".join(out), tuple(starts), tuple(ends))


def is_kazakh_latin(text: str) -> bool:
    """Whether the text is Kazakh in Latin letters and not another language of that script."""
    found = Counter(w.replace("İ", "i").lower() for w in _WORD.findall(text))
    latin = {w: times for w, times in found.items() if _LATIN_WORD.fullmatch(w)}
    many = sum(latin.values())
    if not many or many * 2 < found.total():
        return False
    known = words()["kk_latin"]
    kazakh = sum(times for w, times in latin.items() if w in known or _KAZAKH_SIGN.search(w))
    foreign = sum(times for w, times in latin.items() if _FOREIGN_SIGN.search(w))
    return kazakh * 5 >= many and kazakh > 2 * foreign
