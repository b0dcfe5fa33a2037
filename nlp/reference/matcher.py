"""Finds known names in a text: a tree of word keys that word forms lead into, then guards that weigh what was found."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from nlp.languages.folding import fold, without_marks
from nlp.languages.kazakh import bases
from nlp.languages.transliteration import is_kazakh_latin, to_cyrillic
from nlp.reference.loading import LISTED
from nlp.reference.naming import WORD, Name, matching
from nlp.reference.records import NameMatch

HOME = "KZ"  # whose names win where a text gives no hint of its country
_RUSSIAN_ENDINGS = re.compile(
    r"а|у|ом|е|ы|и|ов|ами?|ах|о[йю]|е[йю]|ю|я|е[мв]|ями?|ях|ь|ью|й|о|[ыи]й|[ое]го|[ое]му|[ыи]ми?|[ыи]х|ая|яя|[ую]ю|[оеыи]е"
)
_ADJECTIVAL = re.compile(r"о[йею]|ая|ую|ого|ому|и[йехм]|ими")
_DICTIONARY_ENDINGS = ("ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "а", "я", "о", "е", "ь", "й", "ы", "и")
_NEUTER = ("ание", "ение", "тие", "вие")
"""How neuter nouns end, whose case endings follow the "и"; adjectives in the plural lose it."""
_SHORTEST = 3
_TELLING = 3
_GAP = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\-\u2010-\u2015«»“”„\"'’/.]{0,3}")
_COMMA_GAP = re.compile(r",[ \u00a0]")
_OPENING, _CLOSING = "«“„\"'‘", "»”\"'’“"
_PAIRS = {"«": "»", "“": "”", "„": "“”", '"': '"'}
_REST_QUOTED = re.compile(r"[ –—-]{1,3}([^\W\d_])[\w -]{0,30}[»”\"]")
_QUOTED_REST = re.compile(r"[«“\"]([^\W\d_])[\w –—-]{0,30} $")
_ROW_START = re.compile(r"(?:^|\n)[\s\-–—•*·|\d.)«“\"]*$")
_LONGEST_BULLET, _LONGEST_SHOUT = 40, 1000
"""How many characters of its line are looked at: all of it would be too long where a text is one line."""
_FIGURE_AFTER = re.compile(r"[»”\"]?\s*(?:[(–—:|\t-]+\s*\d|\d+[.,]\d+\s*%|[–—:|\t-])")
_PERCENT_AFTER = re.compile(r"[»”\"]?\s*(?:[(–—:-]|с\s|with\s)?\s*\d+(?:[.,]\d+)?\s*(?:%|процент|пайыз|per)")
_LIST_REACH = 10
"""How many tokens away the neighbour in an enumeration may stand."""
_LIST_GAP = re.compile(
    r"[»”\"]?(?:\s\([^()\n]{2,40}\))?(?:(?:\s[A-Z][\w’'-]+){0,4}\s[Pp]arty)?\s*(?:,|;|и|және|мен|and|,\s*and)?\s*(?:the\s)?[«“\"]?"
)
_GLOSS = r"\s\([^()\n]{2,40}\)"
_GLOSSED_PARTY = re.compile(rf"{_GLOSS}(?:\s[A-Z][\w’'-]+){{0,4}}\s[Pp]arty")
_SENTENCE_START = re.compile(r"(?:^|[.!?…\n])[\s»”\"]*$")
_INITIALS = re.compile(r"(?<!\w)(?:[A-ZА-ЯӘІҢҒҮҰҚӨ]\.[\s-]?){1,2}$")
_OF = re.compile(r"\s*(?:of|of the)?\s*")

Node = dict[Any, Any]  # word key to node; None to the names that end here


class _Token(NamedTuple):
    start: int
    end: int
    folded: str
    raw: str


@dataclass(slots=True)
class _Found:
    """A run of tokens, and all that it may name."""

    first: int
    last: int
    names: list[Name]

    @property
    def tokens(self) -> range:
        """The places of its tokens."""
        return range(self.first, self.last + 1)


def _name_key(word: str, lang: str) -> str:
    """The key under which a name's word hangs in the tree: for Russian without its dictionary ending."""
    if lang == "ru" and "а" <= word[0] <= "ӿ":
        if word.endswith(_NEUTER):
            return word[:-1]
        for ending in _DICTIONARY_ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                return word[: -len(ending)]
    return word


@lru_cache(maxsize=200_000)
def _text_keys(word: str, lang: str) -> tuple[str, ...]:
    """The keys that a word of a text (folded) may hang under."""
    if "a" <= word[0] <= "z":
        return (word, word[:-1]) if word.endswith("s") else (word,)
    if lang == "kk":
        return bases(word)
    endings = (size for size in (1, 2, 3) if len(word) - size >= _SHORTEST and _RUSSIAN_ENDINGS.fullmatch(word[-size:]))
    return (word, *(word[:-size] for size in endings))


def build(names: Iterable[Name], lang: str) -> Node:
    """The tree of all names for texts in `lang`."""
    root: Node = {}
    for name in names:
        node = root
        for word in name.words:
            node = node.setdefault(_name_key(word, lang), {})
        node.setdefault(None, []).append(name)
    return root


def _tells_country(name: Name) -> bool:
    """Whether a name by itself shows which country a text speaks of: a place, or a body's full name of three words."""
    if name.kind == "actor":
        return name.country != "INT" and len(name.words) >= _TELLING and not (name.abbreviation or name.shared)
    return name.type != LISTED and not name.weak


class Reader:
    """One text being searched."""

    def __init__(self, text: str, lang: str, tree: Node, country: str | None, day: dt.date | None) -> None:
        self.text, self.lang, self.tree, self.day = text, lang, tree, day
        folded = without_marks(fold(text))
        self.tokens = [_Token(*m.span(), m[0], text[m.start() : m.end()]) for m in WORD.finditer(folded)]
        self.country = country
        self.focus: Counter[str] = Counter()
        if country:
            self.focus[country] += 1000

    def matches(self) -> list[NameMatch]:
        """All accepted mentions in reading order; none overlaps another."""
        found = [run for at in self._beginnings() for run in self._from(at)]
        for run in found:
            countries = {name.country for name in run.names if _tells_country(name)}
            if len(countries) == 1 and self._fits_any(run):
                self.focus[countries.pop()] += 1
        if not self.focus:
            self._focus_by_actors(found)
        accepted = self._accept(found)
        return self._with_countries(accepted)

    def _focus_by_actors(self, found: list[_Found]) -> None:
        """Where no place tells the country, its own actors do: two of one country, and none of them elsewhere."""
        told: dict[str, set[str]] = {}
        for run in found:
            actors = {(name.country, name.id) for name in run.names if name.kind == "actor" and self._cased(run, name)}
            if len({country for country, _ in actors}) == 1:
                country, actor = next(iter(actors))
                told.setdefault(country, set()).add(actor)
        told.pop("INT", None)
        if len(told) == 1 and len(next(iter(told.values()))) > 1:
            self.focus[next(iter(told))] += 1

    # ------------------------------------------------------------------ finding

    def _beginnings(self) -> Iterator[int]:
        """The tokens that some name begins with; most begin none."""
        for at, token in enumerate(self.tokens):
            if not self.tree.keys().isdisjoint(_text_keys(token.folded, self.lang)):
                yield at

    def _from(self, at: int) -> Iterator[_Found]:
        """Runs that begin at a token, longest first."""
        nodes = self._step([self.tree], at)
        if not nodes:
            return
        runs = []
        last = at
        while nodes:
            names = [name for node in nodes for name in node.get(None, ())]
            if names:
                runs.append(_Found(at, last, list(dict.fromkeys(names)) if len(nodes) > 1 else names))
            last += 1
            if last >= len(self.tokens) or not self._joined(last - 1, last):
                break
            nodes = self._step(nodes, last)
        yield from reversed(runs)

    def _step(self, nodes: list[Node], at: int) -> list[Node]:
        keys = _text_keys(self.tokens[at].folded, self.lang)
        return [node[key] for node in nodes for key in keys if key in node]

    def _joined(self, left: int, right: int) -> bool:
        between = (self.tokens[left].end, self.tokens[right].start)
        return (_GAP.fullmatch(self.text, *between) or _COMMA_GAP.fullmatch(self.text, *between)) is not None

    # ------------------------------------------------------------------ guards

    def _cased(self, run: _Found, name: Name) -> bool:
        """Whether the capitals are those that the name needs."""
        tokens = self.tokens[run.first : run.last + 1]
        if "," in self.text[tokens[0].start : tokens[-1].end] and "," not in name.form:
            return False
        for token, word, upper in zip(tokens, name.words, name.upper, strict=True):
            if word.endswith("ск") and _ADJECTIVAL.fullmatch(token.folded[len(word) :]):
                return False  # "Минской" is of the region, not of Минск
            if upper and not (token.raw[: len(word)].isupper() and not token.raw[len(word) :].isupper()):
                return token.raw.isupper() and not self._shouted(run) and token.folded == word
        if name.type == "adjective" or name.form[0].islower() or len(name.words) > 2:
            return True
        if name.type == "election_authority" and not name.abbreviation:
            return True
        proper = [token for token in tokens if not _is_one_of(token.folded, "party_words")] or tokens
        first = proper[0].raw[0]
        return first.isupper() or first.isdigit() or self._quoted(run)

    def _shouted(self, run: _Found) -> bool:
        """Whether the line is in capitals, so that they tell nothing."""
        first, last = self.tokens[run.first].start, self.tokens[run.last].end
        before = self.text[max(0, first - _LONGEST_SHOUT) : first].rpartition("\n")[2]
        line = before + self.text[first : last + _LONGEST_SHOUT].partition("\n")[0]
        return line.isupper() and len(line) > 30

    def _quoted(self, run: _Found) -> bool:
        start, end = self.tokens[run.first].start, self.tokens[run.last].end
        return start > 0 and self.text[start - 1] in _OPENING and self.text[end : end + 1] in tuple(_CLOSING)

    def _within_another(self, run: _Found, name: Name) -> bool:
        """Whether a party's or observers' name only begins or ends a longer one in quotation marks: «Голос степи» is
        not «Голос»."""
        if name.type not in ("party", "citizen_observers"):
            return False
        start, end = self.tokens[run.first].start, self.tokens[run.last].end
        rest = _REST_QUOTED.match(self.text, end) if self.text[start - 1 : start] in _PAIRS else None
        if self.text[end : end + 1] in tuple("»”"):
            rest = _QUOTED_REST.search(self.text, max(0, start - _LONGEST_BULLET), start)
        return rest is not None and (name.weak or rest[1].isupper())

    def _of_country(self, run: _Found, taken: dict[int, tuple[_Found, Name]]) -> bool:
        """Whether a country stands right behind, whose Republic it is."""
        behind = taken.get(run.last + 1)
        return behind is not None and behind[1].kind == "country"

    def _set_apart(self, run: _Found) -> bool:
        """Whether the name stands in quotation marks, alone in brackets ("Rakhimbekov (Auyl)"), or before what it means
        and its party word ("Auyl (Village) Patriotic Party")."""
        start, end = self.tokens[run.first].start, self.tokens[run.last].end
        bracketed = self.text[start - 1 : start] == "(" and self.text[end : end + 1] == ")"
        return self._quoted(run) or bracketed or _GLOSSED_PARTY.match(self.text, end) is not None

    def _beside(self, run: _Found, words: str) -> bool:
        """Whether the word before or after is one of the listed ones, in any form."""
        beside = [at for at in (run.first - 1, run.last + 1) if 0 <= at < len(self.tokens)]
        return any(_is_one_of(self.tokens[at].folded, words) and self._near(at, run) for at in beside)

    def _near(self, at: int, run: _Found) -> bool:
        left, right = (at, run.first) if at < run.first else (run.last, at)
        between = self.text[self.tokens[left].end : self.tokens[right].start]
        return len(between) <= 3 and "\n" not in between

    def _row(self, run: _Found) -> bool:
        """Whether the name heads a row of a list or table, or a share stands right after it."""
        start, end = self.tokens[run.first].start, self.tokens[run.last].end
        if _PERCENT_AFTER.match(self.text, end):
            return True
        at_start = _ROW_START.search(self.text, max(0, start - _LONGEST_BULLET), start) is not None
        return at_start and _FIGURE_AFTER.match(self.text, end) is not None

    def _strong(self, run: _Found, name: Name) -> bool:
        """Whether something beside the name says that it is one."""
        words = "place_words" if name.kind == "place" else "party_words"
        return self._beside(run, words) or self._row(run) or (name.kind == "actor" and self._set_apart(run))

    def _fits(self, run: _Found, name: Name) -> bool:
        if not self._cased(run, name) or (name.type == LISTED and name.country not in self.focus):
            return False
        if self._within_another(run, name):
            return False
        if name.weak:
            capital = self.tokens[run.first].raw[0].isupper()
            foreign = name.kind == "actor" and name.country != "INT" and self.focus and name.country not in self.focus
            return capital and not foreign and self._strong(run, name)
        if name.kind != "actor" or name.country == "INT" or name.country in self.focus:
            return True
        if not self.focus:
            return not name.surname and (not name.shared or name.country == HOME)
        if name.shared:
            return False
        if name.type == "candidate":
            return len(name.words) > 1
        if name.type == "election_authority":
            return len(name.words) > 3
        return sum(len(word) > 1 for word in name.words) >= 3 or (not name.abbreviation and self._strong(run, name))

    def _fits_any(self, run: _Found) -> bool:
        return any(self._cased(run, name) for name in run.names)

    # ------------------------------------------------------------------ choosing

    def _rank(self, run: _Found, name: Name) -> tuple[object, ...]:
        """Greater is likelier: the text's country, then valid on the day, then what is named."""
        valid = self._valid(name)
        current = name.until is None if self.day is None else valid
        at_home = (self.focus[name.country] if name.country != "INT" else 1, name.country == HOME)
        quoted_actor = name.kind == "actor" and self._quoted(run)
        kind = {"country": 2, "place": 1, "actor": 0}[name.kind]
        settled = not name.weak and name.kind != "actor"
        town = name.locality is not None
        return (
            quoted_actor,
            valid,
            *at_home,
            settled,
            kind,
            current,
            name.type == "city",
            town,
            name.since or dt.date.min,
        )

    def _best(self, run: _Found, names: list[Name]) -> Name | None:
        fitting = [name for name in names if self._fits(run, name)]
        if not fitting:
            return None
        if self.day is not None:
            dated = [n for n in fitting if n.kind != "place" or self._valid(n)]
            fitting = dated or fitting
        best = max(fitting, key=lambda name: self._rank(run, name))
        if run.last > run.first and not self._valid(best) and _is_one_of(self.tokens[run.first].folded, "party_words"):
            return None  # what follows the party word may be another party's name on that day
        return best

    def _valid(self, name: Name) -> bool:
        day = self.day
        return day is None or ((name.since is None or name.since <= day) and (name.until is None or day < name.until))

    def _accept(self, found: list[_Found]) -> list[tuple[_Found, Name]]:
        chosen: list[tuple[_Found, Name]] = []
        doubtful: list[_Found] = []
        taken = -1
        for run in found:
            if run.first <= taken:
                continue
            best = self._best(run, run.names)
            if best is not None:
                chosen.append((run, best))
                taken = run.last
            elif any(name.weak for name in run.names):
                doubtful.append(run)
        return self._with_doubtful(chosen, doubtful)

    def _with_doubtful(self, chosen: list[tuple[_Found, Name]], doubtful: list[_Found]) -> list[tuple[_Found, Name]]:
        """Weak names are taken too where the text has shown that it means them, or in a list of parties or regions."""
        sure = {name.id for _, name in chosen if name.kind == "actor"}
        taken = {at: pair for pair in chosen for at in pair[0].tokens}
        for run in (*doubtful, *reversed(doubtful)):
            if not taken.keys().isdisjoint(run.tokens) or not self.tokens[run.first].raw[0].isupper():
                continue
            names = [name for name in run.names if name.weak and self._cased(run, name)]
            if self._of_country(run, taken) or any(self._within_another(run, name) for name in names):
                continue
            known = [name for name in names if name.id in sure and not self._starts_sentence(run)]
            listed = [name for name in names if self._in_list(run, name.type, taken)]
            for name in sorted(known or listed, key=lambda name: self._rank(run, name))[-1:]:
                chosen.append((run, name))
                taken.update((at, (run, name)) for at in run.tokens)
        return sorted(chosen, key=lambda pair: pair[0].first)

    def _starts_sentence(self, run: _Found) -> bool:
        start = self.tokens[run.first].start
        return _SENTENCE_START.search(self.text, max(0, start - 4), start) is not None

    def _in_list(self, run: _Found, kind: str, taken: dict[int, tuple[_Found, Name]]) -> bool:
        """Whether the neighbour in an enumeration is an accepted party (or region) too."""
        near = (*range(run.first - _LIST_REACH, run.first), *range(run.last + 1, run.last + 1 + _LIST_REACH))
        for other, name in (taken[at] for at in near if at in taken):
            if name.type == kind and kind in ("party", "region"):
                left, right = (other, run) if other.first < run.first else (run, other)
                gap = (self.tokens[left.last].end, self.tokens[right.first].start)
                if gap[0] < gap[1] and _LIST_GAP.fullmatch(self.text, *gap):
                    return True
        return False

    # ------------------------------------------------------------------ results

    def _span(self, run: _Found, name: Name) -> tuple[int, int]:
        start, end = self.tokens[run.first].start, self.tokens[run.last].end
        inside, after = self.text[start:end], self.text[end : end + 1]
        open_quotes = [quote for quote in inside if quote in _PAIRS]
        if open_quotes and after and after in _PAIRS[open_quotes[-1]] and inside[-1] != after:
            end += 1
        elif (
            not open_quotes and start and (quote := self.text[start - 1]) in _PAIRS and set(inside) & set(_PAIRS[quote])
        ):
            start -= 1
        if name.type == "candidate" and (initials := _INITIALS.search(self.text, max(0, start - 9), start)):
            start = initials.start()
        return start, end

    def _match(self, run: _Found, name: Name) -> NameMatch:
        start, end = self._span(run, name)
        written, form = fold(self.text[start:end]), fold(name.form)
        unmarked = written != form and without_marks(written) == without_marks(form)
        shown = self.text[start:end] if unmarked else name.form
        return NameMatch(start, end, name.id, name.kind, name.type, shown, name.country, name.locality)

    def _with_countries(self, accepted: list[tuple[_Found, Name]]) -> list[NameMatch]:
        """A commission takes in the country beside it, and is then that country's ("ЦИК Казахстана")."""
        made: list[NameMatch] = []
        for run, name in accepted:
            match = self._match(run, name)
            before = made[-1] if made else None
            if before and "election_authority" in (before.type, name.type) and "country" in (before.kind, name.kind):
                between = self.text[before.end : match.start]
                body, land = (before, match) if before.type == "election_authority" else (match, before)
                order = self.lang != "kk" if body is before else (self.lang != "ru" or land.type == "adjective")
                own = self._commission_of(body, land.country)
                if own and order and (_OF.fullmatch(between) or between in ("'s ", "’s ")):
                    form = self.text[before.start : match.start] + body.form
                    if body is before:
                        form = body.form + self.text[before.end : match.end]
                    made[-1] = NameMatch(before.start, match.end, own.id, "actor", own.type, form, own.country)
                    continue
            made.append(match)
        return made

    def _commission_of(self, body: NameMatch, country: str) -> Name | None:
        names = [n for f in self._from(self._token_at(body.start)) for n in f.names if n.type == "election_authority"]
        return next((n for n in names if n.country == country), None)

    def _token_at(self, start: int) -> int:
        return bisect_right(self.tokens, start, key=lambda token: token.end)


@lru_cache(maxsize=20_000)
def _is_one_of(word: str, which: str) -> bool:
    """Whether `word` is a form of a listed word; the long ones of the list are beginnings."""
    return any(
        word == listed or (len(listed) >= 4 and word.startswith(listed)) for listed in matching()["guards"][which]
    )


def find(text: str, lang: str, tree: Node, country: str | None, day: dt.date | None) -> list[NameMatch]:
    """All mentions of known names in `text`, in reading order, without overlaps."""
    found = Reader(text, lang, tree, country, day).matches()
    if lang != "kk" or not is_kazakh_latin(text):
        return found
    cyrillic = to_cyrillic(text)
    taken = [(m.start, m.end) for m in found]
    for match in Reader(cyrillic.text, lang, tree, country, day).matches():
        start, end = cyrillic.span(match.start, match.end)
        inner = [span for span in taken if span[0] < end and start < span[1]]
        if any(span[1] - span[0] >= end - start for span in inner):
            continue
        found = [m for m in found if (m.start, m.end) not in inner]
        taken = [span for span in taken if span not in inner] + [(start, end)]
        found.append(NameMatch(start, end, match.id, match.kind, match.type, match.form, match.country, match.locality))
    return sorted(found, key=lambda m: m.start)
