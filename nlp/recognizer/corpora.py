"""Named-entity corpora as sentences of raw text: what the recognizer is trained on and measured with.

Each reader takes the folder that holds the corpora (one folder each, as their projects publish them, gzipped).
Labels are ORG, PER and LOC; what is tagged otherwise (dates, sums, works) is left untagged.
"""

from __future__ import annotations

import gzip
import re
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

LABELS = {
    "ORG": "ORG", "PER": "PER", "LOC": "LOC",
    "ORGANISATION": "ORG", "PERSON": "PER", "GPE": "LOC", "LOCATION": "LOC", "FACILITY": "LOC",
    "Org": "ORG", "Person": "PER", "Location": "LOC", "LocOrg": "LOC",
}  # fmt: skip


class Span(NamedTuple):
    """A name: its offsets in the text and its label."""

    start: int
    end: int
    label: str


class Sample(NamedTuple):
    """A sentence or a document with its names in order of the text, none within another."""

    text: str
    names: tuple[Span, ...]


def kaznerd(folder: Path, split: str) -> Iterator[Sample]:
    """KazNERD (CC BY 4.0): Kazakh television news; `split` is "valid" or "test". Tokens are joined by spaces."""
    for lines in _blocks(folder / "kaznerd" / f"IOB2_{split}.txt.gz"):
        rows = [line.rsplit(" ", 1) for line in lines]
        yield _joined([token for token, _ in rows], [tag for _, tag in rows])


def wikigold(folder: Path) -> Iterator[Sample]:
    """Wikigold (CC BY 4.0): sentences of the English Wikipedia."""
    for lines in _blocks(folder / "wikigold" / "wikigold.conll.txt.gz"):
        rows = [line.rsplit(" ", 1) for line in lines]
        yield _joined([token for token, _ in rows], [tag for _, tag in rows])


def universal_ner(path: Path) -> Iterator[Sample]:
    """A file of Universal NER (CC BY-SA): sentences with their raw text."""
    for lines in _blocks(path):
        text = next(line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))
        rows = [line.split("\t") for line in lines if line[0].isdigit() and line.split("\t")[0].isdigit()]
        yield _placed(text, [row[1] for row in rows], [row[2] for row in rows])


def factrueval(folder: Path, split: str) -> Iterator[Sample]:
    """factRuEval-2016 (MIT): Russian news, whole documents; `split` is "devset" or "testset"."""
    with tarfile.open(folder / "factrueval-2016" / "factRuEval-2016.tar.gz") as archive:
        files = {member.name: member for member in archive.getmembers()}
        for name in sorted(name for name in files if name.startswith(f"{split}/") and name.endswith(".objects")):
            parts = {}
            for kind in ("txt", "spans", "objects"):
                stream = archive.extractfile(files[f"{name.removesuffix('objects')}{kind}"])
                assert stream is not None
                parts[kind] = stream.read().decode("utf-8")
            yield _objects(parts["txt"], parts["spans"], parts["objects"])


def _objects(text: str, spans: str, objects: str) -> Sample:
    """The outermost objects of a document; an object reaches from its first span to its last."""
    reach = {}
    for line in spans.splitlines():
        fields = line.split()
        if len(fields) > 3:
            reach[fields[0]] = (int(fields[2]), int(fields[2]) + int(fields[3]))
    found = []
    for line in objects.splitlines():
        fields = line.split("#")[0].split()
        if len(fields) > 2 and fields[1] in LABELS:
            parts = [reach[span] for span in fields[2:]]
            found.append(Span(min(p[0] for p in parts), max(p[1] for p in parts), LABELS[fields[1]]))
    return Sample(text, tuple(outermost(found)))


def outermost(spans: Iterable[Span]) -> list[Span]:
    """The longest spans, in order of the text, those within or across a longer one left out."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept)


def _blocks(path: Path) -> Iterator[list[str]]:
    """The non-empty stretches between blank lines of a gzipped file."""
    block: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                block.append(line.rstrip("\n"))
            elif block:
                yield block
                block = []
    if block:
        yield block


def _joined(tokens: list[str], tags: list[str]) -> Sample:
    return _placed(" ".join(tokens), tokens, tags)


def _placed(text: str, tokens: list[str], tags: list[str]) -> Sample:
    """The sample of a text from its tokens and their IOB tags."""
    names: list[Span] = []
    at, inside = 0, ""
    for token, tag in zip(tokens, tags, strict=True):
        start = text.find(token, at)
        if start < 0:
            continue
        at = start + len(token)
        prefix, _, kind = tag.partition("-")
        label = LABELS.get(kind, "")
        if label and (prefix == "B" or inside != label):
            names.append(Span(start, at, label))
        elif label:
            names[-1] = Span(names[-1].start, at, label)
        inside = label
    return Sample(text, tuple(names))


_BEFORE = re.compile(r" (?=[.,:;!?%)\]»”])|(?<=[(\[«“]) ")


def without_spaces(sample: Sample) -> Sample:
    """The sample as it would be printed: no space before a comma or after an opening quotation mark."""
    cuts = [match.start() for match in _BEFORE.finditer(sample.text)]
    shift = {at: sum(cut < at for cut in cuts) for name in sample.names for at in (name.start, name.end)}
    names = tuple(Span(n.start - shift[n.start], n.end - shift[n.end], n.label) for n in sample.names)
    return Sample(_BEFORE.sub("", sample.text), names)
