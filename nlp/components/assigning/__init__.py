"""Give the quantities of a segment their metrics: each at most one.

All quantities of a segment compete for the frames of the lexicon at once; the heaviest frame wins, the shorter match
among equals. What no frame claims may continue what came before it: the next region of a list, the next party, the
number in brackets behind a share.
"""

from nlp.components.assigning.changes import mark_changes
from nlp.components.assigning.contended import mark_contended
from nlp.components.assigning.continued import continued
from nlp.components.assigning.direct import direct
from nlp.components.assigning.found import WITH_SUBJECT, Found
from nlp.components.assigning.tabled import above_metric, context_metric, labelled_below, tabled

__all__ = [
    "WITH_SUBJECT",
    "Found",
    "above_metric",
    "context_metric",
    "continued",
    "direct",
    "labelled_below",
    "mark_changes",
    "mark_contended",
    "tabled",
]
