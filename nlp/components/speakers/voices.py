"""Who a sentence says speaks: a body or person bound to a verb or noun of speech, with where that is said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.components.reading import OBSERVERS, Name, Reading, Speaker, Voice
from nlp.components.speakers.cues import Cues
from nlp.components.speakers.kinds import HOLDERS, speaker_of
from nlp.components.speakers.people import People
from nlp.components.speakers.view import FIGURE, View
from nlp.statements import folded

BESIDE = "beside a figure"
"""The rule of a speaker right at a figure."""
_NEAR = 60


def voices(reading: Reading, seen: View, cues: Cues, people: People, *, own: bool) -> list[Voice]:
    """Whoever the sentence says speaks, the surest first. In a body's `own` statement what others do is its to tell."""
    rules = (
        ("named before", cues.before), ("named after", (*cues.after, _BRINGS)), ("named as cited", cues.citing),
        ("contestant", cues.contesting), (BESIDE, _BESIDE), ("found", () if own else cues.finding),
        ("counts itself", cues.counting), ("holds the data", cues.holding), ("acts", () if own else cues.acting),
    )  # fmt: skip
    found: dict[int, Voice] = {}
    if not seen.speakers and not seen.names:
        return []
    for rule, patterns in rules:
        if found and rule in ("holds the data", "acts"):
            break
        for pattern in patterns:
            for match in _matches(pattern, seen.text):
                at = match.start("speaker")
                if at not in found and _may_speak(reading, seen, at, rule, cues):
                    speaker = _in_office(reading, seen, at, cues) or _first_of(seen, at, rule)
                    local = rule == BESIDE and bool(FIGURE.search(seen.text, 0, at))
                    span = seen.offset(match.start()), seen.offset(match.end())
                    found[at] = Voice(seen.offset(at), people.behind(speaker), *span, local)
    return list(found.values())


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """All matches with different speakers: a verb may be of any body before it."""
    match = pattern.search(text)
    while match is not None:
        yield match
        match = pattern.search(text, match.start("speaker") + 1)


_BESIDE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<speaker>O)(?:['’]s)?[»”\"]?\)? ?[:–—-]? ?(?:K[»”\"]?\)? ?[:–—-]? ?)?(?:об? |at |on )?[PN]",
        r"[PN][^.;PN]{0,40}\((?:[^()]{0,20} )?(?P<speaker>O)\)",
    )
)
"""A body right at a figure: "CEC 59.02%", "turnout 18.3% (CEC)"."""
_BRINGS = re.compile(r"^(?:[^.:;PNOK]{0,50}[\s.(])?[«“\"]?(?P<speaker>O)[»”\"]?\)?[^.:;OK]{0,80}:(?=[^:.]{0,60}[PNK])")
"""A body opens a line, and the colon behind what it did brings its figures."""
_TELLING_DEEDS = ("election_authority", "citizen_observers", "government")
_NUMBER = re.compile("[PN§]")
_GENITIVE = re.compile("O['’]s ")
_SHARE_NEXT = re.compile(r"O[^PN]{0,40}P")
"""A body that gets a share of something does not tell of it."""
_SHARE_BEHIND = re.compile(r"O[^PN]{0,9}P")
"""Observers beside a count are counted themselves."""


def _may_speak(reading: Reading, seen: View, at: int, rule: str, cues: Cues) -> bool:
    speaker, name = seen.speakers.get(at), seen.names.get(at)
    if rule == "counts itself":
        return name is not None and name.kind == "media"
    if speaker is None:
        return False
    if rule in ("holds the data", BESIDE) and (name.kind if name else speaker.type) not in HOLDERS:
        return False
    if rule == "acts" and (speaker.type not in _TELLING_DEEDS or _SHARE_NEXT.match(seen.text, at)):
        return False
    if rule == BESIDE and (speaker.rule == "person of" or not _gives(seen, at, speaker, cues)):
        return False
    if name is not None and rule != "named as cited" and aside(reading, name, cues):
        return False
    return rule == BESIDE or not cues.compared.search(seen.text, max(0, at - _NEAR), at)


def _gives(seen: View, at: int, speaker: Speaker, cues: Cues) -> bool:
    """Whether a body beside a figure gives it: nothing is brought to it, and it is not counted itself."""
    counted = speaker.type in OBSERVERS and not _SHARE_BEHIND.match(seen.text, at)
    brought = cues.brought.search(seen.text, max(0, at - _NEAR), at) and not _GENITIVE.match(seen.text, at)
    return not counted and not brought


def aside(reading: Reading, name: Name, cues: Cues) -> bool:
    """True where the name's case says that something is said at, to or by way of it."""
    written = reading.folded[name.start : name.end]
    longer = len(written) > len(name.name) or not reading.text.startswith(name.name, name.start)
    return cues.oblique is not None and longer and bool(cues.oblique.search(written))


def reported_by_medium(reading: Reading, seen: View, cues: Cues) -> list[Voice]:
    """A medium that reports figures in a sentence that names nobody else as their source, and does not publish it."""
    if not _NUMBER.search(seen.text) and not seen.text.endswith(":"):
        return []
    for pattern in (*cues.before, *cues.after):
        for match in _matches(pattern, seen.text):
            name = seen.names.get(match.start("speaker"))
            if name is not None and name.kind == "media" and not _publishes(reading, name):
                return [voice_of_medium(seen, match.start("speaker"), name)]
    return []


def voice_of_medium(seen: View, at: int, name: Name) -> Voice:
    """A medium as the one who speaks in a sentence."""
    return Voice(seen.offset(at), speaker_of(name, "medium"), seen.offset(at), seen.offset(at + 1))


def _publishes(reading: Reading, name: Name) -> bool:
    publisher = folded(reading.document.publisher or "")
    return folded(name.name) in publisher or bool(publisher and publisher in folded(name.name))


_LISTED = re.compile(r"O(?: \(O\))?(?:,? (?:the )?O(?: \(O\))?)*,? and (?:(?:of|by|from) )?(?:the )?$")
"""Bodies before the last of several that speak together."""


def _first_of(seen: View, at: int, rule: str) -> Speaker:
    """Of several bodies that speak together ("ODIHR, the European Parliament and PACE said"), the first."""
    before = _LISTED.search(seen.text, max(0, at - _NEAR), at) if rule == "named after" else None
    if rule == "counts itself":
        return speaker_of(seen.names[at], rule)
    told = seen.speakers.get(before.start() if before else at) or seen.speakers[at]
    return Speaker(told.name, told.type, told.id, told.rule or rule)


def _in_office(reading: Reading, seen: View, at: int, cues: Cues) -> Speaker | None:
    """A person who speaks in an office of the state: "Prime Minister N. rejected the charges". Where a president is
    elected, one may be standing."""
    name = seen.names.get(at)
    if name is None or name.kind != "candidate":
        return None
    held = cues.officials.search(seen.text, max(0, at - _NEAR), at)
    standing = reading.election is None or "president" in reading.election.contests
    if held is None or (standing and "president" in held.group()):
        return None
    return Speaker(name.name, "government", name.id, "in office")


def kind_told(text: str, cues: Cues) -> Speaker | None:
    """A speaker of whom only the kind is told."""
    return next((Speaker(None, kind, rule=f"kind {kind}") for kind, p in cues.kinds if p.search(text)), None)


def with_kinds(seen: View, told: list[Voice], cues: Cues) -> list[Voice]:
    """The speakers with those of whom only a kind is told beside them: "against an official 30%"."""
    types = {voice.speaker.type for voice in told}
    return [*told, *(voice for voice in _kinds(seen, cues) if told and voice.speaker.type not in types)]


def _kinds(seen: View, cues: Cues) -> Iterator[Voice]:
    for kind, pattern in cues.kinds:
        for match in pattern.finditer(seen.text):
            yield Voice(
                seen.offset(match.start()), Speaker(None, kind, rule=f"kind {kind}"), seen.offset(match.start()),
                seen.offset(match.end()),
            )  # fmt: skip
