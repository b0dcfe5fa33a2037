"""The place that a figure holds for: named in its clause, its label, a heading, or carried over."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.components.assigning import WITH_SUBJECT, Found
from nlp.components.contests import LOCAL, votes_locally
from nlp.components.context import Context
from nlp.components.elections import capital_of
from nlp.components.masks import COUNTED, mask
from nlp.components.reading import CAPITAL, DATELINE, Name, Reading, Speaker, beginning_in
from nlp.components.slots.abroad import OPENING, holds_abroad
from nlp.components.slots.elections import PROGRESSIVE
from nlp.components.slots.home import HOME
from nlp.components.slots.nearby import COUNTRY, named_nearby
from nlp.components.slots.thread import ABROAD, OBSERVING, RESULTS, Thread, Where, clause
from nlp.languages import fold
from nlp.segments import Segment


def place_of(here: Context, thread: Thread, item: Found, speaker: Speaker | None) -> Where:
    """The place that a figure holds for; the election's country where nothing narrower is named."""
    return _in_jurisdiction(here.reading, speaker, _told(here, thread, item))


def _told(here: Context, thread: Thread, item: Found) -> Where:
    """The place that the text tells by the words around a figure, by its row, or by what stands before it."""
    country = here.reading.election.country if here.reading.election else None
    whole = Where(country, "the election's country")
    if holds_abroad(here, thread, item):
        return replace(whole, why="words for stations abroad", locality=ABROAD)
    station = _station(here, item)
    if item.label is None:
        chosen, why = named_nearby(here, item, country), "named beside the figure"
    else:
        chosen, why = _labelled(here.reading, item.label), "the label of its row"
        if chosen is None and item.metric not in WITH_SUBJECT and station is None:
            return whole
    if chosen is COUNTRY and votes_locally(here.reading) and not _says_country(here, item):
        chosen = None  # Of several places in it the town is meant where it alone votes.
    if chosen is None and item.metric != "threshold":
        chosen, why = _carried(here, thread, item)
    if chosen is COUNTRY:
        return replace(whole, name=COUNTRY)
    if chosen is not None and chosen.place is None:
        within = thread.home.place if thread.home is not None else country
        return replace(whole, place=within, why=f"a place that no list has: {chosen.name}", locality=chosen.locality)
    if chosen is None or chosen.place is None or (country and not chosen.place.startswith(country)):
        return replace(whole, locality=station)
    below = chosen.locality is not None and not _means_region(here, thread, chosen, item)
    locality = ", ".join(filter(None, (chosen.name if below else None, station))) or None
    return Where(chosen.place, f"{why}: {chosen.name}", locality, chosen)


def _says_country(here: Context, item: Found) -> bool:
    return here.words.scope["country"].search(here.masked.text, *clause(here, item)) is not None


def _labelled(reading: Reading, label: tuple[int, int]) -> Name | None:
    """The place that a table's row is about."""
    return next((name for name in reading.names_in(*label) if name.kind == "place"), None)


_STATION = re.compile(r"№\s?\d{1,5}(?!\d)")


def _station(here: Context, item: Found) -> str | None:
    """The polling station that a table's row is about."""
    number = _STATION.search(here.reading.text, *item.label) if item.label is not None else None
    return here.words.station.format(number.group()) if number else None


def _carried(here: Context, thread: Thread, item: Found) -> tuple[Name | None, str]:
    """The place that a figure without one holds for, and why: the one that its words lead back to, its paragraph's, the
    one spoken of before, that of a heading, the text's own."""
    meant = _meant_here(here, thread, item) or _of_council(here)
    if meant is not None:
        return meant, "words for the place spoken of"
    held = thread.place if _holds_on(here, thread, item) else None
    if held is COUNTRY and votes_locally(here.reading):
        held = None
    if here.segment.start != thread.place_segment:
        held = _scene_of(here) or held
    if thread.label is not None:
        return thread.label, "the label of its paragraph"
    if held is not None:
        return held, "held on from before"
    above = _place_above(here)
    return (thread.home, HOME) if above is None else (above, "named above")


def _meant_here(here: Context, thread: Thread, item: Found) -> Name | None:
    """The region or town named last, where a clause speaks of "the city" or "the region" alone."""
    start, end = clause(here, item)
    text, scope = here.masked.text, here.words.scope
    said = scope["here"].search(text, start, end)
    if said is None or scope["most"].search(text, start, said.start()):
        return None
    before = beginning_in(thread.places, 0, here.masked.offset(start))
    if said.lastgroup != "province":
        return before[-1] if before else None
    named = next((name for name in reversed(before) if name.locality is None), before[-1] if before else thread.home)
    return named and replace(named, locality=None)


def _of_council(here: Context) -> Name | None:
    """The place of the one council that a sentence names: what is voted on there holds there."""
    reading = here.reading
    country = reading.election.country if reading.election else None
    councils = [n for n in reading.names_in(here.segment.start, here.segment.end) if n.kind == "parliament"]
    if len(councils) != 1:
        return None
    for match in reading.reference.names(councils[0].name, reading.lang, country):
        if match.kind == "place":
            return Name(councils[0].start, councils[0].end, "place", match.form, None, match.id, match.locality)
    return None


def _means_region(here: Context, thread: Thread, chosen: Name, item: Found) -> bool:
    """In a list of regions a town stands for the region of its name ("Ақтөбе – 68,8%"); observers go to towns."""
    reading = here.reading
    region = reading.reference.place(chosen.place)
    if chosen.locality is None or region is None or item.metric in OBSERVING:
        return False
    stem = fold(chosen.name)[:_SHORTEST_STEM]
    namesake = any(fold(form).startswith(stem) for forms in region.names.values() for form in forms)
    town = here.words.scope["town"].search(chosen.name.casefold() + reading.folded[chosen.end : chosen.end + 6])
    counted = item.metric in PROGRESSIVE and not town
    listed = item.label is not None or here.segment.kind in ("item", "row") or len(here.masked.all("L")) > 1 or counted
    return namesake and listed and thread.regions > 1


_SHORTEST_STEM = 5


def _holds_on(here: Context, thread: Thread, item: Found) -> bool:
    """Whether the place spoken of last is meant again: in its sentence, where a word leads back to it, and in the next
    sentence as long as it was the only one there and the same is counted, or what is counted rests on the stations
    spoken of."""
    segment = here.segment
    if segment.start == thread.place_segment or segment.kind in ("item", "row"):
        return True
    if here.words.scope["there"].search(here.masked.text):
        return True
    before = segment.previous
    near = before is not None and before.start == thread.place_segment and len(_places(here.reading, before)) <= 1
    rests = not _STATIONS.isdisjoint(thread.place_metrics) and item.metric in RESULTS
    # What a town's council was elected with, it was in that town.
    return near and (item.metric in thread.place_metrics or rests or thread.spoken in LOCAL)


def _scene_of(here: Context) -> Name | None:
    """The one place of the sentence before, where that tells of votes but counts nothing: "In Lipetsk all ballots are
    counted. N. leads with 57%". Where a whole country votes, that sentence must begin with it."""
    before = here.segment.previous
    if here.segment.kind != "sentence" or before is None or before.paragraph != here.segment.paragraph:
        return None
    masked = mask(here.reading, before)
    places = [(at, name) for at, name in masked.all("L") if isinstance(name, Name) and name.within_country]
    wide = here.words.scope["country"].search(masked.text)
    if masked.numbers or len({name.place for _, name in places}) != 1 or wide:
        return None
    told = COUNTED in masked.text or masked.all("K") or here.words.electoral["vote"].search(masked.text)
    return places[0][1] if told and (votes_locally(here.reading) or places[0][0] <= OPENING) else None


def _places(reading: Reading, segment: Segment) -> set[str | None]:
    """The regions and towns that a segment names."""
    return {name.place for name in reading.names_in(segment.start, segment.end) if name.within_country}


_STATIONS = {"polling_stations", "polling_stations_observed", "protocols"}


def _in_jurisdiction(reading: Reading, speaker: Speaker | None, where: Where) -> Where:
    """What a region's commission counts in the country, it counts in its region; what a body of the whole country says
    holds for the country, in a text about one town too."""
    if speaker is None or where.place is None or where.name is COUNTRY:
        return where
    if where.locality is None and where.place == where.place[:2]:
        where = replace(where, place=jurisdiction(reading, speaker) or where.place)
    national = speaker.id is not None and speaker.type in ("election_authority", "government")
    if national and where.why.startswith(HOME) and not votes_locally(reading):
        return replace(where, place=(where.place or "")[:2], locality=None, name=None)
    return where


def jurisdiction(reading: Reading, speaker: Speaker) -> str | None:
    """The region whose commission speaks: what it counts, it counts there."""
    if speaker.type != "election_authority" or not speaker.name:
        return None
    regions = [m.id for m in reading.reference.names(speaker.name, reading.lang) if m.kind == "place"]
    return regions[0] if len(regions) == 1 else None


def label_of(here: Context) -> Name | None:
    """The place that a paragraph begins with, before a colon or "by": all of the paragraph is about it."""
    match = here.words.scope["label"].match(here.masked.text)
    places = [e for at, e in here.masked.all("L") if match and at < match.end() and isinstance(e, Name)]
    return places[0] if len(places) == 1 else None


def _place_above(here: Context) -> Name | None:
    reading = here.reading
    for above in here.segment.above:
        if here.words.scope["byline"].match(reading.folded, above.start):
            continue
        named = reading.names_in(above.start, above.end)
        places = [name for name in named if name.within_country and name.rule not in (CAPITAL, DATELINE)]
        if len(places) == 1 and not (above is reading.segments[0] and _is_capital(reading, places[0])):
            return places[0]
    return None


def _is_capital(reading: Reading, name: Name) -> bool:
    """Whether a place is the capital of the election's country: a headline often says it for the country."""
    return reading.election is not None and name.place == capital_of(reading.election.country)
