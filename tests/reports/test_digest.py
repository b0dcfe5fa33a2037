"""The digest of a day, read as its readers do."""

from __future__ import annotations

import datetime as dt
import json
import re
from html.parser import HTMLParser

import pytest

from reports.digest import digest, render_html, render_json, render_markdown
from reports.wording import LANGUAGES, Language
from tests.reports.press import ELECTION, HOSTILE, MemoryStore, press

DAY = dt.date(2021, 1, 12)


class _Page(HTMLParser):
    """Tags with their attributes, and the text a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def _html(lang: Language = "ru") -> str:
    return render_html(digest(press(), election=ELECTION, lang=lang, day=DAY))


@pytest.mark.parametrize(
    ("lang", "headings"),
    [
        ("ru", ["Противоречия", "Числа: официальные", "Оценки", "Сообщения о нарушениях", "Организации",
                "Что обойдено"]),
        ("kk", ["Қайшылықтар", "Сандар: ресми", "Бағалар", "Заң бұзу туралы", "Ұйымдар", "Қаралған сайттар"]),
        ("en", ["Contradictions", "Figures: official", "Assessments", "Reported irregularities", "Organizations",
                "What was crawled"]),
    ],
)  # fmt: skip
def test_contradictions_come_first_then_the_rest_in_order(lang: Language, headings: list[str]) -> None:
    html, markdown = _html(lang), render_markdown(digest(press(), lang=lang, day=DAY))
    for text, mark in ((html, "<h2>"), (markdown, "## ")):
        places = [text.index(mark + heading) for heading in headings]
        assert places == sorted(places)


def test_what_a_person_confirmed_is_marked_and_nothing_else() -> None:
    store = press()
    store.checked = {store.clashes[0].id}
    found = digest(store, lang="en", day=DAY)
    for text in (_Page(render_html(found)).text, render_markdown(found)):
        assert text.count("confirmed by a person") == 1
    marks = {one["id"]: one["confirmed"] for one in json.loads(render_json(found))["contradictions"]}
    assert [id_ for id_, confirmed in marks.items() if confirmed] == [store.clashes[0].id]


def test_a_contradiction_shows_arithmetic_both_quotes_both_speakers_and_where_they_stand() -> None:
    text = _Page(_html()).text
    assert "на 21 950 меньше" in text
    assert "На 208 из 554 участков Алматы проголосовало 72 316 избирателей." in text
    assert "в голосовании участвовало 50 366 человек" in text
    assert "Жаңа көз (независимые наблюдатели)" in text
    assert "ЦИК (избирательная комиссия)" in text
    links = {attributes.get("href") or "" for tag, attributes in _Page(_html()).tags if tag == "a"}
    assert any(link.startswith("https://zhana-koz.example/zayavlenie#:~:text=") for link in links)
    assert "http://127.0.0.1:8000/ru/documents/https://zhana-koz.example/zayavlenie" in links


def test_the_gravest_kind_stands_first() -> None:
    text = _html("en")
    assert text.index("A part exceeds the whole") < text.index("Values disagree") < text.index("Opposed assessments")


def test_official_figures_stand_beside_observed_ones() -> None:
    markdown = render_markdown(digest(press(), election=ELECTION, lang="en", day=DAY))
    row = next(line for line in markdown.splitlines() if line.startswith("| Turnout · Kazakhstan · lower house |"))
    _, official, observed, others = row.strip("| ").split(" | ")
    assert "63.3%" in official
    assert "32%" in observed
    assert "about 28%" in observed
    assert "77%" in others


def test_quotes_carry_their_language() -> None:
    quotes = {attributes.get("lang") for tag, attributes in _Page(_html("kk")).tags if tag == "blockquote"}
    assert quotes == {"ru", "kk", "en"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_html_is_one_file_without_scripts_or_remote_parts(lang: Language) -> None:
    html = _html(lang)
    tags = _Page(html).tags
    assert not {tag for tag, _ in tags} & {"script", "link", "img", "image", "iframe", "object", "embed", "u", "i"}
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    assert "@import" not in html
    assert "url(" not in re.sub(r"url\(#[^)]*\)", "", html)
    assert dict(tags)["html"]["lang"] == lang


def test_hostile_words_are_shown_and_do_nothing_in_html() -> None:
    page = _Page(_html())
    assert '"><script>alert(2)</script> [t](javascript:1)' in page.text
    assert "<script>кто</script>" in page.text
    assert "404 <b>Not Found</b>" in page.text
    schemes = {(attributes.get("href") or "").split(":")[0] for tag, attributes in page.tags if tag == "a"}
    assert schemes <= {"http", "https"}


def test_hostile_words_are_shown_and_do_nothing_in_markdown() -> None:
    store = press()
    harm = store.clashes[-1]
    store.clashes[-1] = harm.model_copy(update={"b": harm.b.model_copy(update={"quote": HOSTILE})})
    markdown = render_markdown(digest(store, election=ELECTION, day=DAY))
    assert "<script" not in markdown
    assert "<img" not in markdown
    assert not re.search(r"(?<!\\)\]\((?!https?://)", markdown)
    assert r"\[нажми\](javascript:alert(1))" in markdown
    assert r"\`код\` \| столбец" in markdown
    assert "\n# Заголовок" not in markdown
    assert "http://evil.example" not in markdown  # would become a link by itself


def test_json_holds_the_whole_digest_as_said() -> None:
    plain = json.loads(render_json(digest(press(), election=ELECTION, lang="en", day=DAY)))
    assert next(iter(plain["contradictions"]))["kind"] == "part_exceeds_whole"
    assert plain["contradictions"][0]["explanation"].startswith("72,316 people voted")
    turnout = next(row for row in plain["figures"] if row["metric"] == "turnout" and row["place"] == "KZ")
    assert {one["value"] for one in turnout["said"]["official"]} == {63.3, 63}
    shown = [mention["quote"] for row in plain["figures"] for said in row["said"].values()
             for one in said for mention in one["mentions"]]  # fmt: skip
    assert HOSTILE in shown
    assert plain["sources"][0]["failures"][0]["url"] == "https://vesti.example/нет"


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ru", "ничего нового не найдено"), ("kk", "жаңа ештеңе табылған жоқ"), ("en", "Nothing new was found")],
)
def test_an_empty_day_says_so(lang: Language, said: str) -> None:
    empty = digest(MemoryStore(), since=DAY, lang=lang, day=DAY)
    assert said in render_html(empty)
    assert said in render_markdown(empty)
    assert json.loads(render_json(empty))["contradictions"] == []


def test_the_chart_tells_what_it_shows_and_is_left_out_without_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("vl_convert")
    drawing = next(attributes for tag, attributes in _Page(_html("en")).tags if tag == "svg")
    assert drawing["role"] == "img"
    assert drawing["aria-label"] == (
        "Official shares beside those that observers report. The same figures stand in the table below the chart."
    )
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    html = _html("en")
    assert "<svg" not in html
    assert "63.3%" in html


def test_long_lists_are_cut_with_a_word_about_the_rest() -> None:
    store = press()
    figure = next(one for one in store.said if type(one.claim).__name__ == "Figure")
    store.said = [
        figure.model_copy(
            update={"id": f"{n:020x}", "claim": figure.claim.model_copy(update={"locality": f"ауыл {n}"})}
        )
        for n in range(130)
    ]  # fmt: skip
    html = render_html(digest(store, lang="en", day=DAY))
    assert "And 30 more." in html
    assert len(json.loads(render_json(digest(store, day=DAY)))["figures"]) == 130
