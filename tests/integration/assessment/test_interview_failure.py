"""Why there is no report, or no letter about it, in words that are true."""

from typing import Any

import pytest

from functions.assessment.aggregate import handler as aggregate
from functions.assessment.norm import handler as norm
from functions.assessment.record_interview_failure import handler as record_interview_failure
from functions.assessment.report import handler as report
from functions.decision.propose import handler as propose
from shared.assessment.model.answer import Reason
from shared.assessment.pipeline import ReportedInterview
from shared.assessment.service.notify import notify
from shared.kernel.errors import Unavailable
from shared.kernel.ids import InterviewId
from shared.platform.mail import Letter
from tests.builders.assessment import Stage, plan
from tests.builders.aws import NOW, Deployment
from tests.builders.lambda_context import FakeContext

CONTEXT: Any = FakeContext()


class Closed:
    """A post office that takes no letter."""

    def send(self, letter: Letter) -> bool:
        raise Unavailable("The mail service did not take the letter: not verified", "Verify it.")


class Open:
    """A post office that takes every letter."""

    def send(self, letter: Letter) -> bool:
        return True


@pytest.fixture
def settled(deployment: Deployment) -> Stage:
    """An interview of one answer that is in; somebody awaits a letter."""
    stage = Stage(deployment, plan(answers=1, contact="hr@acme.example"))
    stage.publish_plan()
    stage.assess("a1")
    return stage


def made(stage: Stage) -> ReportedInterview:
    aggregated = aggregate(stage.ref(1).model_dump(mode="json"), CONTEXT)
    return ReportedInterview.model_validate(report(propose(norm(aggregated, CONTEXT), CONTEXT), CONTEXT))


def fail(stage: Stage, error: str, cause: str | None = None) -> bool:
    failure = {"Error": error} if cause is None else {"Error": error, "Cause": cause}
    told = {"interview": stage.ref(1).model_dump(mode="json"), "execution_id": "arn:run", "failure": failure}
    recorded: bool = record_interview_failure(told, CONTEXT)["recorded"]
    return recorded


def problem(stage: Stage) -> Reason:
    found = stage.interview().problem
    assert found is not None
    return found


def test_a_report_that_was_not_made_says_so_with_the_steps_error_and_how_to_go_on(settled: Stage) -> None:
    assert fail(settled, "TemplateError", '{"errorMessage": "no such block"}')
    said = problem(settled)
    assert "the report was not made: TemplateError: no such block." in said.problem
    assert "Ask for the report again" in said.remedy
    assert "arn:run" in said.remedy
    assert "recording" not in said.problem + said.remedy


@pytest.mark.parametrize("cause", [None, "", "null", "[1]", "plain words", "x" * 30_000])
def test_whatever_a_step_fails_with_is_said_in_a_few_words(settled: Stage, cause: str | None) -> None:
    assert fail(settled, "Boom", cause)
    assert "Boom" in problem(settled).problem
    assert len(problem(settled).problem) < 600


def test_a_step_that_took_too_long_says_that_and_speaks_of_no_worker(settled: Stage) -> None:
    assert fail(settled, "States.Timeout")
    assert "did not end in time" in problem(settled).problem
    assert "worker" not in problem(settled).problem


def test_a_letter_that_cannot_be_sent_does_not_claim_that_the_report_is_missing(settled: Stage) -> None:
    with pytest.raises(Unavailable):
        notify(settled.scope, made(settled), Closed())
    assert fail(settled, "Unavailable", '{"errorMessage": "not verified"}')
    said = problem(settled)
    assert said.problem.startswith("The report is there, but the mail about it could not be sent")
    assert "not verified" in said.problem
    assert "again" not in said.remedy
    assert settled.interview().report is not None


def test_where_the_report_is_there_and_the_letter_was_sent_a_second_run_that_fails_is_no_problem(
    settled: Stage,
) -> None:
    notify(settled.scope, made(settled), Open())
    assert fail(settled, "Boom") is False
    assert settled.interview().problem is None


def test_the_scores_of_a_cohort_are_deleted_in_the_end(stage: Stage) -> None:
    cohorts, position = stage.scope.cohorts, stage.plan.position_id
    cohorts.join(position, "v1", InterviewId("int_1"), 50.0, NOW)
    cohorts.frozen(position, "v1", NOW)
    rows = stage.deployment.rows(pk_part="COHORT#")
    assert len(rows) == 2
    assert {(int(row["expires_at"]) - NOW.timestamp()) / 86_400 for row in rows} == {400.0}
