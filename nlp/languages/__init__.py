"""Russian, Kazakh (both alphabets) and English: spelling, word forms, which language a text is in."""

from nlp.languages.cases import nominative
from nlp.languages.detection import Lang, language_of
from nlp.languages.folding import fold, without_marks
from nlp.languages.kazakh import bases
from nlp.languages.pipelines import language, tokens
from nlp.languages.russian import in_genitive, is_word_ru, lemma_ru, person_word, tag_ru
from nlp.languages.stemming import keys, stem, stems
from nlp.languages.transliteration import Transliterated, is_kazakh_latin, to_cyrillic

__all__ = [
    "Lang", "Transliterated", "bases", "fold", "in_genitive", "is_kazakh_latin", "is_word_ru", "keys", "language",
    "language_of", "lemma_ru", "nominative", "person_word", "stem", "stems", "tag_ru", "to_cyrillic", "tokens",
    "without_marks",
]  # fmt: skip
