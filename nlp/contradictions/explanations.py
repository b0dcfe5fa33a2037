"""A contradiction in one sentence, in Russian, Kazakh and English, with both figures, both speakers and the arithmetic.

Names stand in the nominative, so nothing of the text has to be inflected; numbers are written as the language writes
them, to the digit in which they were stated.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

from babel import Locale
from babel.numbers import format_decimal

from nlp.claims import Assessment, Figure, Sample
from nlp.contradictions.finding import Finding, Opposed, Rest, Term
from nlp.contradictions.said import Said

LANGUAGES: Final = ("ru", "kk", "en")


def explain(finding: Finding) -> dict[str, str]:
    """The sentence for a contradiction between figures, by language."""
    return {lang: _Wording(lang).of(finding) for lang in LANGUAGES}


def explain_judgements(opposed: Opposed) -> dict[str, str]:
    """The sentence for two opposed judgements, by language."""
    return {lang: _Wording(lang).of_judgements(opposed) for lang in LANGUAGES}


@cache
def _texts(lang: str) -> dict[str, Any]:
    text = (files(__package__) / "texts" / f"{lang}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class _Wording:
    """Puts findings into one language."""

    def __init__(self, lang: str) -> None:
        self.locale = Locale(lang)
        self.texts = _texts(lang)

    def of(self, finding: Finding) -> str:
        a, b = finding.a.said[0], finding.b.said[0]
        rest = finding.rest or Rest()
        template: str = self.texts["kind"][finding.wording]
        return template.format(
            scope=self.scope(b if finding.wording in ("ratio", "passed") else a, b, of_many=len(finding.a.said) > 2),
            part_scope=self.scope(a, a, sample=True), whole_scope=self.scope(b, b, sample=True),
            a_who=self.who(a.figure), b_who=self.who(b.figure),
            a=self.value(finding.a), b=self.value(finding.b),
            gap=self.gap(finding), terms=self.terms(finding),
            share=self.percent(_short(rest.share)), rest=self.rest(rest),
            sample=self.sample(a.figure), impossible=self.impossible(rest),
            side=self.texts["word"]["higher" if rest.above else "lower"],
        )  # fmt: skip

    def of_judgements(self, opposed: Opposed) -> str:
        a, b = opposed.a.claim, opposed.b.claim
        if not isinstance(a, Assessment) or not isinstance(b, Assessment):
            raise TypeError("opposed statements are assessments")
        metric = self.texts["word"]["judgement"].format(aspect=self.texts["aspect"][a.aspect])
        scope = self.texts["scope"].format(metric=metric, details=self.election(a.election))
        text: str = self.texts["kind"]["stance"].format(scope=scope, a_who=self.who(a), b_who=self.who(b))
        return text

    def scope(self, said: Said, other: Said, *, sample: bool = False, of_many: bool = False) -> str:
        """What is measured, of whom, where, in which election: "Turnout (Almaty city, 10 January 2021, …)"."""
        figure = said.figure
        contest = figure.contest or other.figure.contest
        details = [
            None if of_many else figure.subject,
            self.place(figure),
            self.election(max(figure.election or "", other.figure.election or "", key=len)),
            self.texts["contest"][contest] if contest else None,
            self.stations(figure.sample) if sample and figure.sample else None,
        ]
        joined = self.texts["separator"].join(detail for detail in details if detail)
        text: str = self.texts["scope"].format(metric=self.texts["metric"][figure.metric], details=joined)
        return text

    def sample(self, figure: Figure) -> str:
        """What part was seen: "a sample of 192 polling stations"; plainly "a sample" where its size is not told."""
        seen = figure.sample.stations if figure.sample else None
        if seen is None:
            return str(self.texts["word"]["sample"])
        forms = self.texts["sample_of"]
        return str(forms.get(self.locale.plural_form(seen), forms["other"])).format(n=self.number(seen))

    def stations(self, sample: Sample) -> str | None:
        if sample.stations is not None:
            return str(self.texts["sample_stations"]).format(n=self.number(sample.stations))
        return (
            str(self.texts["sample_share"]).format(n=self.percent(sample.share)) if sample.share is not None else None
        )

    def place(self, figure: Figure) -> str:
        places = self.texts["place"]
        code = figure.place or ""
        name = places.get(code) or self.locale.territories.get(code) or code
        if not figure.locality:
            return str(name)
        return f"{name}: {places.get(figure.locality, figure.locality)}"

    def election(self, election: str | None) -> str:
        """The day of the election, or its year, as ISO writes it: the same in every language."""
        return (election or "").partition("-")[2]

    def who(self, claim: Figure | Assessment) -> str:
        return claim.source or str(self.texts["speaker"][claim.source_type])

    def value(self, term: Term) -> str:
        figure = term.said[0].figure
        if term.worked_out is not None:
            return self.amount(term.worked_out, figure, worked_out=True)
        if figure.value is None:
            low, high = figure.low or Decimal(0), figure.high or Decimal(100)
            return f"{self.number(low)}–{self.in_unit(self.number(high), figure)}"
        text = str(self.texts["hedge"][figure.qualifier]).format(self.amount(figure.value, figure))
        hour = (figure.as_of or "").partition("T")[2]
        return str(self.texts["at_hour"]).format(value=text, hour=hour) if hour else text

    def amount(self, value: Decimal, figure: Figure, *, worked_out: bool = False) -> str:
        """A value with its unit. A ratio of counts comes out in percent."""
        if worked_out and figure.unit == "count" and value != value.to_integral_value():
            return self.percent(value)
        return self.in_unit(self.number(value, None if worked_out else figure.precision), figure)

    def in_unit(self, number: str, figure: Figure) -> str:
        return str(self.texts["percent"]).format(number) if figure.unit == "percent" else number

    def percent(self, value: Decimal) -> str:
        return str(self.texts["percent"]).format(self.number(value))

    def number(self, value: Decimal, precision: Decimal | None = None) -> str:
        """The number with the digits it was written with."""
        exponent = (precision if precision is not None else value.normalize()).as_tuple().exponent
        digits = max(0, -exponent) if isinstance(exponent, int) else 0
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return str(format_decimal(value, format=pattern, locale=self.locale))

    def gap(self, finding: Finding) -> str:
        gap = _short(_difference(finding))
        if finding.b.said[0].figure.unit == "count" and finding.b.worked_out is None:
            return self.number(gap)
        forms = self.texts["point"]
        return f"{self.number(gap)} {forms.get(self.locale.plural_form(gap), forms['other'])}"

    def terms(self, finding: Finding) -> str:
        parts = [self.value(Term((said,))) for said in finding.a.said]
        if finding.wording == "passed":
            return ", ".join(parts)
        return (" : " if finding.wording == "ratio" else " + ").join(parts)

    def rest(self, rest: Rest) -> str:
        if rest.low is None or rest.high is None:
            return ""
        low, high = _short(rest.low), _short(rest.high)
        if low == high:
            return self.percent(low)
        return str(self.texts["between"]).format(low=self.percent(low), high=self.percent(high))

    def impossible(self, rest: Rest) -> str:
        if rest.verdict == "possible":
            return ""
        bounds = {"zero": self.percent(Decimal(0)), "hundred": self.percent(Decimal(100))}
        return str(self.texts["word"]["impossible"]).format(**bounds)


def _difference(finding: Finding) -> Decimal:
    """The distance between the two numbers as they are written; of ranges, the distance of their nearer ends."""
    a, b = _number(finding.a), _number(finding.b)
    return finding.a.said[0].interval.gap(finding.b.said[0].interval) if a is None or b is None else abs(a - b)


def _number(term: Term) -> Decimal | None:
    return term.said[0].figure.value if term.worked_out is None else term.worked_out


def _short(value: Decimal | None) -> Decimal:
    """To a tenth, or to two places where a tenth would show nothing."""
    if value is None:
        return Decimal(0)
    short = value.quantize(Decimal("0.1")) or value.quantize(Decimal("0.01"))
    return short.to_integral_value() if short == short.to_integral_value() else short
