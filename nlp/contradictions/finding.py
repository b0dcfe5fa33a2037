"""What a relation found, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nlp.claims import Assessment
from nlp.contradictions.records import Kind, Side, Verdict
from nlp.contradictions.said import Said
from nlp.statements import Claim, Statement

Basis = Literal["voters", "stations", "count"]


@dataclass(frozen=True)
class Term:
    """One side: the figures it rests on, and its value where that is worked out or is a bound (100)."""

    said: tuple[Said, ...]
    worked_out: Decimal | None = None


@dataclass(frozen=True)
class Rest:
    """What the stations outside of a sample must have had, in percent, and the sample's share that says so.

    `basis` tells what the share is of: voters, stations, or the ballots counted by one body so far. `low` and `high`
    are None where the share is unknown; then `above` tells on which side of the whole the rest lies. `exact`: no
    assumption about the size of stations was needed.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    share: Decimal | None = None
    above: bool = True
    basis: Basis = "stations"
    exact: bool = False
    verdict: Verdict = "possible"


@dataclass(frozen=True)
class Finding:
    """A breach of one relation. `wording` names the template that explains it; `gap` is in the unit of the figures."""

    kind: Kind
    wording: str
    a: Term
    b: Term
    gap: Decimal
    rest: Rest | None = None

    @property
    def claims(self) -> list[Claim]:
        """Every claim that it rests on."""
        return [said.statement.claim for said in (*self.a.said, *self.b.said)]


@dataclass(frozen=True)
class Opposed:
    """Two judgements of opposite polarity: of two bodies the negative first, of one page that of its headline first.

    `wording` names the template that explains it.
    """

    wording: str
    a: Statement
    b: Statement

    @property
    def claims(self) -> list[Claim]:
        return [self.a.claim, self.b.claim]


def figure_side(term: Term) -> Side:
    """The side of a contradiction that a term makes. A worked-out value keeps the place and speaker of its figures."""
    leading = term.said[0]
    figure = leading.figure
    stated = term.worked_out is None
    return Side(
        statements=tuple(sorted({said.id for said in term.said})),
        document=leading.statement.mentions[0].document,
        documents=_documents(tuple(said.statement for said in term.said)),
        mentions=tuple(mention for said in term.said for mention in said.statement.mentions),
        value=figure.value if stated else term.worked_out,
        low=figure.low if stated else None,
        high=figure.high if stated else None,
        quote=leading.statement.mentions[0].quote,
        source=figure.source, source_id=leading.speaker.id, source_type=figure.source_type,
        subject=figure.subject, subject_id=leading.subject.id, place=figure.place,
        locality=figure.locality, contest=figure.contest, as_of=figure.as_of, sample=figure.sample,
    )  # fmt: skip


def judgement_side(statement: Statement, claim: Assessment) -> Side:
    return Side(
        statements=(statement.id,),
        document=statement.mentions[0].document,
        documents=_documents((statement,)),
        mentions=statement.mentions,
        polarity=claim.polarity,
        quote=statement.mentions[0].quote,
        source=claim.source, source_id=claim.source_id, source_type=claim.source_type,
    )  # fmt: skip


def _documents(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """Every document that makes one of the statements, in order of publication, each once."""
    return tuple(dict.fromkeys(mention.document for statement in statements for mention in statement.mentions))
