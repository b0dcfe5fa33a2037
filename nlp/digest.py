"""What made a result, told from its code and data: nobody can forget to count a version up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable


def digest_of(*packages: str) -> str:
    """A hash of all code and data of some packages: what they find can change with any of it."""
    found = hashlib.sha256()
    for package in packages:
        for path, held in _held(files(package), package):
            found.update(f"{path}\n".encode() + hashlib.sha256(held).digest())
    return found.hexdigest()[:16]


def _held(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir():
            yield from _held(one, f"{path}/{one.name}")
        elif one.name.endswith((".py", ".toml")):
            yield f"{path}/{one.name}", one.read_bytes()
