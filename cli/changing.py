"""The command that tells what pages changed: changes."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.output import put
from cli.reading import Election, Json, Since

if TYPE_CHECKING:
    from nlp.statements import Statement
    from storage.views import PageChange

_MOST_WORDS = 4000  # of one passage: difflib's time grows with the square


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(changes)


def changes(
    context: typer.Context,
    document: Annotated[
        str | None, typer.Argument(metavar="[DOCUMENT]", help="Its address or id; all without.")
    ] = None,
    since: Since = None,
    election: Election = None,
    as_json: Json = False,
) -> None:
    """List what pages changed after they were saved: which claims, and which words. Then the pages that are removed."""
    from cli.workflow import opened

    day = since.date() if since else None
    with opened(context.obj) as store:
        for one in store.changes(document, day, election):
            _print(one, as_json)
        for page in store.removed(day, election):
            if document not in (None, page.document, page.url):
                continue
            if as_json:
                put({"document": page.document, "url": page.url, "removed": page.removed.isoformat()})
            else:
                typer.echo(f"{page.removed:%Y-%m-%d %H:%M}  removed  {page.url}")


def words_changed(before: str, after: str) -> list[tuple[str, str]]:
    """Passages that a text lost, each with what stands there now; either may be empty."""
    found = []
    for old, new in _passages(before.splitlines(), after.splitlines()):
        words = [re.findall(r"\S+", "\n".join(lines))[:_MOST_WORDS] for lines in (old, new)]
        found += [(" ".join(lost), " ".join(come)) for lost, come in _passages(*words)]
    return found


def _passages(old: list[str], new: list[str]) -> list[tuple[list[str], list[str]]]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [(old[a:b], new[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]


def _print(change: PageChange, as_json: bool) -> None:
    words = words_changed(change.before, change.after)
    changed, appeared, vanished = change.claims
    if as_json:
        put({
            "document": change.document, "url": change.url, "version": change.version,
            "last_seen": change.last_seen.isoformat(), "seen": change.seen.isoformat(),
            "changed": [{"before": _plain(old), "after": _plain(new)} for old, new in changed],
            "appeared": [_plain(said) for said in appeared], "vanished": [_plain(said) for said in vanished],
            "words": [{"before": lost, "after": come} for lost, come in words],
        })  # fmt: skip
        return
    typer.echo(f"{change.seen:%Y-%m-%d %H:%M}  version {change.version}  {change.url or change.document}")
    for old, new in changed:
        typer.echo(f"  changed: {_told(old)} -> {_told(new)}")
    for kind, claims in (("appeared", appeared), ("vanished", vanished)):
        for said in claims:
            typer.echo(f"  {kind}: {_told(said)}")
    for lost, come in words:
        typer.echo(f"  words: [-{lost}-] {{+{come}+}}")


def _plain(said: Statement) -> dict[str, Any]:
    return {"id": said.id, **said.claim.model_dump(mode="json", exclude_none=True)}


def _told(said: Statement) -> str:
    return f"«{' '.join(said.claim.quote.split())}»"
