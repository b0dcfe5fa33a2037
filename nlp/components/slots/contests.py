"""The contest that a figure is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from nlp.claims import Contest
from nlp.components.assigning import Found
from nlp.components.contests import LOCAL, OF_PERSONS, contests_in
from nlp.components.context import Context
from nlp.components.reading import CONTESTANTS, Name, Reading
from nlp.components.slots.thread import Thread, clause
from nlp.reference import CHAMBERS, Election
from nlp.segments import Segment

_OF_ONE_CONTEST = {"vote_share", "votes", "seats", "threshold", "passed_threshold"}


def contest_of(
    here: Context, thread: Thread, item: Found, election: Election | None, subject: Name | None
) -> tuple[Contest | None, str]:
    """A local vote that the sentence or paragraph speaks of; the election's only contest; else the first telling one of
    the sentence, what stands above, the document, the paragraph before, the headline; and why it is this one. Where
    several are meant and the subject does not tell, it stays open."""
    reading, segment = here.reading, here.segment
    if subject is not None and subject.name in here.words.answers and election and "referendum" in election.contests:
        return "referendum", "an answer to the question of a referendum"
    told = contests_in(reading, segment.start, segment.end, election)
    stood = _stood_in(reading, election)
    if len(stood) == 1:
        spoken = told[0] if len(told) == 1 else None if told else thread.spoken
        if subject is not None and spoken in LOCAL and spoken not in stood:
            return spoken, "the local vote spoken of"
        return stood[0], "the election's only contest"
    if item.metric in _OF_ONE_BODY and len(told) > 1:
        own = contests_in(reading, *_own_words(reading, segment, item), election)
        if len(own) == 1:
            return own[0], "named right behind the figure"
    possible = _fitting(stood, subject)
    if item.metric in _OF_SEATS:
        possible = tuple(contest for contest in possible if contest in _OF_PARTIES) or possible
    # A party that no list has may be a person whose name is not known for one.
    sure = item.metric in _OF_SEATS or (subject is not None and (subject.id is not None or subject.kind == "candidate"))
    local = {*LOCAL}.difference(stood) if sure else {*LOCAL}
    for where, named in _spoken_of(here, thread, item, election, subject):
        fitting = _fitting(tuple(c for c in named if not possible or c in possible or c in local), subject)
        if fitting:
            return (fitting[0], f"named in {where}") if len(fitting) == 1 else (None, f"several named in {where}")
    if len(possible) == 1 and (subject is not None or item.metric in _OF_SEATS):
        return possible[0], "the election's only contest for such a subject"
    beside = [council for head, council in _BESIDE_HEAD.items() if head in reading.contests and council in possible]
    if len(beside) == 1 and subject is not None and sure:
        return beside[0], "the council elected beside the head that the text is about"
    return _main_contest(reading.contests or stood, item), "of the contests held together"


def _stood_in(reading: Reading, election: Election | None) -> tuple[Contest, ...]:
    """What an election can be about: its contests, without the councils in a runoff; of the main one those that the
    text is about, where they are local and the reference data knows of none, or of fewer."""
    held = cast("tuple[Contest, ...]", election.contests if election else ())
    if election is not None and election.runoff_of is not None:
        held = tuple(contest for contest in held if contest not in LOCAL or contest in OF_PERSONS) or held
    about = reading.contests if election is reading.election else ()
    local = bool(about) and set(about) <= set(LOCAL)
    return about if local and (len(about) > 1 or not set(about) & set(held)) else held


_BESIDE_HEAD: dict[Contest, Contest] = {"regional_head": "regional_council", "mayor": "local_council"}
_OF_ONE_BODY = {"contestants", "seats_total"}
_OF_SEATS = {"seats", "seats_total", "passed_threshold"}


def _own_words(reading: Reading, segment: Segment, item: Found) -> tuple[int, int]:
    """From a quantity to the next comma: the body for which these stand, of several in a sentence."""
    end = re.search(r"[,;.]\s|$", reading.text[item.quantity.end : segment.end])
    return item.quantity.end, item.quantity.end + (end.start() if end else 0)


def _spoken_of(
    here: Context, thread: Thread, item: Found, election: Election | None, subject: Name | None
) -> Iterator[tuple[str, tuple[Contest, ...]]]:
    """What may name the contest of a figure, with the contests that it names, the most telling first."""
    reading, segment, masked = here.reading, here.segment, here.masked
    said = contests_in(reading, segment.start, segment.end, election)
    if len(said) > 1 and subject is None:
        # "33.13% came to the presidential election, and 33.08% to the referendum": what stands right before.
        # "51.6% in the presidential election and 50.7% in the referendum": else what stands right behind.
        start, end = map(masked.offset, clause(here, item))
        for stretch in ((start, item.quantity.start), (item.quantity.end, end)):
            beside = contests_in(reading, *stretch, election)
            yield "the words around the figure", beside if len(beside) == 1 else ()
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


_OF_PARTIES: set[Contest] = {"lower_house", "parliament", "regional_council", "local_council", "upper_house"}


def _fitting(contests: tuple[Contest, ...], subject: Name | None) -> tuple[Contest, ...]:
    """The contests that a subject of its kind can stand in; all but a referendum where none is of its kind, and all
    where nobody stands. A party wins mayors and councils alike where both are elected."""
    if subject is None or subject.kind not in CONTESTANTS:
        return contests
    if subject.kind == "party" and {"mayor", "local_council"} == set(contests):
        return contests
    wanted = OF_PERSONS if subject.kind == "candidate" else _OF_PARTIES
    standing = tuple(contest for contest in contests if contest != "referendum")
    return tuple(contest for contest in contests if contest in wanted) or standing


def _main_contest(contests: tuple[Contest, ...], item: Found) -> Contest | None:
    """Of several contests held together: turnout is of all, but results are of the one that a report means first, the
    presidency for a person and the chamber for a party."""
    if item.metric not in _OF_ONE_CONTEST:
        return None
    person = item.subject is not None and item.subject.kind == "candidate"
    wanted: tuple[Contest, ...] = ("president", *CHAMBERS) if person else (*CHAMBERS, "president")
    return next((contest for contest in wanted if contest in contests), None)
