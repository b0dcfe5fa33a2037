"""Whose page it is, where it is no medium's: the body that publishes a statement of its own."""

from __future__ import annotations

import re

from nlp.claims import SourceType
from nlp.components.reading import GUESSED, OBSERVERS, Name, Reading, Speaker
from nlp.components.speakers.cues import Cues
from nlp.components.speakers.kinds import SOURCE_TYPES, speaker_of
from nlp.segments import Segment
from nlp.statements import folded

PUBLISHER = "publisher"
LONGEST_TOP = 8
_QUOTED = re.compile('["«»“”]')
_FEWEST_MENTIONS = 2
"""How often a body that publishes a text of its own is named in it at least."""
_SPEAKING = (*OBSERVERS, "ngo", "party", "election_authority", "pollster", "government", "court")
_MISSION = re.compile(r"(?i)observation mission|миссия наблюд|миссия по наблюд")
_PREPARED = re.compile(r"(?:prepared|issued|compiled|written) (?:jointly )?by (?:the )?")
_STATEMENT = re.compile(
    r"заявлен|мәлімдеме|statement|preliminary (?:findings|conclusions)|пресс-релиз|декларац|резолюци"
)


def publisher(reading: Reading, cues: Cues) -> Speaker | None:
    """The publisher, where it is no medium but a body that publishes statements of its own."""
    name = reading.document.publisher
    if not name:
        return None
    for match in reading.reference.names(name, reading.lang):
        whole = (match.end - match.start) * 2 >= len(name) and name[match.end : match.end + 1] != "."
        if match.type == "party" and _called(name, cues) != "contestant":
            whole = match.end - match.start == len(name)  # "Homeland News" is no party called Homeland.
        if match.kind == "actor" and whole and match.type in _SPEAKING:
            own = Speaker(_name_in_text(reading, match.id) or name, SOURCE_TYPES[match.type], match.id, PUBLISHER)
            return _joint_mission(reading) or own if match.type == "international_observers" else own
    for organization in reading.organizations:
        forms = {folded(form) for form in (organization.name, *organization.aliases)}
        if any(f" {folded(name)} " in f" {form} " for form in forms) and organization.type in _SPEAKING:
            called = _called(name, cues)
            if organization.type in GUESSED and not called and not _is_own(reading, cues, organization.name):
                continue  # A newspaper that only signs the text.
            kind = (None if organization.id else called) or SOURCE_TYPES[organization.type]
            return Speaker(organization.name, kind, organization.id, PUBLISHER)
    stated = _statement(reading)
    called = _called(name, cues)
    return stated or (Speaker(name, called, rule=PUBLISHER) if called else None)


def _is_own(reading: Reading, cues: Cues, name: str) -> bool:
    """Whether a text is of its publisher: it goes on naming it, or says "we" outside of quotations."""
    told = [s for s in reading.segments if not _QUOTED.search(reading.text, s.start, s.end)]
    mentions = sum(mention.name == name for mention in reading.names)
    return mentions >= _FEWEST_MENTIONS or any(cues.first_person.search(reading.folded, s.start, s.end) for s in told)


def _called(name: str, cues: Cues) -> SourceType | None:
    """What a body is that nobody has listed, by the words of its name: a mission, somebody's headquarters."""
    return next((kind for kind, pattern in cues.publishers if pattern.search(folded(name))), None)


def _joint_mission(reading: Reading) -> Speaker | None:
    """The mission under whose name, at the top of the page, several bodies speak together."""
    for segment in reading.segments[:LONGEST_TOP]:
        for name in reading.names_in(segment.start, segment.end):
            if name.kind in OBSERVERS and _MISSION.search(name.name):
                return Speaker(name.name, "international_observers", name.id, PUBLISHER)
    return None


def _statement(reading: Reading) -> Speaker | None:
    """A page that is another body's statement as a whole: under its letterhead, or titled a statement of the body."""
    top = reading.segments[:LONGEST_TOP]
    headed = [s for s in top if s.kind == "heading" or s.paragraph <= 2]
    stated = any(_STATEMENT.search(reading.folded, s.start, s.end) for s in headed if s.kind == "heading")
    for segment in headed:
        if segment.start == top[0].start and (body := _letterhead(reading, segment)):
            return speaker_of(body, "statement")
        for name in reading.names_in(segment.start, segment.end):
            by = _PREPARED.search(reading.folded, segment.start, name.start)
            observing = name.kind in OBSERVERS
            if (by and (observing or name.kind == "ngo")) or (observing and stated):
                return speaker_of(name, "statement")
    return None


def _letterhead(reading: Reading, segment: Segment) -> Name | None:
    """The observers whose name in its forms is all that a page's first line holds: slides or a statement of theirs."""
    names = reading.names_in(segment.start, segment.end)
    rest, at = "", segment.start
    for name in names:
        rest, at = rest + reading.text[at : name.start], name.end
    rest += reading.text[at : segment.end]
    one = len({name.id or name.name for name in names}) == 1 and names[0].kind in OBSERVERS
    longest = max(names, key=lambda name: name.end - name.start, default=None)
    return longest if one and not any(letter.isalnum() for letter in rest) else None


def _name_in_text(reading: Reading, actor: str | None) -> str | None:
    return next((name.name for name in reading.names if name.id == actor and actor), None)
