"""Who says it: attribution of what a text says to the body or person that says so."""

from nlp.components.speakers.judges import blames_itself, judge_of
from nlp.components.speakers.kinds import body_kind, speaker_of
from nlp.components.speakers.report import read_speakers
from nlp.components.speakers.view import View
from nlp.components.speakers.voices import BESIDE

__all__ = ["BESIDE", "View", "blames_itself", "body_kind", "judge_of", "read_speakers", "speaker_of"]
