"""Calendar dates in digits and month names: "10 января 2021 года", "2021 жылғы 10 қаңтар", "January 10, 2021"."""

from __future__ import annotations

from dataclasses import replace

from nlp.quantities.lexicon import Lexicon
from nlp.quantities.records import Date
from nlp.quantities.tokens import Tokens

_DASHES = frozenset("-–—‐‑−")
_CLOSING = frozenset("»\"”'’“„«")
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
Found = tuple[list[Date], int]
"""Dates, and the index of the token after them."""


class DateReader:
    """Reads the date that starts at a token of one text."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon

    def read(self, at: int) -> Found | None:
        """The date or dates written from token `at` on; None where none starts there."""
        token = self._tokens[at]
        if token.kind == "w":
            return self._month_first(at)
        if token.kind != "d":
            return None
        return self._numeric(at) or self._year_first(at) or self._days_of_month(at) or self._bare_year(at)

    def _date(self, first: int, stop: int, year: int | None, month: int | None, day: int | None) -> Date:
        return Date(self._tokens[first].start, self._tokens[stop - 1].end, year, month, day)

    def _number(self, at: int, low: int, high: int) -> int | None:
        token = self._tokens[at]
        if token.kind != "d" or len(token.low) > 4:
            return None
        number = int(token.low)
        return number if low <= number <= high else None

    def _year(self, at: int) -> int | None:
        """A year of four digits that is not the head of a longer number."""
        tokens = self._tokens
        marked = tokens.glued(at) and tokens[at + 1].low in {",", "."} and tokens.glued(at + 1)
        if len(tokens[at].low) != 4 or (marked and tokens[at + 2].kind == "d"):
            return None
        return self._number(at, _FIRST_YEAR, _LAST_YEAR)

    def _year_word(self, at: int) -> int:
        """The index after "года", "г.", "жылғы" at `at`; `at` itself where there is none."""
        tokens = self._tokens
        if tokens[at].low in _DASHES and tokens.glued(at) and tokens.glued(at - 1):
            at_word = at + 1
            if (
                tokens[at_word].low in self._lexicon.dates["year_words"]
                or tokens[at_word].low in self._lexicon.ordinal_suffixes
            ):
                return at_word + 1
            return at
        if tokens[at].low not in self._lexicon.dates["year_words"] or not tokens.near(at - 1):
            return at
        if len(tokens[at].low) <= 2 and tokens[at + 1].low == "." and tokens.glued(at):
            return at + 2
        return at + 1

    def _numeric(self, at: int) -> Found | None:
        """ "20.03.2016", "20/03/16", "2016-03-20"."""
        tokens = self._tokens
        mark = tokens[at + 1].low
        if mark not in {".", "/", "-"} or tokens[at + 3].low != mark or not all(tokens.glued(at + k) for k in range(4)):
            return None
        if tokens.glued(at + 4) and tokens[at + 5].low == mark and tokens[at + 6].kind == "d" and tokens.glued(at + 5):
            return None
        first, last = len(tokens[at].low), len(tokens[at + 4].low)
        order = (at, at + 2, at + 4) if first == 4 else (at + 4, at + 2, at)
        year = self._number(order[0], _FIRST_YEAR, _LAST_YEAR) if 4 in {first, last} else None
        if year is None and first == last == 2 and mark != "-" and tokens[at + 4].kind == "d":
            year = 2000 + int(tokens[at + 4].low)
        month, day = self._number(order[1], 1, 12), self._number(order[2], 1, 31)
        if year is None or month is None or day is None:
            return None
        stop = self._year_word(at + 5)
        return [self._date(at, stop, year, month, day)], stop

    def _year_first(self, at: int) -> Found | None:
        """Kazakh: "2021 жылғы 10 қаңтар", "2021 жылғы қаңтар"."""
        year = self._year(at) if self._lexicon.lang == "kk" else None
        if year is None:
            return None
        stop = self._year_word(at + 1)
        if stop == at + 1:
            return None
        month = self._lexicon.month(self._tokens[stop].low)
        if month is not None and self._tokens.near(stop - 1):
            return [self._date(at, stop + 1, year, month, None)], stop + 1
        stop += self._tokens[stop].low == ","  # "2017 жылы, 23 сәуірдегі"
        days = self._days_of_month(stop) if self._tokens.near(stop - 1) else None
        if days:
            dates, after = days
            dates = [replace(date, year=year) for date in dates]
            return [replace(dates[0], start=self._tokens[at].start), *dates[1:]], after
        return None

    def _days_of_month(self, at: int) -> Found | None:
        """ "10 января [2021 года]", "9-10 қаңтар", "с 10 по 12 января", "10th of January"."""
        tokens = self._tokens
        day = self._number(at, 1, 31)
        if day is None:
            return None
        stop = self._after_day(at)
        month_at = stop
        second: int | None = None
        if tokens[stop].low in _DASHES or tokens[stop].low in self._lexicon.dates["joiners"]:
            second = self._number(stop + 1, 1, 31)
            month_at = self._after_day(stop + 1) if second else stop
            if second is None and tokens[stop].low in _DASHES and self._lexicon.month(tokens[stop + 1].low):
                month_at = stop + 1  # "9-мамыр"
        if tokens[month_at].low in self._lexicon.dates["of_words"]:
            month_at += 1
        month = self._month(month_at)
        if month is None or not tokens.near(month_at - 1):
            return None
        after = month_at + 1
        if tokens[after].low == "." and tokens.glued(month_at) and len(tokens[month_at].low) <= 4:
            after += 1
        year, after = self._year_after(after)
        if second is None:
            return [self._date(at, after, year, month, day)], after
        return [self._date(at, stop, year, month, day), self._date(stop + 1, after, year, month, second)], after

    def _after_day(self, at: int) -> int:
        """The index after a day number with its suffix ("10-го", "10th", «10»)."""
        tokens = self._tokens
        suffixes = self._lexicon.dates["day_suffixes"]
        if tokens.glued(at) and tokens[at + 1].low in suffixes:
            return at + 2
        if (
            tokens.glued(at)
            and tokens[at + 1].low in _DASHES
            and tokens[at + 2].low in suffixes
            and tokens.glued(at + 1)
        ):
            return at + 3
        return at + 2 if tokens.glued(at) and tokens[at + 1].low in _CLOSING else at + 1

    def _month(self, at: int) -> int | None:
        """The month named at `at`. English months are capitalized: "may" and "march" are verbs."""
        token = self._tokens[at]
        if token.kind != "w" or (self._lexicon.lang == "en" and not self._tokens.text[token.start].isupper()):
            return None
        return self._lexicon.month(token.low)

    def _year_after(self, at: int) -> tuple[int | None, int]:
        """The year at `at`, after a comma or not, with its word; and the index after it."""
        tokens = self._tokens
        year_at = at + 1 if tokens[at].low == "," and self._lexicon.lang == "en" else at
        year = self._year(year_at) if tokens.near(year_at - 1) else None
        return (None, at) if year is None else (year, self._year_word(year_at + 1))

    def _month_first(self, at: int) -> Found | None:
        """ "January 10, 2021", "Jan. 10", "январь 2021", "қаңтар 2021"."""
        month = self._month(at)
        if month is None or not self._tokens.near(at):
            return None
        tokens, after = self._tokens, at + 1
        if tokens[after].low == "." and tokens.glued(at) and len(tokens[at].low) <= 4:
            after += 1
        year, stop = self._year_after(after)
        if year is not None:
            return [self._date(at, stop, year, month, None)], stop
        day = self._number(after, 1, 31) if self._lexicon.lang == "en" else None
        if day is None or len(tokens[after].low) > 2:
            return None
        day_stop = self._after_day(after)
        if tokens[day_stop].low in {":", "%"} and tokens.glued(day_stop - 1):
            return None
        second = (
            self._number(day_stop + 1, 1, 31) if tokens[day_stop].low in _DASHES and tokens.glued(day_stop) else None
        )
        if second is None:
            year, stop = self._year_after(day_stop)
            return [self._date(at, stop, year, month, day)], stop
        year, stop = self._year_after(day_stop + 2)
        return [self._date(at, day_stop, year, month, day), self._date(day_stop + 1, stop, year, month, second)], stop

    def _bare_year(self, at: int) -> Found | None:
        """ "2016 года", "в 2016", "(2016)", "2016–2020 годы"; not "2016 человек"."""
        year = self._year(at)
        tokens = self._tokens
        if year is None or (tokens.glued(at) and tokens[at + 1].kind == "w" and tokens[at + 1].low != "ж"):
            return None
        other = self._year(at + 2) if tokens[at + 1].low in _DASHES and tokens.near(at) else None
        last = at + 2 if other is not None and other > year else at
        stop = self._year_word(last + 1)
        if stop == last + 1 and not self._reads_as_year(at, last):
            return None
        if last == at:
            return [self._date(at, stop, year, None, None)], stop
        return [self._date(at, at + 1, year, None, None), self._date(last, stop, other, None, None)], stop

    def _reads_as_year(self, at: int, last: int) -> bool:
        """A four-digit number without "год" that its neighbours make a year."""
        tokens, lexicon = self._tokens, self._lexicon
        before, after = tokens[at - 1], tokens[last + 1]
        hedges = lexicon.before.get(before.low, ())
        if any(tokens.matches(at - len(phrase), phrase) for phrase, _ in hedges) or (
            before.kind == "p" and tokens.glued(at - 1) and before.low in "$€№#£~≈<>±"
        ):
            return False
        beside = tokens.near(last)
        if beside and (after.low in {"%", "±"} or lexicon.unit(after.low) or lexicon.atom(after.low) is not None):
            return False
        if beside and (after.low.startswith(lexicon.percent_stems) or lexicon.is_money(after.low)):
            return False
        if lexicon.lang == "en" or before.low in lexicon.dates["year_context"] or before.low in "(-–—,;/":
            return True
        return not beside or after.kind != "w"
