"""Who says a figure, where its own words or its metric tell more than its sentence."""

from __future__ import annotations

from nlp.claims import Metric
from nlp.components.assigning import Found
from nlp.components.frames import Lexicon
from nlp.components.reading import OBSERVERS, Name, Reading, Speaker
from nlp.components.slots.elections import REPORTED
from nlp.components.slots.samples import is_label
from nlp.components.speakers import speaker_of
from nlp.segments import Segment


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
        return report if item.metric in REPORTED or polled or beside or official else None
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


def of_its_own(reading: Reading, segment: Segment, subject: Name, speaker: Speaker | None) -> Speaker | None:
    """The speaker of what a text tells of the work of observers: not other observers who spoke before. Those at home
    tell of it themselves, where they speak in the text."""
    if speaker is not None:
        others = speaker.type in OBSERVERS and (speaker.id or speaker.name) != (subject.id or subject.name)
        carried = segment.start not in reading.named and subject.kind in OBSERVERS
        return speaker_of(subject, "its own work") if others and carried else speaker
    spoken = {speaker.id or speaker.name for speaker in reading.speakers.values()}
    own = subject.kind == "citizen_observers" and (subject.id or subject.name) in spoken
    return speaker_of(subject, "its own work") if own else None


def restate(reading: Reading, segment: Segment, item: Found, speaker: Speaker | None) -> None:
    """Tell stations counted in a table or label: a commission's exist, observers' were seen."""
    kind = speaker.type if speaker else None
    if any(name.kind in OBSERVERS for name in reading.names_in(segment.start, segment.end)):
        return
    if item.metric == "polling_stations_observed" and kind == "election_authority":
        item.metric = "polling_stations"
    elif item.metric == "polling_stations" and (
        kind == "pollster" or (kind == "citizen_observers" and is_label(reading, segment))
    ):
        item.metric = "polling_stations_observed"
