"""Notify: the last state of ``complete_interview``."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.pipeline import ReportedInterview
from shared.assessment.service.notify import notify
from shared.assessment.service.scope import AssessmentSettings, scope_of
from shared.platform import bootstrap
from shared.platform.observability import observed
from shared.platform.settings import MailSettings


class NotifySettings(AssessmentSettings, MailSettings):
    """What Notify needs."""


@observed("assessment")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take a ``ReportedInterview`` and return ``Notified``."""
    platform = bootstrap.current(NotifySettings)
    reported = ReportedInterview.model_validate(event)
    tenant_id = reported.proposed.normed.aggregated.interview.tenant_id
    return notify(scope_of(platform, tenant_id), reported, platform.mail).model_dump(mode="json")
