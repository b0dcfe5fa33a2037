"""Which claims can meet: the circles that a store files them under, so that a new claim fetches only its like.

A circle is a place with the places directly in it, one country's elections of one year, and one family of metrics
(those that `relations.toml` ties together); for judgements an election and an aspect. A claim stands in the circle of
its own place and in that of the place around it; one of the stations abroad in that of its country. Every contradiction
belongs to one circle and can be found from the claims filed under it: all contradictions are those of all circles, each
judged alone.
"""

from __future__ import annotations

from nlp.claims import Assessment, Figure
from nlp.contradictions.places import ABROAD, Where, around, where
from nlp.contradictions.rules import family
from nlp.contradictions.stances import can_oppose
from nlp.statements import Claim


def circles(claim: Claim) -> tuple[str, ...]:
    """The circles that a claim stands in, that of its own place first; none where it can contradict nothing."""
    if isinstance(claim, Assessment) and can_oppose(claim):
        return (f"{claim.election}/{claim.aspect}",)
    if not isinstance(claim, Figure) or not claim.election or not claim.place:
        return ()
    metrics = family(claim.metric)
    if metrics is None:
        return ()
    own = where(claim)
    outer = (own[0], "") if own[1] == ABROAD else around(own)
    return tuple(_circle(claim.election, metrics, at) for at in (own, outer) if at is not None)


def _circle(election: str, metrics: str, at: Where) -> str:
    return "/".join((election[:7], metrics, *filter(None, at)))


def circle_of(claims: list[Claim]) -> str:
    """The circle that a contradiction among these claims belongs to: that of the outermost place."""
    return min((circles(claim)[0] for claim in claims), key=lambda circle: (circle.count("/"), len(circle), circle))
