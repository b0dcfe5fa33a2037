"""Names: known actors and places from the reference data, unknown organizations by the shape of their names.

An unknown organization is a head noun ("движение", "комиссия", "Foundation", "бірлестігі") with what makes it one of
its kind: adjectives, a quoted name, a genitive tail. What stays general ("политические партии") is no name.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from nlp.claims import Organization, OrganizationType
from nlp.components.contestants import PRONOUN, read_contestants, read_pronouns, read_voted
from nlp.components.english_names import LOWER_HEAD, english_names
from nlp.components.frames import lexicon
from nlp.components.kazakh_names import HEAD_LAST, kazakh_names
from nlp.components.reading import DATELINE, Name, Reading, beginning_in, without_overlaps
from nlp.components.recognized import recognized
from nlp.components.scope import words
from nlp.languages import fold, nominative, person_word, tag_ru
from nlp.reference import NameMatch
from nlp.statements import folded

_WORD = re.compile(r"[\w’'-]+")
_QUOTED = re.compile(r"\s*[«“„\"]([^«»“”„\"\n]{2,60})[»”“\"]")
_IN_QUOTES = re.compile(_QUOTED.pattern.removeprefix(r"\s*"))
_ADJECTIVE = re.compile(r"(?:ая|ой|ую|ое|ого|ому|ом|ым|ый|ий|ие|ые|ых|их|ыми|ими|яя|ей|его|ему|им|юю|ском|ской)$")
_ACRONYM = re.compile(r"\s{0,3}\(\s*[«“\"]?([A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][A-Za-zА-ЯЁӘІҢҒҮҰҚӨҺа-я/-]{1,9})[»”\"]?\s*[,)]")
_TAIL_PREPOSITIONS = {"по", "за", "и", "в", "от", "для"}
_LONGEST_TAIL = 9
_TELLING_TAIL = 3
_NEVER = r"(?!)"
_DOMAIN = re.compile(r"\b[^\W\d_][\w-]+\.(?:kz|кз|ru|kg|uz|by|ua|com|org|net|info|media|asia)\b", re.IGNORECASE)
_CREDIT = re.compile(r"(?:фото|сурет|коллаж|скриншот|видео|photo|image)\w*\s*[:©/]?\s*[^\n.]{0,40}$", re.IGNORECASE)


@dataclass(frozen=True)
class _Head:
    pattern: re.Pattern[str]
    type: OrganizationType


@dataclass(frozen=True)
class Lexicon:
    """What one language knows of the names of organizations."""

    heads: tuple[_Head, ...]
    any_head: re.Pattern[str]
    forms: re.Pattern[str]
    companies: frozenset[str]
    stop_before: frozenset[str]
    generic: frozenset[str]
    not_acronyms: frozenset[str]
    not_organizations: frozenset[str]
    offices: re.Pattern[str]
    """Bodies of the state by their short names, as they are written."""
    types: dict[str, OrganizationType]
    observer_words: re.Pattern[str]
    parliaments: re.Pattern[str]
    anaphors: re.Pattern[str]
    called: dict[str, re.Pattern[str]]
    lower: re.Pattern[str] | None
    head_last: bool
    loose: frozenset[str]
    relays: re.Pattern[str] | None
    leads: re.Pattern[str]
    lower_heads: re.Pattern[str]
    bodies: re.Pattern[str]

    def type_of(self, phrase: str) -> OrganizationType:
        """The type that a folded phrase suggests, "other" where no head is in it."""
        found = [(match, head) for head in self.heads if (match := head.pattern.search(phrase))]
        if not found:
            return "ngo"
        # The head of a Kazakh name stands last, that of a Russian or English one before its complements.
        _, head = max(found, key=lambda f: f[0].end()) if self.head_last else min(found, key=lambda f: f[0].start())
        if head.type in ("ngo", "other") and self.observer_words.search(phrase):
            return "citizen_observers"
        return head.type


@lru_cache
def _lexicon(lang: str) -> Lexicon:
    raw: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))[lang]
    endings = raw.get("endings", "")
    heads = tuple(_Head(re.compile(rf"\b(?:{h['stem'].replace('~', endings)})\b"), h["type"]) for h in raw["heads"])
    return Lexicon(
        heads=heads,
        any_head=re.compile("|".join(h.pattern.pattern for h in heads)),
        forms=re.compile(r"\b(?:" + "|".join(raw["legal_forms"] + raw["company_forms"]) + r")(?=\s*[«“\"„])"),
        companies=frozenset(raw["company_forms"]),
        stop_before=frozenset(raw["stop_before"]),
        offices=re.compile(_offices(raw["types"].get("government", []))),
        generic=frozenset(raw["generic"]),
        not_acronyms=frozenset(raw["not_acronyms"]),
        not_organizations=frozenset(fold(word) for word in [*raw["not_acronyms"], *raw["not_organizations"]]),
        types={fold(name): kind for kind, names in raw["types"].items() for name in names},
        observer_words=re.compile(raw["observer_words"]),
        called={kind: re.compile(heads) for kind, heads in raw.get("called", {}).items()},
        lower=re.compile(rf"\b(?:{raw['lower']})\b") if "lower" in raw else None,
        anaphors=re.compile(rf"(?<!\w){raw['anaphors']}"),
        head_last=lang == "kk",
        loose=frozenset(raw["loose"]),
        relays=re.compile(raw["relays"]) if "relays" in raw else None,
        parliaments=re.compile(rf"\b(?:{raw['parliaments']})\b"),
        leads=re.compile(rf"(?:{raw.get('leads', _NEVER)}) "),
        lower_heads=re.compile(raw.get("lower_heads", _NEVER)),
        bodies=re.compile(rf"\b(?:{raw.get('bodies', _NEVER)})\b"),
    )


def read_names(reading: Reading) -> None:
    """Find the names of known actors and places, then of organizations that the reference data lacks."""
    published = reading.document.published
    known = [
        Name(m.start, m.end, "place", m.form, place=m.id, locality=_locality(reading, m))
        if m.kind != "actor"
        else Name(m.start, m.end, _KINDS.get(m.type, m.type), m.form, id=m.id)
        for m in reading.reference.names(reading.text, reading.lang, _home(reading), published)
        if m.type != "adjective"
    ]
    known += [*_options(reading), *_parliaments(reading)]
    bodies = sorted((k for k in known if k.id and k.kind not in _NO_BODY), key=lambda k: k.start)
    names = [_identified(name, bodies) for name in _unknown(reading, {name.end for name in known if name.id})]
    starting = {body.start: body for body in bodies}
    names = [_by_bracket(reading, name, starting) for name in names if not _crosses(name, bodies)]
    names = _short_forms(names, known)
    names += [*_listed(reading, [*known, *names]), *_relaying(reading, _lexicon(reading.lang))]
    reading.names = _without_overlaps(known, names)
    outer = set(reading.names)
    reading.inner = [
        name for name in known if name not in outer and (name.id or name.place) and not _part(name, reading)
    ]
    reading.names = _without_overlaps(reading.names, _acronyms(reading))
    reading.names = _without_overlaps(read_voted(reading), read_contestants(reading))
    reading.names = _without_overlaps(reading.names, [*_lower_bodies(reading), *_state_bodies(reading)])
    reading.names = _of_one_kind(reading)
    reading.names = _without_overlaps(reading.names, _anaphors(reading))
    reading.names = _without_overlaps(reading.names, read_pronouns(reading))
    reading.names = [replace(n, rule=DATELINE) if _in_dateline(reading, n) else n for n in reading.names]
    if reading.script is not None:
        reading.names = [_as_written(reading, name) for name in reading.names]


def _crosses(name: Name, bodies: list[Name]) -> bool:
    """Whether a name begins or ends within a known body: "RL's Kazakh Service" of "RFE/RL's Kazakh Service"."""

    def within(at: int) -> Name | None:
        before = bisect_left(bodies, at, key=lambda body: body.start) - 1
        return bodies[before] if before >= 0 and at < bodies[before].end else None

    first, last = within(name.start), within(name.end)
    return bool((first and first.end < name.end) or (last and name.start < last.start))


def _part(name: Name, reading: Reading) -> bool:
    """A known name that is but a part of another body's: ЕҚЫҰ in the name of its bureau. A party is named even so."""
    at = bisect_right(reading.names, name.start, key=lambda other: other.start) - 1
    whole = reading.names[at] if at >= 0 else None
    if whole is None or name.end > whole.end:
        return False
    if "place" in (name.kind, whole.kind):
        return whole.id is not None and whole.kind == name.kind
    return whole.id is not None or name.kind != "party"


_DATELINE = re.compile(
    r"(?:,[^.–—\n\d]{1,25}\d{0,2}(?:, \d{4})?\.?)?(?:\s*\([^)\n]{1,30}\))?"
    r"\s*(?:[–—]\s*|-{1,2}\s|\.\s+(?:/|\w+ \d+\.?\s|[A-ZА-ЯӘІҢҒҮҰҚӨҺ]{4,}))(?=[^\d\n]{8})"
)


def _in_dateline(reading: Reading, name: Name) -> bool:
    """Whether a place at the start of a line only says where the report was written: "ASTANA, May 3. /TASS/."."""
    if name.kind != "place" or (name.start and reading.text[name.start - 1] not in "\n\r"):
        return False
    return _DATELINE.match(reading.text, name.end) is not None


def _of_one_kind(reading: Reading) -> list[Name]:
    """Mentions of one body agree: what is a party once is one wherever its name stands, and an epithet ("the ruling
    party") goes by the actor's own name."""
    parties = {folded(name.name) for name in reading.names if name.kind == "party"}
    shown: dict[str | None, str] = {}
    for name in reading.names:
        if name.name[:1].isupper():
            shown.setdefault(name.id, name.name)
    countries = {name.place[:2] for name in reading.names if name.place}
    made = []
    for name in reading.names:
        kind = "party" if name.kind in ("ngo", "other") and folded(name.name) in parties else name.kind
        actor = reading.reference.actor(name.id) if kind == "party" and name.name[:1].islower() else None
        if actor is None:
            made.append(replace(name, kind=kind))
        elif actor.country in countries or not countries:  # Else it is another country's ruling party.
            made.append(replace(name, name=shown.get(name.id) or actor.name(reading.lang, reading.document.published)))
    return made


def _home(reading: Reading) -> str | None:
    """The country of a body that publishes here: its own texts need not name it."""
    found = reading.reference.names(reading.document.publisher or "", reading.lang)
    homes = {match.country for match in found if match.kind == "actor" and match.country != "INT"}
    return homes.pop() if len(homes) == 1 else None


def _locality(reading: Reading, match: NameMatch) -> str | None:
    """A town; but its adjective alone is short for the region: "Актюбинская – 57,7%"."""
    adjective = re.search(r"ск(?:ая|ой|ую|ий|ого|ом)$", reading.folded[match.start : match.end])
    region = re.match(r"\s(?:region|oblast|province)(?!\w)", reading.folded[match.end : match.end + 12])
    return None if adjective or region else match.locality


def _as_written(reading: Reading, name: Name) -> Name:
    """The name in the letters of a page in Latin Kazakh: its nominative is how the mention begins."""
    end = name.start + len(name.name)
    if name.kind == "place" or reading.folded[name.start : end] != fold(name.name):
        return name
    return replace(name, name=reading.quote(name.start, end)[0])


_KINDS = {"international_and_citizen_observers": "citizen_observers"}
"""Kinds of the reference data that the contract does not part."""


def _options(reading: Reading) -> list[Name]:
    """Ballot lines that are neither party nor candidate: "against all", and the answers of a referendum."""
    asked = _asks(reading)
    return [
        Name(match.start(), match.end(), "option", option, rule="option")
        for option, pattern in lexicon(reading.lang).options.items()
        if asked or option not in _ANSWERS
        for match in pattern.finditer(reading.folded)
    ]


def _asks(reading: Reading) -> bool:
    """True where a text speaks of a referendum no less than of elections."""
    named = {c: len(pattern.findall(reading.folded)) for c, pattern in words(reading.lang)["contests"].items()}
    return 0 < named["referendum"] == max(named.values())


_ANSWERS = {"за", "против", "да", "нет", "иә", "қарсы"}
"""In any other text these words name no ballot line."""


def _parliaments(reading: Reading) -> list[Name]:
    """Chambers and parliaments; the first form of a name that the text has stands for all of its case forms."""
    found: dict[str, str] = {}
    names = []
    for match in _lexicon(reading.lang).parliaments.finditer(reading.text):
        shown = " ".join(match.group().split())
        shown = shown if "Кенеш" in shown else nominative(shown, reading.lang)
        key = folded(shown)[:6]
        names.append(Name(match.start(), match.end(), "parliament", found.setdefault(key, shown), rule="parliament"))
    return names


def _identified(name: Name, bodies: list[Name]) -> Name:
    """A name built around a known one of its own kind is that actor: "партия «Ауыл»"."""
    within = [body for body in beginning_in(bodies, name.start, name.end) if body.end <= name.end]
    if name.rule.startswith(HEAD_LAST) and within and within[0].kind == name.kind in _OWNERS:
        return replace(name, id=within[0].id, name=_without_head(name, within[0]))
    if len(within) == 1 and name.rule == LOWER_HEAD:
        return replace(name, id=within[0].id, kind=within[0].kind)
    if len(within) != 1 or within[0].end < name.end - 1 or _apart(within[0].kind, name.kind):
        return name
    return replace(name, id=within[0].id, kind=within[0].kind)


_BRACKET = re.compile(r"\s\(\s*[«“\"]?")


def _by_bracket(reading: Reading, name: Name, starting: dict[int, Name]) -> Name:
    """A name whose known short form stands in brackets behind it is that actor: "Shanghai Cooperation … (SCO)"."""
    bracket = _BRACKET.match(reading.text, name.end)
    short = starting.get(bracket.end()) if bracket else None
    if short is None or reading.text[short.end : short.end + 1] not in (")", "»", "”", '"', ","):
        return name
    return replace(name, id=short.id, kind=short.kind)


def _short_forms(names: list[Name], known: list[Name]) -> list[Name]:
    """The beginning of a known name is short for it: "the People's Party", after "the People's Party of Kazakhstan"."""
    full: dict[tuple[str, str], dict[str, str]] = {}
    for name in (*known, *names):
        if name.id is not None:
            words = folded(name.name)
            full.setdefault((name.kind, words.split(" ", 1)[0]), {})[words] = name.id
    return [replace(name, id=_begun(name, full)) if name.id is None else name for name in names]


def _begun(name: Name, full: dict[tuple[str, str], dict[str, str]]) -> str | None:
    """The one actor of the name's kind whose name begins with it."""
    words = folded(name.name)
    if " " not in words:
        return None
    alike = full.get((name.kind, words.split(" ", 1)[0]), {})
    ids = {actor for other, actor in alike.items() if other.startswith(f"{words} ")}
    return ids.pop() if len(ids) == 1 else None


_NO_BODY = ("place", "candidate", "option", "parliament")


def _without_head(name: Name, known: Name) -> str:
    """A party by its own name alone: "Аманат партиясы" is Аманат."""
    bare = name.kind == "party" and folded(name.name) == f"{folded(known.name)} партиясы"
    return known.name if bare else name.name


_OWNERS = ("party", "international_observers", "citizen_observers")


def _apart(known: str, unknown: str) -> bool:
    """A party's institute is not the party, nor a city's commission the city's court."""
    return "party" in (known, unknown) and known != unknown


def _without_overlaps(known: list[Name], unknown: list[Name]) -> list[Name]:
    """In the order of the text; where names overlap the longer one wins, a known one among equals."""
    return without_overlaps(sorted([*known, *unknown], key=lambda n: (n.start - n.end, n.rule != "reference")))


def _unknown(reading: Reading, known_ends: set[int]) -> list[Name]:
    own = _lexicon(reading.lang)
    names: list[Name] = []
    for start, end in _spans(reading):
        if reading.lang == "ru" and not reading.text[start:end].isupper():
            names += _russian(reading, own, start, end, known_ends)
        elif reading.lang == "kk":
            names += kazakh_names(reading, own, start, end)
            names += _legal_forms(reading, own, start, end)
        # A name in Latin letters follows English habits in any text.
        names += english_names(reading, _lexicon("en"), start, end)
    return names


_MEMBERS = re.compile(
    r"(?:активист|представител|член|волонтер|наблюдател|координатор|движени|белсенді|өкіл|мүше|activist|member)\w*\s+"
    r"(?=[«“\"])"
)
_JOINED = re.compile(r"\s*(?:,|и|және|мен|and|,\s*and)\s*$")


def _listed(reading: Reading, names: list[Name]) -> list[Name]:
    """Quoted names without a head: of activists or members, in one list with an organization, or alone on a line."""
    found: list[Name] = []
    ends = {name.end: name for name in names if name.kind in ("ngo", "citizen_observers")}
    low, high = reading.body
    for match in _IN_QUOTES.finditer(reading.text, low, high):
        shown = match.group(1).strip()
        at = match.start()
        before = reading.text[max(0, at - 30) : at]
        near = (end for end in range(at - 8, at) if end in ends)
        neighbour = next((ends[end] for end in near if _JOINED.match(reading.text[end:at])), None)
        line = reading.text[reading.text.rfind("\n", 0, at) + 1 : match.end() + 2].strip()
        alone = line == match.group().strip()
        if not shown[:1].isupper() or len(shown.split()) > 5 or shown[-1] in ".,":
            continue
        if _MEMBERS.search(fold(before) + "«") or neighbour is not None or alone:
            kind = neighbour.kind if neighbour else "citizen_observers" if "наблюда" in fold(before) or alone else "ngo"
            name = Name(at, match.end(), kind, shown, rule="listed")
            found.append(name)
            ends[name.end] = name
    return found


def _spans(reading: Reading) -> Iterator[tuple[int, int]]:
    low, high = reading.body
    for segment in reading.segments:
        if low <= segment.start and segment.end <= high:
            yield segment.start, segment.end


def _russian(reading: Reading, lexicon: Lexicon, start: int, end: int, known_ends: set[int]) -> Iterator[Name]:
    text, low = reading.text, reading.folded
    for match in lexicon.any_head.finditer(low, start, end):
        if low[match.start() - 1 : match.start()] == "-":
            continue  # "пресс-служба"
        left = _adjectives_before(text, low, match.start(), start, lexicon)
        left = _without_loose(low, left, match.start(), lexicon)
        kind_of_head = lexicon.type_of(match.group())
        right, proper = _russian_tail(
            text,
            low,
            match.end(),
            end,
            plain=kind_of_head in ("government", "court"),
            body=kind_of_head == "election_authority",
        )
        phrase = text[left:right]
        if (left == match.start() and right == match.end()) or low[left:right] in lexicon.generic:
            continue
        kind = lexicon.type_of(low[left:right])
        named = right in known_ends or proper or (phrase[:1].isupper() and left > start)
        # At the start of a sentence a capital tells nothing; a long name does.
        capital = named or (phrase[:1].isupper() and len(text[match.end() : right].split()) >= _TELLING_TAIL)
        if kind not in ("election_authority", "government", "international_observers") and not capital:
            continue
        if _plural(match.group()) or (kind == "international_observers" and not _foreign(low[left:right])):
            continue
        yield Name(left, right, kind, _proper_name(phrase, "ru"), rule=f"head {match.group()}")
    for match in lexicon.bodies.finditer(low, start, end):
        shown = nominative(text[match.start() : match.end()], "ru")
        yield Name(match.start(), match.end(), lexicon.type_of(match.group()), shown, rule="body")
    yield from _legal_forms(reading, lexicon, start, end)


def _without_loose(low: str, left: int, head: int, lexicon: Lexicon) -> int:
    """Drop words that describe a body but are no part of its name: "the ruling", "preliminary"."""
    for word in list(_WORD.finditer(low, left, head)):
        if not any(word.group().startswith(stem) for stem in lexicon.loose):
            return word.start()
        left = word.end() + 1
    return head


_SHORT_HEAD = re.compile(r"(?:[^\W\d]+|обществен\w+ (?:объединени|фонд)\w*)\s*[«“\"„]([^»”\"]+)[»”\"]", re.IGNORECASE)


def _proper_name(phrase: str, lang: str) -> str:
    """The nominative; of a name that is but a common head and a quoted name, the quoted name."""
    plain = " ".join(phrase.split())
    short = _SHORT_HEAD.fullmatch(plain)
    return short.group(1) if short else nominative(plain, lang)


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
        if not _ADJECTIVE.search(words[-1].group()) or tag_ru(words[-1].group().split("-")[-1]).POS == "NOUN":
            break
        left = words[-1].start()
    return left


_DONE = re.compile(r"(?:провед|организов|заказ|представл|опубликов|подготовл|обнародов|созда|получ)[её]?н?нн")
"""Participles that say what a body did, and begin no name: "опрос, проведённый институтом"."""
_LETTERS = re.compile(r"[А-ЯЁ]{2,}$")
_CASES = ("gent", "datv", "accs", "ablt", "loct")


def _russian_tail(text: str, low: str, at: int, ceiling: int, plain: bool, body: bool) -> tuple[int, bool]:
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
            if after is not None and after.group() in (
                "итогам",
                "результатам",
                "состоянию",
                "данным",
                "мнению",
                "словам",
            ):
                break
            good = after is not None and (
                _genitive(after.group(), ("gent", "datv", "accs", "loct"))
                if word.group() != "и"
                else _genitive(after.group())
            )
            if not good or (word.group() in ("в", "за", "и") and end == at):
                break
        elif shown[0].isupper() and not (shown[0].isascii() and len(shown) == 1):
            if _personal(shown) or (body and _begins_person(text, word, ceiling)):
                break
            proper = True
        elif _LETTERS.search(text, at, end) or not _genitive(word.group(), _CASES if end > at else ("gent",)):
            break
        end = word.end()
    words = text[at:end].split()
    while words and words[-1].lower() in _TAIL_PREPOSITIONS:
        end = text.rindex(words.pop(), at, end)
    return len(text[:end].rstrip()) if end > at else end, proper


def _begins_person(text: str, word: re.Match[str], ceiling: int) -> bool:
    """Two capitalised words, the first in no dictionary, behind a commission are its head: "совета Удер Антуан"."""
    after = _WORD.match(text, _skip_space(text, word.end(), ceiling), ceiling)
    shown = text[word.start() : word.end()]
    return after is not None and after.group()[0].isupper() and person_word(shown) is None


def _skip_space(text: str, at: int, ceiling: int) -> int:
    return at + 1 if at < ceiling and text[at] == " " else at


@lru_cache(maxsize=50_000)
def _genitive(word: str, cases: tuple[str, ...] = ("gent",)) -> bool:
    tag = tag_ru(word)
    return tag.POS in ("NOUN", "ADJF", "PRTF") and tag.case in cases


@lru_cache(maxsize=10_000)
def _personal(word: str) -> bool:
    """A first name, surname or patronymic: it begins the name of a person, not the end of an organization's."""
    return person_word(word) is True and "Geox" not in tag_ru(word)


@lru_cache(maxsize=10_000)
def _plural(head: str) -> bool:
    tag = tag_ru(head.rsplit(maxsplit=1)[-1])
    return bool(tag.number == "plur")


def _legal_forms(reading: Reading, lexicon: Lexicon, start: int, end: int) -> Iterator[Name]:
    for match in lexicon.forms.finditer(reading.text, start, end):
        quoted = _QUOTED.match(reading.text, match.end(), end)
        if quoted:
            phrase = reading.text[match.start() : quoted.end()]
            company = match.group() in lexicon.companies
            kind: OrganizationType = "company" if company else lexicon.type_of(fold(phrase))
            yield Name(match.start(), quoted.end(), kind, quoted.group(1).strip(), rule="legal form")


ANAPHOR = "anaphor"
_STEM = 5


def _anaphors(reading: Reading) -> list[Name]:
    """A head alone stands for the body last named with that head: "the commission said"."""
    found = []
    bodies = [name for name in reading.names if name.kind not in _NO_BODY]
    starts = [name.start for name in bodies]
    for match in _lexicon(reading.lang).anaphors.finditer(reading.folded, *reading.body):
        before = bodies[: bisect_left(starts, match.start())]
        meant = next((name for name in reversed(before) if _has_head(reading, name, match.group())), None)
        if meant is not None and not (reading.lang == "ru" and _narrowed(reading.folded, match.start())):
            found.append(replace(meant, start=match.start(), end=match.end(), rule=ANAPHOR))
    return found


LOWER_BODY = "lower body"


def _lower_bodies(reading: Reading) -> Iterator[Name]:
    """Bodies named in small letters: "the interior ministry"; "the electoral commission" is the one that has a name."""
    pattern = _lexicon(reading.lang).lower
    if pattern is None:
        return
    commissions = [name for name in reading.names if name.kind == "election_authority"]
    for match in pattern.finditer(reading.folded, *reading.body):
        shown = " ".join(reading.text[match.start() : match.end()].split())
        if "ministry" in match.group():
            yield Name(*match.span(), "government", shown, rule=LOWER_BODY)
        elif commissions:
            yield replace(commissions[0], start=match.start(), end=match.end(), rule=ANAPHOR)
        else:
            yield Name(*match.span(), "election_authority", shown, rule=ANAPHOR)


def _narrowed(low: str, at: int) -> bool:
    """Whether an adjective makes it another one: "участковая комиссия"."""
    before = re.search(r"([\w-]+) $", low[max(0, at - 30) : at])
    return before is not None and tag_ru(before.group(1)).POS in ("ADJF", "PRTF")


def _has_head(reading: Reading, name: Name, head: str) -> bool:
    """Whether a body may be called by a head: its name has the word, or it is the commission by another name."""
    commission = name.kind == "election_authority" and head.startswith(("комисси", "commission"))
    called = _lexicon(reading.lang).called.get(name.kind)
    return (
        commission
        or bool(called and called.match(head))
        or any(word.startswith(head[:_STEM]) for word in folded(reading.text[name.start : name.end]).split())
    )


def _offices(names: list[str]) -> str:
    """A pattern for abbreviations of three capitals or more, and for words such as Минюст in their cases."""
    long = [re.escape(name) for name in names if len(name) >= _SHORTEST_OFFICE and " " not in name]
    return rf"(?<![\w-])(?P<name>{'|'.join(long)})(?:а|у|ом|е|ы|ой)?(?![\w-])" if long else _NEVER


_SHORTEST_OFFICE = 3


def _state_bodies(reading: Reading) -> Iterator[Name]:
    """Ministries and services named by their short form alone: "сообщили в МВД"."""
    for match in _lexicon(reading.lang).offices.finditer(reading.text):
        yield Name(match.start(), match.end(), "government", match["name"], rule="office")


def _acronyms(reading: Reading) -> list[Name]:
    """Short forms tied to their long form in the text: "Central Election Commission (CEC)"; then every later use."""
    known: dict[str, Name] = {}
    for name in reading.names:
        if name.kind in ("place", "candidate", "option"):
            continue
        match = _ACRONYM.match(reading.text, name.end)
        if match and sum(c.isupper() for c in match.group(1)) >= 2:
            known.setdefault(match.group(1), name)
    found = []
    for short, name in known.items():
        pattern = rf"(?<!\w){re.escape(short)}(?=$|[^\w]|-?[а-яәіңғүұқөһ]{{1,5}}\b)"
        for match in re.finditer(pattern, reading.text):
            found.append(replace(name, start=match.start(), end=match.end(), rule="abbreviation"))
    return found


def read_organizations(reading: Reading) -> None:
    """List each organization of the body once: its fullest form, its other forms, its type."""
    groups: dict[str, list[Name]] = {}
    low, high = reading.body
    for name in sorted([*reading.names, *reading.inner], key=lambda n: n.start):
        if (
            name.rule not in (ANAPHOR, PRONOUN)
            and reading.organization_type(name) is not None
            and low <= name.start < high
        ):
            groups.setdefault(name.id or folded(name.name), []).append(name)
    for name in [*_media(reading), *_recognized(reading)]:
        groups.setdefault(folded(name.name), []).append(name)
    reading.organizations = [_organization(reading, names) for names in _merged(groups)]


def _media(reading: Reading) -> Iterator[Name]:
    """Media named by their address; one in a link, an e-mail, a picture's credit or a page's signature is none."""
    text = reading.text
    for match in _DOMAIN.finditer(text, *reading.body):
        before = text[match.start() - 1 : match.start()]
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        signature = not line.strip() and text[match.end() : match.end() + 1] in ("\n", "")
        if before in ("@", "/", ".") or text.startswith(("/", "@"), match.end()) or signature or _CREDIT.search(line):
            continue
        yield Name(match.start(), match.end(), "media", reading.quote(*match.span())[0], rule="address")


def _relaying(reading: Reading, lexicon: Lexicon) -> Iterator[Name]:
    """Media by the words with which a text says that it was they who reported it."""
    if lexicon.relays is None:
        return
    for match in lexicon.relays.finditer(reading.text, *reading.body):
        start, end = match.span("name")
        yield Name(start, end, "media", match["name"].strip('«»“”„"'), rule="relays")


def _recognized(reading: Reading) -> Iterator[Name]:
    """What the trained recognizer adds, with its type and in the nominative."""
    own = _lexicon(reading.lang)
    for name in recognized(reading, own.not_organizations):
        shown = own.leads.sub("", name.name, count=1) if own.leads.match(fold(name.name)) else name.name
        phrase = fold(shown)
        known = own.types.get(phrase) or own.types.get(phrase.split(" ")[0])
        kind = known or (own.type_of(phrase) if own.any_head.search(phrase) else "other")
        if phrase not in own.generic:
            yield replace(name, name=_proper_name(shown, reading.lang), kind=kind)


def _merged(groups: dict[str, list[Name]]) -> Iterable[list[Name]]:
    """Join a name's short form with its long one, where the text has both."""
    merged: list[list[Name]] = []
    for names in groups.values():
        for other in merged:
            if names[0].id is None and other[0].id is None and _forms_of_one(names[0].name, other[0].name):
                other.extend(names)
                break
        else:
            merged.append(list(names))
    return merged


def _forms_of_one(a: str, b: str) -> bool:
    short, long = sorted((folded(a), folded(b)), key=len)
    return short == long or (len(short) > 5 and f" {short} " in f" {long} " and len(short) * 2 >= len(long))


def _organization(reading: Reading, names: list[Name]) -> Organization:
    shown = list(dict.fromkeys(name.name for name in names))
    surfaces = [" ".join(reading.quote(name.start, name.end)[0].split()) for name in names]
    fullest = max(shown, key=lambda form: (any(c.isupper() for c in form), len(form)))
    aliases = [form for form in dict.fromkeys([*shown, *surfaces]) if form != fullest]
    return Organization(
        name=fullest, aliases=tuple(aliases), type=cast(OrganizationType, names[0].kind), id=names[0].id
    )
