"""Contestants that the reference data lacks: whoever a text gives votes to, and every later mention of them.

A person or a quoted name is a contestant where the text says so ("кандидат от …", "за … проголосовали") or gives it a
share of the votes. A text is looked at through a view of its own length, in which what is known already stands as rows
of one sign, so that the patterns of `nlp/frames/*.toml` can speak of it.
"""

from __future__ import annotations

from nlp.components.reading import Name, Reading
from nlp.names.candidates import Evidence, evidence_of, meant_by_pronouns, persons_at
from nlp.names.contestant_words import contestant_words
from nlp.names.parties import nicknames, parties_in
from nlp.names.view import view_of


def read_contestants(reading: Reading) -> list[Name]:
    """The contestants that nothing else names; names that overlap known ones are left out."""
    lexicon = contestant_words(reading.lang)
    if not lexicon.persons:
        return []
    view = view_of(reading)
    standing = [
        *evidence_of(view, lexicon.persons, lexicon),
        *((*span, Evidence.BESIDE) for span in meant_by_pronouns(view, lexicon)),
    ]
    persons = persons_at(reading, view, "candidate", standing, lexicon)
    experts = persons_at(reading, view, "expert", evidence_of(view, lexicon.experts, lexicon), lexicon)
    parties = parties_in(reading, view, lexicon)
    stated = {name.start for name in persons}
    others = [name for name in experts if name.start not in stated]
    return [*persons, *others, *parties, *nicknames(reading, view, lexicon, parties)]
