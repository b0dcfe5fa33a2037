"""Names as a dictionary has them."""

from __future__ import annotations

from nlp.languages.kazakh import nominative_kk
from nlp.languages.russian import nominative_ru


def nominative(phrase: str, lang: str) -> str:
    """`phrase` in the nominative, for Russian and Kazakh; English has no cases."""
    if lang == "kk":
        return nominative_kk(phrase)
    return nominative_ru(phrase) if lang == "ru" else phrase
