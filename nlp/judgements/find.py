"""Finds judgements and alleged irregularities in one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nlp.claims import Aspect, IncidentType, Polarity
from nlp.judgements.clauses import Clause, span_around, split_clauses
from nlp.judgements.phrases import Hit
from nlp.judgements.rules import Negation, Rule, load

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
    """The judgements of `sentence`, in the order of the text, each claim once a clause.

    `context` says that the sentence stands in a text on an election, so that it need not name one itself. Kazakh must
    come in Cyrillic letters. Questions, demands, conditions and denied irregularities give nothing.
    """
    if sentence.rstrip().rstrip("»”\"')").endswith("?"):
        return []
    grammar, lexicon = load(lang)
    clauses = split_clauses(sentence, grammar.turns)
    found = [_by_field(lexicon.find(clause.words)) for clause in clauses]
    present = {field for hits in found for field in hits} | ({"election"} if context else set())
    judgements: list[Judgement] = []
    for clause, hits in zip(clauses, found, strict=True):
        said: set[tuple[str | None, ...]] = set()
        for rule in grammar.rules_for(hits):
            if not present.issuperset(rule.needs) or (rule.incident and "refuted" in present):
                continue
            judgement = _apply(rule, clause, hits, grammar.negation)
            if judgement:
                claim = (judgement.aspect, judgement.polarity, judgement.type)
                if claim not in said:
                    said.add(claim)
                    judgements.append(judgement)
    return sorted(judgements, key=lambda j: (j.start, j.end))


def _by_field(hits: Sequence[Hit]) -> Hits:
    fields: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        fields[hit.field].append(hit)
    return dict(fields)


def _apply(rule: Rule, clause: Clause, hits: Hits, negation: Negation) -> Judgement | None:
    met = [fields for fields in rule.alternatives if all(field in hits for field in fields)]
    if not met or any(field in hits for field in rule.unless):
        return None
    if (rule.incident and "denial" in hits) or (not rule.hypothetical and _unreal(hits)):
        return None
    for fields in met:
        together = _nearest(fields, hits, rule.within)
        if together is None:
            continue
        turned = _negated(together, hits, negation)
        if turned and rule.under_negation == "drop":
            continue
        span = span_around(clause, min(h.first for h in together), max(h.last for h in together))
        return _judgement(rule, turned and rule.under_negation == "flip", span)
    return None


def _judgement(rule: Rule, flipped: bool, span: tuple[int, int]) -> Judgement:
    if rule.assessment is None:
        return Judgement("incident", None, None, rule.incident, *span, rule.name)
    aspect, polarity = rule.assessment
    if flipped:
        polarity = "negative" if polarity == "positive" else "positive"
    return Judgement("assessment", aspect, polarity, None, *span, rule.name)


def _unreal(hits: Hits) -> bool:
    """True where the clause demands, supposes or foretells, and does not only sound so ("cannot be called fair")."""
    return any(
        not any(real.first <= hit.first and hit.last <= real.last for real in hits.get("real", []))
        for hit in hits.get("unreal", [])
    )


def _nearest(fields: Sequence[str], hits: Hits, within: int) -> list[Hit] | None:
    """One hit of each field, around the first cue that has all the others within `within` words."""
    for cue in hits[fields[-1]]:
        together = [min(hits[f], key=lambda h: abs(h.first - cue.first)) for f in fields[:-1]]
        together.append(cue)
        if max(h.last for h in together) - min(h.first for h in together) <= within:
            return together
    return None


def _negated(together: Sequence[Hit], hits: Hits, reach: Negation) -> bool:
    """True where a negation that is no part of the matched words stands close to the cue, the last of them."""
    cue = together[-1]

    def free(no: Hit) -> bool:
        return not any(hit.first <= no.first and no.last <= hit.last for hit in together)

    return any(cue.first - reach.before <= no.first < cue.first and free(no) for no in hits.get("negation", [])) or any(
        cue.last <= no.first < cue.last + reach.after and free(no) for no in hits.get("negation_after", [])
    )
