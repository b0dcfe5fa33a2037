"""What a batch of visits does to the store: records, versions, the queue, the tally. One transaction for all of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from crawler.documents import Outcome, Page, Record, State, Visit
from storage import frontier, tables
from storage.database import Database
from storage.search import Stems
from storage.shelf import Shelf, as_row

_MOST_TRIES = 3  # of an address whose site asks to come back later


class Batch:
    """Finishes visits one after the other; what many have in common is read before and written at the end."""

    def __init__(
        self,
        session: Session,
        database: Database,
        stems: Stems,
        run: int,
        done: Sequence[tuple[Visit, Record | None]],
    ) -> None:
        self._session = session
        self._database = database
        self._run = run
        self._run_row = session.get_one(tables.Run, run)
        self._addresses = frontier.waiting(session, [visit.link.url for visit, _ in done])
        # Of a page that another crawler has done nothing is kept, its payload apart: that is in the archive already.
        self._visits = [(visit, record) for visit, record in done if visit.link.url in self._addresses]
        self._records = self._add_records()
        self._documents = {
            page.identity: tables.Document(
                id=page.identity, source=page.source, url=page.url, publisher=page.publisher
            )
            for visit, _ in self._visits for page in visit.pages
        }  # fmt: skip
        self._shelf = Shelf(session, stems, self._documents)
        # Whether a page that was asked for by another address is to be kept at all turns out one by one.
        own = [page.identity for visit, _ in self._visits for page in visit.pages if page.url == visit.link.url]
        self._shelf.make(self._documents[id_] for id_ in own)
        # A server that says "not modified" sends no page.
        self._texts = frontier.texts_behind(session, [visit.link.url for visit, _ in self._visits if not visit.pages])
        self._counts: Counter[tuple[str, State]] = Counter()
        self._seen: list[tuple[Visit, State]] = []
        self._rests: dict[str, float] = {}

    def finish(self, visit: Visit) -> Outcome:
        """Keep what a visit brought and mark its address done, unless the site asked to come back."""
        address = self._addresses.pop(visit.link.url, None)
        if address is None:
            return Outcome(None)
        self._rests[address.site] = max(visit.rest, self._rests.get(address.site, 0.0))
        if visit.again and address.tries + 1 < _MOST_TRIES:
            address.tries += 1
            return Outcome(None)
        record = self._records.get(visit.link.url)
        saved = tuple((page.url, self._save(address, page, record)) for page in visit.pages)
        state = visit.state
        if visit.link.is_article and saved:
            (_, state), *_ = saved
            saved = ()
        queued = frontier.queue_found(self._session, self._database, self._run_row, visit)
        text = self._shelf.newest(visit.pages[0].identity) if visit.pages else self._texts.get(visit.link.url)
        frontier.look_done(address, self._run, visit, state, record, text)
        self._seen.append((visit, state))
        seen = (state, *(found for _, found in saved), *[State.OUT_OF_SCOPE] * visit.dropped)
        self._counts.update((visit.link.source, one) for one in seen)
        return Outcome(state, queued, saved)

    def close(self) -> None:
        """Write what belongs to all: how long sites are left alone, and the tally of the run."""
        self._shelf.close()
        now = self._database.clock(self._session)
        frontier.rest(self._session, {site: now + dt.timedelta(seconds=rest) for site, rest in self._rests.items()})
        frontier.count(self._session, self._run, self._counts)
        frontier.count_failures(self._session, self._run, self._seen)

    def _save(self, asked: tables.Address, page: Page, record: int | None) -> State:
        known = self._shelf.url_of(page.identity)
        for own in {page.url, known or page.url} - {asked.url}:
            if frontier.has_own_turn(self._session, self._run, own):
                return State.DUPLICATE
        version = tables.Version(
            sha256=page.sha256, fetched=page.fetched, title=page.title, published=page.published, lang=page.lang,
            text=page.text, media_type=page.media_type, record=record,
            pages=[list(page) for page in page.pages] or None,
        )  # fmt: skip
        document = self._documents[page.identity]
        document.url = known or page.url
        state = self._shelf.keep(document, version)
        if page.url != asked.url and frontier.is_article(asked):
            text = self._shelf.newest(page.identity)
            frontier.look_found(self._session, self._database, self._run, asked, page, state, record, text)
        return state

    def _add_records(self) -> dict[str, int]:
        """The row ids of the records, by the address that was asked."""
        rows = {visit.link.url: as_row(record) for visit, record in self._visits if record}
        self._session.add_all(rows.values())
        self._session.flush()
        return {url: row.id for url, row in rows.items()}
