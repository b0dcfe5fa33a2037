"""The extractor: components that fill one `Reading` in turn.

extractor = Extractor()
extraction = extractor.extract(Document(id="1", text="…"))
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from nlp.body import body_of
from nlp.claims import Assessment, Document, Extraction, Figure, Incident
from nlp.components.elections import read_election
from nlp.components.figures import read_figures
from nlp.components.headline import read_headline
from nlp.components.judgements import read_judgements
from nlp.components.reading import Reading, identity
from nlp.components.speakers import read_speakers
from nlp.languages import Lang, fold, is_kazakh_latin, language_of, to_cyrillic
from nlp.names import read_meant, read_names, read_organizations, read_roles
from nlp.quantities import Quantity, find_dates, find_quantities, find_times, non_quantities
from nlp.reference import load
from nlp.segments import segments

VERSION = "2026.11.6"
"""Changes with every change of what the extractor reads: documents read by another version are read anew."""


def read_text(reading: Reading) -> None:
    """Cut the text and find what can be found in it without knowing anything of elections."""
    reading.segments = segments(reading.text)
    reading.body = body_of(reading.text, reading.folded, reading.segments, reading.document.title)
    reading.quantities = _counting(reading.text, reading.lang)
    reading.dates = find_dates(reading.text, reading.lang)
    reading.times = find_times(reading.text, reading.lang)


def _counting(text: str, lang: str) -> list[Quantity]:
    """The quantities that may be figures: not sums of money, ages, durations or temperatures."""
    others = non_quantities(text, lang)
    ends = [other.end for other in others]
    kept = []
    for quantity in find_quantities(text, lang):
        at = bisect_right(ends, quantity.number_start)
        if at == len(others) or others[at].start >= quantity.number_end:
            kept.append(_share(text, quantity))
    return kept


def _share(text: str, quantity: Quantity) -> Quantity:
    """A bare number with decimals counts nothing: in a report of results it is a share whose sign stands elsewhere."""
    value = quantity.value
    whole = value is None or value == value.to_integral_value() or value > _WHOLE
    bare = not whole and quantity.unit is None and not _COUNTS.match(text, quantity.end)
    return replace(quantity, unit="percent") if bare else quantity


_WHOLE = 100
_COUNTS = re.compile(r"[- \u00a0](?!(?:и|а|при|против|у|за|в|на|and|to|for|against|at|in|және|мен|ал)\b)[^\W\d]")
"""A word behind a number: what is counted, if it is no conjunction."""


STEPS: tuple[Callable[[Reading], None], ...] = (
    read_text,
    read_names,
    read_roles,
    read_meant,
    read_organizations,
    read_election,
    read_speakers,
    read_figures,
    read_judgements,
    read_headline,
)
"""The components in their order; each reads what those before it found."""


class Extractor:
    """Reads documents in Russian, Kazakh and English. Holds no state of the documents."""

    def __init__(self) -> None:
        self._reference = load()

    def read(self, document: Document) -> Reading:
        """Read one document and keep all that was found on the way."""
        script = to_cyrillic(document.text) if is_kazakh_latin(document.text) else None
        text = script.text if script else document.text
        lang: Lang = "kk" if script else language_of(text, document.lang)
        reading = Reading(document, text, fold(text), lang, self._reference, script)
        for step in STEPS:
            step(reading)
        return reading

    def extract(self, document: Document) -> Extraction:
        """All that a document says. Text without a public election gives organizations alone."""
        return said_in(self.read(document))

    def explain(self, document: Document) -> tuple[Extraction, dict[str, list[dict[str, str]]]]:
        """As `extract`, with what made each slot: for the figures, assessments and incidents, in their order."""
        reading = self.read(document)

        def reasons(claims: Sequence[Figure | Assessment | Incident]) -> list[dict[str, str]]:
            return [reading.reasons.get(identity(claim), {}) for claim in claims]

        return said_in(reading), {
            "figures": reasons(reading.figures),
            "assessments": reasons(reading.assessments),
            "incidents": reasons(reading.incidents),
        }


def said_in(reading: Reading) -> Extraction:
    """What was read, in the form of the contract."""
    return Extraction(
        id=reading.document.id, lang=reading.lang, published=reading.document.published,
        election=reading.election.id if reading.election else None, figures=tuple(reading.figures),
        assessments=tuple(reading.assessments), incidents=tuple(reading.incidents),
        organizations=tuple(reading.organizations), headline=tuple(reading.headline),
    )  # fmt: skip
