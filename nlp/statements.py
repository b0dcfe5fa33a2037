"""Claims apart from the pages that repeat them: one statement by one speaker, and its mentions.

A statement's id is a hash of what it says, so reviews and links outlive a re-analysis. Unknown slots are values of
their own: merging never depends on the order in which documents arrive.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from nlp.claims import Assessment, Extraction, Figure, Incident, Record

Claim = Figure | Assessment | Incident
type_of: dict[type, str] = {Figure: "figure", Assessment: "assessment", Incident: "incident"}
_NOT_SAID = {"quote", "start", "end"}
_canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


class Mention(Record):
    """One place where a statement is made."""

    document: str
    quote: str
    start: int
    end: int
    published: dt.date | None = None
    lang: str | None = None


class Statement(Record):
    """A claim with all its mentions, earliest first. `claim` carries the words of the first mention."""

    id: str
    claim: Claim
    mentions: tuple[Mention, ...]


@lru_cache(maxsize=65536)
def folded(name: str | None) -> str:
    """A name without case, quotation marks, punctuation and the difference of е and ё."""
    text = unicodedata.normalize("NFKC", name or "").casefold().replace("ё", "е")
    return re.sub(r"[\W_]+", " ", text).strip()


def statement_id(claim: Claim, headline_of: str | None = None) -> str:
    """A hash of what is claimed and by whom. A known actor counts by its id, any other by its folded name.

    What only a headline says is a statement of its page.
    """
    said = claim.model_dump(mode="json", exclude=_NOT_SAID)
    for slot in ("source", "subject"):
        if slot in said:
            said[slot] = said.pop(f"{slot}_id") or folded(said[slot]) or None
    if isinstance(claim, Figure):
        # 63 and 63.0 are different statements: `precision` says which; the number itself is written one way.
        said["place"] = [said["place"], folded(said.pop("locality"))]
    said["kind"] = type_of[type(claim)]
    if headline_of is not None:
        said["headline_of"] = headline_of
    return hashlib.sha256(_canonical(said).encode()).hexdigest()[:20]


def statements(extractions: Iterable[Extraction]) -> list[Statement]:
    """Merge the claims of documents into statements, each with its mentions in order of publication."""
    made: dict[str, dict[Mention, Claim]] = {}
    for said in extractions:
        claims: tuple[Claim, ...] = (*said.figures, *said.assessments, *said.incidents)
        for claim in claims:
            mention = Mention(
                document=said.id, quote=claim.quote, start=claim.start, end=claim.end,
                published=said.published, lang=said.lang,
            )  # fmt: skip
            made.setdefault(statement_id(claim), {}).setdefault(mention, claim)
    return [
        Statement(id=key, claim=said_at[min(said_at, key=_order)], mentions=tuple(sorted(said_at, key=_order)))
        for key, said_at in made.items()
    ]


def _order(mention: Mention) -> tuple[dt.date, str, int]:
    return mention.published or dt.date.max, mention.document, mention.start
