"""The application: routes, languages, safety headers and errors.

Each page stands under `/`, in the default language, and under `/ru`, `/kk`, `/en`; with `.json` behind it, it is data.
The handlers run in worker threads, so the store must allow calls from several threads.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BeforeValidator
from starlette.exceptions import HTTPException
from starlette.middleware.base import RequestResponseEndpoint

from nlp.claims import Metric, SourceType
from nlp.contradictions.actors import ReferenceLike
from reports.links import Addresses
from reports.protocols import ReportStore
from reports.templating import html_environment
from reports.web.views import NotFoundError, View, Views
from reports.wording import LANGUAGE_NAMES, LANGUAGES, Language, Wording
from storage.views import ClaimFilter

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_STATIC = Path(__file__).parent / "static"

_open_if_blank = BeforeValidator(lambda value: value or None)  # a form sends its empty fields too
Text = Annotated[str | None, Query(max_length=200), _open_if_blank]
ElectionId = Annotated[str | None, Query(max_length=40), _open_if_blank]
PlaceCode = Annotated[str | None, Query(pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?)?$"), _open_if_blank]
MetricName = Annotated[Metric | None, Query(), _open_if_blank]
Speaker = Annotated[SourceType | None, Query(), _open_if_blank]
ClaimKind = Annotated[Literal["figure", "assessment", "incident"] | None, Query(), _open_if_blank]
Since = Annotated[dt.date | None, Query(), _open_if_blank]
PageNumber = Annotated[int, Query(ge=1, le=10_000)]


def create_app(store: ReportStore, lang_default: Language = "ru", reference: ReferenceLike | None = None) -> FastAPI:
    """The application over a store. `lang_default` is the language of addresses that name none."""
    app = FastAPI(title="Countercount", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    sites = {lang: _Site(store, lang, f"/{lang}", reference) for lang in LANGUAGES}
    for lang, site in sites.items():
        app.include_router(site.router(), prefix=f"/{lang}", include_in_schema=False)
    default = _Site(store, lang_default, "", reference)
    app.include_router(default.router())

    def site_of(request: Request) -> _Site:
        first = str(request.scope["path"]).split("/")[1]
        return next((site for lang, site in sites.items() if lang == first), default)

    @app.middleware("http")
    async def guard(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        response.headers.update(_HEADERS)
        return response

    @app.exception_handler(NotFoundError)
    def not_found(request: Request, error: NotFoundError) -> Response:
        return site_of(request).problem(request, 404, "not_found", [site_of(request).words("not_found_text")])

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        site = site_of(request)
        if error.status_code == 404:
            return site.problem(request, 404, "not_found", [site.words("not_found_text")])
        return site.problem(request, error.status_code, "bad_request", [str(error.detail)])

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        site = site_of(request)
        names = dict.fromkeys(str(one["loc"][-1]) for one in error.errors())
        return site.problem(request, 422, "bad_request", [site.words("bad_parameter", name=name) for name in names])

    return app


class _Site:
    """The pages in one language under one prefix."""

    def __init__(self, store: ReportStore, lang: Language, prefix: str, reference: ReferenceLike | None) -> None:
        self.words = Wording(lang, reference)
        self._prefix = prefix
        self._addresses = Addresses(prefix)
        self._views = Views(store, self.words, self._addresses)
        self._templates = html_environment()

    def router(self) -> APIRouter:
        """Every page twice: as HTML, and with `.json` behind its address as data.

        Decorators register from below: the address with `.json` has to be tried before the one it also fits.
        """
        routes = APIRouter()
        views = self._views

        @routes.get("/", response_class=HTMLResponse, include_in_schema=False)
        @routes.get("/elections", response_class=HTMLResponse, include_in_schema=False)
        @routes.get("/elections.json")
        def elections(request: Request) -> Response:
            return self._shown(request, views.elections())

        @routes.get("/elections/{election}/chart.svg", include_in_schema=False)
        def chart(election: str) -> Response:
            return Response(views.chart(election), media_type="image/svg+xml")

        @routes.get("/elections/{election}", response_class=HTMLResponse, include_in_schema=False)
        @routes.get("/elections/{election}.json")
        def election(request: Request, election: str) -> Response:
            return self._shown(request, views.election(election))

        @routes.get("/claims", response_class=HTMLResponse, include_in_schema=False)
        @routes.get("/claims.json")
        def claims(
            request: Request, *, words: Text = None, election: ElectionId = None, metric: MetricName = None,
            place: PlaceCode = None, source_type: Speaker = None, kind: ClaimKind = None, since: Since = None,
            page: PageNumber = 1,
        ) -> Response:  # fmt: skip
            wanted = ClaimFilter(words=words, election=election, metric=metric, place=place, source_type=source_type,
                                 kind=kind, since=since)  # fmt: skip
            return self._shown(request, views.claims(wanted, page))

        @routes.get("/claims/{statement}", response_class=HTMLResponse, include_in_schema=False)
        @routes.get("/claims/{statement}.json")
        def claim(request: Request, statement: str) -> Response:
            return self._shown(request, views.claim(statement))

        @routes.get("/documents/{document:path}", response_class=HTMLResponse, include_in_schema=False)
        @routes.get("/documents/{document:path}.json")
        def document(request: Request, document: str) -> Response:
            try:
                return self._shown(request, views.document(document))
            except NotFoundError:
                if not _wants_data(request):
                    raise
            # No such document: then ".json" belongs to the address of a page that we keep.
            return self._page(request, views.document(document + ".json"))

        @routes.get("/search", response_class=HTMLResponse, include_in_schema=False)
        @routes.get("/search.json")
        def search(
            request: Request, *, q: Text = None, election: ElectionId = None, metric: MetricName = None,
            place: PlaceCode = None, source_type: Speaker = None, page: PageNumber = 1,
        ) -> Response:  # fmt: skip
            wanted = ClaimFilter(words=q, election=election, metric=metric, place=place, source_type=source_type)
            return self._shown(request, views.search(wanted, page))

        return routes

    def problem(self, request: Request, status: int, key: str, details: list[str]) -> Response:
        """An error as a page, or as problem+json where data was asked for."""
        title = self.words(key)
        if _wants_data(request):
            body = {"type": "about:blank", "title": title, "status": status, "detail": " ".join(details)}
            return JSONResponse(body, status, media_type="application/problem+json")
        return self._page(request, View("problem.html", title, {"details": details}, {}), status)

    def _shown(self, request: Request, view: View) -> Response:
        return JSONResponse(view.data) if _wants_data(request) else self._page(request, view)

    def _page(self, request: Request, view: View, status: int = 200) -> Response:
        path = request.scope["path"].removeprefix(self._prefix) or "/"
        data_path = f"{self._prefix}{'/elections' if path == '/' else path}.json"
        context: dict[str, Any] = {
            "w": self.words, "at": self._addresses, "title": view.title, "template": view.template,
            "languages": [(lang, name, _same_query(request, f"/{lang}{path}"))
                          for lang, name in LANGUAGE_NAMES.items()],
            "data_address": _same_query(request, data_path) if status == 200 else None,
            "page_address": lambda number: _page_address(request, number),
        }  # fmt: skip
        html = self._templates.get_template(view.template).render(context | view.context)
        return HTMLResponse(html, status)


def _wants_data(request: Request) -> bool:
    return str(request.scope["path"]).endswith(".json")


def _same_query(request: Request, path: str) -> str:
    # The path of the scope is decoded: ids of documents hold "?" and "%" that must not be read as the address's own.
    return quote(path, safe="/:") + (f"?{request.url.query}" if request.url.query else "")


def _page_address(request: Request, number: int) -> str:
    kept = [(key, value) for key, value in request.query_params.multi_items() if key != "page" and value]
    return "?" + urlencode([*kept, ("page", number)])
