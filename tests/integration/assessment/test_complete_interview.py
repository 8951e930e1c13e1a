"""From the last answer to a report that people can read: Aggregate → Norm → Propose → Report → Notify."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from functions.assessment.aggregate import handler as aggregate
from functions.assessment.norm import handler as norm
from functions.assessment.notify import handler as notify
from functions.assessment.record_interview_failure import handler as record_interview_failure
from functions.assessment.report import handler as report
from functions.decision.propose import handler as propose
from shared.assessment.contracts import ReportReady
from shared.assessment.pipeline import NormedInterview, ReportedInterview
from shared.assessment.report.contracts import InterviewReport
from shared.assessment.service.notify import notify as tell
from shared.kernel.errors import Unavailable
from shared.kernel.ids import InterviewId
from shared.platform.mail import Letter
from tests.builders.assessment import ScriptedJudge, Stage, plan
from tests.builders.aws import Deployment
from tests.builders.faults import unreachable
from tests.builders.lambda_context import FakeContext

CONTEXT: Any = FakeContext()


@dataclass
class Post:
    """Takes letters, after it was ``busy`` that many times."""

    busy: int = 0
    letters: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter) -> bool:
        self.busy -= 1
        if self.busy >= 0:
            raise Unavailable("busy", "later")
        self.letters.append(letter)
        return True


@pytest.fixture
def settled(stage: Stage) -> Stage:
    """Two answers assessed, one failed."""
    stage.assess("a1")
    stage.assess("a2")
    key = stage.upload("a3", "upl_a3")
    stage.fail(key, stage.prepare(key, "a3"), "a3")
    return stage


def reported(stage: Stage, revision: int = 3) -> dict[str, Any]:
    aggregated = aggregate(stage.ref(revision).model_dump(mode="json"), CONTEXT)
    return report(propose(norm(aggregated, CONTEXT), CONTEXT), CONTEXT)


def test_the_report_has_every_answer_the_failed_one_with_its_reason(settled: Stage) -> None:
    made = ReportedInterview.model_validate(reported(settled))
    document = settled.scope.documents.get_document(made.report, InterviewReport)
    assert [answer.status for answer in document.answers] == ["assessed", "assessed", "failed"]
    assert document.answers[2].reason is not None
    assert document.overall == 72.0
    assert (document.answers_assessed, document.answers_total) == (2, 3)
    assert document.proposal.outcome == "review"


def test_the_page_is_kept_beside_the_document(settled: Stage) -> None:
    made = ReportedInterview.model_validate(reported(settled))
    page = settled.scope.documents.get_bytes(made.page).decode()
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "Li Lei" in page


def test_the_report_is_told_of_once_however_often_notify_runs(settled: Stage) -> None:
    made = reported(settled)
    assert notify(made, CONTEXT) == {"told": True, "mailed": False}
    assert notify(made, CONTEXT) == {"told": False, "mailed": False}
    [row] = settled.events("report_ready")
    assert ReportReady.model_validate_json(row["detail"]).overall == 72.0
    assert settled.interview().reported_revision == 3


def test_a_report_of_an_older_revision_does_not_push_a_newer_one_aside(settled: Stage) -> None:
    older = reported(settled, 2)
    notify(reported(settled, 3), CONTEXT)
    assert notify(older, CONTEXT)["told"] is False
    assert settled.interview().reported_revision == 3


def test_the_recruiter_gets_one_letter_where_there_is_somebody_to_write_to(deployment: Deployment) -> None:
    stage = Stage(deployment, plan(answers=1, contact="hr@acme.example"))
    stage.publish_plan()
    stage.assess("a1")
    made = reported(stage, 1)
    post = Post()
    assert [tell(stage.scope, ReportedInterview.model_validate(made), post).mailed for _ in range(2)] == [True, False]
    [letter] = post.letters
    assert letter.to == "hr@acme.example"
    assert "Li Lei" in letter.subject
    assert "72" not in letter.text


def test_a_letter_that_cannot_be_sent_is_tried_again_and_the_event_is_not_told_twice(deployment: Deployment) -> None:
    stage = Stage(deployment, plan(answers=1, contact="hr@acme.example"))
    stage.publish_plan()
    stage.assess("a1")
    made = ReportedInterview.model_validate(reported(stage, 1))

    post = Post(busy=1)
    with pytest.raises(Unavailable):
        tell(stage.scope, made, post)
    assert tell(stage.scope, made, post).mailed
    assert len(stage.events("report_ready")) == 1


def test_below_thirty_others_there_is_no_percentile_and_the_cohort_is_named(settled: Stage) -> None:
    aggregated = aggregate(settled.ref(3).model_dump(mode="json"), CONTEXT)
    normed = NormedInterview.model_validate(norm(aggregated, CONTEXT))
    assert normed.norm.percentile is None
    assert normed.norm.n == 0
    tenant, position, rubrics, day = normed.norm.cohort.split(" · ")
    assert (tenant, position, day) == ("acme", "Backend engineer pos_1", "2026-11-22")
    assert rubrics.startswith("position ")


def test_a_cohort_stays_as_it_was_frozen_that_day_and_grows_the_next(stage: Stage) -> None:
    cohorts, now = stage.scope.cohorts, stage.deployment.clock.now
    position = stage.plan.position_id
    first = cohorts.frozen(position, "v1", now())
    for number in range(40):
        cohorts.join(position, "v1", InterviewId(f"int_{number:02d}"), 50.0 + number, now())
    assert cohorts.frozen(position, "v1", now()) == first
    stage.later(days=1)
    grown = cohorts.frozen(position, "v1", now())
    assert len(grown.members) == 40
    assert len(grown.without(InterviewId("int_07"))) == 39
    assert grown.name != first.name


def test_interviews_that_were_judged_otherwise_are_another_cohort(deployment: Deployment) -> None:
    stage = Stage(deployment, plan(answers=1))
    stage.publish_plan()
    key = stage.upload("a1")
    stage.record(stage.score(stage.prepare(key), ScriptedJudge(name="scripted 1")))
    one = norm(aggregate(stage.ref(1).model_dump(mode="json"), CONTEXT), CONTEXT)["norm"]["cohort"]
    again = stage.upload("a1", "upl_2", attempt=2)
    stage.record(stage.score(stage.prepare(again, "two"), ScriptedJudge(name="scripted 2")))
    two = norm(aggregate(stage.ref(2).model_dump(mode="json"), CONTEXT), CONTEXT)["norm"]["cohort"]
    assert one != two


def test_an_error_on_the_way_to_the_report_stands_at_the_interview(settled: Stage) -> None:
    failed = {
        "interview": settled.ref(3).model_dump(mode="json"),
        "execution_id": "arn:run",
        "failure": {"Error": "TemplateError", "Cause": '{"errorMessage": "no such block"}'},
    }
    assert record_interview_failure(failed, CONTEXT) == {"recorded": True}
    problem = settled.interview().problem
    assert problem is not None
    assert "no such block" in problem.problem


def test_an_error_of_an_older_revision_does_not_stand_at_the_newer_one(settled: Stage) -> None:
    failed = {
        "interview": settled.ref(2).model_dump(mode="json"),
        "execution_id": "arn:run",
        "failure": {"Error": "TemplateError"},
    }
    assert record_interview_failure(failed, CONTEXT) == {"recorded": False}


def test_a_report_that_is_made_in_the_end_clears_the_problem(settled: Stage) -> None:
    failed = {
        "interview": settled.ref(3).model_dump(mode="json"),
        "execution_id": "arn:run",
        "failure": {"Error": "States.Timeout"},
    }
    record_interview_failure(failed, CONTEXT)
    notify(reported(settled), CONTEXT)
    assert settled.interview().problem is None


def test_a_document_that_was_changed_behind_our_back_is_noticed(settled: Stage) -> None:
    document = settled.answer("a1").document
    assert document is not None
    settled.scope.documents.put_bytes(document.key, b"{}", "application/json")
    with pytest.raises(Exception, match="not the one that was referred to"):
        aggregate(settled.ref(3).model_dump(mode="json"), CONTEXT)


def test_a_bucket_that_does_not_answer_fails_the_step_so_that_it_is_tried_again(settled: Stage) -> None:
    with unreachable("GetObject"), pytest.raises(Unavailable):
        aggregate(settled.ref(3).model_dump(mode="json"), CONTEXT)
