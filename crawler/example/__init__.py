"""The example press: a small site of our own pages about the Kazakh elections of 2019 and 2021, and a server for it.

`press/` holds the pages of five publishers, each under its own folder; `sources/` holds a source for each, in the
format of `crawler.sources`. Both name the site `http://press.example`, which stands for the address it is served at.
"""

from __future__ import annotations

from pathlib import Path

from crawler.example.server import PLACEHOLDER, serve
from crawler.sources import Source, load_sources

__all__ = ["example_sources", "serve"]


def example_sources(base_url: str) -> list[Source]:
    """The sources of the example press as served at `base_url` (from `serve`), in the order of their names."""
    host = base_url.removeprefix("http://").rpartition(":")[0]
    sources = load_sources([Path(__file__).parent / "sources"])
    return [_moved(source, base_url, host) for source in sources.values()]


def _moved(source: Source, base_url: str, host: str) -> Source:
    moved = source.model_dump_json(exclude_unset=True).replace(PLACEHOLDER, base_url)
    return Source.model_validate_json(moved.replace('"press.example"', f'"{host}"'))
