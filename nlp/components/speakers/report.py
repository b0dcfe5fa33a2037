"""Who says what in a text: a speaker for each sentence, or none.

A sentence is said by whom it names as saying it; else by who spoke before it in the paragraph, in the list or table
that a speaker announced, or in the report of a briefing that goes on. A new entry of a live page, a heading, and a
sentence that turns to what everybody knows end a report. In a body's own statement all is its own but what it says
others say; in an interview the answers are of the person asked. A medium is the source of what it reports where nobody
else is said to give it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial

from nlp.components.masks import mask
from nlp.components.reading import BEHIND, NOBODY, OBSERVERS, Reading, Speaker, Voice
from nlp.components.speakers.cues import Cues, cues_of
from nlp.components.speakers.floor import Floor
from nlp.components.speakers.interview import answers
from nlp.components.speakers.kinds import HOLDERS, speaker_of
from nlp.components.speakers.layout import Line, lines
from nlp.components.speakers.people import People, read_people
from nlp.components.speakers.quotation import Quotation
from nlp.components.speakers.statement import publisher
from nlp.components.speakers.view import FIGURE, View, view
from nlp.components.speakers.voices import aside, kind_told, reported_by_medium, voice_of_medium, voices, with_kinds
from nlp.segments import Segment

_HOLDING_POLLS = ("citizen_observers", "expert", "media")
_OUTSIDE = ("expert", "pollster", "contestant")
_SHARE = re.compile("P")


def read_speakers(reading: Reading) -> None:
    """Give each segment its speaker, or note whose report it may still belong to."""
    cues = cues_of(reading.lang)
    people = read_people(reading, cues)
    reading.people = people
    own = publisher(reading, cues)
    told = {} if own else answers(reading, cues, people)
    owners = ((segment.start, told.get(segment.paragraph, own)) for segment in reading.segments)
    reading.owners = {start: speaker for start, speaker in owners if speaker is not None}
    listener = _Listener(reading, cues, people, own, told)
    for line in lines(reading):
        listener.hear(line)


@dataclass(slots=True)
class _Listener:
    """Hears a text line by line and writes down in the reading who speaks."""

    reading: Reading
    cues: Cues
    people: People
    own: Speaker | None
    """Whose statement the text is."""
    told: dict[int, Speaker | None]
    """The paragraphs of an interview, with who speaks in each."""
    floor: Floor = field(default_factory=Floor)
    quotation: Quotation = field(default_factory=Quotation)
    polls: set[int] = field(default_factory=set)
    """The paragraphs that have the word for a poll."""
    asked: Counter[int] = field(default_factory=Counter)
    """How many lines of a paragraph were searched for that word."""
    silent: int | None = None
    """The paragraph that named who speaks without a figure."""
    guessed: set[int] = field(default_factory=set)
    """The paragraphs with a quotation that was given to whoever spoke last."""

    def hear(self, line: Line) -> None:
        """Hear the next line."""
        self._begin(line)
        seen = view(self.reading, line.segment, self.cues, self.people, partial(self._led_back, line))
        self.reading.views[line.segment.start] = seen
        named = self._named(line, seen)
        quoted = self.quotation.read(line, self.reading.text[line.segment.start : line.segment.end])
        said = named or self._meant(line, seen)
        if said is None:
            said = named = self._speaks_on(line, seen)
        self.floor.topic = said or _first(seen) or self._medium(seen) or self.floor.topic
        if said is not None:
            self._look_back(line, seen, said, named)
            self.reading.speakers.update(dict.fromkeys(self._unnamed(quoted), said))
            if self._begins_report(line, seen, said):
                self.floor.take(said, line)
        else:
            said = self._carried(line, seen)
        self._note(line, seen, said, named)

    def _begins_report(self, line: Line, seen: View, said: Speaker) -> bool:
        """Whether what a line says goes on to be said by its speaker: a named one, or one of whom only the kind is told
        where nobody spoke, a list follows, or another poll than the one before is meant."""
        another = self.cues.another.search(seen.text) is not None
        return bool(said.name) or self.floor.speaker is None or another or line.segment.leads_in(self.reading.text)

    def _begin(self, line: Line) -> None:
        """A new paragraph, entry or answer; a heading begins the section of the one body that it names."""
        if line.number:
            return
        self.floor.begin(line)
        if line.opens or line.paragraph in self.told:
            self.floor.clear()
        if line.heads:
            named = self.reading.names_in(line.segment.start, line.segment.end)
            holders = {name.id or name.name: name for name in named if name.kind in HOLDERS}
            if len(holders) == 1:
                self.floor.take(speaker_of(next(iter(holders.values())), "heads"), line, heading=True)

    def _led_back(self, line: Line, types: frozenset[str], at: int) -> Speaker | None:
        return self.floor.led_back(self.reading, line, types, at)

    def _named(self, line: Line, seen: View) -> Speaker | None:
        """Whom the line names as speaking; all that it names are written down."""
        reading, start = self.reading, line.segment.start
        found = voices(reading, seen, self.cues, self.people, own=self.own is not None) or self._behind(seen)
        found = self._polling(line, seen, found) or self._relayed(line, seen)
        if found:
            reading.voices[start] = sorted(with_kinds(seen, found, self.cues), key=lambda voice: voice.at)
            reading.named.add(start)
        named = self._foremost([voice for voice in found if not voice.local and not _only_acts(voice.speaker)])
        if named is not None and (before := self._until(line, seen)) is not None:
            reading.carried[start] = before
        return named

    def _foremost(self, telling: list[Voice]) -> Speaker | None:
        """Of several that a line names, the one whose report goes on: whoever has the floor, else the first that
        figures come from, else the surest."""
        holding = sorted((v for v in telling if v.speaker.type in HOLDERS and v.speaker.name), key=lambda v: v.at)
        keeping = [v for v in holding if self.floor.speaker and _who(v.speaker) == _who(self.floor.speaker)]
        return next((voice.speaker for voice in (*keeping, *holding, *telling)), None)

    def _behind(self, seen: View) -> list[Voice]:
        """A body whose verb stands behind numbers tells those that follow ("which sent 300 observers, reported 20"),
        where no word goes on with whoever spoke before."""
        if not FIGURE.search(seen.text) or self.cues.continued.search(seen.text):
            return []
        found = voices(self.reading, seen.without_numbers(), self.cues, self.people, own=self.own is not None)
        told = [voice for voice in found if voice.speaker.rule in ("named after", "person of")]
        before = [voice for voice in found if voice.speaker.rule == BEHIND]
        return [*before, *(replace(voice, at=voice.end, start=voice.end, local=True) for voice in told)]

    def _relayed(self, line: Line, seen: View) -> list[Voice]:
        """A medium, where it does not merely relay whoever speaks in the paragraph."""
        last = self.floor.speaker
        others = last is not None and last.type != "media" and self.floor.paragraph == line.paragraph
        return [] if others else reported_by_medium(self.reading, seen, self.cues)

    def _polling(self, line: Line, seen: View, found: list[Voice]) -> list[Voice]:
        """Under the word for a poll, a body that gives figures is the one that held it, whatever else it is."""
        if not found and not _SHARE.search(seen.text):
            return []
        title = self.reading.segments[0]
        label = [line.label] if line.label and line.label is not title else []
        if not self._tells_of_poll(line) and not any(map(self._on_poll, [*line.segment.above, *label])):
            return found
        gives = FIGURE.search(seen.text) or line.segment.leads_in(self.reading.text)
        if not found and _SHARE.search(seen.text):
            found = [voice_of_medium(seen, at, name) for at, name in seen.names.items() if name.kind == "media"][:1]
        return [
            replace(voice, speaker=replace(voice.speaker, type="pollster"))
            if voice.speaker.type in _HOLDING_POLLS and voice.speaker.name and gives
            else voice
            for voice in found
        ]

    def _medium(self, seen: View) -> Speaker | None:
        """The medium that a line begins with: "their count" in the next one is its own."""
        name = seen.names.get(-1 if seen.first is None else seen.first)
        return speaker_of(name, "topic") if name is not None and name.kind == "media" else None

    def _tells_of_poll(self, line: Line) -> bool:
        """Whether a line, or one before it in its paragraph, has the word for a poll."""
        while line.paragraph not in self.polls and self.asked[line.paragraph] <= line.number:
            if self._on_poll(line.around[self.asked[line.paragraph]]):
                self.polls.add(line.paragraph)
            self.asked[line.paragraph] += 1
        return line.paragraph in self.polls

    def _on_poll(self, segment: Segment) -> bool:
        return self.cues.polling.search(mask(self.reading, segment).text) is not None

    def _until(self, line: Line, seen: View) -> Speaker | None:
        """Who spoke up to a line that names another, or is meant in front of them: "he says; the commission gave"."""
        if self.own is None and self.floor.meant is not None and self.cues.continued.search(seen.text):
            return self.floor.meant
        speaker = self.floor.speaker
        return speaker if speaker is not None and self.floor.paragraph == line.paragraph else self._owner(line)

    def _owner(self, line: Line) -> Speaker | None:
        """Who says what nobody else is said to say: whose statement it is, or who answers."""
        return self.reading.owners.get(line.segment.start)

    def _meant(self, line: Line, seen: View) -> Speaker | None:
        """Who is meant without a name: "he said", words that go on being quoted, a kind such as "the observers"."""
        last = self.floor.meant
        goes_on = bool(self.cues.continued.search(seen.text))
        if self.own is not None:
            # In a statement, only somebody outside whose findings it goes on with: "by his estimate".
            topic = self.floor.topic
            meant = topic if goes_on and topic is not None and topic.type in _OUTSIDE else None
        elif last is not None and goes_on and not (_stands(last) and self._tells_of_poll(line)) and self._near(line):
            meant = last
        elif self.floor.quoted is not None and self._opens_quote(line.segment):
            meant = self.floor.quoted
            self.guessed.add(line.paragraph)
        else:
            meant = self._of_kind(seen, kind_told(seen.text, self.cues))
        if meant is not None and goes_on:
            self.reading.named.add(line.segment.start)
        return meant

    def _near(self, line: Line) -> bool:
        """Whether a pronoun can mean who spoke last: not those of a paragraph before, when a sentence that names nobody
        stands between."""
        here = self.floor.topic is not None or self.floor.paragraph == line.paragraph
        return here or not line.number

    def _of_kind(self, seen: View, kind: Speaker | None) -> Speaker | None:
        """Who is meant where only a kind is told: who spoke last, if of that kind; by "observers" those that the line
        names, or the only ones heard so far."""
        last = self.floor.meant
        if kind is None or self.cues.another.search(seen.text):
            return kind
        if last is not None and last.type == kind.type and not _stands(last):
            return last
        if kind.type not in OBSERVERS:
            return kind
        named = [speaker for speaker in seen.speakers.values() if speaker.type == kind.type]
        heard = [speaker for speaker in self.floor.heard.values() if speaker.type == kind.type]
        return named[0] if named else heard[0] if len(heard) == 1 else kind

    def _speaks_on(self, line: Line, seen: View) -> Speaker | None:
        """A body that has spoken before and begins the line goes on with what it did: "The mission sent 300"."""
        at = -1 if seen.first is None else seen.first
        name = seen.names.get(at)
        if self.own is not None or name is None or name.kind not in HOLDERS:
            return None
        if aside(self.reading, name, self.cues) or _who(seen.speakers[at]) not in self.floor.heard:
            return None
        self.reading.named.add(line.segment.start)
        return speaker_of(name, "speaks on")

    def _look_back(self, line: Line, seen: View, said: Speaker, named: Speaker | None) -> None:
        """Give the lines before to whom this one names as having said them: "This was said by …"."""
        looks_back = named is not None and bool(self.cues.backwards.search(seen.text))
        quoted = self._opens_quote(line.before[0] if line.before else line.segment)
        closes = bool(self.cues.closing.search(seen.text)) or (
            named is not None and quoted and bool(self.cues.quotes.search(seen.text))
        )
        if closes or looks_back:
            opening = [n for n, before in enumerate(line.before) if closes and self._opens_quote(before)]
            for before in line.before[max(opening, default=0) :] or (line.above if looks_back else ()):
                self.reading.speakers.setdefault(before.start, said)

    def _unnamed(self, told: list[Line]) -> list[int]:
        """The lines, by their start, that nobody speaks but whose the text is, or whose speaker was guessed."""
        speakers = self.reading.speakers
        return [
            line.segment.start
            for line in told
            if line.segment.start not in self.reading.named
            and (line.paragraph in self.guessed or speakers.get(line.segment.start) in (None, self._owner(line)))
        ]

    def _opens_quote(self, segment: Segment) -> bool:
        """Whether a line begins with somebody's words, not with a name in quotation marks."""
        named = self.reading.names_in(segment.start, segment.end)[:1]
        return self.reading.text[segment.start] in '«“"„—–' and not any(n.start <= segment.start + 1 for n in named)

    def _carried(self, line: Line, seen: View) -> Speaker | None:
        """Who goes on speaking in a line that names nobody."""
        floor, owner = self.floor, self._owner(line)
        if self.cues.background.search(seen.text):
            floor.clear()
            return owner
        if owner is None and self.cues.impersonal.search(seen.text):
            return NOBODY
        holder = self.cues.holders.search(seen.text)
        name = seen.names.get(holder.start("speaker")) if holder else None
        if name is not None:
            floor.take(speaker_of(name, "holds the protocols"), line)
            return owner
        if floor.speaker is None or not floor.goes_on(self.reading, line):
            return owner
        if owner is not None:
            mine = self.cues.first_person.search(self.reading.folded, line.segment.start, line.segment.end)
            return floor.speaker if floor.speaker.type == "election_authority" and not mine else owner
        if line.listed or floor.announces(self.reading, line):
            floor.keep(line)
        return floor.speaker

    def _note(self, line: Line, seen: View, said: Speaker | None, named: Speaker | None) -> None:
        """Write down who speaks, or whose report it may be; and whether a report begins."""
        start = line.segment.start
        if said is not None:
            self.reading.speakers[start] = said
        elif self.floor.speaker is not None and self.floor.reports(line):
            self.reading.report[start] = self.floor.speaker
        if named is None:
            if self.silent == line.paragraph - 1:
                self.reading.beginning.add(start)
            return
        told = FIGURE.search(seen.text) or self.cues.backwards.search(seen.text)
        self.silent = None if told else line.paragraph
        self.floor.heard.setdefault(_who(named), named)
        self._note_ahead(line, named)

    def _note_ahead(self, line: Line, named: Speaker) -> None:
        """The lines of a paragraph before the first one that names who speaks may be of the same report."""
        if named.type in HOLDERS and not any(before.start in self.reading.speakers for before in line.before):
            for before in line.before:
                if not self._names_bodies(before):
                    self.reading.report.setdefault(before.start, named)

    def _names_bodies(self, segment: Segment) -> bool:
        named = self.reading.names_in(segment.start, segment.end)
        return any(self.reading.organization_type(name) not in (None, "party") for name in named)


def _only_acts(speaker: Speaker) -> bool:
    """Observers of whom a line only tells what they did, which says nothing of what stands in the next."""
    return speaker.rule == "acts" and speaker.type in OBSERVERS


def _stands(speaker: Speaker) -> bool:
    """A contestant who was only spoken of: no poll's estimates are theirs, and "the opposition" may be another."""
    return speaker.type == "contestant" and speaker.rule == "topic"


def _first(seen: View) -> Speaker | None:
    """The body that a line begins with: who is meant by "it said" in the next one of the paragraph."""
    several = {_who(speaker) for speaker in seen.speakers.values()}
    first = next(iter(seen.speakers), None) if len(several) == 1 else seen.first
    speaker = None if first is None else seen.speakers.get(first)
    return replace(speaker, rule=speaker.rule or "topic") if speaker else None


def _who(speaker: Speaker) -> tuple[str | None, str]:
    return speaker.id or speaker.name, speaker.type
