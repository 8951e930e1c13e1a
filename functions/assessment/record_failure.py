"""RecordFailure: where every error and every refusal of ``assess_answer`` ends."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.model.answer import Reason
from shared.assessment.model.progress import Orphan
from shared.assessment.pipeline import FailedAnswer, SettledAnswer
from shared.assessment.service.record_failure import record_failure
from shared.assessment.service.scope import AssessmentSettings, scope_of
from shared.assessment.service.uploads import upload_of
from shared.kernel.errors import Invalid
from shared.kernel.ids import TENANT_ID, TenantId
from shared.platform import bootstrap
from shared.platform.bootstrap import Platform
from shared.platform.observability import count, observed
from shared.platform.tombstones import erased


class RecordFailureSettings(AssessmentSettings):
    """What RecordFailure needs."""


@observed("assessment")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take a ``FailedAnswer`` and return a ``SettledAnswer``.

    Raises:
        Invalid: the object's key names neither an answer nor a tenant who could be told of it.
    """
    platform = bootstrap.current(RecordFailureSettings)
    failed = FailedAnswer.model_validate(event)
    try:
        upload = upload_of(failed.upload_key)
    except Invalid as error:
        settled = _stray(platform, failed, error)
    else:
        scope = scope_of(platform, upload.tenant_id)
        if erased(scope.table, upload.interview_id):
            settled = SettledAnswer(status="superseded", interview_complete=False)
        else:
            settled = record_failure(scope, failed, upload)
    count("assessment", f"Answer-{settled.status}")
    return settled.model_dump(mode="json")


def _stray(platform: Platform[RecordFailureSettings], failed: FailedAnswer, error: Invalid) -> SettledAnswer:
    """Keep an object whose key names no answer as an orphan of the tenant in whose folder it lies."""
    parts = failed.upload_key.split("/")
    if len(parts) < 3 or not TENANT_ID.fullmatch(parts[1]):
        raise error
    scope = scope_of(platform, TenantId(parts[1]))
    scope.orphans.keep(
        Orphan(
            upload_key=failed.upload_key,
            reason=Reason(code="unknown_answer", problem=error.problem, remedy=error.remedy),
            found_at=scope.clock.now(),
            execution_id=failed.execution_id,
        )
    )
    return SettledAnswer(status="orphaned", interview_complete=False)
