"""What is claimed in a document is filed: claims with their circles, mentions, and the words to find them by."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Row, Text, bindparam, delete, select, update
from sqlalchemy.orm import Session

from nlp.claims import Assessment, Extraction, Figure, Incident
from nlp.contradictions.circles import circles
from nlp.statements import Claim, folded, statement_id, type_of
from storage import search, tables
from storage.database import portions
from storage.judging import close
from storage.loading import claim_at
from storage.part import now
from storage.reviews import Read, Reviews
from storage.rows import Insert, add, insertion, is_sqlite
from storage.tables import Base
from storage.views import Closed

_WORDS_OF_TEXT = {"quote", "start", "end"}

_MENTION = Base.metadata.tables["mention"]
_OF_DOCUMENT = _MENTION.c.document_key == bindparam("document")
_MADE_IN = select(_MENTION).where(_OF_DOCUMENT)
_KEYS = select(_MENTION.c.id, _MENTION.c.claim_id, _MENTION.c.start, _MENTION.c.end).where(_OF_DOCUMENT)
_MOVED = update(_MENTION).where(_OF_DOCUMENT)


@dataclass(frozen=True)
class Words:
    """Makes the tokens of a language for the search index."""

    stems: search.Stems
    lang: str | None

    def of(self, text: str) -> list[str]:
        """What to index of a text."""
        return search.tokens(self.stems, text, self.lang)


class _Place(NamedTuple):
    """A mention as its row has it, but for its keys."""

    claim_id: str | None
    quote: str
    start: int
    end: int
    said: str
    as_read: str | None


def file_claims(
    session: Session,
    version: tables.Version,
    extraction: Extraction,
    reviews: Reviews,
    words: Words,
    *,
    is_new: bool,
) -> None:
    """Let the mentions of a document be those of `extraction`, read in `version`, as reviews would have them.

    `is_new`: the version was never read, or its date or publisher changed; then its claims are judged anew even if
    they are the same as before.
    """
    said: list[Claim] = [*extraction.figures, *extraction.assessments, *extraction.incidents]
    read = [Read(statement_id(claim), claim, version.document_key) for claim in dict.fromkeys(said)]
    at: dict[tuple[str | None, int, int], tuple[_Place, Claim | None]] = {}
    for one, right in zip(read, reviews.applied(read), strict=True):
        place = _place(one.id, one.claim, right)
        at.setdefault((place.claim_id, place.start, place.end), (place, right))
    wanted = dict(at.values())
    document = {"document": version.document_key}
    held = {_held(row): row for row in session.execute(_MADE_IN, document)}
    gone = [row for place, row in held.items() if place not in wanted]
    come = {place: claim for place, claim in wanted.items() if place not in held}
    _remove(session, [row.id for row in gone])
    add_claims(session, {p.claim_id: claim for p, claim in come.items() if p.claim_id and claim})
    _add_mentions(session, version, come, words)
    if is_new and len(come) < len(wanted):
        session.execute(_MOVED, {**document, "version_id": version.id})
    changed = wanted.keys() | held.keys() if is_new else {*come, *(_held(row) for row in gone)}
    touch(session, {place.claim_id for place in changed if place.claim_id})
    drop_unsaid(session, {row.claim_id for row in gone if row.claim_id})


def refile(session: Session, mentions: Iterable[tables.Mention], reviews: Reviews, because: Closed) -> None:
    """Apply reviews anew to mentions, as if their documents were read again.

    Contradictions of claims that are claimed no more are closed with the reason.
    """
    rows = list(mentions)
    read = [_as_read(row) for row in rows]
    rights = reviews.applied(read)
    places = [_place(one.id, one.claim, right) for one, right in zip(read, rights, strict=True)]
    moved = [(row, place, right) for row, place, right in zip(rows, places, rights, strict=True)
             if (row.claim_id, row.said) != (place.claim_id, place.said)]  # fmt: skip
    left = {row.claim_id for row, _, _ in moved if row.claim_id}
    add_claims(session, {place.claim_id: right for _, place, right in moved if place.claim_id and right})
    for row, place, _ in moved:
        row.claim_id, row.said, row.as_read = place.claim_id, place.said, place.as_read
    session.flush()
    touch(session, left | {place.claim_id for _, place, _ in moved if place.claim_id})
    clash, member = tables.Contradiction, tables.Member
    for some in portions(drop_unsaid(session, left)):
        of = select(member.contradiction_id).where(member.statement_id.in_(some))
        close(session.scalars(select(clash).where(clash.id.in_(of), clash.closed.is_(None))), because)


def add_claims(session: Session, claims: dict[str, Claim]) -> None:
    """Add claims with their circles. One that is already claimed elsewhere keeps its row and its day."""
    if not claims:
        return
    analysed = now()
    rows = [{"id": id_, "first_analysed": analysed, **claim_row(claim)} for id_, claim in sorted(claims.items())]
    elections = sorted({claim.election for claim in claims.values() if claim.election})
    contests = sorted({(row["election"], row["contest"]) for row in rows if row["election"] and row["contest"]})
    stand = [{"name": name, "claim_id": id_} for id_, claim in claims.items() for name in circles(claim)]
    for table, come in (
        (tables.Election, [{"id": election} for election in elections]),
        (tables.Contest, [{"election": election, "name": name} for election, name in contests]),
        (tables.Claim, rows),
        (tables.Circle, stand),
    ):
        add(session, table, come, if_new=True)


def touch(session: Session, claims: set[str]) -> None:
    """Let all circles of these claims be judged anew."""
    mark = uuid.uuid4().hex
    for some in portions(sorted(claims)):
        session.execute(_touched(is_sqlite(session)), {"claims": some, "new_mark": mark})


@cache
def _touched(on_sqlite: bool) -> Insert:
    row, unjudged = tables.Circle, insertion(tables.Unjudged, on_sqlite)
    of_claims = row.claim_id.in_(bindparam("claims", expanding=True))
    theirs = select(row.name, bindparam("new_mark", type_=Text)).where(of_claims).distinct()
    anew = unjudged.from_select(["circle", "mark"], theirs)
    return anew.on_conflict_do_update(index_elements=["circle"], set_={"mark": unjudged.excluded.mark})


def drop_unsaid(session: Session, claims: set[str]) -> list[str]:
    """Remove those of the claims that nobody mentions any more; which these are."""
    dropped: list[str] = []
    for some in portions(sorted(claims)):
        said = set(session.scalars(select(tables.Mention.claim_id).where(tables.Mention.claim_id.in_(some)).distinct()))
        if unsaid := [id_ for id_ in some if id_ not in said]:
            session.execute(delete(tables.Circle).where(tables.Circle.claim_id.in_(unsaid)))
            session.execute(delete(tables.Claim).where(tables.Claim.id.in_(unsaid)))
            dropped += unsaid
    return dropped


def _remove(session: Session, mentions: list[int]) -> None:
    search.erase(session, tables.mention_words, mentions)
    for some in portions(mentions):
        session.execute(delete(tables.Mention).where(tables.Mention.id.in_(some)))


def _add_mentions(session: Session, version: tables.Version, come: dict[_Place, Claim | None], words: Words) -> None:
    if not come:
        return
    keys = {"document_key": version.document_key, "version_id": version.id}
    add(session, tables.Mention, [{**keys, **place._asdict()} for place in come])
    held = session.execute(_KEYS, {"document": version.document_key})
    ids = {(claim_id, start, end): id_ for id_, claim_id, start, end in held}
    found = {ids[at.claim_id, at.start, at.end]: _findable(at, claim) for at, claim in come.items()}
    search.index(session, tables.mention_words, {id_: words.of(text) for id_, text in found.items()})


def _findable(place: _Place, claim: Claim | None) -> str:
    """The words a mention is found by: its quote and the names in its claim."""
    if claim is None:
        return ""
    return "\n".join([place.quote, *filter(None, (claim.source, getattr(claim, "subject", None)))])


def _place(id_: str, claim: Claim, right: Claim | None) -> _Place:
    read = claim.model_dump_json(exclude=_WORDS_OF_TEXT)
    if right == claim:
        return _Place(id_, claim.quote, claim.start, claim.end, read, None)
    if right is None:
        return _Place(None, claim.quote, claim.start, claim.end, read, read)
    said = right.model_dump_json(exclude=_WORDS_OF_TEXT)
    return _Place(statement_id(right), claim.quote, claim.start, claim.end, said, read)


def _held(row: tables.Mention | Row[Any]) -> _Place:
    return _Place(row.claim_id, row.quote, row.start, row.end, row.said, row.as_read)


def _as_read(row: tables.Mention) -> Read:
    """What the extractor read at a mention."""
    claim = claim_at(row.as_read or row.said, row.quote, row.start, row.end)
    return Read(statement_id(claim), claim, row.document_key)


def claim_row(claim: Claim) -> dict[str, object]:
    """What the row of a claim says, but for its id and day."""
    figure = claim if isinstance(claim, Figure) else None
    metric = claim.aspect if isinstance(claim, Assessment) else claim.type if isinstance(claim, Incident) else None
    return {
        "kind": type_of[type(claim)], "metric": figure.metric if figure else metric,
        "election": claim.election or None, "source_type": claim.source_type,
        "speaker": claim.source_id or folded(claim.source) or None,
        "place": None if isinstance(claim, Assessment) else claim.place,
        "contest": figure and figure.contest,
        "subject": figure and (figure.subject_id or folded(figure.subject) or None),
        "value": figure and figure.value, "low": figure and figure.low, "high": figure and figure.high,
    }  # fmt: skip
