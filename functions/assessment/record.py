"""Record: the last state of ``assess_answer``."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.pipeline import ScoredAnswer, SettledAnswer
from shared.assessment.service.record import record
from shared.assessment.service.scope import AssessmentSettings, scope_of
from shared.platform import bootstrap
from shared.platform.observability import count, observed
from shared.platform.tombstones import erased


class RecordSettings(AssessmentSettings):
    """What Record needs."""


@observed("assessment")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take a ``ScoredAnswer`` and return a ``SettledAnswer``."""
    platform = bootstrap.current(RecordSettings)
    scored = ScoredAnswer.model_validate(event)
    scope = scope_of(platform, scored.answer.tenant_id)
    if erased(scope.table, scored.answer.interview_id):
        settled = SettledAnswer(status="superseded", interview_complete=False)
    else:
        settled = record(scope, scored)
    count("assessment", f"Answer-{settled.status}")
    return settled.model_dump(mode="json")
