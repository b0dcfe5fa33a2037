"""Words, numbers and dates of the reports as a reader of Russian, Kazakh or English expects them."""

from __future__ import annotations

import datetime as dt
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from nlp.claims import Figure, Sample, voting_day_of
from nlp.contradictions.actors import NoReference, ReferenceLike
from nlp.contradictions.records import Side

Language = Literal["ru", "kk", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
LANGUAGE_NAMES: dict[Language, str] = {"ru": "Русский", "kk": "Қазақша", "en": "English"}

_TEXTS = Path(__file__).parent / "texts"
_PERCENT_METRICS = {"turnout", "vote_share", "invalid_share", "unused_share", "threshold"}
_PERCENT_SIGN = {"ru": "\N{NO-BREAK SPACE}%", "kk": "\N{NO-BREAK SPACE}%", "en": "%"}
_MOST_DECIMALS = 2  # a computed side ("32.0512…") needs no more to be followed


class Wording:
    """The interface in one language, with the names that `reference` knows; unknown codes are shown as they stand."""

    def __init__(self, lang: Language, reference: ReferenceLike | None = None) -> None:
        self.lang = lang
        self._texts = _load(lang)
        self._locale = Locale(lang)
        self._reference = reference or NoReference()

    def __call__(self, key: str, /, **slots: object) -> str:
        """A text of the interface, its slots filled."""
        return str(self._texts["ui"][key]).format(**slots)

    def name(self, family: str, code: str | None) -> str:
        """The name of a code of the contract: `name("metric", "turnout")`."""
        return str(self._texts[family].get(code, code)) if code else ""

    def names(self, family: str) -> dict[str, str]:
        """All names of a family, in the order of the contract."""
        return dict(self._texts[family])

    def metric(self, code: str) -> str:
        """The name of a metric or, for judgements, of an aspect."""
        return self.name("metric" if code in self._texts["metric"] else "aspect", code)

    def counted(self, noun: str, count: int) -> str:
        """A number with its noun in the form the number asks for: «5 противоречий»."""
        forms = self._texts["plural"][noun]
        form = self._locale.plural_form(count)
        return str(forms.get(form, forms["other"])).format(count=self.number(count))

    def state(self, code: str, count: int) -> str:
        """How many addresses of a crawl ended in a state."""
        template = self._texts["state"].get(code, code + ": {count}")
        return str(template).format(count=self.number(count))

    def number(self, value: Decimal | int, precision: Decimal | None = None) -> str:
        """A number as written: 63.0 keeps its nought when the precision is 0.1."""
        decimals = _decimals(Decimal(value), precision)
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return str(format_decimal(value, format=pattern, locale=self._locale))

    def percent(self, value: Decimal | int, precision: Decimal | None = None) -> str:
        """A share in percent, as usual in the language: «63,3 %», “63.3%”."""
        return self.number(value, precision) + _PERCENT_SIGN[self.lang]

    def figure(self, figure: Figure) -> str:
        """The value of a figure with its unit and how firmly it is said."""
        sign = _PERCENT_SIGN[self.lang] if figure.unit == "percent" else ""
        value = self._interval(figure.value, figure.low, figure.high, figure.precision)
        if figure.margin is not None:
            value += f" ± {self.number(figure.margin)}"
        return str(self._texts["qualifier"][figure.qualifier]).format(value=value + sign)

    def side(self, side: Side, metric: str) -> str:
        """The value of one side of a contradiction: a quantity, or for judgements the polarity."""
        if side.polarity:
            return self.name("polarity", side.polarity)
        sign = _PERCENT_SIGN[self.lang] if metric in _PERCENT_METRICS else ""
        value = self._interval(side.value, side.low, side.high, None)
        return value + sign if value else ""

    def sample(self, sample: Sample | None) -> str:
        """On which polling stations a figure rests."""
        texts = self._texts["sample"]
        if sample is None:
            return ""
        if sample.stations is not None and sample.of is not None:
            return str(texts["stations_of"]).format(stations=self.number(sample.stations), of=self.number(sample.of))
        if sample.stations is not None:
            return str(texts["stations"]).format(stations=self.number(sample.stations))
        return str(texts["share"]).format(share=self.percent(sample.share)) if sample.share is not None else ""

    def place(self, code: str | None, locality: str | None = None) -> str:
        """A place by name, with the locality inside it."""
        name = self._reference.place_name(code, self.lang) if code else None
        inside = self("abroad") if locality == "abroad" else locality
        return ", ".join(part for part in (name, inside) if part)

    def actor(self, actor_id: str | None, name: str | None, election: str | None) -> str:
        """A body or a person: by its official name at an election where it is known, else as pages name it."""
        official = self._reference.actor_name(actor_id, self.lang, voting_day_of(election)) if actor_id else None
        return official or name or ""

    def date(self, day: dt.date | None) -> str:
        """A day in words."""
        return str(format_date(day, "long", locale=self._locale)) if day else self("undated")

    def time(self, moment: dt.datetime) -> str:
        """A day in words with the time of day."""
        return f"{self.date(moment.date())}, {format_time(moment, 'HH:mm', locale=self._locale)}"

    def as_of(self, stated: str | None) -> str:
        """The time of a running figure. What is no ISO time is shown as it stands."""
        if not stated:
            return ""
        try:
            return (
                self.time(dt.datetime.fromisoformat(stated))
                if "T" in stated
                else self.date(dt.date.fromisoformat(stated))
            )
        except ValueError:
            return stated

    def election(self, election: str | None) -> str:
        """An election by its country and first voting day."""
        if not election:
            return self("all_elections")
        country, _, told = election.partition("-")
        day = voting_day_of(election)
        if day is None:  # a year alone, or an id of another make
            return f"{self.place(country)}, {told}" if told else election
        return f"{self.place(country)}, {self.date(day)}"

    def severity(self, severity: float) -> str:
        """Severity in words."""
        if severity >= 0.7:
            return self("severity_high")
        return self("severity_middle" if severity >= 0.4 else "severity_low")

    def _interval(
        self, value: Decimal | None, low: Decimal | None, high: Decimal | None, precision: Decimal | None
    ) -> str:
        if value is not None:
            return self.number(value, precision)
        ends = [self.number(end, precision) for end in (low, high) if end is not None]
        return "–".join(ends)


@cache
def _load(lang: Language) -> dict[str, Any]:
    return tomllib.loads((_TEXTS / f"{lang}.toml").read_text(encoding="utf-8"))


def _decimals(value: Decimal, precision: Decimal | None) -> int:
    """Decimal places to show: those of the written precision, else as many as the value needs."""
    step = value if precision is None else precision
    exponent = step.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return min(places, _MOST_DECIMALS if precision is None else 6)
