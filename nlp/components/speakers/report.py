"""Who says what in a text: a speaker for each sentence, or none.

A sentence is said by whom it names as saying it; else by who spoke before it in the paragraph, in the list or table
that a speaker announced, or in the report of a briefing that goes on. A new entry of a live page, a heading, and a
sentence that turns to what everybody knows end a report. In a body's own statement all is its own but what it says
others say; in an interview the answers are of the person asked. The medium that merely relays is never the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial

from nlp.components.reading import Reading, Speaker, Voice
from nlp.components.speakers.cues import Cues, cues_of
from nlp.components.speakers.interview import answers
from nlp.components.speakers.kinds import HOLDERS, SOURCE_TYPES, speaker_of
from nlp.components.speakers.people import People, read_people
from nlp.components.speakers.statement import publisher
from nlp.components.speakers.view import View, view
from nlp.components.speakers.voices import aside, kind_told, reported_by_medium, voice_of_medium, voices, with_kinds
from nlp.segments import Segment

LONGEST_REPORT = 6
"""How many paragraphs a report of one briefing goes on without naming its speaker again."""
_FEWEST_ENTRIES = 3
_HOLDING_POLLS = ("citizen_observers", "expert", "media")
_OUTSIDE = ("expert", "pollster", "contestant")
_FIGURE = re.compile("[PN]")
_SHARE = re.compile("P")
_SHORT_LINE = 80


def read_speakers(reading: Reading) -> None:
    """Give each segment its speaker, or note whose report it may still belong to."""
    cues = cues_of(reading.lang)
    people = read_people(reading, cues)
    own = reading.own = publisher(reading, cues)
    reading.people = people
    told = {} if own else answers(reading, cues, people)
    speaking = ((segment.start, told.get(segment.paragraph, own)) for segment in reading.segments)
    reading.owners = {start: speaker for start, speaker in speaking if speaker is not None}
    _Listener(reading, cues, people, own, told, _entries(reading)).listen()


def _entries(reading: Reading) -> set[int]:
    """The paragraphs that begin with a clock time or a post's number, where they are so many that the page was written
    live."""
    found = {
        segment.paragraph
        for segment in reading.segments
        if segment.kind == "sentence" and _ENTRY.match(reading.text, segment.start)
        and (segment.previous is None or segment.previous.paragraph < segment.paragraph)
    }  # fmt: skip
    return found if len(found) >= _FEWEST_ENTRIES else set()


_ENTRY = re.compile(r"(?:\d{1,2}[:.]\d{2}[.:]?\s(?![–—|-])|\d{1,3}/\s).{25}")


@dataclass(slots=True)
class _Listener:
    """What is known of who speaks, while the text is read sentence by sentence."""

    reading: Reading
    cues: Cues
    people: People
    own: Speaker | None
    told: dict[int, Speaker | None]
    entries: set[int]
    last: Speaker | None = None
    last_paragraph: int = 0
    last_block: int = 0
    block: int = 0
    topic: Speaker | None = None
    paragraph: list[Segment] = field(default_factory=list)
    above: list[Segment] = field(default_factory=list)
    questions: set[int] = field(default_factory=set)
    """The headings of a page of questions and answers."""
    heard: set[tuple[str | None, str]] = field(default_factory=set)
    """Who has spoken so far."""
    number: int = 0
    label: Segment | None = None
    """The last line that heads what stands below it."""
    announced: int | None = None
    """The paragraph that named who speaks without a figure."""
    headed: int = -1
    """The paragraph of a heading that names who speaks below it."""

    def listen(self) -> None:
        """Read all segments."""
        asked = {s.paragraph for s in self.reading.segments if self.reading.text[s.end - 1] == "?" and _alone(s)}
        self.questions = asked if len(asked) >= _FEWEST_ENTRIES else set()
        for number, segment in enumerate(self.reading.segments):
            self.number = number
            self._turn(segment)
            self._hear(segment)

    def _turn(self, segment: Segment) -> None:
        """Begin a new paragraph, block, or entry."""
        if self.paragraph and self.paragraph[0].paragraph == segment.paragraph:
            self.paragraph.append(segment)
            return
        before = self.paragraph[0] if self.paragraph else None
        if before is None or not (_listed(self.reading, before) and _listed(self.reading, segment)):
            self.block += 1
        self.above, self.paragraph, self.topic = self.paragraph, [segment], None
        if segment.paragraph in self.entries or segment.paragraph in self.told:
            self.last = None
        elif self._is_label(segment):
            self.label = segment
            self._head(segment)

    def _is_label(self, segment: Segment) -> bool:
        """A short line without an end above what it heads; not above a table, which has its own captions."""
        text = self.reading.text[segment.start : segment.end]
        after = self.reading.segments[self.number + 1 : self.number + 2]
        short = len(text) <= _SHORT_LINE and (text[-1].isalnum() or text[-1] in ')»”"?:')
        return short and segment.kind in ("sentence", "heading") and bool(after) and not _FIGURES.search(text)

    def _head(self, segment: Segment) -> None:
        """A heading begins a section: of the one body that it names; a question, of nobody."""
        named = [n for n in self.reading.names_in(segment.start, segment.end) if self.reading.organization_type(n)]
        holders = {name.id or name.name: name for name in named if name.kind in HOLDERS}
        if len(holders) == 1:
            self.last = speaker_of(next(iter(holders.values())), "heads")
            self.last_paragraph, self.last_block, self.headed = segment.paragraph, self.block, segment.paragraph
        elif segment.paragraph in self.questions:
            self.last = None

    def _hear(self, segment: Segment) -> None:
        reading, cues = self.reading, self.cues
        seen = reading.views[segment.start] = view(
            reading, segment, self.cues, self.people, partial(self._meant_by, segment)
        )
        found = voices(reading, seen, cues, self.people, own=self.own is not None)
        found = self._polling(segment, seen, found) or reported_by_medium(reading, seen, cues)
        if found:
            reading.voices[segment.start] = sorted(with_kinds(seen, found, cues), key=lambda voice: voice.at)
            reading.named.add(segment.start)
        named = next((voice.speaker for voice in found if not voice.local), None)
        said = named or (self._quoted(seen) if self.own else self._meant(segment, seen))
        if said is not None and self.cues.continued.search(seen.text):
            reading.named.add(segment.start)
        if named is not None and (before := self._before(segment)) is not None:
            reading.carried[segment.start] = before
        about = self._begun(seen)
        if said is None and self.own is None and (again := self._speaks_on(seen)) is not None:
            said = named = again
            reading.named.add(segment.start)
        self.topic = said or about or self.topic
        if said is not None:
            self._back(segment, seen, said, named)
            if said.name or self.last is None:
                self.last, self.last_paragraph, self.last_block = said, segment.paragraph, self.block
        else:
            said = self._carried(segment, seen)
        if named is not None:
            silent = not _FIGURE.search(seen.text) and not self.cues.backwards.search(seen.text)
            self.announced = segment.paragraph if silent else None
        elif self.announced == segment.paragraph - 1:
            reading.beginning.add(segment.start)
        if said is not None:
            reading.speakers[segment.start] = said
        elif self._reported():
            reading.report[segment.start] = self.last  # type: ignore[assignment]
        if named is not None:
            self._ahead(segment, named)

    def _ahead(self, segment: Segment, named: Speaker) -> None:
        """The sentences of a paragraph before the first one that names who speaks may be of the same report."""
        self.heard.add((named.id or named.name, named.type))
        speakers, report = self.reading.speakers, self.reading.report
        if named.type in HOLDERS and not any(before.start in speakers for before in self.paragraph[:-1]):
            for before in self.paragraph[:-1]:
                if not self._names_bodies(before):
                    report[before.start] = named

    def _names_bodies(self, segment: Segment) -> bool:
        return any(
            self.reading.organization_type(n) not in (None, "party")
            for n in self.reading.names_in(segment.start, segment.end)
        )

    def _polling(self, segment: Segment, seen: View, found: list[Voice]) -> list[Voice]:
        """Under the word for a poll, a body that gives figures is the one that held it, whatever else it is."""
        under = [*segment.above, *([self.label] if self.label else []), *self.paragraph]
        if not any(self.cues.polling.search(self.masked(told.start)) for told in under):
            return found
        if not found and _SHARE.search(seen.text):
            found = [voice_of_medium(seen, at, name) for at, name in seen.names.items() if name.kind == "media"][:1]
        return [
            replace(voice, speaker=replace(voice.speaker, type="pollster"))
            if voice.speaker.type in _HOLDING_POLLS and voice.speaker.name and _FIGURE.search(seen.text)
            else voice
            for voice in found
        ]

    def masked(self, start: int) -> str:
        """The masked text of a segment by its start."""
        text: str = self.reading.masks[start].text
        return text

    def _carried(self, segment: Segment, seen: View) -> Speaker | None:
        """Who goes on speaking in a sentence that names nobody."""
        base = self.reading.owners.get(segment.start)
        if self.cues.background.search(seen.text):
            self.last = None
            return base
        if holder := self.cues.holders.search(seen.text):
            name = seen.names.get(holder.start("speaker"))
            if name is not None:
                self.last, self.last_paragraph = speaker_of(name, "holds the protocols"), segment.paragraph
                self.last_block = self.block
                return base
        if base is not None:
            mine = self.cues.first_person.search(self.reading.folded, segment.start, segment.end)
            official = self.last is not None and self.last.type == "election_authority" and not mine
            return self.last if official and self._carries_on(segment) else base
        if self.last is not None and self._carries_on(segment):
            announced = segment.kind in ("item", "row") or self._announced(segment)
            self.last_paragraph = max(self.last_paragraph, segment.paragraph if announced else 0)
            self.last_block = max(self.last_block, self.block if announced else 0)
            return self.last
        return None

    def _carries_on(self, segment: Segment) -> bool:
        """Within the paragraph, and into the list or the words that it announces."""
        near = segment.paragraph - self.last_paragraph <= 2
        listed = segment.kind in ("item", "row") or self._announced(segment)
        return segment.paragraph == self.last_paragraph or (near and listed)

    def _announced(self, segment: Segment) -> bool:
        """True right behind a line that ends in a colon: "N., chairman of the commission:"."""
        before = segment.previous
        if before is None or before.paragraph == segment.paragraph:
            return False
        return before.leads_in(self.reading.text) or before.paragraph == self.headed

    def _reported(self) -> bool:
        last = self.last
        return last is not None and last.type in HOLDERS and self.block - self.last_block <= LONGEST_REPORT

    def _before(self, segment: Segment) -> Speaker | None:
        """Who spoke up to a sentence that names another."""
        base = self.reading.owners.get(segment.start)
        return self.last if self.last is not None and self.last_paragraph == segment.paragraph else base

    def _quoted(self, seen: View) -> Speaker | None:
        """In a statement, somebody outside whose findings it goes on with: "by his estimate"."""
        goes_on = self.topic is not None and self.topic.type in _OUTSIDE and self.cues.continued.search(seen.text)
        return self.topic if goes_on else None

    def _meant(self, segment: Segment, seen: View) -> Speaker | None:
        """Who is meant without a name: "he said", words that go on being quoted, a kind such as "the observers"."""
        last = self.topic or self.last
        if last is not None and (self.cues.continued.search(seen.text) or self._opens_quote(segment)):
            return last
        kind = kind_told(seen.text, self.cues)
        return last if kind is not None and last is not None and last.type == kind.type else kind

    def _meant_by(self, segment: Segment, types: frozenset[str], at: int) -> Speaker | None:
        """The body that a noun or pronoun at an offset leads back to: whoever speaks in this paragraph, else the one
        named last, a few paragraphs before at most."""
        last = self.topic or self.last
        kinds = {SOURCE_TYPES[kind] for kind in types}
        if (
            last is not None
            and last.name
            and self.last_paragraph == segment.paragraph
            and (last.type in kinds or not types)
        ):
            return last
        reach = LONGEST_REPORT if types else 0
        near = [s for s in self.reading.segments if s.start <= at and segment.paragraph - s.paragraph <= reach]
        named = [
            name
            for name in self.reading.names_in(near[0].start, at)
            if self.reading.organization_type(name) and name.kind != "media" and (not types or name.kind in types)
        ]
        return speaker_of(named[-1], "led back") if named else None

    def _begun(self, seen: View) -> Speaker | None:
        """The body that a sentence begins with: who is meant by "it said" in the next one of the paragraph."""
        match = _FIRST.match(seen.text)
        speaker = seen.speakers.get(match.start("speaker")) if match else None
        return Speaker(speaker.name, speaker.type, speaker.id, speaker.rule or "topic") if speaker else None

    def _speaks_on(self, seen: View) -> Speaker | None:
        """A body that has spoken before and begins the sentence goes on with what it did: "The mission sent 300"."""
        match = _FIRST.match(seen.text)
        at = match.start("speaker") if match else -1
        name = seen.names.get(at)
        if name is None or name.kind not in HOLDERS or aside(self.reading, name, self.cues):
            return None
        return speaker_of(name, "speaks on") if (name.id or name.name, seen.speakers[at].type) in self.heard else None

    def _back(self, segment: Segment, seen: View, said: Speaker, named: Speaker | None) -> None:
        """Give the sentences before to whom this one names as having said them: "This was said by …"."""
        looks_back = named is not None and bool(self.cues.backwards.search(seen.text))
        closes = bool(self.cues.closing.search(seen.text)) or (
            named is not None and self._opens_quote(self.paragraph[0]) and bool(self.cues.quotes.search(seen.text))
        )
        if closes or looks_back:
            for before in self.paragraph[:-1] or (self.above if looks_back else []):
                self.reading.speakers.setdefault(before.start, said)

    def _opens_quote(self, segment: Segment) -> bool:
        """True where a paragraph begins with somebody's words, not with a name in quotation marks."""
        reading = self.reading
        named = any(name.start <= segment.start + 1 for name in reading.names_in(segment.start, segment.end)[:1])
        return reading.text[segment.start] in '«“"„—–' and not named


def _alone(segment: Segment) -> bool:
    """Whether a segment begins its paragraph."""
    return segment.previous is None or segment.previous.paragraph < segment.paragraph


_FIGURES = re.compile(r"\d.*%|\d{3}")
_FIRST = re.compile(r"(?:\w+[ ,]+){0,5}?[«“\"]?(?P<speaker>[OK])(?!\w)")


def _listed(reading: Reading, segment: Segment) -> bool:
    """A line of a list or table, also of one that is set by spaces alone."""
    short = segment.end - segment.start <= _SHORT_LINE and reading.text[segment.end - 1] not in ".!?:"
    return segment.kind in ("item", "row") or (
        short and any(c.isdigit() for c in reading.text[segment.start : segment.end])
    )
