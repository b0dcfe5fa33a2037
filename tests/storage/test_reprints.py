"""Pages that carry one text are told apart from pages that say the same in their own words."""

from __future__ import annotations

import datetime as dt
import itertools

from storage.store import Store
from tests.storage.example import analyse, document

AGENCY = (
    "Центральная комиссия на брифинге в столице назвала предварительные итоги. Явка составила 63,3 процента, "
    "сообщил секретарь комиссии. Он добавил, что участки за рубежом закрылись последними, а протоколы ещё поступают. "
    "Окончательные результаты обещаны в течение недели. Наблюдатели получили копии протоколов не везде."
)
OWN_WORDS = (
    "В столице подвели первые итоги голосования. По словам секретаря комиссии, на участки пришли почти две трети "
    "избирателей. Когда объявят окончательный результат, он не уточнил, но назвал срок: одна неделя. Часть "
    "наблюдателей жалуется, что копий протоколов им так и не дали, и собирается в суд."
)


def paper(store: Store, id_: str, text: str, day: int, publisher: str) -> None:
    store.import_document(document(text, id=id_, published=dt.date(2021, 1, day), publisher=publisher))
    analyse(store, id=id_, extractor="1")


def originals(store: Store) -> dict[str, str | None]:
    found = store.documents(["agency", "reprint", "shortened", "own"])
    return {id_: saved.original for id_, saved in found.items()}


def test_a_near_copy_is_a_reprint_of_the_earliest_whatever_came_first(store: Store) -> None:
    pages = [
        ("reprint", f"Перепечатка. {AGENCY}", 12, "Gazette"), ("agency", AGENCY, 11, "Agency"),
        ("shortened", AGENCY.replace(" ещё", ""), 12, "Courier"), ("own", OWN_WORDS, 11, "Herald"),
    ]  # fmt: skip
    for order in itertools.islice(itertools.permutations(pages), 0, None, 7):
        other = Store.open("sqlite://")
        for page in order:
            paper(other, *page)
        assert originals(other) == {"agency": None, "reprint": "agency", "shortened": "agency", "own": None}
        other.close()
    for page in pages:
        paper(store, *page)
    assert originals(store) == {"agency": None, "reprint": "agency", "shortened": "agency", "own": None}
    assert {saved.origin for saved in store.documents(["agency", "reprint", "shortened", "own"]).values()} == {
        "Agency",
        "Herald",
    }


def test_a_page_that_is_rewritten_leaves_its_group(store: Store) -> None:
    paper(store, "agency", AGENCY, 11, "Agency")
    paper(store, "reprint", AGENCY, 12, "Gazette")
    paper(store, "shortened", AGENCY.replace(" ещё", ""), 13, "Courier")
    paper(store, "agency", OWN_WORDS, 14, "Agency")
    assert originals(store) == {"agency": None, "reprint": None, "shortened": "reprint"}


def test_a_page_dated_earlier_becomes_the_original(store: Store) -> None:
    paper(store, "agency", AGENCY, 12, "Agency")
    paper(store, "reprint", AGENCY, 11, "Gazette")
    paper(store, "agency", AGENCY, 10, "Agency")
    assert originals(store) == {"agency": None, "reprint": "agency"}


def test_short_texts_are_not_compared(store: Store) -> None:
    paper(store, "agency", "Явка составила 63,3%.", 11, "Agency")
    paper(store, "reprint", "Явка составила 63,3%.", 12, "Gazette")
    assert originals(store) == {"agency": None, "reprint": None}
