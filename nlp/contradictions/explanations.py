"""A contradiction in one sentence, in Russian, Kazakh and English: both figures, both speakers and the arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from string import Formatter

from nlp.claims import Assessment, Figure, Qualifier
from nlp.contradictions import rules
from nlp.contradictions.actors import ReferenceLike, speaker
from nlp.contradictions.finding import Finding, Opposed, Rest, Term
from nlp.contradictions.phrasing import LANGUAGES, Phrasing
from nlp.contradictions.rules import the
from nlp.contradictions.said import Said

_MOST_TERMS = 8
_HUNDREDTH = Decimal("0.01")


def explain(finding: Finding, reference: ReferenceLike) -> dict[str, str]:
    """The sentence for a contradiction between figures, by language."""
    return {lang: _Sentence(Phrasing(lang, reference), finding).text() for lang in LANGUAGES}


def explain_judgements(opposed: Opposed, reference: ReferenceLike) -> dict[str, str]:
    """The sentence for two opposed judgements, by language."""
    return {lang: _of_judgements(opposed, Phrasing(lang, reference), reference) for lang in LANGUAGES}


def scope(said: Said, other: Said, words: Phrasing, *, of_many: bool = False) -> str:
    """What is measured, of whom, where, in which election: "Turnout (Almaty, 10 January 2021, …)"."""
    figure = said.figure
    details = [
        None if of_many else words.whose(said.subject, figure),
        words.place(figure),
        words.election(max(figure.election or "", other.figure.election or "", key=len)),
        _contest(said, other, words),
    ]
    joined = str(words.texts["separator"]).join(detail for detail in details if detail)
    return str(words.texts["scope"]).format(metric=words.texts["metric"][figure.metric], details=joined)


def _contest(said: Said, other: Said, words: Phrasing) -> str | None:
    """The contest; where one side leaves it open, that is said."""
    contest = said.figure.contest or other.figure.contest
    if contest is None:
        return None
    name = str(words.texts["contest"][contest])
    if said.figure.contest == other.figure.contest:
        return name
    unsaid = other if other.figure.contest is None else said
    return str(words.texts["contest_open"]).format(contest=name, who=words.who(unsaid.speaker, unsaid.figure))


def _of_judgements(opposed: Opposed, words: Phrasing, reference: ReferenceLike) -> str:
    a, b = opposed.a.claim, opposed.b.claim
    if not isinstance(a, Assessment) or not isinstance(b, Assessment):
        raise TypeError("opposed statements are assessments")
    metric = str(words.texts["word"]["judgement"]).format(aspect=words.texts["aspect"][a.aspect])
    about = str(words.texts["scope"]).format(metric=metric, details=words.election(a.election))
    a_who, b_who = (words.who(speaker(claim, reference), claim) for claim in (a, b))
    return str(words.texts["kind"][opposed.wording]).format(scope=about, a_who=a_who, b_who=b_who)


class _Sentence:
    """One finding in one language."""

    def __init__(self, words: Phrasing, finding: Finding) -> None:
        self.words, self.finding = words, finding
        self.a, self.b = finding.a.said[0], finding.b.said[0]
        self.rest = finding.rest or Rest()

    def text(self) -> str:
        words, finding = self.words, self.finding
        of_total = finding.wording in ("ratio", "passed", "weighted")
        of_places = len({said.where for said in finding.a.said}) > 1
        first = self.b if of_total or of_places else self.a
        many = not of_total and len({said.subject.key for said in finding.a.said}) > 1
        template: str = words.texts["kind"][finding.wording]
        # Only what the template names is put into words: most of it is in few of them.
        parts: dict[str, Callable[[], str]] = {
            "scope": lambda: scope(first, self.b, words, of_many=many),
            "part_scope": lambda: self.scope_with_stations(self.a),
            "whole_scope": lambda: self.scope_with_stations(self.b),
            "a_who": lambda: self.who(self.a), "b_who": lambda: self.who(self.b),
            "a": lambda: self.side(finding.a), "b": lambda: self.side(finding.b),
            "gap": self.gap, "slack": self.slack, "terms": self.terms,
            "first": lambda: words.when_counted(self.a.figure.sample), "weight": self.weight,
            "then": lambda: words.when_counted(self.b.figure.sample),
            "seen": lambda: words.stations(self.a.figure.sample) if self.a.figure.sample else words.texts["at_some"],
            "rest": self.bounds, "impossible": self.impossible, "side": self.direction, "size": self.size,
        }  # fmt: skip
        return template.format_map({name: parts[name]() for name in _names(template)})

    def who(self, said: Said) -> str:
        return self.words.who(said.speaker, said.figure)

    def scope_with_stations(self, said: Said) -> str:
        text = scope(said, said, self.words)
        return f"{text} {self.words.stations(said.figure.sample)}" if said.figure.sample else text

    def side(self, term: Term) -> str:
        """What a side gives: its figure as stated, or what is worked out from its figures."""
        figure = term.said[0].figure
        if term.worked_out is None:
            return self.words.value(figure)
        in_percent = figure.unit == "percent" or self.finding.wording in ("ratio", "weighted")
        plain = self.words.percent if in_percent and self.finding.wording != "passed" else self.words.number
        return self.words.hedged(plain(term.worked_out), self._bound())

    def _bound(self) -> Qualifier:
        """Regions' turnout bounds the country's from one side."""
        stated = self.b.interval
        value = self.finding.a.worked_out
        if self.finding.wording != "weighted" or value is None:
            return "exact"
        return "at_least" if stated.high < value else "at_most"

    def terms(self) -> str:
        """The figures that are added or divided; of very many the first and the last."""
        parts = [f"{self._label(said)}{self.words.value(said.figure)}" for said in self.finding.a.said]
        if self.finding.wording == "passed":
            return ", ".join(parts)
        if self.finding.wording == "ratio":
            return " : ".join(parts)
        return " + ".join(parts if len(parts) <= _MOST_TERMS else [*parts[:3], "…", parts[-1]])

    def _label(self, said: Said) -> str:
        """What tells one term from the others: its metric, its subject or its place."""
        others = self.finding.a.said
        many = len({one.subject.key for one in others if one.figure.metric == said.figure.metric}) > 1
        if len({one.figure.metric for one in others}) > 1 and not many:
            name = str(self.words.texts["metric"][said.figure.metric])
            return f"{name[0].lower()}{name[1:]} "
        if many:
            return f"{self.words.whose(said.subject, said.figure)} "
        return f"{self.words.place(said.figure)} " if len({one.where for one in others}) > 1 else ""

    def gap(self) -> str:
        """The distance of the two numbers as they are written, in points or in what is counted."""
        firmness = {said.figure.qualifier for said in (self.a, self.b)}
        open_ended = firmness & {"at_least", "at_most", "range"} or self.finding.wording == "weighted"
        hedge: Qualifier = "at_least" if open_ended else ("approx" if "approx" in firmness else "exact")
        return self.words.counted(_short(_difference(self.finding)), self._unit(), hedge)

    def slack(self) -> str:
        """How much of the distance rounding, hedges and tolerance explain."""
        unit = self._unit()
        least = _HUNDREDTH if unit == "point" else Decimal(1)
        explained = (_difference(self.finding) - self.finding.gap).quantize(least, ROUND_CEILING)
        if explained <= 0:
            exact = all(said.interval.low == said.interval.high for said in (self.a, self.b))
            return str(self.words.texts["word"]["exact" if exact else "unexplained"])
        amount = self.words.counted(explained, unit, "at_most")
        return str(self.words.texts["word"][self._allowance()]).format(amount=amount)

    def _allowance(self) -> str:
        """What else than the rounding may explain some of the distance."""
        metric = self.b.figure.metric
        if self.finding.wording == "ratio":
            return "explained_lists" if metric == "turnout" else "explained_ballots"
        if metric in the(rules.Equal).slack:
            return "explained_lists"
        with_poll = self.finding.wording == "value_conflict" and (self.a.is_poll or self.b.is_poll)
        return "explained_poll" if with_poll else "explained"

    def _unit(self) -> str:
        in_points = self.b.figure.unit == "percent" or self.finding.b.worked_out is not None
        return "point" if in_points else self.b.figure.metric

    def weight(self) -> str:
        """The sample's share of all stations or voters, where it is not what the sample itself states."""
        sample = self.a.figure.sample
        if self.rest.basis == "stations" and sample and sample.stations is None:
            return ""
        return str(self.words.texts["weight"][self.rest.basis]).format(
            share=self.words.percent(_short(self.rest.share))
        )

    def bounds(self) -> str:
        if self.rest.low is None or self.rest.high is None:
            return ""
        return self.words.between(_short(self.rest.low, ROUND_FLOOR), _short(self.rest.high, ROUND_CEILING))

    def size(self) -> str:
        """What was assumed of the stations' size."""
        if self.rest.exact:
            return ""
        return str(self.words.texts["word"]["size"]).format(factor=the(rules.Rest).station_size)

    def impossible(self) -> str:
        if self.rest.verdict == "possible":
            return ""
        zero, hundred = self.words.percent(Decimal(0)), self.words.percent(Decimal(100))
        return str(self.words.texts["word"]["impossible"]).format(zero=zero, hundred=hundred)

    def direction(self) -> str:
        """On which side of the whole the rest lies: "more than 63.3%". A hedge counts with its nearer end."""
        figure: Figure = self.b.figure
        above = self.rest.above
        end = self.b.interval.low if above else self.b.interval.high
        plain = figure.value is not None and figure.qualifier != "approx"
        bound = self.words.percent(figure.value if plain and figure.value is not None else end)
        return str(self.words.texts["word"]["more_than" if above else "less_than"]).format(bound)


@cache
def _names(template: str) -> frozenset[str]:
    """The names that a template holds."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def _difference(finding: Finding) -> Decimal:
    """The distance between the two numbers as they are written; of ranges, the distance of their nearer ends."""
    a, b = _number(finding.a), _number(finding.b)
    return finding.a.said[0].interval.gap(finding.b.said[0].interval) if a is None or b is None else abs(a - b)


def _number(term: Term) -> Decimal | None:
    return term.said[0].figure.value if term.worked_out is None else term.worked_out


def _short(value: Decimal | None, rounding: str | None = None) -> Decimal:
    """To a tenth, or to two places where a tenth would show nothing."""
    if value is None:
        return Decimal(0)
    short = value.quantize(Decimal("0.1"), rounding) or value.quantize(Decimal("0.01"), rounding)
    return short.to_integral_value() if short == short.to_integral_value() else short
