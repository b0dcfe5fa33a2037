"""Finds what cannot be reconciled among statements, and says why.

A figure is an interval, its scope is explicit, and a declared table of relations decides (`relations.toml`). Needs
only the types of `nlp.claims` and `nlp.statements`; what it asks of reference data is `ReferenceLike`.
"""

from nlp.contradictions.actors import ReferenceLike
from nlp.contradictions.circles import circles
from nlp.contradictions.engine import judge, judge_headline
from nlp.contradictions.revisions import revisions

__all__ = ["ReferenceLike", "circles", "judge", "judge_headline", "revisions"]
