"""The main job on the bundled example: serve it, crawl it, read it, judge it, write the digest."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import fail, say

if TYPE_CHECKING:
    from nlp.contradictions.records import Contradiction

# Page addresses hold the port: with a fixed one, a second run finds its pages unchanged.
_PORT = 8019
_SHOWN = 8


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    folder: Annotated[Path, typer.Option(help="Where the store and the digest are written.")] = Path("build/demo"),
    port: Annotated[int, typer.Option(help="Port of the example's pages on this machine; 0 takes a free one.")] = _PORT,
) -> None:
    """Run the main job on the bundled example press, from pages on loopback to the digest."""
    from cli.crawling import report, run
    from cli.reading import Format, digest_text
    from cli.workflow import analyse, opened
    from crawler.example import example_sources, serve
    from crawler.settings import CrawlSettings
    from reports.wording import LANGUAGES

    folder.mkdir(parents=True, exist_ok=True)
    with opened(f"sqlite:///{(folder / 'example.sqlite').resolve()}") as store:
        with ExitStack() as until_crawled:
            try:
                base_url = until_crawled.enter_context(serve(port))
            except OSError as error:
                raise fail(f"port {port} cannot be used ({error.strerror}); --port 0 takes a free one") from None
            say(f"crawling the example press at {base_url}")
            loopback = CrawlSettings(allow_private=["127.0.0.0/8"], delay=0)
            summaries = run(example_sources(base_url), store, folder / "example.archive", loopback)
        report(summaries, as_json=False)
        done = analyse(store)
        say(f"analysed {done.documents} new or changed documents")
        for lang in LANGUAGES:
            page = folder / f"digest.{lang}.html"
            page.write_text(digest_text(store, Format.HTML, None, None, lang), encoding="utf-8")
        found = store.contradictions()
    _tell(found, folder)


def _tell(found: list[Contradiction], folder: Path) -> None:
    kinds = Counter(contradiction.kind for contradiction in found)
    typer.echo(f"\nFound {len(found)} contradictions: " + ", ".join(f"{n} {kind}" for kind, n in kinds.most_common()))
    shown: set[str] = set()
    for contradiction in found:
        if contradiction.kind not in shown and len(shown) < _SHOWN:
            shown.add(contradiction.kind)
            typer.echo(f"  {contradiction.kind}: {contradiction.explanations['en']}")
    typer.echo(f"\nThe digest, in Russian, Kazakh and English: {folder}/digest.ru.html, .kk.html, .en.html")
    typer.echo(f"Browse it all: {sys.argv[0]} --db sqlite:///{folder}/example.sqlite serve")
