"""The identity of a page: its canonical address."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|yclid|ysclid|_openstat|mc_cid|mc_eid|igshid|_ga)(?:=|$)", re.IGNORECASE
)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def canonical(url: str) -> str:
    """An address without fragment, tracking parameters and default port, its parameters in order."""
    parts = urlsplit(url.strip())
    netloc = parts.netloc.lower().removesuffix(_DEFAULT_PORTS.get(parts.scheme.lower(), ":-"))
    query = "&".join(part for part in parts.query.split("&") if not _TRACKING.match(part))
    return str(canonicalize_url(urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", query, ""))))


def resolve(base: str, link: str) -> str | None:
    """The canonical address of a link on a page; None for mailto:, javascript: and what is no address."""
    try:
        url = urljoin(base, link.strip())
        return canonical(url) if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname else None
    except ValueError:
        return None


def preferred(url: str, declared: str | None) -> str:
    """What a page's own `<link rel=canonical>` makes of its address: believed on the same host alone.

    The front page as the canonical address of an article is a fault of the template. The scheme stays as fetched.
    """
    resolved = resolve(url, declared) if declared else None
    if resolved is None:
        return canonical(url)
    here, there = urlsplit(canonical(url)), urlsplit(resolved)
    if there.netloc != here.netloc or (there.path == "/" and not there.query):
        return canonical(url)
    return urlunsplit(there._replace(scheme=here.scheme))
