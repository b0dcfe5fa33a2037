"""How well names are recognized: exact spans on raw text, for three test sets that no weights were trained on.

    python benchmarks/entities.py DATA

DATA is the folder of the corpora (nlp/recognizer/weights/README.md); a set that is not there is left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from nlp.entities import find_entities
from nlp.recognizer.corpora import Sample, factrueval, kaznerd, universal_ner

SETS: dict[str, tuple[str, Callable[[Path], Iterable[Sample]]]] = {
    "KazNERD test": ("kk", lambda data: kaznerd(data, "test")),
    "factRuEval test": ("ru", lambda data: factrueval(data, "testset")),
    "PUD English": ("en", lambda data: universal_ner(data / "uner_pud" / "en_pud-ud-test.iob2.gz")),
}


def scores(name: str, data: Path, every: int = 1) -> dict[str, float] | None:
    """F (percent) over all names of a set ("all") and by label; None where the set is not in the folder.

    `every` measures with each so manieth text alone.
    """
    lang, read = SETS[name]
    try:
        samples = list(read(data))[::every]
    except FileNotFoundError:
        return None
    gold, found, right = Counter[str](), Counter[str](), Counter[str]()
    for sample in samples:
        expected = set(sample.names)
        got = {(entity.start, entity.end, entity.label) for entity in find_entities(sample.text, lang)}
        for counts, names in ((gold, expected), (found, got), (right, expected & got)):
            for *_, label in names:
                counts.update([label, "all"])
    return {label: 200 * right[label] / max(1, gold[label] + found[label]) for label in ("all", "ORG", "PER", "LOC")}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("data", type=Path, help="the folder of the corpora")
    data = arguments.parse_args().data
    print(f"{'exact spans, F':18}{'all':>8}{'ORG':>8}{'PER':>8}{'LOC':>8}")
    for name in SETS:
        found = scores(name, data)
        print(f"{name:18}" + ("  not in the folder" if found is None else "".join(f"{f:8.1f}" for f in found.values())))


if __name__ == "__main__":
    main()
