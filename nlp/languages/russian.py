"""Russian word forms: dictionary forms and noun phrases put into the nominative."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from nlp.languages.folding import fold

_LIKELY = 0.05  # parses rarer than this are no help to a search
_SURNAME = re.compile(r"(.+(?:ов|ев|ёв|ин|ын))(а|у|ым|е|ой|ою)")
_LONE_SURNAME = re.compile(r"[А-ЯЁ]\w+(?:ов|ев|ёв|ин|ын)")
# Endings of given names beside a surname's ending, and what stands for them in the nominative.
_MALE = {
    "а": {"а": "", "ея": "ей", "ия": "ий", "ая": "ай", "ря": "рь", "и": "и"},
    "у": {"у": "", "ею": "ей", "ию": "ий", "аю": "ай", "рю": "рь", "и": "и"},
    "ым": {"ом": "", "ем": "", "еем": "ей", "ием": "ий", "аем": "ай", "рем": "рь", "и": "и"},
    "е": {"е": "", "ее": "ей", "ии": "ий", "ае": "ай", "ре": "рь", "и": "и"},
}
_FEMALE = {
    "ой": {"ы": "а", "ии": "ия", "е": "а", "ой": "а", "ией": "ия", "вны": "вна", "вне": "вна", "вной": "вна"},
    "ою": {"ою": "а"},
}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@lru_cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=10_000)  # a word's parses take five kilobytes
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(_analyzer().parse(word))


@lru_cache(maxsize=50_000)
def lemma_ru(word: str) -> str:
    """The dictionary form of a Russian word, folded; the word itself where none is known."""
    folded = fold(word)
    parses = _parses(folded)
    return fold(str(parses[0].normal_form)) if parses else folded


@lru_cache(maxsize=50_000)
def lemmas_ru(word: str) -> tuple[str, ...]:
    """Every likely dictionary form of a Russian word, folded, likeliest first."""
    found = (fold(str(p.normal_form)) for p in _parses(fold(word)) if p.score >= _LIKELY)
    return tuple(dict.fromkeys(found))


def _cased_like(word: str, model: str) -> str:
    """`word` with the capitals of `model`, part by part around hyphens."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    parts, models = word.split("-"), model.split("-")
    if len(parts) != len(models):
        models = models[:1] * len(parts)
    return "-".join(p[:1].upper() + p[1:] if m[:1].isupper() else p for p, m in zip(parts, models, strict=True))


def _is_noun(parse: Any) -> bool:
    return "NOUN" in parse.tag


def _is_attribute(parse: Any) -> bool:
    return any(pos in parse.tag for pos in ("ADJF", "PRTF")) and "Apro" not in parse.tag


def _head(words: list[re.Match[str]]) -> int | None:
    """Which word is the head: the first noun, all words before it being able to agree with it."""
    for at, match in enumerate(words):
        if match[0].isupper() and len(match[0]) > 1:  # an abbreviation does not change
            return None
        parses = _parses(match[0].lower())
        attributes = [p for p in parses if _is_attribute(p)]
        nouns = [p for p in parses if _is_noun(p)]
        best_is_noun = bool(nouns) and (not attributes or nouns[0].score >= attributes[0].score)
        if best_is_noun:
            return at
        if not attributes:
            return None
    return None


def _number(words: list[re.Match[str]], head: int) -> tuple[Any, str] | None:
    """The reading of the head noun that its attributes agree with, and its number."""
    options = [p for p in _parses(words[head][0].lower()) if _is_noun(p)]
    for noun in options:
        tag = noun.tag
        agree = all(
            any(
                _is_attribute(p)
                and p.tag.case == tag.case
                and p.tag.number == tag.number
                and (tag.number == "plur" or tag.gender is None or p.tag.gender == tag.gender)
                for p in _parses(match[0].lower())
            )
            for match in words[:head]
        )
        if agree:
            return noun, tag.number
    return None


def _inflect(word: str, gender: str | None, number: str | None) -> str:
    wanted = {"nomn"} | ({number} if number else set()) | ({gender} if gender and number == "sing" else set())
    for parse in _parses(word.lower()):
        if _is_attribute(parse):
            form = parse.inflect(wanted)
            if form is not None:
                return _cased_like(str(form.word), word)
    return word


def _person(words: list[re.Match[str]]) -> list[str] | None:
    """A person's names in the nominative, or None where nothing tells that they stand in another case.

    Dictionaries know few Kazakh names, so the ending of a surname on -ов, -ев or -ин tells the case and the given names
    follow it; of other surnames a known given name tells the case.
    """
    if not 2 <= len(words) <= 3 or not all(m[0][:1].isupper() for m in words):
        return None
    surname = _SURNAME.fullmatch(words[-1][0])
    if surname is None:
        return _by_given_name([m[0] for m in words])
    given = [m[0] for m in words[:-1]]
    if surname[2] in _FEMALE:
        return [*(_ended(name, _FEMALE[surname[2]]) or name for name in given), surname[1] + "а"]
    if surname[2] == "а" and _is_womans(given[0]):
        return [*given, surname[0]]
    if surname[2] == "у" and _is_womans_object(given[0]):
        return [*(_ended(name, _ACCUSED) or name for name in given), surname[1] + "а"]
    made = [_ended(name, _MALE[surname[2]]) for name in given]
    return [*(name for name in made if name), surname[1]] if all(made) else None


def _by_given_name(names: list[str]) -> list[str] | None:
    """A person's names in the nominative by a given name that can only stand in another case: "Игоря Додона"."""
    parses = [p for p in _parses(names[0].lower()) if "Name" in p.tag and p.tag.number == "sing"]
    if not parses or any(p.tag.case == "nomn" for p in parses):
        return None
    given = parses[0].inflect({"nomn"})
    endings = _ADJECTIVAL | _CONSONANT.get(parses[0].tag.case, {}) if parses[0].tag.gender == "masc" else _FEMININE
    middle = [_inflected(name) for name in names[1:-1]]
    return [_cased_like(str(given.word), names[0]), *middle, _ended(names[-1], endings) or names[-1]] if given else None


_ADJECTIVAL = {
    f"{stem}{ending}": f"{stem}ий" for stem in ("ск", "цк") for ending in ("ого", "ому", "им", "ом")
} | {"ого": "ый", "ому": "ый"}  # fmt: skip
_GENITIVE = {"а": "", "ая": "ай", "ея": "ей", "ля": "ль", "ня": "нь", "ря": "рь"}
_CONSONANT = {
    "gent": _GENITIVE, "accs": _GENITIVE,
    "datv": {"у": "", "аю": "ай", "ею": "ей", "лю": "ль", "ню": "нь", "рю": "рь"},
    "ablt": {"ом": "", "ем": ""},
}  # fmt: skip
_FEMININE = {"ской": "ская", "цкой": "цкая", "скую": "ская", "цкую": "цкая"}


def _inflected(name: str) -> str:
    """A patronymic in the nominative."""
    form = next((p.inflect({"nomn"}) for p in _parses(name.lower()) if "Patr" in p.tag), None)
    return _cased_like(str(form.word), name) if form else name


@lru_cache(maxsize=10_000)
def in_genitive(name: str) -> bool:
    """Whether a person's full name stands in the genitive: "Игоря Додона"; not where its given name is a woman's."""
    words = name.split()
    if len(words) < 2 or _is_womans(words[0]):
        return False
    declined = [re.search(r"(?:[бвгджзклмнпрстфхцчшщ]а|я)$", word) for word in words]
    return nominative_ru(name) != name or words[-1].endswith("ого") or all(declined)


def _ended(name: str, endings: dict[str, str]) -> str | None:
    """`name` with its case ending replaced, or None where it has none of `endings`."""
    found = next((ending for ending in sorted(endings, key=len, reverse=True) if name.endswith(ending)), None)
    return None if found is None else name[: -len(found)] + endings[found]


def _is_womans(name: str) -> bool:
    """Whether the likeliest known reading of the name is a feminine nominative."""
    tags = [p.tag for p in _parses(name.lower()) if p.is_known and p.tag.number == "sing"]
    return bool(tags) and "femn" in tags[0] and tags[0].case == "nomn"


def _is_womans_object(name: str) -> bool:
    """Whether the likeliest reading of a given name is a woman's in the accusative ("Марию"), not a man's in the
    dative ("Ивану"); of names that may be both those on -ия are more often women's."""
    read = [p for p in _parses(name.lower()) if "Name" in p.tag and p.tag.number == "sing"]
    womans = max((p.score for p in read if "femn" in p.tag and p.tag.case == "accs"), default=0.0)
    mans = max((p.score for p in read if "masc" in p.tag and p.tag.case == "datv"), default=0.0)
    return womans > mans or (womans == mans > 0 and name.endswith("ию"))


_ACCUSED = {"у": "а", "ю": "я"}
_INFLECTED_CAPITALS = re.compile("([А-ЯЁ]{3,})(?:а|у|ом|е|ы|ой)")
"""A name in capitals with an ending: "УДАРа"."""
_MIXED = re.compile(r"[А-ЯЁ][а-яё]+[А-ЯЁ][А-ЯЁа-яё]*")
"""A name put together of letters: "ЗаПЧЕЛ"."""


@lru_cache(maxsize=20_000)
def nominative_ru(phrase: str) -> str:
    """A Russian noun phrase in the nominative: its head and the words that agree with it change, the rest stays."""
    if shouted := _INFLECTED_CAPITALS.fullmatch(phrase):
        return shouted[1]
    if _MIXED.fullmatch(phrase):
        return phrase
    words = list(_WORD.finditer(re.split(r"[«“\"„(,:;]", phrase, maxsplit=1)[0]))
    if person := _person(words):
        return _replaced(phrase, words, person)
    head = _head(words)
    if head is None or (len(words) == 1 and _LONE_SURNAME.fullmatch(phrase) and not is_word_ru(phrase)):
        return phrase
    found = _number(words, head)
    if found is None:
        return phrase
    noun, number = found
    persons = number == "plur" and words[head][0][0].isupper() and ("Name" in noun.tag or not noun.is_known)
    if noun.tag.case == "nomn" or "Fixd" in noun.tag or persons:
        return phrase
    form = noun.inflect({"nomn", number} if number else {"nomn"})
    if form is None:
        return phrase
    made = [_inflect(m[0], noun.tag.gender, number) for m in words[:head]]
    made.append(_cased_like(str(form.word), words[head][0]))
    return _replaced(phrase, words, made)


def _replaced(phrase: str, words: list[re.Match[str]], made: list[str]) -> str:
    """`phrase` with its first words as `made`."""
    out, last = [], 0
    for match, word in zip(words, made, strict=False):
        out += [phrase[last : match.start()], word]
        last = match.end()
    return "".join(out) + phrase[last:]


@lru_cache(maxsize=100_000)
def tag_ru(word: str) -> Any:
    """The likeliest grammatical tag of a Russian word: a pymorphy3 tag with `POS`, `case` and `number`."""
    return _parses(fold(word))[0].tag


@lru_cache(maxsize=50_000)
def person_word(word: str) -> bool | None:
    """Whether a capitalised word is known as a part of persons' names; None where dictionaries lack the word."""
    parses = _parses(fold(word))
    if any(grammeme in p.tag for p in parses for grammeme in ("Name", "Surn", "Patr")):
        return True
    return False if any(p.is_known for p in parses) else None


@lru_cache(maxsize=100_000)
def is_word_ru(word: str) -> bool:
    """Whether a word is one of everyday Russian in some form, not a proper name alone."""
    proper = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr")
    return any(p.is_known and not any(kind in p.tag for kind in proper) for p in _parses(fold(word))[:1])
