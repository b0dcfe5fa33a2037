"""Names that are known before a text is read: actors and places of the reference data, ballot options, chambers."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.components.contests import questions_in
from nlp.components.frames import lexicon
from nlp.components.reading import OPENING, Name, Reading
from nlp.languages import nominative, person_word
from nlp.names.contestant_words import contestant_words
from nlp.names.lexicon import name_words
from nlp.reference import NameMatch
from nlp.statements import folded

_KINDS = {"international_and_citizen_observers": "citizen_observers"}
"""Kinds of the reference data that the contract does not part."""


def known_names(reading: Reading) -> list[Name]:
    """Names of the reference data, ballot options and chambers; they may overlap. Notes the countries of adjectives."""
    matches = reading.reference.names(reading.text, reading.lang, _home(reading), reading.document.published)
    reading.peoples = [match.country for match in matches if match.type == "adjective"]
    known = [
        _place(reading, m) if m.kind != "actor" else Name(m.start, m.end, _KINDS.get(m.type, m.type), m.form, id=m.id)
        for m in matches
        if m.type != "adjective" and not _namesake(reading, m) and not _begins(reading, m)
    ]
    return [*known, *_options(reading), *_parliaments(reading)]


def is_people(reading: Reading, form: str) -> bool:
    """Whether a word says of what country somebody is: "American", "Albanian"."""
    found = reading.reference.names(form, reading.lang)
    return any(match.type == "adjective" and match.end - match.start == len(form) for match in found)


def _begins(reading: Reading, match: NameMatch) -> bool:
    """Whether a Kazakh word that only begins a sentence looks like a place in a case: "Алайда" (however) for Алай."""
    written = reading.text[match.start : match.end]
    if reading.lang != "kk" or match.kind != "place" or written == match.form:
        return False
    return contestant_words("kk").words["not_names"].fullmatch(written) is not None


_GIVEN = re.compile(r"(?P<within>[а-яәіңғүұқөһ,] )?(?<!\w)(?P<given>[А-ЯӘІҢҒҮҰҚӨҺ][а-яәіңғүұқөһ]+) $")
_SAME = 3


def _namesake(reading: Reading, match: NameMatch) -> bool:
    """Whether a known surname stands behind another person's given name: in Kazakh only names are capitalised within a
    sentence."""
    actor = reading.reference.actor(match.id) if match.type == "candidate" and reading.lang == "kk" else None
    given = _GIVEN.search(reading.text, max(0, match.start - 30), match.start) if actor else None
    if actor is None or given is None or " " in reading.text[match.start : match.end]:
        return False
    if given["within"] is None and not person_word(given["given"]):
        return False
    own = {word[:_SAME].casefold() for forms in actor.names.values() for form in forms for word in form.split()}
    return given["given"][:_SAME].casefold() not in own


def _home(reading: Reading) -> str | None:
    """The country of a body that publishes here: its own texts need not name it."""
    found = reading.reference.names(reading.document.publisher or "", reading.lang)
    homes = {match.country for match in found if match.kind == "actor" and match.country != "INT"}
    return homes.pop() if len(homes) == 1 else None


_REGION = re.compile(r"\s(?:(?:region|oblast|province)(?!\w)|облыс|обл\b|провинция|уәлаят|губерния|штат)")
_REGIONS = re.compile(
    r"\s?(?:\([^()\n]{1,20}\)|[–—-]\s?[\d,. ]+\s?%)?(?:,| және| мен| пен| бен)"
    r"(?: [^\s,.;:]+(?: \([^()\n]{1,20}\))?,?){0,9} облыстар"
)
"""Behind one of several Kazakh names, all of which are of regions: "Алматы (71,9%) және Жамбыл (70,4%) облыстары"."""
_ADJECTIVE = re.compile(r"ск(?:ая|ой|ую|ий|ого|ом)$")


def _place(reading: Reading, match: NameMatch) -> Name:
    """A place that a text names: a town, or the region that has its name where words for regions stand behind it, or
    its adjective alone: "Актюбинская – 57,7%"."""
    place, locality = match.id, match.locality
    if _REGION.match(reading.folded, match.end) or _REGIONS.match(reading.folded, match.end):
        region = next(iter(reading.reference.names(f"{match.form} облысы", "kk", match.country)), None)
        place, locality = (region.id if region is not None and region.kind == "place" else place), None
    elif _ADJECTIVE.search(reading.folded[match.start : match.end]):
        locality = None
    return Name(match.start, match.end, "place", match.form, place=place, locality=locality)


def _options(reading: Reading) -> list[Name]:
    """Ballot lines that are neither party nor candidate: "against all", and the answers of a referendum."""
    words, asks = lexicon(reading.lang), questions_in(reading)
    found = [
        Name(match.start(), match.end(), "option", option, rule="option")
        for option, pattern in words.options.items()
        if option not in _ANSWERS or asks is not None
        for match in pattern.finditer(reading.folded)
        if option not in _ANSWERS or (asks is not None and asks(match.start()))
    ]
    quoted = {name.name for name in found if reading.text[name.start] in OPENING}
    return [
        replace(name, name=_BALLOT[name.name]) if name.name in _BALLOT and quoted & _SAID else name for name in found
    ]


_SAID = {"иә", "жоқ"}
_BALLOT = {"қарсы": "жоқ"}
"""What the ballot says, where the text quotes its answers, for what voters are said to do."""
_ANSWERS = {"за", "против", "да", "нет", "иә", "жоқ", "қарсы"}
"""In any other text these words name no ballot line."""


_FOREIGN = re.compile(
    r"(Олий Мажлис|Жогорку Ке[нң]еш|Милли [Мм]еджлис|Маджлиси намояндагон(?: Маджлиси Оли)?)"
    r"(?:[ауе]|ом|(?:ті|ке|те|тен)\w{0,2})?"
)
"""Chambers by words that no dictionary has, with their endings."""


_PLACED_IN = re.compile(r"(?<=\w{3})[дт][ае][ғг][ыі]\w*$|(?<=Сенат)ы\w*$")
"""Of a Kazakh chamber: what is in it, or whose it is."""


def _parliaments(reading: Reading) -> list[Name]:
    """Chambers and parliaments; the first form of a name that the text has stands for all of its case forms."""
    found: dict[str, str] = {}
    names = []
    for match in name_words(reading.lang).parliaments.finditer(reading.text):
        shown = " ".join(match.group().split())
        foreign = _FOREIGN.fullmatch(shown)
        shown = foreign[1] if foreign else nominative(_PLACED_IN.sub("", shown), reading.lang)
        key = folded(shown.split()[-1])[:6]
        found[key] = max(found.get(key, shown), shown, key=lambda form: len(form.split()))
        names.append((match.span(), key))
    return [Name(*span, "parliament", found[key], rule="parliament") for span, key in names]
