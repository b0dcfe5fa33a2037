"""Interviews: questions and answers, each a paragraph behind a dash; the person introduced at the top answers."""

from __future__ import annotations

from nlp.components.reading import OBSERVERS, Reading, Speaker
from nlp.components.speakers.cues import Cues
from nlp.components.speakers.kinds import speaker_of
from nlp.components.speakers.people import People

_ASKED = (*OBSERVERS, "ngo", "party", "pollster", "election_authority")
"""Bodies that somebody of may be asked."""
_DASHES = "–—-"
_FEWEST_TURNS = 4
_FEWEST_QUESTIONS = 2


def answers(reading: Reading, cues: Cues, people: People) -> dict[int, Speaker | None]:
    """The paragraphs of an interview, with who speaks in each: the one who is asked, or None in a question."""
    turns = _turns(reading)
    questions = [paragraph for paragraph, text in turns.items() if text.endswith("?")]
    if len(turns) < _FEWEST_TURNS or len(questions) < _FEWEST_QUESTIONS:
        return {}
    first = min(turns)
    asked = _asked(reading, cues, people, first)
    said: dict[int, Speaker | None] = {}
    answering = False
    for paragraph in sorted(turns):
        # A question may be a statement too: the turns alternate, and what ends in "?" is one for sure.
        answering = not turns[paragraph].endswith("?") and not answering
        said[paragraph] = asked if answering else None
    return said


def _turns(reading: Reading) -> dict[int, str]:
    """The paragraphs that begin with a dash, by their number."""
    found: dict[int, str] = {}
    for segment in reading.segments:
        text = reading.text[segment.start : segment.end]
        if segment.paragraph in found:
            found[segment.paragraph] += f" {text}"
        elif text[0] in _DASHES:
            found[segment.paragraph] = text
    return found


def _asked(reading: Reading, cues: Cues, people: People, first: int) -> Speaker | None:
    """The person introduced above the first question, where the text calls itself an interview."""
    top = [s for s in reading.segments if s.paragraph < first]
    if not top:
        return None
    end = top[-1].end
    introduced = [speaker for start, _, speaker in people.mentions if start < end]
    bodies = [name for name in reading.names_in(0, end) if name.kind in _ASKED]
    introduced = introduced or [speaker_of(name, "interview") for name in bodies[-1:]]
    called = cues.interview.search(reading.folded, 0, end)
    return (
        Speaker(introduced[0].name, introduced[0].type, introduced[0].id, "interview")
        if called and introduced
        else None
    )
