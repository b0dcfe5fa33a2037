"""The command `explain`: what two claims of the store are to each other, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import fail, put
from cli.reading import Json, Language, language_of

if TYPE_CHECKING:
    from nlp.statements import Statement
    from storage.store import Store

ClaimId = Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim, or its beginning.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(explain)


def explain(context: typer.Context, first: ClaimId, second: ClaimId, lang: Language = None,
            as_json: Json = False) -> None:  # fmt: skip
    """Say whether two claims conflict, agree or speak of different things, with the arithmetic.

    Ids are those that `claims` prints; the beginning of one is enough.
    """
    from cli.workflow import opened
    from nlp.contradictions.verdicts import explain_pair
    from nlp.reference import load

    chosen = language_of(lang)
    with opened(context.obj) as store:
        a, b = _claim(store, first), _claim(store, second)
        judged = explain_pair(a, b, load(), _beside(store, a, b))
    if as_json:
        put({"a": a.id, "b": b.id, **judged.as_json(chosen)})
    else:
        typer.echo(f"{judged.outcome}{f' ({judged.kind})' if judged.kind else ''}: {judged.explanations[chosen]}")


def _claim(store: Store, prefix: str) -> Statement:
    found = store.claim_ids(prefix)
    if len(found) != 1:
        raise fail(f"{len(found) or 'no'} claims begin with {prefix!r}; `countercount claims` prints the ids")
    claim = store.claim(found[0])
    if claim is None:
        raise fail(f"claim {prefix!r} is gone")
    return claim


def _beside(store: Store, a: Statement, b: Statement) -> list[Statement]:
    """The claims that may decide on the two: those of the circles that hold both."""
    from nlp.contradictions import circles

    shared = [name for name in circles(a.claim) if name in circles(b.claim)]
    return list(store.circles(shared).statements)
