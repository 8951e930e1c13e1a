"""A revision's report may be made twice; the one that people were told of stays readable."""

from typing import Any

import pytest

from functions.assessment.aggregate import handler as aggregate
from functions.assessment.norm import handler as norm
from functions.assessment.notify import handler as notify
from functions.assessment.report import handler as report
from functions.decision.propose import handler as propose
from shared.assessment.model.answer import Reason
from shared.assessment.service.read import report as read_report
from shared.assessment.service.retry import retry_report
from shared.kernel.errors import Conflict
from tests.builders.assessment import FakeExecutions, Stage
from tests.builders.lambda_context import FakeContext

CONTEXT: Any = FakeContext()


@pytest.fixture
def settled(stage: Stage) -> Stage:
    for answer in ("a1", "a2", "a3"):
        stage.assess(answer)
    return stage


def made(stage: Stage) -> dict[str, Any]:
    aggregated = aggregate(stage.ref(3).model_dump(mode="json"), CONTEXT)
    return report(propose(norm(aggregated, CONTEXT), CONTEXT), CONTEXT)


def test_a_second_making_of_the_same_revision_leaves_the_first_one_readable(settled: Stage) -> None:
    notify(made(settled), CONTEXT)
    first = read_report(settled.scope, settled.plan.interview_id)
    settled.later(seconds=5)
    again = made(settled)
    assert notify(again, CONTEXT)["told"] is False
    assert read_report(settled.scope, settled.plan.interview_id) == first
    page = settled.interview().page
    assert page is not None
    assert settled.scope.documents.get_bytes(page)


def test_both_makings_lie_under_the_tenants_reports(settled: Stage) -> None:
    first = made(settled)
    settled.later(days=1)
    second = made(settled)
    assert first["report"]["key"] != second["report"]["key"]
    for one in (first, second):
        assert one["report"]["key"].startswith("reports/acme/int_1/r3/")
        assert one["page"]["key"].startswith("reports/acme/int_1/r3/")


def test_a_report_that_is_there_is_not_asked_for_again(settled: Stage) -> None:
    notify(made(settled), CONTEXT)
    executions = FakeExecutions()
    with pytest.raises(Conflict, match="already"):
        retry_report(settled.scope, executions, settled.plan.interview_id)
    assert executions.completed == []
    assert settled.interview().deadline is None


def test_a_deadline_is_not_given_to_an_interview_that_was_reported_in_the_meantime(settled: Stage) -> None:
    stale = settled.interview()
    notify(made(settled), CONTEXT)
    assert settled.scope.interviews.postpone(stale, settled.deployment.clock.now()) is False
    assert settled.interview().deadline is None


def test_a_deadline_is_not_given_to_an_interview_that_was_told_complete_in_the_meantime(stage: Stage) -> None:
    stage.assess("a1")
    stale = stage.interview()
    stage.assess("a2")
    assert stage.scope.interviews.postpone(stale, stage.deployment.clock.now()) is False


def test_trouble_is_not_noted_at_an_interview_that_was_reported_in_the_meantime(settled: Stage) -> None:
    stale = settled.interview()
    notify(made(settled), CONTEXT)
    late = Reason(code="overdue", problem="The report was not made in time.", remedy="Ask for it again.")
    assert settled.scope.interviews.troubled(stale, late) is False
    assert settled.interview().problem is None
