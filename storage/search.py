"""Full-text search: words are stemmed once, in Python; both engines only store and match the tokens.

A document is indexed by title and text, a mention by its quote and the names in its claim. A query is taken as words
that all must occur, each in any of its forms; nothing in it is an operator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import (
    CTE,
    ColumnElement,
    Float,
    Table,
    cast,
    delete,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from storage.database import portions
from storage.rows import add, is_sqlite

Stems = Callable[[str, str | None], list[str]]
"""Index tokens of a text in a language (None: unknown): each word's folded form, its stem, or both."""

_WORD = re.compile(r"[^\W_]+")
_LONGEST_TOKEN = 60
_LARGEST_INDEX = 900_000  # bytes of one row: PostgreSQL refuses a tsvector of 1 MiB
_MOST_WORDS = 32  # of a query


def casefolded(text: str, lang: str | None) -> list[str]:
    """Tokens without stemming, for any language."""
    return _WORD.findall(text.casefold())


def tokens(stems: Stems, text: str, lang: str | None) -> list[str]:
    """What to index of `text`: bounded, and only letters and digits, so that no token is an operator."""
    return list(_bounded(token for stem in stems(text, lang) for token in _WORD.findall(stem.casefold())))


def _bounded(found: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    size = 0
    for token in found:
        short = token[:_LONGEST_TOKEN]
        size += 2 if short in seen else len(short.encode()) + 10
        if size > _LARGEST_INDEX:
            return
        seen.add(short)
        yield short


def reindex(session: Session, table: Table, words: dict[int, list[str]]) -> None:
    """Make each row findable by its words and by nothing else."""
    erase(session, table, list(words))
    index(session, table, words)


def index(session: Session, table: Table, words: dict[int, list[str]]) -> None:
    """Make rows findable by their words that are findable by nothing yet."""
    written = " ".join if is_sqlite(session) else _vector
    add(session, table, [{"rowid": row, "words": written(found)} for row, found in words.items()])


def _vector(words: list[str]) -> str:
    """Words with their places, as PostgreSQL reads them."""
    return " ".join(f"'{word}':{place}" for place, word in enumerate(words, start=1))


def erase(session: Session, table: Table, rows: list[int]) -> None:
    """Make rows unfindable."""
    for some in portions(rows):
        session.execute(delete(table).where(table.c.rowid.in_(some)))


def query_forms(stems: Stems, words: str) -> list[list[str]]:
    """The words of a query, each as the tokens that stand for it; those beyond the 32nd are left out."""
    forms = []
    for word in _WORD.findall(words)[:_MOST_WORDS]:
        if found := list(dict.fromkeys(tokens(stems, word, None))):
            forms.append(found)
    return forms


def hits(session: Session, table: Table, forms: list[list[str]]) -> CTE:
    """Rows that hold each word in one of its forms, as (rowid, rank); the best has the highest rank."""
    if is_sqlite(session):
        query = " AND ".join("(" + " OR ".join(f'"{token}"' for token in word) + ")" for word in forms)
        rank: ColumnElement[float] = (-literal_column("rank", Float)).label("rank")
        found = select(table.c.rowid, rank).where(table.c.words.op("MATCH")(query))
    else:
        query = " & ".join("(" + " | ".join(f"'{token}'" for token in word) + ")" for word in forms)
        wanted = cast(literal(query), TSQUERY)
        rank = func.ts_rank(table.c.words, wanted).label("rank")
        found = select(table.c.rowid, rank).where(table.c.words.op("@@")(wanted))
    # FTS5 can rank only in the query that matches; kept apart, the planner cannot merge it with the one around it.
    return found.cte("hits").prefix_with("MATERIALIZED")
