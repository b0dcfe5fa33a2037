"""What crawls do, as JSON lines in a file that other programs read."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import WatchedFileHandler
from pathlib import Path

from cli.output import fail

_LEVELS = {"crawler": logging.INFO, "scrapy": logging.ERROR}  # Scrapy warns of what it calls experimental


@contextmanager
def logged(file: Path | None) -> Iterator[None]:
    """Append to a file what is logged meanwhile, one object a line; nothing without a file.

    The file may be moved away while it is written to, as logrotate does: the next line begins it anew.
    """
    if file is None:
        yield
        return
    from pythonjsonlogger.json import JsonFormatter

    try:
        handler = WatchedFileHandler(file, encoding="utf-8")
    except OSError as error:
        raise fail(f"the log {file} cannot be written: {error.strerror}") from None
    names = {"levelname": "level", "message": "event", "exc_info": "traceback"}
    handler.setFormatter(
        JsonFormatter("%(levelname)s %(message)s", rename_fields=names, timestamp="time", json_ensure_ascii=False)
    )
    loggers = [logging.getLogger(name) for name in _LEVELS]
    for logger in loggers:
        logger.setLevel(_LEVELS[logger.name])
        logger.addHandler(handler)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
        handler.close()
