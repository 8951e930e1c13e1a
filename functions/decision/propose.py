"""Propose: the state of ``complete_interview`` that belongs to the decision stage."""

from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from shared.assessment.pipeline import InterviewRef, NormedInterview
from shared.assessment.service.people_only import must_be_by_machine
from shared.decision.fairness.store import Breakers
from shared.decision.service import propose_interview
from shared.interview.contracts import InterviewPlan
from shared.interview.keys import plan_key
from shared.platform import bootstrap
from shared.platform.bucket import TenantBucket
from shared.platform.observability import observed
from shared.platform.settings import BucketSettings, TableSettings


class ProposeSettings(BucketSettings, TableSettings):
    """What Propose needs."""


@dataclass(frozen=True)
class PlannedCuts:
    """The cut score as it stood when the session was opened: a later change does not move the goalposts."""

    bucket: TenantBucket

    def cut_for(self, interview: InterviewRef) -> float | None:
        """Return the plan's cut score."""
        key = plan_key(interview.tenant_id, interview.interview_id)
        return self.bucket.get_document(key, InterviewPlan).cut


@observed("decision")
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take a ``NormedInterview`` and return a ``ProposedInterview``.

    Raises ``PeopleOnly`` where the candidate took the consent to automated scoring back: nothing is proposed then.
    """
    platform = bootstrap.current(ProposeSettings)
    normed = NormedInterview.model_validate(event)
    tenant_id = normed.aggregated.interview.tenant_id
    interview = normed.aggregated.interview
    plan = platform.bucket(tenant_id).get_document(plan_key(tenant_id, interview.interview_id), InterviewPlan)
    must_be_by_machine(plan)
    cuts = PlannedCuts(platform.bucket(tenant_id))
    breakers = Breakers(platform.table(tenant_id), platform.audit(tenant_id))
    return propose_interview(normed, cuts, breakers).model_dump(mode="json")
