"""Who judges: the speaker of a judgement, where its sentence names nobody by a word of speech.

A report of figures goes on with whoever spoke last; a judgement does not. An election authority or a pollster that
merely spoke before judges nothing, and what is alleged without a name is everybody's tale; but a body that opens a
sentence of praise or blame, or the paragraph, is the one whose view it tells.
"""

from __future__ import annotations

import re

from nlp.components.reading import OBSERVERS, OPENING, Reading, Speaker, Voice
from nlp.components.speakers.cues import Cues, cues_of
from nlp.components.speakers.view import View
from nlp.components.speakers.voices import BESIDE, kind_told, voices
from nlp.judgements import Judgement
from nlp.segments import Segment
from nlp.statements import folded

_COUNTING = ("election_authority", "pollster")
"""Who counts, and judges only in sentences that tell so; a pollster never does."""
_BESIDE_FIGURES = (BESIDE, "holds the data", "acts")
"""The rules by which a body speaks of figures alone."""
_NEWS = ("detention", "violence")
"""What everybody tells without naming who says so, and the police count."""
_JUDGING = (*OBSERVERS, "contestant")
_TALKING = (*_JUDGING, "government", "expert")


def judge_of(reading: Reading, segment: Segment, at: int, found: Judgement) -> Speaker | None:
    """Who says a judgement that a sentence makes at an offset; None where nobody is said to. An assessment always is
    somebody's; an incident may be what everybody knows."""
    cues = cues_of(reading.lang)
    own = reading.owners.get(segment.start)
    first_person = cues.first_person.search(reading.folded, segment.start, segment.end)
    if own is not None and first_person:
        return own
    carried = _carried(reading, segment, cues, found)
    return (
        _named(reading, segment, at)
        or _kind_named(reading, segment, cues, carried)
        or (carried if first_person else None)
        or _heard_without_numbers(reading, segment, at, cues)
        or carried
        or own
        or _watching(reading, segment, cues)
        or _opening(reading, segment, news=found.type in _NEWS)
        or _report_of(reading, segment, incident=found.type is not None)
    )


def blames_itself(found: Judgement, speaker: Speaker | None) -> bool:
    """True for blame that an election authority would lay on the election that it holds: it tells of something else, of
    a station whose vote it annulled or of what others said."""
    return found.polarity == "negative" and speaker is not None and speaker.type == "election_authority"


def _named(reading: Reading, segment: Segment, at: int) -> Speaker | None:
    """Whom the sentence names as speaking, in or before the part of it that judges."""
    if not _before(reading, reading.voices.get(segment.start, []), at):
        return None
    named = _closing(reading, segment, at) or reading.voice_at(segment, at)
    figures = named is not None and named.type in _COUNTING and named.rule in _BESIDE_FIGURES
    return None if named is None or figures or named.type == "pollster" else named


def _closing(reading: Reading, segment: Segment, at: int) -> Speaker | None:
    """Who is named right behind the quotation that judges, where nobody is before it."""
    told = reading.voices.get(segment.start, [])
    behind = next((voice for voice in told if voice.at > at), None)
    if behind is None or behind is not told[0] or not _QUOTE_ENDS.search(reading.text, at, behind.at):
        return None
    return behind.speaker


_QUOTE_ENDS = re.compile(r"[»”\"][^«“\"»”]*\Z")


def _before(reading: Reading, told: list[Voice], at: int) -> list[Voice]:
    """The voices, without those that first speak behind the part of the sentence that judges."""
    return [voice for voice in told if voice.at < at or ";" not in reading.text[at : voice.start]]


def _kind_named(reading: Reading, segment: Segment, cues: Cues, carried: Speaker | None) -> Speaker | None:
    """A speaker of whom the sentence tells only the kind: the one who spoke before, if of that kind."""
    kind = kind_told(reading.views[segment.start].text, cues)
    if kind is None or kind.type not in _TALKING:
        return None
    return carried if carried is not None and carried.type == kind.type else kind


def _carried(reading: Reading, segment: Segment, cues: Cues, found: Judgement) -> Speaker | None:
    """Who goes on speaking. Where no word leads back to them ("she said"), not an authority, a kind without a name,
    or whoever spoke before news that everybody tells; to blame an authority does not go on at all."""
    said = reading.speakers.get(segment.start)
    if said is None or said.type == "pollster":
        return None
    quoted = reading.text[segment.start] in OPENING or cues.quotes.search(reading.views[segment.start].text)
    led_back = quoted or segment.start in reading.named
    if said.type == "election_authority":
        return said if led_back and found.polarity == "positive" else None
    return said if led_back or (said.name and (found.type not in _NEWS or said.type == "government")) else None


def _heard_without_numbers(reading: Reading, segment: Segment, at: int, cues: Cues) -> Speaker | None:
    """A body whose verb stands behind numbers: these part it from figures, not from what it judges."""
    seen: View = reading.views[segment.start]
    found = voices(reading, seen.without_numbers(), cues, reading.people, own=segment.start in reading.owners)
    told = _before(reading, found, at)
    return next((voice.speaker for voice in told if voice.speaker.type not in _COUNTING), None)


def _watching(reading: Reading, segment: Segment, cues: Cues) -> Speaker | None:
    """Observers of whom the sentence tells only that they saw it: those of the report, else some without a name."""
    if not cues.watching.search(reading.views[segment.start].text):
        return None
    return _report_of(reading, segment) or Speaker(None, "citizen_observers", rule="watching")


def _opening(reading: Reading, segment: Segment, *, news: bool) -> Speaker | None:
    """The body that judges which a sentence, or one before it in the paragraph, opens with. A government that opens it
    may be what is blamed; it tells only of what stands in sentences behind, and it alone tells news."""
    said: Segment | None = segment
    while said is not None and said.paragraph == segment.paragraph:
        seen: View = reading.views[said.start]
        speaker = None if seen.first is None else seen.speakers.get(seen.first)
        if speaker is not None and (said != segment if speaker.type == "government" else speaker.type in _JUDGING):
            return speaker if speaker.type == "government" or not news else None
        said = said.previous
    return None


def _report_of(reading: Reading, segment: Segment, *, incident: bool = False) -> Speaker | None:
    """The observers whose report a sentence still belongs to; what is alleged belongs to it only where the title names
    them, so that the whole text is of their report."""
    last = reading.report.get(segment.start)
    if last is None or last.type not in OBSERVERS:
        return None
    return last if not incident or _is_titled(reading, last) else None


def _is_titled(reading: Reading, speaker: Speaker) -> bool:
    title = reading.document.title or ""
    if speaker.id is not None:
        return any(name.id == speaker.id for name in reading.reference.names(title, reading.lang))
    return bool(speaker.name and folded(speaker.name) in folded(title))
