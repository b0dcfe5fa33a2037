"""What runs through several folders: open the store, analyse what is new, judge what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from cli.output import say

if TYPE_CHECKING:
    from storage.store import Store


_AT_ONCE = 20
"""Circles judged together: neighbours share their claims."""


@dataclass(slots=True)
class Analysed:
    """What an analysis did: documents read, the reasons why some could not be, contradictions now open."""

    documents: int = 0
    contradictions: int = 0
    failures: list[str] = field(default_factory=list)


@contextmanager
def opened(db: str | None) -> Iterator[Store]:
    """The store at `db`, or at the settings' address."""
    from cli.settings import settings
    from nlp.languages import stems
    from storage.store import Store

    store = Store.open(db or settings().db, stems)
    try:
        yield store
    finally:
        store.close()


def analyse(store: Store, progress: Callable[[int], None] = lambda _: None) -> Analysed:
    """Read every document that this extractor has not read, then judge each circle that this engine has not judged.

    What a page changed is told after all its versions were read by this extractor: a better reader is no edit. One
    document is one transaction. A document that cannot be read is named and left for the next run.
    """
    from nlp.changes import changes
    from nlp.contradictions import judge_headline, revisions
    from nlp.pipeline import VERSION, Extractor
    from nlp.reference import load

    store.judge_anew(_engine())
    extractor = Extractor()
    done = Analysed()
    for version, document in store.unanalysed(VERSION):
        try:
            extraction = extractor.extract(document)
            earlier = [extractor.extract(one) for one in store.versions(version)[:-1]]
        except Exception as error:
            done.failures.append(f"{document.id}: {type(error).__name__}: {error}")
            say(f"countercount: cannot read {done.failures[-1]}")
            continue
        pairs = list(pairwise([*earlier, extraction]))
        own = [one for pair in pairs for one in revisions(*pair, load())] + judge_headline(extraction, load())
        store.save_own(document.id, own)
        done.contradictions += len(own)
        if earlier:
            store.save_changes(version, VERSION, [changes(*pair) for pair in pairs])
        store.save_extraction(version, VERSION, extraction)  # last: after a kill the document is read again
        done.documents += 1
        progress(done.documents)
    done.contradictions += judge_changed(store)
    return done


def judge_changed(store: Store) -> int:
    """Find the contradictions of each circle whose claims changed; returns how many are open in those."""
    from nlp.contradictions import judge
    from nlp.reference import load

    found, names = 0, store.unjudged_circles()
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        circles = store.circles(some)
        contradictions = judge(circles.statements, load(), set(some))
        store.save_contradictions(circles, contradictions)
        found += len(contradictions)
    return found


def _engine() -> str:
    """The version of what judges: a hash of the engine's code and data and of the reference data."""
    from nlp.digest import digest_of

    return digest_of("nlp.contradictions", "nlp.reference")
