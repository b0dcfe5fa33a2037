"""Names of organizations in Kazakh, by their shape: modifiers, often a quoted name, then the head noun.

All that belongs to the name stands before its head: capitalised words, genitives, nouns and adjectives without an
ending. A word in another case, a participle or a connective is the sentence's, not the name's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp.components.reading import GUESSED, OPENING, Name, Reading
from nlp.languages import nominative

if TYPE_CHECKING:
    from nlp.names.lexicon import Lexicon

_WORD = re.compile(r"[\w’'-]+")
_CAPITAL = "A-ZА-ЯЁӘІҢҒҮҰҚӨҺ"
_QUOTED = re.compile(r"[«“\"„][^«»“”\"\n]{2,60}[»”\"]\s+(?P<between>(?:[\w-]+\s+){0,4})$")
_PLURAL = re.compile(r"(?:[лдт]ар|[лдт]ер)[ыі]?\w{0,3}$")
_CLOSED = re.compile(rf"\s+(?=[{_CAPITAL}])")
_WITHIN = re.compile(rf"[«“„](?=[{_CAPITAL}])[^«»“”\"„\n.,;:]{{2,80}}$")
"""A name that stands in quotes with its head."""
_BORDER = re.compile(r"[.,;:()!?–—»”\"«“„]")
# Endings of words that stand in no name before its head: oblique cases, participles, converbs, "according to".
_OUTSIDE = re.compile(
    r"(?:\w{2}|-)(?:(?<!с)т[ае]н|[дн][ае]н|ға|ге|қа|ке|[ыі]н[ае]|[дт][ае]|[мбп]ен|[дтн][ыі]|[ыі]нш[ае]"
    r"|ған|ген|қан|кен|[ае]т[ыі]н|йт[ыі]н|[ыі]п|[ыі]н)$"
)
_NOT_OUTSIDE = re.compile(r"\w*стан|\w*орда|алматы|қарағанды|өскемен|(?:адам|замана?|қоғам)\w{0,2}|палата(?:сы)?")
_POSSESSED = re.compile(r"[дтн][ыі]$")
"""Right before its head such a word is no object but another noun with its possessive: "Халық майданы партиясы"."""
_KIND = re.compile("бақылаушы|байқаушы|азамат|сайлаушы|депутат|оппозиция|билік|үміткер|ел(?:дің|іміз)")
"""Whose a quoted name is said to be by kind is no part of it: "Байқаушылардың «Бірге» желісі"."""
_WATCHERS = re.compile("(?:бақылаушы|байқаушы)(?:лар)?(?:дың|ның) (?:[а-яәіңғүұқөһ]+ )?(?=$)")
HEAD_LAST = "head last"
"""The rule of a name that ends in its head: what stands before says whose it is ("«Ауыл» партиясы")."""
# A party or medium goes by its own name; the head alone adds nothing to it.
_SHORT_HEAD = re.compile(
    r"(?:[«“\"„](?P<quoted>[^»”\"]+)[»”\"]|(?P<latin>[A-Z][\w-]+|[А-ЯЁӘІҢҒҮҰҚӨҺ]{2,6}))"
    r" (?:партиялары|партиясы|партия|теле\w*арнасы|арнасы)"
)
_OFFICIAL = re.compile(r"\b(?:мемлекеттік|жоғары|жоғарғы|ұлттық|республикалық|бас) (?=$)")
"""What makes an election authority one of its country, though written small."""
_WITHIN_SENTENCE = re.compile(r"[\w,] $")
"""Before a capital that begins no sentence: "Жаңа" in "орында Жаңа әл-ауқат партиясы" is its name's."""
_MOST_WORDS = 7
_FARTHEST = 110


def kazakh_names(reading: Reading, lexicon: Lexicon, start: int, end: int) -> Iterator[Name]:
    """The organizations of a segment that a head noun shows."""
    text, low = reading.text, reading.folded
    for match in lexicon.any_head.finditer(low, start, end):
        left = _begin(text, match.start(), _floor(reading, lexicon, start, match.start()), lexicon)
        official = _OFFICIAL.search(low, start, match.start())
        if left == match.start() and official and lexicon.type_of(match.group()) == "election_authority":
            yield Name(
                official.start(), match.end(), "election_authority", _plain(text, official, match), rule=HEAD_LAST
            )
            continue
        phrase = " ".join(text[left : match.end()].split())
        shown = nominative(phrase, "kk")
        if _many(text, low, left, match) or _of_somebody(text, left, match):
            continue
        if (left == match.start() and not _is_whole(text, match)) or shown.casefold() in lexicon.generic:
            continue
        if re.search(rf"[{_CAPITAL}]", phrase[0] + phrase[1:2] if phrase[0] in OPENING else phrase):
            kind = lexicon.type_of(low[left : match.end()])
            watching = kind in GUESSED and _WATCHERS.search(low, start, left)
            if watching or (kind == "international_observers" and phrase[0] in OPENING):
                kind = "citizen_observers"
            shown = shown if re.search('[»”"]', shown) else shown.lstrip("«“„")
            short = _SHORT_HEAD.fullmatch(shown)
            shown = (short["quoted"] or short["latin"]) if short else shown
            yield Name(left, match.end(), kind, shown, rule=f"{HEAD_LAST} {match.group()}")


_OWN = re.compile(r"с?[ыі](?:н[ыі]ң|н[ае]|н?[дт][ае](?:ғ[ыі]|г[ыі])?|н[ае]н|мен|н)?$")
"""A head with the possessive, which ties it to the name before it."""
_PERSON = re.compile(rf"(?:[{_CAPITAL}][а-яёәіңғүұқөһ-]+ ){{2}}$")


def _many(text: str, low: str, left: int, head: re.Match[str]) -> bool:
    """A plural is the bodies of somebody, and no one's name: "the commissions of A, B and C", "Georgia's channels"."""
    if _PLURAL.search(low, left, head.end()) is None:
        return False
    return text[left - 2 : left] == ", " or (text[left] not in OPENING and not text[left : head.start()].isupper())


def _of_somebody(text: str, left: int, head: re.Match[str]) -> bool:
    """A bare head behind a person is the subject of a clause of its own: "Айгүл Оразбек ұйымның 340 байқаушысы"."""
    return _OWN.search(head.group()) is None and _PERSON.search(text, left, head.start()) is not None


def _is_whole(text: str, head: re.Match[str]) -> bool:
    """Whether a head is a name by itself, of several words, in a capital: "Сайлаудың бас комитеті"."""
    return text[head.start()].isupper() and head.group().count(" ") > 1


def _floor(reading: Reading, lexicon: Lexicon, start: int, head: int) -> int:
    """Where the name of another body ends that stands right before: "«Дала» агенттігі Орталық комиссияға"."""
    before = (m.end() for m in lexicon.any_head.finditer(reading.folded, max(start, head - _FARTHEST), head))
    return max((end for end in before if _CLOSED.match(reading.text, end)), default=start)


def _plain(text: str, official: re.Match[str], head: re.Match[str]) -> str:
    return nominative(" ".join(text[official.start() : head.end()].split()), "kk")


_DESCRIBING = frozenset(("тәуелсіз", "халықаралық", "жаңа", "ірі"))
"""Words that begin no name and yet stand in one, between what is quoted and the head."""
_JOINTS = ("және", "мен", "пен", "бен")
_NOUN = re.compile(rf"(?P<first>[{_CAPITAL}][\w-]*) $")


def _joined(text: str, floor: int, joint: int, end: int) -> int | None:
    """Where the name of an office for two matters begins, of which only the first is capitalised: "Мәдениет және спорт
    министрлігі"."""
    noun = _NOUN.search(text, floor, joint)
    second = _WORD.match(text, end)
    if noun is None or second is None or not second.group()[0].islower() or _OUTSIDE.search(noun["first"].casefold()):
        return None
    return noun.start()


def _begin(text: str, head: int, floor: int, lexicon: Lexicon) -> int:
    """Where the name begins: at its quoted part and the capitalised genitive before that, or at its first capital;
    what stands behind a post ("хатшысы") is a person, with whom no name begins."""
    stop = lexicon.stop_before
    floor = max(floor, head - _FARTHEST)
    if (opened := _WITHIN.search(text, floor, head)) is not None:
        return opened.start()
    quoted = _QUOTED.search(text[floor:head])
    between = _WORD.findall(quoted["between"]) if quoted else []
    if any(word[0].isupper() or word.casefold() in stop - _DESCRIBING for word in between):
        quoted = None
    best = floor + quoted.start() if quoted else head
    end = best
    for _ in range(_MOST_WORDS):
        words = list(_WORD.finditer(text, max(floor, end - 40), end))
        if not words or _BORDER.search(text, words[-1].end(), end):
            break
        word = words[-1].group()
        folded = word.casefold()
        if folded in lexicon.posts:
            return floor + quoted.start() if quoted else head
        owned = end == head and _POSSESSED.search(folded)
        outside = _OUTSIDE.search(folded) and not owned and not _NOT_OUTSIDE.fullmatch(folded)
        named = word[0].isupper() and _WITHIN_SENTENCE.search(text, floor, words[-1].start())
        if folded in _JOINTS and (joined := _joined(text, floor, words[-1].start(), end)) is not None:
            best = end = joined
            continue
        if (folded in stop and not named) or word[0].isdigit() or outside:
            break
        genitive = word[0].isupper() and folded.endswith(("ның", "нің", "дың", "дің", "тың", "тің"))
        if quoted and (not genitive or _KIND.match(folded)):
            break
        end = words[-1].start()
        if word[0].isupper():
            best = end
    return best
