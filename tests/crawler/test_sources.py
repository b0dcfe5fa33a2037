"""Source files: what they may say, and what is said of those that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.sources import BUNDLED, SourceError, load_sources, pick_sources

GOOD = """
languages = ["ru"]
hosts = ["a.example"]
[publisher]
name.ru = "А"
[[entries]]
kind = "feed"
url = "https://a.example/feed.xml"
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_bundled_sources_load():
    sources = load_sources([BUNDLED])
    assert {"zakon_kz", "election_gov_kz", "osce_org"} <= set(sources)
    assert sources["election_gov_kz"].publisher.kind == "election_authority"


def test_a_later_folder_replaces_a_source_of_the_same_name(tmp_path: Path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, "press", GOOD.replace('"А"', f'"{folder}"'))
    assert load_sources([tmp_path / "a", tmp_path / "b"])["press"].publisher_name == "b"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("languages = [", "press.toml"),
        (GOOD.replace("hosts", "host"), "host: Extra inputs"),
        (GOOD.replace("feed.xml", "feed.xml").replace("https://a.", "https://b."), "is not on one of the hosts"),
        (GOOD.replace('"feed"', '"listing"'), "a listing needs `links`"),
        (
            GOOD.replace("[publisher]", 'include = ["("]\n[publisher]'),
            "include.0: Value error, not a regular expression",
        ),
        (GOOD.replace("[publisher]", 'cut = ["a["]\n[publisher]'), "cut.0: Value error, not a CSS selector"),
        (GOOD + 'links = "a"', "only a sitemap or listing has links"),
    ],
)
def test_a_source_that_cannot_be_used_is_named_with_field_and_reason(text: str, why: str, tmp_path: Path):
    path = write(tmp_path, "press", text)
    with pytest.raises(SourceError) as error:
        load_sources([tmp_path])
    assert str(path) in str(error.value)
    assert why in str(error.value)


def test_an_unknown_name_is_answered_with_those_that_look_like_it():
    with pytest.raises(SourceError, match=r"unknown source 'zakon.kz'; did you mean zakon_kz"):
        pick_sources(load_sources(), ["zakon.kz"])


def test_include_and_exclude_choose_articles_on_the_sources_hosts():
    zakon = load_sources()["zakon_kz"]
    assert zakon.is_article("https://www.zakon.kz/politika/6012345-yavka.html")
    assert not zakon.is_article("https://www.zakon.kz/pbf/6012345-yavka.html")
    assert not zakon.is_article("https://elsewhere.example/politika/6012345-yavka.html")
