"""The command that goes to the web: crawl."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import PARTLY, USAGE, fail, put, say
from cli.sources import Folder, known_sources

if TYPE_CHECKING:
    from crawler.crawl import SourceSummary
    from crawler.protocols import CrawlStore
    from crawler.schedule import Revisit
    from crawler.scope import Scope
    from crawler.settings import CrawlSettings
    from crawler.sources import Source


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(crawl)


_UNITS = {"min": dt.timedelta(minutes=1), "h": dt.timedelta(hours=1), "d": dt.timedelta(days=1)}


def _span(text: str) -> dt.timedelta:
    """A span of time as an operator writes it."""
    found = re.fullmatch(r"(\d{1,5}) ?(min|h|d)", text.strip())
    if found is None:
        raise typer.BadParameter(f"{text!r} is no span of time; write 30min, 12h or 1d")
    return int(found[1]) * _UNITS[found[2]]


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
    recrawl: Annotated[
        bool,
        typer.Option("--recrawl", help="Look at all known pages again; with --election, at those that tell of it."),
    ] = False,
    urls: Annotated[list[str] | None, typer.Option("--url", metavar="ADDRESS", help="Look at just this page.")] = None,
    older_than: Annotated[
        dt.timedelta | None,
        typer.Option(parser=_span, metavar="SPAN", help="Look at all pages not seen for so long: 1d, 12h, 30min."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be asked for; ask nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON lines.")] = False,
) -> None:
    """Fetch what is new, and known pages that are due again. Exit code 3 when some sources failed.

    With --election, --since, --until or --word only pages that may matter are kept; what is dropped is counted.
    """
    from cli.revisiting import dry, revisit_of
    from cli.settings import archive_of, settings
    from cli.workflow import opened
    from crawler.scope import Scope
    from crawler.sources import pick_sources

    known = known_sources(sources)
    picked = pick_sources(known, names or sorted(known))
    about = elections or () if recrawl else ()
    scope = Scope(
        elections=tuple(_first_day(election) for election in elections or () if not recrawl),
        since=since.date() if since else None,
        until=until.date() if until else None,
        words=tuple(words or ()),
    )
    with opened(context.obj) as store:
        revisit = revisit_of(picked, store, urls=urls or (), about=about, older_than=older_than, everything=recrawl)
        if revisit is None:
            return
        if dry_run:
            dry(picked, store, revisit, as_json)
            return
        summaries = run(picked, store, archive_of(context.obj or settings().db), settings().crawl, scope, revisit)
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
    sources: list[Source],
    store: CrawlStore,
    archive: Path,
    crawl_settings: CrawlSettings,
    scope: Scope | None = None,
    revisit: Revisit | None = None,
) -> list[SourceSummary]:
    """Crawl with a progress bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from cli.logs import logged
    from cli.revisiting import votes
    from cli.settings import settings
    from crawler.crawl import Progress as Step
    from crawler.crawl import crawl as fetch
    from crawler.schedule import DUE
    from crawler.scope import EVERYTHING

    terminal = Console(stderr=True)
    columns = TextColumn("crawling"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[source]}")
    bar = Progress(*columns, console=terminal, transient=True, disable=not terminal.is_terminal)
    with logged(settings().log), bar:
        task = bar.add_task("", total=None, source="")

        def step(at: Step) -> None:
            bar.update(task, completed=at.done, total=at.known, source=at.source)

        return fetch(
            sources, store, archive, crawl_settings, step, scope or EVERYTHING, revisit or DUE, votes()
        )  # fmt: skip


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
