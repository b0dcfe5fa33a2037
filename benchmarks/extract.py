"""Documents and words a second of processor time: our whole extraction beside Natasha's NER, morphology and syntax.

    python benchmarks/extract.py [--jsonl FILE] [--rounds 7] [--cpu 0]

Both read the same Russian texts in turn, round about, each in a process of its own, so that the peak memory of one is
not that of the other. Needs the extra `bench` (`pip install -c constraints.txt -e '.[bench]'`).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

CONTENDERS = ("countercount", "natasha")
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)


class Round(NamedTuple):
    """One pass over all texts: processor time in seconds, and the process's peak memory so far in bytes."""

    seconds: float
    peak: int


# ---------------------------------------------------------------- texts


def russian(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The documents that are in Russian: Natasha reads nothing else."""
    from nlp.languages import language_of

    return [document for document in documents if language_of(document["text"], document.get("lang")) == "ru"]


def from_jsonl(path: Path) -> list[dict[str, Any]]:
    """Documents, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def example_press() -> list[dict[str, Any]]:
    """The pages of the bundled example, read as a crawl reads them; list pages are left out."""
    import datetime as dt

    from crawler import example
    from crawler.extraction import NotExtracted, extract

    sources = {source.name: source for source in example.example_sources("http://127.0.0.1:1")}
    documents = []
    for path in sorted((Path(example.__file__).parent / "press").glob("*/*.*")):
        media_type = {".html": "text/html; charset=utf-8", ".pdf": "application/pdf"}.get(path.suffix)
        if media_type is None or re.match(r"page-|archive-", path.name):
            continue
        source, fetched = sources[path.parent.name], dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
        try:
            page = extract(path.read_bytes(), media_type, f"http://127.0.0.1:1/{path.name}", source, fetched)
        except NotExtracted as error:
            sys.exit(f"{path}: {error.reason}")
        published = page.published.isoformat() if page.published else None
        documents.append({
            "id": path.name, "text": page.text, "title": page.title, "lang": page.lang, "published": published,
            "publisher": source.publisher_name,
        })  # fmt: skip
    return documents


# ---------------------------------------------------------------- contenders, each in its own process


def countercount() -> Callable[[dict[str, Any]], object]:
    """Figures, judgements, incidents and organizations, as `countercount extract` prints them."""
    from nlp.claims import Document
    from nlp.pipeline import Extractor

    extractor = Extractor()
    return lambda document: extractor.extract(Document.model_validate(document))


def natasha() -> Callable[[dict[str, Any]], object]:
    """Sentences, morphology, syntax and names, as Natasha's own introduction runs them (without lemmas)."""
    from natasha import Doc, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter

    segmenter, embedding = Segmenter(), NewsEmbedding()
    morphology, syntax, names = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)

    def read(document: dict[str, Any]) -> object:
        doc = Doc(document["text"])
        doc.segment(segmenter)
        doc.tag_morph(morphology)
        doc.parse_syntax(syntax)
        doc.tag_ner(names)
        return doc

    return read


def work(contender: str, cpu: int) -> None:
    """Read the documents from the first line of standard input, then make a pass for each further line."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {cpu})
    documents = json.loads(sys.stdin.readline())
    read = {"countercount": countercount, "natasha": natasha}[contender]()
    for number, _ in enumerate(sys.stdin):
        # Texts and titles that end differently each time: no memory of whole ones may answer.
        again = {"text": "\n" * (number + 1), "title": " " * number}
        texts = [
            document | {key: (document.get(key) or "") + more for key, more in again.items()} for document in documents
        ]
        began = time.process_time()
        for document in texts:
            read(document)
        print(json.dumps(Round(time.process_time() - began, peak_memory())), flush=True)


def peak_memory() -> int:
    """Bytes. What getrusage says would include the parent's memory from before the exec, so Linux's own count first."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) * 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


# ---------------------------------------------------------------- the comparison


class Worker:
    """A contender in a process of its own."""

    def __init__(self, contender: str, documents: list[dict[str, Any]], cpu: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--worker", contender, "--cpu", str(cpu)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | ONE_THREAD,
        )  # fmt: skip
        self._send(json.dumps(documents))

    def _send(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def round(self) -> Round:
        """One pass over all texts."""
        assert self._process.stdout
        self._send("go")
        line = self._process.stdout.readline()
        if not line:
            sys.exit("a worker ended early; what it said stands above")
        return Round(*json.loads(line))

    def close(self) -> None:
        self._process.communicate()


def alternate(documents: list[dict[str, Any]], rounds: int, cpu: int) -> Iterator[tuple[str, Round]]:
    """One pass to warm up, then `rounds` passes of each in turn; who begins changes with every round."""
    workers = {name: Worker(name, documents, cpu) for name in CONTENDERS}
    for worker in workers.values():
        worker.round()
    for number in range(rounds):
        for name in CONTENDERS if number % 2 == 0 else reversed(CONTENDERS):
            yield name, workers[name].round()
    for worker in workers.values():
        worker.close()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--jsonl", type=Path, help="documents to read; without it, the bundled example press")
    arguments.add_argument("--rounds", type=int, default=7, help="measured passes of each (7)")
    arguments.add_argument("--cpu", type=int, default=0, help="the core both are bound to (0)")
    arguments.add_argument("--worker", choices=CONTENDERS, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.worker:
        work(given.worker, given.cpu)
        return
    every = from_jsonl(given.jsonl) if given.jsonl else example_press()
    documents = russian(every)
    if not documents:
        sys.exit("no document in Russian to read")
    words = sum(len(re.findall(r"\w+", document["text"])) for document in documents)
    print(f"{len(documents)} documents in Russian of {len(every)}, {words:,} words; "
          f"{given.rounds} rounds on core {given.cpu}")  # fmt: skip
    passes: dict[str, list[Round]] = {name: [] for name in CONTENDERS}
    for name, one in alternate(documents, given.rounds, given.cpu):
        passes[name].append(one)
    medians = {name: statistics.median(one.seconds for one in done) for name, done in passes.items()}
    print(f"{'':14}{'documents/s':>12}{'words/s':>10}{'slowest':>10}{'fastest':>10}{'peak MiB':>10}")
    for name, done in passes.items():
        speeds = sorted(words / one.seconds for one in done)
        print(f"{name:14}{len(documents) / medians[name]:12.1f}{words / medians[name]:10,.0f}"
              f"{speeds[0]:10,.0f}{speeds[-1]:10,.0f}{max(one.peak for one in done) / 2**20:10.0f}")  # fmt: skip
    print(f"ratio (median words/s, countercount to natasha): {medians['natasha'] / medians['countercount']:.2f}")


if __name__ == "__main__":
    main()
