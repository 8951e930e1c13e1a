"""Events move applications: late, twice, in any order, and never by a machine out of the flow."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.recruiting.on_decision import handler as on_decision
from functions.recruiting.on_interview import handler as on_interview
from functions.recruiting.on_personality import handler as on_personality
from functions.recruiting.on_report import handler as on_report
from shared.assessment.contracts import ReportReady
from shared.assessment.report.contracts import InterviewReport
from shared.decision.contracts import Proposal
from shared.decision.outcomes.contracts import DecisionRecorded
from shared.interview.contracts import ConsentWithdrawn, InterviewCompleted
from shared.interview.keys import plan_key
from shared.interview.personality.contracts import PersonalityCompleted
from shared.kernel.errors import Unavailable
from shared.kernel.events import Event
from shared.kernel.ids import ApplicationId, InterviewId, PositionId
from shared.recruiting.applications import amending, moving
from shared.recruiting.applications.errors import DecisionIsRecordedElsewhere, OfferNeedsDecision
from tests.builders.assessment import plan
from tests.builders.aws import NOW, Deployment
from tests.builders.flows import Office, fact, flow, node
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import ACME
from tests.builders.reports import full_report

INTERVIEW = InterviewId("int_7")


@pytest.fixture
def office(deployment: Deployment) -> Office:
    return Office(deployment)


def hear(handler: Any, event: Event) -> bool:
    bus = {"detail-type": event.detail_type(), "source": event.source(), "detail": event.model_dump(mode="json")}
    return bool(handler(bus, FakeContext())["changed"])


def about(application: ApplicationId | None, at: datetime) -> dict[str, Any]:
    return {
        "event_id": "evt_1",
        "tenant_id": ACME,
        "occurred_at": at,
        "interview_id": INTERVIEW,
        "application_id": application,
        "position_id": PositionId("pos_1"),
        "candidate_id": "cnd_1",
    }


def completed(application: ApplicationId | None, at: datetime = NOW, human_only: bool = False) -> bool:
    return hear(on_interview, InterviewCompleted(**about(application, at), answers=(), human_only=human_only))


def decided(application: ApplicationId, outcome: str, at_node: str | None, at: datetime = NOW, **changed: Any) -> bool:
    values = {"decision_id": "dec_1", "reason_code": "skills", "decided_by": "user-5", "supersedes": None, **changed}
    return hear(on_decision, DecisionRecorded(**about(application, at), outcome=outcome, at_node=at_node, **values))


def took_test(application: ApplicationId, valid: bool = True) -> bool:
    return hear(on_personality, PersonalityCompleted(**about(application, NOW), valid=valid))


def reported(
    office: Office, application: ApplicationId | None, at: datetime = NOW, revision: int = 1, **changed: Any
) -> bool:
    """The report of an interview is ready, with its documents in the bucket."""
    bucket = office.deployment.platform.bucket(ACME)
    held = plan(interview_id=INTERVIEW, application_id=application)
    bucket.put_document(plan_key(ACME, INTERVIEW), held)
    report: InterviewReport = full_report("en", revision=revision, **changed)
    document = bucket.put_document(f"reports/{ACME}/{INTERVIEW}/{revision}.json", report)
    return hear(
        on_report,
        ReportReady(
            **{name: value for name, value in about(application, at).items() if name != "candidate_id"},
            revision=revision,
            report=document,
            page=document,
            overall=report.overall,
            answers_assessed=3,
            answers_total=4,
        ),
    )


def with_test() -> Any:
    sound = {"all": [fact("personality_test.completed", "==", True), fact("personality_test.valid", "==", True)]}
    enough = fact("ai_interview.overall", ">=", 60)
    return flow(
        node("personality_test", to="ai_interview", passes=sound, when_passed="advance"),
        node("ai_interview", to="human_interview", passes=enough, when_passed="advance"),
        node("human_interview", to="offer"),
        node("offer"),
    )


def test_a_report_that_passes_leads_to_people(office: Office) -> None:
    application = office.applied()
    assert reported(office, application, overall=75.0)
    assert office.where(application) == ("human_interview", "active")
    facts = office.now(application).values()
    assert facts["ai_interview.competency.teamwork"] == 78.0
    assert "ai_interview.competency.customer_orientation" not in facts
    assert office.now(application).facts["ai_interview.overall"].source == "report_ready:int_7"


def test_a_low_score_rejects_nobody_and_waits_for_a_person(office: Office) -> None:
    application = office.applied()
    proposal = Proposal(outcome="fail", cut=60.0, basis="Below the cut.", rule="below_cut")
    reported(office, application, overall=5.0, proposal=proposal)
    assert office.where(application) == ("ai_interview", "active")


def test_an_event_that_comes_twice_moves_once(office: Office) -> None:
    application = office.applied()
    assert [reported(office, application, overall=75.0) for _ in range(3)] == [True, False, False]
    assert office.log(application)[1:] == [("passed", "ai_interview", "human_interview")]
    assert len(office.told("application_moved")) == 2


def test_an_older_report_that_comes_late_changes_nothing(office: Office) -> None:
    application = office.applied()
    reported(office, application, NOW + timedelta(minutes=5), revision=2, overall=40.0)
    assert not reported(office, application, NOW, revision=1, overall=90.0)
    assert office.where(application) == ("ai_interview", "active")


def test_a_decision_that_comes_before_the_report_is_carried_out_when_its_node_is_reached(office: Office) -> None:
    application = office.applied()
    assert decided(application, "advance", "human_interview")
    assert office.where(application) == ("ai_interview", "active")
    reported(office, application, overall=75.0)
    assert office.where(application) == ("offer", "offer")
    assert [line[0] for line in office.log(application)] == ["received", "passed", "decided"]


def test_a_decision_moves_on_by_whom_decided(office: Office) -> None:
    application = office.applied()
    reported(office, application, overall=75.0)
    assert decided(application, "advance", "human_interview")
    entries, _ = office.desk.applications.log(office.now(application).application, 1)
    assert (entries[0].kind, entries[0].by, entries[0].reason_code) == ("decided", "user-5", "skills")
    assert office.where(application) == ("offer", "offer")


def test_a_rejection_that_a_person_decided_ends_it_with_its_reason(office: Office) -> None:
    application = office.applied()
    assert decided(application, "reject", "ai_interview")
    assert office.where(application) == ("ai_interview", "rejected")
    assert not decided(application, "reject", "ai_interview")
    assert '"reason":"skills"' in office.told("application_moved")[-1]


@pytest.mark.parametrize("nobody", ["", "system:propose"])
def test_a_rejection_that_no_person_decided_is_not_carried_out(office: Office, nobody: str) -> None:
    application = office.applied()
    assert not decided(application, "reject", "ai_interview", decided_by=nobody)
    assert office.where(application) == ("ai_interview", "active")


def test_a_decision_to_hold_holds_what_would_pass_by_itself(office: Office) -> None:
    application = office.applied()
    decided(application, "hold", "ai_interview")
    reported(office, application, overall=95.0)
    assert office.where(application) == ("ai_interview", "active")
    decided(application, "advance", "ai_interview", NOW + timedelta(hours=1))
    assert office.where(application) == ("human_interview", "active")


def test_a_decision_at_a_node_that_is_left_moves_nothing(office: Office) -> None:
    application = office.applied()
    reported(office, application, overall=75.0)
    decided(application, "reject", "ai_interview")
    assert office.where(application) == ("human_interview", "active")


def test_a_decision_without_a_node_is_where_the_interview_was_held(office: Office) -> None:
    application = office.applied()
    completed(application)
    decided(application, "advance", None)
    assert office.where(application) == ("human_interview", "active")


def test_a_corrected_rejection_opens_the_application_again(office: Office) -> None:
    application = office.applied()
    decided(application, "reject", "ai_interview")
    decided(application, "advance", "ai_interview", NOW + timedelta(hours=1), supersedes="dec_0")
    assert office.where(application) == ("human_interview", "active")
    assert [line[0] for line in office.log(application)] == ["received", "rejected", "reopened", "decided"]


def test_a_decision_that_is_corrected_against_somebody_stops_their_offer(deployment: Deployment) -> None:
    office = Office(
        deployment,
        flow(
            node("first_interview", "human_interview", to="second_interview"),
            node("second_interview", "human_interview", to="offer"),
            node("offer"),
        ),
    )
    application = office.applied()
    decided(application, "advance", "first_interview")
    decided(application, "reject", "first_interview", NOW + timedelta(hours=1), supersedes="dec_0")
    decided(application, "advance", "second_interview")
    assert office.where(application) == ("second_interview", "active")
    order = moving.MoveOrder(to="offer", reason="all the same", exceptional=True)
    with pytest.raises(OfferNeedsDecision):
        moving.move(application, order, office.named(application), office.staff("tenant_admin"))


def test_an_old_decision_that_comes_again_does_not_close_what_was_opened_again(office: Office) -> None:
    application = office.applied()
    decided(application, "reject", "ai_interview")
    office.later(hours=1)
    order = moving.ReasonOrder(reason="rejected by mistake")
    amending.reopen(application, order, office.named(application), office.staff("tenant_admin"))
    assert not decided(application, "reject", "ai_interview")
    assert office.where(application) == ("ai_interview", "active")


def test_where_a_panel_rates_nobody_moves_past_it_by_hand(office: Office) -> None:
    application = office.applied()
    reported(office, application, overall=75.0)
    order = moving.MoveOrder(to="offer", reason="I like them")
    with pytest.raises(DecisionIsRecordedElsewhere):
        moving.move(application, order, office.named(application), office.staff("tenant_admin"))


def test_whoever_withdrew_is_not_moved_by_a_late_report(office: Office) -> None:
    application = office.applied()
    moving.withdraw(application, office.now(application).application.candidate_id, office.desk)
    assert reported(office, application, overall=99.0)
    assert office.where(application) == ("ai_interview", "withdrawn")


def test_an_interview_that_was_handed_in_waits_for_its_report(office: Office) -> None:
    application = office.applied()
    assert completed(application)
    assert not completed(application)
    assert office.now(application).interviews == {INTERVIEW: "ai_interview"}
    assert office.where(application) == ("ai_interview", "active")


def test_who_wants_no_machine_waits_for_people_in_the_same_flow(office: Office) -> None:
    application = office.applied()
    completed(application, human_only=True)
    assert office.now(application).values()["ai_interview.human_only"] is True
    decided(application, "advance", "ai_interview")
    assert office.where(application) == ("human_interview", "active")


def test_a_consent_that_is_taken_back_takes_the_scores_with_it(office: Office) -> None:
    application = office.applied()
    reported(office, application, overall=40.0)
    withdrawn = ConsentWithdrawn(**about(application, NOW + timedelta(hours=1)), purpose="automated_assessment")
    office.later(hours=2)
    assert hear(on_interview, withdrawn)
    assert not hear(on_interview, withdrawn)
    left = set(office.now(application).values())
    assert left == {"ai_interview.completed", "ai_interview.human_only"}
    assert not reported(office, application, overall=90.0)


def test_while_proposals_are_stopped_no_score_moves_anybody(office: Office) -> None:
    application = office.applied()
    stopped = Proposal(outcome="review", cut=60.0, basis="Stopped.", rule="proposals_stopped")
    reported(office, application, overall=95.0, proposal=stopped)
    assert office.where(application) == ("ai_interview", "active")
    assert "ai_interview.overall" not in office.now(application).values()


def test_a_personality_test_passes_with_care_and_never_by_its_outcome(deployment: Deployment) -> None:
    office = Office(deployment, with_test())
    careless, careful = office.applied("cnd_1"), office.applied("cnd_2")
    took_test(careless, valid=False)
    took_test(careful)
    assert office.where(careless) == ("personality_test", "active")
    assert office.where(careful) == ("ai_interview", "active")
    assert not took_test(careful)


def test_test_and_report_of_one_interview_belong_to_their_own_nodes(deployment: Deployment) -> None:
    office = Office(deployment, with_test())
    application = office.applied()
    reported(office, application, overall=80.0)
    assert office.where(application) == ("personality_test", "active")
    took_test(application)
    assert office.where(application) == ("human_interview", "active")
    assert len(office.told("application_moved")) == 2


def test_what_belongs_to_no_application_moves_nothing(office: Office) -> None:
    assert not completed(None)
    assert not reported(office, None)


def test_of_an_erased_candidate_nothing_is_learned_any_more(office: Office, deployment: Deployment) -> None:
    application = office.applied()
    deployment.platform.sealer(ACME).forget("cnd_1")
    assert not completed(application)
    assert not completed(ApplicationId("app_gone"))


def test_an_event_that_others_always_overtake_is_tried_again_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = office.applied()
    monkeypatch.setattr("shared.recruiting.applications.store.ApplicationStore.save", lambda *_a, **_k: False)
    with pytest.raises(Unavailable):
        completed(application)
