"""What a judge is given and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from shared.assessment.model.flags import Flag
from shared.assessment.model.reference import Reference
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
    reference: Reference | None = None


@dataclass(frozen=True)
class Making:
    """With what a judge judges, for the receipt. ``models``: purpose → name; ``prompts``: version → hash."""

    weights: BaseModel
    weights_version: str
    models: Mapping[str, str] = field(default_factory=dict)
    prompts: Mapping[str, str] = field(default_factory=dict)


class Verdict(Frozen):
    """What a judge found: the features it measured, one score (or the reason why not) for each rubric, and flags."""

    features: tuple[Feature, ...]
    scores: tuple[CompetencyScore, ...]
    flags: tuple[Flag, ...] = ()
