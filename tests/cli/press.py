"""A few short pages on one election, in three languages, that do not agree."""

from __future__ import annotations

from typing import Any

ELECTION = "KZ-2021-01-10"

COMMISSION: dict[str, Any] = {
    "id": "commission",
    "url": "https://commission.example/1",
    "publisher": "Центральная избирательная комиссия",
    "published": "2021-01-11",
    "lang": "ru",
    "title": "Явка на выборах депутатов Мажилиса",
    "text": (
        "По данным Центральной избирательной комиссии, явка на выборах депутатов Мажилиса Парламента Казахстана "
        "10 января 2021 года составила 63,3%.\nЗа голосованием следили 398 международных наблюдателей."
    ),
}
OBSERVERS: dict[str, Any] = {
    "id": "observers",
    "url": "https://observers.example/2",
    "publisher": "Независимые наблюдатели",
    "published": "2021-01-12",
    "lang": "ru",
    "title": "Заявление о выборах в Мажилис 10 января 2021 года",
    "text": (
        "Наблюдатели движения «Независимые наблюдатели» работали на выборах в Мажилис 10 января 2021 года.\n"
        "По данным движения «Независимые наблюдатели», явка избирателей по стране составила 28%."
    ),
}
KAZAKH: dict[str, Any] = {
    "id": "kazakh",
    "publisher": "Орталық сайлау комиссиясы",
    "published": "2021-01-11",
    "lang": "kk",
    "title": "Мәжіліс сайлауы",
    "text": (
        "Орталық сайлау комиссиясының мәліметі бойынша, 2021 жылғы 10 қаңтарда өткен Мәжіліс сайлауына "
        "сайлаушылардың 63,3 пайызы қатысты."
    ),
}
ENGLISH: dict[str, Any] = {
    "id": "english",
    "publisher": "Steppe Wire",
    "published": "2021-01-11",
    "lang": "en",
    "title": "Kazakhstan votes",
    "text": (
        "Turnout in the 10 January 2021 Majilis elections in Kazakhstan was 63.3 percent, the Central Election "
        "Commission said."
    ),
}
HARVEST: dict[str, Any] = {"id": "harvest", "lang": "ru", "text": "Фермеры области собрали 574 тысячи тонн зерна."}

PRESS = (COMMISSION, OBSERVERS, KAZAKH, ENGLISH, HARVEST)
