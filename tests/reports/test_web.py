"""The pages and their JSON over HTTP."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from reports.web import create_app
from reports.web.marks import Span, pieces
from tests.reports.press import ELECTION, MemoryStore, press

OBSERVERS = "https://zhana-koz.example/zayavlenie"


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    return press()


@pytest.fixture(scope="module")
def client(store: MemoryStore) -> TestClient:
    return TestClient(create_app(store))


@pytest.mark.parametrize(
    ("address", "heading"),
    [("/", "Выборы"), ("/ru/", "Выборы"), ("/kk/elections", "Сайлаулар"), ("/en/elections", "Elections")],
)
def test_the_language_stands_in_the_address(client: TestClient, address: str, heading: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert f"<h1>{heading}</h1>" in page.text


def test_an_election_shows_contradictions_and_official_beside_observed(client: TestClient) -> None:
    page = client.get(f"/en/elections/{ELECTION}").text
    assert "21,950 fewer" in page
    assert page.index("Contradictions") < page.index("Figures: official beside observed")
    assert f'<img src="/en/elections/{ELECTION}/chart.svg" alt="Official shares' in page


def test_an_election_marks_what_a_person_confirmed(store: MemoryStore) -> None:
    checked = press()
    checked.checked = {store.clashes[1].id}
    page = TestClient(create_app(checked)).get(f"/en/elections/{ELECTION}").text
    assert page.count("Checked and confirmed by a person") == 1


def test_the_chart_is_an_image_of_its_own(client: TestClient) -> None:
    pytest.importorskip("vl_convert")
    chart = client.get(f"/kk/elections/{ELECTION}/chart.svg")
    assert chart.headers["content-type"] == "image/svg+xml"
    assert "Бақылаушылар" in chart.text
    assert "<script" not in chart.text


def test_json_stands_at_the_same_address(client: TestClient, store: MemoryStore) -> None:
    claim = store.said[0]
    assert client.get("/elections.json").json()["elections"][0]["id"] == ELECTION
    assert len(client.get(f"/ru/elections/{ELECTION}.json").json()["contradictions"]) == 6
    assert client.get("/claims.json?metric=unused_share").json()["claims"][0]["value"] == 64
    assert client.get(f"/claims/{claim.id}.json").json()["metric"] == "turnout"
    assert client.get(f"/documents/{OBSERVERS}.json").json()["document"]["title"] == "Заявление наблюдателей"
    assert client.get("/search.json?q=не выдали").json()["claims_total"] == 1


def test_every_page_leads_to_its_json(client: TestClient, store: MemoryStore) -> None:
    documents = [f"/en/documents/{quote(one, safe='')}" for one in store.saved]
    addresses = ["/", "/kk/", f"/ru/elections/{ELECTION}", "/claims?metric=turnout", f"/claims/{store.said[0].id}"]
    for address in [*addresses, *documents, "/search?q=явка"]:
        link = re.search(r'<a href="([^"]+)" type="application/json">', client.get(address).text)
        assert link, address
        assert client.get(html.unescape(link[1])).headers["content-type"] == "application/json", address


def test_claims_are_filtered_and_blank_fields_of_the_form_do_not_count(client: TestClient) -> None:
    found = client.get("/claims.json?words=&election=&metric=turnout&place=KZ-75&source_type=").json()
    assert [one["value"] for one in found["claims"]] == [38]
    assert 'value="turnout" selected' in client.get("/claims?metric=turnout").text


def test_claims_come_in_pages(store: MemoryStore) -> None:
    many = MemoryStore(said=[store.said[0].model_copy(update={"id": f"{n:020x}"}) for n in range(120)])
    client = TestClient(create_app(many))
    first, last = client.get("/claims.json").json(), client.get("/claims.json?page=3").json()
    assert (len(first["claims"]), first["next"]) == (50, 2)
    assert (len(last["claims"]), last["next"]) == (20, None)
    assert 'href="?metric=turnout&amp;page=3" rel="next"' in client.get("/claims?metric=turnout&page=2").text


def test_a_claim_shows_all_its_mentions(client: TestClient, store: MemoryStore) -> None:
    claim = next(one for one in store.said if len(one.mentions) == 2)
    page = client.get(f"/claims/{claim.id}").text
    assert '<blockquote lang="kk" dir="auto">сайлаушылардың 63,3 пайызы келді</blockquote>' in page
    assert "проголосовало 63,3% избирателей" in page


def test_documents_are_found_by_addresses_with_queries_and_odd_ends(client: TestClient, store: MemoryStore) -> None:
    for document_id, saved in store.saved.items():
        page = client.get("/documents/" + quote(document_id, safe="/:"))
        assert page.status_code == 200
        assert html.escape(saved.document.title or "", quote=False).replace('"', "&#34;") in page.text


def test_a_document_shows_its_claims_marked(client: TestClient, store: MemoryStore) -> None:
    page = client.get(f"/documents/{OBSERVERS}").text
    shown = re.search(r'<div class="text"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert shown
    assert html.unescape(re.sub(r"<[^>]*>", "", shown[1])) == store.saved[OBSERVERS].document.text
    marked = {html.unescape(re.sub(r"<[^>]*>", "", one)) for one in re.findall(r"<mark.*?</mark>", shown[1])}
    assert "явка около 28%" in marked


def test_hostile_words_are_shown_and_do_nothing(client: TestClient, store: MemoryStore) -> None:
    harm = next(one for one in store.saved if "harm" in one)
    addresses = ["/claims", f"/elections/{ELECTION}", "/search?q=явка", "/documents/" + quote(harm, safe=""),
                 "/search?q=<script>alert(1)</script>", "/claims?words=%22%3E%3Cscript%3E"]  # fmt: skip
    for address in addresses:
        page = client.get(address).text
        assert "<script" not in page, address
        assert "<img src=x" not in page, address
        assert 'href="javascript' not in page, address


@pytest.mark.parametrize("address", ["/", "/claims.json", "/static/style.css", "/nowhere", "/claims?metric=beauty"])
def test_every_answer_carries_the_safety_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "address", ["/kk/nowhere", "/kk/elections/KZ-1900-01-01", "/kk/claims/none", "/kk/documents/https://none.example/"]
)
def test_what_is_not_there_is_a_page_that_says_so(client: TestClient, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 404
    assert "Мұндай бет жоқ" in page.text
    problem = client.get(address.rstrip("/") + ".json")
    assert problem.status_code == 404
    assert problem.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("query", ["metric=beauty", "page=0", "place=%3Cb%3E", "source_type=x", "since=tomorrow"])
def test_bad_parameters_are_named(client: TestClient, query: str) -> None:
    page = client.get(f"/en/claims?{query}")
    assert page.status_code == 422
    assert f"Parameter “{query.partition('=')[0]}”" in page.text
    assert client.get(f"/en/claims.json?{query}").json()["status"] == 422


_TEXT = st.text(max_size=60)
_SPANS = st.lists(st.builds(Span, st.integers(-5, 70), st.integers(-5, 70), st.sampled_from("abcd")), max_size=8)


@given(_TEXT, _SPANS)
def test_marks_lose_no_letter_and_mark_just_what_is_claimed(text: str, spans: list[Span]) -> None:
    cut = pieces(text, spans)
    assert "".join(piece.text for piece in cut) == text
    for piece in cut:
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
        for position in range(piece.start, piece.start + len(piece.text)):
            assert set(piece.statements) == {span.statement for span in spans if span.start <= position < span.end}


def test_where_claims_overlap_the_narrower_leads() -> None:
    cut = pieces("turnout was 63%", [Span(0, 15, "wide"), Span(12, 15, "narrow")])
    assert [(piece.text, piece.statements) for piece in cut] == [
        ("turnout was ", ("wide",)),
        ("63%", ("narrow", "wide")),
    ]
