"""The one place that a whole text is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from nlp.components.contests import LOCAL, votes_locally
from nlp.components.elections import capital_of
from nlp.components.frames import lexicon
from nlp.components.masks import mask
from nlp.components.reading import DATELINE, LEAD, Name, Reading


def _headline(reading: Reading) -> str:
    """The title, or what stands first in the text where there is none, without the place that it was written in."""
    first = reading.segments[0] if reading.segments else None
    if reading.document.title or first is None:
        return reading.document.title or ""
    written = [name.end for name in reading.names_in(first.start, first.end) if name.rule == DATELINE]
    return reading.text[max([first.start, *written]) : first.end]


HOME = "the place that the text is about"
_OFTEN = 3


def home_of(reading: Reading) -> Name | None:
    """The place that a text is about: the one that its title names, or its beginning does before all others. It must be
    the only region of the text, unless local bodies alone are elected. A capital is often its country by another name:
    it counts only in a title, where the text comes back to it or local bodies are elected."""
    country = reading.election.country if reading.election else None
    if country is None:
        return None
    titled = [
        Name(0, 0, "place", m.form, place=m.id, locality=m.locality)
        for m in reading.reference.names(_headline(reading), reading.lang, country)
        if m.kind == "place"
    ]
    low, high = reading.body
    everywhere = sorted([*reading.names, *reading.inner], key=lambda name: name.start)
    named = [name for name in everywhere if low <= name.start < high and name.within_country and name.rule != DATELINE]
    first = [name for name in named[:1] if name.start < low + _BEGINNING and _is_scene(reading, name)]
    home = next(iter(titled or first), None)
    if home is None or home.place is None or len({name.place for name in titled}) > 1:
        return _voting_place(reading)
    local = votes_locally(reading)
    region = reading.reference.place(home.place)
    often = len(named) >= _OFTEN
    again = len(named) > 1 and region is not None and region.kind != "city"
    spoken_of = bool(titled) or again
    others = {name.place for name in named} - {home.place}
    # "In the whole country … most of all in N": the country comes first.
    wider = any(
        name.kind == "place" and name.place == country and low <= name.start < home.start for name in everywhere
    )
    one_of_many = len(others) > (0 if wider else 1) and not titled and not _leads(home, named)
    foremost = bool(titled) and home.place != capital_of(country) and _leads(home, named)
    if one_of_many if local else (others and not foremost) or not spoken_of:
        return _voting_place(reading)
    metonym = home.place == capital_of(country) and not (titled and (local or often))
    return None if metonym or not home.place.startswith(country) else replace(home, locality=_only(home, named))


def _is_scene(reading: Reading, name: Name) -> bool:
    """Whether a place is one where something happens: neither where somebody spoke, nor whose office somebody holds
    ("the mayor of N")."""
    scope, masked = lexicon(reading.lang).scope, mask(reading, reading.segment_at(name.start))
    at = masked.position(name.start)
    spoken = any(match.start() <= at < match.end() for match in scope["clock_of"].finditer(masked.text))
    return not spoken and not scope["of_office"].match(reading.folded, name.end)


_BEGINNING = 300


def _leads(home: Name, named: list[Name]) -> bool:
    """Whether a text names its first place more often than any other."""
    counted = Counter(name.place for name in named).most_common(2)
    return bool(counted) and counted[0][0] == home.place and all(counted[0][1] > n for _, n in counted[1:])


def _only(home: Name, named: list[Name]) -> str | None:
    """The town that a text is about, where it names no other place of its region."""
    return home.locality if {name.locality for name in named if name.place == home.place} <= {home.locality} else None


def _voting_place(reading: Reading) -> Name | None:
    """The one place that a text on local elections alone speaks of from its beginning."""
    main, low = reading.election, reading.body[0]
    if main is None or not main.contests or not set(main.contests) <= set(LOCAL):
        return None
    narrow = [n for n in reading.names if n.within_country and n.rule != DATELINE and _is_scene(reading, n)]
    narrow = [n for n in narrow if (n.place or "").startswith(main.country)]
    # "In the district's village": the narrowest of a chain is meant.
    wider = {one.start for one, other in pairwise(narrow) if other.start - one.end <= 1 and one.place == other.place}
    narrow = [n for n in narrow if n.start not in wider]
    first = [n for n in narrow if low <= n.start < low + LEAD]
    one = {(n.place, n.locality) for n in first}
    mostly = 2 * sum((n.place, n.locality) in one for n in narrow) > len(narrow)
    return first[0] if len(one) == 1 and mostly else None
