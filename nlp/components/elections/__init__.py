"""Which election a text is about, and which other one a stretch of it speaks of."""

from nlp.components.elections.country import capital_of
from nlp.components.elections.days import last_weekday
from nlp.components.elections.earlier import earlier_election, election_of_year
from nlp.components.elections.main import read_election
from nlp.components.elections.rounds import first_round

__all__ = ["capital_of", "earlier_election", "election_of_year", "first_round", "last_weekday", "read_election"]
