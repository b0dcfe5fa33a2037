"""Commands on the archive: archive verify, reparse."""

from __future__ import annotations

import typer

from cli.output import finish, say
from cli.sources import Folder, known_sources


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="The archive of all that was fetched.", no_args_is_help=True)
    group.command("verify")(verify)
    group.callback()(lambda: None)
    app.add_typer(group, name="archive")
    app.command()(reparse)


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


def reparse(context: typer.Context, sources: Folder = None) -> None:
    """Read all archived pages again with this version's readers, without the network, and analyse what is other now."""
    from cli.analysis import analyze
    from cli.settings import archive_of, settings
    from cli.workflow import opened
    from crawler.reparse import reparse as read_again

    with opened(context.obj) as store:
        folder = archive_of(context.obj or settings().db)
        done = read_again(store, folder, known_sources(sources), settings().crawl)
    for url, reason in done.failures:
        say(f"left as it was: {url}: {reason}")
    say(f"read {done.read} pages again: {done.changed} other than before")
    analyze(context)
    finish([reason for _, reason in done.failures])
