"""Invented pages in the technology of real sites, kept as text: several answers a file, with the truth about each.

A file holds answers one after another. Each begins with `@@ ADDRESS`, has fields down to a line `@@`, then the body:

    @@ https://www.press.example/news/1
    title: The title the page should give        (a page with a title is an article; others are lists)
    published: 2021-01-10                         (empty: the page says none)
    lang: ru
    identity: https://…                           (what the page is known by, if not its address)
    entry: https://…                              (the article is taken from this entry point, it has no body itself)
    type: text/html; charset=utf-8                (the Content-Type sent)
    encoding: utf-8                               (how the body is really encoded)
    make: pdf                                     (the body's paragraphs are made into a PDF)
    @@
    <html>…

⟦ and ⟧ stand around the article's own words. They are not sent; what stands outside them is chrome. `{{3}}` is the day
three days ago, `{{0:%Y%m%d}}` today written so.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import lxml.html

HERE = Path(__file__).parent
_NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)*|\d+(?:[.,]\d+)*")
_MAIN = re.compile("⟦(.*?)⟧", re.DOTALL)
_DAY = re.compile(r"\{\{(\d+)(?::([^}]+))?\}\}")


@dataclass(frozen=True)
class Answer:
    """One address of a recorded site, what it sends, and what should be read from it."""

    url: str
    fields: dict[str, str]
    marked: str

    @property
    def is_article(self) -> bool:
        return "title" in self.fields

    @property
    def media_type(self) -> str:
        return self.fields.get("type", "application/pdf" if "make" in self.fields else "text/html; charset=utf-8")

    @property
    def identity(self) -> str:
        return self.fields.get("identity", self.url)

    @property
    def body(self) -> bytes:
        text = re.sub("[⟦⟧]", "", self.marked)
        if self.fields.get("make") == "pdf":
            return _pdf(text)
        return text.encode(self.fields.get("encoding", "utf-8"), "xmlcharrefreplace")

    @property
    def published(self) -> dt.date | None:
        said = self.fields["published"]
        return dt.date.fromisoformat(said) if said else None

    def main_numbers(self) -> Counter[str]:
        """The numbers of the article itself, each as often as it stands there."""
        return numbers(" ¶ ".join(_visible(part) for part in _MAIN.findall(self.marked)))

    def chrome_numbers(self) -> set[str]:
        """The numbers that stand outside the article and nowhere in it."""
        around = numbers(_visible(_MAIN.sub(" ¶ ", self.marked)))
        return set(around) - set(self.main_numbers()) - set(numbers(self.fields["title"]))


def numbers(text: str) -> Counter[str]:
    """Numbers as written, without the spaces in them."""
    spaced = re.sub(r"[\s\u00a0\u202f]+", " ", text)
    return Counter(re.sub(" ", "", found) for found in _NUMBER.findall(spaced))


def read_recorded(path: Path, today: dt.date | None = None) -> list[Answer]:
    """The answers of a file."""
    text = _DAY.sub(lambda found: _back(found, today or dt.datetime.now(dt.UTC).date()), path.read_text("utf-8"))
    answers = []
    for part in re.split(r"^@@ ", text, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n@@\n")
        url, *lines = head.removesuffix("\n@@").split("\n")
        fields = dict(re.split(r":\s?", line, maxsplit=1) for line in lines)
        answers.append(Answer(url.strip(), fields, body.removesuffix("\n")))
    return answers


def all_articles() -> dict[str, tuple[str, Answer, Answer]]:
    """Every recorded article: the source it belongs to ("" for none), itself, and the answer that holds its words."""
    found = {}
    for path in sorted([*(HERE / "sites").glob("*.pages"), *(HERE / "pages").glob("*.pages")]):
        answers = {answer.url: answer for answer in read_recorded(path)}
        source = path.stem if path.parent.name == "sites" else ""
        for rank, answer in enumerate(answer for answer in answers.values() if answer.is_article):
            held = answers[answer.fields["entry"]] if "entry" in answer.fields else answer
            article = answer if held is answer else replace(answer, marked=_part_of(held, answer))
            found[f"{path.stem}-{rank + 1}"] = (source, article, held)
    return found


def _part_of(held: Answer, article: Answer) -> str:
    """The marked words of an article that an entry point holds: the first ones after its address or title."""
    places = [held.marked.find(said) for said in (article.url, article.fields["title"])]
    after = held.marked[max(places) if "t.me" not in article.url else 0 :]
    return f"⟦{match[1]}⟧" if (match := _MAIN.search(after)) else ""


def _back(found: re.Match[str], today: dt.date) -> str:
    return (today - dt.timedelta(days=int(found[1]))).strftime(found[2] or "%Y-%m-%d")


def _visible(markup: str) -> str:
    if not markup.strip():
        return ""
    tree = lxml.html.fromstring(f"<div>{re.sub(r'<!DOCTYPE[^>]*>|<[?]xml[^>]*>', '', markup)}</div>")
    for element in tree.xpath("//script | //style | //head | //title"):
        element.drop_tree()
    return " ¶ ".join(tree.itertext())


def _pdf(text: str) -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    file = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(file, invariant=True).build([Paragraph(part, style) for part in text.split("\n\n")])
    return file.getvalue()
