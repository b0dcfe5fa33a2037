"""Contestants that the reference data lacks: whoever a text gives votes to, and every later mention of them.

A person or a quoted name is a contestant where the text says so ("кандидат от …", "за … проголосовали") or gives it a
share of the votes. A text is looked at through a view of its own length, in which what is known already stands as rows
of one sign, so that the patterns of `nlp/frames/*.toml` can speak of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from nlp.components.frames import table
from nlp.components.reading import Name, Reading
from nlp.languages import bases, fold, nominative, person_word
from nlp.names.view import view_of
from nlp.statements import folded

_UPPER, _LOWER = "A-ZА-ЯЁӘІҢҒҮҰҚӨҺ", "a-zа-яёәіңғүұқөһ"
_REST = rf"[{_LOWER}]+(?:[-’'][{_UPPER}]?[{_LOWER}]+)*"
_PART = rf"[{_UPPER}]{_REST}"
_PARTICLE = r"(?:уулу|кызы|оглы|де|да|дос|ван|фон|бин|аль|эль|ибн|al|de|da|van|von|bin|uulu|kyzy) "
# With or without initials before or behind it. Patterns that begin with a class of letters are found fastest.
_PERSON = (
    rf"[{_UPPER}](?:\. ?[{_UPPER}]){{0,2}}{_REST}(?: (?:{_PARTICLE})?{_PART}){{0,3}}"
    rf"(?:(?: ?[{_UPPER}]\.){{1,2}}(?= ?[^\w\s]))?"
)
_QUOTE = r"[«“\"„]"
# What stands behind the first sign of a name in quotes, and of an abbreviation.
_QUOTED = rf"(?P<quoted>(?:[{_UPPER}0-9]|¶+ (?=[^¶]))[^«»“”\"„\n%#]{{1,50}})[»”\"]"
# A Kazakh ending stands behind a hyphen.
_ACRONYM = (
    rf"(?:[{_UPPER}]{{1,7}}(?:/[{_UPPER}]{{2,8}})?|(?<=[A-Z])[a-z]{{0,3}}[A-Z]{{1,4}})"
    r"(?!\w|-(?![дтнғгқкбпм][аеыіи]\w{0,3}\b))"
)
_BODY = rf"[«“\"„{_UPPER}](?:(?<={_QUOTE}){_QUOTED}|(?<=(?<![\w«\"-])[{_UPPER}]){_ACRONYM})"
CONTESTANT = "contestant"
_LEAST_SURNAME = 3
_LONGEST_PARTY = 7
_LIST = 250
_BESIDE = 40


@dataclass(frozen=True)
class ContestantWords:
    persons: tuple[re.Pattern[str], ...]
    experts: tuple[re.Pattern[str], ...]
    bodies: tuple[re.Pattern[str], ...]
    nicknames: re.Pattern[str]
    not_acronyms: re.Pattern[str]
    of_places: re.Pattern[str]
    not_bodies: re.Pattern[str] | None
    relating: re.Pattern[str] | None
    of_votes: re.Pattern[str] | None
    """What is said of contestants alone, never of places."""
    not_names: re.Pattern[str] | None
    """Capitalised words that begin sentences and are no names, where the dictionary of persons lacks the language."""

    def of_person(self, word: str) -> bool | None:
        """Whether a capitalised word is known as a part of persons' names; None where nobody knows."""
        if self.is_common(word):
            return False
        return person_word(word if self.not_names is None else nominative(word, "kk"))

    def is_common(self, word: str) -> bool:
        """Whether a capitalised word only begins a sentence."""
        return self.not_names is not None and _is_common(word, self.not_names)


@lru_cache(maxsize=10_000)
def _is_common(word: str, common: re.Pattern[str]) -> bool:
    """Whether a Kazakh word is a form of a common one, many of something, or a place where something is."""
    plain = nominative(word, "kk")
    if _PLURAL.search(plain) or (_LOCATIVE.search(word) and plain != word):
        return True
    return any(common.fullmatch(form) for form in (word, *(base.capitalize() for base in bases(fold(word)))))


_PLURAL = re.compile(r"^\w{6,}[лдт][ае]р[ыі]?$")
_LOCATIVE = re.compile(r"^\w{4,}[дт][ае](?:ғы|гі)?$")


@lru_cache
def contestant_words(lang: str) -> ContestantWords | None:
    raw = table(lang)["contestants"]
    if "persons" not in raw:
        return None
    return ContestantWords(
        persons=tuple(_of_person(pattern) for pattern in raw["persons"]),
        experts=tuple(_of_person(pattern) for pattern in raw.get("experts", ())),
        bodies=tuple(re.compile(p.replace("«X»", f"(?P<name>{_BODY})")) for p in raw["bodies"]),
        nicknames=re.compile(raw["nicknames"]),
        not_acronyms=re.compile(raw["not_acronyms"]),
        of_places=re.compile(raw["of_places"]),
        relating=re.compile(raw["relating"]) if "relating" in raw else None,
        of_votes=re.compile(raw["of_votes"]) if "of_votes" in raw else None,
        not_bodies=re.compile(raw["not_bodies"]) if "not_bodies" in raw else None,
        not_names=re.compile(raw["not_names"]) if "not_names" in raw else None,
    )


def _of_person(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("«X»", f"(?P<name>{_PERSON})(?![{_LOWER}])"))


@lru_cache
def pronouns_of(lang: str) -> re.Pattern[str] | None:
    """What stands for a contestant beside votes."""
    return re.compile(pronouns) if (pronouns := table(lang)["contestants"].get("pronouns")) else None


@lru_cache
def else_meant(lang: str) -> dict[str, re.Pattern[str]]:
    """What a pronoun beside votes may stand for that is no contestant, by the pronoun."""
    return {word: re.compile(pattern) for word, pattern in table(lang)["contestants"].get("else_meant", {}).items()}


def read_contestants(reading: Reading) -> list[Name]:
    """The contestants that nothing else names; names that overlap known ones are left out."""
    lexicon = contestant_words(reading.lang)
    if lexicon is None:
        return []
    view = view_of(reading)
    standing = [
        *_evidence(view, lexicon.persons, lexicon),
        *((*span, False) for span in _meant_by_pronouns(view, lexicon)),
    ]
    persons = _persons(reading, view, "candidate", standing, lexicon)
    experts = _persons(reading, view, "expert", _evidence(view, lexicon.experts, lexicon), lexicon)
    bodies = _bodies(reading, view, lexicon)
    stated = {name.start for name in persons}
    others = [name for name in experts if name.start not in stated]
    return [*persons, *others, *bodies, *_nicknames(reading, view, lexicon, bodies)]


_GUESSED = ("ngo", "other")
_TAKES = re.compile(
    r"[»”\"]?\s*(?:\(|[—–:-])?\s*(?:%|(?:[а-яәіңғүұқөһ]+ ){0,2}#+ (?:[а-яәіңғүұқөһ-]+ )?(?:орын|мандат|мест|депутат))"
)


def read_voted(reading: Reading) -> list[Name]:
    """The names, in which a quoted body of unknown kind with a share right behind it is a party: "«Union» – 31%"."""
    unknown = [name for name in reading.names if name.id is None and name.kind in _GUESSED]
    guesses = [name for name in unknown if _in_quotes(reading, name) or _ALLIED.search(name.name)]
    if not guesses:
        return reading.names
    view = view_of(reading)
    voted = {name.name for name in guesses if _TAKES.match(view, name.end) or _shares(view, name)}
    return [replace(n, kind="party") if n.name in voted and n.kind in _GUESSED else n for n in reading.names]


def _shares(view: str, name: Name) -> bool:
    """Whether those who stand together have a share beside them, with no other name between."""
    if not _ALLIED.search(name.name):
        return False
    return (
        _BEHIND.match(view, name.end) is not None
        or _BEFORE.search(view, max(0, name.start - _BESIDE), name.start) is not None
    )


_BEHIND = re.compile(r"[^%#@¶.;\n]{0,40}%")
_BEFORE = re.compile(r"%[^%#@¶.,;\n]{0,20}$")
_ALLIED = re.compile(
    r"(?:одағы|коалициясы|блогы|альянсы)$|\b(?:Alliance|Coalition|Bloc|Front|Union|Movement|Congress|League)\b"
)
"""Names of those who stand together: with a share of the votes they are contestants."""


def _in_quotes(reading: Reading, name: Name) -> bool:
    before, first, after = (reading.text[at : at + 1] for at in (max(0, name.start - 1), name.start, name.end))
    return before in _OPENING or (first in _OPENING and after in _CLOSING)


_OPENING, _CLOSING = ("«", "“", '"'), ("»", "”", '"')


def _persons(
    reading: Reading, view: str, kind: str, evidence: Iterable[tuple[int, int, bool]], lexicon: ContestantWords
) -> list[Name]:
    """Every mention of the persons that stand at some places of the view, under one name each. A place goes with
    whether the words around it speak of votes."""
    full: dict[str, list[str]] = {}
    for first, last, voted in evidence:
        start, end = _trimmed(view, first, last, lexicon)
        shown = " ".join(view[start:end].split())
        words = shown.split()
        if not words or _of_authority(reading, start) or not _is_person(view, start, words, lexicon, voted):
            continue
        key = surname_key(_written_out(words)[-1], reading.lang)
        if len(key) >= _LEAST_SURNAME or len(words) > 1:
            full.setdefault(key, []).append(shown)
    if not full:
        return []
    found = []
    for match in re.finditer(_PERSON, view):
        start, end = _trimmed(view, *match.span(), lexicon)
        words = view[start:end].split()
        named = full.get(surname_key(_written_out(words)[-1], reading.lang), []) if words else []
        known = [name for name in named if _one_person(words, name.split())]
        if known:
            found.append(Name(start, end, kind, max(known, key=_length), rule=CONTESTANT))
    return _in_the_nominative(reading, found)


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


def _meant_by_pronouns(view: str, lexicon: ContestantWords) -> Iterator[tuple[int, int]]:
    """The full name last written before "he got 52%"."""
    if lexicon.relating is None:
        return
    for match in lexicon.relating.finditer(view):
        before = [
            m.span()
            for m in re.finditer(_PERSON, view[max(0, match.start() - _LIST) : match.start()])
            if " " in m.group()
        ]
        if before:
            offset = max(0, match.start() - _LIST)
            yield before[-1][0] + offset, before[-1][1] + offset


_CYRILLIC = re.compile("[А-Яа-яЁёӘәІіҢңҒғҮүҰұҚқӨөҺһ]")


def _is_person(view: str, start: int, words: list[str], lexicon: ContestantWords, voted: bool) -> bool:
    if not _CYRILLIC.search(words[0]):
        return False
    initials = len(_written_out(words)) < len(words)
    words = _written_out(words)
    known = [lexicon.of_person(word) for word in words]
    if len(words) == 1 and initials:
        return known[0] is not False
    if len(words) == 1:
        return known[0] is True or _named_in_full(view, words[0])
    if known[0] is True:
        return True
    # Two unknown words may be a place in a list of places by turnout.
    placed = not voted and lexicon.of_places.search(view[max(0, start - _LIST) : start])
    return known[0] is None and not placed


def _evidence(
    view: str, patterns: Iterable[re.Pattern[str]], lexicon: ContestantWords
) -> Iterator[tuple[int, int, bool]]:
    """Where the patterns find a name, and whether the words around it speak of votes."""
    for pattern in patterns:
        for match in pattern.finditer(view):
            yield *match.span("name"), bool(lexicon.of_votes and lexicon.of_votes.search(match.group()))


def _trimmed(view: str, start: int, end: int, lexicon: ContestantWords) -> tuple[int, int]:
    """Without the words before a name that only begin a sentence: "Кандидат Иванов"."""
    while True:
        first, space, _ = view[start:end].partition(" ")
        if not space or not _begins(view, first, lexicon):
            return start, end
        start += len(first) + 1


def _begins(view: str, word: str, lexicon: ContestantWords) -> bool:
    """Whether a capitalised word only begins its sentence; where no dictionary knows, because the text also has it in
    small letters."""
    return lexicon.of_person(word) is False or (lexicon.not_names is not None and word.lower() in _small_words(view))


@lru_cache(maxsize=4)
def _small_words(view: str) -> frozenset[str]:
    """The words that a text writes in small letters."""
    return frozenset(re.findall(rf"(?<!\w)[{_LOWER}]{{3,}}(?!\w)", view))


@lru_cache(maxsize=4)
def _last_words(view: str) -> frozenset[str]:
    """How the last words of all names of several words begin."""
    return frozenset(m.group().split()[-1][:_STEM] for m in re.finditer(_PERSON, view) if " " in m.group())


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
        shown[key] = next((f for f in whole if nominative(f, reading.lang) == f), nominative(whole[0], reading.lang))
    return [replace(name, name=shown[name.name]) for name in names]


def _bodies(reading: Reading, view: str, lexicon: ContestantWords) -> list[Name]:
    """Quoted names and abbreviations that take votes, wherever they stand; also those that a body was named by."""
    keys: dict[str, str] = {}
    for match in (match for pattern in lexicon.bodies for match in pattern.finditer(view)):
        span = "quoted" if match["quoted"] else "name"
        shown = reading.text[slice(*match.span(span))].strip()
        if lexicon.not_bodies and lexicon.not_bodies.search(
            view[max(0, match.start("name") - _BESIDE) : match.start("name")]
        ):
            continue
        if len(shown.split()) <= _LONGEST_PARTY and not lexicon.not_acronyms.fullmatch(shown):
            keys.setdefault(folded(shown), shown)
    for name in reading.names:
        if name.kind == "party":
            for quoted in re.finditer(_QUOTE + _QUOTED, reading.text[name.start : name.end]):
                keys.setdefault(folded(quoted["quoted"]), name.name)
    found = []
    for match in re.finditer(_BODY, view) if keys else ():
        known = keys.get(folded(reading.text[slice(*match.span("quoted" if match["quoted"] else 0))]))
        if known is not None:
            found.append(Name(match.start(), match.end(), "party", known, rule=CONTESTANT))
    return found


def _nicknames(reading: Reading, view: str, lexicon: ContestantWords, bodies: list[Name]) -> Iterator[Name]:
    """ "The socialists" for the party whose name has the word, else for a party of that name."""
    parties = [name for name in (*reading.names, *bodies) if name.kind == "party"]
    for match in lexicon.nicknames.finditer(view):
        known = _called_so(match["name"], parties)
        name, key = (known.name, known.id) if known else (nominative(match["name"], reading.lang), None)
        yield Name(*match.span("name"), "party", name, key, rule="nickname")


def _called_so(nickname: str, parties: list[Name]) -> Name | None:
    """The party whose name has the words of a nickname, and least besides: "the liberal democrats" are not the
    Democratic Party, nor "the democrats" the Liberal Democratic one where there is another."""
    stems = [folded(part)[:6] for part in nickname.split("-")]
    words = {party.name: re.split(r"[\s-]+", folded(party.name)) for party in parties}
    called = [
        party for party in parties if all(any(word.startswith(stem) for word in words[party.name]) for stem in stems)
    ]
    return min(called, key=lambda party: len(words[party.name]), default=None)
