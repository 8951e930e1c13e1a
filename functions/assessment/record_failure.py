"""RecordFailure: where every error and every refusal of ``assess_answer`` ends."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.pipeline import FailedAnswer
from shared.assessment.service.record_failure import record_failure
from shared.assessment.service.scope import AssessmentSettings, scope_of
from shared.assessment.service.uploads import upload_of
from shared.platform import bootstrap
from shared.platform.observability import count, observed


class RecordFailureSettings(AssessmentSettings):
    """What RecordFailure needs."""


@observed("assessment")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take a ``FailedAnswer`` and return a ``SettledAnswer``."""
    platform = bootstrap.current(RecordFailureSettings)
    failed = FailedAnswer.model_validate(event)
    upload = upload_of(failed.upload_key)
    settled = record_failure(scope_of(platform, upload.tenant_id), failed, upload)
    count("assessment", f"Answer-{settled.status}")
    return settled.model_dump(mode="json")
