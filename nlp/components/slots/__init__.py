"""The slots of a figure, one small resolver each: election, contest, place, subject, hour, speaker, sample, margin; and
the scenes of an incident.

Each looks in the clause, then the segment, then what stands above, then what carries over. Unknown stays unknown.
"""

from nlp.components.slots.contests import contest_of
from nlp.components.slots.elections import election_of, year_of
from nlp.components.slots.home import home_of
from nlp.components.slots.margins import with_margin
from nlp.components.slots.places import label_of, place_of
from nlp.components.slots.samples import SAMPLING, is_label, note_counted, note_sample, own_sample, partly, sample_of
from nlp.components.slots.speakers import of_its_own, restate, speaker_of_figure
from nlp.components.slots.subjects import subject_of
from nlp.components.slots.thread import OBSERVING, RESULTS, Thread
from nlp.components.slots.times import note_hour, time_of

__all__ = [
    "OBSERVING",
    "RESULTS",
    "SAMPLING",
    "Thread",
    "contest_of",
    "election_of",
    "home_of",
    "is_label",
    "label_of",
    "note_counted",
    "note_hour",
    "note_sample",
    "of_its_own",
    "own_sample",
    "partly",
    "place_of",
    "restate",
    "sample_of",
    "speaker_of_figure",
    "subject_of",
    "time_of",
    "with_margin",
    "year_of",
]
