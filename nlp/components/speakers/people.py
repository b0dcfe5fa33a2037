"""Whom a person speaks for: the body that they are introduced with, or what they are by profession or office.

"Nuria Silva, who chairs the commission" speaks for the commission, here and wherever the text goes on to name her by
her surname; "the political scientist X" speaks for nobody else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter

from nlp.claims import SourceType
from nlp.components.reading import OBSERVERS, Name, Reading, Speaker
from nlp.components.speakers.cues import Cues
from nlp.components.speakers.kinds import HOLDERS, body_kind, speaker_of
from nlp.languages import nominative
from nlp.segments import Segment
from nlp.statements import folded

_CAPITAL = "A-ZА-ЯЁӘІҢҒҮҰҚӨҺÁÉÍÓÖÚÜČĆŠŽŁŞÇĞŚ"
_PERSON = re.compile(rf"[{_CAPITAL}][\w’'-]+(?:\s+(?:[{_CAPITAL}]\.\s*)?[{_CAPITAL}][\w’'-]+){{1,3}}")
_WORD = re.compile(rf"[{_CAPITAL}][\w’'-]+")
_SURNAME_TAIL = re.compile(r"(?:ым|ой|ому|ого|ом|а|у|е|ы)$")
_start = attrgetter("start")
_BESIDE = 60
"""How far from a person what they are may stand."""
_SPOKEN_FOR = {"expert": HOLDERS, "government": (*HOLDERS, "government", "court", "parliament", "party", "media")}
"""The types of bodies that a person of a profession or office speaks for; at others they only work: "a political
scientist at the University of N."."""
_NO_APPOSITION = re.compile(r"[\d%–—:;]|\. ")
"""What does not stand between a person and the body that they speak for."""


@dataclass(slots=True)
class People:
    """The persons of a text who speak for somebody, by surname, and where they are named."""

    lang: str
    speakers: dict[str, Speaker] = field(default_factory=dict)
    mentions: list[tuple[int, int, Speaker]] = field(default_factory=list)
    bodies: defaultdict[str, list[Name]] = field(default_factory=lambda: defaultdict(list))
    """The bodies of each kind that the text names, in its order."""

    def behind(self, speaker: Speaker) -> Speaker:
        """The party that a candidate speaks for, where the text has named it."""
        if speaker.type != "contestant" or not speaker.name:
            return speaker
        return self.speakers.get(_surname(speaker.name, self.lang), speaker)

    def nearest(self, kinds: Iterable[str], at: int) -> Name | None:
        """The body of some kinds named last before an offset, else first behind it."""
        before, behind = [], []
        for kind in kinds:
            named = self.bodies[kind]
            here = bisect_left(named, at, key=_start)
            before += named[max(0, here - 1) : here]
            behind += named[here : here + 1]
        return max(before, key=_start, default=None) or min(behind, key=_start, default=None)

    def within(self, segment: Segment) -> list[tuple[int, int, Speaker]]:
        """The mentions in a segment, each with the office and the body beside it."""
        first = bisect_left(self.mentions, segment.start, key=itemgetter(0))
        last = bisect_left(self.mentions, segment.end, lo=first, key=itemgetter(0))
        return [mention for mention in self.mentions[first:last] if mention[1] <= segment.end]


def read_people(reading: Reading, cues: Cues) -> People:
    """Find who is introduced with a body or a profession, then every mention of each."""
    people = People(reading.lang)
    for name in reading.names:
        if reading.organization_type(name):
            people.bodies[body_kind(name)].append(name)
    introduced: dict[tuple[int, int], tuple[int, int]] = {}
    for segment in reading.segments:
        for first, end in _persons(reading, segment):
            start = _without_role(reading, cues, first, end)
            body = _body_beside(reading, cues, segment, start, end)
            speaker = _introduced(reading, cues, people, segment, (start, end), body)
            if speaker is not None:
                people.speakers.setdefault(_surname(reading.text[start:end], reading.lang), speaker)
                beside = (body.start, body.end) if body is not None else (start, end)
                introduced[start, end] = min(start, beside[0]), max(end, beside[1])
    if people.speakers:
        people.mentions = _mentions(reading, people, introduced)
    return people


def _without_role(reading: Reading, cues: Cues, start: int, end: int) -> int:
    """Where the name itself begins: a sentence may open with what the person is."""
    first = _WORD.match(reading.text, start, end)
    while first is not None and first.end() < end:
        role = f"{reading.folded[start : first.end()]} ¦"
        if not any(cue.pattern.search(role) for cue in cues.roles):
            break
        start = first.end() + 1
        first = _WORD.match(reading.text, start, end)
    return start


def _mentions(
    reading: Reading, people: People, introduced: dict[tuple[int, int], tuple[int, int]]
) -> list[tuple[int, int, Speaker]]:
    found = [
        (*span, people.speakers[_surname(reading.text[start:end], reading.lang)])
        for (start, end), span in introduced.items()
        if span != (start, end) or not reading.is_named(start, end)
    ]
    taken = {at for start, end, _ in found for at in range(start, end)}
    for word in _WORD.finditer(reading.text):
        speaker = people.speakers.get(_surname(word.group(), reading.lang))
        if speaker is not None and word.start() not in taken and not reading.is_named(*word.span()):
            found.append((word.start(), word.end(), speaker))
    return sorted(found, key=lambda mention: mention[0])


def _persons(reading: Reading, segment: Segment) -> list[tuple[int, int]]:
    """Names of candidates and experts, and capitalised words in a row that name nothing else."""
    named = reading.names_in(segment.start, segment.end)
    found = [(name.start, name.end) for name in named if name.kind in ("candidate", "expert")]
    borders = [segment.start, *(at for name in named for at in (name.start, name.end)), segment.end]
    for start, end in zip(borders[::2], borders[1::2], strict=True):
        for match in _PERSON.finditer(reading.text, start, end):
            if not any(word.isupper() for word in match.group().split() if len(word) > 2):
                found.append(match.span())
    return found


def _introduced(
    reading: Reading, cues: Cues, people: People, segment: Segment, person: tuple[int, int], body: Name | None
) -> Speaker | None:
    """What stands beside a person: a body, a profession, an office; None where nothing tells."""
    start, end = person
    before = reading.folded[max(segment.start, start - _BESIDE) : start]
    after = reading.folded[end : min(segment.end, end + _BESIDE)]
    if any(name.kind == "candidate" for name in reading.names_in(start, end)):
        return speaker_of(body, "person of") if body is not None else None
    role = next((r for r in cues.roles if r.pattern.search(f"{before}¦{after}")), None)
    if role is not None and role.type in _SPOKEN_FOR and (body is None or body.kind not in _SPOKEN_FOR[role.type]):
        return _by_profession(reading, start, end, role.type)
    if body is not None and role is not None and role.type in OBSERVERS and body_kind(body) not in OBSERVERS:
        return Speaker(body.name, role.type, body.id, "person of")
    if body is not None:
        speaker = speaker_of(body, "person of")
        return _by_profession(reading, start, end, "expert") if speaker.type == "expert" else speaker
    if role is None:
        return None
    near = people.nearest(OBSERVERS if role.type in OBSERVERS else (role.type,), start)
    return speaker_of(near, "person of") if near else _by_profession(reading, start, end, role.type)


def _by_profession(reading: Reading, start: int, end: int, kind: SourceType) -> Speaker:
    person = nominative(" ".join(reading.text[start:end].split()), reading.lang)
    return Speaker(person, kind, rule="by profession")


def _body_beside(reading: Reading, cues: Cues, segment: Segment, start: int, end: int) -> Name | None:
    """The body nearest to a person, with nothing but their office between, nor anybody else; in Kazakh it stands before
    its officer, or behind a comma."""
    near = reading.names_in(max(segment.start, start - 2 * _BESIDE), min(segment.end, end + 2 * _BESIDE))
    person = next((name for name in near if (name.start, name.end) == (start, end)), None)
    fitting = []
    for body in near:
        behind = body.start >= end
        gap = (end, body.start) if behind else (body.end, start)
        between = reading.text[slice(*gap)]
        if reading.organization_type(body) is None or body.kind == "media" or not 0 <= gap[1] - gap[0] <= _BESIDE:
            continue
        loose = behind and reading.lang == "kk" and "," not in between
        parted = _NO_APPOSITION.search(between) or _PERSON.search(between) or cues.parting.search(between.casefold())
        if loose or parted:
            continue
        if person is not None and person.kind == "candidate":
            if body.kind != "party" or not (_OF_PARTY if behind else _PARTYS).fullmatch(between):
                continue
        elif not behind and _PART.fullmatch(between):
            continue
        fitting.append((gap[1] - gap[0], body))
    return min(fitting, key=lambda pair: pair[0])[1] if fitting else None


_OF_PARTY = re.compile(r"\s*\(|,?(?: \w+){0,3} (?:of|from|for|от|из) (?:the )?(?:\w+ )?[«“\"]?")
_PARTYS = re.compile(r"[»”\"]?(?:['’]s)?(?: [\w-]+){1,3} ")
_PART = re.compile(r"[»”\"]? (?:of|for|on|and) (?:the )?")
"""What stands between the parts of one name: the person is none."""


def _surname(name: str, lang: str) -> str:
    word = name.rsplit(maxsplit=1)[-1]
    return folded(nominative(word, lang)) if lang == "kk" else _SURNAME_TAIL.sub("", folded(word))
