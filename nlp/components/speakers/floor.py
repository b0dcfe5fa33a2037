"""Who holds the floor: who spoke last in a text, and how far their words go on without their being named again."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter

from nlp.components.reading import Reading, Speaker
from nlp.components.speakers.kinds import HOLDERS, SOURCE_TYPES, speaker_of
from nlp.components.speakers.layout import Line

LONGEST_REPORT = 6
"""How many paragraphs a report of one briefing goes on without naming its speaker again."""
_NEAR = 2
"""How far below whoever announces it a list may stand, in paragraphs."""


@dataclass(slots=True)
class Floor:
    """Passed on from speaker to speaker while the text is read line by line."""

    speaker: Speaker | None = None
    paragraph: int = 0
    """The last paragraph that is theirs."""
    block: int = 0
    heading: int | None = None
    """The paragraph of a heading that names them."""
    topic: Speaker | None = None
    """Who is meant by "it" in the paragraph."""
    introduced: Speaker | None = None
    """Who was spoken of, and did not speak, in the paragraph before."""
    heard: dict[tuple[str | None, str], Speaker] = field(default_factory=dict)
    """Who has been named as speaking so far."""

    def take(self, speaker: Speaker, line: Line, *, heading: bool = False) -> None:
        """Give the floor to a speaker."""
        self.speaker, self.paragraph, self.block = speaker, line.paragraph, line.block
        self.heading = line.paragraph if heading else self.heading

    def keep(self, line: Line) -> None:
        """A list or words that the speaker announced are theirs to their end."""
        self.paragraph, self.block = max(self.paragraph, line.paragraph), max(self.block, line.block)

    def clear(self) -> None:
        """Nobody speaks any more."""
        self.speaker = None

    def begin(self, line: Line) -> None:
        """Begin a paragraph."""
        spoke = self.paragraph == line.paragraph - 1
        self.introduced, self.topic = None if spoke else self.topic, None

    @property
    def meant(self) -> Speaker | None:
        """Who is meant by a pronoun."""
        return self.topic or self.introduced or self.speaker

    @property
    def quoted(self) -> Speaker | None:
        """Whose words a quotation is that nobody is named for."""
        return self.topic or self.speaker

    def goes_on(self, reading: Reading, line: Line) -> bool:
        """Whether the speaker says a line that names nobody: in their paragraph, or in what it announces."""
        if line.paragraph == self.paragraph:
            return True
        return line.paragraph - self.paragraph <= _NEAR and (line.listed or self.announces(reading, line))

    def announces(self, reading: Reading, line: Line) -> bool:
        """Whether a line stands right below a heading of the speaker or a colon: "N., chairman of the commission:"."""
        previous = line.segment.previous
        if previous is None or previous.paragraph == line.paragraph:
            return False
        return previous.leads_in(reading.text) or previous.paragraph == self.heading

    def reports(self, line: Line) -> bool:
        """Whether a line that names nobody may still belong to the report of the speaker's briefing."""
        speaker = self.speaker
        return speaker is not None and speaker.type in HOLDERS and line.block - self.block <= LONGEST_REPORT

    def led_back(self, reading: Reading, line: Line, types: frozenset[str], at: int) -> Speaker | None:
        """The body that a noun or pronoun at an offset leads back to: whoever speaks in this paragraph, else the one
        named last, a few paragraphs before at most, else whose report it still is."""
        kinds = {SOURCE_TYPES[kind] for kind in types}
        last = self.topic or (self.speaker if self.paragraph == line.paragraph else None)
        if last is not None and last.name and (last.type in kinds or not types):
            return last
        reach = LONGEST_REPORT if types else 0
        first = bisect_left(reading.segments, line.paragraph - reach, key=attrgetter("paragraph"))
        named = [
            name
            for name in reading.names_in(reading.segments[first].start, at)
            if (reading.organization_type(name) and name.kind != "media" and not types) or name.kind in types
        ]
        reporting = self.speaker if self.speaker and self.speaker.type in kinds and self.reports(line) else None
        return speaker_of(named[-1], "led back") if named else reporting
