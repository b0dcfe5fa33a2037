"""Exit polls beside each other: who is not named twice is not taken for one."""

from __future__ import annotations

from nlp.claims import Figure
from nlp.components.reading import Reading, identity


def told_apart(reading: Reading, figures: list[Figure]) -> list[Figure]:
    """The figures, without the pollster that only went on speaking where it would give one contestant two shares: no
    poll finds both, so whose the later one is stays open, to the end of its paragraph."""
    if reading.script is not None:
        return figures  # Their offsets are of the text as it is written.
    given: dict[object, Figure] = {}
    others: set[tuple[int, str | None]] = set()
    found = []
    for figure in figures:
        segment = reading.segment_at(figure.start)
        carried = figure.source_type == "pollster" and figure.source is not None and segment.start not in reading.named
        first = given.setdefault(_asked(figure), figure)
        here = segment.paragraph, figure.source
        if carried and (here in others or (first.value, first.low) != (figure.value, figure.low)):
            others.add(here)
            reading.reasons[identity(figure)]["source"] = "a poll beside the one spoken of"
            found.append(figure.model_copy(update={"source": None, "source_id": None}))
        else:
            found.append(figure)
    return found


def _asked(figure: Figure) -> object:
    whose = figure.subject_id or figure.subject
    where = figure.place, figure.locality, figure.contest, figure.election, figure.as_of
    return figure.source, figure.metric, whose, where
