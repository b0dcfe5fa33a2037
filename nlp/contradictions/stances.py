"""Judgements that oppose each other: one aspect of one election, two named bodies, opposite polarity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from nlp.claims import Assessment
from nlp.contradictions.actors import Actor, ReferenceLike, speaker
from nlp.contradictions.finding import Opposed
from nlp.statements import Statement


@dataclass(frozen=True)
class _Judged:
    statement: Statement
    claim: Assessment
    speaker: Actor


def stances(statements: Iterable[Statement], reference: ReferenceLike) -> Iterator[Opposed]:
    """Opposed judgements. A body that both praises and blames the same aspect is mixed, and opposes nobody."""
    by_aspect: dict[tuple[str, str], list[_Judged]] = defaultdict(list)
    for statement in sorted(statements, key=lambda s: s.id):
        claim = statement.claim
        if isinstance(claim, Assessment) and claim.election and claim.source and statement.mentions:
            by_aspect[(claim.election, claim.aspect)].append(_Judged(statement, claim, speaker(claim, reference)))
    for judged in by_aspect.values():
        clear = [one for one in judged if not _is_mixed(one, judged)]
        negative = [one for one in clear if one.claim.polarity == "negative"]
        positive = [one for one in clear if one.claim.polarity == "positive"]
        for a, b in product(negative, positive):
            yield Opposed(a.statement, b.statement)


def _is_mixed(one: _Judged, judged: list[_Judged]) -> bool:
    return any(one.claim.polarity != o.claim.polarity and one.speaker.is_same(o.speaker) for o in judged)
