"""What the extractor is given and what it says: documents, claims, organizations.

These types are the contract between the extractor, the store, the reports and whoever reads `--jsonl` output.
Figures are exact: values are `Decimal`, written to JSON as plain numbers. Offsets count Unicode code points of
`Document.text`; `text[start:end] == quote` always holds.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

Metric = Literal[
    "turnout", "voters_voted", "registered_voters", "vote_share", "votes", "seats", "seats_total", "invalid_share",
    "invalid_votes", "unused_share", "unused_ballots", "threshold", "polling_stations", "polling_stations_observed",
    "regions_observed", "protocols", "observers", "contestants", "passed_threshold", "violations", "detained",
]  # fmt: skip
Unit = Literal["percent", "count"]
Qualifier = Literal["exact", "approx", "at_least", "at_most", "range"]
Contest = Literal[
    "president", "lower_house", "upper_house", "parliament", "regional_council", "local_council", "regional_head",
    "mayor", "referendum",
]  # fmt: skip
Stage = Literal["progress", "preliminary", "final"]
SourceType = Literal[
    "election_authority", "government", "citizen_observers", "international_observers", "contestant", "pollster",
    "media", "expert", "unattributed",
]  # fmt: skip
Aspect = Literal[
    "overall", "competition", "administration", "transparency", "observer_access", "voting", "counting", "media",
    "law", "campaign",
]  # fmt: skip
Polarity = Literal["positive", "negative"]
IncidentType = Literal[
    "ballot_stuffing", "multiple_voting", "protocol_denied", "protocol_falsified", "observer_obstructed", "coercion",
    "vote_buying", "group_voting", "detention", "registration_denied", "campaign_obstructed", "media_obstructed",
    "technical", "violence", "other",
]  # fmt: skip
OrganizationType = Literal[
    "party", "election_authority", "citizen_observers", "international_observers", "government", "parliament",
    "court", "media", "pollster", "company", "ngo", "other",
]  # fmt: skip


def _exact(value: Any) -> Any:
    """A JSON float stands for the decimal that was written, not for its binary neighbour."""
    return Decimal(repr(value)) if isinstance(value, float) else value


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, BeforeValidator(_exact), PlainSerializer(_plain, when_used="json")]


def voting_day_of(election: str | None) -> dt.date | None:
    """The first voting day that the id of an election tells; None where it tells a year alone."""
    try:
        return dt.date.fromisoformat((election or "").partition("-")[2])
    except ValueError:
        return None


class Record(BaseModel):
    """An immutable value; unknown keys of the input are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Passage(Record):
    """A text alone, for `quantities` and `entities`. `id` may be a number."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str
    text: str
    lang: str | None = None


class Document(Record):
    """A text to read. `id` is its identity: two documents of one `id` are two versions of one page."""

    id: str
    text: str
    url: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    lang: str | None = None
    title: str | None = None


class Sample(Record):
    """The polling stations a figure rests on: how many, of how many, and their share in percent."""

    stations: Number | None = None
    of: Number | None = None
    share: Number | None = None


class Quoted(Record):
    """Words of the document that make a claim."""

    quote: str = ""
    start: int = 0
    end: int = 0


class Attributed(Quoted):
    """A claim with its speaker: `source` as named in the text, `source_id` the known actor behind the name."""

    election: str | None = None
    source: str | None = None
    source_id: str | None = None
    source_type: SourceType = "unattributed"


class Figure(Attributed):
    """A quantity of an election, said by one source. A range has `low` and `high` and no `value`."""

    metric: Metric
    unit: Unit
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    precision: Number | None = None
    margin: Number | None = None
    qualifier: Qualifier = "exact"
    subject: str | None = None
    subject_id: str | None = None
    place: str | None = None
    locality: str | None = None
    contest: Contest | None = None
    as_of: str | None = None
    stage: Stage | None = None
    sample: Sample | None = None


class Assessment(Attributed):
    """A judgement on one aspect of an election."""

    aspect: Aspect
    polarity: Polarity


class Incident(Attributed):
    """An alleged irregularity."""

    type: IncidentType
    place: str | None = None


class Organization(Record):
    """An organization the text names: fullest form, nominative; `id` where it is a known actor."""

    name: str
    type: OrganizationType
    aliases: tuple[str, ...] = ()
    id: str | None = None


class Extraction(Record):
    """All that one document says. `published` tells `judge` which of two documents is later.

    `headline` holds what the title judges and nothing in the text bears out; its quote and offsets are the title's.
    """

    id: str
    lang: str | None = None
    election: str | None = None
    published: dt.date | None = None
    figures: tuple[Figure, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    incidents: tuple[Incident, ...] = ()
    organizations: tuple[Organization, ...] = Field(default=())
    headline: tuple[Assessment, ...] = ()
