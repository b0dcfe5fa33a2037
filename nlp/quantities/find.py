"""Find quantities, dates and times in a text (first cut: digits only)."""

from __future__ import annotations

import re
from decimal import Decimal

from nlp.quantities.records import ClockTime, Date, Quantity, Span

_NUMBER = re.compile(r"(?<![\w.,])([0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+|[0-9]{1,15})(?:[.,]([0-9]{1,6}))?(?![\w])")
_PERCENT = re.compile(r"\s?(?:%|процент\w*|пайыз\w*|per cent|percent|pct)")
_DATE = re.compile(r"(?<![0-9.])([0-9]{1,2})[./]([0-9]{1,2})[./]((?:19|20)[0-9]{2})(?![0-9])")
_YEAR = re.compile(r"(?<![0-9.,])((?:19|20)[0-9]{2})(?= (?:года?|году|жыл\w*)\b)")
_TIME = re.compile(r"(?<![0-9:.])([01]?[0-9]|2[0-4])[:]([0-5][0-9])(?![0-9:])")


def find_dates(text: str, lang: str) -> list[Date]:
    """Calendar dates, in order."""
    whole = [Date(m.start(), m.end(), int(m[3]), int(m[2]), int(m[1])) for m in _DATE.finditer(text)]
    years = [Date(m.start(), m.end(), int(m[1]), None, None) for m in _YEAR.finditer(text)]
    return sorted(whole + years, key=lambda d: d.start)


def find_times(text: str, lang: str) -> list[ClockTime]:
    """Clock times, in order."""
    return [ClockTime(m.start(), m.end(), int(m[1]), int(m[2])) for m in _TIME.finditer(text)]


def non_quantities(text: str, lang: str) -> list[Span]:
    """Numbers that count nothing: dates, times, phones, money, labels."""
    dates = [Span(d.start, d.end, "date") for d in find_dates(text, lang)]
    return sorted(dates + [Span(t.start, t.end, "time") for t in find_times(text, lang)], key=lambda s: s.start)


def find_quantities(text: str, lang: str) -> list[Quantity]:
    """Every number in `text`, by start; dates, times, phones and labelled numbers left out."""
    taken = non_quantities(text, lang)
    found = []
    for m in _NUMBER.finditer(text):
        if any(s.start < m.end() and m.start() < s.end for s in taken):
            continue
        value = Decimal(re.sub(r"\s", "", m[1]) + ("." + m[2] if m[2] else ""))
        percent = _PERCENT.match(text, m.end())
        end = percent.end() if percent else m.end()
        found.append(
            Quantity(
                value, None, None, "percent" if percent else None, "exact", Decimal(1).scaleb(-len(m[2] or "")), None,
                text[m.start() : end], m.start(), end, m.start(), m.end(),
            )
        )  # fmt: skip
    return found
