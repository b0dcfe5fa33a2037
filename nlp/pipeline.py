"""The extractor: a spaCy pipeline for each language whose components fill one `Reading`.

extractor = Extractor()
extraction = extractor.extract(Document(id="1", text="…"))
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.body import body_of
from nlp.claims import Assessment, Document, Extraction, Figure, Incident
from nlp.components.figures import read_figures
from nlp.components.judgements import read_judgements
from nlp.components.reading import Reading, identity
from nlp.components.scope import read_election
from nlp.components.speakers import read_speakers
from nlp.languages import Lang, fold, is_kazakh_latin, language, language_of, to_cyrillic
from nlp.names import read_names, read_organizations, read_roles
from nlp.quantities import Quantity, find_dates, find_quantities, find_times, non_quantities
from nlp.reference import load
from nlp.segments import segments

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

VERSION = "2026.11.2"
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
            kept.append(quantity)
    return kept


STEPS: dict[str, Callable[[Reading], None]] = {
    "countercount_text": read_text,
    "countercount_names": read_names,
    "countercount_roles": read_roles,
    "countercount_organizations": read_organizations,
    "countercount_election": read_election,
    "countercount_speakers": read_speakers,
    "countercount_figures": read_figures,
    "countercount_judgements": read_judgements,
}
"""The components in their order; each reads what those before it found."""


def _register() -> None:
    from spacy.language import Language
    from spacy.tokens import Doc

    if Doc.has_extension("reading"):
        return
    Doc.set_extension("reading", default=None)
    for name, step in STEPS.items():
        Language.component(name, func=_component(step))


def _component(step: Callable[[Reading], None]) -> Callable[[Doc], Doc]:
    def component(doc: Doc) -> Doc:
        step(doc._.reading)
        return doc

    return component


@lru_cache
def pipeline(lang: str) -> Language:
    """The spaCy pipeline of one language."""
    _register()
    nlp = language(lang)
    nlp.max_length = sys.maxsize  # spaCy's bound is for its parsers, of which there are none here
    for name in STEPS:
        nlp.add_pipe(name)
    return nlp


class Extractor:
    """Reads documents in Russian, Kazakh and English. Holds no state of the documents."""

    def __init__(self) -> None:
        self._reference = load()

    def read(self, document: Document) -> Reading:
        """Read one document and keep all that was found on the way."""
        from spacy.tokens import Doc

        script = to_cyrillic(document.text) if is_kazakh_latin(document.text) else None
        text = script.text if script else document.text
        lang: Lang = "kk" if script else language_of(text, document.lang)
        reading = Reading(document, text, fold(text), lang, self._reference, script)
        nlp = pipeline(lang)
        doc = Doc(nlp.vocab)  # the components read the text by its segments: no tokens are made
        doc._.reading = reading
        for _, component in nlp.pipeline:
            component(doc)
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
        organizations=tuple(reading.organizations),
    )  # fmt: skip
