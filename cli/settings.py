"""Settings: one TOML file, then environment variables (`COUNTERCOUNT_…`), then flags. Unknown keys are errors."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

import platformdirs
from pydantic import DirectoryPath, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from crawler.settings import CrawlSettings

FILE = platformdirs.user_config_path("countercount") / "settings.toml"


class SettingsError(ValueError):
    """Settings that cannot be used; the message names the key and why, or the file's line."""


def _default_db() -> str:
    return f"sqlite:///{platformdirs.user_data_path('countercount', ensure_exists=True) / 'countercount.sqlite'}"


class Settings(BaseSettings):
    """All settings of the program."""

    model_config = SettingsConfigDict(
        env_prefix="COUNTERCOUNT_", env_nested_delimiter="__", toml_file=FILE, extra="forbid"
    )

    db: str = Field(default_factory=_default_db, description="SQLAlchemy URL of the store: SQLite or PostgreSQL.")
    archive: Path | None = Field(
        default=None, description="Folder of the archive; by default beside the SQLite file, or among the user's data."
    )
    log: Path | None = Field(default=None, description="File to which crawls append what they do, as JSON lines.")
    lang: str = Field(default="ru", pattern="^(ru|kk|en)$", description="Language of the digest and the pages.")
    sources: list[DirectoryPath] = Field(default=[], description="Folders of source files beside the bundled ones.")
    crawl: CrawlSettings = CrawlSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def archive_of(db: str) -> Path:
    """The folder where the payloads of the store at `db` are archived."""
    from sqlalchemy import make_url

    if folder := settings().archive:
        return folder
    url = make_url(db)
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        return Path(url.database).with_suffix(".archive")
    return platformdirs.user_data_path("countercount") / f"{url.database}.archive"


@lru_cache
def settings() -> Settings:
    """The settings in force. Raises SettingsError."""
    try:
        return Settings()
    except ValidationError as error:
        faults = (
            f"{'.'.join(map(str, fault['loc']))}: "
            + ("no such setting" if fault["type"] == "extra_forbidden" else fault["msg"])
            for fault in error.errors()
        )
        raise SettingsError(f"settings ({FILE} and COUNTERCOUNT_… variables): {'; '.join(faults)}") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{FILE} is not TOML: {error}") from None
