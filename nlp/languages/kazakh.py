"""Kazakh word forms: what is left when the endings are taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.languages.data import read
from nlp.languages.folding import fold

_SHORTEST = 3
_DEVOICED = {"б": "п", "г": "к", "ғ": "қ"}


@lru_cache
def _steps() -> dict[str, dict[str, frozenset[str]]]:
    """For each step: suffix to the letters it may follow."""
    letters: dict[str, str] = read("kazakh")["letters"]
    steps: dict[str, dict[str, frozenset[str]]] = {}
    for row in read("kazakh")["suffixes"]:
        after = frozenset("".join(letters[kind] for kind in row["after"]))
        for form in row["forms"]:
            step = steps.setdefault(row["step"], {})
            step[form] = step.get(form, frozenset()) | after
    return steps


@lru_cache
def _harmony() -> dict[str, int]:
    data = read("kazakh")
    return dict.fromkeys(data["vowels_back"], 1) | dict.fromkeys(data["vowels_front"], 2)


def _colour(word: str, last: bool) -> int:
    """1 back, 2 front, 0 unknown or neutral: of the word's last (else first) vowel."""
    harmony, neutral = _harmony(), read("kazakh")["vowels_neutral"]
    if last and word.endswith(tuple(read("kazakh")["colourless"])):
        return 0
    for letter in reversed(word) if last else word:
        if letter in neutral and last:
            return 0
        if letter in harmony:
            return harmony[letter]
    return 0


def _cut(word: str, step: str) -> Iterator[str]:
    """`word` without one suffix of the step, in every way that sounds and harmony allow."""
    endings = _steps()[step]
    for size in range(5, 0, -1):
        suffix = word[-size:]
        after = endings.get(suffix)
        stem = word[:-size]
        if after is None or len(stem) < _SHORTEST or stem.rstrip("ь")[-1:] not in after:
            continue
        ours, theirs = _colour(suffix, last=False), _colour(stem, last=True)
        if ours and theirs and ours != theirs and suffix not in read("kazakh")["invariant"]:
            continue
        yield stem
        if step == "possessive" and stem[-1] in _DEVOICED:
            yield stem[:-1] + _DEVOICED[stem[-1]]


@lru_cache(maxsize=50_000)
def bases(word: str) -> tuple[str, ...]:
    """`word` (folded) and every shorter form it may be a form of, longest first."""
    data = read("kazakh")
    found = {word: None}
    for part_of_speech in ("noun", "verb"):
        level = {word}
        for step in data[part_of_speech]["order"]:
            level |= {shorter for longer in level for shorter in _cut(longer, step)}
        found.update(dict.fromkeys(level))
    irregular: dict[str, str] = data["irregular"]
    found = dict.fromkeys(irregular.get(base, base) for base in found)
    return tuple(sorted(found, key=lambda base: (-len(base), base)))


def kazakh_stem(word: str) -> str:
    """The shortest form that `word` (folded) may be made from, its last letter devoiced."""
    shortest = bases(word)[-1]
    return shortest[:-1] + _DEVOICED.get(shortest[-1], shortest[-1]) if shortest else shortest


_LAST_WORD = re.compile(r"(?P<word>[^\W\d_]+)(?P<quote>[»”\"]?)(?:(?P<dash>[-‑])(?P<tail>[^\W\d_]{1,4}))?$")


def nominative_kk(phrase: str) -> str:
    """A Kazakh noun phrase in the nominative: the case ending of its last word is taken off, in quotes or out of them.

    The possessive that binds a compound name stays ("партиясына" → "партиясы"), and so do abbreviations.
    """
    last = _LAST_WORD.search(phrase)
    if last is None:
        return phrase
    stem = phrase[: last.end("quote")]
    if last["dash"] and _is_case(last["tail"]):
        return stem
    word = fold(last["word"])
    if last["word"].isupper() or word.endswith(tuple(read("kazakh")["uncut"])):
        return phrase
    shorter = min(_cut(word, "case"), key=len, default=word)
    return phrase[: last.start("word") + len(shorter)] + last["quote"] if shorter != word else phrase


def _is_case(ending: str) -> bool:
    return fold(ending) in _steps()["case"]
