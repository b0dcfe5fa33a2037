"""What extraction must keep on the recorded pages: held as floors, which a change may raise but not lower."""

from __future__ import annotations

import pytest
from kept import Reading, readings, shares

FLOORS = {"numbers kept": 0.99, "no chrome number": 0.98, "dates": 0.99, "titles": 1.0}


@pytest.fixture(scope="module")
def done() -> list[Reading]:
    return readings()


def test_there_are_pages_of_every_technology(done: list[Reading]):
    assert len(done) >= 110


@pytest.mark.parametrize("figure", FLOORS)
def test_no_figure_falls_below_its_floor(figure: str, done: list[Reading]):
    faults = [f"{reading.name}: {'; '.join(reading.faults)}" for reading in done if reading.faults]
    assert shares(done)[figure] >= FLOORS[figure], "\n".join(faults)


def test_the_language_is_that_of_the_article(done: list[Reading]):
    assert [reading.name for reading in done if not reading.lang_is_right] == []
