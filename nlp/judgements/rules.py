"""The rules of one language, read from its TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal, cast, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from nlp.claims import Aspect, IncidentType, Polarity
from nlp.judgements.clauses import Joints
from nlp.judgements.phrases import Lexicon

Negated = Literal["flip", "drop", "ignore"]


class Rule(BaseModel):
    """What is said when certain fields meet in one clause.

    `says` is "<aspect> positive", "<aspect> negative" or an incident type. Each line of `when` names the fields that
    must meet; the last is the cue, the words that negation turns. `unless` are fields that forbid the rule in the
    clause. In a `verdict` the cue alone speaks: in a short quotation, or where such cues are most of a short clause
    ("Open and fair."), if no `topic` stands beside it. `needs` are fields that must stand anywhere in the sentence;
    `election` also holds by the caller's word.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    says: str
    when: tuple[str, ...]
    unless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ("election",)
    negated: Negated | None = None
    within: int = 14
    verdict: bool = False
    hypothetical: bool = False  # also in demands and conditionals: "the law needs reform"
    question: bool = False  # also in questions: "What kind of election is this?"

    @cached_property
    def incident(self) -> IncidentType | None:
        return cast("IncidentType", self.says) if self.says in get_args(IncidentType) else None

    @cached_property
    def assessment(self) -> tuple[Aspect, Polarity] | None:
        if self.incident:
            return None
        aspect, polarity = self.says.split()
        return cast("Aspect", aspect), cast("Polarity", polarity)

    @cached_property
    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(line.split()) for line in self.when)

    @cached_property
    def under_negation(self) -> Negated:
        return self.negated or ("drop" if self.incident else "flip")

    @model_validator(mode="after")
    def _known_claim(self) -> Rule:
        if self.incident is None:
            aspect, _, polarity = self.says.partition(" ")
            if aspect not in get_args(Aspect) or polarity not in get_args(Polarity):
                raise ValueError(f"rule {self.name}: unknown claim {self.says!r}")
        return self


class Negation(BaseModel):
    """How many words before a cue `negation` may stand, and how many after it `negation_after`."""

    before: int
    after: int


class Grammar(BaseModel):
    """A language's file. The code knows these fields: `negation`, `negation_after`, `unreal`, `real`,
    `denial` and `topic` in a clause, `refuted` and `election` in a sentence.
    """

    model_config = ConfigDict(extra="forbid")

    joints: Joints
    negation: Negation
    fields: dict[str, str]
    rules: tuple[Rule, ...] = Field(alias="rule")

    @cached_property
    def _by_cue(self) -> dict[str, list[int]]:
        """The rules, by their place, that a field may be the cue of."""
        found: dict[str, list[int]] = {}
        for place, rule in enumerate(self.rules):
            for cue in {line[-1] for line in rule.alternatives}:
                found.setdefault(cue, []).append(place)
        return found

    @cached_property
    def verdicts(self) -> frozenset[str]:
        """The cues that may speak alone."""
        return frozenset(line[-1] for rule in self.rules if rule.verdict for line in rule.alternatives)

    def rules_for(self, fields: Iterable[str]) -> list[Rule]:
        """The rules that may speak in a clause with these fields, in their order."""
        places = {place for field in fields for place in self._by_cue.get(field, ())}
        return [self.rules[place] for place in sorted(places)]

    @model_validator(mode="after")
    def _known_fields(self) -> Grammar:
        for rule in self.rules:
            for field in {f for line in rule.alternatives for f in line} | {*rule.unless, *rule.needs}:
                if field not in self.fields:
                    raise ValueError(f"rule {rule.name}: unknown field {field!r}")
        return self


@cache
def load(lang: str) -> tuple[Grammar, Lexicon]:
    """The rules and the lexicon of `lang` ("ru", "kk", "en"), read once."""
    text = files("nlp.judgements").joinpath(f"{lang}.toml").read_text(encoding="utf-8")
    grammar = Grammar.model_validate(tomllib.loads(text))
    return grammar, Lexicon(grammar.fields)
