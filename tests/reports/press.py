"""A small store in memory: retold pages in three languages, and one page that means harm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from nlp.claims import Assessment, Document, Extraction, Figure, Incident, Organization, Sample
from nlp.contradictions.records import Contradiction, Side
from nlp.statements import Statement, folded, statements
from storage.views import (
    ClaimFilter,
    DocumentView,
    ElectionRow,
    Found,
    PageChange,
    RemovedPage,
    SavedDocument,
    SourceHealth,
)

ELECTION = "KZ-2021-01-10"
EARLIER = "KZ-2019-06-09"
HOSTILE = (
    '<script>alert("x")</script> [нажми](javascript:alert(1)) `код` | столбец | <img src=x onerror=alert(1)> '
    "явка ***77%***\n# Заголовок http://evil.example/ & www.evil.example"
)

_COMMISSION = "https://kuran.example/ru/itogi?day=10&part=1"
_OBSERVERS = "https://zhana-koz.example/zayavlenie"
_KAZAKH = "https://habar.example/kk/kelu"
_ENGLISH = "https://mission.example/en/statement.json"
_REPRINT = "https://vesti.example/2021/01/11/yavka"
_HARM = "https://harm.example/<script>"

_DOCUMENTS = (
    Document(
        id=_COMMISSION, url=_COMMISSION, publisher="Центральная комиссия (пересказ)", published=dt.date(2021, 1, 11),
        lang="ru", title="Комиссия подвела предварительные итоги",
        text="Комиссия сообщает: на выборах мажилиса проголосовало 63,3% избирателей.\n"
        "В Алматы в голосовании участвовало 50 366 человек.\nВыборы прошли открыто и по закону.",
    ),
    Document(
        id=_OBSERVERS, url=_OBSERVERS, publisher="Движение «Жаңа көз»", published=dt.date(2021, 1, 12), lang="ru",
        title="Заявление наблюдателей",
        text="По протоколам 192 участков явка составила 32%.\nПо стране, по нашей оценке, явка около 28%.\n"
        "На 208 из 554 участков Алматы проголосовало 72 316 избирателей.\n"
        "На участке в школе наблюдателю не выдали копию протокола.\n"
        "Явка 38%, а неиспользованных бюллетеней — 64%.",
    ),
    Document(
        id=_KAZAKH, url=_KAZAKH, publisher="Хабар көшірмесі", published=dt.date(2021, 1, 11), lang="kk",
        title="Сайлаушылардың келуі белгілі болды",
        text="Орталық сайлау комиссиясы: дауыс беруге сайлаушылардың 63,3 пайызы келді.\n"
        "Түскі он төртте Түркістан облысында 50,1 пайыз дауыс берді.",
    ),
    Document(
        id=_ENGLISH, url=_ENGLISH, publisher="Northern Mission", published=dt.date(2021, 1, 11), lang="en",
        title="Statement of preliminary conclusions",
        text="The mission notes that voters lacked a genuine choice.\n"
        "Counting was not transparent at 23 of 30 stations.",
    ),
    Document(
        id=_REPRINT, url=_REPRINT, publisher="Вести", published=dt.date(2021, 1, 11), lang="ru",
        title="Явка превысила 63%", text="Явка на выборах превысила 63%, пишут в комиссии.",
    ),
    Document(
        id=_HARM, url="javascript:alert(1)", publisher="<b>Harm & Co</b>", published=None, lang="ru",
        title='"><script>alert(2)</script> [t](javascript:1)', text=HOSTILE,
    ),
)  # fmt: skip
_BY_ID = {document.id: document for document in _DOCUMENTS}


def _said(document: str, quote: str) -> dict[str, Any]:
    start = _BY_ID[document].text.index(quote)
    return {"quote": quote, "start": start, "end": start + len(quote), "election": ELECTION}


def _percent(document: str, quote: str, value: str, **slots: Any) -> Figure:
    slots = {"metric": "turnout", "place": "KZ", "contest": "lower_house", "precision": 1} | slots
    return Figure(unit="percent", value=Decimal(value), **_said(document, quote), **slots)


def _count(document: str, quote: str, value: int, **slots: Any) -> Figure:
    slots = {"metric": "voters_voted", "place": "KZ-75", "contest": "lower_house", "precision": 1} | slots
    return Figure(unit="count", value=Decimal(value), **_said(document, quote), **slots)


_CEC = {"source_id": "kz/cec", "source_type": "election_authority"}
_NGO = {"source": "Жаңа көз", "source_type": "citizen_observers"}

EXTRACTIONS = (
    Extraction(
        id=_COMMISSION, lang="ru", election=ELECTION, published=dt.date(2021, 1, 11),
        figures=(
            _percent(_COMMISSION, "проголосовало 63,3% избирателей", "63.3", precision="0.1", source="ЦИК", **_CEC),
            _count(_COMMISSION, "в голосовании участвовало 50 366 человек", 50366, source="ЦИК", **_CEC),
        ),
        assessments=(Assessment(aspect="overall", polarity="positive", source="ЦИК", **_CEC,
                                **_said(_COMMISSION, "Выборы прошли открыто и по закону.")),),
    ),
    Extraction(
        id=_OBSERVERS, lang="ru", election=ELECTION, published=dt.date(2021, 1, 12),
        figures=(
            _percent(_OBSERVERS, "По протоколам 192 участков явка составила 32%.", "32",
                     sample=Sample(stations=192), **_NGO),
            _percent(_OBSERVERS, "явка около 28%", "28", qualifier="approx", **_NGO),
            _count(_OBSERVERS, "На 208 из 554 участков Алматы проголосовало 72 316 избирателей.", 72316,
                   sample=Sample(stations=208, of=554), **_NGO),
            _percent(_OBSERVERS, "Явка 38%", "38", place="KZ-75", **_NGO),
            _percent(_OBSERVERS, "неиспользованных бюллетеней — 64%", "64", metric="unused_share", place="KZ-75",
                     **_NGO),
        ),
        incidents=(Incident(type="protocol_denied", place="KZ-75", **_NGO,
                            **_said(_OBSERVERS, "наблюдателю не выдали копию протокола")),),
        organizations=(Organization(name="Жаңа көз", type="citizen_observers"),),
    ),
    Extraction(
        id=_KAZAKH, lang="kk", election=ELECTION, published=dt.date(2021, 1, 11),
        figures=(
            _percent(_KAZAKH, "сайлаушылардың 63,3 пайызы келді", "63.3", precision="0.1",
                     source="Орталық сайлау комиссиясы", **_CEC),
            _percent(_KAZAKH, "Түркістан облысында 50,1 пайыз дауыс берді", "50.1", precision="0.1", place="KZ-61",
                     as_of="2021-01-10T14:00", source="Орталық сайлау комиссиясы", **_CEC),
        ),
    ),
    Extraction(
        id=_ENGLISH, lang="en", election=ELECTION, published=dt.date(2021, 1, 11),
        assessments=(
            Assessment(aspect="competition", polarity="negative", source="Northern Mission",
                       source_type="international_observers",
                       **_said(_ENGLISH, "voters lacked a genuine choice")),
            Assessment(aspect="overall", polarity="negative", source="Northern Mission",
                       source_type="international_observers",
                       **_said(_ENGLISH, "Counting was not transparent at 23 of 30 stations.")),
        ),
    ),
    Extraction(
        id=_REPRINT, lang="ru", election=ELECTION, published=dt.date(2021, 1, 11),
        figures=(_percent(_REPRINT, "Явка на выборах превысила 63%", "63", qualifier="at_least", source="ЦИК",
                          **_CEC),),
    ),
    Extraction(
        id=_HARM, lang="ru", election=ELECTION,
        figures=(Figure(metric="vote_share", unit="percent", value=Decimal(77), precision=Decimal(1),
                        subject="<i>Партия</i> | [x](javascript:1)", place="KZ", source="<script>кто</script>",
                        source_type="media", election=ELECTION, quote=HOSTILE, start=0, end=len(HOSTILE)),
                 _percent(_HARM, "явка ***77%***", "77", source="`Вред`", source_type="media")),
    ),
)  # fmt: skip


def _side(said: list[Statement], metric: str, source_type: str, **overrides: Any) -> Side:
    one = next(
        one for one in said
        if getattr(one.claim, "metric", getattr(one.claim, "aspect", None)) == metric
        and one.claim.source_type == source_type
        and all(getattr(one.claim, slot) == value for slot, value in overrides.items())
    )  # fmt: skip
    claim = one.claim
    pages = tuple(dict.fromkeys(mention.document for mention in one.mentions))
    return Side(
        statements=(one.id,), document=pages[0], documents=pages, mentions=one.mentions,
        value=getattr(claim, "value", None), polarity=getattr(claim, "polarity", None), quote=claim.quote,
        source=claim.source, source_type=claim.source_type, place=getattr(claim, "place", None),
        sample=getattr(claim, "sample", None),
    )  # fmt: skip


def _clash(kind: str, metric: str, a: Side, b: Side, severity: float, *told: str, **more: Any) -> Any:
    return Contradiction(
        kind=kind, election=ELECTION, metric=metric, place=a.place, a=a, b=b, severity=severity,
        explanations=dict(zip(("ru", "kk", "en"), told, strict=True)), **more,
    )  # fmt: skip


def contradictions(said: list[Statement]) -> list[Contradiction]:
    """One of each kind that the pages hold, and one whose words mean harm."""
    official = _side(said, "turnout", "election_authority", value=Decimal("63.3"), place="KZ")
    observed = _side(said, "turnout", "citizen_observers", value=Decimal(28))
    sampled = _side(said, "turnout", "citizen_observers", value=Decimal(32))
    city = _side(said, "voters_voted", "election_authority")
    part = _side(said, "voters_voted", "citizen_observers")
    sums = _side(said, "turnout", "citizen_observers", value=Decimal(38))
    return [
        _clash("part_exceeds_whole", "voters_voted", part, city, 0.95,
               "На 208 участках из 554 — 72 316 проголосовавших, а по всему городу названо 50 366: на 21 950 меньше.",
               "554 учаскенің 208-інде 72 316 адам дауыс берген, ал бүкіл қала бойынша 50 366 аталған: 21 950-ге аз.",
               "72,316 people voted at 208 of 554 stations, yet 50,366 is given for the whole city: 21,950 fewer.",
               contest="lower_house"),
        _clash("value_conflict", "turnout", official, observed, 0.9,
               "Явка 63,3 % против около 28 %: разница не меньше 34 процентных пунктов.",
               "Келу 63,3 % және шамамен 28 %: айырма кемінде 34 пайыздық тармақ.",
               "Turnout 63.3% against about 28%: at least 34 percentage points apart.", contest="lower_house"),
        _clash("sum_mismatch", "turnout",
               sums.model_copy(update={"value": Decimal(102), "quote": "Явка 38%, а неиспользованных — 64%"}),
               sums.model_copy(update={"value": Decimal(100), "quote": ""}), 0.6,
               "38 % + 64 % = 102 %, а должно быть 100 %.", "38 % + 64 % = 102 %, ал 100 % болуы керек.",
               "38% + 64% = 102%, where 100% is due."),
        _clash("implied_rest", "turnout", sampled, official, 0.5,
               "Чтобы верны были оба числа, на остальных участках явка должна быть не ниже 63,9 %.",
               "Екі сан да дұрыс болуы үшін қалған учаскелерде келу кемінде 63,9 % болуы керек.",
               "For both to hold, turnout at the other stations must have been at least 63.9%.", verdict="possible"),
        _clash("stance_conflict", "overall", _side(said, "overall", "election_authority"),
               _side(said, "overall", "international_observers"), 0.4,
               "Одни называют выборы законными, другие — нет.", "Бірі сайлауды заңды дейді, бірі — жоқ.",
               "One side calls the election lawful, the other does not."),
        _clash("value_conflict", "turnout", official, _side(said, "turnout", "media", value=Decimal(77)), 0.3,
               "63,3 % и 77 %: <b>расходятся</b>.", "63,3 % және 77 %: <b>қайшы</b>.", "63.3% and 77%: <b>apart</b>."),
    ]  # fmt: skip


@dataclass
class MemoryStore:
    """A `ReportStore` over plain lists; words are found as they are written."""

    said: list[Statement] = field(default_factory=list)
    clashes: list[Contradiction] = field(default_factory=list)
    saved: dict[str, SavedDocument] = field(default_factory=dict)
    named: list[tuple[str, str, int]] = field(default_factory=list)
    health: list[SourceHealth] = field(default_factory=list)
    checked: set[str] = field(default_factory=set)
    edits: list[PageChange] = field(default_factory=list)
    lost: list[RemovedPage] = field(default_factory=list)

    def elections(self) -> list[ElectionRow]:
        ids = {one.claim.election for one in self.said if one.claim.election}
        return [
            ElectionRow(one, len(self.saved), sum(said.claim.election == one for said in self.said),
                        sum(clash.election == one for clash in self.clashes))
            for one in sorted(ids, reverse=True)
        ]  # fmt: skip

    def contradictions(self, election: str | None = None, since: dt.date | None = None) -> list[Contradiction]:
        return [one for one in self.clashes if election in {None, one.election}]

    def confirmed(self) -> set[str]:
        return self.checked

    def claims(self, wanted: ClaimFilter) -> list[Statement]:
        return [one for one in self.said if _fits(one, wanted)][wanted.offset : wanted.offset + wanted.limit]

    def claim(self, statement_id: str) -> Statement | None:
        return next((one for one in self.said if one.id == statement_id), None)

    def search(self, wanted: ClaimFilter) -> Found:
        every = replace(wanted, limit=10**6, offset=0)
        claims = self.claims(every)
        documents = [one for one in self.saved.values() if folded(wanted.words) in folded(one.document.text)]
        page = slice(wanted.offset, wanted.offset + wanted.limit)
        return Found(tuple(claims[page]), tuple(documents[page]), len(claims), len(documents))

    def document(self, document_id: str) -> DocumentView | None:
        saved = self.saved.get(document_id)
        if saved is None:
            return None
        here = [one for one in self.said if any(mention.document == document_id for mention in one.mentions)]
        organizations = [named for one in EXTRACTIONS if one.id == document_id for named in one.organizations]
        return DocumentView(saved, tuple(here), tuple(organizations))

    def documents(self, ids: list[str]) -> dict[str, SavedDocument]:
        return {one: self.saved[one] for one in ids if one in self.saved}

    def organizations(self, election: str | None = None, since: dt.date | None = None) -> list[tuple[str, str, int]]:
        return self.named

    def changes(
        self, document: str | None = None, since: dt.date | None = None, election: str | None = None
    ) -> Iterator[PageChange]:
        return iter(self.edits)

    def removed(self, since: dt.date | None = None, election: str | None = None) -> list[RemovedPage]:
        return self.lost

    def sources(self) -> list[SourceHealth]:
        return self.health


def _fits(one: Statement, wanted: ClaimFilter) -> bool:
    slots = {"election": wanted.election, "metric": wanted.metric, "place": wanted.place,
             "source_type": wanted.source_type}  # fmt: skip
    return (
        all(value is None or getattr(one.claim, slot, None) == value for slot, value in slots.items())
        and wanted.kind in {None, type(one.claim).__name__.lower()}
        and (not wanted.words or folded(wanted.words) in folded(one.claim.quote))
    )


def press() -> MemoryStore:
    """The store with all pages read."""
    said = statements(EXTRACTIONS)
    fetched = dt.datetime(2021, 1, 12, 6, 30, tzinfo=dt.UTC)
    return MemoryStore(
        said=said,
        clashes=contradictions(said),
        saved={
            one.id: SavedDocument(one, "press", 1, 2, fetched, f"{number:02x}" * 32, ELECTION)
            for number, one in enumerate(_DOCUMENTS, 10)
        },
        named=[("Жаңа көз", "citizen_observers", 2), ("<u>Орг</u> | ко", "other", 1)],
        health=[
            SourceHealth("press", "Пересказанная пресса", fetched, {"new": 6, "unchanged": 2, "failed": 1},
                         (("https://vesti.example/нет", "404 <b>Not Found</b>"), ("javascript:1", "зло"))),
            SourceHealth("later", "Ещё не обойдённый сайт", None),
        ],
    )  # fmt: skip
