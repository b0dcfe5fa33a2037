"""The place that a figure holds for: named in its clause, its label, a heading, or carried over."""

from __future__ import annotations

import re

from nlp.components.assigning import WITH_SUBJECT, Found
from nlp.components.contests import LOCAL, votes_locally
from nlp.components.elections import capital_of
from nlp.components.frames import Lexicon
from nlp.components.masks import COUNTED, Mask, mask
from nlp.components.reading import Name, Reading, Speaker
from nlp.components.slots.elections import PROGRESSIVE
from nlp.components.slots.home import HOME
from nlp.components.slots.thread import OBSERVING, RESULTS, Thread, clause
from nlp.languages import fold
from nlp.segments import Segment


def place_of(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, thread: Thread, item: Found
) -> tuple[str | None, str | None]:
    """The place's code and the locality below it; the election's country where nothing narrower is named."""
    country = reading.election.country if reading.election else None
    start, end = clause(masked, item)
    thread.why["place"] = "the election's country"
    if _holds_abroad(segment, masked, words, thread, item):
        thread.why["place"] = "words for stations abroad"
        thread.abroad = segment.start
        return country, "abroad"
    chosen = _labelled(reading, item) if item.label is not None else _named_place(masked, words, item, country)
    why = "named beside the figure" if item.label is None else "the label of its row"
    if chosen == _COUNTRY:
        thread.place, thread.place_segment, thread.place_metrics = _COUNTRY, segment.start, {item.metric}
        return country, None
    station = _STATION.search(reading.text, *item.label) if item.label is not None else None
    if item.label is not None and chosen is None and item.metric not in WITH_SUBJECT and station is None:
        return country, None
    if chosen is None and item.metric != "threshold":
        held = thread.place if _holds_on(reading, segment, masked, words, thread, item) else None
        if segment.start != thread.place_segment:
            held = _scene_of(reading, segment, words) or held
        meant = _meant_here(reading, masked, words, start, end) or _of_council(reading, segment)
        why = "words for the place spoken of" if meant else "held on from before" if held else "named above"
        chosen = meant or thread.label or held or _place_above(reading, segment)
        if chosen is None and thread.home is not None:
            why, chosen = HOME, thread.home
    if chosen is not None and chosen.place is None:
        thread.why["place"] = f"a place that no list has: {chosen.name}"
        return country, chosen.locality
    if chosen is None or chosen.place is None or (country and not chosen.place.startswith(country)):
        return country, _station(reading, station)
    if segment.start != thread.place_segment or chosen != thread.place:
        thread.place_metrics = set()
    thread.place, thread.place_segment = chosen, segment.start
    thread.place_metrics.add(item.metric)
    thread.why["place"] = f"{why}: {chosen.name}"
    below = chosen.locality is not None and not _means_region(reading, segment, masked, chosen, item)
    locality = chosen.name if below else None
    return chosen.place, ", ".join(filter(None, (locality, _station(reading, station)))) or None


_STATION = re.compile(r"№\s?\d{1,5}(?!\d)")
_STATIONS_OF = {"ru": "участок {}", "kk": "{} учаске", "en": "polling station {}"}


def _station(reading: Reading, number: re.Match[str] | None) -> str | None:
    """The polling station that a table's row is about."""
    return _STATIONS_OF[reading.lang].format(number.group()) if number else None


def _holds_abroad(segment: Segment, masked: Mask, words: Lexicon, thread: Thread, item: Found) -> bool:
    """Whether a figure is of the stations abroad: by its own words, or as a sentence goes on with those spoken of."""
    start, end = clause(masked, item)
    near = {segment.start, segment.previous.start if segment.previous else None}
    there = words.scope["there"].search(masked.text, start, end) or _opens_abroad(masked, words, item)
    if thread.abroad in near and there:
        return True
    if words.scope["abroad"].match(masked.text):
        return True  # "Abroad 11,000 voted at 68 stations"
    # "9,976 citizens in 59 countries": the number that ends a clause may count foreign countries.
    further = end + _COUNTRIES if masked.text[end : end + 1] == "N" else end
    # "Some 280,000 voted at the 301 polling stations abroad": where they voted is counted too.
    if further > end and _VOTED_AT.search(masked.text, item.position, end):
        further = next((at for at, _ in masked.all("PN") if at > end), len(masked.text))
    return _is_abroad(masked.text[start:further], item.position - start, words)


_COUNTRIES = len("N foreign countries")
_VOTED_AT = re.compile(r"\bvot\w+ (?:at|in) (?:all |the )*$")


def _is_abroad(around: str, at: int, words: Lexicon) -> bool:
    """Whether a clause speaks of foreign parts before its quantity, or behind it with no comma between."""
    match = words.scope["abroad"].search(around)
    return match is not None and (match.start() < at or not ANOTHER.search(around, at, match.start()))


def _opens_abroad(masked: Mask, words: Lexicon, item: Found) -> bool:
    """Whether a sentence begins with foreign parts and names no other place up to a quantity."""
    match = words.scope["abroad"].search(masked.text, 0, item.position)
    between = masked.text[match.end() : item.position] if match else "L"
    opens = match is not None and match.start() <= _OPENING
    return opens and "L" not in between and not words.scope["country"].search(between)


_OPENING = 12
ANOTHER = re.compile(r"[,;]|\s(?:және|мен|и|and)\s")
"""Parts what is said of one quantity from what is said of the next."""


def _meant_here(reading: Reading, masked: Mask, words: Lexicon, start: int, end: int) -> Name | None:
    """The region or town named last, where a clause speaks of "the city" alone."""
    said = words.scope["here"].search(masked.text, start, end)
    if said is None:
        return None
    region = _REGION.match(said.group()) is not None
    before = [n for n in reading.names if n.start < masked.offset(start) and n.within_country]
    return next((n for n in reversed(before) if not (region and n.locality)), None)


_REGION = re.compile("облыс|өңір|аймақ")


def _of_council(reading: Reading, segment: Segment) -> Name | None:
    """The place of the one council that a sentence names: what is voted on there holds there."""
    country = reading.election.country if reading.election else None
    councils = [n for n in reading.names_in(segment.start, segment.end) if n.kind == "parliament"]
    places = [
        Name(council.start, council.end, "place", match.form, place=match.id, locality=match.locality)
        for council in councils[:1]
        for match in reading.reference.names(council.name, reading.lang, country)
        if match.kind == "place" and len(councils) == 1
    ]
    return places[0] if places else None


def _means_region(reading: Reading, segment: Segment, masked: Mask, chosen: Name, item: Found) -> bool:
    """In a list of regions a town stands for the region of its name ("Ақтөбе – 68,8%"); observers go to towns."""
    region = reading.reference.place(chosen.place)
    if chosen.locality is None or region is None or item.metric in OBSERVING:
        return False
    stem = fold(chosen.name)[:_SHORTEST_STEM]
    namesake = any(fold(form).startswith(stem) for forms in region.names.values() for form in forms)
    town = _TOWN.search(chosen.name.casefold() + reading.folded[chosen.end : chosen.end + 6])
    counted = item.metric in PROGRESSIVE and not town
    listed = item.label is not None or segment.kind in ("item", "row") or len(masked.all("L")) > 1 or counted
    regions = {n.place for n in reading.names if n.within_country and n.locality is None}
    return namesake and listed and len(regions) > 1


_SHORTEST_STEM = 5
_TOWN = re.compile(r"қала|\bгород|\bг\.|city")


def _holds_on(reading: Reading, segment: Segment, masked: Mask, words: Lexicon, thread: Thread, item: Found) -> bool:
    """Whether the place spoken of last is meant again: in its sentence, where a word leads back to it, and in the next
    sentence as long as it was the only one there and the same is counted, or what is counted rests on the stations
    spoken of."""
    if segment.start == thread.place_segment or segment.kind in ("item", "row"):
        return True
    if words.scope["there"].search(masked.text):
        return True
    before = segment.previous
    near = before is not None and before.start == thread.place_segment and len(_places(reading, before)) <= 1
    rests = not _STATIONS.isdisjoint(thread.place_metrics) and item.metric in RESULTS
    # What a town's council was elected with, it was in that town.
    return near and (item.metric in thread.place_metrics or rests or thread.spoken in LOCAL)


def _scene_of(reading: Reading, segment: Segment, words: Lexicon) -> Name | None:
    """The one place of the sentence before, where that tells of votes but counts nothing: "In Lipetsk all ballots are
    counted. N. leads with 57%". Where a whole country votes, that sentence must begin with it."""
    before = segment.previous
    if segment.kind != "sentence" or before is None or before.paragraph != segment.paragraph:
        return None
    masked = mask(reading, before)
    places = [(at, name) for at, name in masked.all("L") if isinstance(name, Name) and name.within_country]
    if masked.all("PN") or len({name.place for _, name in places}) != 1 or words.scope["country"].search(masked.text):
        return None
    told = COUNTED in masked.text or masked.all("K") or words.electoral["vote"].search(masked.text)
    return places[0][1] if told and (votes_locally(reading) or places[0][0] <= _OPENING) else None


def _places(reading: Reading, segment: Segment) -> set[str | None]:
    """The regions and towns that a segment names."""
    return {name.place for name in reading.names_in(segment.start, segment.end) if name.within_country}


_STATIONS = {"polling_stations", "polling_stations_observed", "protocols"}
_COUNTRY = Name(0, 0, "place", "the whole country")


def _labelled(reading: Reading, item: Found) -> Name | None:
    """The place that a table's row is about."""
    assert item.label is not None
    return next((name for name in reading.names_in(*item.label) if name.kind == "place"), None)


def _named_place(masked: Mask, words: Lexicon, item: Found, country: str | None) -> Name | None:
    """The place named before a quantity in its clause, behind it without a comma, or alone in the segment."""
    start, end = clause(masked, item)
    around = masked.text[start:end]
    others = [(m.start(), m.end()) for m in words.scope["clock_of"].finditer(masked.text)]
    others += [(m.start(), m.end()) for m in _OF_NEXT.finditer(masked.text, item.position)]
    places = [(at, e) for at, e in masked.all("L") if isinstance(e, Name) and not any(a <= at < b for a, b in others)]
    before = [(at, e) for at, e in places if start <= at < item.position]
    after = [(at, e) for at, e in places if item.position < at < end]
    capital = capital_of(country)
    if not before and capital and words.scope["capital"].search(around):
        return Name(0, 0, "place", "the capital", place=capital)
    if before and _SEVERAL.search(masked.text, start, item.position):
        return _COUNTRY
    if len(before) > 1 and _ENUMERATED.search(masked.text, start, item.position):
        return None
    if before and not words.scope["country"].search(masked.text, before[-1][0], item.position):
        return before[-1][1]
    if words.scope["country"].search(around):
        return _COUNTRY
    if after and _BOTH.search(masked.text, item.position, end):
        return _COUNTRY
    if after and not re.search("[,;:)]", masked.text[item.position : after[0][0]]):
        return after[0][1]
    if len(places) != 1 or (item.metric in _NATIONWIDE and not start <= places[0][0] < end):
        return None
    if "," in masked.text[item.position : places[0][0]]:
        return None
    return places[0][1]


_OF_NEXT = re.compile(r"L[»\"”]?\s*(?:\(|[—–:-])?\s*(?=[PN])")
"""A place behind a quantity and right before the next one, where that one holds: "28 members saw 45 in Bishkek"."""
_NATIONWIDE = {"contestants", "passed_threshold", "threshold", "seats_total"}
"""What a place in another clause narrows not."""
_BOTH = re.compile(r"(?:L|the capital)(?:,|,? (?:and|и|және|мен)) (?:in |в |the |city of )*L\b(?! ?[PN]|[’']s)")
_SEVERAL = re.compile(
    r"(?:облыс|өңір|қала|аймақ)\w*,? (?:және|мен|пен|бен) L|(?:облыстар|қалалар|өңірлер)\w*, (?:\w+ )?L"
    r"|L,? (?:және|мен|пен|бен) \w+[дт][ае](?:ғы|гі)?\b|L, L(?!\w* [PN])"
)
"""One of several places, of which the others have no name here."""
_ENUMERATED = re.compile(r"L,? (?:and|и|және|мен|пен|бен) (?:the |city of )?L\b(?![^PN]{0,25}[PN])")
"""Places that are listed far before a figure, not because it holds there."""


def in_jurisdiction(
    reading: Reading, thread: Thread, speaker: Speaker | None, place: str | None, locality: str | None
) -> tuple[str | None, str | None]:
    """What a region's commission counts in the country, it counts in its region; what a body of the whole country says
    holds for the country, in a text about one town too."""
    if speaker is None or place is None:
        return place, locality
    if locality is None and place == place[:2]:
        place = jurisdiction(reading, speaker) or place
    national = speaker.id is not None and speaker.type in ("election_authority", "government")
    if national and thread.why["place"].startswith(HOME) and not votes_locally(reading):
        thread.place = None
        return place[:2], None
    return place, locality


def jurisdiction(reading: Reading, speaker: Speaker) -> str | None:
    """The region whose commission speaks: what it counts, it counts there."""
    if speaker.type != "election_authority" or not speaker.name:
        return None
    regions = [m.id for m in reading.reference.names(speaker.name, reading.lang) if m.kind == "place"]
    return regions[0] if len(regions) == 1 else None


_LABEL = re.compile(r"\W*L[^.:;PNKO]{0,25}?(?::\s| бойынша\s)")


def label_of(masked: Mask) -> Name | None:
    """The place that a paragraph begins with, before a colon or "by": all of the paragraph is about it."""
    match = _LABEL.match(masked.text)
    places = [e for at, e in masked.all("L") if match and at < match.end() and isinstance(e, Name)]
    return places[0] if len(places) == 1 else None


_BYLINE = re.compile(r"by\s")


def _place_above(reading: Reading, segment: Segment) -> Name | None:
    for above in segment.above:
        if _BYLINE.match(reading.folded, above.start):
            continue
        places = [n for n in reading.names_in(above.start, above.end) if n.within_country]
        if len(places) == 1 and not (above is reading.segments[0] and _is_capital(reading, places[0])):
            return places[0]
    return None


def _is_capital(reading: Reading, name: Name) -> bool:
    """Whether a place is the capital of the election's country: a headline often says it for the country."""
    return reading.election is not None and name.place == capital_of(reading.election.country)
