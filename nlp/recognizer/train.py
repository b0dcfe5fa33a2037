"""Train the recognizer of Kazakh or English names and keep its weights.

    python -m nlp.recognizer.train kk DATA
    python -m nlp.recognizer.train en DATA

DATA is the folder of the corpora (`weights/README.md` says which). Takes a quarter of an hour on one core. No test set
is read.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.languages import tokens
from nlp.recognizer.corpora import Sample, kaznerd, universal_ner, wikigold, without_spaces
from nlp.recognizer.network import WEIGHTS, parameters, save, untrained

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

STEPS = {"kk": 2000, "en": 2000}
WORDS_A_STEP = 600
DROPOUT = 0.2
SEED = 1


def samples(lang: str, data: Path) -> list[Sample]:
    """What the recognizer of a language is trained on. Tokens joined by spaces come a second time as print has them."""
    if lang == "kk":
        spaced = list(kaznerd(data, "valid"))
        return spaced + [without_spaces(sample) for sample in spaced[::3]]
    english = data / "uner_english-ewt"
    raw = [*universal_ner(english / "en_ewt-ud-train.2022-12-02.iob2.gz")]
    raw += [*universal_ner(english / "en_ewt-ud-dev.iob2.gz"), *universal_ner(english / "en_ewt-ud-test.iob2.gz")]
    spaced = list(wikigold(data))
    return raw + spaced + [without_spaces(sample) for sample in spaced]


def batches(examples: list[Example]) -> Iterator[list[Example]]:
    """Batches without end, each of about `WORDS_A_STEP` words, in a new order in every pass."""
    batch: list[Example] = []
    while True:
        for example in random.sample(examples, len(examples)):
            batch.append(example)
            if sum(len(each.reference) for each in batch) >= WORDS_A_STEP:
                yield batch
                batch = []


def _example(nlp: Language, sample: Sample) -> Example:
    from spacy.training import Example
    from spacy.util import filter_spans

    doc = tokens(nlp, sample.text)
    found = [doc.char_span(*name[:2], label=name.label, alignment_mode="expand") for name in sample.names]
    kept = filter_spans(span for span in found if span is not None)
    return Example.from_dict(doc, {"entities": [(span.start_char, span.end_char, span.label_) for span in kept]})


def train(lang: str, data: Path) -> Language:
    """The trained pipeline; its weights are the means over the steps, the later ones weighing more."""
    from spacy.util import fix_random_seed  # type: ignore[attr-defined]
    from thinc.api import Adam

    fix_random_seed(SEED)
    nlp = untrained(lang)
    adam = Adam(0.001, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    examples = [_example(nlp, sample) for sample in samples(lang, data)]
    losses: dict[str, float] = {}
    for step, batch in zip(range(1, STEPS[lang] + 1), batches(examples), strict=False):
        nlp.update(batch, sgd=adam, drop=DROPOUT, losses=losses)
        if step % 100 == 0:
            print(f"step {step} of {STEPS[lang]}, loss {losses.pop('ner'):.0f}", flush=True)
    for _, node, name in parameters(nlp):
        node.set_param(name, adam.averages[node.id, name])
    return nlp


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("lang", choices=STEPS)
    arguments.add_argument("data", type=Path, help="the folder of the corpora")
    given = arguments.parse_args()
    WEIGHTS.mkdir(exist_ok=True)
    save(train(given.lang, given.data), WEIGHTS / f"{given.lang}.npz")


if __name__ == "__main__":
    main()
