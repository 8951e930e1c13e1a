"""From report and decision to a row of the audit, through the consumer of the bus."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from functions.decision.on_facts import handler
from shared.assessment.contracts import ReportReady
from shared.decision.contracts import Proposal
from shared.decision.fairness.desk import FairnessDesk
from shared.decision.outcomes.contracts import DecisionRecorded
from shared.interview.keys import plan_key
from shared.kernel.ids import ApplicationId
from tests.builders.assessment import plan
from tests.builders.aws import NOW, Deployment, deployed
from tests.builders.fairness_desk import tenant
from tests.builders.lambda_context import FakeContext
from tests.builders.reports import full_report

APPLICATION = ApplicationId("app_1")


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        yield made


@pytest.fixture
def desk(deployment: Deployment) -> FairnessDesk:
    return tenant(deployment, plan().tenant_id)


def report(deployment: Deployment, revision: int = 1, **changed: Any) -> dict[str, Any]:
    """A report in the bucket, and the event that it is ready."""
    planned = plan(application_id=APPLICATION)
    bucket = deployment.platform.bucket(planned.tenant_id)
    bucket.put_document(plan_key(planned.tenant_id, planned.interview_id), planned)
    made = full_report("en", revision=revision, interview_id=planned.interview_id, **changed)
    ref = bucket.put_document(f"reports/{planned.tenant_id}/{planned.interview_id}/r{revision}/report.json", made)
    ready = ReportReady(
        event_id=f"evt_{revision}",
        tenant_id=planned.tenant_id,
        occurred_at=NOW + timedelta(minutes=revision),
        interview_id=planned.interview_id,
        position_id=planned.position_id,
        revision=revision,
        report=ref,
        page=ref,
        overall=made.overall,
        answers_assessed=3,
        answers_total=3,
    )
    return {"detail-type": ReportReady.detail_type(), "detail": ready.model_dump(mode="json")}


def decision(outcome: str, after_minutes: int = 60, **changed: Any) -> dict[str, Any]:
    planned = plan()
    decided = DecisionRecorded.model_validate(
        {
            "event_id": f"evt_d{after_minutes}",
            "decision_id": f"dec_{after_minutes}",
            "tenant_id": planned.tenant_id,
            "occurred_at": NOW + timedelta(minutes=after_minutes),
            "interview_id": planned.interview_id,
            "application_id": APPLICATION,
            "position_id": planned.position_id,
            "candidate_id": planned.candidate_id,
            "outcome": outcome,
            "reason_code": "skills",
            "decided_by": "user-1",
            "at_node": "ai_interview",
            **changed,
        }
    )
    return {"detail-type": DecisionRecorded.detail_type(), "detail": decided.model_dump(mode="json")}


def hear(event: dict[str, Any]) -> dict[str, Any]:
    return handler(event, FakeContext())


def test_a_report_becomes_a_fact_of_its_application(deployment: Deployment, desk: FairnessDesk) -> None:
    proposal = Proposal(outcome="pass", cut=60.0, basis="", rule="above_cut")
    assert hear(report(deployment, overall=81.5, standard_error=5.5, proposal=proposal)) == {"new": True}
    [fact] = desk.facts.of_position(plan().position_id)
    assert (fact.key, fact.candidate_id, fact.application_id) == ("app_1", plan().candidate_id, APPLICATION)
    assert (fact.overall, fact.standard_error, fact.proposal, fact.rule) == (81.5, 5.5, "pass", "above_cut")
    assert fact.decision is None
    assert desk.facts.positions() == [plan().position_id]


def test_the_same_event_again_leaves_one_fact_and_an_older_one_changes_nothing(
    deployment: Deployment, desk: FairnessDesk
) -> None:
    newer, older = report(deployment, 2, overall=70.0), report(deployment, 1, overall=30.0)
    hear(newer)
    hear(newer)
    assert hear(older) == {"new": False}
    [fact] = desk.facts.of_position(plan().position_id)
    assert fact.overall == 70.0


@pytest.mark.parametrize("decision_first", [False, True])
def test_report_and_decision_meet_in_whatever_order_they_are_heard(
    deployment: Deployment, desk: FairnessDesk, decision_first: bool
) -> None:
    heard = [report(deployment), decision("advance")]
    for event in reversed(heard) if decision_first else heard:
        hear(event)
    [fact] = desk.facts.of_position(plan().position_id)
    assert fact.decision == "advance"


def test_a_decision_about_somebody_the_ai_never_assessed_is_in_no_audit(
    deployment: Deployment, desk: FairnessDesk
) -> None:
    hear(decision("reject"))
    assert desk.facts.of_position(plan().position_id) == []


def test_facts_hold_no_name_and_no_words_of_anybody(deployment: Deployment, desk: FairnessDesk) -> None:
    hear(report(deployment))
    hear(decision("advance"))
    rows = str(deployment.rows("FAIRNESS#"))
    assert plan().candidate_name not in rows
    assert "decided_by" not in rows


def test_an_erased_candidates_facts_are_gone(deployment: Deployment, desk: FairnessDesk) -> None:
    hear(report(deployment))
    hear(decision("advance"))
    assert desk.facts.forget(plan().candidate_id, [plan().position_id]) == 2
    assert desk.facts.of_position(plan().position_id) == []
