"""Which organizations a text names: each once, in its fullest form, with its other forms and its type."""

from __future__ import annotations

import pytest

from nlp.claims import Document, Organization
from nlp.pipeline import Extractor
from nlp.statements import folded


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def named(extractor: Extractor, lang: str, text: str) -> dict[str, Organization]:
    found = extractor.extract(Document(id="1", text=text, lang=lang)).organizations
    assert len({folded(o.name) for o in found}) == len(found), [o.name for o in found]
    return {folded(o.name): o for o in found}


@pytest.mark.parametrize(
    ("lang", "text", "name", "type_"),
    [
        ("ru", "Об этом сообщили в Центральной избирательной комиссии.", "Центральная избирательная комиссия",
         "election_authority"),
        ("ru", "Партия «Светлый путь» провела съезд.", "Светлый путь", "party"),
        ("ru", "Наблюдатели общественного объединения «Ясный голос» ждут итога.", "Ясный голос", "citizen_observers"),
        ("ru", "Миссия наблюдателей СНГ прибыла в столицу.", "СНГ", "international_observers"),
        ("ru", "Иск рассмотрел Верховный суд.", "Верховный суд", "court"),
        ("ru", "Жалобу передали в Министерство внутренних дел.", "Министерство внутренних дел", "government"),
        ("ru", "Урны поставило ТОО «Сталь-Сервис».", "Сталь-Сервис", "company"),
        ("kk", "Бұл туралы Орталық сайлау комиссиясы хабарлады.", "Орталық сайлау комиссиясы", "election_authority"),
        ("kk", "«Ашық аспан» партиясы съезін өткізді.", "Ашық аспан", "party"),
        ("kk", "Бұл туралы Жоғарғы Сот хабарлады.", "Жоғарғы Сот", "court"),
        ("kk", "Жәшіктерді ЖШС «Болат Сервис» жеткізді.", "Болат Сервис", "company"),
        ("en", "The Central Election Commission met at noon.", "Central Election Commission", "election_authority"),
        ("en", "The Bright Path Party held its congress.", "Bright Path Party", "party"),
        ("en", "The OSCE/ODIHR election observation mission arrived.", "OSCE/ODIHR", "international_observers"),
        ("en", "The Supreme Court dismissed the complaint.", "Supreme Court", "court"),
        ("en", "The Ministry of Justice registered the party.", "Ministry of Justice", "government"),
        ("en", "He spoke to Ruritania's Supreme Council on Monday.", "Supreme Council", "ngo"),
        ("en", "The Bright aspan movement fielded nobody.", "Bright aspan", "ngo"),
        ("en", "The exit poll was made by Edison Research.", "Edison Research", "pollster"),
        ("ru", "Верховный суд рассмотрел девять жалоб.", "Верховный суд", "court"),
        ("ru", "Народный совет демократических сил ждёт итога.", "Народный совет демократических сил", "ngo"),
        ("ru", "Итогов ждут у «Единого национального движения».", "Единое национальное движение", "party"),
        ("ru", "Явку назвала Национальная служба выборов.", "Национальная служба выборов", "election_authority"),
        ("kk", "Сайлаудың бас комитеті дерек берді.", "Сайлаудың бас комитеті", "election_authority"),
        ("kk", "Сайлау және референдум өткізу жөніндегі орталық комиссия дерек берді.",
         "Сайлау және референдум өткізу жөніндегі орталық комиссия", "election_authority"),
        ("en", "The National Electoral Institute opened the polls.", "National Electoral Institute",
         "election_authority"),
        ("ru", "Опрос провёл ВЦИОМ, сообщает «Интерфакс».", "ВЦИОМ", "pollster"),
        ("ru", "Бюллетени напечатала компания «Лифтсервис Север».", "Лифтсервис Север", "company"),
        ("ru", "Экзит-пол провёл Центр «Горизонт».", "Горизонт", "pollster"),
        ("kk", "«Көкжиек» орталығының байқаушылары есеп берді.", "Көкжиек", "citizen_observers"),
        ("ru", "Об этом сообщил телеканал Akboz.", "Akboz", "media"),
        ("ru", "КАРАГАНДА. «Сары-Арка пресс» – Выборы прошли.", "Сары-Арка пресс", "media"),
        ("kk", "ТАРАЗ. Талас ақпарат – Сайлау өтті.", "Талас ақпарат", "media"),
        ("kk", "ТАРАЗ. 4 сәуір. Талас таңы /Асан Үсен/ – Сайлау өтті.", "Талас таңы", "media"),
        ("ru", "Закон одобрил Сенат.", "Сенат", "parliament"),
        ("kk", "Ұлттық жиналыстағы 40 орын бөлінді.", "Ұлттық жиналыс", "parliament"),
        ("kk", "Бұл туралы Экономика және қаржы министрлігі хабарлады.", "Экономика және қаржы министрлігі",
         "government"),
        ("kk", "Ұлттық статистика бюросының дерегі шықты.", "Ұлттық статистика бюросы", "ngo"),
        ("kk", "Облыстық тексеру комиссиясы есеп берді.", "Облыстық тексеру комиссиясы", "government"),
        ("ru", "Итоги подвела территориальная комиссия Орловской области.",
         "территориальная комиссия Орловской области", "election_authority"),
        ("ru", "Об этом пишет РИА «Новости».", "РИА Новости", "media"),
        ("en", "The count, the Election Commission said, goes on.", "Election Commission", "election_authority"),
        ("kk", "«Кең дала» тәуелсіз бақылаушылар бірлестігі мәлімдеме жасады.",
         "«Кең дала» тәуелсіз бақылаушылар бірлестігі", "citizen_observers"),
        ("kk", "Дерек Ұлттық банктің сайтында тұр.", "Ұлттық банк", "government"),
        ("ru", "За урнами следила мониторинговая группа «Зоркий глаз».", "Зоркий глаз", "ngo"),
        ("ru", "Об этом рассказал координатор Лиги зрячих избирателей.", "Лига зрячих избирателей", "ngo"),
        ("kk", "«Көреген көз» байқаушылар миссиясы есеп берді.", "Көреген көз", "citizen_observers"),
        ("kk", "Еріктілердің «Ашық санақ» тобы хаттамаларды жинады.", "Ашық санақ", "ngo"),
    ],
)  # fmt: skip
def test_an_organization_has_its_name_and_type(
    extractor: Extractor, lang: str, text: str, name: str, type_: str
) -> None:
    found = named(extractor, lang, text)
    fitting = [o for key, o in found.items() if folded(name) in key]
    assert [o.type for o in fitting] == [type_], found


def test_an_abbreviation_in_brackets_is_an_alias(extractor: Extractor) -> None:
    text = "Общественное объединение «Сеть честного подсчёта» (ОСЧП) собрало протоколы. В ОСЧП ждут остальных."
    (found,) = named(extractor, "ru", text).values()
    assert found.name == "Сеть честного подсчёта"
    assert "ОСЧП" in found.aliases


def test_a_known_short_form_in_brackets_tells_who_it_is(extractor: Extractor) -> None:
    text = "Monitors of the Shanghai Organisation for Cooperation of States (SCO) arrived. The SCO is content."
    (found,) = named(extractor, "en", text).values()
    assert found.id == "int/sco"


def test_two_names_joined_by_and_are_two(extractor: Extractor) -> None:
    text = "The Harvest Labour Party and the River People's Party signed the pact."
    assert set(named(extractor, "en", text)) == {folded("Harvest Labour Party"), folded("River People's Party")}


def test_a_body_that_no_list_and_no_head_shows_is_recognized(extractor: Extractor) -> None:
    found = named(extractor, "ru", "Вечером «Ордабасы» обыграл «Тобол», писал на сайте клуба Kcell.")
    assert {"ордабасы", "тобол"} <= set(found)


def test_cases_of_a_name_are_one_organization(extractor: Extractor) -> None:
    text = "Партия «Ак жол» подала списки. Кандидатов «Ак жола» зарегистрировали. С партией «Ак жол» согласны не все."
    (found,) = named(extractor, "ru", text).values()
    assert found.id == "kz/ak-zhol"


def test_a_known_party_is_one_actor_in_every_language(extractor: Extractor) -> None:
    said = {
        "ru": "Партия «Ауыл» выдвинула кандидата.",
        "kk": "«Ауыл» партиясы үміткер ұсынды.",
        "en": "The Auyl party of Kazakhstan fielded a candidate.",
    }
    for lang, text in said.items():
        assert "kz/auyl" in {o.id for o in named(extractor, lang, text).values()}, lang


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Комиссия ушла на перерыв, партия промолчала, наблюдатели вышли."),
        ("ru", "Запись выложили в Facebook и переслали в Telegram."),
        ("kk", "Комиссия үзіліске кетті, партия үндемеді."),
        ("en", "The commission took a break, the party kept silent, and observers left."),
        ("en", "The video was posted on Facebook and passed on in Telegram."),
    ],
)
def test_kinds_and_mere_carriers_are_no_organizations(extractor: Extractor, lang: str, text: str) -> None:
    assert named(extractor, lang, text) == {}


def test_persons_and_places_are_no_organizations(extractor: Extractor) -> None:
    assert named(extractor, "ru", "Касым-Жомарт Токаев приехал в Алматы, затем в Карагандинскую область.") == {}
    assert named(extractor, "en", "Kassym-Jomart Tokayev visited Almaty and the Karaganda region.") == {}


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("ru", "Совместная миссия наблюдателей ОБСЕ, ПАСЕ и НАТО побывала на участках.", {"ОБСЕ", "ПАСЕ", "НАТО"}),
        ("ru", "Сергей Иванов, возглавлявший миссию СНГ, остался доволен.", {"СНГ"}),
        ("kk", "ЕҚЫҰ бақылау миссиясының басшысы баяндама жасады.", {"ЕҚЫҰ"}),
    ],
)
def test_a_mission_is_the_body_that_sent_it(extractor: Extractor, lang: str, text: str, names: set[str]) -> None:
    assert {o.name for o in named(extractor, lang, text).values()} == names


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("kk", "Бірлестік төрағасы Айгүл Оспанова ұйымның 340 байқаушысы жұмыс істегенін айтты."),
        ("kk", "Кеше алты оппозициялық партия митинг өткізді."),
        ("ru", "Он назвал кампанию «самой долгой за десять лет»."),
        ("en", "The vote was praised by the deputy head, Aram Rustamyan."),
        ("en", '"Nobody believes this," said Bulent Kayaca, who leads the protest.'),
        ("en", "PRESS RELEASE"),
        ("ru", "Главная / Новости / Выборы"),
        ("ru", "На выборах президента Болгарии вариант «Не поддерживаю никого» отметили 1,4% избирателей."),
    ],
)
def test_persons_and_quoted_words_are_no_bodies(extractor: Extractor, lang: str, text: str) -> None:
    assert not named(extractor, lang, text)


def test_a_name_that_many_countries_parties_bear_is_that_of_the_country_spoken_of(extractor: Extractor) -> None:
    found = named(extractor, "en", "In Albania the Social Democratic Party won three seats, the Democratic Party 50.")
    assert found["democratic party"].id == "al/pd"
    assert found["social democratic party"].id is None


def test_a_quoted_name_that_begins_with_another_is_not_that_other(extractor: Extractor) -> None:
    assert "голос" not in named(extractor, "ru", "Украина. Фонд «Голос степи» выдвинул наблюдателей.")


@pytest.mark.parametrize(
    ("lang", "text", "name", "type_"),
    [
        ("ru", "В полиции сообщили о задержании двух человек.", "полиция", "government"),
        ("ru", "О явке сообщает «Степной вестник».", "Степной вестник", "media"),
        ("kk", "АСТАНА. 27 наурыз. Дала-Хабар – Сайлау қорытындысы шықты.", "Дала-Хабар", "media"),
        ("en", "Police said three men were held.", "police", "government"),
    ],
)
def test_who_only_speaks_or_relays_is_named_too(
    extractor: Extractor, lang: str, text: str, name: str, type_: str
) -> None:
    found = named(extractor, lang, text)
    assert {(o.name, o.type) for o in found.values()} == {(name, type_)}


def test_a_known_party_has_its_kazakh_name_and_a_head_of_its_own(extractor: Extractor) -> None:
    text = "Грузияда «Күшті Грузия» коалициясы 7 пайыз жинады, деп хабарлайды ТАСС агенттігі."
    assert {o.id for o in named(extractor, "kk", text).values()} == {"ge/strong-georgia", "ru/tass"}


def test_a_president_behind_a_body_is_no_part_of_its_name(extractor: Extractor) -> None:
    text = "President of the Lake Sociological Association Aram Poghosyan spoke."
    assert set(named(extractor, "en", text)) == {"lake sociological association"}


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("ru", "Депутаты Жогорку Кенеша собрались.", {"Жогорку Кенеш"}),
        ("kk", "Грузияда «Күшті Грузия» коалициясы митинг өткізді.", {"«Күшті Грузия» коалициясы"}),
        ("ru", "В Кыргызстане, сообщает «Таза шайлоо», нарушений нет.", {"Таза шайлоо"}),
        ("ru", "Россия. Сообщил ОФ «Гражданская инициатива сети».", {"Гражданская инициатива сети"}),
    ],
)  # fmt: skip
def test_a_body_is_named_once_and_as_its_own_country_has_it(
    extractor: Extractor, lang: str, text: str, names: set[str]
) -> None:
    assert {o.name for o in named(extractor, lang, text).values()} == names
