"""The words of a text, and the runs of them that lead down a tree of names by the keys of their forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from nlp.languages.folding import fold, without_marks
from nlp.languages.kazakh import bases
from nlp.reference.naming import WORD, Name

_RUSSIAN_ENDINGS = re.compile(
    r"а|у|ом|е|ы|и|ов|ами?|ах|о[йю]|е[йю]|ю|я|е[мв]|ями?|ях|ь|ью|й|о|[ыи]й|[ое]го|[ое]му|[ыи]ми?|[ыи]х|ая|яя|[ую]ю|[оеыи]е"
)
_DICTIONARY_ENDINGS = ("ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "а", "я", "о", "е", "ь", "й", "ы", "и")
_NEUTER = ("ание", "ение", "тие", "вие")
"""How neuter nouns end, whose case endings follow the "и"; adjectives in the plural lose it."""
_SHORTEST = 3
_GAP = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\-\u2010-\u2015«»“”„\"'’/.]{0,3}")
_COMMA_GAP = re.compile(r",[ \u00a0]")

Node = dict[Any, Any]  # word key to node; None to the names that end here


class Token(NamedTuple):
    """A word of the text: as it is written, and folded without its marks."""

    start: int
    end: int
    folded: str
    raw: str


@dataclass(slots=True)
class Run:
    """A run of tokens, the stretch of the text that they take, and all that it may name."""

    first: int
    last: int
    start: int
    end: int
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


class Words:
    """The words of one text, and what they may name."""

    def __init__(self, text: str, lang: str, tree: Node) -> None:
        self.text, self.lang, self._tree = text, lang, tree
        folded = without_marks(fold(text))
        self.tokens = [Token(*m.span(), m[0], text[m.start() : m.end()]) for m in WORD.finditer(folded)]

    def runs(self) -> list[Run]:
        """Every run that may name something, in the order of the text; of those that begin together, the longest
        first."""
        return [run for at in self._beginnings() for run in self._from(at)]

    def runs_at(self, start: int) -> Iterator[Run]:
        """The runs that begin at an offset of the text."""
        return self._from(bisect_right(self.tokens, start, key=lambda token: token.end))

    def _beginnings(self) -> Iterator[int]:
        """The tokens that some name begins with; most begin none."""
        for at, token in enumerate(self.tokens):
            if not self._tree.keys().isdisjoint(_text_keys(token.folded, self.lang)):
                yield at

    def _from(self, at: int) -> Iterator[Run]:
        """Runs that begin at a token, longest first."""
        nodes = self._step([self._tree], at)
        if not nodes:
            return
        runs = []
        last = at
        while nodes:
            names = [name for node in nodes for name in node.get(None, ())]
            if names:
                runs.append(self._run(at, last, list(dict.fromkeys(names)) if len(nodes) > 1 else names))
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

    def _run(self, first: int, last: int, names: list[Name]) -> Run:
        return Run(first, last, self.tokens[first].start, self.tokens[last].end, names)
