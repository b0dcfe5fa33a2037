"""The command `countercount` and its groups."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli import (
    analysis,
    archive,
    changing,
    crawling,
    demo,
    explaining,
    extraction,
    reading,
    reviewing,
    runs,
    sources,
    store,
    watching,
)
from cli.output import FAILED, INTERRUPTED, say

app = typer.Typer(
    name="countercount", no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Reads what is said about elections and finds where the accounts disagree.",
)  # fmt: skip


@app.callback()
def options(
    context: typer.Context,
    db: Annotated[str | None, typer.Option(help="Store: a SQLAlchemy URL of SQLite or PostgreSQL.")] = None,
) -> None:
    """Options that every command shares stand before its name."""
    context.obj = db


for group in (
    crawling, runs, watching, sources, archive, extraction, analysis, reading, changing, explaining, reviewing, store,
    demo,
):  # fmt: skip
    group.register(app)


def main() -> None:
    """Run the command; errors the program knows end in one line, not a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        say("countercount: interrupted; what was done is kept, run the command again to go on")
        sys.exit(INTERRUPTED)
    except Exception as error:
        if not _known(error):
            raise
        say(f"countercount: {error}")
        sys.exit(FAILED)


def _known(error: Exception) -> bool:
    """Errors that speak for themselves: of the store, of a source file, of the settings, of the archive."""
    return type(error).__name__ in ("StoreError", "SourceError", "SettingsError", "ArchiveError")
