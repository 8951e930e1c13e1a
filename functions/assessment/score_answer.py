"""ScoreAnswer: the state of ``assess_answer`` in which words become scores."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.pipeline import ScoreTask
from shared.assessment.service.judging import tenant_weights
from shared.assessment.service.scope import AssessmentSettings, scope_of
from shared.assessment.service.score_answer import score_answer
from shared.assessment.service.uploads import upload_of
from shared.platform import bootstrap
from shared.platform.judges import open_judge
from shared.platform.observability import observed
from shared.platform.settings import LlmSettings


class ScoreAnswerSettings(AssessmentSettings, LlmSettings):
    """What ScoreAnswer needs."""


@observed("assessment")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take a ``ScoreTask`` and return a ``ScoredAnswer``."""
    platform = bootstrap.current(ScoreAnswerSettings)
    task = ScoreTask.model_validate(event)
    upload = upload_of(task.prepared.upload_key)
    scope = scope_of(platform, upload.tenant_id)
    judge = open_judge(platform.settings, tenant_weights(scope))
    return score_answer(scope, task, upload, judge).model_dump(mode="json")
