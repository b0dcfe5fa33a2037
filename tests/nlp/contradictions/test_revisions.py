"""A page that changed a figure after it was first saved."""

from __future__ import annotations

from nlp.claims import Extraction, Figure
from nlp.contradictions import revisions
from nlp.reference import load
from tests.nlp.contradictions.telling import figure, page


def changes(before: list[Figure], after: list[Figure]) -> list[tuple[object, object]]:
    def version(claims: list[Figure]) -> Extraction:
        return page("page", *claims)

    found = revisions(version(before), version(after), load())
    assert {change.kind for change in found} <= {"revision"}
    return [(change.a.value, change.b.value) for change in found]


def test_a_changed_figure_is_said_with_both_values() -> None:
    before, after = page("page", figure("turnout", "51.5")), page("page", figure("turnout", "61.5"))
    (change,) = revisions(before, after, load())
    assert (change.kind, change.a.value, change.b.value) == (
        "revision",
        before.figures[0].value,
        after.figures[0].value,
    )
    for lang, said in {"ru": "теперь стоит 61,5", "kk": "енді 61,5", "en": "now gives 61.5%"}.items():
        assert said in change.explanations[lang]


def test_what_stands_as_it_was_is_no_revision() -> None:
    same = [figure("turnout", "51.5"), figure("votes", 7, subject="A")]
    assert changes(same, [*same, figure("votes", 9, subject="B")]) == []
    assert changes([figure("turnout", 51)], [figure("turnout", "51.4")]) == []
    assert changes([figure("turnout", 51)], [figure("turnout", 61, place="KZ-75")]) == []


def test_a_cell_that_changed_in_several_ways_is_left_alone() -> None:
    assert (
        changes([figure("votes", 7, subject="A"), figure("votes", 8, subject="A")], [figure("votes", 9, subject="A")])
        == []
    )
