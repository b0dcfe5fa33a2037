"""Two versions of a page, compared claim by claim."""

from __future__ import annotations

from decimal import Decimal

from nlp.changes import changes
from nlp.claims import Extraction, Figure


def turnout(value: str, start: int = 0, **other: object) -> Figure:
    told = {
        "metric": "turnout", "unit": "percent", "value": Decimal(value), "place": "KZ", "election": "KZ-2021-01-10",
        "source": "ЦИК", "source_type": "election_authority", "quote": value, "start": start, "end": start + len(value),
    }  # fmt: skip
    return Figure.model_validate(told | other)


def version(*figures: Figure) -> Extraction:
    return Extraction(id="d", figures=figures)


def values(statements: object) -> list[Decimal]:
    return [said.claim.value for said in statements]  # type: ignore[attr-defined]


def test_a_claim_that_moved_has_not_changed() -> None:
    assert not changes(version(turnout("63.3")), version(turnout("63.3", start=40)))


def test_another_number_in_the_same_claim_is_a_change() -> None:
    found = changes(version(turnout("63.3")), version(turnout("61.2")))
    assert [(old.claim.value, new.claim.value) for old, new in found.changed] == [(Decimal("63.3"), Decimal("61.2"))]  # type: ignore[union-attr]
    assert (found.appeared, found.vanished) == ((), ())


def test_claims_of_other_things_come_and_go() -> None:
    found = changes(
        version(turnout("63.3"), turnout("50", place="KZ-75")),
        version(turnout("63.3"), turnout("28", source="Наблюдатели")),
    )
    assert (values(found.appeared), values(found.vanished)) == ([Decimal(28)], [Decimal(50)])


def test_several_numbers_for_one_thing_are_not_paired_by_guess() -> None:
    found = changes(version(turnout("63"), turnout("64")), version(turnout("61")))
    assert found.changed == ()
    assert (values(found.appeared), sorted(values(found.vanished))) == ([Decimal(61)], [Decimal(63), Decimal(64)])
