"""The command that tells how crawls went: runs."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.output import fail, put


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(runs)


def runs(
    context: typer.Context,
    run_id: Annotated[int | None, typer.Argument(metavar="[ID]", help="One run, with what failed and why.")] = None,
    last: Annotated[int, typer.Option(min=1, help="How many runs to show, the latest first.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False,
) -> None:
    """Tell how the last crawls went: when, over which sources, and what they found, by state."""
    from cli.workflow import opened

    with opened(context.obj) as store:
        found = store.runs(last) if run_id is None else store.runs(1, run_id)
        if run_id is not None and not found:
            raise fail(f"no run {run_id}; `countercount runs` lists them")
        failures = store.failures(run_id) if run_id is not None else []
        for run in found:
            ended = run.finished.isoformat(timespec="seconds") if run.finished else None
            if as_json:
                put({"run": run.id, "started": run.started.isoformat(timespec="seconds"), "finished": ended,
                     "counts": run.counts, **({} if run_id is None else {"failures": failures})})  # fmt: skip
                continue
            typer.echo(f"{run.id}\t{run.started:%Y-%m-%d %H:%M:%S}\t{ended or 'not finished'}")
            for source, counts in run.counts.items():
                states = ", ".join(f"{count} {state}" for state, count in counts.items())
                typer.echo(f"  {source}: {states or 'nothing'}")
        if not as_json:
            for url, state, reason in failures:
                typer.echo(f"  {state}: {url}: {reason}")
