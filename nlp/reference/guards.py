"""What stands around a name tells whether a text means it: capitals, quotation marks, neighbours, rows of a list."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.reference.naming import Name, matching
from nlp.reference.runs import Run, Words

Chosen = tuple[Run, Name]
"""A run of words with what it names."""
_ADJECTIVAL = re.compile(r"о[йею]|ая|ую|ого|ому|и[йехм]|ими")
_QUOTES = ("«", "“", "„", '"')
_OPENING, _CLOSING = "«“„\"'‘", "»”\"'’“"
_REST_QUOTED = re.compile(r"[ –—-]{1,3}([^\W\d_])[\w -]{0,30}[»”\"]")
_HEADED = re.compile(r"[^\W\d_] [«“\"]$")
"""What opens a name; before what is said stands a colon or a comma."""
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


class Guards:
    """The signs of one text that a run of its words is a name."""

    def __init__(self, words: Words) -> None:
        self.text, self.tokens = words.text, words.tokens

    def cased(self, run: Run, name: Name) -> bool:
        """Whether the capitals are those that the name needs."""
        tokens = self.tokens[run.first : run.last + 1]
        if "," in self.text[run.start : run.end] and "," not in name.form:
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
        return first.isupper() or first.isdigit() or self.quoted(run)

    def _shouted(self, run: Run) -> bool:
        """Whether the line is in capitals, so that they tell nothing."""
        before = self.text[max(0, run.start - _LONGEST_SHOUT) : run.start].rpartition("\n")[2]
        line = before + self.text[run.start : run.end + _LONGEST_SHOUT].partition("\n")[0]
        return line.isupper() and len(line) > 30

    def quoted(self, run: Run) -> bool:
        """Whether it stands in quotation marks."""
        opened = run.start > 0 and self.text[run.start - 1] in _OPENING
        return opened and self.text[run.end : run.end + 1] in tuple(_CLOSING)

    def within_another(self, run: Run, name: Name) -> bool:
        """Whether a party's or observers' name only begins or ends a longer one in quotation marks: «Голос степи» is
        not «Голос»."""
        if name.type not in ("party", "citizen_observers"):
            return False
        rest = _REST_QUOTED.match(self.text, run.end) if self.text[run.start - 1 : run.start] in _QUOTES else None
        if self.text[run.end : run.end + 1] in tuple("»”"):
            rest = _QUOTED_REST.search(self.text, max(0, run.start - _LONGEST_BULLET), run.start)
        headed = _HEADED.search(self.text, max(0, run.start - _LONGEST_BULLET), run.start) is not None
        return rest is not None and (name.weak or headed or rest[1].isupper())

    def _set_apart(self, run: Run) -> bool:
        """Whether the name stands in quotation marks, alone in brackets ("Rakhimbekov (Auyl)"), or before what it means
        and its party word ("Auyl (Village) Patriotic Party")."""
        bracketed = self.text[run.start - 1 : run.start] == "(" and self.text[run.end : run.end + 1] == ")"
        return self.quoted(run) or bracketed or _GLOSSED_PARTY.match(self.text, run.end) is not None

    def _beside(self, run: Run, words: str) -> bool:
        """Whether the word before or after is one of the listed ones, in any form."""
        beside = [at for at in (run.first - 1, run.last + 1) if 0 <= at < len(self.tokens)]
        return any(_is_one_of(self.tokens[at].folded, words) and self._near(at, run) for at in beside)

    def _near(self, at: int, run: Run) -> bool:
        left, right = (at, run.first) if at < run.first else (run.last, at)
        between = self.text[self.tokens[left].end : self.tokens[right].start]
        return len(between) <= 3 and "\n" not in between

    def _row(self, run: Run) -> bool:
        """Whether the name heads a row of a list or table, or a share stands right after it."""
        if _PERCENT_AFTER.match(self.text, run.end):
            return True
        at_start = _ROW_START.search(self.text, max(0, run.start - _LONGEST_BULLET), run.start) is not None
        return at_start and _FIGURE_AFTER.match(self.text, run.end) is not None

    def strong(self, run: Run, name: Name) -> bool:
        """Whether something beside the name says that it is one."""
        return self._row(run) or self.called(run, name)

    def called(self, run: Run, name: Name) -> bool:
        """Whether the words beside it, or how it is set apart, call it what it names."""
        words = "place_words" if name.kind == "place" else "party_words"
        return self._beside(run, words) or (name.kind == "actor" and self._set_apart(run))

    def opens_with_party_word(self, run: Run) -> bool:
        """Whether the first of its words is one for a party."""
        return _is_one_of(self.tokens[run.first].folded, "party_words")

    def capitalised(self, run: Run) -> bool:
        """Whether it begins with a capital."""
        return self.tokens[run.first].raw[0].isupper()

    def starts_sentence(self, run: Run) -> bool:
        """Whether its capital may be that of a sentence."""
        return _SENTENCE_START.search(self.text, max(0, run.start - 4), run.start) is not None

    def in_list(self, run: Run, kind: str, taken: dict[int, Chosen]) -> bool:
        """Whether the neighbour in an enumeration is an accepted party (or region) too."""
        near = (*range(run.first - _LIST_REACH, run.first), *range(run.last + 1, run.last + 1 + _LIST_REACH))
        for other, name in (taken[at] for at in near if at in taken):
            if name.type == kind and kind in ("party", "region"):
                left, right = (other, run) if other.first < run.first else (run, other)
                gap = (self.tokens[left.last].end, self.tokens[right.first].start)
                if gap[0] < gap[1] and _LIST_GAP.fullmatch(self.text, *gap):
                    return True
        return False


@lru_cache(maxsize=20_000)
def _is_one_of(word: str, which: str) -> bool:
    """Whether `word` is a form of a listed word; the long ones of the list are beginnings."""
    return any(
        word == listed or (len(listed) >= 4 and word.startswith(listed)) for listed in matching()["guards"][which]
    )
