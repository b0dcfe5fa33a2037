"""How a source has been doing: what its last looks showed, and its newest documents."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from sqlalchemy import func, select

from crawler.documents import ARTICLE, SINGLE, State
from crawler.doubts import Health
from storage import tables
from storage.part import Part, newest

_NEWEST = 50


class SourceHealth(Part):
    """What `countercount sources check` asks the store."""

    def health(self, source: str, since: dt.datetime) -> Health:
        """What is known of a source since a moment (aware)."""
        address, document, version = tables.Address, tables.Document, tables.Version
        pages = address.kind.in_((ARTICLE, SINGLE))
        of_source = (address.source == source, address.seen >= since)
        with self._database.read() as session:
            looks = session.execute(
                select(address.state, func.count()).where(*of_source, pages).group_by(address.state)
            ).all()
            failed = session.execute(
                select(address.url, address.reason)
                .where(*of_source, ~pages, address.state.in_((State.FAILED, State.BLOCKED, State.GONE)))
                .order_by(address.url)
            ).all()
            first_seen = (
                select(func.max(version.fetched))
                .join(document, document.key == version.document_key)
                .where(document.source == source, version.number == 1)
            )
            texts = session.execute(
                select(version.title, version.text)
                .join(document, newest())
                .where(document.source == source, version.fetched >= since)
                .order_by(version.fetched.desc())
                .limit(_NEWEST)
            ).all()
            return Health(
                last_new=session.scalar(first_seen),
                looks=Counter({str(state): count for state, count in looks if state}),
                failed_entries=tuple((url, reason or "failed") for url, reason in failed),
                newest=tuple((title, text) for title, text in texts),
            )
