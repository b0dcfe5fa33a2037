"""What the pieces of a text are, and what each of them knows of what stands above it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nlp.segments import Segment, segments


def pieces(text: str) -> list[tuple[str, str]]:
    return [(segment.kind, text[segment.start : segment.end]) for segment in segments(text)]


def above(text: str, words: str) -> list[str]:
    """What governs the segment that begins with `words`, nearest first."""
    segment = next(s for s in segments(text) if text[s.start : s.end].startswith(words))
    return [text[s.start : s.end] for s in segment.above]


def test_prose_is_cut_into_sentences() -> None:
    assert pieces("Участки закрылись. Идёт подсчёт! Ждём итогов.") == [
        ("sentence", "Участки закрылись."),
        ("sentence", "Идёт подсчёт!"),
        ("sentence", "Ждём итогов."),
    ]


def test_abbreviations_and_initials_end_no_sentence() -> None:
    for text in (
        "В г. Алматы за И. Петрова подали 300 тыс. Голосов на участках ул. Абая.",
        "Turnout in St. Petersburg was high, said Dr. Smith of the U.S. Embassy.",
        "Явка 63.3 процента в 2021 г. Алматы отстаёт.",
    ):
        assert len(pieces(text)) == 1, text


def test_items_of_a_list_know_their_lead_in_and_heading() -> None:
    text = "Явка на выборах\n\nНа 16:00 проголосовали:\n\n• Акмолинская область – 51,4%;\n• Костанайская – 49,7%.\n"
    assert [kind for kind, _ in pieces(text)] == ["heading", "sentence", "item", "item"]
    assert above(text, "• Костанайская") == ["На 16:00 проголосовали:", "Явка на выборах"]


def test_a_lead_in_ends_with_its_list() -> None:
    text = (
        "На 16:00 проголосовали:\n\n– Алматы, 20%;\n– Шымкент, 30%.\n\n"
        "Участки закроются вечером, сказали в комиссии.\n\nНочью её ждёт подсчёт.\n"
    )
    assert above(text, "Ночью") == []


def test_numbered_and_dashed_lines_are_items() -> None:
    text = "These parties are on the ballot:\n1) Ak Zhol, first.\n2) Auyl, second.\n- Nur Otan, third.\n"
    assert [kind for kind, _ in pieces(text)][1:] == ["item", "item", "item"]


def test_rows_of_a_table_are_whole_and_know_the_heading_over_it() -> None:
    text = "Turnout on 5 June\n\nRegion | 10:00 | 12:00\nZhambyl | 23.3% | 42.5%\n"
    assert pieces(text)[1:] == [("row", "Region | 10:00 | 12:00"), ("row", "Zhambyl | 23.3% | 42.5%")]
    assert above(text, "Zhambyl") == ["Turnout on 5 June"]


def test_the_next_heading_takes_the_place_of_the_last() -> None:
    text = "Алматы\n\nГолосуют мало, сказала Иванова.\n\nШымкент\n\nГолосуют больше, сказал Петров.\n"
    assert above(text, "Голосуют мало") == ["Алматы"]
    assert above(text, "Голосуют больше") == ["Шымкент"]


def test_a_form_feed_parts_pages_and_nothing_is_carried_over_it() -> None:
    text = "Наши участки\n\nАлматы: тихо, сказал наблюдатель.\fДругой слайд о другом, без заголовка.\n"
    last = segments(text)[-1]
    assert last.page == 1
    assert last.above == ()


def test_hard_wrapped_prose_is_one_sentence() -> None:
    text = "Центральная избирательная комиссия сообщила сегодня утром,\nчто явка на участках была высокой.\n"
    assert pieces(text) == [("sentence", text.strip())]


def test_each_segment_knows_the_one_before_it() -> None:
    first, second = segments("Первое. Второе.")
    assert first.previous is None
    assert second.previous is first


def test_a_text_without_words_has_no_segments() -> None:
    assert segments("") == segments(" \n\t\r\n\f ") == []


LAYOUT = st.sampled_from(
    ["\n", "\n\n", "\f", " | ", "\t", ". ", ": ", "• ", "– ", "1. ", "Явка", "63,3%", "в г.", "\u2028"]
)


@given(st.lists(st.one_of(LAYOUT, st.text(max_size=12)), max_size=30).map("".join))
def test_segments_stand_in_order_and_cover_all_but_space(text: str) -> None:
    found = segments(text)
    assert in_order(found)
    at = 0
    for segment in found:
        assert not text[at : segment.start].strip()
        assert text[segment.start : segment.end].strip()
        at = segment.end
    assert not text[at:].strip()


def in_order(found: list[Segment]) -> bool:
    return all(before.end <= after.start for before, after in pairwise(found))
