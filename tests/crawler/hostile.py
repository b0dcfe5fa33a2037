"""What a hostile document makes its reader do. Functions of a module, so that a worker process can run them."""

from __future__ import annotations

import os
import re
import signal
import time


def double(number: int) -> int:
    return 2 * number


def process() -> int:
    return os.getpid()


def complain() -> None:
    raise ValueError("no text")


def hang() -> None:
    """In C code that holds the interpreter's lock."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def sleep() -> None:
    time.sleep(60)


def swallow() -> None:
    _ = b"x" * 10_000_000_000


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)
