"""Interviews that were answered, assessed and then rated by people: what a calibration starts from."""

from datetime import UTC, datetime
from itertools import combinations
from typing import Any

from functions.assessment.score_answer import handler as score_answer
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.pipeline import ScoredAnswer, ScoreTask
from shared.kernel.ids import InterviewId
from tests.builders.assessed import GOOD_EN
from tests.builders.assessment import Stage, competency, plan
from tests.builders.aws import Deployment
from tests.builders.lambda_context import FakeContext

PARTS = (
    "Last March our payment service went down at midnight and I was on call.",
    "I wrote down 12 open orders, called Anna in Berlin and moved 400 customers to the second site by hand.",
    "People talked and we all felt that something should maybe be done by somebody at some point.",
    "First I rolled back the release, then I raised the limit to 400, and after that I told the two teams.",
    "As a result we were back in 12 minutes, and the error rate fell from six percent to under one.",
    "It was okay, it was fine, it was okay, and it was fine again, as it mostly is and mostly was.",
    "Afterwards I reviewed the migration, documented the alarm thresholds and rehearsed the procedure quarterly.",
)
TEXTS = tuple(" ".join(chosen) for size in (3, 4) for chosen in combinations(PARTS, size))


def written(
    deployment: Deployment, interview: str, text: str = GOOD_EN, names: tuple[str, ...] = ("ownership",)
) -> AnswerAssessed:
    """An interview of one written answer, judged by ScoreAnswer as it is deployed, and settled."""
    asked = plan(answers=1, interview_id=InterviewId(interview), competencies=tuple(competency(name) for name in names))
    questions = tuple(question.model_copy(update={"competencies": names}) for question in asked.questions)
    stage = Stage(deployment, asked.model_copy(update={"questions": questions}))
    stage.publish_plan()
    body = text.encode()
    key = stage.upload("a1", f"upl_{interview}", body=body, medium="text", content_type="text/plain", duration_ms=None)
    task = ScoreTask(prepared=stage.prepare(key, interview, size=len(body)), transcribed=None, watched=None)
    scored = ScoredAnswer.model_validate(score_answer(task.model_dump(mode="json"), FakeContext()))
    stage.record(scored)
    return stage.scope.documents.get_document(scored.document, AnswerAssessed)


def rating(answer: AnswerAssessed, level: float, **changed: Any) -> dict[str, Any]:
    """What one rater said blindly of a whole interview, as JSON has it."""
    told: dict[str, Any] = {
        "interview_id": answer.interview_id,
        "competency": "ownership",
        "level": level,
        "rater": "ann",
        "blind": True,
        "rated_at": datetime(2026, 11, 2, tzinfo=UTC).isoformat(),
    }
    return {**told, **changed}


def level_by(answer: AnswerAssessed, feature: str) -> float:
    """The level of a rater who looks at one feature alone."""
    value = next(found.value for found in answer.features if found.name == feature)
    assert value is not None
    return 1 + round(8 * value) / 2
