"""Aggregate: the first state of ``complete_interview``."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.pipeline import InterviewRef
from shared.assessment.service.aggregate import aggregate
from shared.assessment.service.scope import AssessmentSettings, scope_of
from shared.platform import bootstrap
from shared.platform.observability import observed


class AggregateSettings(AssessmentSettings):
    """What Aggregate needs."""


@observed("assessment")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take an ``InterviewRef`` and return ``AggregatedInterview``."""
    platform = bootstrap.current(AggregateSettings)
    given = InterviewRef.model_validate(event)
    return aggregate(scope_of(platform, given.tenant_id), given).model_dump(mode="json")
