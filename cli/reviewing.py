"""Commands for people who check what was found: review, merge, evaluate."""

from __future__ import annotations

import json
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import each_record, finish, put, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.store import Store

Reason = Annotated[str, typer.Option(help="Why.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who says so.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


class OnContradiction(StrEnum):
    """What may be said of a contradiction."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class OnClaim(StrEnum):
    """What may be said of a claim."""

    RIGHT = "right"
    WRONG = "wrong"


class Mergeable(StrEnum):
    """What may turn out to be one."""

    ACTOR = "actor"
    ELECTION = "election"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Say what is right and wrong in the store, and why.", no_args_is_help=True)
    group.command("contradiction")(review_contradiction)
    group.command("claim")(review_claim)
    group.command("withdraw")(withdraw)
    group.command("list")(list_reviews)
    group.command("export")(export)
    app.add_typer(group, name="review")
    app.command()(merge)
    app.command()(evaluate)


def review_contradiction(context: typer.Context, contradiction: str, verdict: OnContradiction, reason: Reason,
                         by: By) -> None:  # fmt: skip
    """Confirm a contradiction, or dismiss it: then it is shown no more."""
    from cli.workflow import opened

    with opened(context.obj) as store:
        store.review_contradiction(contradiction, verdict.value, reason, by)


def review_claim(
    context: typer.Context,
    claim: str,
    verdict: OnClaim,
    reason: Reason,
    by: By,
    slot: Annotated[
        str | None, typer.Option(help="What is wrong, as place; without it: the words make no claim.")
    ] = None,
    value: Annotated[str | None, typer.Option(help="What is right; null for nothing.")] = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only for the words of this document.")] = None,
) -> None:
    """Say that a claim is read right or wrong; corrected, it is judged anew."""
    if (slot is None) != (value is None):
        raise typer.BadParameter("--slot and --value go together")
    if verdict is OnClaim.RIGHT and slot is not None:
        raise typer.BadParameter("a right claim needs no --slot")
    with _judged_after(context) as store:
        store.review_claim(claim, verdict.value, reason, by, slot=slot, right=_parsed(value), document=document)


def withdraw(context: typer.Context, target: Annotated[str, typer.Argument(metavar="CLAIM|CONTRADICTION")]) -> None:
    """Take back what is said of a claim (its id before the correction) or of a contradiction."""
    with _judged_after(context) as store:
        store.withdraw_review(target)


def list_reviews(context: typer.Context, as_json: Json = False) -> None:
    """List what is said and not taken back."""
    from cli.workflow import opened

    with opened(context.obj) as store:
        for one in store.reviews():
            if as_json:
                put({"about": one.about, "target": one.target, "verdict": one.verdict, "slot": one.slot,
                     "right": json.loads(one.right) if one.right else None, "reason": one.reason, "by": one.by,
                     "at": one.at.isoformat()})  # fmt: skip
            else:
                right = f"  {one.slot}: {one.right}" if one.slot else ""
                typer.echo(f"{one.about} {one.target}  {one.verdict}{right}  {one.by}, {one.at:%Y-%m-%d}: {one.reason}")


def export(context: typer.Context) -> None:
    """Print the reviewed claims with their texts, one case a line, for `evaluate`."""
    from cli.workflow import opened

    with opened(context.obj) as store:
        for case in store.cases():
            put(case.model_dump(mode="json"))


def merge(
    context: typer.Context,
    kind: Mergeable,
    old: Annotated[str, typer.Argument(help="An actor's id or name, or an election's id.")],
    new: Annotated[str | None, typer.Argument(help="What it is one with.")] = None,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who says so.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take the merger of OLD back.")] = False,
) -> None:
    """Let two actors, or two elections, be one: the claims of OLD become those of NEW."""
    if undo != (new is None) or (not undo and not (reason and by)):
        raise typer.BadParameter("give NEW with --reason and --by, or --undo alone")
    with _judged_after(context) as store:
        if new is None:
            store.unmerge(kind.value, old)
        else:
            followed = store.merge(kind.value, old, new, reason, by)
            if not followed:
                say(f"no claim is of {old} so far; claims of a known actor are found by its id, not by its name")


def evaluate(
    jsonl: Annotated[str, typer.Option("--jsonl", metavar="FILE", help="Cases from `review export`; - for stdin.")],
    as_json: Json = False,
) -> None:
    """Read the texts of reviewed claims anew and tell how many come out right, by what was wrong."""
    from nlp.pipeline import VERSION, Extractor
    from nlp.reviews import Case, shares
    from nlp.reviews import evaluate as scored

    problems: list[str] = []
    results = list(scored(each_record(jsonl, Case, problems), Extractor().extract))
    if as_json:
        for one in results:
            put({"document": one.case.document.id, "quote": one.case.read.quote, "about": one.case.about,
                 "passed": one.passed})  # fmt: skip
    else:
        for about, (passed, total) in shares(results).items():
            typer.echo(f"{about}: {passed} of {total} ({passed / total:.0%})")
    say(f"extractor {VERSION}")
    finish(problems)


@contextmanager
def _judged_after(context: typer.Context) -> Iterator[Store]:
    """The store; what changed in it is judged at the end."""
    from cli.workflow import judge_changed, opened

    with opened(context.obj) as store:
        yield store
        say(f"contradictions in what changed: {judge_changed(store)}")


def _parsed(value: str | None) -> object:
    """A text, or JSON where it is null or an object (a sample)."""
    return json.loads(value) if value is not None and (value == "null" or value.startswith("{")) else value
