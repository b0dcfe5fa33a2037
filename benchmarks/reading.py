"""How much of what texts say of elections is read, and how rightly.

    python benchmarks/reading.py [FILE …]

The texts lie in `benchmarks/texts`, with what careful annotators read in them: `seen` ones guided the rules,
`held-out` ones did not. F1, in percent, over all documents of a file: of figures (metric and value), of claims (with
place, subject, contest, election and kind of speaker too), of full claims (every slot), of judgements and of
organizations. What an annotator marked optional counts neither way.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.claims import Document
from nlp.pipeline import Extractor
from nlp.statements import folded

TEXTS = Path(__file__).parent / "texts"
CLAIM = ("place", "subject", "contest", "election", "source_type")
FULL = (*CLAIM, "source", "qualifier", "as_of", "locality", "sample")
NAMES = ("subject", "source")
DEFAULTS = {"qualifier": "exact"}

Item = dict[str, Any]
"""A claim or an organization, with the fields of the contract."""


@dataclass
class Count:
    """Right, superfluous and missing items."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, right: int, found: int, wanted: int) -> None:
        self.right += right
        self.extra += found - right
        self.missed += wanted - right

    @property
    def f1(self) -> float:
        return 200 * self.right / max(1, 2 * self.right + self.extra + self.missed)


def scores(lines: Iterable[str], extractor: Extractor) -> dict[str, float]:
    """F1 in percent by kind, for lines of `{"document", "said"}`."""
    counts = {kind: Count() for kind in ("figures", "claims", "full claims", "judgements", "organizations")}
    for line in lines:
        case = json.loads(line)
        document, said = Document.model_validate(case["document"]), case["said"]
        read = extractor.extract(document).model_dump(mode="json")
        names = [{folded(name) for name in (body["name"], *body["aliases"])} for body in said["organizations"]]
        _count_figures(counts, document.text, read["figures"], said["figures"], names)
        for kind, own in (("assessments", ("aspect", "polarity")), ("incidents", ("type",))):
            _count_alike(counts["judgements"], read[kind], said[kind], lambda item, own=own: [item[f] for f in own])
        _count_bodies(counts["organizations"], read["organizations"], said["organizations"], names)
    return {kind: count.f1 for kind, count in counts.items()}


def _count_figures(
    counts: dict[str, Count], text: str, read: Sequence[Item], said: Sequence[Item], names: list[set[str]]
) -> None:
    agreed: list[set[str]] = []
    free, unwanted = list(said), 0
    for figure in read:
        alike = [other for other in free if _same_quantity(figure, other) and _touches(text, figure, other["quote"])]
        slots = {id(other): {slot for slot in FULL if _agree(slot, figure, other, names)} for other in alike}
        best = max(alike, key=lambda other: len(slots[id(other)]), default=None)
        if best is None:
            continue
        free.remove(best)
        if best.get("optional"):
            unwanted += 1
        else:
            agreed.append(slots[id(best)])
    found = len(read) - unwanted
    wanted = sum(not other.get("optional") for other in said)
    counts["figures"].add(len(agreed), found, wanted)
    for kind, needed in (("claims", CLAIM), ("full claims", FULL)):
        counts[kind].add(sum(slots.issuperset(needed) for slots in agreed), found, wanted)


def _same_quantity(a: Item, b: Item) -> bool:
    return all(a.get(field) == b.get(field) for field in ("metric", "unit", "value", "low", "high"))


def _touches(text: str, figure: Item, quote: str) -> bool:
    """Whether the words of a figure overlap a place of the text where the annotator's stand."""
    at = text.find(quote)
    while at >= 0:
        if at < figure["end"] and figure["start"] < at + len(quote):
            return True
        at = text.find(quote, at + 1)
    return False


def _agree(slot: str, a: Item, b: Item, names: list[set[str]]) -> bool:
    mine, other = (item.get(slot) or DEFAULTS.get(slot) for item in (a, b))
    if slot == "sample" and mine and other:
        return all(mine.get(part) == other.get(part) for part in ("stations", "of", "share"))
    if slot in NAMES and mine and other:
        one, two = folded(mine), folded(other)
        within = f" {one} " in f" {two} " or f" {two} " in f" {one} "
        return within or any({one, two} <= forms for forms in names)
    return bool(mine == other)


def _count_alike(count: Count, read: Iterable[Item], said: Sequence[Item], key: Callable[[Item], list[str]]) -> None:
    """Items that are alike where their keys are."""
    optional = Counter(tuple(key(item)) for item in said if item.get("optional"))
    wanted = {tuple(key(item)) for item in said if not item.get("optional")}
    found = {tuple(key(item)) for item in read} - (optional.keys() - wanted)
    count.add(len(found & wanted), len(found), len(wanted))


def _count_bodies(count: Count, read: Sequence[Item], said: Sequence[Item], names: list[set[str]]) -> None:
    right = optional = 0
    free = list(zip(said, names, strict=True))
    for body in read:
        known = next((pair for pair in free if folded(body["name"]) in pair[1]), None)
        if known is not None:
            free.remove(known)
            right += not known[0].get("optional")
            optional += bool(known[0].get("optional"))
    count.add(right, len(read) - optional, sum(not body.get("optional") for body in said))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("file", nargs="*", type=Path, help="lines of document and annotation; all of ours without")
    files = arguments.parse_args().file or sorted(TEXTS.glob("*.jsonl"))
    extractor = Extractor()
    for place, file in enumerate(files):
        found = scores(file.read_text(encoding="utf-8").splitlines(), extractor)
        if not place:
            print(f"{'F1, percent':20}" + "".join(f"{kind:>15}" for kind in found))
        print(f"{file.stem:20}" + "".join(f"{f1:15.1f}" for f1 in found.values()))


if __name__ == "__main__":
    main()
