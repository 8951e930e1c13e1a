"""While a position's breaker is tripped, the pipeline proposes nothing for it, and the report says why."""

from collections.abc import Iterator

import pytest

from functions.decision.propose import handler as propose
from shared.assessment.aggregation import aggregate
from shared.assessment.norms import percentile
from shared.assessment.pipeline import InterviewRef, NormedInterview
from shared.assessment.report.wording import wording
from shared.decision.fairness.breaking import check_position
from shared.decision.fairness.resolving import resolve
from shared.interview.keys import plan_key
from shared.kernel.ids import PositionId
from shared.platform.identity import Caller
from tests.builders.assessed import score, with_scores
from tests.builders.assessment import plan
from tests.builders.aws import Deployment, deployed
from tests.builders.fairness_desk import PLANTED, assessed, tenant
from tests.builders.lambda_context import FakeContext


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        yield made


def proposed(deployment: Deployment, position_id: PositionId) -> dict[str, str]:
    planned = plan(cut=60.0)
    bucket = deployment.platform.bucket(planned.tenant_id)
    bucket.put_document(plan_key(planned.tenant_id, planned.interview_id), planned)
    ref = InterviewRef(
        tenant_id=planned.tenant_id, interview_id=planned.interview_id, position_id=position_id, revision=1
    )
    aggregated = aggregate(ref, [with_scores("a1", score(points=99.0))], {"teamwork": 1.0}, 1)
    normed = NormedInterview(aggregated=aggregated, norm=percentile(aggregated.overall, "acme", []))
    told = propose(normed.model_dump(mode="json"), FakeContext())
    found: dict[str, str] = told["proposal"]
    return found


def test_a_tripped_position_gets_no_proposal_another_one_does_and_after_a_reason_it_does_again(
    deployment: Deployment,
) -> None:
    desk = tenant(deployment, plan().tenant_id)
    position, other = plan().position_id, PositionId("pos_other")
    before = proposed(deployment, position)["rule"]
    assert before != "proposals_stopped"
    assessed(desk, PLANTED, position)
    check_position(position, desk)
    stopped = proposed(deployment, position)
    assert (stopped["outcome"], stopped["rule"]) == ("review", "proposals_stopped")
    assert proposed(deployment, other)["rule"] == before
    admin = Caller(tenant_id=desk.tenant_id, user_id="user-1", groups=frozenset({"tenant_admin"}))
    resolve(position, "Looked at every case with the works council.", admin, desk)
    assert proposed(deployment, position)["rule"] == before


def test_the_report_says_in_both_languages_why_there_is_no_proposal() -> None:
    assert "公平性检查" in wording("zh")["rule"]["proposals_stopped"]
    assert "fairness check" in wording("en")["rule"]["proposals_stopped"]
