"""Commands on the archive: archive verify, reparse."""

from __future__ import annotations

import typer

from cli.output import finish, say


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="The archive of all that was fetched.", no_args_is_help=True)
    group.command("verify")(verify)
    group.callback()(lambda: None)
    app.add_typer(group, name="archive")


def verify(context: typer.Context) -> None:
    """Prove that nothing in the archive is missing or altered. Exit code 3 where something is."""
    from cli.settings import archive_of, settings
    from cli.workflow import opened
    from crawler.archive import verify as faults_of

    folder = archive_of(context.obj or settings().db)
    problems = []
    with opened(context.obj) as store:
        for fault in faults_of(folder, store.records()):
            problems.append(fault.reason)
            say(f"{fault.reason} ({fault.record.url}, {fault.record.fetched:%Y-%m-%d %H:%M} UTC)")
        say(f"{folder}: {store.record_count()} records, {len(problems)} missing or altered")
    finish(problems)
