"""The parts of a sentence in one language: numbers, percentages, names, places, days, counted things in their forms.

Texts are in `texts/LANGUAGE.toml`. Names stand in the nominative, so nothing of a text has to be inflected; known
actors and places are called as the reader's language calls them.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, Literal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from nlp.claims import Assessment, Figure, Qualifier, Sample, voting_day_of
from nlp.contradictions.actors import Actor, ReferenceLike

LANGUAGES: Final = ("ru", "kk", "en")
Case = Literal["nominative", "genitive"]
_LOCALES = {"ru": "ru", "kk": "kk", "en": "en_GB"}


@cache
def texts(lang: str) -> dict[str, Any]:
    """The texts of a language."""
    return tomllib.loads((files(__package__) / "texts" / f"{lang}.toml").read_text(encoding="utf-8"))


class Phrasing:
    """Writes the parts of sentences in one language, with the names that `reference` knows."""

    def __init__(self, lang: str, reference: ReferenceLike) -> None:
        self.lang, self.reference = lang, reference
        self.texts = texts(lang)

    def number(self, value: Decimal, precision: Decimal | None = None) -> str:
        """The number with the digits it was written with."""
        exponent = (precision if precision is not None else value.normalize()).as_tuple().exponent
        return _number(value, max(0, -exponent) if isinstance(exponent, int) else 0, self.lang)

    def percent(self, value: Decimal, precision: Decimal | None = None) -> str:
        return str(self.texts["percent"]).format(self.number(value, precision))

    def value(self, figure: Figure) -> str:
        """A figure as it is stated: its hedge, its number or range, its hour."""
        if figure.value is None:
            low, high = figure.low or Decimal(0), figure.high or Decimal(100)
            text = f"{self.number(low)}–{self._in_unit(high, figure, None)}"
        else:
            text = self.hedged(self._in_unit(figure.value, figure, figure.precision), figure.qualifier)
        hour = (figure.as_of or "").partition("T")[2]
        return str(self.texts["at_hour"]).format(value=text, hour=hour) if hour else text

    def _in_unit(self, value: Decimal, figure: Figure, precision: Decimal | None) -> str:
        return self.percent(value, precision) if figure.unit == "percent" else self.number(value, precision)

    def hedged(self, text: str, qualifier: Qualifier) -> str:
        return str(self.texts["hedge"][qualifier]).format(text)

    def counted(self, value: Decimal, thing: str, qualifier: Qualifier = "exact") -> str:
        """So many things, in the form that the number and the hedge ask for: "2 голоса", "не менее 2 голосов"."""
        case: Case = "nominative" if qualifier == "exact" else "genitive"
        forms = self.texts["counted"].get(thing)
        value = value.normalize()
        number = self.number(value)
        if forms is None:
            return self.hedged(number, qualifier)
        of_case = forms.get(case, forms)
        form = of_case.get(_plural_form(value, self.lang), of_case["other"])
        return self.hedged(f"{number} {form}", qualifier)

    def between(self, low: Decimal, high: Decimal) -> str:
        """A share in its bounds: one value, at least, at most, or from one to the other."""
        if low == high:
            return self.percent(low)
        if low <= 0 <= high:
            return self.hedged(self.percent(high), "at_most")
        if high >= 100 >= low or low > 100:
            return self.hedged(self.percent(low), "at_least")
        if high < 0:
            return self.hedged(self.percent(high), "at_most")
        return str(self.texts["between"]).format(low=self.percent(low), high=self.percent(high))

    def who(self, actor: Actor, claim: Figure | Assessment) -> str:
        """The speaker: its official name in the language, else as the page names it, else its kind."""
        return self._actor(actor, claim) or claim.source or str(self.texts["speaker"][claim.source_type])

    def whose(self, actor: Actor, figure: Figure) -> str | None:
        """The subject of a figure."""
        return self._actor(actor, figure) or figure.subject

    def _actor(self, actor: Actor, claim: Figure | Assessment) -> str | None:
        return self.reference.actor_name(actor.id, self.lang, voting_day_of(claim.election)) if actor.id else None

    def place(self, figure: Figure) -> str:
        code = figure.place or ""
        name = self.reference.place_name(code, self.lang)
        if not figure.locality:
            return name
        return f"{name}: {self.texts['place'].get(figure.locality, figure.locality)}"

    def election(self, election: str | None) -> str:
        """The day of the election, or its year."""
        day = voting_day_of(election)
        return _long_day(day, self.lang) if day else (election or "").partition("-")[2]

    def stations(self, sample: Sample) -> str:
        """On what part a figure rests: "at 192 stations", "at 40% of the stations", "at some of the stations"."""
        if sample.stations is not None:
            forms = self.texts["at_stations"]
            form = forms.get(_plural_form(sample.stations.normalize(), self.lang), forms["other"])
            return str(form).format(n=self.number(sample.stations))
        if sample.share is not None:
            return str(self.texts["at_share"]).format(n=self.percent(sample.share))
        return str(self.texts["at_some"])

    def when_counted(self, sample: Sample | None) -> str:
        """At what state of the count: "with 99% counted"; without one, "later"."""
        if sample is None:
            return str(self.texts["later"])
        if sample.share is None:
            return self.stations(sample)
        return str(self.texts["when_counted"]).format(n=self.percent(sample.share))


@cache
def _locale(lang: str) -> Locale:
    return Locale.parse(_LOCALES[lang])


@lru_cache(maxsize=65536)
def _plural_form(value: Decimal, lang: str) -> str:
    return str(_locale(lang).plural_form(value))


@lru_cache(maxsize=65536)
def _number(value: Decimal, digits: int, lang: str) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=_locale(lang))).replace("-", "−")


@cache
def _long_day(day: dt.date, lang: str) -> str:
    return str(format_date(day, "long", locale=_locale(lang)))
