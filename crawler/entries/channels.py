"""Public pages of Telegram channels: each message is a document."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lxml.html import HtmlElement

from crawler.addresses import resolve
from crawler.entries.finds import Find, Finds, NoLinks
from crawler.extraction.dates import read_date
from crawler.extraction.html import parse
from crawler.extraction.lines import block_lines
from crawler.extraction.records import Extracted
from crawler.extraction.text import clean, decode, join_lines, language
from crawler.sources import Source

_LONGEST_TITLE = 120
_OLDER = "a.tme_messages_more[href*='before='], .js-messages_more_wrap a[href*='before=']"
# A quoted reply has a text of its own, which is another message's.
_TEXT = (
    ".//*[contains(concat(' ', @class, ' '), ' tgme_widget_message_text ')]"
    "[not(ancestor::*[contains(@class, 'tgme_widget_message_reply')])]"
)


def channel_finds(payload: bytes, content_type: str, url: str, source: Source, fetched: dt.datetime) -> Finds:
    """The messages of a channel's page, the latest first, and the page of those before them."""
    tree = parse(decode(payload, content_type))
    wraps = tree.cssselect(".tgme_widget_message_wrap")
    if not wraps and not tree.cssselect(".tgme_channel_info_header_title, .tgme_page_title"):
        raise NoLinks("no public channel of this name")
    finds = [find for wrap in wraps if (find := _message(wrap, url, source, fetched))]
    older = next((link.get("href") for link in tree.cssselect(_OLDER)), None)
    return Finds(finds[::-1], following=resolve(url, older) if older else None)


def _message(wrap: HtmlElement, url: str, source: Source, fetched: dt.datetime) -> Find | None:
    permalink = next((link.get("href") for link in wrap.cssselect("a.tgme_widget_message_date[href]")), None)
    link = resolve(url, permalink) if permalink else None
    text = join_lines(_lines(wrap))
    if link is None or not any(map(str.isalnum, text)):
        return None
    stamp = next((time.get("datetime") or "" for time in wrap.cssselect(".tgme_widget_message_meta time")), "")
    published = read_date(stamp, fetched)
    title = text.split("\n", 1)[0]
    if len(title) > _LONGEST_TITLE:
        title = title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return Find(link, title, published, Extracted(text, title, published, language(text, None, source.languages)))


def _lines(wrap: HtmlElement) -> list[str]:
    """Who is forwarded, the message, its poll, the names of its files: nothing of previews and quoted replies."""
    lines: list[str] = []
    lines += [f"Forwarded from {_words(name)}" for name in wrap.cssselect(".tgme_widget_message_forwarded_from_name")]
    for text in wrap.xpath(_TEXT):
        lines += block_lines(text)
    lines += [_words(question) for question in wrap.cssselect(".tgme_widget_message_poll_question")]
    lines += [" | ".join(filter(None, (_words(part) for part in option.cssselect(
        ".tgme_widget_message_poll_option_text, .tgme_widget_message_poll_option_percent"
    )))) for option in wrap.cssselect(".tgme_widget_message_poll_option")]  # fmt: skip
    lines += [_words(name) for name in wrap.cssselect(".tgme_widget_message_document_title")]
    return lines


def _words(element: Any) -> str:
    return clean(element.text_content())
