"""The reference data, and how its names are met in texts."""

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from nlp.reference import NameMatch, load

ELECTION_DAY = dt.date(2021, 1, 10)


def found(text: str, lang: str, country: str | None = "KZ", day: dt.date | None = ELECTION_DAY) -> dict[str, str]:
    """What each found stretch of the text names."""
    return {text[m.start : m.end]: m.id for m in load().names(text, lang, country, day)}


class TestData:
    def test_every_fact_says_how_it_was_checked(self) -> None:
        # Candidates and places carry no check of their own: their names are from memory (see the data's README).
        for election in load().elections.values():
            assert election.checked in ("source", "memory"), election.id
            assert election.sources or election.checked == "memory", election.id
        for actor in load().actors.values():
            assert actor.checked in ("source", "memory"), actor.id
            assert actor.sources or actor.checked == "memory", actor.id

    def test_contestants_are_known_actors_or_ballot_options(self) -> None:
        for election in load().elections.values():
            for contestant in election.contestants:
                known = load().actor(contestant) if "/" in contestant else True
                assert known, (election.id, contestant)

    def test_candidates_stand_in_known_elections_for_known_parties(self) -> None:
        for actor in load().actors.values():
            assert all(load().election(e) for e in actor.elections), actor.id
            assert actor.party is None or load().actor(actor.party), actor.id
            assert all(load().actor(member) for member in actor.members), actor.id

    def test_codes_are_well_formed(self) -> None:
        for place in load().places:
            assert re.fullmatch(r"[A-Z]{2}-(?:[A-Z0-9]{1,3}|x-[a-z]+)", place.code), place
            assert place.code.startswith(place.country)
            assert load().place(place.code), place
        for election in load().elections.values():
            assert re.fullmatch(r"[A-Z]{2}-\d{4}-\d\d-\d\d", election.id)
            assert election.day <= election.last_day
            assert election.runoff_of is None or load().election(election.runoff_of)

    def test_a_region_of_kazakhstan_has_one_row(self) -> None:
        codes = [p.code for p in load().places if p.country == "KZ" and p.locality is None]
        assert len(codes) == len(set(codes))

    def test_the_last_votes_of_kazakhstan_are_there(self) -> None:
        referendum = load().election("KZ-2026-03-15")
        kurultai = load().election("KZ-2026-08-23")
        assert referendum is not None
        assert referendum.contests == ("referendum",)
        assert kurultai is not None
        assert kurultai.contests == ("parliament",)


class TestNamesInRussian:
    def test_parties_in_every_case(self) -> None:
        text = "«Нур Отану», «Ауылу» и партии «Ак жол» верят; Нур Отана и Ак жолом довольны, ОСДП нет, НПК тоже."
        assert found(text, "ru") == {
            "Нур Отану": "kz/amanat", "Ауылу": "kz/auyl", "Ак жол": "kz/ak-zhol", "Нур Отана": "kz/amanat",
            "Ак жолом": "kz/ak-zhol", "ОСДП": "kz/osdp", "НПК": "kz/halyk",
        }  # fmt: skip

    def test_places_in_every_case_and_towns_with_their_region(self) -> None:
        text = "В Алматинской области, в Алматы, Нур-Султане, Актау и Уральске, в Приморском крае и Минске"
        assert found(text, "ru") == {
            "Алматинской области": "KZ-19", "Алматы": "KZ-75", "Нур-Султане": "KZ-71", "Актау": "KZ-47",
            "Уральске": "KZ-27", "Приморском крае": "RU-PRI", "Минске": "BY-HM",
        }  # fmt: skip
        towns = [m.locality for m in load().names(text, "ru") if m.locality]
        assert towns == ["Актау", "Уральск"]

    def test_regions_that_share_one_word_for_region(self) -> None:
        assert found("в Минской, Брестской и Гомельской областях", "ru", "BY", None) == {
            "Минской": "BY-MI", "Брестской": "BY-BR", "Гомельской областях": "BY-HO",
        }  # fmt: skip

    def test_everyday_words_are_no_parties(self) -> None:
        assert found("В каждом ауле слышно эхо. Ауыл большой, Адал спит, республика ждёт справедливости.", "ru") == {}

    def test_everyday_words_are_parties_in_a_row_or_a_list(self) -> None:
        assert found("Итоги:\nАуыл – 5,29%\nАдал – 3,57%", "ru") == {"Ауыл": "kz/auyl", "Адал": "kz/adal"}
        assert found("Ак жол, Ауыл и Адал", "ru").keys() == {"Ак жол", "Ауыл", "Адал"}

    def test_abbreviations_need_their_capitals(self) -> None:
        assert found("цик и нпк", "ru") == {}
        assert found("ЦИКа ждут", "ru") == {"ЦИКа": "kz/cec"}

    def test_a_commission_is_that_of_the_country_beside_it(self) -> None:
        text = "ЦИК Кыргызстана, ЦИК России и российский Центризбирком"
        assert set(found(text, "ru").values()) == {"kg/cec", "ru/cec"}
        assert found("Центральной избирательной комиссией Республики Казахстан", "ru", None, None) == {
            "Центральной избирательной комиссией Республики Казахстан": "kz/cec"
        }

    def test_persons_in_full_with_initials_and_by_surname(self) -> None:
        text = "Касым-Жомарта Токаева, К. Токаеву, Токаевым; Даниёй Еспаевой"
        assert set(found(text, "ru").values()) == {"kz/tokayev", "kz/yespayeva"}
        assert "К. Токаеву" in found(text, "ru")

    def test_the_day_decides_between_two_parties_of_one_name(self) -> None:
        text = "партия «Әділет»"
        assert found(text, "ru", day=dt.date(2026, 8, 1)) == {text: "kz/adilet-2026"}
        assert set(found(text, "ru", day=dt.date(2012, 1, 1)).values()) == {"kz/adilet-2004"}

    def test_observers(self) -> None:
        text = "Фонд «Еркіндік қанаты», МИСК, Лига молодых избирателей, БДИПЧ ОБСЕ и ПАСЕ"
        assert list(found(text, "ru").values()) == [
            "kz/erkindik-qanaty", "kz/misk", "kz/lmi", "int/odihr", "int/pace",
        ]  # fmt: skip

    def test_the_form_is_the_nominative(self) -> None:
        (match,) = load().names("победа «Нур Отана»", "ru", "KZ")
        assert match == NameMatch(8, 17, "kz/amanat", "actor", "party", "Нур Отан", "KZ")


class TestNamesInKazakh:
    def test_endings_and_abbreviations(self) -> None:
        text = (
            "«Нұр Отанның» өкілі Алматыда, БҚО-да, Түркістан облысының ОСК-ге; «Ақ жол»-дың, Қазақстан халық партиясына"
        )
        assert found(text, "kk") == {
            "Нұр Отанның": "kz/amanat", "Алматыда": "KZ-75", "БҚО": "KZ-27", "Түркістан облысының": "KZ-61",
            "ОСК": "kz/cec", "Ақ жол": "kz/ak-zhol", "Қазақстан халық партиясына": "kz/halyk",
        }  # fmt: skip

    def test_the_country_before_its_commission(self) -> None:
        text = "Қазақстан Республикасының Орталық сайлау комиссиясының"
        assert found(text, "kk", None, None) == {text: "kz/cec"}

    def test_latin_letters(self) -> None:
        text = "Ortalyq saılaý komıssııasy «Nur Otan» partııasy, «AqJol», Almaty qalasynda daýys berdi"
        assert found(text, "kk") == {
            "Ortalyq saılaý komıssııasy": "kz/cec", "Nur Otan": "kz/amanat", "AqJol": "kz/ak-zhol",
            "Almaty qalasynda": "KZ-75",
        }  # fmt: skip


class TestNamesInEnglish:
    def test_names_and_possessives(self) -> None:
        text = (
            "The Central Election Commission of Kazakhstan: Nur Otan 71%, Ak Zhol 11%; OSCE/ODIHR, "
            "Tokayev's, Almaty Region"
        )
        assert found(text, "en") == {
            "Central Election Commission of Kazakhstan": "kz/cec", "Nur Otan": "kz/amanat", "Ak Zhol": "kz/ak-zhol",
            "OSCE/ODIHR": "int/odihr", "Tokayev": "kz/tokayev", "Almaty Region": "KZ-19",
        }  # fmt: skip


@given(st.text(alphabet="АУЫЛауылЦИК «»\"'-.,\nAkZhol Отан123%", max_size=80), st.sampled_from(["ru", "kk", "en"]))
def test_mentions_lie_in_order_within_the_text(text: str, lang: str) -> None:
    last = 0
    for match in load().names(text, lang):
        assert last <= match.start < match.end <= len(text)
        last = match.end


class TestElections:
    def test_by_day_and_before(self) -> None:
        on_day = load().election_on("KZ", ELECTION_DAY)
        assert on_day is not None
        assert on_day.id == "KZ-2021-01-10"
        before = load().previous("KZ", ELECTION_DAY)
        assert before is not None
        assert before.id == "KZ-2019-06-09"
        chamber = load().previous("KZ", ELECTION_DAY, {"lower_house"})
        assert chamber is not None
        assert chamber.id == "KZ-2016-03-20"

    def test_a_year_alone_names_one_election_or_none(self) -> None:
        reference = load()
        found_2019 = reference.find("KZ", 2019)
        assert found_2019 is not None
        assert found_2019.id == "KZ-2019-06-09"
        assert reference.find("KZ", 2022) is None  # a referendum and a presidential election
        president = reference.find("KZ", 2022, contest="president")
        assert president is not None
        assert president.id == "KZ-2022-11-20"


class TestNames:
    def test_a_renamed_party_bears_the_name_of_the_day(self) -> None:
        party = load().actor("kz/amanat")
        assert party is not None
        assert "Нур Отан" in party.name("ru", ELECTION_DAY)
        assert "AMANAT" in party.name("ru")

    def test_places_by_code_language_and_day(self) -> None:
        assert load().place_name("KZ-71", "ru", ELECTION_DAY) == "Нур-Султан"
        assert load().place_name("KZ-71", "ru") == "Астана"
        assert load().place_name("KZ-75", "kk") == "Алматы"
        assert load().place_name("KZ", "en") == "Kazakhstan"
        assert load().place_name("DE", "ru") == "Германия"
