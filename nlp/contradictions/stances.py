"""Judgements that oppose each other: one aspect of one election, opposite polarity, two bodies.

Or one page: its headline against its own text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from nlp.claims import Assessment, Extraction
from nlp.contradictions.actors import Actor, ReferenceLike, speaker
from nlp.contradictions.finding import Opposed
from nlp.statements import Mention, Statement, statement_id, statements


@dataclass(frozen=True)
class _Judged:
    statement: Statement
    claim: Assessment
    speaker: Actor


def stances(said: Iterable[Statement], reference: ReferenceLike) -> Iterator[Opposed]:
    """Opposed judgements. A body that both praises and blames the same aspect is mixed, and opposes nobody."""
    by_aspect: dict[tuple[str | None, str], list[_Judged]] = defaultdict(list)
    for statement in sorted(said, key=lambda s: s.id):
        claim = statement.claim
        if isinstance(claim, Assessment) and statement.mentions and can_oppose(claim):
            by_aspect[(claim.election, claim.aspect)].append(_Judged(statement, claim, speaker(claim, reference)))
    for judged in by_aspect.values():
        clear = [one for one in judged if not _is_mixed(one, judged)]
        negative = [one for one in clear if one.claim.polarity == "negative"]
        positive = [one for one in clear if one.claim.polarity == "positive"]
        for a, b in product(negative, positive):
            if _are_two(a.claim, b.claim):
                yield Opposed("stance", a.statement, b.statement)


def can_oppose(claim: Assessment) -> bool:
    """True where it is known of which election, and at least what kind of body judges it."""
    return claim.election is not None and claim.source_type != "unattributed"


def _are_two(a: Assessment, b: Assessment) -> bool:
    """True where two different bodies judge: what has no name is another than bodies of another kind, and parties that
    oppose each other are two."""
    return bool(a.source and b.source) or a.source_type != b.source_type or a.source_type == "contestant"


def headline_against_text(said: Extraction, reference: ReferenceLike) -> Iterator[Opposed]:
    """Judgements of a page's headline that its text opposes; said of a body in the headline, by that body."""
    of_text = statements([said])
    for title in said.headline:
        who = speaker(title, reference)
        opposed = (
            statement
            for statement in of_text
            if isinstance(claim := statement.claim, Assessment)
            and (claim.election, claim.aspect) == (title.election, title.aspect) and claim.polarity != title.polarity
            and (not who.known or speaker(claim, reference).is_same(who))
        )  # fmt: skip
        if first := next(opposed, None):
            yield Opposed(f"headline_{title.polarity}", _headline(said, title), first)


def _headline(said: Extraction, title: Assessment) -> Statement:
    """The headline's judgement as the page's own: whoever it names did not make it, and no other page does."""
    own = title.model_copy(update={"source": None, "source_id": None, "source_type": "media"})
    at = Mention(
        document=said.id, quote=title.quote, start=title.start, end=title.end, published=said.published, lang=said.lang
    )
    return Statement(id=statement_id(own, said.id), claim=own, mentions=(at,))


def _is_mixed(one: _Judged, judged: list[_Judged]) -> bool:
    return any(one.claim.polarity != o.claim.polarity and one.speaker.is_same(o.speaker) for o in judged)
