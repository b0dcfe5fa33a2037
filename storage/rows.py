"""Rows of plain values come in, many at once; no objects are made of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import JSON, Dialect, Table, Text, bindparam, cast, column, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables import Base

Insert = sqlite.Insert | postgresql.Insert


def add(session: Session, table: type[Base] | Table, rows: Sequence[dict[str, Any]], *, if_new: bool = False) -> None:
    """Insert rows, or none; all have the same columns. With `if_new` a row whose key is there already is left out.

    SQLite's driver runs one statement for each row; a server is sent all in one, as JSON.
    """
    if not rows:
        return
    of, on_sqlite = _table(table), is_sqlite(session)
    statement = _of_many(of, tuple(rows[0]), on_sqlite, if_new)
    session.execute(statement, rows if on_sqlite else {"all_rows": _as_json(of, rows, session.get_bind().dialect)})


def insertion(table: type[Base] | Table, on_sqlite: bool) -> Insert:
    """An INSERT that can say ON CONFLICT."""
    of = _table(table)
    return sqlite.insert(of) if on_sqlite else postgresql.insert(of)


def is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


@cache
def _of_many(table: Table, names: tuple[str, ...], on_sqlite: bool, if_new: bool) -> Insert:
    statement = insertion(table, on_sqlite)
    if not on_sqlite:
        columns = [column(name, table.c[name].type) for name in names]
        sent = func.json_to_recordset(cast(bindparam("all_rows", type_=Text), JSON))
        rows = sent.table_valued(*columns).render_derived(with_types=True)
        statement = statement.from_select(list(names), select(rows))
    return statement.on_conflict_do_nothing() if if_new else statement


def _as_json(table: Table, rows: Sequence[dict[str, Any]], dialect: Dialect) -> str:
    writers = {name: table.c[name].type.bind_processor(dialect) for name in rows[0]}
    written = [{name: write(row[name]) if write else row[name] for name, write in writers.items()} for row in rows]
    return json.dumps(written, ensure_ascii=False, default=str)


def _table(table: type[Base] | Table) -> Table:
    return table if isinstance(table, Table) else Base.metadata.tables[table.__tablename__]
