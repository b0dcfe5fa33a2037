"""Sites to read, one TOML file each: where their articles are listed, what to cut, who publishes them.

The file's stem is the source's name (`zakon_kz.toml` is the source `zakon_kz`). All fields:

```toml
country = "KZ"                       # ISO 3166-1 alpha-2 of the publisher, may be left out
languages = ["ru", "kk"]             # ISO 639-1, the main one first: what a page may be written in
hosts = ["www.press.example"]        # host names without port that pages may come from; entries must lie on them
include = ['/news/\\d+']              # regexes searched in the address: an article matches one (none given: all do)
exclude = ['/sport/', '/tag/']       # regexes searched in the address: no article matches any
cut = [".related", "#comments"]      # CSS of site chrome, removed before the text is read
notes = "Unchecked."                 # free words for the next maintainer

[publisher]
kind = "media"                       # a source_type: election_authority, government, citizen_observers,
                                     # international_observers, contestant, pollster, media, expert, unattributed
name.ru = "Пример пресс"             # at least one of ru, kk, en
name.kk = "Мысал баспасөз"
name.en = "Press Example"

[select]                             # CSS, each may be left out; the general ways follow where one finds nothing
title = "h1.article-title"           # default: og:title, then h1, then <title>
date = "time.published"              # its datetime/content attribute, else its words
body = ".article-body"               # the block that holds the article

[[entries]]                          # where addresses are found; at least one
kind = "feed"                        # RSS or Atom
url = "https://www.press.example/feed.xml"

[[entries]]
kind = "sitemap"                     # a sitemap or an index of sitemaps, gzip too
url = "https://www.press.example/sitemap.xml"

[[entries]]
kind = "listing"                     # pages of links
url = "https://www.press.example/archive?page={page}"  # {page} counts up from first_page ...
links = "h2.title a"                 # CSS of the links to articles
first_page = 1
max_pages = 5                        # listing pages to read at most
# next = "a.next-page"               # ... or, without {page}: CSS of the link to the next listing page

[[entries]]
kind = "page"                        # one article or file (HTML or PDF) by itself
url = "https://www.press.example/files/report.pdf"
```

Pages linked from an entry are fetched when they lie on `hosts` and pass `include` and `exclude`; an entry of kind
`page` is fetched in any case. Links are followed one step only, from the entry to the article.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from parsel.csstranslator import HTMLTranslator
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

BUNDLED = Path(__file__).parent

Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Kind = Literal[
    "election_authority",
    "government",
    "citizen_observers",
    "international_observers",
    "contestant",
    "pollster",
    "media",
    "expert",
    "unattributed",
]


class SourceError(ValueError):
    """A source that is not known, or a source file that cannot be used; the message says which and why."""


def _css(selector: str) -> str:
    try:
        HTMLTranslator().css_to_xpath(selector)
    except Exception as error:
        raise ValueError(f"not a CSS selector: {selector!r} ({error})") from None
    return selector


def _regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {pattern!r} ({error})") from None
    return pattern


Selector = Annotated[str, AfterValidator(_css)]
Pattern = Annotated[str, AfterValidator(_regex)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Publisher(_Strict):
    """Who answers for the pages. `name` is keyed by language."""

    kind: Kind = "media"
    name: dict[Language, str] = Field(min_length=1)


class Select(_Strict):
    """CSS of an article's parts; None leaves the part to the general ways."""

    title: Selector | None = None
    date: Selector | None = None
    body: Selector | None = None


class Entry(_Strict):
    """A place where addresses of articles are found."""

    kind: Literal["feed", "sitemap", "listing", "page"]
    url: str = Field(pattern=r"^https?://")
    links: Selector | None = None
    next: Selector | None = None
    first_page: int = Field(default=1, ge=0)
    max_pages: int = Field(default=5, ge=1, le=1000)

    @model_validator(mode="after")
    def _fields_fit_kind(self) -> Entry:
        if self.kind == "listing":
            if not self.links:
                raise ValueError("a listing needs `links`, the CSS of its links to articles")
            if "{page}" in self.url and self.next:
                raise ValueError("a listing has either {page} in its url or `next`, not both")
        elif misplaced := self.model_fields_set & {"links", "next", "first_page", "max_pages"}:
            raise ValueError(f"only a listing has {', '.join(sorted(misplaced))}")
        return self


class Source(_Strict):
    """A site to read. `name` is the stem of its file."""

    name: str
    publisher: Publisher
    hosts: list[str] = Field(min_length=1)
    entries: list[Entry] = Field(min_length=1)
    languages: list[Language] = Field(min_length=1)
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    include: list[Pattern] = []
    exclude: list[Pattern] = []
    cut: list[Selector] = []
    select: Select = Select()
    notes: str = ""

    @model_validator(mode="after")
    def _entries_lie_on_hosts(self) -> Source:
        for entry in self.entries:
            if not self.has_host(entry.url):
                raise ValueError(f"entry {entry.url} is not on one of the hosts {', '.join(self.hosts)}")
        return self

    @property
    def publisher_name(self) -> str:
        """The publisher's name in the source's main language, else in the first one given."""
        names = self.publisher.name
        return next((names[lang] for lang in self.languages if lang in names), next(iter(names.values())))

    def has_host(self, url: str) -> bool:
        """Whether an address lies on the source's hosts (any port)."""
        return (urlsplit(url).hostname or "") in self.hosts

    def is_article(self, url: str) -> bool:
        """Whether a linked address is one of the source's articles."""
        if not self.has_host(url) or any(re.search(pattern, url) for pattern in self.exclude):
            return False
        return not self.include or any(re.search(pattern, url) for pattern in self.include)


def load_sources(folders: Iterable[Path] = (BUNDLED,)) -> dict[str, Source]:
    """Read every `*.toml` of the folders, by name; a later folder's file replaces an earlier one of the same name.

    Raises SourceError for a file that is not TOML or does not fit the format, naming file, field and reason.
    """
    sources: dict[str, Source] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            sources[path.stem] = load_source(path)
    return sources


def load_source(path: Path) -> Source:
    """Read one source file; SourceError names file, field and reason."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return Source.model_validate({**data, "name": path.stem})
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc'])) or 'file'}: {fault['msg']}" for fault in error.errors())
        raise SourceError(f"{path}: {'; '.join(faults)}") from None
    except (ValueError, OSError) as error:
        raise SourceError(f"{path}: {error}") from None


def pick_sources(sources: Mapping[str, Source], names: Iterable[str]) -> list[Source]:
    """The named sources in the order asked; SourceError for a name nobody has, with those that look like it."""
    picked = []
    for name in names:
        if name not in sources:
            near = difflib.get_close_matches(name, sources, n=3)
            hint = f"; did you mean {', '.join(near)}?" if near else f"; known are: {', '.join(sorted(sources))}"
            raise SourceError(f"unknown source {name!r}{hint}")
        picked.append(sources[name])
    return picked
