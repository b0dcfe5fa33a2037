"""A headline set against its own text: what it judges, and the text has nothing of."""

from __future__ import annotations

import pytest

from nlp.claims import Document, Extraction
from nlp.contradictions import judge_headline
from nlp.pipeline import Extractor
from nlp.reference import load

WHEN = {
    "en": "Kazakhstan held parliamentary elections on 10 January 2021. Turnout was 63.1%.",
    "ru": "10 января 2021 года в Казахстане прошли парламентские выборы. Явка избирателей составила 63,1%.",
}
BLAME = {
    "en": "The OSCE said the election was neither free nor fair.",
    "ru": "ОБСЕ заявила, что выборы не были ни свободными, ни честными.",
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def read(extractor: Extractor, title: str, *sentences: str, lang: str = "en") -> Extraction:
    text = " ".join((WHEN[lang], *sentences))
    return extractor.extract(Document(id="page", title=title, text=text, lang=lang))


@pytest.mark.parametrize(
    ("lang", "title", "said"),
    [
        ("en", "OSCE calls the election in Kazakhstan free and fair", "gives a positive judgement"),
        ("ru", "ОБСЕ: выборы в Казахстане были свободными и честными", "заголовок страницы даёт положительную оценку"),
        ("ru", "Выборы в Казахстане прошли честно", "заголовок страницы даёт положительную оценку"),
    ],
)
def test_praise_over_a_text_of_blame_is_a_contradiction(extractor: Extractor, lang: str, title: str, said: str) -> None:
    (found,) = judge_headline(read(extractor, title, BLAME[lang], lang=lang), load())
    assert (found.kind, found.metric) == ("stance_conflict", "overall")
    assert (found.a.polarity, found.a.quote, found.b.polarity) == ("positive", title, "negative")
    assert said in found.explanations[lang]


def test_a_headline_that_stands_on_the_page_too_is_still_one(extractor: Extractor) -> None:
    title = "OSCE calls the election in Kazakhstan free and fair"
    text = f"{title}\n\n{WHEN['en']} {BLAME['en']}"
    assert judge_headline(extractor.extract(Document(id="page", title=title, text=text, lang="en")), load())


@pytest.mark.parametrize(
    ("title", "sentences"),
    [
        # what somebody in the text says as well
        (
            "Kazakhstan's election was free and fair",
            (BLAME["en"], "The CIS mission called the elections free and fair."),
        ),
        # what the one whom it names says of something else
        ("OSCE praises transparent election", (BLAME["en"], "The OSCE said that voting was well organized.")),
        # what somebody says who does not speak in the text
        ("CIS mission: election was free and fair", (BLAME["en"],)),
        # a question, and a headline of one mind with the text
        ("Was Kazakhstan's election free and fair?", (BLAME["en"],)),
        ("OSCE: election was not free and fair", (BLAME["en"],)),
        # blame over praise, and over what happened
        (
            "Election was not free and fair",
            ("The CIS mission called the elections fair.", "Ballot boxes were stuffed."),
        ),
    ],
)
def test_a_headline_that_something_in_the_text_bears_out_is_none(
    extractor: Extractor, title: str, sentences: tuple[str, ...]
) -> None:
    assert judge_headline(read(extractor, title, *sentences), load()) == []


def test_a_title_makes_no_claims_of_its_own(extractor: Extractor) -> None:
    said = read(extractor, "OSCE calls the election in Kazakhstan free and fair", BLAME["en"])
    assert [(one.aspect, one.polarity) for one in said.assessments] == [("overall", "negative")]
    assert [(one.aspect, one.polarity) for one in said.headline] == [("overall", "positive")]
