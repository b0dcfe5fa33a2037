"""Finds known names in a text: of all that its words may name, what its country and the signs around it make likely."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from nlp.languages.folding import fold, without_marks
from nlp.languages.transliteration import is_kazakh_latin, to_cyrillic
from nlp.reference.guards import Chosen, Guards
from nlp.reference.loading import LISTED
from nlp.reference.naming import Name
from nlp.reference.records import NameMatch
from nlp.reference.runs import Node, Run, Words

HOME = "KZ"  # whose names win where a text gives no hint of its country
_TELLING = 3
_PAIRS = {"«": "»", "“": "”", "„": "“”", '"': '"'}
_INITIALS = re.compile(r"(?<!\w)(?:[A-ZА-ЯӘІҢҒҮҰҚӨ]\.[\s-]?){1,2}$")
_OF = re.compile(r"\s*(?:of|of the)?\s*")


def _tells_country(name: Name) -> bool:
    """Whether a name by itself shows which country a text speaks of: a place, or a body's full name of three words."""
    if name.kind == "actor":
        return name.country != "INT" and len(name.words) >= _TELLING and not (name.abbreviation or name.shared)
    return name.type != LISTED and not name.weak


class Reader:
    """One text being searched."""

    def __init__(self, text: str, lang: str, tree: Node, country: str | None, day: dt.date | None) -> None:
        self._words = Words(text, lang, tree)
        self._guards = Guards(self._words)
        self.text, self.lang, self.day = text, lang, day
        self.focus: Counter[str] = Counter()
        if country:
            self.focus[country] += 1000

    def matches(self) -> list[NameMatch]:
        """All accepted mentions in reading order; none overlaps another."""
        found = self._words.runs()
        for run in found:
            countries = {name.country for name in run.names if _tells_country(name)}
            if len(countries) == 1 and self._fits_any(run):
                self.focus[countries.pop()] += 1
        if not self.focus:
            self._focus_by_actors(found)
        accepted = self._accept(found)
        return self._with_countries(accepted)

    def _focus_by_actors(self, found: list[Run]) -> None:
        """Where no place tells the country, its own actors do: two of one country, and none of them elsewhere."""
        told: dict[str, set[str]] = {}
        for run in found:
            cased = [name for name in run.names if name.kind == "actor" and self._guards.cased(run, name)]
            actors = {(name.country, name.id) for name in cased}
            if len({country for country, _ in actors}) == 1:
                country, actor = next(iter(actors))
                told.setdefault(country, set()).add(actor)
        told.pop("INT", None)
        if len(told) == 1 and len(next(iter(told.values()))) > 1:
            self.focus[next(iter(told))] += 1

    # ------------------------------------------------------------------ fitting

    def _of_country(self, run: Run, taken: dict[int, Chosen]) -> bool:
        """Whether a country stands right behind, whose Republic it is."""
        behind = taken.get(run.last + 1)
        return behind is not None and behind[1].kind == "country"

    def _fits(self, run: Run, name: Name) -> bool:
        if not self._guards.cased(run, name) or (name.type == LISTED and name.country not in self.focus):
            return False
        if self._guards.within_another(run, name):
            return False
        if name.weak:
            capital = self._guards.capitalised(run)
            foreign = name.kind == "actor" and name.country != "INT" and self.focus and name.country not in self.focus
            return capital and not foreign and self._guards.strong(run, name)
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
        long = sum(len(word) > 1 for word in name.words) >= _TELLING
        # A share beside it calls nothing a party of another country: it may be anybody's name.
        return long or (not name.abbreviation and self._guards.called(run, name))

    def _fits_any(self, run: Run) -> bool:
        return any(self._guards.cased(run, name) for name in run.names)

    # ------------------------------------------------------------------ choosing

    def _rank(self, run: Run, name: Name) -> tuple[object, ...]:
        """Greater is likelier: the text's country, then valid on the day, then what is named."""
        valid = self._valid(name)
        current = name.until is None if self.day is None else valid
        at_home = (self.focus[name.country] if name.country != "INT" else 1, name.country == HOME)
        quoted_actor = name.kind == "actor" and self._guards.quoted(run)
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

    def _best(self, run: Run, names: list[Name]) -> Name | None:
        fitting = [name for name in names if self._fits(run, name)]
        if not fitting:
            return None
        if self.day is not None:
            dated = [n for n in fitting if n.kind != "place" or self._valid(n)]
            fitting = dated or fitting
        best = max(fitting, key=lambda name: self._rank(run, name))
        if run.last > run.first and not self._valid(best) and self._guards.opens_with_party_word(run):
            return None  # what follows the party word may be another party's name on that day
        return best

    def _valid(self, name: Name) -> bool:
        day = self.day
        return day is None or ((name.since is None or name.since <= day) and (name.until is None or day < name.until))

    def _accept(self, found: list[Run]) -> list[Chosen]:
        chosen: list[Chosen] = []
        doubtful: list[Run] = []
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

    def _with_doubtful(self, chosen: list[Chosen], doubtful: list[Run]) -> list[Chosen]:
        """Weak names are taken too where the text has shown that it means them, or in a list of parties or regions."""
        sure = {name.id for _, name in chosen if name.kind == "actor"}
        taken = {at: pair for pair in chosen for at in pair[0].tokens}
        for run in (*doubtful, *reversed(doubtful)):
            if not taken.keys().isdisjoint(run.tokens) or not self._guards.capitalised(run):
                continue
            names = [name for name in run.names if name.weak and self._guards.cased(run, name)]
            if self._of_country(run, taken) or any(self._guards.within_another(run, name) for name in names):
                continue
            known = [name for name in names if name.id in sure and not self._guards.starts_sentence(run)]
            listed = [name for name in names if self._guards.in_list(run, name.type, taken)]
            for name in sorted(known or listed, key=lambda name: self._rank(run, name))[-1:]:
                chosen.append((run, name))
                taken.update((at, (run, name)) for at in run.tokens)
        return sorted(chosen, key=lambda pair: pair[0].first)

    # ------------------------------------------------------------------ results

    def _span(self, run: Run, name: Name) -> tuple[int, int]:
        start, end = run.start, run.end
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

    def _match(self, run: Run, name: Name) -> NameMatch:
        start, end = self._span(run, name)
        written, form = fold(self.text[start:end]), fold(name.form)
        unmarked = written != form and without_marks(written) == without_marks(form)
        shown = self.text[start:end] if unmarked else name.form
        return NameMatch(start, end, name.id, name.kind, name.type, shown, name.country, name.locality)

    def _with_countries(self, accepted: list[Chosen]) -> list[NameMatch]:
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
        names = [n for f in self._words.runs_at(body.start) for n in f.names if n.type == "election_authority"]
        return next((n for n in names if n.country == country), None)


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
