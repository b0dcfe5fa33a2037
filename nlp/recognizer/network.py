"""The trained recognizer of Kazakh and English names: a small convolutional network of spaCy's.

Words enter by hashes of their form, first and last letters and shape (no vectors of other origin); four layers look at
the neighbours; a transition system names the spans. Its weights are kept here in half precision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nlp.languages import language, tokens
from nlp.recognizer.corpora import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from thinc.api import Model

LABELS = ("LOC", "ORG", "PER")
WEIGHTS = Path(__file__).parent / "weights"

_WIDTH = 96
_FEATURES = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500}
"""What is known of a word, each with the rows of its table."""

_CONFIG: dict[str, Any] = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False,
        "hidden_width": 64, "maxout_pieces": 2, "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2", "width": _WIDTH, "attrs": list(_FEATURES),
                "rows": list(_FEATURES.values()), "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": _WIDTH, "window_size": 1,
                "maxout_pieces": 3, "depth": 4,
            },
        },
    },
}  # fmt: skip


def untrained(lang: str) -> Language:
    """A pipeline of `lang` whose `ner` has random weights."""
    nlp = language(lang)
    ner = nlp.add_pipe("ner", config=_CONFIG)
    for label in LABELS:
        ner.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    return nlp


@lru_cache
def trained(lang: str) -> Language:
    """The pipeline of `lang` ("kk" or "en") with the weights kept here; its documents have their names in `ents`."""
    import numpy as np
    from thinc.api import NumpyOps

    nlp = untrained(lang)
    with np.load(WEIGHTS / f"{lang}.npz") as kept:
        for key, node, name in parameters(nlp):
            node.set_param(name, kept[key].astype("float32"))
    ops = NumpyOps(use_blis=False)  # numpy's own multiplication is twice as fast
    for node in _network(nlp).walk():
        node.ops = ops
    return nlp


def recognize(texts: Iterable[str], lang: str) -> Iterator[list[Span]]:
    """The names of each text."""
    nlp = trained(lang)
    for doc in nlp.pipe(tokens(nlp, text) for text in texts):
        yield [Span(name.start_char, name.end_char, name.label_) for name in doc.ents]


def save(nlp: Language, path: Path) -> None:
    """Keep a pipeline's weights in half precision."""
    import numpy as np

    arrays: dict[str, Any] = {key: node.get_param(name).astype("float16") for key, node, name in parameters(nlp)}
    np.savez_compressed(path, **arrays)


def parameters(nlp: Language) -> list[tuple[str, Model[Any, Any], str]]:
    """Every array of weights: its key, its layer and its name there. The layers' order is that of the network."""
    return [
        (f"{number}.{name}", node, name)
        for number, node in enumerate(_network(nlp).walk())
        for name in node.param_names
        if node.has_param(name)
    ]


def _network(nlp: Language) -> Model[Any, Any]:
    network: Model[Any, Any] = nlp.get_pipe("ner").model  # type: ignore[attr-defined]
    return network
