"""Sites to read, one TOML file each: where their articles are listed, what to cut, who publishes them.

The file's stem is the source's name (`zakon_kz.toml` is the source `zakon_kz`). All fields:

```toml
country = "KZ"                       # ISO 3166-1 alpha-2 of the publisher, may be left out
languages = ["ru", "kk"]             # ISO 639-1, the main one first: what a page may be written in
hosts = ["www.press.example"]        # host names without port that pages may come from; entries must lie on them
include = ['/news/\\d+']              # regexes searched in the address: an article matches one (none given: all do)
exclude = ['/sport/', '/tag/']       # regexes searched in the address: no article matches any
cut = [".related", "#comments"]      # CSS of site chrome, removed before the text is read
cut_after = ["Читайте также"]        # a line that begins so ends the article: it and all below it are left out
delay = 5                            # least seconds between two requests, where the general setting is too short
page = "press_example"               # the page object that reads its articles, a module of crawler.pages

[publisher]
kind = "media"                       # a source_type: election_authority, government, citizen_observers,
                                     # international_observers, contestant, pollster, media, expert, unattributed
state = true                         # owned or run by a state; false where it is left out
name.ru = "Пример пресс"             # at least one of ru, kk, en
name.kk = "Мысал баспасөз"
name.en = "Press Example"

[select]                             # CSS, each may be left out; the general ways follow where one finds nothing
title = "h1.article-title"           # default: og:title, then h1, then <title>
date = "time.published"              # its datetime/content attribute, else its words
body = ".article-body"               # the block that holds the article
parts = ".pages a"                   # links to the further pages of a split article, which are joined to it

[[same]]                             # addresses of one page: mirrors, /amp, an id with whatever slug
match = '//[^/]+/a/(?:[^/]+/)?(\\d+)'  # regex searched in the address, percent signs decoded
to = 'https://www.press.example/a/\\1.html'  # what the page is known by; \\1 is the regex's first group

[[entries]]                          # where addresses are found; at least one
kind = "feed"                        # RSS or Atom
url = "https://www.press.example/feed.xml"
full_text = true                     # its items hold the whole article: take it from there

[[entries]]
kind = "sitemap"                     # a sitemap or an index of sitemaps, gzip too
url = "https://www.press.example/sitemap{page}.xml"  # {page} may count sitemaps up until one is missing
match = 'sitemap-news'               # regex: which sitemaps of an index to read (all without it)
days = 30                            # leave out what it dates earlier
links = "h2 a"                       # its addresses are not articles but listings (of a day), whose links these are

[[entries]]
kind = "listing"                     # pages of links, or JSON that holds such HTML
url = "https://www.press.example/archive?start={page}"  # {page} counts up from first_page in steps ...
links = "h2.title a"                 # CSS of the links to articles
dates = "h2.title time"              # CSS of a date for each link, in the same order
first_page = 0
step = 20
max_pages = 5                        # listing pages to read at most
# next = "a.next-page"               # ... or, without {page}: CSS of the link to the next listing page

[[entries]]
kind = "listing"
url = "https://www.press.example/archive/{date:%Y/%m/%d}/"  # {date:…} (strftime): a page for each day, today first
links = "h2.title a"
days = 3                             # that many days back

[[entries]]
kind = "api"                         # JSON; paths are JMESPath
url = "https://www.press.example/api/posts?page={page}"
items = "posts"                      # the list of articles
link = "https://www.press.example/news/{id}"  # an article's address; {…} are paths in the item
title = "title.rendered"             # paths in the item, may be left out
date = "date"
body = "content.rendered"            # the whole article as HTML: it is taken from here, its page is not fetched

[[entries]]
kind = "channel"                     # the public page of a Telegram channel; each message is a document
url = "https://t.me/s/press_example"
max_pages = 2

[[entries]]
kind = "page"                        # one article or file (HTML, PDF, DOCX) by itself
url = "https://www.press.example/files/report.pdf"

[[notes]]                            # what is known of the site, for the next maintainer
learnt = "2026-09"                   # when it was learnt: a year, month or day
text = "Search needs JavaScript."
```

Pages linked from an entry are fetched when they lie on `hosts` and pass `include` and `exclude`; an entry of kind
`page` is fetched in any case. Links are followed one step only, from the entry to the article. Where all this
is not enough, `page` names a page object.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from crawler.sources.records import Entry, Note, Publisher, Same, Select, Source

__all__ = [
    "BUNDLED",
    "Entry",
    "Note",
    "Publisher",
    "Same",
    "Select",
    "Source",
    "SourceError",
    "load_source",
    "load_sources",
    "pick_sources",
]

BUNDLED = Path(__file__).parent


class SourceError(ValueError):
    """A source that is not known, or a source file that cannot be used; the message says which and why."""


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
