"""The verdict on any two claims: conflict, agreement, different scope or not comparable, with the arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from nlp.claims import Assessment, Figure, Record
from nlp.contradictions.actors import NoReference, ReferenceLike, speaker
from nlp.contradictions.compare import Outcome, Verdict, compare
from nlp.contradictions.engine import judge
from nlp.contradictions.explanations import scope
from nlp.contradictions.intervals import INFINITY
from nlp.contradictions.phrasing import LANGUAGES, Phrasing
from nlp.contradictions.records import Contradiction, Kind
from nlp.contradictions.relations import is_part_beside_whole
from nlp.contradictions.rules import AtMost, Part, every
from nlp.contradictions.said import Said, as_said
from nlp.statements import Statement


class Judged(Record):
    """What two claims are to each other.

    `why` names the slot that parts them or the reason; `kind` and `contradiction` are set for a conflict.
    `explanations` holds a sentence with the arithmetic for each of ru, kk and en.
    """

    outcome: Outcome
    why: str
    kind: Kind | None = None
    explanations: dict[str, str]
    contradiction: Contradiction | None = None

    def as_json(self, lang: str) -> dict[str, Any]:
        """The verdict as `explain --json` prints it, explained in `lang`."""
        plain = self.model_dump(mode="json", exclude={"contradiction"})
        found = self.contradiction.as_json(lang) if self.contradiction else None
        return {**plain, "explanation": self.explanations[lang], "contradiction": found}


def explain_pair(
    a: Statement, b: Statement, reference: ReferenceLike | None = None, among: Iterable[Statement] = ()
) -> Judged:
    """The verdict on two claims, the same whichever stands first.

    `among` are the claims that may decide it: the figures of a sum, the number of stations that weighs a sample, a
    later figure that replaces one of the two.
    """
    known = reference or NoReference()
    a, b = sorted((a, b), key=lambda said: said.id)
    for found in judge({said.id: said for said in (*among, a, b)}.values(), known):
        if a.id != b.id and {a.id, b.id} <= {*found.a.statements, *found.b.statements}:
            return Judged(
                outcome="conflict", why="value", kind=found.kind, explanations=found.explanations, contradiction=found
            )
    if judge((a, b), known):
        return _plain("not comparable", "replaced", a, b, known)
    first, second = as_said(a, known), as_said(b, known)
    if first and second and isinstance(a.claim, Figure):
        return _of_figures(first, second, known)
    if isinstance(a.claim, Assessment) and isinstance(b.claim, Assessment):
        return _of_judgements(a, b, a.claim, b.claim, known)
    if type(a.claim) is not type(b.claim):
        return _plain("different scope", "type", a, b, known)
    return _plain("not comparable", "open" if isinstance(a.claim, Figure) else "type", a, b, known)


def _of_figures(a: Said, b: Said, reference: ReferenceLike) -> Judged:
    verdict = _bound(a, b) or _bound(b, a) or compare(a, b)
    sentences = {}
    for lang in LANGUAGES:
        words = Phrasing(lang, reference)
        template = words.texts["verdict"][verdict.outcome.replace(" ", "_")]
        sentences[lang] = template.format(
            a=_told(a, b, words), b=_told(b, a, words),
            why=words.texts["why"].get(verdict.why, verdict.why), shared=_shared(a, b, words),
        )  # fmt: skip
    # A rule of the whole decides nothing about two figures alone: what compare finds here, judge set aside.
    outcome: Outcome = "not comparable" if verdict.outcome == "conflict" else verdict.outcome
    return Judged(outcome=outcome, why=verdict.why, explanations=sentences)


def _bound(part: Said, whole: Said) -> Verdict | None:
    """Agreement of a part that is no larger than its whole."""
    pairs = {(rule.part, rule.whole) for rule in every(AtMost)} | {(m, m) for rule in every(Part) for m in rule.metrics}
    tied = (part.figure.metric, whole.figure.metric) in pairs
    return Verdict("agrees", "part") if tied and is_part_beside_whole(part, whole) else None


def _of_judgements(
    a: Statement, b: Statement, first: Assessment, second: Assessment, reference: ReferenceLike
) -> Judged:
    if first.election != second.election:
        return _plain("different scope", "election", a, b, reference)
    if first.aspect != second.aspect:
        return _plain("different scope", "aspect", a, b, reference)
    if first.polarity == second.polarity:
        return _plain("agrees", "polarity", a, b, reference)
    return _plain("not comparable", "speaker", a, b, reference)


def _plain(outcome: Outcome, why: str, a: Statement, b: Statement, reference: ReferenceLike) -> Judged:
    """A verdict without arithmetic: the words of both claims and the reason."""
    sentences = {}
    for lang in LANGUAGES:
        words = Phrasing(lang, reference)
        template = words.texts["verdict"][outcome.replace(" ", "_")]
        sentences[lang] = template.format(
            a=_quoted(a, words, reference), b=_quoted(b, words, reference), why=words.texts["why"][why], shared=""
        )
    return Judged(outcome=outcome, why=why, explanations=sentences)


def _told(said: Said, other: Said, words: Phrasing) -> str:
    """A figure with its speaker, its scope and the values that it stands for."""
    who, value = words.who(said.speaker, said.figure), words.value(said.figure)
    low, high = _end(said, said.interval.low, words), _end(said, said.interval.high, words)
    if said.interval.low == said.interval.high:
        meant = ""
    elif said.interval.high == INFINITY:
        meant = f" [{low}; …)"
    else:
        meant = f" [{low}; {high}]"
    return f"{scope(said, said, words)}: {who} — {value}{meant}"


def _end(said: Said, value: Decimal, words: Phrasing) -> str:
    if value == INFINITY:
        return ""
    short = value.quantize(Decimal("0.001")).normalize()
    return words.percent(short) if said.figure.unit == "percent" else words.number(short)


def _shared(a: Said, b: Said, words: Phrasing) -> str:
    """The values that fit both figures, where there are any."""
    low, high = max(a.interval.low, b.interval.low), min(a.interval.high, b.interval.high)
    if low > high or a.figure.unit != b.figure.unit:
        return ""
    ends = [_end(a, low, words)] if low == high else [_end(a, low, words), _end(a, high, words) or "…"]
    return str(words.texts["verdict"]["shared"]).format(values="–".join(ends))


def _quoted(said: Statement, words: Phrasing, reference: ReferenceLike) -> str:
    claim = said.claim
    if isinstance(claim, Figure | Assessment):
        return f"{words.who(speaker(claim, reference), claim)} — «{claim.quote}»"
    return f"{claim.source or words.texts['speaker'][claim.source_type]} — «{claim.quote}»"
