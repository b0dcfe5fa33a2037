"""The command that goes to the web: crawl."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import PARTLY, USAGE, fail, put, say
from cli.sources import Folder, known_sources

if TYPE_CHECKING:
    from crawler.crawl import SourceSummary
    from crawler.protocols import CrawlStore
    from crawler.scope import Scope
    from crawler.settings import CrawlSettings
    from crawler.sources import Source


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(crawl)


def crawl(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE…]", help="Sources; all without one.")] = None,
    sources: Folder = None,
    elections: Annotated[
        list[str] | None, typer.Option("--election", metavar="ID", help="Keep pages about it, as KZ-2021-01-10.")
    ] = None,
    since: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Keep pages from then on.")] = None,
    until: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Keep pages up to then.")] = None,
    words: Annotated[
        list[str] | None, typer.Option("--word", help="Keep pages with one of these in title or lead.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON lines.")] = False,
) -> None:
    """Fetch what is new or changed. Exit code 3 when some sources failed.

    With --election, --since, --until or --word only pages that may matter are kept; what is dropped is counted.
    """
    from cli.settings import archive_of, settings
    from cli.workflow import opened
    from crawler.scope import Scope
    from crawler.sources import pick_sources

    known = known_sources(sources)
    picked = pick_sources(known, names or sorted(known))
    scope = Scope(
        elections=tuple(_first_day(election) for election in elections or ()),
        since=since.date() if since else None,
        until=until.date() if until else None,
        words=tuple(words or ()),
    )
    with opened(context.obj) as store:
        summaries = run(picked, store, archive_of(context.obj or settings().db), settings().crawl, scope)
    report(summaries, as_json)
    if any(summary.failures for summary in summaries):
        raise typer.Exit(PARTLY)


def _first_day(election: str) -> dt.date:
    """The first voting day of an election's ID; the middle of the year where it names only that."""
    _, _, day = election.partition("-")
    try:
        return dt.date(int(day), 7, 1) if len(day) == 4 else dt.date.fromisoformat(day)
    except ValueError:
        raise fail(f"not an election: {election!r} (such as KZ-2021-01-10, or KZ-2021)", USAGE) from None


def run(
    sources: list[Source], store: CrawlStore, archive: Path, crawl_settings: CrawlSettings, scope: Scope | None = None
) -> list[SourceSummary]:
    """Crawl with a progress bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from crawler.crawl import Progress as Step
    from crawler.crawl import crawl as fetch
    from crawler.scope import EVERYTHING

    terminal = Console(stderr=True)
    with Progress(TextColumn("crawling"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[source]}"),
                  console=terminal, transient=True, disable=not terminal.is_terminal) as bar:  # fmt: skip
        task = bar.add_task("", total=None, source="")

        def step(at: Step) -> None:
            bar.update(task, completed=at.done, total=at.known, source=at.source)

        return fetch(sources, store, archive, crawl_settings, step, scope or EVERYTHING)


def report(summaries: list[SourceSummary], as_json: bool) -> None:
    """Say for each source what was fetched, and which address failed and why."""
    for summary in summaries:
        counts = {str(state): count for state, count in summary.counts.items() if count}
        if as_json:
            put({"source": summary.source, "counts": counts, "failures": summary.failures})
            continue
        say(f"{summary.source}: " + (", ".join(f"{count} {state}" for state, count in counts.items()) or "nothing"))
        for url, reason in summary.failures:
            say(f"  failed: {url}: {reason}")
