"""Who says a figure, where its own words or its metric tell more than its sentence."""

from __future__ import annotations

import re

from nlp.claims import Metric
from nlp.components.assigning import Found
from nlp.components.context import Context
from nlp.components.masks import COUNTED
from nlp.components.reading import NOBODY, OBSERVERS, Name, Reading, Speaker, beginning_in
from nlp.components.slots.elections import REPORTED
from nlp.components.slots.samples import is_label
from nlp.components.slots.thread import Thread
from nlp.components.speakers import BESIDE, View, body_kind, speaker_of
from nlp.components.speakers.cues import cues_of
from nlp.segments import Segment


def speaker_of_figure(here: Context, thread: Thread, item: Found, background: bool) -> Speaker | None:
    """Who says this figure: whom its own sentence names, else who goes on speaking there, if it is theirs to tell and
    no background, a figure of another election."""
    reading, segment = here.reading, here.segment
    voice = reading.voice_at(segment, item.quantity.start)
    carried = reading.speakers.get(segment.start)
    owner = reading.owners.get(segment.start)
    if item.source is not None and (voice is None or voice.rule != BESIDE):
        same = segment.kind != "sentence" and carried is not None and carried.type == item.source.kind
        return carried if same else speaker_of(item.source, "column")
    if voice is not None or segment.start in reading.named or (carried is not None and carried.rule in _OWN):
        return owner if voice is NOBODY else voice or carried
    last = carried or _reporting(here, thread, item)
    if last is not None and last.type == "pollster" and COUNTED in here.masked.text:
        return owner  # Who asks voters counts no ballots.
    past = background or _of_earlier_years(reading, segment, item)
    if last is None or not _theirs(thread, item, last) or (past and not last.rule.startswith("kind")):
        return owner
    known = carried is None or not thread.beside.isdisjoint(_SETTING)
    setting = item.metric in _SETTING or (item.metric in _ROLLS and known)
    return last if not setting or _tells_setting(here, thread, item, last) else owner


def _theirs(thread: Thread, item: Found, speaker: Speaker) -> bool:
    """Whether a speaker who is not named for a figure may tell it: of results, all who have told some before, save
    that who polls voters does not count them."""
    if item.metric not in _NOT_THEIRS.get(speaker.type, ()):
        return True
    told = not thread.told[speaker.name].isdisjoint(REPORTED)
    return item.metric in REPORTED and told and speaker.type != "pollster"


def _reporting(here: Context, thread: Thread, item: Found) -> Speaker | None:
    """Whose report goes on to a figure in a later paragraph. Observers go on to results where they counted
    some, or where their report begins."""
    start = here.segment.start
    report = here.reading.report.get(start)
    if report is None or item.metric not in _REPORTED:
        return None
    if report.type == "citizen_observers" and item.metric in REPORTED:
        counted = not thread.told[report.name].isdisjoint(REPORTED)
        return report if counted or start in here.reading.beginning else None
    return report


def _of_earlier_years(reading: Reading, segment: Segment, item: Found) -> bool:
    """A date of years before the election leads a figure out of the report, into what everybody remembers."""
    if reading.election is None or segment.kind != "sentence":
        return False
    said = beginning_in(reading.dates, segment.start, item.quantity.start)
    return any(date.year is not None and date.year < reading.election.day.year for date in said)


def _tells_setting(here: Context, thread: Thread, item: Found, speaker: Speaker) -> bool:
    """What everybody knows of a vote is only said by somebody who goes on speaking where it stands beside what they
    counted, in a list of theirs, or where a commission that has just been heard begins; the rolls also where they
    follow what was counted, in its paragraph."""
    beginning = speaker.type == "election_authority" and here.segment.start in here.reading.beginning
    before = here.reading.figures[thread.paragraph_from :] if item.metric in _ROLLS else []
    counted = {*thread.beside, *(figure.metric for figure in before if figure.source == speaker.name)}
    return beginning or here.segment.kind in ("item", "row") or not counted.isdisjoint(REPORTED)


_OWN = ("publisher", "statement")
_ROLLS: set[Metric] = {"registered_voters", "polling_stations"}
_SETTING: set[Metric] = {"contestants", "seats_total", "threshold"}
"""What was so before anybody voted."""
_REPORTED = REPORTED | _ROLLS | _SETTING | {"violations"}
"""What a report goes on to tell after its speaker's own words."""
_OF_COUNTING: set[Metric] = {"turnout", "voters_voted", "registered_voters", "polling_stations", "seats_total"}
_RESULT: set[Metric] = {"vote_share", "votes", "turnout"}
_OF_THE_VOTE: set[Metric] = {"contestants", "seats_total", "threshold", "passed_threshold", "seats"}
_NOT_THEIRS: dict[str, set[Metric]] = {
    "election_authority": {"polling_stations_observed", "regions_observed", "protocols", "detained"},
    "pollster": _OF_COUNTING | {"threshold"},
    "government": _OF_THE_VOTE | _RESULT | {"observers"},
    "citizen_observers": _OF_THE_VOTE | _ROLLS,
    "international_observers": _OF_THE_VOTE | _ROLLS | _RESULT | {"voters_voted"},
    "contestant": {"registered_voters", "contestants", "seats_total", "threshold", "passed_threshold"},
}
"""What a speaker of a kind does not tell unless named for it."""


def of_its_own(here: Context, item: Found, subject: Name | None, speaker: Speaker | None) -> Speaker | None:
    """The speaker of what a text tells of the work of observers: not other observers who spoke before, nor any of these
    where it is everybody's. Those at home tell of it themselves where a sentence begins with them and goes on to their
    number, and wherever they speak in the text; of foreign ones the page tells it, if they are not said to."""
    reading = here.reading
    carried = speaker is not None and speaker.type in OBSERVERS and here.segment.start not in reading.named
    if subject is None:
        return None if carried and speaker is not None and speaker.rule != "publisher" else speaker
    hearsay = cues_of(reading.lang).hearsay
    if not hearsay and _is_foreign(speaker or speaker_of(subject, "")) and not _said(here, item, speaker):
        return None
    if speaker is not None:
        others = (speaker.id or speaker.name) != (subject.id or subject.name)
        if not (others and carried and subject.kind in OBSERVERS):
            return speaker
        return speaker_of(subject, "its own work") if hearsay or here.segment.start in reading.owners else None
    spoken = {speaker.id or speaker.name for speaker in reading.speakers.values()}
    own = body_kind(subject) == "citizen_observers" and (subject.id or subject.name) in spoken
    return speaker_of(subject, "its own work") if own or _begins_with(here, subject) else None


def _is_foreign(speaker: Speaker) -> bool:
    return speaker.type == "international_observers"


def _said(here: Context, item: Found, speaker: Speaker | None) -> bool:
    """Whether observers are said to tell of their work themselves: in a statement of theirs, in the first person,
    behind a word of speech, or in a sentence that goes on with what they said."""
    if speaker is None:
        return False
    reading, segment = here.reading, here.segment
    first_person = cues_of(reading.lang).first_person
    if speaker.rule in _OWN or first_person.search(reading.folded, segment.start, segment.end):
        return True
    voices = reading.voices.get(segment.start)
    if voices is None:
        return speaker.rule != "speaks on"
    rules = {voice.speaker.rule for voice in voices if voice.end <= item.quantity.start}
    return "named after" in rules or any(voice.speaker.rule in _CITED for voice in voices)


_CITED = ("named before", "named as cited")


def _begins_with(here: Context, observers: Name) -> bool:
    """Whether a sentence begins with observers and, in the same clause, tells their number."""
    seen: View = here.reading.views[here.segment.start]
    match = _THEIR_NUMBER.match(seen.text)
    named = seen.names.get(match.start("body")) if match else None
    same = named is not None and (named.id or named.name) == (observers.id or observers.name)
    return same and body_kind(observers) in OBSERVERS


_THEIR_NUMBER = re.compile(r"(?:the )?[«“\"]?(?P<body>O)[^,:;()–—PN]*N")


def restate(here: Context, thread: Thread, item: Found, speaker: Speaker | None) -> None:
    """Tell stations counted in a table or label, or where observers counted: a commission's exist, observers' were
    seen."""
    reading, segment = here.reading, here.segment
    kind = speaker.type if speaker else None
    if any(name.kind in (*OBSERVERS, "ngo") for name in reading.names_in(segment.start, segment.end)):
        return
    counted = speaker is not None and speaker.rule in _OWN and not thread.beside.isdisjoint(_RESULT)
    if item.metric == "polling_stations_observed" and kind == "election_authority":
        item.metric = "polling_stations"
    elif item.metric == "polling_stations" and (
        kind == "pollster" or (kind == "citizen_observers" and (is_label(reading, segment) or counted))
    ):
        item.metric = "polling_stations_observed"
