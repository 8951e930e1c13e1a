"""Norm: the second state of ``complete_interview``."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.pipeline import AggregatedInterview
from shared.assessment.service.norm import norm
from shared.assessment.service.scope import AssessmentSettings, scope_of
from shared.platform import bootstrap
from shared.platform.observability import observed


class NormSettings(AssessmentSettings):
    """What Norm needs."""


@observed("assessment")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an ``AggregatedInterview`` and return ``NormedInterview``."""
    platform = bootstrap.current(NormSettings)
    given = AggregatedInterview.model_validate(event)
    return norm(scope_of(platform, given.interview.tenant_id), given).model_dump(mode="json")
