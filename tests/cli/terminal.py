"""Runs the installed command in a home of its own, where no settings of this machine reach it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).with_name("countercount")
OK, FAILED, USAGE, PARTLY = 0, 1, 2, 3


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Terminal:
    """`home` holds settings and, unless `db` says otherwise, the store."""

    home: Path
    db: str = ""
    variables: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.db = self.db or f"sqlite:///{self.home / 'store.sqlite'}"

    @property
    def environment(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("COUNTERCOUNT_", "XDG_"))}
        return {**ours, "HOME": str(self.home), "COUNTERCOUNT_DB": self.db, "COLUMNS": "300", **self.variables}

    def start(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """Start the command and do not wait."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([COMMAND, *words], env=self.environment, cwd=self.home, **quiet)

    def run(self, *words: str | Path, stdin: str | bytes = b"") -> Answer:
        """Run the command to its end. No command may end in a traceback."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [COMMAND, *words], input=given, capture_output=True, env=self.environment, cwd=self.home, timeout=300,
            check=False,
        )  # fmt: skip
        answer = Answer(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in answer.err, answer.err
        return answer

    def tell(self, *words: str | Path, stdin: str | bytes = b"") -> Answer:
        """Run the command, which must succeed."""
        answer = self.run(*words, stdin=stdin)
        assert answer.code == OK, answer.err
        return answer


def lines(*records: dict[str, Any]) -> str:
    """JSON lines as a person would write them to a file."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
