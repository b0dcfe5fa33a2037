"""Known elections, actors and places, each name in all languages and spellings, and where a text names them."""

from nlp.reference.lookup import CHAMBERS, Reference, load
from nlp.reference.records import Actor, DatedName, Election, NameMatch, Place, Result, provisional

__all__ = [
    "CHAMBERS",
    "Actor",
    "DatedName",
    "Election",
    "NameMatch",
    "Place",
    "Reference",
    "Result",
    "load",
    "provisional",
]
