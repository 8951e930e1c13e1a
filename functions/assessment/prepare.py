"""Prepare: the first state of ``assess_answer``."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.model.media import MediaLimits
from shared.assessment.pipeline import PreparedAnswer, UploadNotice
from shared.assessment.service.prepare import prepare
from shared.assessment.service.scope import AssessmentSettings, scope_of
from shared.assessment.service.uploads import upload_of
from shared.kernel.clock import Milliseconds
from shared.platform import bootstrap
from shared.platform.media import PyavProber
from shared.platform.observability import count, observed
from shared.platform.settings import UploadSettings
from shared.platform.tombstones import erased


class PrepareSettings(AssessmentSettings, UploadSettings):
    """What Prepare needs."""


@observed("assessment")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an ``UploadNotice`` and return a ``PreparedAnswer``."""
    platform = bootstrap.current(PrepareSettings)
    notice = UploadNotice.model_validate(event)
    upload = upload_of(notice.key)
    limits = MediaLimits(
        max_bytes=platform.settings.max_upload_bytes,
        max_duration_ms=Milliseconds(platform.settings.max_recording_seconds * 1000),
    )
    scope = scope_of(platform, upload.tenant_id)
    if erased(scope.table, upload.interview_id):  # the next sweep of the erasure takes the recording away
        prepared = PreparedAnswer(outcome="ignore", execution_id=notice.execution_id, upload_key=notice.key)
    else:
        prepared = prepare(scope, notice, upload, prober=PyavProber(), deployment=limits)
    count("assessment", f"Prepared-{prepared.outcome}")
    return prepared.model_dump(mode="json")
