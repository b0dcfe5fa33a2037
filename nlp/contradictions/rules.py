"""The relations of `relations.toml` as values: what each demands, of which metrics, with what slack.

Adding a relation of a known form is a matter of data. A misspelt key or an unknown metric is an error at once.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from nlp.claims import Contest, Metric
from nlp.contradictions.data import table
from nlp.contradictions.records import Kind

Slacks = dict[Metric, Decimal]


class Rule(BaseModel):
    """One relation: `says` is its demand in words, `kind` what a breach of it is called."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    says: str
    kind: Kind


class Equal(Rule):
    form: Literal["equal"]
    kind_one_speaker: Kind
    metrics: tuple[Metric, ...]
    slack: Slacks
    poll_points: Decimal


class Monotone(Rule):
    form: Literal["monotone"]
    metrics: tuple[Metric, ...]
    slack: Decimal


class AtMost(Rule):
    """A count of one metric stays within that of another, in one place."""

    form: Literal["at_most"]
    part: Metric
    whole: Metric
    slack: Decimal = Decimal(0)


class Part(Rule):
    """A count of a sample or of a place stays within that of the whole, metric by metric."""

    form: Literal["part"]
    metrics: tuple[Metric, ...]
    slack: Slacks


class Sum(Rule):
    """Terms of one place make a total: some metrics, or one metric of each subject; the total is a metric or a number.

    A list of subjects bounds the total from below; where the count `complete` says that it holds all, from above too,
    but for the invalid ballots and the options that such lists leave out. `total_in_passing`: anybody may state the
    total, and a list may name the rest of its subjects together.
    """

    form: Literal["sum"]
    terms: tuple[Metric, ...] = ()
    each: Literal["subject"] | None = None
    of: Metric | None = None
    plus: Metric | None = None
    total: Metric | Decimal
    complete: Metric | None = None
    single_vote: bool = False
    total_in_passing: bool = False
    slack: Decimal = Decimal(0)


class Places(Rule):
    """The counts of places make no more than that of what contains them, metric by metric."""

    form: Literal["places"]
    metrics: tuple[Metric, ...]
    slack: Decimal


class Ratio(Rule):
    """A share is the part's count in the whole's.

    `whole_in_passing`: the whole may stand on the page without a speaker, and at no particular hour.
    `invalid_taken_off`: the whole may be counted without the invalid ballots.
    """

    form: Literal["ratio"]
    part: Metric
    whole: Metric
    share: Metric
    slack: Decimal = Decimal(0)
    whole_in_passing: bool = False
    invalid_taken_off: bool = False


class Weighted(Rule):
    """The share of a whole lies among the shares of its places, each with its weight."""

    form: Literal["weighted"]
    share: Metric
    weight: Metric
    slack: Decimal


class Listed(Rule):
    """A count of subjects is the number of those listed with a share of the threshold or more."""

    form: Literal["listed"]
    count: Metric
    of: Metric
    threshold: Metric
    complete: Metric


class Rest(Rule):
    form: Literal["sample"]
    metrics: tuple[Metric, ...]
    weights: tuple[Metric, ...]
    of_voters: tuple[Metric, ...]
    running: tuple[Metric, ...]
    points: Decimal
    station_size: int
    count_points: Decimal


class Opposed(Rule):
    form: Literal["opposed"]


class Revised(Rule):
    form: Literal["revised"]


AnyRule = Annotated[
    Equal | Monotone | AtMost | Part | Sum | Places | Ratio | Weighted | Listed | Rest | Opposed | Revised,
    Field(discriminator="form"),
]


class Presumed(BaseModel):
    """What is believed where nobody states it; shares are of 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    invalid: Decimal
    unlisted: Decimal
    not_cast: Decimal
    slack_at_once: Decimal
    at_once: int
    counted_officially: tuple[Metric, ...]
    least_terms: int
    single_vote: tuple[Contest, ...]
    subgroup: Decimal
    subgroup_points: Decimal
    subgroup_of_all: Decimal


R = TypeVar("R", bound=Rule)


@cache
def rules() -> tuple[Rule, ...]:
    """Every relation, in the order of the table."""
    return TypeAdapter(tuple[AnyRule, ...]).validate_python(table("relations")["relation"])


@cache
def presumed() -> Presumed:
    return Presumed.model_validate(table("relations")["presumed"])


def every(form: type[R]) -> tuple[R, ...]:
    """The relations of one form."""
    return cast(tuple[R, ...], _of_form(form))


def the(form: type[R]) -> R:
    """The relation of a form that the table holds once."""
    return every(form)[0]


@cache
def _of_form(form: type[Rule]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules() if isinstance(rule, form))


@cache
def family(metric: Metric) -> Metric | None:
    """The metrics tied by relations, directly or through others, named by the first of them; None: it meets nothing."""
    families: list[set[Any]] = []
    for rule in rules():
        for tied in _tied(rule):
            met = [known for known in families if known & tied]
            families = [known for known in families if not known & tied] + [tied.union(*met)]
    return next((min(known) for known in families if metric in known), None)


def _tied(rule: Rule) -> list[set[Any]]:
    """The sets of metrics that a relation sets beside each other."""
    match rule:
        case Rest():
            return [{*rule.metrics, *rule.weights}]
        case Equal() | Monotone() | Part() | Places():
            return [{metric} for metric in rule.metrics]
        case AtMost():
            return [{rule.part, rule.whole}]
        case Sum():
            total = () if isinstance(rule.total, Decimal) else (rule.total,)
            return [{*rule.terms, *total, *filter(None, (rule.of, rule.plus, rule.complete))}]
        case Ratio():
            return [{rule.part, rule.whole, rule.share}]
        case Weighted():
            return [{rule.share, rule.weight}]
        case Listed():
            return [{rule.count, rule.of, rule.threshold, rule.complete}]
    return []
