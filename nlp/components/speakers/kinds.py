"""The kind of speaker that a body is."""

from __future__ import annotations

from nlp.claims import SourceType
from nlp.components.reading import CAMPAIGN, Name, Speaker

SOURCE_TYPES: dict[str, SourceType] = {
    "election_authority": "election_authority", "party": "contestant", "candidate": "contestant",
    "citizen_observers": "citizen_observers", "international_observers": "international_observers",
    "government": "government", "court": "government", "parliament": "government", "media": "media",
    "pollster": "pollster", "ngo": "citizen_observers", "expert": "expert", "company": "expert", "other": "expert",
}  # fmt: skip
"""The kind of speaker that an organization of each type is."""

HOLDERS = ("election_authority", "pollster", "citizen_observers", "international_observers")
"""Kinds of bodies that figures come from: theirs are the data named beside them."""


def body_kind(name: Name) -> SourceType:
    """The kind of speaker that a name is."""
    return "contestant" if name.rule == CAMPAIGN else SOURCE_TYPES[name.kind]


def speaker_of(name: Name, rule: str) -> Speaker:
    """The speaker that a name is."""
    return Speaker(name.name, body_kind(name), name.id, rule)
