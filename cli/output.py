"""Data goes to standard output, everything said about it to standard error; exit codes mean the same everywhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

if TYPE_CHECKING:
    from pydantic import ValidationError

    from nlp.claims import Record

R = TypeVar("R", bound="Record")

FAILED, USAGE, PARTLY, INTERRUPTED = 1, 2, 3, 130


def say(message: str) -> None:
    """Tell the person at the terminal something."""
    typer.echo(message, err=True)


def fail(message: str, code: int = FAILED) -> typer.Exit:
    """Say what went wrong and give the exception that ends the command."""
    say(f"countercount: {message}")
    return typer.Exit(code)


def counted(count: int, noun: str) -> str:
    """A number with its noun: 1 claim, 2 claims."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def put(record: object) -> None:
    """One JSON object on a line of standard output."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


def each_record(file: str, kind: type[R], problems: list[str]) -> Iterator[R]:
    """Read JSON lines from a file, or from standard input for "-".

    A line that cannot be read is named in `problems` and skipped; the others are not lost.
    """
    from pydantic import ValidationError

    with _opened(file) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield kind.model_validate_json(line)
            except ValidationError as error:
                problems.append(f"{file}, line {number}: {_why(error)}")
                say(f"countercount: {problems[-1]}; the line is skipped")


def _why(error: ValidationError) -> str:
    first: Any = error.errors()[0]
    if first["type"] == "json_invalid":
        return f"not JSON ({first['ctx']['error']})"
    if first["type"] == "missing":
        return f"lacks {first['loc'][0]!r}"
    return f"{'.'.join(map(str, first['loc'])) or 'line'}: {first['msg']}"


@contextmanager
def _opened(file: str) -> Iterator[Iterable[bytes]]:
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        lines = Path(file).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise fail(f"cannot read {file}: {error.strerror}", USAGE) from None
    with lines:
        yield lines


@contextmanager
def item(name: str, problems: list[str]) -> Iterator[None]:
    """One item of many: what goes wrong with it is named in `problems`, and the others go on."""
    try:
        yield
    except Exception as error:
        problems.append(f"{name}: {type(error).__name__}: {error}")
        say(f"countercount: cannot read {problems[-1]}")


def finish(problems: list[str]) -> None:
    """End with exit code 3 where some items failed."""
    if problems:
        raise typer.Exit(PARTLY)
