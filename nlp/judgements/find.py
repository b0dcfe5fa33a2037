"""Finds judgements and alleged irregularities in one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nlp.claims import Aspect, IncidentType, Polarity
from nlp.judgements.clauses import FEW_WORDS, Clause, span_around, split_clauses
from nlp.judgements.phrases import Hit
from nlp.judgements.rules import Grammar, Negation, Rule, load

Language = Literal["ru", "kk", "en"]
Hits = dict[str, list[Hit]]


@dataclass(frozen=True)
class Judgement:
    """A clause that judges one aspect of an election or alleges an irregularity.

    An assessment has `aspect` and `polarity`, an incident `type`. `start` and `end` are offsets in the sentence, at
    most 300 characters apart; `rule` is the name of the rule that spoke.
    """

    kind: Literal["assessment", "incident"]
    aspect: Aspect | None
    polarity: Polarity | None
    type: IncidentType | None
    start: int
    end: int
    rule: str


def find_judgements(sentence: str, lang: Language, *, context: bool = False) -> list[Judgement]:
    """The judgements of `sentence`, in the order of the text, one of a matter in each clause.

    `context` says that the sentence stands in a text on an election, so that it need not name one itself. Kazakh must
    come in Cyrillic letters. Questions, but for rhetorical ones, demands, conditions and denied irregularities give
    nothing.
    """
    asks = sentence.rstrip().rstrip("»”\"')").endswith("?")
    grammar, lexicon = load(lang)
    clauses = split_clauses(sentence, grammar.joints)
    found = [_by_field(lexicon.find(clause.words)) for clause in clauses]
    present = {field for hits in found for field in hits} | ({"election"} if context else set())
    judgements: list[Judgement] = []
    for clause, hits in zip(clauses, found, strict=True):
        said: set[str | None] = set()
        for rule in grammar.rules_for(hits):
            if (
                not present.issuperset(rule.needs)
                or (rule.incident and "refuted" in present)
                or (asks and not rule.question)
            ):
                continue
            judgement = _apply(rule, clause, hits, grammar)
            if judgement:
                matter = judgement.aspect or judgement.type
                if matter not in said:
                    said.add(matter)
                    judgements.append(judgement)
    return sorted(judgements, key=lambda j: (j.start, j.end))


def _by_field(hits: Sequence[Hit]) -> Hits:
    fields: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        fields[hit.field].append(hit)
    return dict(fields)


def _apply(rule: Rule, clause: Clause, hits: Hits, grammar: Grammar) -> Judgement | None:
    if rule.incident and "denial" in hits:
        return None
    for together in _readings(rule, clause, hits, grammar):
        if _forbidden(rule, clause, together, hits) or (not rule.hypothetical and _unreal(clause, together, hits)):
            continue
        turned = _negated(clause, together, hits, grammar.negation)
        if turned and rule.under_negation == "drop":
            continue
        span = span_around(clause, min(h.first for h in together), max(h.last for h in together))
        return _judgement(rule, turned and rule.under_negation == "flip", span)
    return None


def _readings(rule: Rule, clause: Clause, hits: Hits, grammar: Grammar) -> Iterator[list[Hit]]:
    """The hits, cue last, that each alternative of the rule finds together, then the cue alone of a verdict."""
    for fields in rule.alternatives:
        if all(field in hits for field in fields) and (together := _nearest(fields, hits, rule.within)):
            yield together
    if rule.verdict:
        cues = [hit for field in grammar.verdicts & hits.keys() for hit in hits[field]]
        for cue in (cue for cue in cues if cue.field in {fields[-1] for fields in rule.alternatives}):
            if any(_is_verdict(cues, hits, *stretch) for stretch in clause.quoted if _inside(cue, *stretch)) or (
                _is_verdict(cues, hits, 0, len(clause.words), half=True)
            ):
                yield [cue]


def _forbidden(rule: Rule, clause: Clause, together: Sequence[Hit], hits: Hits) -> bool:
    """True where a field that forbids the rule stands in a section of the words, and not within the cue itself."""
    cue = together[-1]
    sections = {clause.section[hit.first] for hit in together}
    return any(
        clause.section[hit.first] in sections and not _inside(hit, cue.first, cue.last)
        for field in rule.unless
        for hit in hits.get(field, ())
    )


def _inside(hit: Hit, first: int, last: int) -> bool:
    return first <= hit.first and hit.last <= last


def _is_verdict(cues: Sequence[Hit], hits: Hits, first: int, last: int, *, half: bool = False) -> bool:
    """True where the words `first:last` are few and speak of nothing else; the cues are more than `half` of them."""
    said = {i for cue in cues if _inside(cue, first, last) for i in range(cue.first, cue.last)}
    topics = {i for hit in hits.get("topic", []) if _inside(hit, first, last) for i in range(hit.first, hit.last)}
    return 1 < last - first <= (min(FEW_WORDS, 2 * len(said) - 1) if half else FEW_WORDS) and topics <= said


def _judgement(rule: Rule, flipped: bool, span: tuple[int, int]) -> Judgement:
    if rule.assessment is None:
        return Judgement("incident", None, None, rule.incident, *span, rule.name)
    aspect, polarity = rule.assessment
    if flipped:
        polarity = "negative" if polarity == "positive" else "positive"
    return Judgement("assessment", aspect, polarity, None, *span, rule.name)


def _unreal(clause: Clause, together: Sequence[Hit], hits: Hits) -> bool:
    """True where the clause demands, supposes or foretells it, and does not only sound so ("cannot be called fair")."""
    first, last = min(hit.first for hit in together), max(hit.last for hit in together)
    return any(
        clause.reaches(hit.last - 1, first) and clause.reaches(last - 1, hit.first)
        for hit in hits.get("unreal", [])
        if not any(real.first <= hit.first and hit.last <= real.last for real in hits.get("real", []))
    )


def _nearest(fields: Sequence[str], hits: Hits, within: int) -> list[Hit] | None:
    """One hit of each field, the closest to the first cue that has all the others within `within` words."""
    for cue in hits[fields[-1]]:
        together = [min(hits[f], key=lambda h: _stretch(h, cue)) for f in fields[:-1]]
        together.append(cue)
        if max(h.last for h in together) - min(h.first for h in together) <= within:
            return together
    return None


def _stretch(hit: Hit, cue: Hit) -> tuple[int, int]:
    """How many words two hits take together, then how far apart they begin."""
    return max(hit.last, cue.last) - min(hit.first, cue.first), abs(hit.first - cue.first)


def _negated(clause: Clause, together: Sequence[Hit], hits: Hits, reach: Negation) -> bool:
    """True where a negation stands close to the cue, the last of the matched words, and is no part of such words."""
    cue = together[-1]

    def free(no: Hit) -> bool:
        return not any(_inside(no, hit.first, hit.last) for hit in (*together, *hits[cue.field]))

    return any(cue.first - reach.before <= no.first < cue.first and free(no) for no in hits.get("negation", [])) or any(
        cue.last <= no.first < cue.last + reach.after
        and clause.section[cue.last - 1] == clause.section[no.first]
        and clause.reaches(cue.last - 1, no.first)
        and free(no)
        for no in hits.get("negation_after", [])
    )
