"""Commands that read the store: contradictions, claims, search, digest, serve."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.output import counted, fail, put, say

if TYPE_CHECKING:
    from nlp.statements import Statement
    from reports.wording import Language as ReportLanguage
    from storage.views import History

Election = Annotated[str | None, typer.Option(metavar="ID", help="Election, as KZ-2021-01-10.")]
Since = Annotated[
    dt.datetime | None, typer.Option(metavar="DATE", formats=["%Y-%m-%d"], help="First found on or after this day.")
]
Metric = Annotated[str | None, typer.Option(metavar="NAME", help="What is counted, as turnout or vote_share.")]
Place = Annotated[str | None, typer.Option(metavar="CODE", help="ISO code of a country or region, as KZ or KZ-75.")]
Speaker = Annotated[str | None, typer.Option(metavar="KIND", help="Kind of speaker, as citizen_observers.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Limit = Annotated[int, typer.Option(metavar="N", min=1, help="Print at most so many claims.")]


class Lang(StrEnum):
    """Languages of the reports."""

    RU = "ru"
    KK = "kk"
    EN = "en"


class Format(StrEnum):
    """Forms of the digest."""

    HTML = "html"
    MD = "md"
    JSON = "json"


Form = Annotated[Format, typer.Option("--format", help="html, md or json.")]
Language = Annotated[Lang | None, typer.Option(help="Language; the settings' default without it.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    digest = typer.Typer(help="The digest of contradictions and new figures.", no_args_is_help=True)
    digest.command("show")(show_digest)
    app.add_typer(digest, name="digest")
    for command in (contradictions, disputes, claims, search, serve):
        app.command()(command)


def contradictions(
    context: typer.Context, election: Election = None, since: Since = None, lang: Language = None,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are closed or dismissed.")] = False,
    as_json: Json = False,
) -> None:  # fmt: skip
    """List the contradictions, gravest first."""
    from cli.workflow import opened

    chosen = language_of(lang)
    with opened(context.obj) as store:
        if everything:
            for one in store.history(election, since.date() if since else None):
                _print_history(one, chosen, as_json)
            return
        for found in store.contradictions(election, since.date() if since else None):
            if as_json:
                put(found.as_json(chosen))
            else:
                typer.echo(
                    f"{found.id}  {found.kind}  {found.election}  {found.severity:.2f}  {found.explanations[chosen]}"
                )


def _print_history(one: History, lang: str, as_json: bool) -> None:
    said = one.review and {"verdict": one.review.verdict, "by": one.review.by, "reason": one.review.reason}
    if as_json:
        put({**one.found.as_json(lang), "first_found": one.first_found.isoformat(), "review": said,
             "closed": one.closed and one.closed.isoformat(), "closed_because": one.because})  # fmt: skip
        return
    state = f"closed ({one.because})" if one.closed else "open"
    said_so = f", {one.review.verdict} by {one.review.by}: {one.review.reason}" if one.review else ""
    typer.echo(f"{one.found.id}  {state}{said_so}  {one.found.kind}  {one.found.explanations[lang]}")


def disputes(context: typer.Context, election: Election = None, since: Since = None, lang: Language = None,
             as_json: Json = False) -> None:  # fmt: skip
    """List what accounts clash on: one dispute a quantity, with its camps and contradictions, gravest first."""
    from cli.workflow import opened
    from reports.disputes import disputes as disputes_of

    chosen = language_of(lang)
    with opened(context.obj) as store:
        for dispute in disputes_of(store.contradictions(election, since.date() if since else None)):
            if as_json:
                put(dispute.as_json(chosen))
                continue
            what = "  ".join(filter(None, (dispute.election, dispute.place, dispute.metric, dispute.subject)))
            typer.echo(f"{what}  {dispute.severity:.2f}  {counted(len(dispute.contradictions), 'contradiction')}")
            for one in dispute.contradictions:
                typer.echo(f"  {one.kind}: {one.explanations[chosen]}")


def claims(context: typer.Context, election: Election = None, metric: Metric = None, place: Place = None,
           source_type: Speaker = None, limit: Limit = 100, as_json: Json = False) -> None:  # fmt: skip
    """List claims with their speakers and quotes."""
    from cli.workflow import opened
    from storage.views import ClaimFilter

    wanted = ClaimFilter(election=election, metric=metric, place=place, source_type=source_type, limit=limit)
    with opened(context.obj) as store:
        for statement in store.claims(wanted):
            _print_claim(statement, as_json)


def search(context: typer.Context, words: Annotated[list[str], typer.Argument(metavar="WORD")],
           election: Election = None, metric: Metric = None, place: Place = None,
           source_type: Speaker = None, limit: Limit = 20, as_json: Json = False) -> None:  # fmt: skip
    """Find claims and documents that hold the words in any of their forms."""
    from cli.workflow import opened
    from storage.views import ClaimFilter

    wanted = ClaimFilter(words=" ".join(words), election=election, metric=metric, place=place,
                         source_type=source_type, limit=limit)  # fmt: skip
    with opened(context.obj) as store:
        found = store.search(wanted)
    for statement in found.claims:
        _print_claim(statement, as_json)
    for saved in found.documents:
        if as_json:
            put({"document": saved.document.id, "title": saved.document.title, "publisher": saved.document.publisher})
        else:
            typer.echo(f"document  {saved.document.title or saved.document.id}  {saved.document.url or ''}")
    say(f"{counted(found.claims_total, 'claim')}, {counted(found.documents_total, 'document')}")


def _print_claim(statement: Statement, as_json: bool) -> None:
    claim = statement.claim
    if as_json:
        put(statement.model_dump(mode="json"))
        return
    said: dict[str, Any] = claim.model_dump(mode="json", exclude_none=True)
    what = said.get("metric") or said.get("aspect") or said.get("type")
    value = said.get("value", said.get("polarity", ""))
    if "low" in said:
        value = f"{said['low']}–{said['high']}"
    who = claim.source or claim.source_type
    quote = " ".join(claim.quote.split())
    where = [part for part in (claim.election, said.get("place"), f"{what} {value}".strip()) if part]
    typer.echo("  ".join([statement.id, *where, f"{who}: «{quote}»"]))


def show_digest(context: typer.Context, election: Election = None, since: Since = None, lang: Language = None,
                form: Form = Format.MD) -> None:  # fmt: skip
    """Print the digest: contradictions first, then figures, judgements, incidents, what was crawled and what failed."""
    from cli.workflow import opened

    with opened(context.obj) as store:
        typer.echo(digest_text(store, form, election, since.date() if since else None, language_of(lang)))


def digest_text(store: Any, form: Format, election: str | None, since: dt.date | None, lang: ReportLanguage) -> str:
    """The digest of a store in one of its forms."""
    from nlp.reference import load
    from reports.digest import digest, render_html, render_json, render_markdown

    made = digest(store, election=election, since=since, lang=lang)
    if form is Format.JSON:
        return render_json(made)
    render = render_html if form is Format.HTML else render_markdown
    return render(made, reference=load())


def serve(context: typer.Context, host: str = "127.0.0.1", port: int = 8000, lang: Language = None) -> None:
    """Show elections, contradictions, claims and documents as pages in a browser."""
    try:
        import uvicorn

        from reports.web import create_app
    except ImportError:
        raise fail("the pages need the extra `web`: pip install 'countercount[web]'") from None
    from cli.workflow import opened
    from nlp.reference import load

    with opened(context.obj) as store:
        say(f"serving on http://{host}:{port} (Ctrl-C ends it)")
        app = create_app(store, language_of(lang), load())
        uvicorn.run(app, host=host, port=port, log_level="warning")


def language_of(lang: Lang | None) -> Any:
    """The language asked for, or that of the settings."""
    from cli.settings import settings

    return str(lang) if lang else settings().lang
