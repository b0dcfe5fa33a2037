"""Names of organizations in Russian, by their shape.

A head noun ("движение", "комиссия") with what makes it one of its kind: adjectives before it, a quoted name or a
genitive tail behind it. What stays general ("политические партии") is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.components.reading import Name, Reading
from nlp.languages import nominative, person_word, tag_ru
from nlp.names.lexicon import Lexicon, proper_name

_WORD = re.compile(r"[\w’'-]+")
_QUOTED = re.compile(r"\s*[«“„\"]([^«»“”„\"\n]{2,60})[»”“\"]")
_QUOTE = re.compile('[«“„"]')
_SAID = re.compile(f"{_QUOTE.pattern}[а-яё]")
"""What is quoted in small letters was said, and names nobody."""
_ADJECTIVE = re.compile(r"(?:ая|ой|ую|ое|ого|ому|ом|ым|ый|ий|ие|ые|ых|их|ыми|ими|яя|ей|его|ему|им|юю|ском|ской)$")
_TAIL_PREPOSITIONS = {"по", "за", "и", "в", "от", "для"}
_LONGEST_TAIL = 9
_TELLING_TAIL = 2


def russian_names(reading: Reading, lexicon: Lexicon, start: int, end: int, known_ends: set[int]) -> Iterator[Name]:
    text, low = reading.text, reading.folded
    for match in lexicon.any_head.finditer(low, start, end):
        if low[match.start() - 1 : match.start()] == "-":
            continue  # "пресс-служба"
        left = _adjectives_before(text, low, match.start(), start, lexicon)
        if _MANY.search(low, left, match.start()):
            continue  # "opposition parties of Moldova"
        left = _without_loose(low, left, match.start(), lexicon)
        kind_of_head = lexicon.type_of(match.group())
        right, proper = _russian_tail(
            text, low, match.end(), end, lexicon,
            plain=kind_of_head in ("government", "court", "parliament"), body=kind_of_head == "election_authority",
        )  # fmt: skip
        phrase = text[left:right]
        if (left == match.start() and right == match.end()) or low[left:right] in lexicon.generic:
            continue
        if _SAID.search(phrase):
            continue
        kind = lexicon.type_of(low[left:right])
        named = right in known_ends or proper or (phrase[:1].isupper() and left > start)
        # At the start of a sentence a capital tells nothing; a long name does, and adjectives before one party.
        tail = len(text[match.end() : right].split())
        telling = tail + (left < match.start()) >= _TELLING_TAIL or _one_party(low[left : match.end()])
        capital = named or (phrase[:1].isupper() and telling)
        if kind not in ("election_authority", "government", "international_observers") and not capital:
            continue
        if _plural(match.group()) or (kind == "international_observers" and not _foreign(low[left:right])):
            continue
        if kind == "international_observers" and _QUOTE.search(phrase):
            kind = "citizen_observers"
        yield Name(left, right, kind, proper_name(phrase, "ru"), rule=f"head {match.group()}")
    for match in lexicon.bodies.finditer(low, start, end):
        shown = nominative(text[match.start() : match.end()], "ru")
        yield Name(match.start(), match.end(), lexicon.type_of(match.group()), shown, rule="body")


_MANY = re.compile(r"(?:ые|ие|ых|их)(?= )")
_ONE_PARTY = re.compile(r"(?P<first>[\w-]+[ая]я) (?:[\w-]+[ая]я ){0,3}партия$")


def _one_party(low: str) -> bool:
    """ "Democratic Party": adjectives of its own before a party, not "another" or "the second"."""
    match = _ONE_PARTY.match(low)
    return match is not None and not {"Apro", "Anum"} & set(tag_ru(match["first"]).grammemes)


def _without_loose(low: str, left: int, head: int, lexicon: Lexicon) -> int:
    """Drop words that describe a body but are no part of its name: "the ruling", "preliminary"."""
    for word in list(_WORD.finditer(low, left, head)):
        if not any(word.group().startswith(stem) for stem in lexicon.loose):
            return word.start()
        left = word.end() + 1
    return head


def _foreign(phrase: str) -> bool:
    return bool(re.search(r"наблюда|обсе|снг|шос|бдипч|европ|оон|совет", phrase))


def _adjectives_before(text: str, low: str, at: int, floor: int, lexicon: Lexicon) -> int:
    left = at
    for _ in range(4):
        words = list(_WORD.finditer(low, max(floor, left - 40), left))
        if not words or low[words[-1].end() : left].strip() or words[-1].group() in lexicon.stop_before:
            break
        if _DONE.match(words[-1].group()):
            break
        if not _ADJECTIVE.search(words[-1].group()) or tag_ru(words[-1].group().split("-")[-1]).POS not in _AGREEING:
            break
        left = words[-1].start()
    return left


_AGREEING = ("ADJF", "PRTF")
_DONE = re.compile(r"(?:провед|организов|заказ|представл|опубликов|подготовл|обнародов|созда|получ)[её]?н?нн|данн")
"""Participles that say what a body did, and begin no name: "опрос, проведённый институтом"."""

_LETTERS = re.compile(r"[А-ЯЁ]{2,}$")
_CASES = ("gent", "datv", "accs", "ablt", "loct")


def _russian_tail(
    text: str, low: str, at: int, ceiling: int, lexicon: Lexicon, *, plain: bool, body: bool
) -> tuple[int, bool]:
    """Where the name ends after its head, and whether it holds a proper part."""
    proper, end = False, at
    for _ in range(_LONGEST_TAIL):
        quoted = _QUOTED.match(text, end, ceiling)
        if quoted:
            return quoted.end(), True
        word = _WORD.match(low, _skip_space(text, end, ceiling), ceiling)
        if word is None:
            break
        shown = text[word.start() : word.end()]
        if word.group() in _TAIL_PREPOSITIONS:
            if plain:
                break
            after = _WORD.match(low, _skip_space(text, word.end(), ceiling), ceiling)
            if after is not None and after.group() in lexicon.after_names:
                break
            good = after is not None and (
                _genitive(after.group(), ("gent", "datv", "accs", "loct"))
                if word.group() != "и"
                else _genitive(after.group())
            )
            if not good or (word.group() in ("в", "за", "и") and end == at):
                break
        elif shown[0].isupper() and not (shown[0].isascii() and len(shown) == 1):
            personal = _personal(shown) and not _OF_REGION.match(low, word.end())
            if personal or _begins_person(text, word, ceiling, body) or (plain and _nominative(shown)):
                break
            proper = True
        elif _LETTERS.search(text, at, end) or not _genitive(word.group(), _CASES if end > at else ("gent",)):
            break
        end = word.end()
    words = text[at:end].split()
    while words and words[-1].lower() in _TAIL_PREPOSITIONS:
        end = text.rindex(words.pop(), at, end)
    return len(text[:end].rstrip()) if end > at else end, proper


_OF_REGION = re.compile(r" (?:област|район|кра[юяе]|республик|округ|губерни|провинци|город)")
"""Behind a region's adjective, many of which are surnames too: "комиссия Орловской области"."""


def _begins_person(text: str, word: re.Match[str], ceiling: int, body: bool) -> bool:
    """Two capitalised words, the first in no dictionary, behind a commission are its head ("совета Морис Дюкре"), and
    behind any body where the second is a man's surname: "федерации профсоюзов Рустам Галимов"."""
    after = _WORD.match(text, _skip_space(text, word.end(), ceiling), ceiling)
    shown = text[word.start() : word.end()]
    if after is None or not after.group()[0].isupper() or person_word(shown) is not None:
        return False
    return body or _MAN.search(after.group()) is not None


_MAN = re.compile(r"(?:[оеё]в|[иы]н|ский|енко)$")


def _skip_space(text: str, at: int, ceiling: int) -> int:
    return at + 1 if at < ceiling and text[at] == " " else at


@lru_cache(maxsize=50_000)
def _genitive(word: str, cases: tuple[str, ...] = ("gent",)) -> bool:
    tag = tag_ru(word)
    return tag.POS in ("NOUN", "ADJF", "PRTF") and tag.case in cases


@lru_cache(maxsize=10_000)
def _nominative(word: str) -> bool:
    """A noun that begins the name of another body: "По приглашению министерства обороны Миссия наблюдателей"."""
    tag = tag_ru(word)
    return tag.POS == "NOUN" and tag.case == "nomn" and "Geox" not in tag


@lru_cache(maxsize=10_000)
def _personal(word: str) -> bool:
    """A first name, surname or patronymic: it begins the name of a person, not the end of an organization's."""
    return person_word(word) is True and "Geox" not in tag_ru(word)


@lru_cache(maxsize=10_000)
def _plural(head: str) -> bool:
    tag = tag_ru(head.rsplit(maxsplit=1)[-1])
    return bool(tag.number == "plur")
