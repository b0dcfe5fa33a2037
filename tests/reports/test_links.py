"""Which addresses may be followed, and where they lead."""

from __future__ import annotations

import pytest

from reports.links import Addresses, at_words, safe_href


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:1", "data:text/html,x"),
        *("//host", "/path", "https:", "http://[broken", "https://a b.example/", "https:\\\\evil.example", "", None),
    ],
)
def test_only_web_addresses_become_links(address: str | None) -> None:
    assert safe_href(address) is None


def test_the_live_page_opens_at_the_quoted_words() -> None:
    assert at_words("https://a.example/p", "turn-out, 63%") == "https://a.example/p#:~:text=turn%2Dout%2C%2063%25"
    assert at_words("https://a.example/p#top", "word") == "https://a.example/p#top:~:text=word"
    assert at_words("https://a.example/p", " ") == "https://a.example/p"


def test_long_quotes_are_found_by_their_ends() -> None:
    quote = " ".join(f"word{number}" for number in range(30))
    link = at_words("https://a.example/", quote)
    assert link == "https://a.example/#:~:text=word0%20word1%20word2%20word3,word26%20word27%20word28%20word29"


def test_addresses_of_documents_keep_their_slashes_and_hide_their_queries() -> None:
    assert Addresses("/ru").document("https://a.example/x?y=1#z%") == "/ru/documents/https://a.example/x%3Fy%3D1%23z%25"
