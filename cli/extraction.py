"""Commands that read text and need no store: extract, quantities, entities, judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.output import each_record, finish, item, put

if TYPE_CHECKING:
    from nlp.claims import Document
    from nlp.pipeline import Extractor

Lines = Annotated[str, typer.Option("--jsonl", metavar="FILE", help="JSON lines to read; - for standard input.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (extract, quantities, entities, judge):
        app.command()(command)


def extract(
    jsonl: Lines,
    explain: Annotated[bool, typer.Option("--explain", help="Say what made each slot of each claim.")] = False,
) -> None:
    """Print the claims and organizations of each document, one JSON object a line."""
    from nlp.claims import Document
    from nlp.pipeline import Extractor

    extractor = Extractor()
    problems: list[str] = []
    for document in each_record(jsonl, Document, problems):
        with item(document.id, problems):
            put(_explained(extractor, document) if explain else extractor.extract(document).model_dump(mode="json"))
    finish(problems)


def _explained(extractor: Extractor, document: Document) -> dict[str, Any]:
    """An extraction whose claims have `reasons`: by slot, the rule, lexicon entry or model that made it."""
    extraction, reasons = extractor.explain(document)
    said = extraction.model_dump(mode="json")
    for kind, made in reasons.items():
        said[kind] = [claim | {"reasons": why} for claim, why in zip(said[kind], made, strict=True)]
    return said


def quantities(jsonl: Lines) -> None:
    """Print every number of each text, in digits or words."""
    from nlp.claims import Passage
    from nlp.languages import language_of
    from nlp.quantities import as_json, find_quantities

    problems: list[str] = []
    for passage in each_record(jsonl, Passage, problems):
        with item(passage.id, problems):
            found = find_quantities(passage.text, language_of(passage.text, passage.lang))
            put({"id": passage.id, "quantities": [as_json(quantity) for quantity in found]})
    finish(problems)


def entities(jsonl: Lines) -> None:
    """Print the names in each text: organizations (ORG), persons (PER), places (LOC)."""
    from nlp.claims import Passage
    from nlp.entities import find_entities

    problems: list[str] = []
    for passage in each_record(jsonl, Passage, problems):
        with item(passage.id, problems):
            found = [entity._asdict() for entity in find_entities(passage.text, passage.lang)]
            put({"id": passage.id, "entities": found})
    finish(problems)


def judge(jsonl: Lines) -> None:
    """Print the contradictions among the claims of lines as `extract` prints them; no text, no store."""
    from nlp.claims import Extraction
    from nlp.contradictions import judge as contradictions_of
    from nlp.contradictions import judge_headline
    from nlp.reference import load
    from nlp.statements import statements

    problems: list[str] = []
    said = list(each_record(jsonl, Extraction, problems))
    own = [one for extraction in said for one in judge_headline(extraction, load())]
    for contradiction in [*contradictions_of(statements(said), load()), *own]:
        put(contradiction.as_json())
    finish(problems)
