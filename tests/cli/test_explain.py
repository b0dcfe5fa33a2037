"""`explain`: what two claims of the store are to each other."""

from __future__ import annotations

from tests.cli.terminal import FAILED, Terminal


def turnouts(reader: Terminal) -> dict[float, str]:
    """The ids of the turnout claims by value."""
    said = reader.tell("claims", "--metric", "turnout", "--json").records
    return {statement["claim"]["value"]: statement["id"] for statement in said}


def test_two_claims_that_conflict_are_explained_with_the_arithmetic(reader: Terminal) -> None:
    ids = turnouts(reader)
    told = reader.tell("explain", ids[28][:8], ids[63.3][:8], "--lang", "en").out
    assert told.startswith("conflict (value_conflict): ")
    assert "35.3 percentage points" in told
    (one,) = reader.tell("explain", ids[63.3], ids[28], "--json").records
    assert (one["outcome"], one["kind"]) == ("conflict", "value_conflict")
    assert one["contradiction"]["severity"] > 0
    assert set(one["explanations"]) == {"ru", "kk", "en"}


def test_a_claim_agrees_with_itself(reader: Terminal) -> None:
    one = turnouts(reader)[28]
    assert reader.tell("explain", one, one, "--lang", "en").out.startswith("agrees: ")


def test_an_id_that_fits_no_claim_is_named(reader: Terminal) -> None:
    answer = reader.run("explain", "zz", turnouts(reader)[28])
    assert answer.code == FAILED
    assert "no claims begin with 'zz'" in answer.err
