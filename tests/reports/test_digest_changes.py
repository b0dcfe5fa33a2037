"""Pages that changed what they say, or are gone, stand in the digest."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from nlp.changes import Changes
from reports.digest import digest, render_html, render_json, render_markdown
from reports.wording import LANGUAGES, Language
from storage.views import PageChange, RemovedPage
from tests.reports.press import HOSTILE, MemoryStore, press

SEEN = dt.datetime(2021, 1, 13, 9, tzinfo=dt.UTC)


@pytest.fixture
def store() -> MemoryStore:
    full = press()
    old, new, came = full.said[:3]
    page = "https://kuran.example/1"
    edit = PageChange(page, page, HOSTILE, "Куран", 2, SEEN, SEEN, "", "", Changes(((old, new),), (came,), ()))
    words_only = replace(edit, document="words", title="Только слова", claims=Changes((), (), ()))
    gone = RemovedPage("https://vesti.example/gone", "javascript:alert(1)", "Пропавшая страница", None, SEEN, SEEN)
    return replace(full, edits=[edit, words_only], lost=[gone])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_old_words_stand_beside_the_new_and_removed_pages_are_named(store: MemoryStore, lang: Language) -> None:
    made = digest(store, lang=lang)
    for page in (render_html(made), render_markdown(made)):
        assert "Пропавшая страница" in page
        assert "<script>" not in page
        assert 'href="javascript:' not in page
        assert "Только слова" not in page  # no claim of it is another


def test_an_address_that_means_harm_is_no_link(store: MemoryStore) -> None:
    removed, *_ = (line for line in render_markdown(digest(store, lang="en")).splitlines() if "Пропавшая" in line)
    assert "javascript" not in removed


def test_the_json_holds_changed_claims_and_removed_pages(store: MemoryStore) -> None:
    plain = json.loads(render_json(digest(store)))
    (change,) = plain["changes"]
    assert len(change["changed"]) == len(change["appeared"]) == 1
    assert [one["removed"] for one in plain["removed"]] == [SEEN.isoformat()]
