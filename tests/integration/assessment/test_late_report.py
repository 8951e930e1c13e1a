"""A report that is not there in time is started once more, and only then a problem."""

from dataclasses import dataclass, field

import pytest

from shared.assessment.contracts import ReportReady
from shared.assessment.pipeline import InterviewRef
from shared.assessment.service.sweep import Swept, sweep
from shared.assessment.store.rows import pending
from shared.kernel.documents import DocumentRef
from shared.kernel.errors import Unavailable
from shared.kernel.ids import ExecutionId
from shared.platform.writes import Update
from tests.builders.assessment import FakeExecutions, Stage


@dataclass
class Named(FakeExecutions):
    """Notes the names too; the first ``busy`` starts fail, and so does every stop of a ``deaf`` service."""

    names: list[str] = field(default_factory=list)
    busy: int = 0
    deaf: bool = False

    def complete(self, interview: InterviewRef, name: str) -> None:
        self.names.append(name)
        self.busy -= 1
        if self.busy >= 0:
            raise Unavailable("busy", "later")
        super().complete(interview, name)

    def stop(self, execution_id: ExecutionId, why: str) -> None:
        if self.deaf:
            raise Unavailable("busy", "later")
        super().stop(execution_id, why)


@pytest.fixture
def unreported(stage: Stage) -> Stage:
    """All answers are in for two hours, and there is no report."""
    for answer in ("a1", "a2", "a3"):
        stage.assess(answer)
    stage.later(hours=2)
    return stage


def test_the_report_is_started_once_more_before_it_is_a_problem(unreported: Stage) -> None:
    executions = Named()
    assert sweep(unreported.scope, executions) == Swept(started=1)
    assert (executions.completed, executions.names) == ([unreported.ref(3)], ["late-int_1-3"])
    assert unreported.interview().problem is None
    assert sweep(unreported.scope, executions) == Swept()


def test_a_report_that_is_still_not_there_is_a_problem_and_not_started_a_third_time(unreported: Stage) -> None:
    executions = Named()
    for _ in range(2):
        sweep(unreported.scope, executions)
        unreported.later(hours=2)
    assert len(executions.completed) == 1
    problem = unreported.interview().problem
    assert problem is not None
    assert problem.code == "overdue"


def test_a_late_start_that_failed_is_tried_again_under_the_same_name(unreported: Stage) -> None:
    executions = Named(busy=1)
    assert sweep(unreported.scope, executions) == Swept(broken=1)
    assert sweep(unreported.scope, executions) == Swept(started=1)
    assert executions.names == ["late-int_1-3"] * 2


def test_another_revision_gets_a_late_start_of_its_own(unreported: Stage) -> None:
    executions = Named()
    sweep(unreported.scope, executions)
    unreported.assess("a1", execution="two", upload="upl_two")
    unreported.later(hours=2)
    sweep(unreported.scope, executions)
    assert executions.names == ["late-int_1-3", "late-int_1-4"]


def test_an_interview_that_is_reported_is_no_problem_whatever_its_deadline(unreported: Stage) -> None:
    where = DocumentRef(key="reports/acme/int_1/r3/x/report.json", sha256="0")
    now = unreported.deployment.clock.now()
    unreported.scope.interviews.reported(
        ReportReady(
            event_id="evt_1",
            tenant_id=unreported.plan.tenant_id,
            occurred_at=now,
            interview_id=unreported.plan.interview_id,
            position_id=unreported.plan.position_id,
            revision=3,
            report=where,
            page=where,
            overall=72.0,
            answers_assessed=3,
            answers_total=3,
        )
    )
    state = unreported.interview()
    pk = f"TENANT#acme#INTERVIEW#{state.interview_id}"
    unreported.scope.table.update(Update(pk, "ASSESSMENT", set=pending(state, now)))
    executions = Named()
    assert sweep(unreported.scope, executions) == Swept()
    assert (unreported.interview().problem, unreported.interview().deadline) == (None, None)
    assert executions.completed == []


def test_an_execution_that_cannot_be_stopped_does_not_keep_the_interview_from_being_complete(stage: Stage) -> None:
    stage.assess("a1")
    stage.assess("a2")
    stage.prepare(stage.upload("a3", "upl_a3"), "a3")
    stage.later(hours=2)
    assert sweep(stage.scope, Named(deaf=True)).broken == 1
    assert stage.answer("a3").status == "failed"
    assert len(stage.events("interview_settled")) == 1
