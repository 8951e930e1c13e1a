"""Rated answers as rows of numbers: the stored features of an answer, or of an interview's answers, and its level."""

from collections.abc import Mapping, Sequence
from typing import get_args

from shared.assessment.calibration.ratings import RatedSet, Target
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.score import VisionFeature
from shared.kernel.errors import Invalid
from shared.kernel.frozen import Frozen
from shared.kernel.ids import AnswerId, InterviewId

Answers = Mapping[InterviewId, Mapping[AnswerId, AnswerAssessed]]
Groups = Mapping[InterviewId, Mapping[str, str]]


class Case(Frozen):
    """``features``: value 0–1 by name, those that were measured; ``level``: 1–5, the mean of its raters."""

    interview_id: InterviewId
    answer_id: AnswerId | None = None
    features: dict[str, float]
    level: float


def usable(names: Sequence[str]) -> tuple[str, ...]:
    """Return ``names`` in order, once each. Raises ``Invalid`` where one is what the camera saw."""
    if seen := [name for name in names if name in get_args(VisionFeature)]:
        raise Invalid(
            f"What the camera saw bears on no score: {', '.join(seen)}.", "Leave it out of the features to learn from."
        )
    return tuple(dict.fromkeys(names))


def cases_of(found: RatedSet, answers: Answers, names: Sequence[str]) -> list[Case]:
    """Return a case for each target whose answers are known and could be measured.

    A whole interview has the mean of its answers' features.
    """
    cases = []
    for target in found.targets:
        told = [
            values for answer in _answers(target, answers) if (values := values_of(answer, found.competency, names))
        ]
        if told:
            features = {
                name: sum(values[name] for values in told if name in values) / having
                for name in names
                if (having := sum(name in values for values in told))
            }
            cases.append(Case(**target.model_dump(exclude={"raters"}), features=features))
    return cases


def _answers(target: Target, answers: Answers) -> list[AnswerAssessed]:
    known = answers.get(target.interview_id, {})
    if target.answer_id is None:
        return list(known.values())
    return [known[target.answer_id]] if target.answer_id in known else []


def values_of(answer: AnswerAssessed, competency: str, names: Sequence[str]) -> dict[str, float]:
    """Return the features that the score of ``competency`` may rest on; nothing where it was not scored."""
    score = next((score for score in answer.scores if score.competency == competency), None)
    if score is None or score.score is None:
        return {}
    found: dict[str, float | None] = {feature.name: feature.value for feature in (*answer.features, *score.features)}
    return {name: value for name in names if (value := found.get(name)) is not None}
