"""Commands on the sites to read: sources list, check, test, new."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urljoin, urlsplit

import typer

from cli.output import FAILED, PARTLY, USAGE, fail, put, say

if TYPE_CHECKING:
    from crawler.documents import Record
    from crawler.sources import Source
    from storage.store import Store

Folder = Annotated[
    list[Path] | None,
    typer.Option(
        "--sources", metavar="FOLDER", exists=True, file_okay=False, help="Folder with source files of your own."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="The sites to read.", no_args_is_help=True)
    group.command("list")(list_sources)
    group.command("check")(check)
    group.command("test")(try_page)
    group.command("new")(new)
    app.add_typer(group, name="sources")


def known_sources(folders: list[Path] | None) -> dict[str, Source]:
    """The bundled sources, those of the settings' folders and of these, by name."""
    from cli.settings import settings
    from crawler.sources import BUNDLED, load_sources

    return load_sources([BUNDLED, *settings().sources, *(folders or [])])


def list_sources(
    sources: Folder = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False
) -> None:
    """List the known sources: name, publisher, entry points."""
    for source in known_sources(sources).values():
        if as_json:
            put(source.model_dump(exclude_defaults=True))
        else:
            typer.echo(f"{source.name}\t{source.publisher_name}\t{', '.join(entry.url for entry in source.entries)}")


def check(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE…]", help="Sources; all without one.")] = None,
    days: Annotated[int, typer.Option(min=1, help="Days to look back, and without an article before it is news.")] = 3,
    sources: Folder = None,
) -> None:
    """Find sources that died or changed, by what the store saw of them. Exit code 3 where there are some."""
    from cli.workflow import opened
    from crawler.doubts import source_doubts
    from crawler.sources import pick_sources

    known = known_sources(sources)
    now, doubtful = dt.datetime.now(dt.UTC), 0
    with opened(context.obj) as store:
        for source in pick_sources(known, names or sorted(known)):
            doubts = source_doubts(store.health(source.name, now - dt.timedelta(days=days)), now, days)
            doubtful += bool(doubts)
            for doubt in doubts or ["ok"]:
                typer.echo(f"{source.name}\t{doubt}")
    if doubtful:
        raise typer.Exit(PARTLY)


def try_page(
    url: Annotated[str, typer.Argument(help="Address of one article or file.")],
    name: Annotated[str | None, typer.Option("--source", help="The source to read it by, if not the host's.")] = None,
    sources: Folder = None,
) -> None:
    """Show what would be taken from a page, and what looks wrong with it. Exit code 1 where nothing is."""
    from crawler.doubts import page_doubts
    from crawler.sources import pick_sources
    from nlp.pipeline import VERSION

    known = known_sources(sources)
    source = pick_sources(known, [name])[0] if name else _of_host(known, url)
    with _fetched(source, [url]) as (store, failures, _):
        documents = [document for _, document in store.unanalysed(VERSION)]  # Nobody has read them: it is all.
        if not documents:
            raise fail("; ".join(f"{address}: {reason}" for address, reason in failures) or f"nothing at {url}", FAILED)
        for document in documents:
            say(f"source: {source.name}")
            say(f"identity: {document.id}")
            say(f"title: {document.title}")
            say(f"published: {document.published}, language: {document.lang}")
            say(f"text: {len(document.text)} characters, {document.text.count(chr(10)) + 1} lines")
            for doubt in page_doubts(document.title, document.text, document.published):
                say(f"doubt: {doubt}")
            typer.echo(document.text)


def new(
    url: Annotated[str, typer.Argument(help="Address of the site's front page.")],
) -> None:
    """Print a first source file for a site, from what its front page and robots.txt say. Save it, then edit it."""
    from crawler.sources.draft import draft_source

    robots = urljoin(url, "/robots.txt")
    with _fetched(_made_for(url), [url, robots]) as (store, failures, archive):
        from crawler.archive import read_payload

        payloads: dict[str, tuple[Record, bytes]] = {
            record.url: (record, read_payload(archive, record)) for record in store.records() if record.status == 200
        }
        pages = [found for address, found in payloads.items() if not address.endswith("/robots.txt")]
        if not pages:
            raise fail("; ".join(f"{address}: {reason}" for address, reason in failures) or f"nothing at {url}", FAILED)
        record, page = pages[0]
        _, rules = payloads.get(robots, (None, b""))
        typer.echo(draft_source(record.url, page, record.media_type, rules.decode("utf-8", "replace")), nl=False)


def _of_host(known: dict[str, Source], url: str) -> Source:
    if not urlsplit(url).hostname:
        raise fail(f"not an address: {url}", USAGE)
    return next((source for source in known.values() if source.has_host(url)), None) or _made_for(url)


def _made_for(url: str) -> Source:
    """A source that knows nothing but the host."""
    from crawler.sources import Source

    host = urlsplit(url).hostname
    if not host:
        raise fail(f"not an address: {url}", USAGE)
    said = {"publisher": {"name": {"en": host}}, "hosts": [host], "languages": ["ru", "kk", "en"]}
    return Source.model_validate({"name": "unknown", **said, "entries": [{"kind": "page", "url": url}]})


@contextmanager
def _fetched(source: Source, urls: list[str]) -> Iterator[tuple[Store, list[tuple[str, str]], Path]]:
    """A store and an archive made for trying, with these addresses fetched as a crawl would fetch them."""
    from cli.settings import settings
    from crawler.crawl import crawl
    from crawler.sources import Entry
    from storage.store import Store

    with tempfile.TemporaryDirectory(prefix="countercount-") as folder:
        store = Store.open(f"sqlite:///{folder}/try.sqlite")
        try:
            entries = [Entry(kind="page", url=url.replace("{", "%7B").replace("}", "%7D")) for url in urls]
            tried = source.model_copy(update={"entries": entries})
            (summary,) = crawl([tried], store, Path(folder) / "archive", settings().crawl)
            yield store, summary.failures, Path(folder) / "archive"
        finally:
            store.close()
