"""What a source file may say. The format with all its fields is described at the top of `crawler.sources`."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal, Self
from urllib.parse import unquote, urlsplit

import jmespath
from parsel.csstranslator import HTMLTranslator
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from crawler.addresses import canonical

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
EntryKind = Literal["feed", "sitemap", "listing", "api", "channel", "page"]


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


def _path(expression: str) -> str:
    try:
        jmespath.compile(expression)
    except jmespath.exceptions.JMESPathError as error:
        raise ValueError(f"not a JMESPath expression: {expression!r} ({error})") from None
    return expression


Selector = Annotated[str, AfterValidator(_css)]
Pattern = Annotated[str, AfterValidator(_regex)]
JsonPath = Annotated[str, AfterValidator(_path)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Publisher(_Strict):
    """Who answers for the pages. `name` is keyed by language; `state` says that a state owns or runs it."""

    kind: Kind = "media"
    name: dict[Language, str] = Field(min_length=1)
    state: bool = False


class Select(_Strict):
    """CSS of an article's parts; None leaves the part to the general ways."""

    title: Selector | None = None
    date: Selector | None = None
    body: Selector | None = None
    parts: Selector | None = None


class Same(_Strict):
    """Addresses that `match` name one page, whose identity is `to` with the groups filled in."""

    match: Pattern
    to: str = Field(pattern=r"^https?://")

    @model_validator(mode="after")
    def _groups_exist(self) -> Self:
        used = max((int(group) for group in re.findall(r"\\(\d)", self.to)), default=0)
        if used > re.compile(self.match).groups:
            raise ValueError(f"`to` uses group \\{used}, which `match` does not have")
        return self


class Note(_Strict):
    """A fact about the site, and when it was learnt: a year, a month or a day."""

    learnt: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    text: str = Field(min_length=1)


# Which fields an entry of a kind may have beside `kind` and `url`.
_FIELDS: dict[EntryKind, set[str]] = {
    "feed": {"full_text"},
    "sitemap": {"match", "links", "days", "first_page", "max_pages"},
    "listing": {"links", "next", "dates", "days", "first_page", "step", "max_pages"},
    "api": {"items", "link", "title", "date", "body", "first_page", "step", "max_pages"},
    "channel": {"max_pages"},
    "page": set(),
}


class Entry(_Strict):
    """A place where addresses of articles, or whole articles, are found."""

    kind: EntryKind
    url: str = Field(pattern=r"^https?://")
    full_text: bool = False
    match: Pattern | None = None
    links: Selector | None = None
    next: Selector | None = None
    dates: Selector | None = None
    items: JsonPath | None = None
    link: str | None = None
    title: JsonPath | None = None
    date: JsonPath | None = None
    body: JsonPath | None = None
    days: int | None = Field(default=None, ge=1, le=3660)
    first_page: int = Field(default=1, ge=0)
    step: int = Field(default=1, ge=1, le=1000)
    max_pages: int = Field(default=5, ge=1, le=1000)

    @model_validator(mode="after")
    def _fields_fit_kind(self) -> Self:
        allowed = _FIELDS[self.kind]
        if misplaced := self.model_fields_set - allowed - {"kind", "url"}:
            fit = [kind for kind, fields in _FIELDS.items() if misplaced & fields]
            raise ValueError(f"{self.kind}: only a {' or '.join(fit)} has {', '.join(sorted(misplaced))}")
        if self.kind == "listing" and not self.links:
            raise ValueError("a listing needs `links`, the CSS of its links to articles")
        if self.kind == "api" and not (self.items and self.link):
            raise ValueError("an api needs `items` and `link`: where its articles are, and the address of one")
        if self.next and (self.is_counted or self.is_daily):
            raise ValueError("a listing has either {page} or {date} in its url or `next`, not both")
        try:
            self.address(0, dt.date(2021, 1, 10))
        except (KeyError, IndexError, ValueError):
            raise ValueError(f"only {{page}} and {{date:%Y-%m-%d}} may stand in an address: {self.url}") from None
        return self

    @property
    def is_counted(self) -> bool:
        """Whether the entry's pages are counted in its address."""
        return "{page" in self.url

    @property
    def is_daily(self) -> bool:
        """Whether the entry has a page for each day."""
        return "{date" in self.url

    def address(self, page: int, day: dt.date) -> str:
        """The address of the entry's nth page (from 0), or of its page for a day."""
        return self.url.format(page=self.first_page + page * self.step, date=day)

    def first_addresses(self, today: dt.date) -> list[str]:
        """Where to begin: one address, or one for each of the last days."""
        days = (self.days or 1) if self.is_daily else 1
        return [self.address(0, today - dt.timedelta(days=back)) for back in range(days)]


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
    same: list[Same] = []
    cut: list[Selector] = []
    cut_after: list[str] = []
    select: Select = Select()
    page: str | None = Field(default=None, pattern=r"^[a-z_][a-z0-9_]*$")
    delay: float | None = Field(default=None, ge=0, le=600)
    notes: list[Note] = []

    @model_validator(mode="after")
    def _entries_lie_on_hosts(self) -> Self:
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

    def identity(self, url: str) -> str:
        """What the page at an address is known by: one string for all its addresses that `same` covers."""
        address = canonical(url)
        for rule in self.same:
            if found := re.search(rule.match, unquote(address)):
                return found.expand(rule.to)
        return address
