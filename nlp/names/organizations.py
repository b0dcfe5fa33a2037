"""The organizations that a text names, each once: its fullest form, its other forms, its type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

from nlp.claims import Organization, OrganizationType
from nlp.components.reading import ANAPHOR, PRONOUN, Name, Reading
from nlp.languages import fold, nominative, person_word
from nlp.names.lexicon import name_words, proper_name, without_head
from nlp.names.parties import NICKNAME
from nlp.names.recognized import recognized
from nlp.statements import folded

_DOMAIN = re.compile(r"\b[^\W\d_][\w-]{1,62}\.(?:kz|кз|ru|kg|uz|by|ua|com|org|net|info|media|asia)\b", re.IGNORECASE)
_CREDIT = re.compile(r"(?:фото|сурет|коллаж|скриншот|видео|photo|image)\w*\s*[:©/]?\s*[^\n.]{0,40}$", re.IGNORECASE)

_LONGEST_CREDIT = 120
_STEM = 5
"""Letters by which a longer name of a body is known to have a word: "прокуратура" in "Генеральная прокуратура"."""


def read_organizations(reading: Reading) -> None:
    """List each organization of the body once: its fullest form, its other forms, its type."""
    groups: dict[str, list[Name]] = {}
    low, high = reading.body
    for name in sorted([*reading.names, *reading.inner], key=lambda n: n.start):
        if (
            name.rule not in (ANAPHOR, PRONOUN)
            and (name.id is not None or not _only_called(name))
            and reading.organization_type(name) is not None
            and low <= name.start < high
        ):
            groups.setdefault(name.id or folded(name.name), []).append(name)
    for name in [*_media(reading), *_recognized(reading)]:
        groups.setdefault(name.id or folded(name.name), []).append(name)
    written = {folded(form) for names in groups.values() for form in _written(reading, names)}
    for name in _forces(reading):
        if not any(name.name[:_STEM].casefold() in form for form in written):
            groups.setdefault(name.name, []).append(name)
            written |= {folded(form) for form in _written(reading, [name])}
    reading.organizations = [_organization(reading, names) for names in _merged(groups)]


def _only_called(name: Name) -> bool:
    """Whether a party goes by its members or its leader, not by its name: "the socialists", "партия Вучича"."""
    whose = _OF_PERSON.fullmatch(name.name) if name.kind == "party" else None
    return name.rule == NICKNAME or (whose is not None and person_word(whose[1] or whose[2]) is True)


_OF_PERSON = re.compile(r"(?i:партия) ([А-ЯЁ][а-яё]+(?:а|ого|ой))|([А-ЯЁӘІҢҒҮҰҚӨҺ][а-яәіңғүұқөһ-]+)[тдн][ыі]ң партиясы")


def _media(reading: Reading) -> Iterator[Name]:
    """Media named by their address; one in a link, an e-mail, a picture's credit or a page's signature is none."""
    text = reading.text
    for match in _DOMAIN.finditer(text, *reading.body):
        before = text[match.start() - 1 : match.start()]
        near = max(0, match.start() - _LONGEST_CREDIT)
        line = text[max(near, text.rfind("\n", near, match.start()) + 1) : match.start()]
        signature = not line.strip() and text[match.end() : match.end() + 1] in ("\n", "")
        if before in ("@", "/", ".") or text.startswith(("/", "@"), match.end()) or signature or _CREDIT.search(line):
            continue
        shown = reading.quote(*match.span())[0]
        known = reading.reference.identify(shown.rpartition(".")[0], "media", None)
        yield Name(match.start(), match.end(), "media", shown, known, rule="address")


def _recognized(reading: Reading) -> Iterator[Name]:
    """What the trained recognizer adds, with its type and in the nominative."""
    own = name_words(reading.lang)
    for name in recognized(reading, own):
        lead = own.leads.match(fold(name.name)) or own.leads.match(name.name)
        shown = name.name[lead.end() :] if lead else name.name
        phrase = fold(shown)
        known = own.types.get(phrase) or own.types.get(phrase.split(" ")[0])
        kind = known or (own.type_of(phrase) if own.any_head.search(phrase) else "other")
        if phrase not in own.generic and not (lead and own.any_head.fullmatch(phrase)):
            yield replace(name, name=proper_name(shown, reading.lang), kind=kind)


def _forces(reading: Reading) -> Iterable[Name]:
    """The police and prosecutors where the text says what they say or count, each at its first mention."""
    found: dict[str, Name] = {}
    for match in name_words(reading.lang).forces.finditer(reading.folded, *reading.body):
        start, end = next(match.span(group) for group, found in match.groupdict().items() if found)
        shown = nominative(reading.text[start:end].lower(), reading.lang)
        found.setdefault(shown, Name(start, end, "government", shown, rule="force"))
    return found.values()


def _written(reading: Reading, names: list[Name]) -> Iterator[str]:
    """A body's names, and the words that stand for them."""
    for name in names:
        yield name.name
        yield " ".join(reading.quote(name.start, name.end)[0].split())


def _merged(groups: dict[str, list[Name]]) -> Iterable[list[Name]]:
    """Join a name's short form with its long one, where the text has both."""
    merged: list[list[Name]] = []
    for names in sorted(groups.values(), key=lambda names: names[0].id is None):
        for other in merged:
            if names[0].id is None and _forms_of_one(names[0].name, other[0].name, known=other[0].id is not None):
                other.extend(names)
                break
        else:
            merged.append(list(names))
    return sorted(merged, key=lambda names: names[0].start)


def _forms_of_one(a: str, b: str, *, known: bool) -> bool:
    short, long = sorted((folded(a), folded(b)), key=len)
    return short == long or (
        not known and len(short) > 5 and f" {short} " in f" {long} " and len(short) * 2 >= len(long)
    )


def _organization(reading: Reading, names: list[Name]) -> Organization:
    shown = list(dict.fromkeys(name.name for name in names))
    fullest = max(shown, key=lambda form: (any(c.isupper() for c in form), len(form)))
    fullest = without_head(fullest)
    aliases = [form for form in dict.fromkeys([*shown, *_written(reading, names)]) if form != fullest]
    return Organization(
        name=fullest, aliases=tuple(aliases), type=cast(OrganizationType, names[0].kind), id=names[0].id
    )
