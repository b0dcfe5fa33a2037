"""Who says it: a speaker for each segment, or none.

In order: an organization bound to a verb or noun of speech in the segment; a person introduced with an organization;
"he", "the commission"; the speaker of the report so far; the publisher of its own statement. The medium that merely
relays is never the source.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from nlp.claims import SourceType
from nlp.components.frames import expanded
from nlp.components.masks import Mask, mask
from nlp.components.reading import Name, Reading, Speaker
from nlp.languages import nominative
from nlp.segments import Segment
from nlp.statements import folded

_FOLDER = Path(__file__).parent.parent / "frames"
_PERSON = re.compile(r"[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][\w’'-]+(?:\s+[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][\w’'-]+){1,2}")
_OF_PARTY = re.compile(r"\s*\(|,?(?: \w+){0,3} (?:of|from|for) (?:the )?(?:\w+ )?[«“\"]?")
_SURNAME_TAIL = re.compile(r"(?:ым|ой|ому|ого|ом|а|у|е|ы)$")
LONGEST_REPORT = 6
"""How many paragraphs a report of one briefing goes on without naming its speaker again."""
_REACH = 60
_NEAR = 60
_SAID_BETWEEN = re.compile(r"[\d%–—]")
"""What does not stand between a person and the body that they speak for."""
_REPORTING = ("election_authority", "pollster", "citizen_observers")
SOURCE_TYPES: dict[str, SourceType] = {
    "election_authority": "election_authority", "party": "contestant", "candidate": "contestant",
    "citizen_observers": "citizen_observers", "international_observers": "international_observers",
    "government": "government", "court": "government", "parliament": "government", "media": "media",
    "pollster": "pollster", "ngo": "citizen_observers", "expert": "expert", "company": "expert", "other": "expert",
}  # fmt: skip
"""The kind of speaker that an organization of each type is."""


@dataclass(frozen=True)
class _Lexicon:
    before: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]
    holding: tuple[re.Pattern[str], ...]
    citing: tuple[re.Pattern[str], ...]
    """How a text cites its source by a case that elsewhere only names whom something is said to."""
    contesting: tuple[re.Pattern[str], ...]
    officials: re.Pattern[str] | None
    """What stands before a person who holds an office of the state."""
    compared: re.Pattern[str] | None
    continued: re.Pattern[str]
    led_back: tuple[tuple[frozenset[str], re.Pattern[str]], ...]
    """Words that stand for a body named before, with the types of bodies that they can stand for (none: any)."""
    background: re.Pattern[str]
    backwards: re.Pattern[str]
    holders: re.Pattern[str]
    quotes: re.Pattern[str]
    oblique: re.Pattern[str] | None
    """Endings of a name in whose place, not whose name, something is said: "at the commission"."""
    reach: int
    """How far behind a person the verb of speech may stand: a Kazakh sentence ends in it."""
    closing: re.Pattern[str] | None
    """A sentence that ends with its speaker, who then says what stands before it in the paragraph too."""
    kinds: tuple[tuple[SourceType, re.Pattern[str]], ...]


@lru_cache
def _lexicon(lang: str) -> _Lexicon:
    table = tomllib.loads((_FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))
    raw = expanded(table["speakers"], table.get("words", {}))
    oblique = raw.get("oblique")
    return _Lexicon(
        before=tuple(_compiled(p, oblique) for p in raw["before"]),
        after=tuple(_compiled(p, oblique) for p in raw["after"]),
        holding=tuple(_compiled(p, oblique) for p in raw.get("holding", ())),
        citing=tuple(_compiled(p, None) for p in raw.get("citing", ())),
        contesting=tuple(re.compile(p.replace("«K»", "(?P<speaker>K)")) for p in raw.get("contesting", ())),
        officials=re.compile(raw["officials"]) if "officials" in raw else None,
        compared=re.compile(raw["compared"]) if "compared" in raw else None,
        continued=re.compile(raw["continued"]),
        led_back=tuple((frozenset(row["types"]), _telling(row["pattern"], raw)) for row in raw.get("led_back", ())),
        background=re.compile(raw["background"]),
        backwards=re.compile(raw["backwards"]),
        holders=_compiled(raw["holders"], oblique),
        quotes=re.compile(raw["quotes"]),
        oblique=re.compile(rf"(?:{oblique})[»”\"]?$") if oblique else None,
        reach=raw.get("reach", _REACH),
        closing=re.compile(raw["closing"]) if "closing" in raw else None,
        kinds=tuple((kind["type"], re.compile(kind["pattern"])) for kind in raw["kinds"]),
    )


def _telling(pattern: str, raw: dict[str, Any]) -> re.Pattern[str]:
    return re.compile(pattern.replace("<telling>", raw["telling"]).replace("<officer>", raw["officer"]))


def _compiled(pattern: str, oblique: str | None) -> re.Pattern[str]:
    guard = rf"(?!-?(?:{oblique})\b)" if oblique else ""
    return re.compile(pattern.replace("«O»", f"(?P<speaker>O){guard}"))


def read_speakers(reading: Reading) -> None:
    """Give each segment its speaker, or note whose report it may still belong to."""
    own = publisher(reading)
    if own is not None:
        _of_statement(reading, own)
    else:
        _of_report(reading)


def _of_statement(reading: Reading, own: Speaker) -> None:
    """A body's own statement: all is its own but what it says others say, to the end of the paragraph where these are
    the commission's results."""
    lexicon = _lexicon(reading.lang)
    persons: dict[str, Speaker] = {}
    quoted: tuple[int, Speaker] | None = None
    for segment in reading.segments:
        masked = mask(reading, segment)
        _introduce(reading, segment, masked, persons)
        voices = _voices(reading, masked, lexicon)
        _note_voices(reading, segment, voices)
        said = _named(voices) or _person(reading, segment, persons, lexicon)
        # A joint mission's statement speaks of its own parts: "EU observers found".
        part = said is not None and said.type == own.type == "international_observers"
        if said is None and quoted is not None and quoted[0] == segment.paragraph and masked.all("P"):
            said = quoted[1]
        quoted = (segment.paragraph, said) if said is not None and said.type == "election_authority" else None
        reading.speakers[segment.start] = own if said is None or part else said


def _note_voices(reading: Reading, segment: Segment, voices: list[tuple[int, Speaker]]) -> None:
    """Keep where each of several speakers of a segment is named: each figure belongs to one of them."""
    if len({speaker.id or speaker.name for _, speaker in voices}) > 1:
        reading.voices[segment.start] = sorted(voices, key=lambda voice: voice[0])


@dataclass
class _Course:
    """How a report has gone so far: who spoke last and where, the paragraph being read and the one above it, the body
    that this paragraph is about, all who have spoken, and the persons introduced with a body."""

    last: Speaker | None = None
    last_paragraph: int = 0
    paragraph: list[Segment] = field(default_factory=list)
    above: list[Segment] = field(default_factory=list)
    topic: Speaker | None = None
    spoken: set[str | None] = field(default_factory=set)
    persons: dict[str, Speaker] = field(default_factory=dict)

    def turn_to(self, segment: Segment) -> None:
        """Go on to a segment, in a new paragraph or in this one."""
        if self.paragraph and self.paragraph[0].paragraph != segment.paragraph:
            self.above, self.paragraph, self.topic = self.paragraph, [], None
        self.paragraph.append(segment)

    def reporter(self, segment: Segment) -> Speaker | None:
        """Whose report a segment without a speaker may still belong to."""
        near = segment.paragraph - self.last_paragraph <= LONGEST_REPORT
        return self.last if self.last is not None and self.last.type in _REPORTING and near else None


def _of_report(reading: Reading) -> None:
    """A report on what others say: each speaker holds until the paragraph ends or another speaks."""
    lexicon = _lexicon(reading.lang)
    course = _Course()
    for segment in reading.segments:
        course.turn_to(segment)
        masked = mask(reading, segment)
        _introduce(reading, segment, masked, course.persons)
        said = _speaking(reading, segment, masked, course, lexicon)
        if said is not None:
            course.last, course.last_paragraph = said, segment.paragraph
            _speaks_back(reading, masked, course, lexicon)
        else:
            said = _carried(reading, segment, masked, course, lexicon)
        if said is not None:
            reading.speakers[segment.start] = said
        elif reporter := course.reporter(segment):
            reading.report[segment.start] = reporter


def _speaking(reading: Reading, segment: Segment, masked: Mask, course: _Course, lexicon: _Lexicon) -> Speaker | None:
    """Who a segment says speaks in it: by name, by a word that leads back, or as the body it begins with, which has
    spoken before and goes on with what it did itself: "The mission sent 300 observers"."""
    voices = [
        *_led_back(reading, segment, masked, course.last, course.last_paragraph, lexicon),
        *((at, _behind(who, course.persons)) for at, who in _voices(reading, masked, lexicon)),
    ]
    _note_voices(reading, segment, _with_kinds(masked, voices, lexicon))
    said = _named(voices) or _person(reading, segment, course.persons, lexicon)
    named = said is not None
    said = said or _meant(reading, segment, masked, course.topic or course.last, lexicon)
    about = _topic(masked)
    if said is None and about is not None and about.name in course.spoken and not _aside(reading, about, lexicon):
        said, named = speaker_of(about, "speaks on"), True
    if named:
        reading.named.add(segment.start)
    if said is not None:
        course.spoken.add(said.name)
    course.topic = said or (speaker_of(about, "topic") if about is not None else course.topic)
    return said


def _carried(reading: Reading, segment: Segment, masked: Mask, course: _Course, lexicon: _Lexicon) -> Speaker | None:
    """The speaker of what stands before, where a segment that names none goes on with it."""
    holder = lexicon.holders.search(masked.text)
    name = masked.entities[holder.start("speaker")] if holder else None
    if isinstance(name, Name):
        course.last, course.last_paragraph = speaker_of(name, "holds the protocols"), segment.paragraph
        return None
    if lexicon.background.search(masked.text):
        course.last = None
    if course.last is None or not _carries_on(reading, segment, course.last_paragraph):
        return None
    announced = segment.kind in ("item", "row") or _announced(reading, segment)
    course.last_paragraph = max(course.last_paragraph, segment.paragraph if announced else 0)
    return course.last


def _speaks_back(reading: Reading, masked: Mask, course: _Course, lexicon: _Lexicon) -> None:
    """Give what stands before to whoever is said to have said it; what a paragraph reports before it names the
    commission may be the commission's."""
    said, before = course.last, course.paragraph[:-1]
    assert said is not None
    closes = lexicon.closing is not None and lexicon.closing.search(masked.text)
    named = course.paragraph[-1].start in reading.named
    if closes or (named and _looks_back(reading, course.paragraph, masked, lexicon)):
        for segment in before or ([] if closes else course.above):
            reading.speakers.setdefault(segment.start, said)
    if said.type == "election_authority" and not any(segment.start in reading.speakers for segment in before):
        for segment in before:
            reading.report.setdefault(segment.start, said)


def _meant(reading: Reading, segment: Segment, masked: Mask, last: Speaker | None, lexicon: _Lexicon) -> Speaker | None:
    """Who is meant without a name: "he said", words that go on being quoted, a kind such as "the observers"."""
    if last is not None and (lexicon.continued.search(masked.text) or _opens_quote(reading, segment)):
        return last
    kind = _kind(masked.text, lexicon)
    return last if kind is not None and last is not None and last.type == kind.type else kind


def _led_back(
    reading: Reading, segment: Segment, masked: Mask, last: Speaker | None, last_paragraph: int, lexicon: _Lexicon
) -> list[tuple[int, Speaker]]:
    """A body named before that speaks under the word for what it is, with where that word stands."""
    for types, pattern in lexicon.led_back:
        match = pattern.search(masked.text)
        if match is None:
            continue
        if not types and last is not None and last.name and last_paragraph == segment.paragraph:
            return [(masked.offset(match.start()), last)]
        body = _named_before(reading, segment, types)
        if body is not None:
            return [(masked.offset(match.start()), speaker_of(body, "led back"))]
    return []


def _named_before(reading: Reading, segment: Segment, types: frozenset[str]) -> Name | None:
    """The body of such a type named last, at most a few paragraphs before; of any type in the same paragraph only."""
    near = [
        s
        for s in reading.segments
        if s.start < segment.start and segment.paragraph - s.paragraph <= (LONGEST_REPORT if types else 0)
    ]
    if not near:
        return None
    named = [
        n for n in reading.names_in(near[0].start, segment.start) if reading.organization_type(n) and n.kind != "media"
    ]
    fitting = [name for name in named if not types or name.kind in types]
    return fitting[-1] if fitting else None


_FIRST = re.compile(r"(?:\w+[ ,]+){0,5}[«“\"]?(?P<speaker>O)")


def _topic(masked: Mask) -> Name | None:
    """The body that a sentence begins with: who is meant by "it said" in the next one of the paragraph."""
    match = _FIRST.match(masked.text)
    name = masked.entities[match.start("speaker")] if match else None
    return name if isinstance(name, Name) and name.kind in _HOLDERS else None


def _looks_back(reading: Reading, paragraph: list[Segment], masked: Mask, lexicon: _Lexicon) -> bool:
    """True where a sentence names the speaker of those before it: "This was said by …", or a quote's closing words."""
    return bool(lexicon.backwards.search(masked.text)) or (
        _opens_quote(reading, paragraph[0]) and bool(lexicon.quotes.search(masked.text))
    )


def _opens_quote(reading: Reading, segment: Segment) -> bool:
    """True where a paragraph begins with somebody's words, not with a name in quotation marks."""
    named = any(name.start <= segment.start + 1 for name in reading.names_in(segment.start, segment.end)[:1])
    return reading.text[segment.start] in '«“"„—–' and not named


def _carries_on(reading: Reading, segment: Segment, paragraph: int) -> bool:
    """Within the paragraph, and into the list or the words that it announces."""
    near = segment.paragraph - paragraph <= 2
    return segment.paragraph == paragraph or (
        near and (segment.kind in ("item", "row") or _announced(reading, segment))
    )


def _announced(reading: Reading, segment: Segment) -> bool:
    """True right behind a line that ends in a colon: "N., chairman of the commission:"."""
    before = segment.previous
    return before is not None and before.paragraph < segment.paragraph and before.leads_in(reading.text)


def publisher(reading: Reading) -> Speaker | None:
    """The publisher, where it is no medium but a body that publishes statements of its own."""
    name = reading.document.publisher
    if not name:
        return None
    for match in reading.reference.names(name, reading.lang):
        whole = (match.end - match.start) * 2 >= len(name) and name[match.end : match.end + 1] != "."
        if match.kind == "actor" and whole and match.type in (
            "citizen_observers", "international_observers", "ngo", "party", "election_authority", "pollster"
        ):  # fmt: skip
            own = Speaker(_name_in_text(reading, match.id) or name, SOURCE_TYPES[match.type], match.id, "publisher")
            return _joint_mission(reading) or own if match.type == "international_observers" else own
    for organization in reading.organizations:
        forms = {folded(form) for form in (organization.name, *organization.aliases)}
        if any(f" {folded(name)} " in f" {form} " for form in forms) and organization.type not in (
            "media",
            "company",
            "other",
        ):
            return Speaker(organization.name, SOURCE_TYPES[organization.type], organization.id, "publisher")
    return _statement(reading)


def _joint_mission(reading: Reading) -> Speaker | None:
    """The mission under whose name, at the top of the page, several bodies speak together."""
    for segment in reading.segments[:LONGEST_TOP]:
        for name in reading.names_in(segment.start, segment.end):
            if name.kind in ("international_observers", "citizen_observers") and _MISSION.search(name.name):
                return Speaker(name.name, "international_observers", name.id, "publisher")
    return None


_MISSION = re.compile(r"(?i)observation mission|миссия наблюд|миссия по наблюд")
_PREPARED = re.compile(r"(?:prepared|issued|compiled|written) (?:jointly )?by (?:the )?")
_STATEMENT = re.compile(
    r"заявлен|мәлімдеме|statement|preliminary (?:findings|conclusions)|пресс-релиз|декларац|резолюци"
)


def _statement(reading: Reading) -> Speaker | None:
    """A page that is another body's statement as a whole: headed "BODY: …", or titled a statement of the body."""
    top = reading.segments[:LONGEST_TOP]
    headed = [s for s in top if s.kind == "heading" or s.paragraph <= 2]
    stated = any(_STATEMENT.search(reading.folded, s.start, s.end) for s in headed if s.kind == "heading")
    for segment in headed:
        if segment.start == top[0].start and (body := _letterhead(reading, segment)):
            return speaker_of(body, "statement")
        for name in reading.names_in(segment.start, segment.end):
            by = _PREPARED.search(reading.folded, segment.start, name.start)
            if name.kind in ("international_observers", "citizen_observers", "ngo") and by:
                return Speaker(name.name, SOURCE_TYPES[name.kind], name.id, "statement")
            if name.kind in ("international_observers", "citizen_observers") and (
                stated or reading.text[name.end : name.end + 1] == ":"
            ):
                return Speaker(name.name, SOURCE_TYPES[name.kind], name.id, "statement")
    return None


LONGEST_TOP = 8
_OBSERVERS = ("citizen_observers", "international_observers")


def _letterhead(reading: Reading, segment: Segment) -> Name | None:
    """The observers whose name in its forms is all that a page's first line holds: slides or a statement of theirs."""
    names = reading.names_in(segment.start, segment.end)
    rest, at = "", segment.start
    for name in names:
        rest, at = rest + reading.text[at : name.start], name.end
    rest += reading.text[at : segment.end]
    one = len({name.id or name.name for name in names}) == 1 and names[0].kind in _OBSERVERS
    longest = max(names, key=lambda name: name.end - name.start, default=None)
    return longest if one and not any(letter.isalnum() for letter in rest) else None


def _name_in_text(reading: Reading, actor: str | None) -> str | None:
    return next((name.name for name in reading.names if name.id == actor and actor), None)


def speaker_of(name: Name, rule: str) -> Speaker:
    """The speaker that a name is."""
    return Speaker(name.name, SOURCE_TYPES[name.kind], name.id, rule)


_HOLDERS = ("election_authority", "pollster", "citizen_observers", "international_observers")
"""Kinds of bodies that figures come from: theirs are the data named beside them."""


def _voices(reading: Reading, masked: Mask, lexicon: _Lexicon) -> list[tuple[int, Speaker]]:
    """Whoever the segment says speaks, with where that is said, the surest first."""
    rules = (
        ("named before", lexicon.before), ("named after", lexicon.after), ("named as cited", lexicon.citing),
        ("contestant", lexicon.contesting), ("holds the data", lexicon.holding),
    )  # fmt: skip
    found: list[tuple[int, Speaker]] = []
    for rule, patterns in rules:
        if found and rule == "holds the data":
            break
        for pattern in patterns:
            for match in pattern.finditer(masked.text):
                at = match.start("speaker")
                name = masked.entities.get(at)
                if not isinstance(name, Name) or name.kind in ("media", "option"):
                    continue
                if rule != "named as cited" and _aside(reading, name, lexicon):
                    continue
                if lexicon.compared is not None and lexicon.compared.search(masked.text, max(0, at - _NEAR), at):
                    continue
                if rule != "holds the data" or name.kind in _HOLDERS:
                    found.append(
                        (masked.offset(at), _in_office(reading, masked, at, lexicon) or _first_of(masked, at, rule))
                    )
    return found


_LISTED = re.compile(r"O(?: \(O\))?(?:,? (?:the )?O(?: \(O\))?)*,? and (?:(?:of|by|from) )?(?:the )?$")
"""Bodies before the last of several that speak together."""


def _first_of(masked: Mask, at: int, rule: str) -> Speaker:
    """Of several bodies that speak together ("ODIHR, the European Parliament and PACE said"), the first."""
    before = _LISTED.search(masked.text, max(0, at - _NEAR), at) if rule == "named after" else None
    name = masked.entities[before.start() if before else at]
    assert isinstance(name, Name)
    return speaker_of(name, rule)


def _in_office(reading: Reading, masked: Mask, at: int, lexicon: _Lexicon) -> Speaker | None:
    """A person who speaks in an office of the state: "Prime Minister N. rejected the charges". Where a president is
    elected, one may be standing."""
    name = masked.entities[at]
    if lexicon.officials is None or not isinstance(name, Name) or name.kind != "candidate":
        return None
    held = lexicon.officials.search(masked.text, max(0, at - _NEAR), at)
    standing = reading.election is None or "president" in reading.election.contests
    if held is None or (standing and "president" in held.group()):
        return None
    return Speaker(name.name, "government", name.id, "in office")


def _named(voices: list[tuple[int, Speaker]]) -> Speaker | None:
    return voices[0][1] if voices else None


def _aside(reading: Reading, name: Name, lexicon: _Lexicon) -> bool:
    """True where the name's case says that something is said at, to or by way of it."""
    written = reading.folded[name.start : name.end]
    longer = len(written) > len(name.name) or not reading.text.startswith(name.name, name.start)
    return lexicon.oblique is not None and longer and bool(lexicon.oblique.search(written))


def _introduce(reading: Reading, segment: Segment, masked: Mask, persons: dict[str, Speaker]) -> None:
    """Remember whom a person stands for: "секретарь ЦИК Сабила Мустафина", "Кристиан Вигенин, координатор миссии"."""
    named = reading.names_in(segment.start, segment.end)
    organizations = [name for name in named if reading.organization_type(name)]
    for candidate, party in pairwise(named):
        between = reading.text[candidate.end : party.start]
        if candidate.kind == "candidate" and party.kind == "party" and _OF_PARTY.fullmatch(between):
            persons.setdefault(_surname(candidate.name.split()[-1], reading.lang), speaker_of(party, "person of"))
    taken = [(name.start, name.end) for name in reading.names_in(segment.start, segment.end)]
    for person in _PERSON.finditer(reading.text, segment.start, segment.end):
        if any(person.start() < end and start < person.end() for start, end in taken):
            continue
        nearest = _body_of(reading, person, organizations)
        if nearest is None:
            continue
        left, right = sorted(((person.start(), person.end()), (nearest.start, nearest.end)))
        if right[0] - left[1] <= _NEAR and not _SAID_BETWEEN.search(reading.text, left[1], right[0]):
            persons.setdefault(_surname(person.group().split()[-1], reading.lang), speaker_of(nearest, "person of"))


def _body_of(reading: Reading, person: re.Match[str], organizations: list[Name]) -> Name | None:
    """The organization nearest to a person; in Kazakh it stands before its officer, or behind a comma."""

    def fits(body: Name) -> bool:
        behind = body.start >= person.end()
        return body.kind != "media" and not (
            behind and reading.lang == "kk" and "," not in reading.text[person.end() : body.start]
        )

    return min(
        filter(fits, organizations),
        key=lambda o: min(abs(person.start() - o.end), abs(o.start - person.end())), default=None,
    )  # fmt: skip


def _surname(word: str, lang: str) -> str:
    return folded(nominative(word, lang)) if lang == "kk" else _SURNAME_TAIL.sub("", folded(word))


def _behind(speaker: Speaker, persons: dict[str, Speaker]) -> Speaker:
    """The party that a candidate speaks for, where the text has named it."""
    if speaker.type != "contestant" or not speaker.name:
        return speaker
    return persons.get(_surname(speaker.name.split()[-1], "en"), speaker)


def _with_kinds(masked: Mask, voices: list[tuple[int, Speaker]], lexicon: _Lexicon) -> list[tuple[int, Speaker]]:
    """The speakers with those of whom only a kind is told beside them: "against an official 30%"."""
    if not voices:
        return []
    told = {speaker.type for _, speaker in voices}
    return [
        *voices,
        *(
            (masked.offset(match.start()), Speaker(None, kind, rule=f"kind {kind}"))
            for kind, pattern in lexicon.kinds
            if kind not in told
            for match in pattern.finditer(masked.text)
        ),
    ]


def _person(reading: Reading, segment: Segment, persons: dict[str, Speaker], lexicon: _Lexicon) -> Speaker | None:
    """A person introduced earlier, named beside a verb of speech."""
    text = reading.text[segment.start : segment.end]
    for match in re.finditer(r"[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][\w’'-]+", text):
        speaker = persons.get(_surname(match.group(), reading.lang))
        if speaker is not None and _speech_near(
            reading.folded, segment, segment.start + match.start(), segment.start + match.end(), lexicon
        ):
            return speaker
    return None


def _speech_near(text: str, segment: Segment, start: int, end: int, lexicon: _Lexicon) -> bool:
    """Whether a verb of speech stands right behind a person's name, or right before it."""
    behind = "O" + text[end : min(segment.end, end + lexicon.reach)]
    ahead = text[max(segment.start, start - _NEAR) : start]
    verb = _CLAUSE_END.split(ahead)[-1]
    said = lexicon.quotes.search(_CLAUSE_END.split(behind)[0]) or lexicon.quotes.search(verb)
    return (
        any(pattern.match(behind) or (len(verb) < _VERB and pattern.match(f"O {verb}")) for pattern in lexicon.after)
        or any(pattern.search(f"{ahead}O") for pattern in lexicon.before)
        or said is not None
    )


_CLAUSE_END = re.compile(r"[.;:,—–]")
_VERB = 25
"""A verb alone may stand before its speaker, not a clause."""


_NEAR = 60


def _kind(text: str, lexicon: _Lexicon) -> Speaker | None:
    for kind, pattern in lexicon.kinds:
        if pattern.search(text):
            return Speaker(None, kind, rule=f"kind {kind}")
    return None
