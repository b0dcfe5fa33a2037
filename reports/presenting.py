"""What templates ask for: claims and contradictions in the words of the reader, each with its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from nlp.claims import Assessment, Figure, Incident
from nlp.contradictions.records import Contradiction, Side
from nlp.statements import Claim, Statement, folded
from reports.cells import GROUPS, Cell, Group
from reports.disputes import Camp, Dispute
from reports.links import Addresses, at_words
from reports.wording import Wording
from storage.views import SavedDocument

MOST_PAGES = 3  # pages shown under a quote; the claim's own page names them all


@dataclass(frozen=True, slots=True)
class Evidence:
    """A page that says so. `page` is the live page or None where its address may not be followed."""

    title: str
    publisher: str | None
    published: str
    page: str | None
    saved: str
    saved_name: str
    sha256: str


class Presenter:
    """Joins the store's records with the wording; knows the documents that the records name."""

    def __init__(
        self,
        words: Wording,
        addresses: Addresses,
        documents: Mapping[str, SavedDocument],
        statements: Iterable[Statement] = (),
        confirmed: Collection[str] = (),
    ) -> None:
        self.words = words
        self.addresses = addresses
        self._documents = documents
        self._confirmed = confirmed
        self._figures = {one.id: one.claim for one in statements if isinstance(one.claim, Figure)}

    def explanation(self, one: Contradiction) -> str:
        """The sentence of a contradiction, with the mark of one that a person confirmed."""
        said = one.explanations[self.words.lang]
        return f"{said} {self.words('confirmed')}" if one.id in self._confirmed else said

    def evidence(self, document_id: str, quote: str) -> Evidence:
        """Where the words stand: the live page and our saved copy."""
        words, saved_at = self.words, self.addresses.document(document_id)
        saved = self._documents.get(document_id)
        if saved is None:
            return Evidence(document_id, None, words.date(None), at_words(document_id, quote), saved_at,
                            words("saved_unknown"), "")  # fmt: skip
        document = saved.document
        return Evidence(
            title=document.title or document_id,
            publisher=document.publisher,
            published=words.date(document.published),
            page=at_words(document.url or document_id, quote),
            saved=saved_at,
            saved_name=words("saved_version", version=saved.version, versions=saved.versions),
            sha256=saved.sha256,
        )

    def side_evidence(self, side: Side) -> list[Evidence]:
        """The pages of one side, that of the shown quote first."""
        quotes = {mention.document: mention.quote for mention in reversed(side.mentions)}
        pages = dict.fromkeys((self._quoted(side), side.document, *side.documents))
        return [self.evidence(page, quotes.get(page, side.quote)) for page in list(pages)[:MOST_PAGES]]

    def claim_evidence(self, statement: Statement) -> list[Evidence]:
        """The first pages that make a statement."""
        pages = {mention.document: mention.quote for mention in reversed(statement.mentions)}
        first = dict.fromkeys(mention.document for mention in statement.mentions)
        return [self.evidence(page, pages[page]) for page in list(first)[:MOST_PAGES]]

    def more_pages(self, pages: Iterable[str]) -> str:
        """How many pages more than those shown say the same, or nothing."""
        rest = len(set(pages)) - MOST_PAGES
        return self.words.counted("more_pages", rest) if rest > 0 else ""

    def side_language(self, side: Side) -> str | None:
        """The language of the words that a side quotes."""
        saved = self._documents.get(self._quoted(side))
        return saved.document.lang if saved else None

    def camp_name(self, camp: Camp, dispute: Dispute) -> str:
        """What a camp is called: by its speakers, or for a sum what its parts give and what is stated."""
        for one in dispute.contradictions:
            if one.kind == "sum_mismatch" and camp.lead in (one.a, one.b):
                return self.words("parts_side" if camp.lead == one.a else "stated_side")
        return self.words.name("group", camp.group)

    def camp_values(self, camp: Camp, metric: str) -> str:
        """The values of a camp, each once."""
        values = dict.fromkeys(self.side_value(side, metric) for side in camp.sides)
        return "; ".join(value for value in values if value)

    def camp_speakers(self, camp: Camp, election: str | None) -> list[str]:
        """Who says so, each once: a known speaker in one wording, of the reader's language if any side has one."""
        told: dict[str, str] = {}
        ours = sorted(camp.sides, key=lambda side: self.side_language(side) != self.words.lang)
        for side in ours:
            shown = self.speaker(side, election)
            told.setdefault(side.source_id or shown, shown)
        return list(told.values())

    def pages_told(self, pages: Iterable[str]) -> str:
        """How many pages say so, and how many publishers of them did not copy it from another."""
        told = set(pages)
        if len(told) == 1:
            return self.words.counted("pages", 1)
        origins = {folded(saved.origin) if (saved := self._documents.get(page)) else page for page in told}
        return f"{self.words.counted('pages', len(told))}, {self.words.counted('publishers', len(origins))}"

    def side_value(self, side: Side, metric: str) -> str:
        """What a side states, as firmly as it states it: a sum has no wording of its own, a single figure has."""
        figure = self._figures.get(side.statements[0]) if len(side.statements) == 1 else None
        if figure and (figure.value, figure.low, figure.high) == (side.value, side.low, side.high):
            return self.words.figure(figure)
        return self.words.side(side, metric)

    def speaker(self, said: Claim | Side, election: str | None) -> str:
        """Who speaks and what kind of speaker that is."""
        kind = self.words.name("source_type", said.source_type)
        source = self.words.actor(said.source_id, said.source, election)
        if source:
            return f"{source} ({kind})" if said.source_type != "unattributed" else source
        return kind if said.source_type != "unattributed" else self.words("unnamed")

    def quantity(self, of: Cell | Dispute | Figure) -> str:
        """What is counted, where, for which contest and when."""
        words = self.words
        subject = words.actor(of.subject_id, of.subject, of.election)
        head = words.metric(of.metric) + (f": {subject}" if subject else "")
        contest = words.name("contest", of.contest)
        parts = (head, words.place(of.place, getattr(of, "locality", None)), contest,
                 words.as_of(getattr(of, "as_of", None)))  # fmt: skip
        return " · ".join(part for part in parts if part)

    def claim_title(self, statement: Statement) -> str:
        """A statement in a line: the quantity and its value, the judged aspect, the kind of irregularity."""
        claim = statement.claim
        if isinstance(claim, Figure):
            return f"{self.quantity(claim)} — {self.words.figure(claim)}"
        return self.judgement(claim)

    def judgement(self, claim: Assessment | Incident) -> str:
        """A judgement with its polarity, an irregularity with its place."""
        if isinstance(claim, Assessment):
            return f"{self.words.name('aspect', claim.aspect)} — {self.words.name('polarity', claim.polarity)}"
        place = self.words.place(claim.place)
        return self.words.name("incident", claim.type) + (f" · {place}" if place else "")

    def remarks(self, figure: Figure) -> str:
        """On what a figure rests and at which stage it is given."""
        remarks = (self.words.sample(figure.sample), self.words.name("stage", figure.stage))
        return ", ".join(remark for remark in remarks if remark)

    def groups(self, cells: Iterable[Cell]) -> list[Group]:
        """The columns that hold anything; official and observed always stand, since their lack is news too."""
        told = {group for cell in cells for group in cell.said}
        return [group for group in GROUPS if group in told or group in {"official", "observed"}]

    def by_election(self, cells: Iterable[Cell]) -> list[tuple[str | None, list[Cell]]]:
        """Rows parted by election, the newest first."""
        ordered = sorted(cells, key=lambda cell: cell.election or "", reverse=True)
        return [(election, list(rows)) for election, rows in groupby(ordered, key=lambda cell: cell.election)]

    def by_kind(self, disputes: Iterable[Dispute]) -> list[tuple[str, list[Dispute]]]:
        """Disputes by kind: the kind with the gravest first, the gravest of a kind first."""
        ordered = sorted(disputes, key=lambda one: -one.severity)
        kinds = dict.fromkeys(one.kind for one in ordered)
        return [(kind, [one for one in ordered if one.kind == kind]) for kind in kinds]

    def _quoted(self, side: Side) -> str:
        return next((mention.document for mention in side.mentions if mention.quote == side.quote), side.document)
