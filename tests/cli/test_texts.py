"""Commands that read text and need no store: extract, quantities, entities, judge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.cli.press import COMMISSION, ELECTION, ENGLISH, HARVEST, KAZAKH, OBSERVERS, PRESS
from tests.cli.terminal import Terminal, lines


def claims_of(extraction: dict[str, Any]) -> list[dict[str, Any]]:
    return [*extraction["figures"], *extraction["assessments"], *extraction["incidents"]]


def test_extract_prints_one_object_for_each_document_in_input_order(terminal: Terminal) -> None:
    read = terminal.tell("extract", "--jsonl", "-", stdin=lines(*PRESS)).records
    assert [extraction["id"] for extraction in read] == [document["id"] for document in PRESS]
    assert [extraction["lang"] for extraction in read] == [document["lang"] for document in PRESS]
    assert [extraction["election"] for extraction in read] == [ELECTION] * 4 + [None]
    assert claims_of(read[-1]) == []


def test_every_quote_stands_in_its_text_where_the_offsets_say(terminal: Terminal) -> None:
    # The smile lies outside the first plane: offsets count code points, not bytes nor UTF-16 units.
    smiling = {**COMMISSION, "id": "smiling", "text": f"😀 {COMMISSION['text']}\r\n\tКонец."}
    documents = [smiling, *PRESS]
    read = terminal.tell("extract", "--jsonl", "-", stdin=lines(*documents)).records
    quoted = [
        (document["text"][claim["start"] : claim["end"]], claim["quote"])
        for document, extraction in zip(documents, read, strict=True)
        for claim in claims_of(extraction)
    ]
    assert len(quoted) >= 5
    assert [pair for pair in quoted if pair[0] != pair[1] or not pair[1]] == []


def test_one_turnout_is_read_alike_in_three_languages(terminal: Terminal) -> None:
    read = terminal.tell("extract", "--jsonl", "-", stdin=lines(COMMISSION, KAZAKH, ENGLISH)).records
    turnouts = [
        [
            (figure["value"], figure["place"], figure["election"], figure["source_type"])
            for figure in extraction["figures"]
            if figure["metric"] == "turnout"
        ]
        for extraction in read
    ]
    assert turnouts == [[(63.3, "KZ", ELECTION, "election_authority")]] * 3


def test_a_file_reads_like_standard_input(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "page.jsonl"
    file.write_text("\n" + lines(OBSERVERS), encoding="utf-8")
    from_file = terminal.tell("extract", "--jsonl", file).out
    assert from_file == terminal.tell("extract", "--jsonl", "-", stdin=lines(OBSERVERS)).out


def test_quantities_are_found_before_anything_is_known_of_elections(terminal: Terminal) -> None:
    text = "Фермеры собрали около 574 тысяч тонн, это на семь процентов больше; звоните 8 727 250 00 00 до 18:30."
    read = terminal.tell("quantities", "--jsonl", "-", stdin=lines({"id": 7, "text": text, "lang": "ru"})).records
    assert [line["id"] for line in read] == ["7"]
    found = read[0]["quantities"]
    assert [(one["value"], one["unit"] == "percent", one["qualifier"]) for one in found] == [
        (574000, False, "approx"),
        (7, True, "exact"),
    ]
    assert [text[one["start"] : one["end"]] for one in found] == [one["quote"] for one in found]


def test_entities_are_organizations_persons_and_places(terminal: Terminal) -> None:
    text = "В Алматы Амиржан Косанов критиковал партию «Нур Отан»."
    read = terminal.tell("entities", "--jsonl", "-", stdin=lines({"id": "a", "text": text, "lang": "ru"})).records
    found = read[0]["entities"]
    assert {"LOC", "PER", "ORG"} == {entity["label"] for entity in found}
    assert all(text[entity["start"] : entity["end"]] == entity["text"] for entity in found)


def test_judge_finds_what_extracted_lines_cannot_both_say(terminal: Terminal) -> None:
    extracted = terminal.tell("extract", "--jsonl", "-", stdin=lines(*PRESS)).out
    found = terminal.tell("judge", "--jsonl", "-", stdin=extracted).records
    turnouts = [
        {(side["value"], side["source_type"]) for side in (one["a"], one["b"])}
        for one in found
        if (one["kind"], one["metric"]) == ("value_conflict", "turnout")
    ]
    assert turnouts == [{(63.3, "election_authority"), (28, "citizen_observers")}]
    assert set(found[0]) >= {"kind", "election", "metric", "a", "b", "severity", "explanation"}


def test_judge_needs_neither_text_nor_quotes(terminal: Terminal) -> None:
    def said(id_: str, value: float, source: str, source_type: str) -> dict[str, Any]:
        figure = {"metric": "turnout", "unit": "percent", "value": value, "precision": 0.1, "place": "KZ",
                  "election": ELECTION, "contest": "lower_house", "source": source,
                  "source_type": source_type}  # fmt: skip
        return {"id": id_, "figures": [figure]}

    told = [said("a", 63.3, "ЦИК", "election_authority"), said("b", 28.4, "Клуб «Весы»", "citizen_observers")]
    found = terminal.tell("judge", "--jsonl", "-", stdin=lines(*told)).records
    assert [(one["kind"], one["a"]["document"], one["b"]["document"]) for one in found] in (
        [("value_conflict", "a", "b")],
        [("value_conflict", "b", "a")],
    )
    assert "34.9" in found[0]["explanation"]


def test_nothing_in_is_nothing_out(terminal: Terminal) -> None:
    for command in ("extract", "quantities", "entities", "judge"):
        assert terminal.tell(command, "--jsonl", "-").out == ""
    assert terminal.tell("judge", "--jsonl", "-", stdin=lines({"id": HARVEST["id"]})).out == ""
