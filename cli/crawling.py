"""Commands that go to the web: crawl, sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import PARTLY, put, say

if TYPE_CHECKING:
    from crawler.crawl import SourceSummary
    from crawler.protocols import CrawlStore
    from crawler.settings import CrawlSettings
    from crawler.sources import Source


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(crawl)
    app.command("sources")(list_sources)


Folder = Annotated[
    list[Path] | None,
    typer.Option(
        "--sources", metavar="FOLDER", exists=True, file_okay=False, help="Folder with source files of your own."
    ),
]


def crawl(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE…]", help="Sources; all without one.")] = None,
    sources: Folder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON lines.")] = False,
) -> None:
    """Fetch what is new or changed. Exit code 3 when some sources failed."""
    from cli.settings import archive_of, settings
    from cli.workflow import opened
    from crawler.sources import pick_sources

    known = _known(sources)
    picked = pick_sources(known, names or sorted(known))
    with opened(context.obj) as store:
        summaries = run(picked, store, archive_of(context.obj or settings().db), settings().crawl)
    report(summaries, as_json)
    if any(summary.failures for summary in summaries):
        raise typer.Exit(PARTLY)


def run(sources: list[Source], store: CrawlStore, archive: Path, crawl_settings: CrawlSettings) -> list[SourceSummary]:
    """Crawl with a progress bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from crawler.crawl import Progress as Step
    from crawler.crawl import crawl as fetch

    terminal = Console(stderr=True)
    with Progress(TextColumn("crawling"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[source]}"),
                  console=terminal, transient=True, disable=not terminal.is_terminal) as bar:  # fmt: skip
        task = bar.add_task("", total=None, source="")

        def step(at: Step) -> None:
            bar.update(task, completed=at.done, total=at.known, source=at.source)

        return fetch(sources, store, archive, crawl_settings, step)


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


def list_sources(sources: Folder = None) -> None:
    """List the known sources: name, publisher, entry points."""
    for source in _known(sources).values():
        typer.echo(f"{source.name}\t{source.publisher_name}\t{', '.join(entry.url for entry in source.entries)}")


def _known(folders: list[Path] | None) -> dict[str, Source]:
    from cli.settings import settings
    from crawler.sources import BUNDLED, load_sources

    return load_sources([BUNDLED, *settings().sources, *(folders or [])])
