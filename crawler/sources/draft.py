"""A first source file for a site, from what its front page and its robots.txt say of it."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin, urlsplit

from crawler.extraction.html import parse
from crawler.extraction.text import clean, decode, language

_FEEDS = ("application/rss+xml", "application/atom+xml")
_SITEMAP = re.compile(r"^\s*sitemap:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def draft_source(url: str, page: bytes, content_type: str, robots: str) -> str:
    """The TOML of a source with the entry points that the site names itself; what is missing is said in comments."""
    tree = parse(decode(page, content_type))
    host = urlsplit(url).hostname or ""
    title = clean(tree.findtext(".//title") or "") or host
    lang = (tree.get("lang") or "")[:2].lower().replace("kz", "kk") or language(tree.text_content(), None, []) or "ru"
    feeds = [
        urljoin(url, link.get("href"))
        for link in tree.iter("link")
        if link.get("type") in _FEEDS and link.get("href") and "comments" not in link.get("href")
    ]
    sitemaps = [urljoin(url, said) for said in _SITEMAP.findall(robots)]
    entries = [("feed", feed) for feed in feeds[:1]] + [("sitemap", sitemap) for sitemap in sitemaps[:3]]
    inside = [(kind, entry) for kind, entry in entries if (urlsplit(entry).hostname or "") == host]
    lines = [
        '# country = "KZ"                    # ISO code of the publisher\'s country',
        f"languages = [{_quoted(lang)}]",
        f"hosts = [{_quoted(host)}]",
        "# include = ['/news/\\d+']           # a regex that the addresses of articles match",
        "",
        "[publisher]",
        'kind = "media"                       # or election_authority, citizen_observers, ...',
        f"name.{lang} = {_quoted(title[:80])}",
    ]
    for kind, entry in inside:
        lines += ["", "[[entries]]", f"kind = {_quoted(kind)}", f"url = {_quoted(entry)}"]
        lines += ["days = 7"] if kind == "sitemap" else []
    if not inside:
        lines += [
            "",
            "# The site names neither feed nor sitemap: list its articles.",
            "[[entries]]",
        ]
        lines += ['kind = "listing"', f"url = {_quoted(url)}", 'links = "h2 a, h3 a"                 # check this']
    if generator := tree.xpath("string(//meta[@name='generator']/@content)"):
        lines += ["", f"# The site says it is made with {clean(generator)[:60]}."]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
