"""How much of the recorded pages survives extraction: every number of the article, and none of the chrome's."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from recorded import Answer, all_articles, numbers

from crawler.entries import read_entry
from crawler.extraction import Extracted, NotExtracted, extract
from crawler.sources import Source, load_sources

FETCHED = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
PLAIN = Source.model_validate(
    {
        "name": "plain",
        "publisher": {"name": {"ru": "Проба"}},
        "hosts": ["a.example"],
        "languages": ["ru", "kk", "en"],
        "entries": [{"kind": "page", "url": "https://a.example/"}],
    }
)


@dataclass
class Reading:
    """One page as it was read, beside what it should give."""

    name: str
    lost: Counter[str] = field(default_factory=Counter)
    chrome: set[str] = field(default_factory=set)
    published: dt.date | None = None
    title: str | None = None
    wanted_date: dt.date | None = None
    wanted_title: str = ""
    lang_is_right: bool = True

    @property
    def faults(self) -> list[str]:
        """What went wrong, in words."""
        said = [f"lost {', '.join(self.lost)}"] if self.lost else []
        said += [f"chrome {', '.join(sorted(self.chrome))}"] if self.chrome else []
        said += [f"date {self.published} not {self.wanted_date}"] if self.published != self.wanted_date else []
        said += [f"title {self.title!r}"] if self.title != self.wanted_title else []
        return said


def readings() -> list[Reading]:
    """Every recorded article, read as its source says (pages of no source: as any page)."""
    sources = load_sources()
    return [
        _judged(name, article, _read(article, held, sources.get(source, PLAIN)))
        for name, (source, article, held) in all_articles().items()
    ]


def shares(done: list[Reading]) -> dict[str, float]:
    """The four figures that are held, each the share of pages without a fault of that kind."""
    return {
        "numbers kept": sum(not reading.lost for reading in done) / len(done),
        "no chrome number": sum(not reading.chrome for reading in done) / len(done),
        "dates": sum(reading.published == reading.wanted_date for reading in done) / len(done),
        "titles": sum(reading.title == reading.wanted_title for reading in done) / len(done),
    }


def _read(article: Answer, held: Answer, source: Source) -> Extracted | None:
    try:
        if held.url == article.url:
            return extract(article.body, article.media_type, article.url, source, FETCHED)
    except NotExtracted:
        return None
    entry = next(entry for entry in source.entries if held.url in (entry.url, entry.address(0, FETCHED.date())))
    finds = read_entry(held.body, held.media_type, held.url, source, entry, FETCHED)
    return next(find.document for find in finds.articles if find.url == article.url)


def _judged(name: str, article: Answer, got: Extracted | None) -> Reading:
    text = numbers(got.text.replace("\n", " ¶ ") if got else "")
    wanted = article.main_numbers() if article.marked.strip() else Counter[str]()
    return Reading(
        name,
        wanted - text,
        article.chrome_numbers() & set(text),
        got.published if got else None,
        got.title if got else None,
        article.published,
        article.fields["title"],
        bool(got) and got.lang == article.fields["lang"],
    )
