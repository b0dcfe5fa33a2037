"""Persons who stand for votes, or tell of them as experts, that the reference data lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum
from functools import lru_cache

from nlp.components.reading import Name, Reading, without_overlaps
from nlp.languages import Lang, nominative
from nlp.names.contestant_words import LOWER, PERSON, ContestantWords, contestant_words
from nlp.names.results import Listed
from nlp.reference.naming import PATRONYMIC
from nlp.statements import folded

CONTESTANT = "contestant"


class Evidence(Enum):
    """What tells that a name is a person's who stands for votes: the words beside it, such as speak of votes, or the
    rows of results that it stands in."""

    BESIDE, VOTED, LISTED = range(3)


_LEAST_SURNAME = 3
_REACH = 250
"""How many characters before a name the words for what it stands in a list of, or the name that a pronoun means."""


def persons_at(
    reading: Reading, view: str, kind: str, evidence: Iterable[tuple[int, int, Evidence]], lexicon: ContestantWords
) -> list[Name]:
    """Every mention of the persons that stand at some places of the view, under one name each."""
    full: dict[str, list[str]] = {}
    for first, last, told in evidence:
        start, end = _trimmed(view, first, last, lexicon)
        shown = " ".join(view[start:end].split())
        words = shown.split()
        if not words or _of_authority(reading, start) or not _is_person(view, start, words, lexicon, told):
            continue
        key = surname_key(_written_out(words)[-1], reading.lang)
        if len(key) >= _LEAST_SURNAME or len(words) > 1:
            full.setdefault(key, []).append(shown)
    if not full:
        return []
    found = []
    for match in re.finditer(PERSON, view):
        start, end = _trimmed(view, *match.span(), lexicon)
        words = view[start:end].split()
        named = full.get(surname_key(_written_out(words)[-1], reading.lang), []) if words else []
        known = [name for name in named if _one_person(words, name.split())]
        if known and not _is_given_name(reading, end):
            found.append(Name(start, end, kind, max(known, key=_length), rule=CONTESTANT))
    return _in_the_nominative(reading, found)


def _is_given_name(reading: Reading, end: int) -> bool:
    """Whether a known candidate's name goes on right behind: "Касим-Жомарт" before "Токаев"."""
    following = reading.names_in(end + 1, end + _LONGEST_BODY)[:1]
    return bool(following) and following[0].kind == "candidate" and following[0].start == end + 1


def _length(name: str) -> int:
    return len(_written_out(name.split()))


def _of_authority(reading: Reading, start: int) -> bool:
    """Whether the commission stands right before a person, who then is its officer: "глава ЦИК N сообщил"."""
    before = reading.names_in(max(0, start - _LONGEST_BODY), start)
    return bool(before) and before[-1].kind == "election_authority" and not reading.text[before[-1].end : start].strip()


_LONGEST_BODY = 120


def _written_out(words: list[str]) -> list[str]:
    """The words of a name but its initials; all where it has nothing else."""
    return [word for word in words if not word.endswith(".")] or words


def as_listed(reading: Reading, view: str, rows: Iterable[Listed]) -> list[Name]:
    """The names with the persons that rows of results list. Rows are certain, and all but those of a sentence name them
    in the nominative."""
    lexicon = contestant_words(reading.lang)
    persons = [listed for listed in rows if listed.kind == "candidate"]
    if not persons or not lexicon.persons:
        return reading.names
    plain = [p.row for p in persons if not p.said]
    labels = {surname_key(row.label.split()[-1], reading.lang): row.label for row in plain}
    labelled = [
        Name(p.row.start, p.row.end, "candidate", p.row.label, rule=CONTESTANT)
        for p in persons
        if p.name is None and not p.said
    ]
    listed = ((p.row.start, p.row.end, Evidence.LISTED) for p in persons if p.name is None)
    found = persons_at(reading, view, "candidate", listed, lexicon)
    return without_overlaps(
        [*labelled, *(_as_labelled(name, labels, reading.lang) for name in (*reading.names, *found))]
    )


def _as_labelled(name: Name, labels: dict[str, str], lang: Lang) -> Name:
    """A person's name as the label of the same length has it."""
    label = labels.get(surname_key(name.name.split()[-1], lang)) if name.rule == CONTESTANT else None
    alike = label is not None and _one_person(name.name.split(), label.split())
    same = label is not None and len(label.split()) == len(name.name.split())
    return replace(name, name=label) if label is not None and alike and same else name


def meant_by_pronouns(view: str, lexicon: ContestantWords) -> Iterator[tuple[int, int]]:
    """The full name last written before "he got 52%"."""
    for match in lexicon.words["relating"].finditer(view):
        offset = max(0, match.start() - _REACH)
        before = [m.span() for m in re.finditer(PERSON, view[offset : match.start()]) if " " in m.group()]
        if before:
            yield before[-1][0] + offset, before[-1][1] + offset


_BESIDE = 40
_CYRILLIC = re.compile("[А-Яа-яЁёӘәІіҢңҒғҮүҰұҚқӨөҺһ]")


def _is_person(view: str, start: int, words: list[str], lexicon: ContestantWords, told: Evidence) -> bool:
    if not _CYRILLIC.search(words[0]):
        return False
    initials = len(_written_out(words)) < len(words)
    words = _written_out(words)
    known = [lexicon.of_person(word) for word in words]
    if told is Evidence.LISTED:
        return known[0] is not False
    if len(words) == 1 and initials:
        return known[0] is not False
    if len(words) == 1:
        verb = lexicon.words["opening_verb"].search(view, max(0, start - _BESIDE), start + len(words[0]))
        in_place = lexicon.words["in_place"].search(view, max(0, start - _BESIDE), start)
        opening = "not_names" in lexicon.words and _only_opens(view, start, words[0])
        known_person = known[0] is True and not verb and not opening
        return not in_place and (known_person or _named_in_full(view, words[0]))
    if known[0] is True:
        return True
    # Two unknown words may be a place in a list of places by turnout.
    placed = told is Evidence.BESIDE and lexicon.words["of_places"].search(view[max(0, start - _REACH) : start])
    return known[0] is None and not placed


_OPENS = re.compile(r"(?:^|[.!?:;»”\"\n–—-])\s{0,2}[«“\"]?$")
_WITHIN = re.compile(rf"(?<=[{LOWER},] )[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][{LOWER}]{{2,}}")
_SURNAME = re.compile(
    r"(?:[оеё]в|ин|ын|ский|цкий)(?:а|ая)?$|(?:ұлы|қызы|улы|кызы|бек|бай|бет|хан|гүл|ян|швили|дзе|енко|ұк|юк)$"
)


def _only_opens(view: str, start: int, word: str) -> bool:
    """Whether a word's capital only begins a sentence, for all that is known: dictionaries lack the language, the word
    does not end like a surname, and no sentence has it within."""
    if not _OPENS.search(view, max(0, start - 4), start) or _SURNAME.search(nominative(word, "kk")):
        return False
    return word[:_STEM] not in _within_sentences(view)


@lru_cache(maxsize=4)
def _within_sentences(view: str) -> frozenset[str]:
    """How the words begin that a text capitalises within sentences."""
    return frozenset(match.group()[:_STEM] for match in _WITHIN.finditer(view))


def evidence_of(
    view: str, patterns: Iterable[re.Pattern[str]], lexicon: ContestantWords
) -> Iterator[tuple[int, int, Evidence]]:
    """Where the patterns find a name, and what tells of it."""
    for pattern in patterns:
        for match in pattern.finditer(view):
            voted = lexicon.words["of_votes"].search(match.group())
            yield *match.span("name"), Evidence.VOTED if voted else Evidence.BESIDE


def _trimmed(view: str, start: int, end: int, lexicon: ContestantWords) -> tuple[int, int]:
    """Without the words before a name that only begin a sentence ("Кандидат Иванов") or name somebody else."""
    while True:
        first, space, _ = view[start:end].partition(" ")
        if space and (officer := _officer(view, start, end, lexicon)):
            return start + officer, end
        if not space or not _begins(view, first, lexicon):
            return start, end
        start += len(first) + 1


_FULL_NAME = 2


def _officer(view: str, start: int, end: int, lexicon: ContestantWords) -> int:
    """The length of an officer's name right before another's: "the chairwoman O. Kirillova S. Sobyanin has 76%"."""
    words = view[start:end].split(" ")
    if not lexicon.words["officers"].search(view, max(0, start - _BESIDE), start):
        return 0
    many = _FULL_NAME + any(map(PATRONYMIC.search, words[1 : _FULL_NAME + 1]))
    return sum(len(word) + 1 for word in words[:many]) if len(words) > many else 0


def _begins(view: str, word: str, lexicon: ContestantWords) -> bool:
    """Whether a capitalised word only begins its sentence; where no dictionary knows, because the text also has it in
    small letters."""
    return lexicon.of_person(word) is False or ("not_names" in lexicon.words and word.lower() in _small_words(view))


@lru_cache(maxsize=4)
def _small_words(view: str) -> frozenset[str]:
    """The words that a text writes in small letters."""
    return frozenset(re.findall(rf"(?<!\w)[{LOWER}]{{3,}}(?!\w)", view))


@lru_cache(maxsize=4)
def _last_words(view: str) -> frozenset[str]:
    """How the last words of all names of several words begin."""
    return frozenset(m.group().split()[-1][:_STEM] for m in re.finditer(PERSON, view) if " " in m.group())


def _named_in_full(view: str, word: str) -> bool:
    return word[:_STEM] in _last_words(view)


_STEM = 4
"""Letters by which a surname alone is known for that of a full name."""


def _one_person(words: list[str], known: list[str]) -> bool:
    """A surname alone, or a full name whose given names begin alike."""
    given, other = words[:-1], known[:-1]
    if len(_written_out(words)) < len(words) or len(_written_out(known)) < len(known):
        return True
    return not given or not other or given[0][:2] == other[0][:2]


_ENDINGS = re.compile(
    r"(?:ого|его|ому|ему|ыми|ими|ами|ями|ой|ый|ий|ая|яя|ую|юю|ым|им|ом|ем|ой|ою|ей|ею|ых|их|а|я|у|ю|е|ы|и|о|ь|й)$"
)


def surname_key(word: str, lang: str) -> str:
    """A surname without its case ending, so that its forms are known for one."""
    low = folded(nominative(word, lang) if lang == "kk" else word)
    stem = _ENDINGS.sub("", low)
    return stem if len(stem) >= _LEAST_SURNAME else low


def _in_the_nominative(reading: Reading, names: list[Name]) -> list[Name]:
    """All mentions of a person under one name: a full form that may be a nominative, else the first one's."""
    forms: dict[str, list[str]] = {}
    for name in names:
        forms.setdefault(name.name, []).append(" ".join(reading.text[name.start : name.end].split()))
    shown = {}
    for key, written in forms.items():
        longest = max(len(form.split()) for form in written)
        whole = [form for form in written if len(form.split()) == longest]
        plain = [form for form in whole if nominative(form, reading.lang) == form] or [
            nominative(whole[0], reading.lang)
        ]
        # Endings that nobody knows: "Ли Мён" of whom "Ли Мёну" is said to have got votes.
        shown[key] = next(form for form in plain if not any(form != o and form.startswith(o) for o in plain))
    return [replace(name, name=shown[name.name]) for name in names]
