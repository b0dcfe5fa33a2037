"""Where candidates for an office stand: whoever would head a town or region has results there alone."""

from __future__ import annotations

from collections import defaultdict

from nlp.claims import Figure
from nlp.components.reading import Reading, identity

_HEADS = ("mayor", "regional_head")
_RESULTS = ("vote_share", "votes")


def in_one_place(reading: Reading, figures: list[Figure]) -> list[Figure]:
    """The figures, the results of those who would head a town or region each with its place where the text tells that
    of one of them alone: "In Tbilisi A. leads with 55%. By an exit poll A. has 56%"."""
    country = reading.election.country if reading.election else None
    places: defaultdict[object, set[tuple[str | None, str | None]]] = defaultdict(set)
    for figure in figures:
        if _heads(figure) and figure.place != country:
            places[_whose(figure)].add((figure.place, figure.locality if figure.contest == "mayor" else None))
    return [_placed(reading, f, places[_whose(f)]) if _heads(f) and f.place == country else f for f in figures]


def _placed(reading: Reading, figure: Figure, told: set[tuple[str | None, str | None]]) -> Figure:
    if len(told) != 1 or figure.locality is not None:
        return figure
    ((place, locality),) = told
    reading.reasons[identity(figure)]["place"] = "where whoever is voted for stands"
    return figure.model_copy(update={"place": place, "locality": locality})


def _heads(figure: Figure) -> bool:
    return figure.metric in _RESULTS and figure.contest in _HEADS


def _whose(figure: Figure) -> object:
    return figure.election, figure.contest, figure.subject_id or figure.subject
