"""Later mentions of a body that a text has named: its abbreviation, or its head alone ("the commission")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter, itemgetter

from nlp.components.frames import lexicon
from nlp.components.reading import ANAPHOR, CAMPAIGN, CONTESTANTS, Name, Reading
from nlp.languages import tag_ru
from nlp.names.lexicon import NO_BODY, name_words
from nlp.statements import folded

_CAPITAL = "[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]"
_ACRONYM = re.compile(rf"\s{{0,3}}\(\s*[«“\"]?({_CAPITAL}[A-Za-zА-ЯЁӘІҢҒҮҰҚӨҺа-я/-]{{1,9}})[»”\"]?\s*[,)]")
_STEM = 5


def anaphors(reading: Reading) -> list[Name]:
    """A head alone stands for the body last named with that head: "the commission said"."""
    found = []
    bodies = [name for name in reading.names if name.kind not in NO_BODY]
    listed = _listed(reading, bodies)
    called: dict[str, tuple[int, Name | None]] = {}
    """Of each head, how many bodies were asked for it, and the last of these that it may mean."""
    for match in name_words(reading.lang).anaphors.finditer(reading.folded, *reading.body):
        head = match.groupdict().get("head") or match.group()
        asked, last = called.get(head, (0, None))
        before = bisect_left(bodies, match.start(), key=_start)
        meant = next((name for name in reversed(bodies[asked:before]) if _has_head(reading, name, head)), last)
        called[head] = before, meant
        if meant is not None and not (reading.lang == "ru" and _narrowed(reading.folded, match.start())):
            meant = _foremost(listed[_who(meant)], match.start(), meant)
            rule = CAMPAIGN if meant.rule == CAMPAIGN else ANAPHOR
            found.append(replace(meant, start=match.start(), end=match.end(), rule=rule))
    return found


_start = attrgetter("start")
_SHORT_FORM = re.compile(r"\s?\(")


def _foremost(listed: list[tuple[int, Name]], at: int, meant: Name) -> Name:
    """The first of the last list before an offset that names a body; that body itself where none does."""
    before = bisect_left(listed, at, key=itemgetter(0))
    return listed[before - 1][1] if before else meant


def _listed(reading: Reading, bodies: list[Name]) -> defaultdict[str, list[tuple[int, Name]]]:
    """Missions that a text once listed together, which speak as one: "the mission of A, B and C". Of each but the
    first, where it stands so and which is the first."""
    found: defaultdict[str, list[tuple[int, Name]]] = defaultdict(list)
    first: Name | None = None
    for name, following in pairwise(bodies):
        first = (first or name) if _listed_with(reading, name, following) else None
        if first is not None and _who(first) != _who(following):
            found[_who(following)].append((following.start, first))
    return found


def _who(body: Name) -> str:
    return body.id or body.name


def _listed_with(reading: Reading, name: Name, following: Name) -> bool:
    if name.kind != following.kind:
        return False
    between = _SHORT_FORM if _who(name) == _who(following) else lexicon(reading.lang).scope["listed"]
    return between.fullmatch(reading.folded, name.end, following.start) is not None


LOWER_BODY = "lower body"


def lower_bodies(reading: Reading) -> Iterator[Name]:
    """Bodies named in small letters: "the interior ministry"; "the electoral commission" is the one that has a name."""
    pattern = name_words(reading.lang).lower
    if pattern is None:
        return
    commissions = [name for name in reading.names if name.kind == "election_authority"]
    for match in pattern.finditer(reading.folded, *reading.body):
        shown = " ".join(reading.text[match.start() : match.end()].split())
        if match["ministry"]:
            yield Name(*match.span(), "government", shown, rule=LOWER_BODY)
        elif commissions and not match["part"]:
            yield replace(commissions[0], start=match.start(), end=match.end(), rule=ANAPHOR)
        else:
            yield Name(*match.span(), "election_authority", shown, rule=ANAPHOR)


def campaigns(reading: Reading) -> Iterator[Name]:
    """The staff of a contestant, named by the contestant: "в штабе Додона"."""
    word = name_words(reading.lang).campaign
    if word is None:
        return
    for name in reading.names:
        before = word.search(reading.folded, max(0, name.start - _STAFF), name.start)
        if before is not None and name.kind in CONTESTANTS:
            whose = " ".join(reading.text[name.start : name.end].split())
            yield Name(before.start(), name.end, "other", f"{before['staff']} {whose}", rule=CAMPAIGN)


_STAFF = 30


def _narrowed(low: str, at: int) -> bool:
    """Whether an adjective makes it another one: "участковая комиссия", not "центральная"."""
    before = re.search(r"(?!центральн)\b([\w-]+) $", low[max(0, at - 30) : at])
    return before is not None and tag_ru(before.group(1)).POS in ("ADJF", "PRTF")


def _has_head(reading: Reading, name: Name, head: str) -> bool:
    """Whether a body may be called by a head: its name has the word, or it is the commission by another name."""
    commission = name.kind == "election_authority" and head.startswith(("комисси", "commission"))
    called = name_words(reading.lang).called.get(name.kind)
    stem = head[: min(_STEM, max(len(head) - 1, _STEM - 1))]
    return (
        commission
        or bool(called and called.match(head))
        or any(word.startswith(stem) for word in folded(reading.text[name.start : name.end]).split())
        or _beside(reading, name).startswith(stem)
    )


def _beside(reading: Reading, name: Name) -> str:
    """The word in front of a name: "the coalition Clear Count"."""
    before = reading.folded[max(0, name.start - _WORD) : name.start].rstrip('«“" ').split()
    return before[-1] if before else ""


_WORD = 20


def abbreviations(reading: Reading) -> list[Name]:
    """Short forms tied to their long form in the text: "Central Election Commission (CEC)"; then every later use."""
    known: dict[str, Name] = {}
    for name in reading.names:
        if name.kind in ("place", "candidate", "option"):
            continue
        match = _ACRONYM.match(reading.text, name.end)
        if match and sum(c.isupper() for c in match.group(1)) >= 2:
            known.setdefault(match.group(1), name)
    if not known:
        return []
    shorts = "|".join(re.escape(short) for short in sorted(known, key=len, reverse=True))
    pattern = rf"(?<!\w)(?={_CAPITAL})(?:{shorts})(?=$|[^\w]|-?[а-яәіңғүұқөһ]{{1,5}}\b)"
    found = re.finditer(pattern, reading.text)
    return [replace(known[m[0]], start=m.start(), end=m.end(), rule="abbreviation") for m in found]
