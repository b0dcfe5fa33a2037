"""The word and suffix lists of this folder, read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache
def read(name: str) -> dict[str, Any]:
    """The TOML file `lexicon/<name>.toml`."""
    return tomllib.loads(files("nlp.languages").joinpath("lexicon", f"{name}.toml").read_text("utf-8"))


@lru_cache
def words() -> dict[str, frozenset[str]]:
    """Frequent words by language key (`ru`, `kk`, `kk_latin`)."""
    return {key: frozenset(listed) for key, listed in read("words").items()}
