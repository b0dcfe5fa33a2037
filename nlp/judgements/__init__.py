"""Reads judgements on an election and alleged irregularities out of single sentences.

The knowledge is in `ru.toml`, `kk.toml` and `en.toml`: lexical fields written on word stems, and rules that say which
fields must meet in one clause. The code knows only clauses, phrases and negation. Who speaks, of which election and
where is settled elsewhere.
"""

from nlp.judgements.find import Judgement, Language, find_judgements

__all__ = ["Judgement", "Language", "find_judgements"]
