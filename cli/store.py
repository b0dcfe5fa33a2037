"""Commands that look after the store: db upgrade."""

from __future__ import annotations

import typer

from cli.output import say


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Look after the store.", no_args_is_help=True)
    group.command("upgrade")(upgrade)
    group.callback()(lambda: None)
    app.add_typer(group, name="db")


def upgrade(context: typer.Context) -> None:
    """Create the store's tables, or bring those of an older version up to date."""
    from cli.settings import settings
    from storage.migrate import upgrade as bring_up_to_date

    bring_up_to_date(context.obj or settings().db)
    say("the store is up to date")
