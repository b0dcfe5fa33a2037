"""Clock times: "18:00", "к 20.00", "в 18 часов", "к восьми часам вечера", "10 p.m.", "түскі он екіде"."""

from __future__ import annotations

from nlp.quantities.lexicon import Lexicon
from nlp.quantities.numerals import NumberReader
from nlp.quantities.records import ClockTime
from nlp.quantities.sums import Number
from nlp.quantities.tokens import Tokens

_HYPHENS = frozenset("-–‐‑")
Found = tuple[ClockTime, int]
_AT_HOUR = {"dative", "locative", "ablative"}
"""Cases in which a Kazakh number after "сағат" is an hour."""


class TimeReader:
    """Reads the clock time that starts at a token of one text."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, numbers: NumberReader) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._numbers = numbers
        self._words = lexicon.times

    def read(self, at: int) -> Found | None:
        """The time written from token `at` on; None where none starts there."""
        token = self._tokens[at]
        if token.low in self._words["noon"]:
            return self._time(at, at + 1, 12, 0), at + 1
        if token.low in self._words["midnight"]:
            return self._time(at, at + 1, 24, 0), at + 1
        if token.kind == "d" and len(token.low) <= 2:
            return self._written(at)
        if token.kind == "d" and len(token.low) == 4:
            return self._unparted(at)
        return None

    def _unparted(self, at: int) -> Found | None:
        """ "1400 hours", "0630hrs"."""
        hour, minute = divmod(int(self._tokens[at].low), 100)
        placed = self._after_preposition(at) or self._tokens[at].low[0] == "0"
        told = placed and self._tokens[at + 1].low in self._words["of_day"] and self._tokens.near(at)
        return (self._time(at, at + 2, hour, minute), at + 2) if told and hour <= 24 and minute < 60 else None

    def read_number(self, number: Number) -> Found | None:
        """The time that a number and the words around it make: "восьми часам вечера", "сағат он сегізде"."""
        hour = number.value
        if hour is None or hour != hour.to_integral_value() or not 0 <= hour <= 24 or number.share or number.glued:
            return None
        return (
            self._with_hour_word(number, int(hour))
            or self._of_day_part(number, int(hour))
            or self._opens_span(number, int(hour))
            or self._after_lead(number, int(hour))
        )

    def _time(self, first: int, stop: int, hour: int, minute: int) -> ClockTime:
        return ClockTime(self._tokens[first].start, self._tokens[stop - 1].end, hour, minute)

    def _written(self, at: int) -> Found | None:
        """Hour and minute in digits, or an hour with "p.m."."""
        tokens = self._tokens
        hour = int(tokens[at].low)
        mark = tokens[at + 1].low
        minute_token = tokens[at + 2]
        if hour > 24:
            return None
        joined = tokens.glued(at) and tokens.glued(at + 1) and minute_token.kind == "d" and len(minute_token.low) == 2
        if joined and int(minute_token.low) < 60 and not self._goes_on(at + 2):
            minute = int(minute_token.low)
            stop = at + 3
            if mark == ":":
                if (
                    tokens[stop].low == ":"
                    and tokens[stop + 1].kind == "d"
                    and tokens.glued(at + 2)
                    and tokens.glued(stop)
                ):
                    stop += 2
                return self._finished(at, stop, hour, minute)
            told = minute % 5 == 0 and self._is_hour_place(at, stop)
            if (mark == "." and told) or (mark == "h" and self._lexicon.lang == "en"):
                return self._finished(at, stop, hour, minute)
            if mark in _HYPHENS and minute % 15 == 0 and self._after_preposition(at) and not self._counts(stop):
                return self._finished(at, stop, hour, minute)
        after = self._meridiem(at + 1)
        if after is not None and 1 <= hour <= 12:
            stop, later = after
            return self._time(at, stop, hour % 12 + 12 * later, 0), stop
        return None

    def _goes_on(self, at: int) -> bool:
        """More digits are joined on: a date, a version, a longer number."""
        tokens = self._tokens
        return (
            tokens.glued(at)
            and tokens[at + 1].low in {".", ","}
            and tokens.glued(at + 1)
            and tokens[at + 2].kind == "d"
        )

    def _finished(self, first: int, stop: int, hour: int, minute: int) -> Found:
        tokens = self._tokens
        after = self._meridiem(stop)
        if after is not None and hour <= 12:
            stop, later = after
            return self._time(first, stop, hour % 12 + 12 * later, minute), stop
        if (
            tokens[stop].low in _HYPHENS
            and tokens.glued(stop - 1)
            and tokens.glued(stop)
            and tokens[stop + 1].kind == "w"
        ):
            stop += 2  # "14.00-ге"
        elif tokens[stop].low in self._words["hour_words"] and tokens.near(stop - 1):
            stop += 1
        hour, stop = self._day_part(hour, stop)
        lead = tokens[first - 1].low
        if lead in self._words["evening"] or lead in self._words["afternoon"]:
            hour = self._later(hour, evening=lead in self._words["evening"])
        return self._time(first, stop, hour, minute), stop

    def _is_hour_place(self, at: int, stop: int) -> bool:
        """The place of "20.00" says that it is an hour and no decimal."""
        tokens = self._tokens
        following = tokens[stop]
        if tokens.near(stop - 1) and following.low in self._words["hour_words"]:
            return True
        if self._meridiem(stop) is not None:
            return True
        if self._counts(stop):
            return False
        if self._after_preposition(at):
            return True
        suffixed = following.low in _HYPHENS and tokens.glued(stop - 1) and tokens.glued(stop)
        return suffixed and self._lexicon.suffix_case.get(tokens[stop + 1].low) in _AT_HOUR

    def _after_preposition(self, at: int) -> bool:
        return self._tokens[at - 1].low in self._words["before"] and self._tokens.near(at - 1)

    def _counts(self, stop: int) -> bool:
        """A percent sign, scale or counted noun follows: the number is no time."""
        following = self._tokens[stop]
        if not self._tokens.near(stop - 1):
            return False
        if following.low == "per" and self._tokens[stop + 1].low.startswith("cent"):
            return True
        if following.low in {"%", "п"} or following.low.startswith((*self._lexicon.percent_stems, "пункт", "point")):
            return True
        atom = self._lexicon.atom(following.low) if following.kind == "w" else None
        return (atom is not None and atom.kind == "scale") or bool(self._lexicon.unit(following.low))

    def _meridiem(self, at: int) -> tuple[int, bool] | None:
        """The index after "a.m.", "pm" at `at`, and whether it is afternoon."""
        tokens = self._tokens
        word = tokens[at].low
        if self._lexicon.lang != "en" or not tokens.same_line(at - 1):
            return None
        if word in {"am", "pm"}:
            return at + 1, word == "pm"
        if word in {"a", "p"} and tokens[at + 1].low == "." and tokens[at + 2].low == "m" and tokens.glued(at):
            stop = at + 4 if tokens[at + 3].low == "." and tokens.glued(at + 2) else at + 3
            return stop, word == "p"
        return None

    def _day_part(self, hour: int, at: int) -> tuple[int, int]:
        """The hour of the day after "утра", "вечера" at `at`, and the index after it."""
        word = self._tokens[at].low
        if not self._tokens.near(at - 1):
            return hour, at
        if word in self._words["morning"]:
            return hour, at + 1
        if word in self._words["afternoon"] or word in self._words["evening"]:
            return self._later(hour, evening=word in self._words["evening"]), at + 1
        if word in self._words["night"]:
            return (hour % 12 if hour < 6 or hour == 12 else hour + 12 if hour < 12 else hour), at + 1
        return hour, at

    def _later(self, hour: int, *, evening: bool) -> int:
        limit = 12 if evening else 7
        return hour + 12 if hour < limit else hour

    def _with_hour_word(self, number: Number, hour: int) -> Found | None:
        """ "в 18 часов", "до 20 часов 30 минут", "восьми часам вечера"; "за 18 часов" is a duration."""
        tokens, stop = self._tokens, number.stop
        if tokens[stop].low == "o" and tokens[stop + 2].low == "clock":
            # Polls are open by day: three o'clock is in the afternoon.
            return self._time(number.first, stop + 3, self._later(hour, evening=False), 0), stop + 3
        if tokens[stop].low not in self._words["hour_words"] or not tokens.near(stop - 1) or self._lexicon.lang == "kk":
            return None
        after_word = stop + 1
        if tokens[stop].low == "ч" and tokens[after_word].low == "." and tokens.glued(stop):
            after_word += 1
        in_day, after = self._day_part(hour, after_word)
        if after == after_word and not self._after_preposition(number.first):
            return None
        minute = 0
        if after == after_word and tokens[after].kind == "d" and tokens[after + 1].low in self._words["minute_words"]:
            minute, after = min(int(tokens[after].low[:2]), 59), after + 2
        return self._time(number.first, after, in_day, minute), after

    def _of_day_part(self, number: Number, hour: int) -> Found | None:
        """An hour by its part of the day alone: "к шести вечера", "в 11 утра"."""
        in_day, after = self._day_part(hour, number.stop)
        told = after > number.stop and self._lexicon.lang == "ru" and self._after_preposition(number.first)
        return (self._time(number.first, after, in_day, 0), after) if told and 1 <= hour <= 12 else None

    def _opens_span(self, number: Number, hour: int) -> Found | None:
        """The first hour of "с 7 до 20 часов"."""
        tokens, stop = self._tokens, number.stop
        if not number.plain_digits or not self._after_preposition(number.first):
            return None
        closes = tokens[stop].low in self._words["until"] and tokens[stop + 2].low in self._words["hour_words"]
        return (self._time(number.first, stop, hour, 0), stop) if closes and tokens[stop + 1].kind == "d" else None

    def _after_lead(self, number: Number, hour: int) -> Found | None:
        """Kazakh: "сағат 14-те", "түскі он екіде", "кешкі сағат сегізде"."""
        tokens, leads = self._tokens, self._words["lead"]
        lead = tokens[number.first - 1].low
        # "Сағат 9-да учаскелер": with such an ending a number counts nothing.
        counts = number.case not in _AT_HOUR and self._counts(number.stop)
        if lead not in leads or not tokens.near(number.first - 1) or counts:
            return None
        part = tokens[number.first - 2].low if lead not in _parts(self._words) else lead
        if part in self._words["afternoon"] or part in self._words["evening"]:
            hour = self._later(hour, evening=part in self._words["evening"])
        return self._time(number.first, number.stop, hour, 0), number.stop


def _parts(words: dict[str, frozenset[str]]) -> frozenset[str]:
    return words["morning"] | words["afternoon"] | words["evening"] | words["night"]
