"""Near-identical documents are reprints of the earliest: found by MinHash, whatever the order in which they come.

Two documents are one text where they share most of their runs of words; documents tied by such pairs are one group.
Method: A. Broder, "On the resemblance and containment of documents" (1997), with banded signatures as in Leskovec,
Rajaraman, Ullman, "Mining of Massive Datasets", ch. 3.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from storage import tables
from storage.database import portions
from storage.part import newest
from storage.rows import add
from storage.tables import Base

_RUN = 3  # words of a shingle
_FEWEST_WORDS = 20  # shorter texts resemble each other by their subject alone
_PERMUTATIONS, _ROWS = 128, 4  # 32 bands of 4: pairs alike by 0.7 are missed once in 5000, by 0.9 never
_ALIKE = 0.7  # estimated share of common runs from which on two texts are one
_WORD = re.compile(r"\w+")

_NEW = insert(Base.metadata.tables["fingerprint"])
_OF_BANDS = select(tables.Band.document_key).where(tables.Band.hash.in_(bindparam("bands", expanding=True)))
_SHARING = select(tables.Fingerprint).where(
    tables.Fingerprint.document_key.in_(_OF_BANDS), tables.Fingerprint.document_key != bindparam("document")
)


def fingerprint(text: str) -> bytes | None:
    """The MinHash of a text's runs of three words; None for a text too short to have one."""
    from datasketch import MinHash  # half a second to import

    words = _WORD.findall(text.casefold())
    if len(words) < _FEWEST_WORDS:
        return None
    runs = {" ".join(words[at : at + _RUN]).encode(errors="replace") for at in range(len(words) - _RUN + 1)}
    made = MinHash(_PERMUTATIONS, hashfunc=_hashed)
    made.update_batch(list(runs))
    return bytes(made.hashvalues.astype(np.uint32).tobytes())


def group(session: Session, document: int, signature: bytes | None) -> None:
    """Give a document's newest text its group; those that only its older text held together part."""
    old = session.get(tables.Fingerprint, document)
    if old is not None:
        if old.signature == signature:
            _settle(session, {old.first})  # its date may have changed
            return
        left = set(
            session.scalars(select(tables.Fingerprint.document_key).where(tables.Fingerprint.first == old.first))
        )
        session.execute(delete(tables.Band).where(tables.Band.document_key == document))
        _regroup(session, left - {document})
        session.delete(old)
        session.flush()
    if signature is None:
        return
    add(session, tables.Band, [{"hash": band, "document_key": document} for band in _bands(signature)])
    session.execute(_NEW, {"document_key": document, "signature": signature, "first": document})
    if near := _alike(session, document, signature):
        _settle(session, {document, *(one.first for one in near)})


def _regroup(session: Session, documents: set[int]) -> None:
    """Find the groups among documents anew."""
    rows = [row for key in sorted(documents) if (row := session.get(tables.Fingerprint, key)) is not None]
    for row in rows:
        row.first = row.document_key
    session.flush()
    for row in rows:
        _settle(session, {row.first, *(near.first for near in _alike(session, row.document_key, row.signature))})
        session.refresh(row)


def _alike(session: Session, document: int, signature: bytes) -> list[tables.Fingerprint]:
    """The documents whose text is this one's, but for a few words."""
    candidates = session.scalars(_SHARING, {"bands": _bands(signature), "document": document})
    mine = np.frombuffer(signature, np.uint32)
    return [row for row in candidates if np.mean(mine == np.frombuffer(row.signature, np.uint32)) >= _ALIKE]


def _settle(session: Session, firsts: set[int]) -> None:
    """Make one group of some, under the earliest document of all of them."""
    members = _members(session, firsts)
    first = _earliest(session, members)
    if firsts == {first}:
        return
    for some in portions(sorted(members)):
        session.execute(update(tables.Fingerprint).where(tables.Fingerprint.document_key.in_(some)).values(first=first))


def _members(session: Session, firsts: set[int]) -> set[int]:
    row = tables.Fingerprint
    members: set[int] = set()
    for some in portions(sorted(firsts)):
        members.update(session.scalars(select(row.document_key).where(row.first.in_(some))))
    return members


def _earliest(session: Session, documents: Iterable[int]) -> int:
    dated: list[tuple[dt.date, str, int]] = []
    for some in portions(sorted(documents)):
        rows = select(tables.Version.published, tables.Document.id, tables.Document.key).join(tables.Document, newest())
        found = session.execute(rows.where(tables.Document.key.in_(some)))
        dated += [(published or dt.date.max, id_, key) for published, id_, key in found]
    return min(dated)[2]


def _bands(signature: bytes) -> list[str]:
    size = _ROWS * 4
    return [
        f"{at // size}:{blake2b(signature[at : at + size], digest_size=8).hexdigest()}"
        for at in range(0, len(signature), size)
    ]


def _hashed(run: bytes) -> int:
    return int.from_bytes(blake2b(run, digest_size=4).digest(), "little")
