"""Which election a text is about, and which texts are about none."""

from __future__ import annotations

import datetime as dt

import pytest

from nlp.claims import Document
from nlp.pipeline import Extractor


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def main_election(extractor: Extractor, lang: str, text: str, published: str | None = None) -> str | None:
    day = dt.date.fromisoformat(published) if published else None
    return extractor.extract(Document(id="1", text=text, lang=lang, published=day)).election


@pytest.mark.parametrize(
    ("lang", "text", "election"),
    [
        ("ru", "Выборы президента Казахстана прошли 9 июня 2019 года. ЦИК назвала явку избирателей.", "KZ-2019-06-09"),
        ("ru", "Выборы депутатов мажилиса прошли в Казахстане 10.01.2021. ЦИК назвала явку избирателей.",
         "KZ-2021-01-10"),
        ("kk", "2022 жылғы 20 қарашада Қазақстанда президент сайлауы өтті. Сайлаушылар учаскелерде дауыс берді.",
         "KZ-2022-11-20"),
        ("kk", "Мәжіліс сайлауы 2023 жылғы 19 наурызда өтті, деді Орталық сайлау комиссиясы.", "KZ-2023-03-19"),
        ("en", "Georgia held its parliamentary elections on 26 October 2024. Voters queued at polling stations.",
         "GE-2024-10-26"),
        ("en", "Kenya's presidential election took place on August 9, 2022; the electoral commission counts ballots.",
         "KE-2022-08-09"),
    ],
)  # fmt: skip
def test_the_day_that_a_text_names_decides(extractor: Extractor, lang: str, text: str, election: str) -> None:
    assert main_election(extractor, lang, text) == election


@pytest.mark.parametrize(
    ("published", "election"),
    [("2019-06-10", "KZ-2019-06-09"), ("2022-11-21", "KZ-2022-11-20"), ("2022-11-01", "KZ-2022-11-20")],
)
def test_without_a_day_the_election_next_to_the_publication_is_meant(
    extractor: Extractor, published: str, election: str
) -> None:
    text = "На президентских выборах в Казахстане избиратели идут на участки. ЦИК ждёт высокой явки."
    assert main_election(extractor, "ru", text, published) == election


@pytest.mark.parametrize(
    ("text", "election"),
    [
        ("Казахстан выбирает президента: ЦИК готовит избирательные участки к президентским выборам.", "KZ-2022-11-20"),
        ("Казахстан выбирает мажилис: ЦИК готовит избирательные участки к выборам депутатов мажилиса.",
         "KZ-2023-03-19"),
    ],
)  # fmt: skip
def test_of_two_elections_at_hand_the_contest_decides(extractor: Extractor, text: str, election: str) -> None:
    assert main_election(extractor, "ru", text, "2022-12-10") == election


def test_an_earlier_election_quoted_for_comparison_is_not_the_main_one(extractor: Extractor) -> None:
    text = (
        "Казахстан голосует на выборах президента, сообщает ЦИК. Явка на избирательных участках растёт. "
        "На выборах 9 июня 2019 года она была выше."
    )
    assert main_election(extractor, "ru", text, "2022-11-20") == "KZ-2022-11-20"


@pytest.mark.parametrize(
    ("country", "lang", "text"),
    [
        ("MN", "en", "Mongolia voted. Turnout in the elections to the Great Khural was 69.9%, officials said."),
        ("AL", "ru", "На парламентских выборах в Албании явка составила 46,3%, сообщила комиссия. Голосование прошло."),
        ("DE", "en", "Germany voted. In the parliamentary election, turnout was 82.5 percent, officials said."),
        ("CZ", "ru", "На парламентских выборах в Чехии явка составила 65,4%, сообщила комиссия. Голосование прошло."),
    ],
)  # fmt: skip
def test_a_parliament_goes_by_the_chambers_of_its_country(
    extractor: Extractor, country: str, lang: str, text: str
) -> None:
    document = Document(id="1", text=text, lang=lang, published=dt.date(2025, 2, 24))
    contests = {figure.contest for figure in extractor.extract(document).figures}
    assert contests == {"parliament" if country in ("MN", "AL") else "lower_house"}


def test_a_country_is_known_by_its_adjective(extractor: Extractor) -> None:
    russian = "На парламентских выборах 28 июня монгольские избиратели дали Демократической партии 30,1% голосов."
    kazakh = "28 маусымда өткен парламент сайлауында моңғолиялық сайлаушылардың 69 пайызы дауыс берді."
    assert main_election(extractor, "ru", russian, "2024-06-29") == "MN-2024-06-28"
    assert main_election(extractor, "kk", kazakh, "2024-06-29") == "MN-2024-06-28"


def test_a_second_vote_in_a_few_districts_is_no_election_of_its_own(extractor: Extractor) -> None:
    text = (
        "Избирком Узбекистана утвердил итоги выборов в Олий Мажлис. Выборы прошли в два тура: в 25 округах "
        "второй тур состоялся 5 января. Явка избирателей составила 71,1%."
    )
    assert main_election(extractor, "ru", text, "2020-01-08") == "UZ-2019-12-22"


def test_the_country_most_spoken_of_decides(extractor: Extractor) -> None:
    text = (
        "Moldova elected its parliament on Sunday. Observers from Kazakhstan watched the voting at polling stations in "
        "Moldova. The parliamentary elections in Moldova were held on 28 September 2025."
    )
    assert main_election(extractor, "en", text, "2025-09-29") == "MD-2025-09-28"


NO_ELECTION = {
    "shareholders' meeting": (
        "ru",
        "Акционеры АО «Каспий Трейд» 10 января 2021 года избрали совет директоров. В голосовании участвовали владельцы "
        "71,3% акций, за председателя подано 64% голосов. Бюллетени подсчитала счётная комиссия.",
    ),
    "football": (
        "ru",
        "«Кайрат» обыграл «Астану» со счётом 3:1. Матч 19 марта 2023 года посетили 21 400 зрителей, владение мячом – "
        "58%. Лучшим игроком стал Иванов, за него проголосовали 43% зрителей.",
    ),
    "vote in parliament": (
        "ru",
        "Мажилис 12 мая 2021 года принял закон о воде: за проголосовали 84 депутата, против – 11, воздержались 3. "
        "Фракция партии «Ак жол» закон не поддержала.",
    ),
    "television contest": (
        "kk",
        "«Жұлдызды шақ» байқауының финалында көрермендердің 46%-ы Айгүлге дауыс берді, екінші орынға 31% дауыс тиді. "
        "Барлығы 210 000 SMS келді.",
    ),
    "football in Kazakh": (
        "kk",
        "«Қайрат» 2023 жылғы 19 наурызда «Астананы» 2:0 есебімен жеңді. Оған 18 мың жанкүйер келді, доп иелену – 55%.",
    ),
    "a company's poll": (
        "en",
        "Staff at Steppe Steel, Almaty, voted on 10 January 2021 for a pension plan: 63% were for it, 1,240 people "
        "took part, and 12% abstained.",
    ),
    "song contest": (
        "en",
        "Kazakhstan's jury gave 12 points to Georgia in the song contest. Viewers cast 2.4 million votes; the winner "
        "received 38% of them.",
    ),
}


@pytest.mark.parametrize("kind", NO_ELECTION)
def test_votes_that_are_no_public_election_make_no_claim(extractor: Extractor, kind: str) -> None:
    lang, text = NO_ELECTION[kind]
    said = extractor.extract(Document(id="1", text=text, lang=lang, published=dt.date(2021, 1, 12)))
    assert said.election is None
    assert (said.figures, said.assessments, said.incidents) == ((), (), ())


def test_where_nothing_else_tells_the_country_the_address_of_the_page_does(extractor: Extractor) -> None:
    text = "Явка избирателей выросла, сказали в ЦИК. Комиссия ждёт новых протоколов с избирательных участков."
    published = dt.date(2018, 3, 19)
    pages = [Document(id="1", url=f"https://news.{domain}/1", text=text, lang="ru", published=published)
             for domain in ("ru", "kg")]  # fmt: skip
    assert [(extractor.extract(page).election or "")[:2] for page in pages] == ["RU", "KG"]


def test_the_address_of_a_network_tells_no_country(extractor: Extractor) -> None:
    text = "ЦИК: явка на парламентских выборах на 18.00 – 52,7%"
    posted = [Document(id="1", url=url, text=text, lang="ru", published=dt.date(2023, 3, 19))
              for url in ("https://t.me/post/1", "https://youtu.be/1", None)]  # fmt: skip
    assert {extractor.extract(page).election for page in posted} == {"KZ-2023-03-19"}


def test_a_contest_named_with_a_year_leads_to_no_election_of_another_kind(extractor: Extractor) -> None:
    text = (
        "Выборы президента России прошли 18 марта 2018 года. На президентских выборах 2003 года явка составила 50%, "
        "а на президентских выборах 2004 года – 64%."
    )
    figures = extractor.extract(Document(id="1", text=text, lang="ru", published=dt.date(2018, 3, 19))).figures
    assert [figure.election for figure in figures] == ["RU-2003", "RU-2004-03-14"]


def test_the_title_helps_to_know_a_text_on_an_election(extractor: Extractor) -> None:
    page = Document(id="1", title="Второй день выборов: явка в Ярославской области 17%", lang="ru",
                    text="К 15 часам на участках проголосовали 17,5% избирателей.",
                    published=dt.date(2021, 9, 18))  # fmt: skip
    assert [(figure.metric, figure.place) for figure in extractor.extract(page).figures] == [("turnout", "RU-YAR")]
