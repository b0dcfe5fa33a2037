"""What the title judges and the text below it does not bear out, to be set against what the text says.

A title is context and makes no claims: it shortens what the text says. Its judgement is noted only where the text has
none of that polarity, on whatever aspect, by the body that the title names (by anybody, if it names none) and, for
blame, alleges no irregularity. Whom a title names that judges nothing in the text may have said it elsewhere.
"""

from __future__ import annotations

from nlp.claims import Assessment
from nlp.components.judgements import body_segments, judged_in
from nlp.components.reading import Reading, Speaker, attribution
from nlp.judgements import Judgement, find_judgements
from nlp.languages import to_cyrillic
from nlp.reference import NameMatch
from nlp.segments import Segment
from nlp.statements import folded


def read_headline(reading: Reading) -> None:
    """Find what the title judges and nothing in the text bears out."""
    title = reading.document.title or ""
    if not title or not reading.electoral or reading.election is None:
        return
    shown = to_cyrillic(title).text if reading.script else title
    names = [name for name in reading.reference.names(shown, reading.lang) if name.kind == "actor"]
    judged = [one for one in find_judgements(_without(names, shown), reading.lang, context=True) if one.aspect]
    if not judged:
        return
    said = _in_the_text(reading, shown)
    named = {name.id for name in names}
    speakers = {_who(speaker): speaker for _, speaker in said if speaker and _is_named(speaker, named, shown)}
    if len(speakers) > 1 or named - speakers.keys():
        return
    speaker = next(iter(speakers.values()), None)
    own = [one for one, by in said if speaker is None or (by and _who(by) == _who(speaker))]
    reading.headline = [
        Assessment(
            aspect=one.aspect, polarity=one.polarity, election=reading.election.id,
            quote=title, start=0, end=len(title), **attribution(speaker),
        )
        for one in judged if not any(_bears_out(other, one) for other in own)
    ]  # fmt: skip


def _in_the_text(reading: Reading, title: str) -> list[tuple[Judgement, Speaker | None]]:
    """What the text judges and alleges, the line apart that repeats the title."""
    return [
        (found, speaker)
        for segment in body_segments(reading) if not _repeats(reading, segment, title)
        for found, _, _, speaker in judged_in(reading, segment)
    ]  # fmt: skip


def _repeats(reading: Reading, segment: Segment, title: str) -> bool:
    return folded(reading.text[segment.start : segment.end]) in folded(title)


def _bears_out(said: Judgement, title: Judgement) -> bool:
    """Whether a judgement of the text, on whatever aspect, is one that a title could be short for."""
    return said.polarity == title.polarity or (said.type is not None and title.polarity == "negative")


def _who(speaker: Speaker) -> str:
    return speaker.id or folded(speaker.name)


def _is_named(speaker: Speaker, named: set[str], title: str) -> bool:
    return speaker.id in named or bool(speaker.name and folded(speaker.name) in folded(title))


def _without(names: list[NameMatch], title: str) -> str:
    """The title with names blotted out: a Society for Fair Elections judges nothing by being named."""
    for name in names:
        title = title[: name.start] + "x" * (name.end - name.start) + title[name.end :]
    return title
