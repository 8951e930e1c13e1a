"""Report: the state of ``complete_interview`` that writes for people."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.pipeline import ProposedInterview
from shared.assessment.service.report import report
from shared.assessment.service.scope import AssessmentSettings, scope_of
from shared.platform import bootstrap
from shared.platform.observability import observed


class ReportSettings(AssessmentSettings):
    """What Report needs."""


@observed("assessment")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take a ``ProposedInterview`` and return a ``ReportedInterview``."""
    platform = bootstrap.current(ReportSettings)
    proposed = ProposedInterview.model_validate(event)
    scope = scope_of(platform, proposed.normed.aggregated.interview.tenant_id)
    return report(scope, proposed).model_dump(mode="json")
