"""Names of organizations in English, by their shape: capitalised words with a head noun among them.

A name ends where another begins: at a possessive ("Russia's State Duma"), at "and" behind a head ("the Labour Party and
the People's Party"). A head in small letters ends a name that a capital begins ("the Ult tagdyry movement").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nlp.components.reading import Name, Reading
from nlp.languages import fold
from nlp.names.known import is_people

if TYPE_CHECKING:
    from nlp.names.lexicon import Lexicon

_NAME = re.compile(r"[A-Z][\w’'.&-]*(?:[ ](?:(?:of|for|and|on(?![ ]\w+day\b)|&)[ ](?:the[ ])?)?[A-Z][\w’'&-]*)*")
_POSSESSIVE = re.compile(r"(?<=[a-z])(?<!People)(?<!Women)(?<!Men)(?<!Children)(?<!Citizen)(?<!Worker)[’']s (?=[A-Z])")
_AND = re.compile(r" and (?:the )?")
_OF = re.compile(r" (?:of|for|on)(?: the)? ")
_COMPLEMENT = re.compile(r"\b(?:of|for|on)\b")
_OFFICE = re.compile(
    r" (?:Chair\w*|President|Secretary|Spokes\w+|Director|Commissioner|Member|Deputy|Head|Chief|Leader|Candidate"
    r"|Minister|Judge|Justice|Presidential|Parliamentary|General Election)\b"
)
_PERSON = re.compile(
    r" (?:Party|Movement|Front|Bloc|Alliance|Coalition|Commission) (?P<rest>(?!of )[A-Z][\w’'-]+ [A-Z].*)$"
)
_OWNER = re.compile(r"[’']s?$")
LED = "led by"
CAPITALISED = "capitalised head"
"""The rule of capitalised words with a head among them."""
LOWER_HEAD = "lower head"
"""The rule of a capitalised name before a head in small letters: "the Oyan movement"."""


def english_names(reading: Reading, lexicon: Lexicon, start: int, end: int) -> Iterator[Name]:
    """The organizations of a segment that a head noun shows."""
    text = reading.text
    for match in lexicon.lower_heads.finditer(text, start, end):
        kind = lexicon.type_of(match["head"])
        if is_people(reading, match["name"]):
            continue
        yield Name(match.start("name"), match.end(), kind, _OWNER.sub("", match["name"]), rule=LOWER_HEAD)
    for match in lexicon.led.finditer(text, start, end):
        yield Name(match.start(), match.end(), "party", match.group(), rule=LED)
    for match in lexicon.bodies.finditer(reading.folded, start, end):
        yield Name(
            match.start(), match.end(), lexicon.type_of(match.group()), text[match.start() : match.end()], rule="body"
        )
    for match in _NAME.finditer(text, start, end):
        for left, right in _parts(match.group(), lexicon):
            phrase = match.group()[left:right]
            low = fold(phrase)
            if " " in phrase and low not in lexicon.generic and lexicon.any_head.search(low):
                yield Name(match.start() + left, match.start() + right, lexicon.type_of(low), phrase, rule=CAPITALISED)


def _parts(phrase: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where the names within a run of capitalised words begin and end."""
    at = 0
    for possessive in [*_POSSESSIVE.finditer(phrase), None]:
        end = possessive.start() if possessive else len(phrase)
        yield from _joined(phrase, at, end, lexicon)
        at = possessive.end() if possessive else end


def _joined(phrase: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    for office in _OFFICE.finditer(phrase, start, end):
        if lexicon.any_head.search(fold(phrase[start : office.start()])):
            end = office.start()
            break
    person = _PERSON.search(phrase, start, end)
    if person and not lexicon.any_head.search(fold(person["rest"][: end - person.start("rest")])):
        end = person.start("rest") - 1
    end = _before_person(phrase, start, end, lexicon)
    if owner := _OWNER.search(phrase[start:end]):
        end -= len(owner.group())
    at = start
    for joint in _AND.finditer(phrase, start, end):
        before = phrase[_without_lead(phrase, at, joint.start(), lexicon) : joint.start()]
        whole = _ends_in_head(before, lexicon) or joint.group().endswith("the ")
        apart = joint.group().endswith("the ") and lexicon.any_head.search(fold(phrase[joint.end() : end]))
        if apart or (whole and not _COMPLEMENT.search(before)):
            yield _without_lead(phrase, at, joint.start(), lexicon), joint.start()
            at = joint.end()
    yield _without_lead(phrase, at, end, lexicon), end


_TWO_WORDS = re.compile(r" [A-Z][\w’-]+ (?P<last>[A-Z][\w’-]+)")


def _before_person(phrase: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where a body ends whose head a person follows, its president: "the Sociological Association Gevorg Poghosyan"."""
    for head in lexicon.any_head.finditer(fold(phrase), start, end):
        person = _TWO_WORDS.fullmatch(phrase, head.end(), end)
        if person and lexicon.surnames.fullmatch(fold(person["last"])):
            return head.end()
    return end


def _ends_in_head(phrase: str, lexicon: Lexicon) -> bool:
    low = fold(phrase)
    return any(match.end() == len(low) for match in lexicon.any_head.finditer(low))


def _without_lead(phrase: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where the name begins: behind words that only begin the sentence, and behind a person's office in it."""
    while lead := lexicon.leads.match(phrase, start, end):
        start = lead.end()
    for joint in _OF.finditer(phrase, start, end):
        before, after = fold(phrase[start : joint.start()]), fold(phrase[joint.end() : end])
        if not lexicon.any_head.search(before) and lexicon.any_head.search(after):
            return joint.end()
    return start
