"""Commands that bring documents into a store and read them there: import, analyze."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from cli.output import counted, each_record, finish, say


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("import")(import_documents)
    app.command()(analyze)


def import_documents(
    context: typer.Context, file: Annotated[str, typer.Argument(help="JSON lines of documents; - for standard input.")]
) -> None:
    """Put documents into the store as versions, like a crawl does, and analyse them."""
    from cli.workflow import opened
    from nlp.claims import Document

    problems: list[str] = []
    with opened(context.obj) as store:
        states = Counter(str(store.import_document(document)) for document in each_record(file, Document, problems))
        say("imported: " + (", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "nothing"))
        problems += _analysed(store)
    finish(problems)


def analyze(context: typer.Context) -> None:
    """Read what this version of the extractor has not read yet, and judge what has changed."""
    from cli.workflow import opened

    with opened(context.obj) as store:
        finish(_analysed(store))


def _analysed(store: object) -> list[str]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from cli.workflow import analyse
    from storage.store import Store

    assert isinstance(store, Store)
    terminal = Console(stderr=True)
    with Progress(SpinnerColumn(), TextColumn("analysed {task.completed} documents"), console=terminal,
                  transient=True, disable=not terminal.is_terminal) as bar:  # fmt: skip
        task = bar.add_task("", total=None)
        done = analyse(store, lambda count: bar.update(task, completed=count))
    judged = (
        f"; contradictions in the elections concerned: {done.contradictions}"
        if done.documents or done.contradictions
        else ""
    )
    say(f"analysed: {counted(done.documents, 'document')}{judged}")
    return done.failures
