"""The command that stays: crawl and analyse every so often, write the digest once a day, in one process."""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cli.output import say
from cli.sources import Folder, known_sources

if TYPE_CHECKING:
    from crawler.sources import Source

_DAY = dt.timedelta(days=1)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(watch)


@dataclass(slots=True)
class Duty:
    """Something to be done again and again: `due` next, then each time `after` says."""

    name: str
    do: Callable[[], None]
    due: dt.datetime
    after: Callable[[dt.datetime], dt.datetime]


def watch(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE…]", help="Sources; all without one.")] = None,
    sources: Folder = None,
    every: Annotated[float, typer.Option(min=0.001, help="Minutes from one crawl's beginning to the next's.")] = 60,
    digest_at: Annotated[
        dt.time,
        typer.Option(parser=dt.time.fromisoformat, metavar="HH:MM", help="When the day's digest is written, here."),
    ] = dt.time(7),
    digests: Annotated[Path, typer.Option(metavar="FOLDER", help="Where digests are written.")] = Path("digests"),
) -> None:
    """Crawl and analyse on a schedule and write each day's digest, until Ctrl-C or SIGTERM.

    A round that fails is said and the next one is made all the same. A digest whose hour was missed is made up for.
    """
    from crawler.sources import pick_sources

    known = known_sources(sources)
    picked = pick_sources(known, names or sorted(known))
    signal.signal(signal.SIGTERM, _interrupt)
    now, pause = _now(), dt.timedelta(minutes=every)
    today = dt.datetime.combine(now, digest_at, now.tzinfo)
    missed = not any(digests.glob(f"{now.date()}.*"))
    keep(
        Duty("crawl", lambda: _crawl(context.obj, picked), now, lambda begun: max(begun + pause, _now())),
        Duty("digest", lambda: _digest(context.obj, digests), max(today, now) if missed else today + _DAY,
             lambda begun: today + _DAY * ((begun - today) // _DAY + 1)),
    )  # fmt: skip


def keep(*duties: Duty) -> NoReturn:
    """Do each when it is due, one at a time, for ever."""
    while True:
        duty = min(duties, key=lambda duty: duty.due)
        time.sleep(max(0.0, (duty.due - _now()).total_seconds()))
        begun = _now()
        try:
            duty.do()
        except Exception as error:
            say(f"countercount: {duty.name} of {begun:%Y-%m-%d %H:%M} failed: {type(error).__name__}: {error}")
        duty.due = duty.after(begun)
        say(f"{duty.name} done, the next at {duty.due:%Y-%m-%d %H:%M}")


def _crawl(db: str | None, sources: list[Source]) -> None:
    from cli.crawling import report, run
    from cli.output import counted
    from cli.settings import archive_of, settings
    from cli.workflow import analyse, opened

    with opened(db) as store:
        report(run(sources, store, archive_of(db or settings().db), settings().crawl), as_json=False)
        done = analyse(store)
    say(f"analysed: {counted(done.documents, 'document')}")


def _digest(db: str | None, folder: Path) -> None:
    from cli.reading import Format, digest_text
    from cli.workflow import opened
    from reports.wording import LANGUAGES

    folder.mkdir(parents=True, exist_ok=True)
    today = _now().date()
    with opened(db) as store:
        for lang in LANGUAGES:
            for form in (Format.HTML, Format.MD):
                page = folder / f"{today}.{lang}.{form.value}"
                unfinished = page.with_name(page.name + ".part")
                unfinished.write_text(digest_text(store, form, None, today - _DAY, lang), encoding="utf-8")
                os.replace(unfinished, page)  # whoever reads it never sees half a page
    say(f"digest written to {folder}/{today}.*")


def _interrupt(_signal: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()
