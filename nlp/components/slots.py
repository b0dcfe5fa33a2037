"""The slots of a figure, one small resolver each: election, contest, place, subject, hour, speaker, sample.

Each looks in the clause, then the segment, then what stands above, then what carries over. Unknown stays unknown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import cast

from nlp.claims import Contest, Metric, Sample, Stage
from nlp.components.assigning import WITH_SUBJECT, Found
from nlp.components.contests import LOCAL, contests_in, contests_of, named_in
from nlp.components.frames import Lexicon
from nlp.components.masks import COUNTED, Mask
from nlp.components.reading import DATELINE, Name, Reading, Speaker
from nlp.components.scope import QUESTION, capital_of, earlier_election, election_of_year
from nlp.components.speakers import speaker_of
from nlp.languages import fold
from nlp.quantities import ClockTime, Date, Quantity
from nlp.reference import Election
from nlp.segments import Segment

OBSERVING = {"observers", "polling_stations_observed", "protocols", "regions_observed"}
RESULTS = {"turnout", "vote_share", "votes", "registered_voters", "voters_voted", "invalid_share", "invalid_votes",
            "unused_share", "unused_ballots", "passed_threshold"}  # fmt: skip
_OF_ONE_CONTEST = {"vote_share", "votes", "seats", "threshold", "passed_threshold"}
_REPORTED = RESULTS - {"registered_voters"} | {"seats"}
_PROGRESSIVE = {"turnout", "voters_voted"}


@dataclass(slots=True)
class Thread:
    """What carries over from segment to segment: what was last spoken of."""

    metric: Metric | None = None
    time: ClockTime | None = None
    time_day: dt.date | None = None
    """The date with which the hour was said."""
    time_paragraph: int = -1
    place: Name | None = None
    place_metrics: set[Metric] = field(default_factory=set)
    place_segment: int = -1
    abroad: int = -1
    """The start of the last segment that spoke of foreign parts."""
    label: Name | None = None
    """The place that this paragraph begins with, as a label: "Abai region: 108 came"."""
    home: Name | None = None
    """The one place that the whole text is about."""
    paragraph: int = -1
    paragraph_from: int = 0
    """How many figures were read before this paragraph."""
    contest: Contest | None = None
    spoken: Contest | None = None
    """The contest last named in this paragraph."""
    observer: Name | None = None
    election: Election | None = None
    counted_at: tuple[int, ClockTime, dt.date | None] | None = None
    """The paragraph that gives a count of votes as it stood at an hour, with that hour and its date."""
    counted: Sample | None = None
    counted_for: tuple[str | None, str | None, str | None] | None = None
    """The speaker, place and election whose results were first said to rest on that part."""
    """The part of the ballots or stations that the results spoken of rest on."""
    samples: dict[tuple[str | None, str, Contest | None], Sample] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    """What made each slot of the figure being read."""


def clause(masked: Mask, item: Found) -> tuple[int, int]:
    """From the quantity before to the quantity after, within the segment."""
    before = [at for at, _ in masked.all("PN") if at < item.position]
    after = [at for at, _ in masked.all("PN") if at > item.position]
    return (before[-1] + 1 if before else 0), (after[0] if after else len(masked.text))


def election_of(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, item: Found, thread: Thread
) -> Election | None:
    comparing = words.scope["earlier"]
    thread.why["election"] = "the document's main election"
    if item.earlier is False:
        return reading.election
    if item.earlier and reading.election is not None:
        contests = named_in(reading, segment.start, segment.end) or reading.contests or reading.election.contests
        thread.why["election"] = "the value before a change: the election before"
        return reading.reference.previous(reading.election.country, reading.election.day, contests)
    stated = _dated_after(masked, item) or _dated_before(masked, item)
    if stated is not None and reading.election is not None:
        own_year = stated.year in (None, reading.election.day.year)
        thread.why["election"] = "the date right behind the figure"
        return reading.election if own_year else election_of_year(reading, stated) or reading.election
    start, end = clause(masked, item)
    # "64%, compared with 57% last time": what follows a comma speaks of the next figure.
    comma = masked.text.find(",", item.position, end) if end < len(masked.text) else -1
    end = comma if comma >= 0 else end
    other = earlier_election(reading, masked.offset(start), masked.offset(end), comparing)
    if other is None and segment.kind == "sentence" and len(masked.all("PN")) <= 3:
        # What the sentence says before the figure holds for it; a comparison behind other figures is theirs.
        last = item.quantity.start if len(masked.all("PN")) > 1 else segment.end
        other = earlier_election(reading, segment.start, last, comparing)
    if other is None and segment.kind == "sentence":
        # What a list in a sentence is headed by holds for all of it, and what any sentence begins with.
        head = masked.offset(masked.all("PN")[0][0])
        head = head if item.rule in ("list", "parallel") else min(head, segment.start + _HEAD)
        other = earlier_election(reading, segment.start, head, comparing)
    if other is not None:
        thread.why["election"] = "an earlier election named beside the figure"
        thread.election = other
        return other
    then = words.scope.get("then")
    said_before = segment.previous if then is not None and then.search(masked.text, 0, item.position) else None
    if said_before is not None and said_before.paragraph == segment.paragraph:
        meant = earlier_election(reading, said_before.start, said_before.end, comparing)
        if meant is not None:
            thread.why["election"] = "the election that the sentence before speaks of"
            return meant
    if (first := _held(reading, item)) is not None:
        thread.why["election"] = "results before a runoff: the first round"
        return first
    return reading.election


_HEAD = 45
"""Characters of a sentence's beginning that say what all of it is about: "In the first round N. led with"."""


def _held(reading: Reading, item: Found) -> Election | None:
    """Results that a text gives before a runoff are those of the first round."""
    main, published = reading.election, reading.document.published
    before = main is not None and published is not None and published < main.day and item.metric in _REPORTED
    return reading.reference.election(main.runoff_of) if main is not None and before else None


_DATE_LABEL = re.compile(r"D\s?[:–—-]\s?(?:\w+ )?$")


def _dated_before(masked: Mask, item: Found) -> Date | None:
    """The year that labels a quantity: "2017: about 78%"."""
    match = _DATE_LABEL.search(masked.text, 0, item.position)
    date = masked.entities.get(match.start()) if match else None
    return date if isinstance(date, Date) and date.year and not date.day else None


_DATED = re.compile(r"[.,)]?\s*(?:в|на|in|on|of|\()\s*(?:\w+\s)?(?=D)")


def _dated_after(masked: Mask, item: Found) -> Date | None:
    """The date right behind a quantity: "76,4% в 2016 году"."""
    match = _DATED.match(masked.text, item.position + 1)
    date = masked.entities.get(match.end()) if match else None
    return date if isinstance(date, Date) else None


def contest_of(
    reading: Reading, segment: Segment, masked: Mask, thread: Thread, election: Election | None, item: Found,
    subject: Name | None,
) -> Contest | None:  # fmt: skip
    """A local vote that the sentence or paragraph speaks of; the election's only contest; else the first telling one of
    the sentence, what stands above, the document, the paragraph before, the headline. Where several are meant and the
    subject does not tell, it stays open."""
    if subject is not None and subject.name in QUESTION and election and "referendum" in election.contests:
        thread.why["contest"] = "an answer to the question of a referendum"
        return "referendum"
    told = contests_in(reading, segment.start, segment.end, election)
    stood = _stood_in(reading, election)
    if len(stood) == 1:
        spoken = told[0] if len(told) == 1 else None if told else thread.spoken
        apart = subject is not None and spoken in LOCAL and spoken not in stood
        thread.why["contest"] = "the local vote spoken of" if apart else "the election's only contest"
        return spoken if apart else stood[0]
    if (
        item.metric in _OF_ONE_BODY
        and len(told) > 1
        and len(own := contests_in(reading, *_own_words(reading, segment, item), election)) == 1
    ):
        thread.why["contest"] = "named right behind the figure"
        return own[0]
    possible = _fitting(stood, subject)
    for where, named in _spoken_of(reading, segment, masked, thread, item, subject, election):
        fitting = _fitting(tuple(c for c in named if not possible or c in possible or c in LOCAL), subject)
        if fitting:
            thread.why["contest"] = f"named in {where}" if len(fitting) == 1 else f"several named in {where}"
            return fitting[0] if len(fitting) == 1 else None
    if subject is not None and len(possible) == 1:
        thread.why["contest"] = "the election's only contest for such a subject"
        return possible[0]
    thread.why["contest"] = "of the contests held together"
    return _main_contest(reading.contests or stood, item)


def _stood_in(reading: Reading, election: Election | None) -> tuple[Contest, ...]:
    """What an election can be about: its contests; of the main one those that the text is about, where they are local
    and the reference data knows of none."""
    held = cast("tuple[Contest, ...]", election.contests if election else ())
    about = reading.contests if election is reading.election else ()
    return about if about and set(about) <= set(LOCAL) and not set(about) & set(held) else held


_OF_ONE_BODY = {"contestants", "seats_total"}


def _own_words(reading: Reading, segment: Segment, item: Found) -> tuple[int, int]:
    """From a quantity to the next comma: the body for which these stand, of several in a sentence."""
    end = re.search(r"[,;.]\s|$", reading.text[item.quantity.end : segment.end])
    return item.quantity.end, item.quantity.end + (end.start() if end else 0)


def _spoken_of(
    reading: Reading, segment: Segment, masked: Mask, thread: Thread, item: Found, subject: Name | None,
    election: Election | None,
) -> Iterator[tuple[str, tuple[Contest, ...]]]:  # fmt: skip
    said = contests_in(reading, segment.start, segment.end, election)
    if len(said) > 1 and subject is None:
        # "33.13% came to the presidential election, and 33.08% to the referendum": what stands right before.
        before = contests_in(reading, masked.offset(clause(masked, item)[0]), item.quantity.start, election)
        yield "the words before the figure", before if len(before) == 1 else ()
    yield "the sentence", said
    if thread.contest is not None:
        yield "the heading or label before", (thread.contest,)
    for above in segment.above:
        yield "what stands above", contests_in(reading, above.start, above.end, election)
    if len(_fitting(reading.contests, subject)) == 1:
        yield "the document", reading.contests
    if subject is not None:
        if thread.spoken is not None:
            yield "the paragraph", (thread.spoken,)
        low, high = reading.body
        title = min(high, low + len(reading.document.title or "") + 1)
        yield "the headline", contests_in(reading, low, title, election)


_OF_PERSONS: set[Contest] = {"president", "regional_head", "mayor"}
_OF_PARTIES: set[Contest] = {"lower_house", "parliament", "regional_council", "local_council", "upper_house"}


def _fitting(contests: tuple[Contest, ...], subject: Name | None) -> tuple[Contest, ...]:
    """The contests that a subject of its kind can stand in; all but a referendum where none is of its kind, and all
    where nobody stands. A party wins mayors and councils alike where both are elected."""
    if subject is None or subject.kind not in ("candidate", "party"):
        return contests
    if subject.kind == "party" and {"mayor", "local_council"} == set(contests):
        return contests
    wanted = _OF_PERSONS if subject.kind == "candidate" else _OF_PARTIES
    standing = tuple(contest for contest in contests if contest != "referendum")
    return tuple(contest for contest in contests if contest in wanted) or standing


_CHIEF: tuple[Contest, ...] = ("lower_house", "parliament")


def _main_contest(contests: tuple[Contest, ...], item: Found) -> Contest | None:
    """Of several contests held together: turnout is of all, but results are of the one that a report means first, the
    presidency for a person and the chamber for a party."""
    if item.metric not in _OF_ONE_CONTEST:
        return None
    person = item.subject is not None and item.subject.kind == "candidate"
    wanted: tuple[Contest, ...] = ("president", *_CHIEF) if person else (*_CHIEF, "president")
    return next((contest for contest in wanted if contest in contests), None)


def place_of(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, thread: Thread, item: Found
) -> tuple[str | None, str | None]:
    """The place's code and the locality below it; the election's country where nothing narrower is named."""
    country = reading.election.country if reading.election else None
    start, end = clause(masked, item)
    thread.why["place"] = "the election's country"
    there = thread.abroad == segment.start and words.scope["there"].search(masked.text, start, end)
    # "9,976 citizens in 59 countries": the number that ends a clause may count foreign countries.
    further = end + _COUNTRIES if masked.text[end : end + 1] == "N" else end
    if there or _is_abroad(masked.text[start:further], item.position - start, words):
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
        held = thread.place if _holds_on(segment, masked, words, thread, item) else None
        meant = _meant_here(reading, masked, words, start, end) or _of_council(reading, segment)
        why = "words for the place spoken of" if meant else "held on from before" if held else "named above"
        chosen = meant or thread.label or held or _place_above(reading, segment)
        if chosen is None and thread.home is not None:
            why, chosen = HOME, thread.home
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


_COUNTRIES = len("N foreign countries")


def _is_abroad(around: str, at: int, words: Lexicon) -> bool:
    """Whether a clause speaks of foreign parts before its quantity, or behind it with no comma between."""
    match = words.scope["abroad"].search(around)
    return match is not None and (match.start() < at or not _ANOTHER.search(around, at, match.start()))


_ANOTHER = re.compile(r"[,;]|\s(?:және|мен|и|and)\s")
"""Parts what is said of one quantity from what is said of the next."""


def _meant_here(reading: Reading, masked: Mask, words: Lexicon, start: int, end: int) -> Name | None:
    """The region or town named last, where a clause speaks of "the city" alone."""
    here = words.scope.get("here")
    if here is None or not here.search(masked.text, start, end):
        return None
    said = here.search(masked.text, start, end)
    region = said is not None and _REGION.match(said.group()) is not None
    before = [
        n
        for n in reading.names
        if n.start < masked.offset(start)
        and n.kind == "place"
        and len(n.place or "") > 2
        and not (region and n.locality)
    ]
    return before[-1] if before else None


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
    counted = item.metric in _PROGRESSIVE and not town
    listed = item.label is not None or segment.kind in ("item", "row") or len(masked.all("L")) > 1 or counted
    regions = {n.place for n in reading.names if n.kind == "place" and n.locality is None and len(n.place or "") > 2}
    return namesake and listed and len(regions) > 1


_SHORTEST_STEM = 5
_TOWN = re.compile(r"қала|\bгород|\bг\.|city")


def _holds_on(segment: Segment, masked: Mask, words: Lexicon, thread: Thread, item: Found) -> bool:
    """Whether the place spoken of last is meant again: in its sentence, where a word leads back to it, and in the next
    sentence as long as the same is counted there, or what is counted rests on the stations spoken of."""
    if segment.start == thread.place_segment or segment.kind in ("item", "row"):
        return True
    if words.scope["there"].search(masked.text):
        return True
    near = segment.previous is not None and segment.previous.start == thread.place_segment
    rests = not _STATIONS.isdisjoint(thread.place_metrics) and item.metric in RESULTS
    return near and (item.metric in thread.place_metrics or rests)


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
    clocks = [(m.start(), m.end()) for m in words.scope["clock_of"].finditer(masked.text)]
    places = [(at, e) for at, e in masked.all("L") if isinstance(e, Name) and not any(a <= at < b for a, b in clocks)]
    before = [(at, e) for at, e in places if start <= at < item.position]
    after = [(at, e) for at, e in places if item.position < at < end]
    capital = capital_of(country)
    if not before and capital and words.scope["capital"].search(around):
        return Name(0, 0, "place", "the capital", place=capital)
    if len(before) == 1 and _SEVERAL.search(masked.text, start, item.position):
        return _COUNTRY
    if len(before) > 1 and _ENUMERATED.search(masked.text, start, item.position):
        return None
    if before and not words.scope["country"].search(masked.text, before[-1][0], item.position):
        return before[-1][1]
    if words.scope["country"].search(around):
        return _COUNTRY
    if after and _BOTH.search(masked.text, item.position, end):
        return _COUNTRY
    if after and not re.search("[,;:]", masked.text[item.position : after[0][0]]):
        return after[0][1]
    if len(places) != 1 or (item.metric in _NATIONWIDE and not start <= places[0][0] < end):
        return None
    return places[0][1]


_NATIONWIDE = {"contestants", "passed_threshold", "threshold", "seats_total"}
"""What a place in another clause narrows not."""
_BOTH = re.compile(r"(?:L|the capital),? (?:and|и|және|мен) (?:in |в |the |city of )*L\b")
_SEVERAL = re.compile(
    r"(?:облыс|өңір|қала|аймақ)\w*,? (?:және|мен|пен|бен) L|(?:облыстар|қалалар|өңірлер)\w*, (?:\w+ )?L"
    r"|L,? (?:және|мен|пен|бен) \w+[дт][ае](?:ғы|гі)?\b"
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
    if locality is None and len(place) == len("KZ"):
        place = jurisdiction(reading, speaker) or place
    national = speaker.id is not None and speaker.type in ("election_authority", "government")
    return (place[:2], None) if national and thread.why["place"].startswith(HOME) else (place, locality)


def jurisdiction(reading: Reading, speaker: Speaker) -> str | None:
    """The region whose commission speaks: what it counts, it counts there."""
    if speaker.type != "election_authority" or not speaker.name:
        return None
    regions = [m.id for m in reading.reference.names(speaker.name, reading.lang) if m.kind == "place"]
    return regions[0] if len(regions) == 1 else None


def _headline(reading: Reading) -> str:
    """The title, or what stands first in the text where there is none."""
    first = reading.segments[0] if reading.segments else None
    return reading.document.title or (reading.text[first.start : first.end] if first else "")


HOME = "the place that the text is about"
_LABEL = re.compile(r"\W*L[^.:;PNKO]{0,25}?(?::\s| бойынша\s)")
_OFTEN = 3


def label_of(masked: Mask) -> Name | None:
    """The place that a paragraph begins with, before a colon or "by": all of the paragraph is about it."""
    match = _LABEL.match(masked.text)
    places = [e for at, e in masked.all("L") if match and at < match.end() and isinstance(e, Name)]
    return places[0] if len(places) == 1 else None


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
    named = [
        name
        for name in everywhere
        if low <= name.start < high and name.kind == "place" and len(name.place or "") > 2 and name.rule != DATELINE
    ]
    first = [name for name in named if name.start < low + _BEGINNING][:1]
    home = next(iter(titled or first), None)
    if home is None or home.place is None or len({name.place for name in titled}) > 1:
        return _voting_place(reading)
    contests = reading.contests or contests_of(reading.document.title or "", reading.lang)
    local = bool(contests) and set(contests) <= set(LOCAL)
    region = reading.reference.place(home.place)
    often = len(named) >= _OFTEN
    again = len(named) > 1 and region is not None and region.kind != "city"
    spoken_of = bool(titled) or again
    if not local and ({name.place for name in named} - {home.place} or not spoken_of):
        return _voting_place(reading)
    metonym = home.place == capital_of(country) and not (titled and (local or often))
    return None if metonym or not home.place.startswith(country) else replace(home, locality=_only(home, named))


_BEGINNING = 300


def _only(home: Name, named: list[Name]) -> str | None:
    """The town that a text is about, where it names no other place of its region."""
    return home.locality if {name.locality for name in named if name.place == home.place} <= {home.locality} else None


_LEAD = 400


def _voting_place(reading: Reading) -> Name | None:
    """The one place that a text on local elections alone speaks of from its beginning."""
    main, low = reading.election, reading.body[0]
    if main is None or not main.contests or not set(main.contests) <= set(LOCAL):
        return None
    narrow = [n for n in reading.names if n.kind == "place" and len(n.place or "") > 2]
    narrow = [n for n in narrow if (n.place or "").startswith(main.country)]
    # "In the district's village": the narrowest of a chain is meant.
    wider = {one.start for one, other in pairwise(narrow) if other.start - one.end <= 1 and one.place == other.place}
    narrow = [n for n in narrow if n.start not in wider]
    first = [n for n in narrow if low <= n.start < low + _LEAD]
    one = {(n.place, n.locality) for n in first}
    mostly = 2 * sum((n.place, n.locality) in one for n in narrow) > len(narrow)
    return first[0] if len(one) == 1 and mostly else None


_BYLINE = re.compile(r"by\s")


def _place_above(reading: Reading, segment: Segment) -> Name | None:
    for above in segment.above:
        if _BYLINE.match(reading.folded, above.start):
            continue
        places = [n for n in reading.names_in(above.start, above.end) if n.kind == "place" and len(n.place or "") > 2]
        if len(places) == 1 and not (above is reading.segments[0] and _is_capital(reading, places[0])):
            return places[0]
    return None


def _is_capital(reading: Reading, name: Name) -> bool:
    """Whether a place is the capital of the election's country: a headline often says it for the country."""
    return reading.election is not None and name.place == capital_of(reading.election.country)


def subject_of(
    reading: Reading, segment: Segment, masked: Mask, item: Found, thread: Thread, speaker: Speaker | None
) -> Name | None:
    if item.metric in WITH_SUBJECT:
        if item.subject is not None and item.subject.kind in ("party", "candidate", "option"):
            return item.subject
        before = [e for at, e in masked.all("K") if at < item.position and isinstance(e, Name)]
        return before[-1] if before else None
    if item.metric not in OBSERVING:
        return None
    if speaker is not None and speaker.rule == "publisher" and item.label is None:
        others = _other_observers(reading, segment, speaker)
        if others:
            return others[-1] if others[-1].start <= segment.start or len(others) == 1 else None
    if item.subject is not None:
        thread.observer = item.subject
        return item.subject
    named = [e for at, e in masked.all("OK") if isinstance(e, Name)
             and not re.search("[;:]", masked.text[min(at, item.position) : max(at, item.position)])
             and reading.organization_type(e) in
             ("citizen_observers", "international_observers", "ngo", "party", "pollster")]  # fmt: skip
    if named:
        watching = [name for name in named if name.kind != "party"] or named
        thread.observer = watching[0]
        return watching[0]
    if (
        speaker is not None
        and speaker.name
        and speaker.type in ("citizen_observers", "international_observers", "pollster")
    ):
        return Name(0, 0, speaker.type, speaker.name, speaker.id)
    return thread.observer if segment.paragraph == thread.paragraph else None


def _other_observers(reading: Reading, segment: Segment, own: Speaker) -> list[Name]:
    """The other observer groups that the same slide is about; what it lists of them is not the publisher's own work."""
    page = [s for s in reading.segments if s.page == segment.page]
    if segment.page == 0 or not page:
        return []
    return [
        name
        for name in reading.names_in(page[0].start, page[-1].end)
        if name.kind in ("citizen_observers", "ngo") and name.id != own.id and name.name != own.name
    ]


def time_of(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, item: Found, thread: Thread,
    election: Election | None, speaker: Speaker | None,
) -> tuple[str | None, Stage | None]:  # fmt: skip
    around_start, around_end = clause(masked, item)
    around = masked.text[around_start:around_end]
    if item.metric in _PROGRESSIVE and election is not None:
        clock = _clock(segment, masked, item, words, thread) or _same_hour(masked, item, words, thread)
        if clock is not None and clock.hour < _MIDNIGHT:
            day = _day_of(masked, clock, election) or _day_before(thread, clock) or election.day
            return f"{day}T{clock.hour:02}:{clock.minute:02}", "progress"
    if (
        item.metric in _COUNTED
        and election is not None
        and election is reading.election
        and (speaker is None or speaker.type != "pollster")
    ):
        clock = item.clock or _counted_at(segment, masked, words, thread, speaker)
        if clock is not None and clock.hour < _MIDNIGHT:
            day = _day_of(masked, clock, election) or _day_before(thread, clock) or election.day
            return f"{day}T{clock.hour:02}:{clock.minute:02}", "progress"
    if words.scope["final"].search(around):
        return None, "final"
    return None, "preliminary" if words.scope["preliminary"].search(around) else None


def _same_hour(masked: Mask, item: Found, words: Lexicon, thread: Thread) -> ClockTime | None:
    """The hour spoken of before, where a sentence goes back to it: "at this same time in 2016"."""
    same = words.scope.get("same_hour")
    return thread.time if same is not None and same.search(masked.text, 0, item.position) else None


_MIDNIGHT = 24
_HOUR_OF = re.compile(r"T,?(?: local time)?(?: on| of|,)? (?:\w+day,? )?(?P<day>D)|(?P<before>D),?(?: at| by|,)? T")


def _day_of(masked: Mask, clock: ClockTime, election: Election) -> dt.date | None:
    """The date that stands with an hour: "by 8 a.m. on October 7"; without a year, that of the election."""
    for match in _HOUR_OF.finditer(masked.text):
        at = match.end() - 1 if match["before"] else match.start()
        date = masked.entities.get(match.start("before") if match["before"] else match.start("day"))
        if masked.entities.get(at) is clock and isinstance(date, Date) and date.month and date.day:
            return dt.date(date.year or election.day.year, date.month, date.day)
    return None


def note_hour(segment: Segment, masked: Mask, words: Lexicon, thread: Thread, election: Election | None) -> None:
    """Note the hour last said, with its date, and whether a count of votes stood at it."""
    times = [entity for _, entity in masked.all("T") if isinstance(entity, ClockTime)]
    if times and not is_stamp(segment, masked):
        thread.time, thread.time_paragraph = times[-1], segment.paragraph
        thread.time_day = _day_of(masked, times[-1], election) if election else None
    said = words.scope.get("counted_at")
    match = said.search(masked.text) if said else None
    clock = masked.entities.get(match.start()) if match else None
    if isinstance(clock, ClockTime):
        thread.counted_at = (segment.paragraph, clock, _day_of(masked, clock, election) if election else None)


def _day_before(thread: Thread, clock: ClockTime) -> dt.date | None:
    if thread.counted_at is not None and thread.counted_at[1] is clock:
        return thread.counted_at[2]
    return thread.time_day if thread.time is clock else None


def _counted_at(
    segment: Segment, masked: Mask, words: Lexicon, thread: Thread, speaker: Speaker | None
) -> ClockTime | None:
    """The hour at which a count of votes stood, said in its sentence, before it in the paragraph, or by the authority
    that goes on to report."""
    if thread.counted_at is None:
        return None
    paragraph, clock, _ = thread.counted_at
    here = any(entity is clock for _, entity in masked.all("T"))
    if not here and (masked.all("T") or words.scope["later"].search(masked.text)):
        return None
    reported = speaker is not None and speaker.type == "election_authority"
    return clock if segment.paragraph - paragraph <= (_COUNT_GOES_ON if reported else 0) else None


_COUNT_GOES_ON = 2
"""Paragraphs for which results go on to be those of an hour at which the count was said to stand."""


_STAMP = re.compile(r"\W*T[.:]?\s*$")
_BEHIND = re.compile(r"[^PNT.;,:(]{0,25}T")


def is_stamp(segment: Segment, masked: Mask) -> bool:
    """Whether a segment is but the hour at which an entry of a chronicle was written."""
    opens = segment.previous is None or segment.previous.paragraph != segment.paragraph
    return opens and _STAMP.fullmatch(masked.text) is not None


def _clock(segment: Segment, masked: Mask, item: Found, words: Lexicon, thread: Thread) -> ClockTime | None:
    """The hour for which a figure holds: of its column, right behind it, before it, or of the list that it goes on
    with; none for what a sentence calls the outcome, and for what follows it."""
    if item.clock is not None:
        return item.clock
    start, _ = clause(masked, item)
    outcome = words.scope.get("outcome")
    if outcome is not None and outcome.search(masked.text, start, item.position):
        thread.time = None
        return None
    clocks = [(at, e) for at, e in masked.all("T") if isinstance(e, ClockTime) and e.hour >= 6]
    before = [(at, e) for at, e in clocks if at < item.position]
    behind = _BEHIND.match(masked.text, item.position + 1)
    parted = not before or before[-1][0] < start or _ANOTHER.search(masked.text, before[-1][0], item.position)
    hour = masked.entities[behind.end() - 1] if behind and parted else None
    if isinstance(hour, ClockTime) and hour.hour >= 6:
        return hour
    if before:
        return before[-1][1]
    after = [e for at, e in clocks if at > item.position]
    if after:
        return after[0]
    regions = [e for _, e in masked.all("L") if isinstance(e, Name) and len(e.place or "") > 2]
    listed = segment.kind in ("item", "row") or len(regions) >= 2 or segment.paragraph == thread.time_paragraph
    if not (listed and thread.time and thread.time.hour >= 6):
        return None
    # What a list of regions takes up holds for the rest of its paragraph: "In the capital it was 45%".
    thread.time_paragraph = segment.paragraph
    return thread.time


def speaker_of_figure(reading: Reading, segment: Segment, item: Found, words: Lexicon) -> Speaker | None:
    """Who says this figure. What everybody knows has a speaker only where its own sentence names one; results go on
    being reported by whoever reported those before."""
    if item.source is not None:
        own = reading.speakers.get(segment.start)
        return own if own is not None and own.type == item.source.kind else speaker_of(item.source, "column")
    speaker = reading.voice_at(segment, item.quantity.start) or reading.speakers.get(segment.start)
    if speaker is not None and item.metric in _NOT_THEIRS.get(speaker.type, ()) and segment.start not in reading.named:
        return speaker if speaker.rule in ("publisher", "statement") else None
    asked = words.scope.get("asked")
    polled = item.metric == "polling_stations" and asked and asked.search(reading.folded, segment.start, segment.end)
    beside = item.metric == "registered_voters" and reading.text.find("%", segment.start, segment.end) >= 0
    report = reading.report.get(segment.start)
    if speaker is None and report is not None:
        official = report.type == "election_authority" and (
            item.metric in _OFFICIAL or (item.metric in _BRIEFED and segment.start in reading.briefing)
        )
        return report if item.metric in _REPORTED or polled or beside or official else None
    if speaker is not None and item.metric == "threshold" and speaker.rule not in ("publisher", "statement"):
        return None
    return speaker


_OFFICIAL: set[Metric] = {"registered_voters", "polling_stations"}
"""What of the places of voting only a commission tells."""
_BRIEFED: set[Metric] = {"contestants", "seats_total", "violations"}
"""What a commission tells at a briefing of its own, and everybody else knows too."""
_OF_COUNTING: set[Metric] = {"turnout", "voters_voted", "registered_voters", "polling_stations", "seats_total"}
_RESULT: set[Metric] = {"vote_share", "votes", "turnout"}
_OF_THE_VOTE: set[Metric] = {"contestants", "seats_total", "threshold", "passed_threshold", "seats"}
_NOT_THEIRS: dict[str, set[Metric]] = {
    "election_authority": {"polling_stations_observed", "regions_observed", "protocols", "detained"},
    "pollster": _OF_COUNTING,
    "government": _OF_THE_VOTE | _RESULT | {"observers"},
    "citizen_observers": _OF_THE_VOTE,
    "international_observers": _OF_THE_VOTE | _RESULT | {"voters_voted"},
    "contestant": {"registered_voters", "contestants", "seats_total", "threshold", "passed_threshold"},
}
"""What a speaker of a kind does not tell: after their words a report goes on to it on its own."""


def of_its_own(reading: Reading, subject: Name) -> Speaker | None:
    """The speaker of what a text tells of the work of observers at home: these themselves, where they speak in it."""
    spoken = {speaker.id or speaker.name for speaker in reading.speakers.values()}
    own = subject.kind == "citizen_observers" and (subject.id or subject.name) in spoken
    return speaker_of(subject, "its own work") if own else None


def restate(reading: Reading, segment: Segment, item: Found, speaker: Speaker | None) -> None:
    """Tell stations counted in a table or label: a commission's exist, observers' were seen."""
    kind = speaker.type if speaker else None
    if any(name.kind in _WATCHING for name in reading.names_in(segment.start, segment.end)):
        return
    if item.metric == "polling_stations_observed" and kind == "election_authority":
        item.metric = "polling_stations"
    elif item.metric == "polling_stations" and (
        kind == "pollster" or (kind == "citizen_observers" and is_label(reading, segment))
    ):
        item.metric = "polling_stations_observed"


_WATCHING = ("citizen_observers", "international_observers")
_LONGEST_LABEL = 60
_COUNTED = {"vote_share", "votes", "passed_threshold"}
_ALL = 100


def _counted_in(masked: Mask, words: Lexicon) -> list[tuple[int, Sample]]:
    shares = [(at, e.value) for at, e in masked.all(COUNTED) if isinstance(e, Quantity) and e.unit == "percent"]
    said = [(at, Sample(share=share)) for at, share in shares]
    if processed := words.scope.get("processed"):
        for match in processed.finditer(masked.text):
            part, whole = (masked.entities[match.start(group)] for group in ("part", "whole"))
            if isinstance(part, Quantity) and isinstance(whole, Quantity) and part.value != whole.value:
                said.append((match.start(), Sample(stations=part.value, of=whole.value)))
    return sorted(said, key=lambda pair: pair[0])


def partly(counted: Sample | None) -> Sample | None:
    """The sample that a count rests on; None once all is counted."""
    return None if counted is None or counted.share == _ALL else counted


def note_counted(masked: Mask, thread: Thread, words: Lexicon, position: int | None) -> None:
    """Note the part of the ballots counted: said before `position`, or first said after it; None is the segment's
    end."""
    said = _counted_in(masked, words)
    before = [sample for at, sample in said if position is None or at < position]
    counted = before[-1] if before else said[0][1] if said and position is not None else thread.counted
    if counted != thread.counted:
        thread.counted, thread.counted_for = counted, None


def own_sample(
    thread: Thread, sample: Sample | None, speaker: Speaker | None, place: str | None, election: str | None
) -> Sample | None:
    """The sample, unless it is the part of the ballots that was said of other results: another account, another place
    and another election rest on their own."""
    if sample is None or sample != thread.counted:
        return sample
    own = (speaker.name if speaker else None, place, election)
    if thread.counted_for is None:
        thread.counted_for = own
    first = thread.counted_for
    return sample if own[1:] == first[1:] and (None in (own[0], first[0]) or own[0] == first[0]) else None


def is_label(reading: Reading, segment: Segment) -> bool:
    """A short line without an end: a label of what stands below it."""
    text = reading.text[segment.start : segment.end]
    return len(text) <= _LONGEST_LABEL and text[-1] not in ".!?;,"


def sample_of(
    reading: Reading, segment: Segment, masked: Mask, words: Lexicon, item: Found, thread: Thread,
    speaker: Speaker | None, contest: Contest | None,
) -> Sample | None:  # fmt: skip
    """The part of the stations that the speaker's figures rest on, as said here or in what the figures stand under."""
    here = item.metric == "turnout" and COUNTED in masked.text
    counted = partly(thread.counted) if item.metric in _COUNTED or here else None
    if speaker is None or speaker.type not in ("citizen_observers", "pollster"):
        return counted
    key = (speaker.name, speaker.type, contest)
    if item.metric == "polling_stations_observed" or (item.metric == "polling_stations" and speaker.type == "pollster"):
        if item.quantity.unit != "percent" and (
            segment.kind == "row" or speaker.type == "pollster" or is_label(reading, segment)
        ):
            thread.samples[key] = Sample(stations=item.quantity.value)
        return None
    return thread.samples.get(key) if item.metric in RESULTS else None
