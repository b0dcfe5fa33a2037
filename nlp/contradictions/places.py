"""The place of a figure, and the place around it."""

from __future__ import annotations

from nlp.claims import Figure
from nlp.statements import folded

Where = tuple[str, str]
ABROAD = "abroad"


def where(figure: Figure) -> Where:
    """The place and the folded name of the locality within it."""
    return figure.place or "", folded(figure.locality)


def around(at: Where) -> Where | None:
    """The place directly around another: the region of a locality, the country of a region.

    Stations abroad are of the country or apart from it, as each body pleases: nothing is around them.
    """
    place, locality = at
    if locality:
        return None if locality == ABROAD else (place, "")
    return (place[:2], "") if len(place) > 2 else None
