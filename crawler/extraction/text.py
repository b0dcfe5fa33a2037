"""Bytes to characters, characters to clean lines, and the language of a text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

CELL = " | "
# Readers of the text know a new page or slide by several blank lines.
PAGE_BREAK = "\n\n\n\n"
SECTION = "\x1d"  # control characters are cut from every text, so none holds this one

# Read in turn where the bytes are not UTF-8. kz-1048 is windows-1251 with Kazakh letters in rarely used places.
_LEGACY = ("windows-1251", "kz1048", "koi8-r")
_COMMON = frozenset("оеаинтсрвлкмыіғқң")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_KAZAKH = re.compile(r"[әғқңұһ]+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[ .,]\d+)*")


def decode(payload: bytes, content_type: str) -> str:
    """Decode a page whose declared encoding may be missing or wrong; bytes cut in mid-character are left out."""
    for encoding in ("utf-8-sig", "utf-16") if payload[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return codecs.getincrementaldecoder(encoding)("strict").decode(payload)
        except UnicodeDecodeError:
            continue
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(payload[:4096])
    resolved = resolve_encoding(declared) if declared else None
    if resolved and resolved.startswith("utf"):
        # A page that says UTF-8 and holds a few broken bytes is still UTF-8: reading it as anything else garbles all.
        text = payload.decode(resolved, "replace")
        if text.count("\ufffd") * 50 < len(text):
            return text
    candidates = [name for name in (resolved, *_LEGACY) if name and not name.startswith("utf")]
    readings = [payload.decode(name, "replace") for name in candidates]
    return max(readings, key=_readable)


def _readable(text: str) -> float:
    """How much a reading looks like Russian or Kazakh rather than the same bytes in another code page.

    Code pages swap the case and the place of Cyrillic letters, so the true one has most of the common small letters.
    Text with little Cyrillic in it keeps the first reading, the declared one.
    """
    letters = _count(_LETTERS, text) or 1
    cyrillic = _count(_CYRILLIC, text)
    if cyrillic < 0.2 * letters:
        return 0.0
    return sum(1 for char in text if char in _COMMON) / letters - text.count("\ufffd") / len(text)


def clean(text: str) -> str:
    """One line of text: NFC, no control, format or private characters, spaces of every kind as single spaces."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if text.isprintable():
        return text
    kept = []
    for char in text:
        category = unicodedata.category(char)
        if category[0] == "Z" or char in "\t\n\r\x0b\x0c\x85":
            kept.append(" ")
        elif category[0] != "C":
            kept.append(char)
    return " ".join("".join(kept).split())


def join_lines(lines: Iterable[str]) -> str:
    """Clean lines, the empty ones and immediate repetitions left out; SECTION as a line is a blank line."""
    kept: list[str] = []
    for line in lines:
        if line == SECTION:
            kept.append("")
            continue
        cleaned = clean(line)
        if cleaned and (not kept or kept[-1] != cleaned):
            kept.append(cleaned)
    return "\n".join(kept)


def join_pages(pages: Iterable[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The texts of pages as one; where each page that has text begins in it, and its number from 1."""
    text = ""
    starts: list[tuple[int, int]] = []
    for number, page in enumerate(pages, 1):
        if page:
            text += PAGE_BREAK if starts else ""
            starts.append((len(text), number))
            text += page
    return text, tuple(starts)


def row(cells: Iterable[str]) -> str:
    """A table row as a line; empty cells stay, so that columns keep their places."""
    cleaned = [clean(cell) for cell in cells]
    return CELL.join(cleaned) if any(cleaned) else ""


def numbers(text: str) -> set[str]:
    """The numbers a text holds, with spaces inside them left out, to see whether a reading lost one."""
    return {re.sub(r"\s", "", number) for number in _NUMBER.findall(clean(text))}


def language(text: str, declared: str | None, languages: list[str]) -> str | None:
    """The language of a text: its letters outweigh what the page declares, which often is the template's language."""
    letters = _count(_LETTERS, text)
    if not letters:
        return None
    if _count(_CYRILLIC, text) > 0.5 * letters:
        if _count(_KAZAKH, text) > 0.01 * letters:
            return "kk"
        return declared if declared not in (None, "kk", "en") else "ru"
    if declared not in (None, "ru"):
        return declared
    latin = [lang for lang in languages if lang != "ru"]
    return "en" if "en" in latin or not latin else latin[0]


def _count(letters: re.Pattern[str], text: str) -> int:
    return sum(map(len, letters.findall(text)))
