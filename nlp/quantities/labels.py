"""Numbers that count nothing: phones, links, scores, and the numbers of stations, articles, pages, list items."""

from __future__ import annotations

import re

from nlp.quantities.lexicon import Lexicon
from nlp.quantities.records import NonQuantity, Span
from nlp.quantities.tokens import Tokens

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"«»]+")
_HYPHENS = frozenset("-–‐‑−")
_PHONE_MARKS = frozenset("-–‐‑()")
_ONE_SPACE = frozenset({"", " ", "\u00a0", "\n"})
_LONGEST_LABEL = 3
Found = tuple[Span, int]


def find_links(text: str) -> list[Span]:
    """Web addresses, whose digits are no numbers."""
    return [Span(match.start(), match.end(), "url") for match in _URL.finditer(text)]


_DIALLED = {(1, 3, 3, 2, 2), (1, 3, 3, 4), (1, 3, 7)}
"""Groups of a number with its trunk digit, written without signs: 8 727 250 00 00."""


class LabelReader:
    """Reads phones, scores and labelled numbers that start at a token of one text."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon

    def read(self, at: int) -> Found | None:
        """The span at token `at` (of digits, or a sign that opens a phone), and the index after it."""
        token = self._tokens[at]
        if token.kind == "d" or token.low in {"+", "("}:
            phone = self._phone(at) if self._may_be_phone(at) else None
            if phone or token.kind != "d":
                return phone
            return self._score(at) or self._item_number(at) or self._joined(at) or self._labelled(at)
        return None

    def _span(self, first: int, stop: int, kind: NonQuantity) -> Found:
        return Span(self._tokens[first].start, self._tokens[stop - 1].end, kind), stop

    def _may_be_phone(self, at: int) -> bool:
        """A cheap look before the long one: a plus or bracket with digits, a trunk 8 or 7, a hyphen behind."""
        token, following = self._tokens[at], self._tokens[at + 1]
        return following.kind == "d" if token.kind == "p" else token.low in {"7", "8"} or following.low in _PHONE_MARKS

    def _phone(self, first: int) -> Found | None:
        """ "+7 (7172) 55-55-55", "8-800-555-35-35", "55-55-55"."""
        tokens, at = self._tokens, first
        international = tokens[first].low == "+"
        at += international
        groups: list[str] = []
        hyphens = brackets = 0
        last = at
        while at < first + 20 and tokens.gap(at - 1) in {"", " ", "\u00a0", "  "} | (
            {tokens.gap(at - 1)} if at == first else set()
        ):
            token = tokens[at]
            if token.kind == "d" and len(token.low) <= 12 and sum(map(len, groups)) + len(token.low) <= 15:
                groups.append(token.low)
                last = at
            elif token.low in _PHONE_MARKS:
                hyphens += token.low in _HYPHENS
                brackets += token.low in "()"
            else:
                break
            at += 1
        digits = sum(map(len, groups))
        shape = tuple(map(len, groups))
        if international and digits >= 9:
            return self._span(first, last + 1, "phone")
        local = (
            10 <= digits <= 11 and len(groups) >= 3 and (hyphens >= 2 or (brackets == 2 and groups[0] in {"8", "7"}))
        )
        short = shape in {(2, 2, 2), (3, 2, 2), (3, 3, 4)} and hyphens == len(groups) - 1 and tokens[first].kind == "d"
        dialled = shape in _DIALLED and groups[0] in {"8", "7"}
        if (local or short or dialled) and tokens[last + 1].low not in {"%", "."} and not international:
            return self._span(first, last + 1, "phone")
        return None

    def _score(self, at: int) -> Found | None:
        r"""Two numbers of a score or a rate: "2:1", "50\50", "24/7"."""
        tokens = self._tokens
        if tokens[at + 1].low not in {":", "\\", "/"} or not (tokens.glued(at) and tokens.glued(at + 1)):
            return None
        if tokens[at + 2].kind != "d" or len(tokens[at + 2].low) > 4 or len(tokens[at].low) > 4:
            return None
        return self._span(at, at + 3, "score")

    def _item_number(self, at: int) -> Found | None:
        """ "1." or "2)" at the head of a line."""
        tokens = self._tokens
        head = at == 0 or "\n" in tokens.gap(at - 1)
        if not head or len(tokens[at].low) > 2 or tokens[at + 1].low not in {".", ")"} or not tokens.glued(at):
            return None
        following = tokens[at + 2]
        if tokens.glued(at + 1) or not tokens.same_line(at + 1) or not tokens.text[following.start : following.end]:
            return None
        return self._span(at, at + 1, "number_label")

    def _joined(self, at: int) -> Found | None:
        """Digits glued to letters before them: "B52", "COVID-19", "[12]"."""
        tokens = self._tokens
        before = tokens[at - 1]
        if not tokens.glued(at - 1):
            return None
        if before.low == "[" and tokens[at + 1].low == "]" and len(tokens[at].low) <= 3:
            return self._span(at, at + 1, "number_label")
        if before.low in {"_", "@"} or (before.kind == "w" and self._lexicon.atom(before.low) is None):
            return self._span(at, at + 1, "number_label")
        if before.low in _HYPHENS and tokens[at - 2].kind == "w" and tokens.glued(at - 2):
            name = tokens.text[tokens[at - 2].start]
            stop = at + 1
            if name.isupper() and tokens[stop].low not in {"%", ",", "."} and not self._percent(stop):
                return self._span(at, stop, "number_label")
        return None

    def _percent(self, at: int) -> bool:
        return self._tokens[at].low.startswith(("%", *self._lexicon.percent_stems))

    def _labelled(self, at: int) -> Found | None:
        """ "№ 111", "участок № 5", "ст. 20", "статья 9", "II"; with the numbers of a list after a plural label."""
        tokens, lexicon = self._tokens, self._lexicon
        following = tokens[at + 1]
        if following.low in lexicon.ordinal_nouns and tokens.near(at) and not self._goes_on(at):
            return self._span(at, at + 1, "number_label")
        if following.low in _HYPHENS and tokens.glued(at) and tokens[at + 2].low in lexicon.ordinal_nouns:
            return self._span(at, at + 3, "number_label")
        label = self._label_before(at)
        if label is None or self._percent(at + 1):
            return None
        first, sign = label
        if not sign and tokens.gap(at - 1) not in _ONE_SPACE:
            return None  # a cell of a table, not "статья 9"
        spaced = len(tokens[at + 1].low) == 3 and tokens[at + 1].kind == "d" and tokens.gap(at) in {" ", "\u00a0"}
        if not sign and (spaced or (following.kind == "w" and lexicon.unit(following.low))):
            return None
        stop = self._label_stop(at)
        return self._span(first, stop, "number_label")

    def _goes_on(self, at: int) -> bool:
        return self._tokens[at - 1].low in {",", "."} and self._tokens.glued(at - 1)

    def _label_stop(self, at: int) -> int:
        """ "5.1.2", "9-1", "12/3", "5, 6" after a sign."""
        tokens = self._tokens
        stop = at + 1
        while (
            tokens.glued(stop - 1)
            and tokens.glued(stop)
            and tokens[stop].low in ".-–/"
            and tokens[stop + 1].kind == "d"
        ):
            stop += 2
        return stop

    def _label_before(self, at: int) -> tuple[int, bool] | None:
        """Where the label before token `at` starts, and whether it is a sign such as "№"."""
        tokens = self._tokens
        if not tokens.near(at - 1):
            return None
        for length in range(_LONGEST_LABEL, 0, -1):
            words = tuple(tokens[at - length + k].low for k in range(length))
            if words in self._lexicon.labels and at >= length:
                if words[-1] == "." and not tokens.glued(at - 2):
                    continue
                return at - length, words[0] in {"№", "#", "§"}
        return None
