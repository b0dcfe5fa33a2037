"""The command that tells how crawls went: runs."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.output import put


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(runs)


def runs(
    context: typer.Context,
    last: Annotated[int, typer.Option(min=1, help="How many runs to show, the latest first.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False,
) -> None:
    """Tell how the last crawls went: when, over which sources, and what they found, by state."""
    from cli.workflow import opened

    with opened(context.obj) as store:
        for run in store.runs(last):
            ended = run.finished.isoformat(timespec="seconds") if run.finished else None
            if as_json:
                put({"run": run.id, "started": run.started.isoformat(timespec="seconds"), "finished": ended,
                     "counts": run.counts})  # fmt: skip
                continue
            typer.echo(f"{run.id}\t{run.started:%Y-%m-%d %H:%M:%S}\t{ended or 'not finished'}")
            for source, counts in run.counts.items():
                found = ", ".join(f"{count} {state}" for state, count in counts.items())
                typer.echo(f"  {source}: {found or 'nothing'}")
