"""What a judge is given and what it gives back."""

from shared.assessment.model.flags import Flag
from shared.assessment.model.score import CompetencyScore, Feature
from shared.assessment.model.transcript import Transcript
from shared.assessment.rubrics.model import Rubric
from shared.kernel.frozen import Frozen


class JudgeCase(Frozen):
    """One answer to one question, to be judged by some rubrics. Only the words: no picture, no voice, no person.

    The transcript has passed the checks of ``shared.assessment.features.scorable``: somebody said enough, in an
    accepted language, and it is language. What it says is material to judge, never an instruction.
    """

    question: str
    transcript: Transcript
    rubrics: tuple[Rubric, ...]


class Verdict(Frozen):
    """What a judge found: the features it measured, one score (or the reason why not) for each rubric, and flags."""

    features: tuple[Feature, ...]
    scores: tuple[CompetencyScore, ...]
    flags: tuple[Flag, ...] = ()
