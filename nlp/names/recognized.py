"""Organizations that no rule finds: what the trained recognizer takes for one where a capital is left unexplained.

The recognizer costs more than all rules together, so it reads only segments with a capitalized word that is neither in
a known name or a date, nor a person's or a place's, nor the first of its sentence, nor an everyday one in capitals.
"""

from __future__ import annotations

import re

from nlp.components.reading import CLOSING, OPENING, Name, Reading
from nlp.languages import fold, is_word_ru, tag_ru
from nlp.names.lexicon import Lexicon
from nlp.recognizer import recognize
from nlp.segments import Segment

_CAPITALIZED = re.compile(r"(?<![\w.@/-])[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][\w’'-]+")
_EDGES = re.compile(r"^[^\w«“„\"]+|[^\w)»”\"]+$")
_BRACKET = re.compile(r"\s?\([«“\"]?$")
_CLOSING_BRACKET = re.compile(r"[»”\"]?\)")
_SENTENCE_START = re.compile(r"[\s–—•·*-]*")
_NUMBER = re.compile(r"[\W\d_]*")
_PERSON_OR_PLACE = ("Name", "Surn", "Patr", "Geox")
_SHORTEST_SHOUTED = 5
"""Letters of an everyday word that stands in capitals; shorter ones may be abbreviations."""
_LONGEST_PERSON = 4
_LONGEST_SHOUT = 20
"""Letters beyond which a line in capitals is a heading, whose capitals tell nothing."""


def recognized(reading: Reading, words: Lexicon) -> list[Name]:
    """Organizations in the body besides `reading.names`, with the phrase as it stands for a name."""
    if reading.lang == "kk":
        return []
    stop = words.not_organizations
    low, high = reading.body
    doubtful = [
        segment
        for segment in reading.segments
        if low <= segment.start and segment.end <= high and _unexplained(reading, segment, stop)
    ]
    found = []
    texts = [reading.text[segment.start : segment.end] for segment in doubtful]
    for segment, spans in zip(doubtful, recognize(texts, reading.lang), strict=True):
        for span in spans:
            start, end = segment.start + span.start, segment.start + span.end
            phrase = _EDGES.sub("", reading.text[start:end])
            if span.label != "ORG" or reading.is_named(start, end) or fold(phrase) in stop:
                continue
            if not (
                _PATH in phrase
                or _explains(reading, start, end)
                or _everyday(reading, phrase, start)
                or _cut_short(reading, start, end)
                or _person(reading, phrase, start, words)
            ):
                found.append(Name(start, end, "other", phrase, rule="recognized"))
    return found


_PATH = " / "
"""Between the parts of a site that lead to a page."""
_BEFORE = re.compile(r"([\w-]+),? $")


def _cut_short(reading: Reading, start: int, end: int) -> bool:
    """Whether it only begins what stands in quotation marks: a sentence somebody said, or a longer name."""
    text = reading.text
    opened = start if text.startswith(OPENING, start) else start - 1
    return text.startswith(OPENING, max(0, opened)) and not any(c in CLOSING for c in text[start + 1 : end + 1])


_SAID = ("said", "says", "told", "added")
"""Behind what somebody said these name the person."""


def _person(reading: Reading, phrase: str, start: int, words: Lexicon) -> bool:
    """Whether capitalised words are a person: by the post before them or among them, or by how the last one ends."""
    parts = fold(phrase).split()
    if words.any_head.search(fold(phrase)) or not 1 < len(parts) <= _LONGEST_PERSON:
        return False
    before = _BEFORE.search(reading.folded, max(0, start - _LONGEST_SHOUT), start)
    post = parts[0] in words.posts or (before is not None and before[1].rpartition("-")[2] in words.posts)
    spoke = before is not None and before[1] in _SAID
    return post or spoke or words.surnames.fullmatch(parts[-1]) is not None


def _unexplained(reading: Reading, segment: Segment, stop: frozenset[str]) -> bool:
    text = reading.text
    shouted = text[segment.start : segment.end].isupper() and segment.end - segment.start > _LONGEST_SHOUT
    return not shouted and any(
        not _explained(reading, segment, match, stop)
        for match in _CAPITALIZED.finditer(text, segment.start, segment.end)
    )


def _explained(reading: Reading, segment: Segment, match: re.Match[str], stop: frozenset[str]) -> bool:
    word, text = fold(match.group()), reading.text
    if word in stop or reading.is_named(*match.span()) or reading.is_dated(match.start()):
        return True
    if text.startswith(OPENING, match.start() - 1):
        return False
    russian = reading.lang == "ru" and not word.isascii()
    if sum(letter.isupper() for letter in match.group()) > 1:
        return russian and match.group().isupper() and len(word) >= _SHORTEST_SHOUTED and is_word_ru(word)
    before = segment.start, match.start()
    if _SENTENCE_START.fullmatch(text, *before):
        return True
    numbered = russian and _NUMBER.fullmatch(text, *before) is not None and is_word_ru(word)
    return numbered or (russian and any(kind in tag_ru(word) for kind in _PERSON_OR_PLACE))


def _explains(reading: Reading, start: int, end: int) -> bool:
    """Whether it stands in brackets behind a name, as what that means: "Нур Отан («Свет Отечества»)"."""
    bracket = _BRACKET.search(reading.text, max(0, start - 4), start)
    if bracket is None or not _CLOSING_BRACKET.match(reading.text, end):
        return False
    return reading.is_named(bracket.start() - 2, bracket.start())


def _everyday(reading: Reading, phrase: str, start: int) -> bool:
    """A single word of everyday Russian without quotation marks: a heading in capitals, "the Commonwealth"."""
    quoted = reading.text.startswith(OPENING, start) or reading.text.startswith(OPENING, max(0, start - 1))
    return reading.lang == "ru" and not quoted and " " not in phrase and is_word_ru(phrase)
