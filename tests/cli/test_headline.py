"""A headline that its own text contradicts: found in a store, and history once the page is put right."""

from __future__ import annotations

from pathlib import Path

from tests.cli.terminal import Terminal, lines

PAGE = {
    "id": "page", "url": "https://courier.example/7", "publisher": "Courier", "published": "2021-01-11", "lang": "en",
    "title": "OSCE calls the election in Kazakhstan free and fair",
    "text": "Kazakhstan held parliamentary elections on 10 January 2021. Turnout was 63.1%.\n"
            "The OSCE said the election was neither free nor fair.",
}  # fmt: skip


def test_a_headline_against_its_own_text(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    assert "contradictions in the elections concerned: 1" in terminal.tell("import", "-", stdin=lines(PAGE)).err
    (found,) = terminal.tell("contradictions", "--json").records
    assert (found["kind"], found["metric"]) == ("stance_conflict", "overall")
    assert (found["a"]["polarity"], found["b"]["polarity"]) == ("positive", "negative")
    assert (found["a"]["quote"], found["a"]["document"]) == (PAGE["title"], "page")
    assert (found["a"]["source"], found["b"]["source"]) == (None, "OSCE")  # OSCE did not say what the headline says
    digest = terminal.tell("digest", "show", "--lang", "en").out
    assert "headline gives a positive judgement" in digest
    # The title is no claim: what is claimed is what the text says.
    claims = terminal.tell("claims", "--json").records
    assert [one["claim"]["polarity"] for one in claims if "polarity" in one["claim"]] == ["negative"]

    terminal.tell("import", "-", stdin=lines({**PAGE, "title": "OSCE: election in Kazakhstan was not free and fair"}))
    assert terminal.tell("contradictions", "--json").records == []
    assert [one["closed_because"] for one in terminal.tell("contradictions", "--all", "--json").records] == [
        "withdrawn"
    ]
