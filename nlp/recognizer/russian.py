"""Russian names: Natasha's recognizer (slovnet, MIT), and rules for how Russian texts name a body.

The recognizer leaves out what kind of body a name names, parts a body from its country and runs a name into the
bracket that repeats it; the rules mend that. Method and weights: https://github.com/natasha/slovnet.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from nlp.recognizer.convolution import with_rows
from nlp.recognizer.corpora import Span

_ADJECTIVE = r"(?:[а-яё-]+(?:ая|ой|ую|ое|ого|ому|ом|ым|ый|ий|ие|ых|их|ыми|ими|ей|его) )?"
_LONGEST_KIND = 60
_BRACKET = re.compile(r"(?P<name>.+?) \((?P<again>[^()]+)\)?$", re.DOTALL)
_OF = re.compile(r"\w*(?:[аяиы]|[А-Я]{2,})(?:\s|$)")
_CLOSING = {"«": "»", "“": "”", "„": "“", '"': '"'}


class _Rules(NamedTuple):
    kind: re.Pattern[str]
    body: re.Pattern[str]
    unions: frozenset[str]


@lru_cache
def _rules() -> _Rules:
    raw: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    kind, body = ("|".join(map(re.escape, raw[key])) for key in ("kinds", "bodies"))
    return _Rules(
        kind=re.compile(rf"(?<![\w-]){_ADJECTIVE}(?:{kind})[а-яё]{{0,4}} [«\"„“]?$"),
        body=re.compile(rf"(?<![\w-]){_ADJECTIVE}(?:{body})[а-яё]{{0,4}} $", re.IGNORECASE),
        unions=frozenset(raw["unions"]),
    )


_TOGETHER = 4
"""Sentences that the recognizer reads at once: of more, most of the work is on the space behind the shorter ones."""


@lru_cache
def _recognizer() -> Any:
    """The recognizer with the weights that come in Natasha's package; Natasha itself is not imported."""
    from slovnet import NER

    found = find_spec("natasha")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("Russian names are recognized with the package natasha, which is not installed")
    data = Path(found.submodule_search_locations[0]) / "data"
    names = NER.load(data / "model" / "slovnet_ner_news_v1.tar", _TOGETHER)
    names = names.navec(_vectors(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"))
    with_rows(names.infer.model)
    return names


def _vectors(path: Path) -> Any:
    """The vectors alone: the recognizer has their words itself and never asks how alike two are.

    That spares most of the loading and 60 MB.
    """
    from navec.meta import Meta
    from navec.navec import META, PQ_, Navec
    from navec.pq import PQ
    from navec.tar import Tar

    class Codes(PQ):  # type: ignore[misc]
        def precompute(self) -> None:
            self.norm = self.ab = None

    with Tar(path) as tar:
        return Navec(Meta.from_file(tar.load(META)), None, Codes.from_file(tar.load(PQ_)))


def recognize(texts: Sequence[str]) -> Iterator[list[Span]]:
    """The names of each text."""
    # None without a word, none twice, and those of like length together: a batch costs as much as its longest.
    words = sorted(dict.fromkeys(text for text in texts if text.strip()), key=len)
    marked = {text: found.spans for text, found in zip(words, _recognizer().map(words), strict=True)}
    for text in texts:
        spans = [Span(span.start, span.stop, span.type) for span in marked.get(text, ())]
        yield _joined(text, [_whole(text, part) for span in spans for part in _parts(text, span)])


def _parts(text: str, span: Span) -> Iterator[Span]:
    """A name and, apart from it, the same in brackets; without the bullet before it."""
    start = span.start + len(text[span.start : span.end]) - len(text[span.start : span.end].lstrip("•–—- "))
    bracket = _BRACKET.match(text, start, span.end)
    if bracket is None:
        yield span._replace(start=start)
        return
    yield Span(start, bracket.end("name"), span.label)
    yield Span(bracket.start("again"), bracket.end("again"), span.label)


def _whole(text: str, span: Span) -> Span:
    """The name with its kind before it and its closing quotation mark behind it."""
    rules = _rules()
    if text[span.start : span.end] in rules.unions:
        return span._replace(label="ORG")
    before = text[max(0, span.start - _LONGEST_KIND) : span.start]
    quoted = before[-1:] in _CLOSING and before[-1:] != ""
    kind = rules.body.search(before) if span.label == "LOC" and not quoted else None
    if span.label == "ORG" or quoted:
        kind = rules.kind.search(before)
    if kind is not None:
        span = Span(span.start - len(before) + kind.start(), span.end, "ORG")
    return _closed(text, span)


def _closed(text: str, span: Span) -> Span:
    name, following = text[span.start : span.end], text[span.end : span.end + 1]
    opened = any(name.count(mark) > name.count(close) and following == close for mark, close in _CLOSING.items())
    return span._replace(end=span.end + 1) if opened and span.label == "ORG" else span


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """A body followed by the name whose body it is, as one: "Федерация бобслея" and "России"."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and last.end > span.start:
            continue
        of = span.label == "ORG" or (span.label == "LOC" and _OF.match(text, span.start, span.end))
        if last and last.label == "ORG" and of and text[last.end : span.start] == " ":
            joined[-1] = last._replace(end=span.end)
        else:
            joined.append(span)
    return joined
