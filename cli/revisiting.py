"""What a crawl looks at again: by the election calendar, or as the command line forces it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from cli.output import USAGE, fail, put, say

if TYPE_CHECKING:
    from crawler.documents import Link
    from crawler.schedule import Revisit, Vote
    from crawler.sources import Source
    from storage.store import Store


def votes() -> tuple[Vote, ...]:
    """The voting days that the reference data knows."""
    from crawler.schedule import Vote
    from nlp.reference import load

    return tuple(Vote(one.country, one.day, one.last_day) for one in load().elections.values())


def revisit_of(
    sources: list[Source],
    store: Store,
    *,
    urls: Sequence[str],
    about: Sequence[str],
    older_than: dt.timedelta | None,
    everything: bool,
) -> Revisit | None:
    """What the options ask for; None, and said, where no document of the sources is meant by them."""
    from crawler.schedule import Revisit

    if urls or about:
        names = [source.name for source in sources]
        pages = [_link(url, sources) for url in urls]
        pages += [_page(url, name) for election in about for url, name in store.pages_about(election, names)]
        if not pages:
            say(f"no document of these sources holds claims about {', '.join(about)}")
            return None
        return Revisit(pages=tuple(pages))
    return Revisit(dt.timedelta(0) if everything and older_than is None else older_than)


def dry(sources: list[Source], store: Store, revisit: Revisit, as_json: bool) -> None:
    """Print what a crawl would begin with."""
    from crawler.crawl import origins_of

    for link in store.would_ask(origins_of(sources, votes()), revisit):
        if as_json:
            put({"source": link.source, "kind": link.kind, "url": link.url})
        else:
            typer.echo(f"{link.source}\t{link.kind}\t{link.url}")


def _link(url: str, sources: list[Source]) -> Link:
    from crawler.addresses import canonical

    source = next((one for one in sources if one.has_host(url)), None)
    if source is None:
        raise fail(f"{url} lies on no host of these sources", USAGE)
    return _page(canonical(url), source.name)


def _page(url: str, source: str) -> Link:
    from crawler.documents import ARTICLE, Link

    return Link(url, source, ARTICLE, url)
