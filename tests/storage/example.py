"""Pages, documents and claims that the tests of the store share."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from decimal import Decimal
from typing import Any

from crawler.documents import ARTICLE, Link, Origin, Page, State, Visit
from nlp.claims import Document, Extraction, Figure
from nlp.contradictions.circles import circles
from nlp.contradictions.records import Contradiction, Side
from nlp.statements import Statement
from storage.store import Store
from storage.views import ClaimFilter

ELECTION = "KZ-2021-01-10"
NOON = dt.datetime(2021, 1, 11, 12, tzinfo=dt.UTC)
_ENDINGS = re.compile(r"(лардың|ның|лар|тар|ами|ого|ов|ей|и|у|ы|а|е|й)$")


def toy_stems(text: str, lang: str | None) -> list[str]:
    """Each word as it stands and without its ending."""
    words = re.findall(r"\w+", text.casefold())
    return [form for word in words for form in (word, _ENDINGS.sub("", word))]


def page(text: str, *, url: str = "https://press.example/1", title: str | None = "Явка", **other: Any) -> Page:
    sha256 = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    told: dict[str, Any] = {
        "url": url, "source": "press", "publisher": "Example Press", "text": text, "title": title,
        "published": dt.date(2021, 1, 11), "lang": "ru", "media_type": "text/html",
        "sha256": sha256, "fetched": NOON,
    }  # fmt: skip
    return Page(**told | other)


def look(store: Store, *visits: Page | Visit) -> list[State | None]:
    """One run in which each page or visit is what a look at its address brought, in this order."""
    states = []
    for brought in visits:
        visit = brought if isinstance(brought, Visit) else _visit(brought)
        link = visit.link
        run = store.begin([Origin(link.source, "Example Press", (link,))], "here/0/test")
        (outcome,) = store.finish(run, [(visit, None)])
        store.close_run(run)
        states.append(outcome.state)
    return states


def _visit(page: Page) -> Visit:
    link = Link(page.url, page.source, ARTICLE, "https://press.example/feed.xml")
    return Visit(link, page.fetched, State.READ, pages=(page,))


def failed(path: str, state: State, reason: str, seen: dt.datetime = NOON) -> Visit:
    """A look that brought no text."""
    url = f"https://press.example/{path}"
    return Visit(Link(url, "press", ARTICLE, "https://press.example/feed.xml"), seen, state, reason)


def document(text: str, id: str = "d1", **other: Any) -> Document:
    told: dict[str, Any] = {"lang": "ru", "published": dt.date(2021, 1, 11)}
    return Document(id=id, text=text, **told | other)


def turnout(text: str, words: str, *, source: str | None = "ЦИК", **other: Any) -> Figure:
    """The turnout as `words` of `text` give it; `value` if they are no number."""
    start = text.index(words)
    value = other.pop("value", None) or Decimal(words.strip("% "))
    told: dict[str, Any] = {
        "metric": "turnout", "unit": "percent", "value": value, "place": "KZ",
        "election": ELECTION, "contest": "lower_house", "source": source, "source_type": "election_authority",
        "quote": words, "start": start, "end": start + len(words),
    }  # fmt: skip
    return Figure.model_validate(told | other)


CIRCLE = circles(turnout("63%", "63%"))[0]


def analyse(store: Store, *figures: Figure, id: str = "d1", extractor: str = "1", **other: Any) -> None:
    """Read the newest version of a document: it says `figures`."""
    waiting = {document.id: version for version, document in store.unanalysed(extractor)}
    store.save_extraction(waiting[id], extractor, Extraction(id=id, election=ELECTION, figures=figures, **other))


def said_in(store: Store, election: str = ELECTION) -> list[Statement]:
    """All statements on an election, by id."""
    return sorted(store.claims(ClaimFilter(election=election)), key=lambda said: said.id)


def judged(store: Store, *found: Contradiction) -> None:
    """Judge the figures of the example's year: `found` is what contradicts."""
    store.save_contradictions(store.circles([CIRCLE]), found)


def conflict(a: Statement, b: Statement, severity: float = 0.5) -> Contradiction:
    sides = [
        Side(
            statements=(said.id,),
            document=said.mentions[0].document,
            mentions=said.mentions,
            documents=tuple(dict.fromkeys(mention.document for mention in said.mentions)),
        )
        for said in (a, b)
    ]
    return Contradiction(
        kind="value_conflict", election=ELECTION, metric="turnout", place="KZ", a=sides[0], b=sides[1],
        severity=severity, explanations={"en": "63 is not 32.", "ru": "63 не 32.", "kk": "63 32 емес."},
    )  # fmt: skip
