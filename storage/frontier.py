"""The queue of a crawl: addresses that wait, sites that crawlers lease, runs.

Sites are leased, not addresses, so that one crawler at a time asks a site. All writers stand in one queue
(`storage.database`), so what is read here within a transaction stays true until its end.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Text, and_, bindparam, case, func, or_, select, update
from sqlalchemy.orm import Session

from crawler.documents import ARTICLE, FAILURES, SINGLE, Due, Lease, Link, Origin, Page, State, Validators, Visit
from crawler.schedule import DUE, Revisit, is_repeated, next_looks, next_try
from storage import tables
from storage.columns import UtcTime
from storage.database import Database
from storage.part import Part, newest
from storage.rows import add, insertion, is_sqlite
from storage.views import CrawlRun

_LEASE = dt.timedelta(seconds=60)  # renewed every few seconds
_OPEN = dt.timedelta(hours=12)
"""A run that was broken off longer ago is not gone on with: its entry points have news by now."""
_AT_ONCE = 20  # addresses of a site handed out together
_MOST_PARAMETERS = 500
_A_TEXT = (State.NEW, State.CHANGED, State.UNCHANGED)
_WITHOUT_TEXT = (State.GONE, State.BLOCKED, State.FAILED, State.NOT_EXTRACTED)
_QUIET = {"synchronize_session": False}


class Frontier(Part):
    """What crawlers share; fits `crawler.protocols.CrawlStore`."""

    def begin(self, origins: Sequence[Origin], crawler: str, revisit: Revisit = DUE) -> int:
        """Open a run over the sources, or join the one that a kill or another crawler left open; gives its number.

        `crawler` is "machine/process/…". Leases of processes of the same machine that are no more end. A forced
        revisit joins a run that was begun for the same, as long as something waits in it.
        """
        names = " ".join(sorted(origin.name for origin in origins))
        with self._database.write() as session:
            now = self._database.clock(session)
            _end_leases_of_the_dead(session, crawler)
            for origin in origins:
                session.merge(tables.Source(name=origin.name, publisher=origin.publisher))
            run = _left_open(session, names, revisit, now)
            if run is None:
                run = tables.Run(
                    sources=names, started=now, finished=None, is_only=bool(revisit.pages),
                    again_before=None if revisit.older_than is None else now - revisit.older_than,
                    dense=" ".join(origin.name for origin in origins if origin.is_dense),
                )  # fmt: skip
                session.add(run)
                session.flush()
            if revisit.pages:
                queue(session, self._database, run.id, _as_known(session, origins, revisit.pages), most=None)
                return run.id
            for origin in origins:
                queue(session, self._database, run.id, origin.entries, most=None)
            again = update(tables.Address).where(_due_again(run, now))
            session.execute(again.values(queued=True, run=run.id, tries=0), execution_options=_QUIET)
            return run.id

    def would_ask(self, origins: Sequence[Origin], revisit: Revisit = DUE) -> list[Link]:
        """What a crawl would begin with: entry points, what still waits, and the known pages that are due or forced."""
        names = [origin.name for origin in origins]
        with self._database.read() as session:
            if revisit.pages:
                return _as_known(session, origins, revisit.pages)
            now = self._database.clock(session)
            run = tables.Run(
                id=0, sources=" ".join(names), dense=" ".join(origin.name for origin in origins if origin.is_dense),
                again_before=None if revisit.older_than is None else now - revisit.older_than,
            )  # fmt: skip
            address = tables.Address
            waits = and_(address.queued.is_(True), address.source.in_(names))
            rows = session.scalars(select(address).where(or_(waits, _due_again(run, now))).order_by(address.id))
            links = [link for origin in origins for link in origin.entries]
            links += [Link(row.url, row.source, row.kind, row.entry, row.page) for row in rows]
            return list({link.url: link for link in links}.values())

    def waiting_articles(self, run: int) -> int:
        """How many articles of the run's sources wait."""
        with self._database.read() as session:
            waits = select(func.count()).select_from(tables.Address).where(*_of_run(session, run))
            return session.scalar(waits.where(tables.Address.rank > 0)) or 0

    def lease(self, run: int, crawler: str, most: int) -> list[Lease]:
        """Take at most so many sites that have addresses due and that nobody holds."""
        with self._database.write() as session:
            now = self._database.clock(session)
            mine = _of_run(session, run)
            free = (
                select(tables.Site)
                .where(
                    or_(tables.Site.leased_until.is_(None), tables.Site.leased_until < now),
                    tables.Site.next_allowed <= now,
                    select(tables.Address.id).where(tables.Address.site == tables.Site.host, *mine).exists(),
                )
                .limit(most)
            )
            leases = []
            for site in session.scalars(free):
                site.lease, site.leased_until = crawler, now + _LEASE
                leases.append(Lease(site.host, _due(session, mine, site.host)))
            return leases

    def due(self, run: int, crawler: str, site: str) -> tuple[Due, ...]:
        """The next addresses of a site this crawler holds; none when it has lost the site."""
        with self._database.read() as session:
            held = session.get(tables.Site, site)
            if held is None or held.lease != crawler:
                return ()
            return _due(session, _of_run(session, run), site)

    def renew(self, crawler: str) -> None:
        """Hold on to all leased sites."""
        with self._database.write() as session:
            until = self._database.clock(session) + _LEASE
            session.execute(update(tables.Site).where(tables.Site.lease == crawler).values(leased_until=until))

    def release(self, crawler: str, site: str) -> None:
        """Give a site back."""
        with self._database.write() as session:
            mine = (tables.Site.lease == crawler, tables.Site.host == site)
            session.execute(update(tables.Site).where(*mine).values(lease=None, leased_until=None))

    def next_due(self, run: int) -> float | None:
        """Seconds until a site that no crawler holds may be asked for what waits; None where nothing waits."""
        with self._database.read() as session:
            now = self._database.clock(session)
            free = or_(tables.Site.leased_until.is_(None), tables.Site.leased_until < now)
            waits = select(tables.Address.id).where(
                tables.Address.site == tables.Site.host, *_of_run(session, run)
            ).exists()  # fmt: skip
            soonest = session.scalars(
                select(tables.Site.next_allowed).where(free, waits).order_by(tables.Site.next_allowed).limit(1)
            ).first()
            return None if soonest is None else max(0.0, (soonest - now).total_seconds())

    def failures(self, run: int) -> list[tuple[str, str, str]]:
        """What a run could not read: address, state and reason, in the order of addresses."""
        row = tables.RunFailure
        with self._database.read() as session:
            rows = session.scalars(select(row).where(row.run == run).order_by(row.url))
            return [(one.url, one.state, one.reason or one.state) for one in rows]

    def pages_about(self, election: str, sources: Iterable[str]) -> list[tuple[str, str]]:
        """Address and source of the documents that hold claims about an election."""
        document, mention, claim = tables.Document, tables.Mention, tables.Claim
        said = select(mention.document_key).join(claim, claim.id == mention.claim_id).where(claim.election == election)
        wanted = select(document.url, document.source).where(
            document.key.in_(said), document.source.in_(list(sources)), document.url.is_not(None)
        )  # fmt: skip
        with self._database.read() as session:
            rows = session.execute(wanted.order_by(document.key)).all()
            return [(url, source) for url, source in rows if url and source]

    def runs(self, most: int, run_id: int | None = None) -> list[CrawlRun]:
        """The last runs, the latest first; or one."""
        row, tally = tables.Run, tables.RunCount
        with self._database.read() as session:
            found = []
            wanted = select(row).order_by(row.id.desc()).limit(most)
            for run in session.scalars(wanted if run_id is None else wanted.where(row.id == run_id)):
                counts: dict[str, dict[str, int]] = {source: {} for source in run.sources.split()}
                seen = select(tally).where(tally.run == run.id).order_by(tally.source, tally.state)
                for one in session.scalars(seen):
                    counts.setdefault(one.source, {})[one.state] = one.count
                found.append(CrawlRun(run.id, run.started, run.finished, counts))
            return found

    def close_run(self, run: int) -> None:
        """Close the run, unless another crawler is still at it.

        What a site would not give now stays in the queue for the next run.
        """
        with self._database.write() as session:
            now = self._database.clock(session)
            held = select(tables.Site.host).where(tables.Site.leased_until >= now)
            if session.scalars(
                select(tables.Address.id).where(*_of_run(session, run), tables.Address.site.in_(held)).limit(1)
            ).first() is None:  # fmt: skip
                session.execute(update(tables.Run).where(tables.Run.id == run).values(finished=now))


def waiting(session: Session, urls: Sequence[str]) -> dict[str, tables.Address]:
    """Those of the addresses that still wait to be looked at."""
    wanted = select(tables.Address).where(tables.Address.url.in_(urls), tables.Address.queued.is_(True))
    return {row.url: row for row in session.scalars(wanted)}


def queue_found(session: Session, database: Database, run: tables.Run, visit: Visit) -> int:
    """Queue what an entry point led to, as far as its bound goes; gives how many articles were new to the run.

    Known pages that are not due are passed over.
    """
    if not visit.links or run.is_only:
        return 0
    resting = _resting(session, database.clock(session), run, visit.links)
    articles = [link for link in visit.links if link.is_article and link.url not in resting]
    address = tables.Address
    mine = (address.entry == visit.link.entry, address.run == run.id, address.kind == ARTICLE)
    taken = session.scalar(select(func.count()).select_from(address).where(*mine)) or 0
    queued = queue(session, database, run.id, articles, most=max(0, visit.most - taken))
    if taken + queued < visit.most:
        queue(session, database, run.id, [link for link in visit.links if not link.is_article], most=None)
    return queued


def queue(session: Session, database: Database, run: int, links: Sequence[Link], most: int | None) -> int:
    """Queue the first `most` links (None: all) that the run has not queued yet; gives their number."""
    queued = 0
    most = len(links) if most is None else most
    for some in _portions(list({link.url: link for link in links}.values())):
        if queued >= most:
            break
        wanted = tables.Address.url.in_([link.url for link in some])
        known = {row.url: row for row in session.scalars(select(tables.Address).where(wanted))}
        fresh = [link for link in some if link.url not in known or known[link.url].run != run][: most - queued]
        queued += len(fresh)
        _ensure_sites(session, database, fresh)
        new = []
        for link in fresh:
            place = {
                "source": link.source, "kind": link.kind, "rank": int(link.is_article), "entry": link.entry,
                "page": link.page, "queued": True, "run": run, "tries": 0,
            }  # fmt: skip
            if link.url in known:
                for slot, value in place.items():
                    setattr(known[link.url], slot, value)
            else:
                new.append({"url": link.url, "site": link.site, "gone": 0, **place})
        add(session, tables.Address, new)
    return queued


def look_done(
    address: tables.Address, run: int, visit: Visit, state: State, record: int | None, text: tables.Version | None
) -> None:
    """The address waits no longer; what was seen there. `text` is the newest of the document behind it."""
    address.queued, address.run = False, run
    address.state, address.reason, address.seen = state, visit.reason, visit.seen
    _note_absence(address, state, visit.seen)
    _schedule(address, state, visit.seen, text)
    if record is not None:
        address.record = record
    if state in _A_TEXT:
        said = visit.validators
        address.answered, address.etag, address.last_modified = said.url, said.etag, said.last_modified


def look_found(
    session: Session,
    database: Database,
    run: int,
    asked: tables.Address,
    page: Page,
    state: State,
    record: int | None,
    text: tables.Version | None,
) -> None:
    """A page that was asked for by another address has been seen under its own too."""
    link = Link(page.url, page.source, ARTICLE, asked.entry)
    queue(session, database, run, [link], most=1)
    own = session.scalars(select(tables.Address).where(tables.Address.url == page.url)).one()
    look_done(own, run, Visit(link, page.fetched, state), state, record, text)


def texts_behind(session: Session, urls: Iterable[str]) -> dict[str, tables.Version]:
    """The newest texts of the documents at some addresses."""
    wanted = select(tables.Document.url, tables.Version).join(tables.Version, newest())
    rows = session.execute(wanted.where(tables.Document.url.in_(list(urls))))
    return {url: version for url, version in rows if url}


def is_article(address: tables.Address) -> bool:
    """Whether a page is behind an address. Pages that an entry point holds whole are seen again there alone."""
    return address.rank > 0 or address.kind == SINGLE


def has_own_turn(session: Session, run: int, url: str) -> bool:
    """Whether the run will look, or has looked, at a page under its own address: two looks would seem two versions."""
    own = session.scalars(select(tables.Address).where(tables.Address.url == url)).first()
    return own is not None and (own.queued or (own.run == run and own.state in _A_TEXT))


def rest(session: Session, until: Mapping[str, dt.datetime]) -> None:
    """Leave sites alone until then."""
    if until:
        moment = bindparam("moment", type_=UtcTime())
        of_site = tables.Site.host == bindparam("site", type_=Text())
        later = update(tables.Site).where(of_site, tables.Site.next_allowed < moment)
        rows = [{"site": name, "moment": at} for name, at in until.items()]
        session.connection().execute(later.values(next_allowed=moment), rows)


def count(session: Session, run: int, seen: Mapping[tuple[str, State], int]) -> None:
    """Add to the tally of a run how many addresses of a source were in a state."""
    if not seen:
        return
    row = tables.RunCount
    added = insertion(row, is_sqlite(session))
    session.execute(
        added.on_conflict_do_update(
            index_elements=[row.run, row.source, row.state], set_={"count": row.count + added.excluded.count}
        ),
        [{"run": run, "source": source, "state": state, "count": often} for (source, state), often in seen.items()],
    )


def count_failures(session: Session, run: int, visits: Iterable[tuple[Visit, State]]) -> None:
    """Keep why a run could not read some addresses."""
    row = tables.RunFailure
    rows = [
        {"run": run, "url": visit.link.url, "source": visit.link.source, "state": state, "reason": visit.reason}
        for visit, state in visits
        if state in FAILURES or (state is State.GONE and not visit.link.is_article)
    ]
    add(session, row, rows, if_new=True)


def _left_open(session: Session, names: str, revisit: Revisit, now: dt.datetime) -> tables.Run | None:
    """The last open run over the same sources that was begun for the same."""
    row = tables.Run
    same = (
        row.sources == names,
        row.finished.is_(None),
        row.is_only.is_(bool(revisit.pages)),
        row.started > now - _OPEN,
    )
    runs = session.scalars(select(row).where(*same).order_by(row.id.desc()))
    return next((run for run in runs if _is_for(session, run, revisit)), None)


def _is_for(session: Session, run: tables.Run, revisit: Revisit) -> bool:
    """Whether an open run looks again at what is asked for; one that forced something only while that waits."""
    older_than = None if run.again_before is None else run.started - run.again_before
    if older_than != revisit.older_than:
        return False
    if not revisit.is_forced:
        return True
    address = tables.Address
    of_run = select(address.url).where(address.run == run.id)
    if session.scalars(of_run.where(address.queued.is_(True)).limit(1)).first() is None:
        return False
    return {link.url for link in revisit.pages} <= set(session.scalars(of_run)) if revisit.pages else True


def _is_due(run: tables.Run, now: dt.datetime) -> ColumnElement[bool]:
    """Whether the run has to look at a page again."""
    address = tables.Address
    due = case((address.source.in_(run.dense.split()), address.due_dense), else_=address.due) <= now
    return due if run.again_before is None else or_(due, address.seen <= run.again_before)


def _due_again(run: tables.Run, now: dt.datetime) -> ColumnElement[bool]:
    """The known pages that a run looks at whether an entry point names them or not.

    A page's other addresses are left out: one look is enough.
    """
    address = tables.Address
    is_document = select(tables.Document.key).where(tables.Document.url == address.url).exists()
    return and_(
        address.source.in_(run.sources.split()), address.kind == ARTICLE, address.queued.is_(False),
        or_(address.run.is_(None), address.run != run.id), _is_due(run, now),
        or_(address.state.in_(_WITHOUT_TEXT), is_document),
    )  # fmt: skip


def _resting(session: Session, now: dt.datetime, run: tables.Run, links: Sequence[Link]) -> set[str]:
    """The known pages among some addresses that are not due."""
    address = tables.Address
    rests = and_(address.due.is_not(None), address.queued.is_(False), ~_is_due(run, now))
    found: set[str] = set()
    for some in _portions(links):
        found.update(session.scalars(select(address.url).where(address.url.in_([link.url for link in some]), rests)))
    return found


def _as_known(session: Session, origins: Sequence[Origin], pages: Sequence[Link]) -> list[Link]:
    """How pages are asked for: by their address, or through the entry points of their source.

    The latter where a feed, an API or a channel held the document whole: its own page was never read.
    """
    address, document = tables.Address, tables.Document
    entries = {origin.name: origin.entries for origin in origins}
    links: list[Link] = []
    for some in _portions(pages):
        urls = [link.url for link in some]
        rows = {row.url: row for row in session.scalars(select(address).where(address.url.in_(urls)))}
        held = set(session.scalars(select(document.url).where(document.url.in_(urls))))
        for link in some:
            if row := rows.get(link.url):
                links.append(Link(row.url, row.source, row.kind, row.entry, row.page))
            else:
                links += entries.get(link.source, ()) if link.url in held else [link]
    return list({link.url: link for link in links}.values())


def _note_absence(address: tables.Address, state: State, seen: dt.datetime) -> None:
    if state in (State.FAILED, State.BLOCKED):
        return  # says nothing of the page
    if state is not State.GONE:
        address.gone, address.gone_since, address.removed = 0, None, None
        return
    address.gone += 1
    address.gone_since = address.gone_since or seen
    if is_repeated(address.gone_since, seen):
        address.removed = address.removed or seen


def _schedule(address: tables.Address, state: State, seen: dt.datetime, text: tables.Version | None) -> None:
    looks = None
    if state in _A_TEXT and text is not None:
        changed = text.fetched
        if text.number == 1 and text.published:
            changed = min(changed, dt.datetime.combine(text.published, dt.time(12), dt.UTC))
        looks = next_looks(seen, changed, text.number)
    elif address.rank:
        looks = next_try(seen, state, is_removed=address.removed is not None)
    address.due, address.due_dense = looks or (None, None)


def _of_run(session: Session, run: int) -> tuple[ColumnElement[bool], ...]:
    """What waits for a run: the addresses of its sources, those of earlier runs among them unless it asks only some."""
    row = session.get_one(tables.Run, run)
    waits = tables.Address.queued.is_(True), tables.Address.source.in_(row.sources.split())
    return (*waits, tables.Address.run == run) if row.is_only else waits


def _due(session: Session, mine: tuple[ColumnElement[bool], ...], site: str) -> tuple[Due, ...]:
    """Entry points first, then articles in the order in which they were found."""
    rows = session.scalars(
        select(tables.Address)
        .where(tables.Address.site == site, *mine)
        .order_by(tables.Address.rank, tables.Address.id)
        .limit(_AT_ONCE)
    ).all()
    # Entry points may lead to further ones, which come before articles.
    return tuple(_as_due(row) for row in rows if row.rank == rows[0].rank)


def _as_due(row: tables.Address) -> Due:
    validators = Validators(row.answered, row.etag, row.last_modified) if row.etag or row.last_modified else None
    return Due(Link(row.url, row.source, row.kind, row.entry, row.page), validators)


def _ensure_sites(session: Session, database: Database, links: Iterable[Link]) -> None:
    hosts = sorted({link.site for link in links})
    if hosts:
        now = database.clock(session)
        rows = [{"host": host, "next_allowed": now} for host in hosts]
        add(session, tables.Site, rows, if_new=True)


def _end_leases_of_the_dead(session: Session, crawler: str) -> None:
    machine = crawler.split("/", 1)[0]
    for site in session.scalars(
        select(tables.Site).where(tables.Site.lease.startswith(f"{machine}/", autoescape=True))
    ):
        if site.lease is not None and not _lives(int(site.lease.split("/")[1]), but_not=os.getpid()):
            site.lease, site.leased_until = None, None


def _lives(process: int, but_not: int) -> bool:
    """Whether a process of this machine runs. This one's own leases are of an earlier crawl that failed."""
    if process == but_not:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _portions(links: Sequence[Link]) -> Iterator[Sequence[Link]]:
    for start in range(0, len(links), _MOST_PARAMETERS):
        yield links[start : start + _MOST_PARAMETERS]
