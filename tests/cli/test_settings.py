"""Settings come from the environment and one file; what is wrong in either is said in one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def countercount(config: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from cli.main import main; main()", *words],
        env=dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(config)) | environment,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def written(config: Path, text: str) -> Path:
    file = config / "countercount" / "settings.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.skipif(sys.platform != "linux", reason="the folder of settings is told by XDG_CONFIG_HOME")
class TestWrongSettings:
    def test_unknown_key(self, tmp_path: Path) -> None:
        written(tmp_path, '[crawl]\ncontacct = "desk@press.example"\n')
        run = countercount(tmp_path, "claims")
        assert run.returncode == 1
        assert "crawl.contacct: no such setting" in run.stderr
        assert len(run.stderr.splitlines()) == 1

    def test_a_file_that_is_not_toml(self, tmp_path: Path) -> None:
        file = written(tmp_path, "lang = = 'kk'\n")
        run = countercount(tmp_path, "claims")
        assert run.returncode == 1
        assert f"{file} is not TOML" in run.stderr
        assert len(run.stderr.splitlines()) == 1

    def test_a_value_out_of_range(self, tmp_path: Path) -> None:
        run = countercount(tmp_path, "claims", COUNTERCOUNT_CRAWL__DELAY="-1")
        assert run.returncode == 1
        assert "crawl.delay" in run.stderr


def test_the_environment_outweighs_the_file(tmp_path: Path) -> None:
    written(tmp_path, 'db = "nonsense"\n')
    store = tmp_path / "store.sqlite"
    run = countercount(tmp_path, "claims", COUNTERCOUNT_DB=f"sqlite:///{store}")
    assert run.returncode == 0, run.stderr
    assert store.exists()
