"""People move applications: on, back, out, and in again; each time with a reason, and nobody into an offer alone."""

import json

import pytest

from shared.kernel.errors import BoleError, Forbidden, PreconditionFailed, PreconditionRequired
from shared.kernel.ids import ApplicationId
from shared.platform.table import ConditionFailed
from shared.platform.writes import Put
from shared.recruiting.applications import amending, moving
from shared.recruiting.applications.errors import (
    AlreadyApplied,
    AlreadyThere,
    ApplicationClosed,
    ConditionsNotMet,
    NoHireWithoutOffer,
    NoSuchApplication,
    NoSuchCandidate,
    NoSuchNode,
    NotNext,
    NotOpenAgain,
    NotYourNode,
    OfferNeedsDecision,
)
from shared.recruiting.applications.model import Candidacy, Change
from shared.recruiting.flows.errors import FlowNotPublished
from shared.recruiting.positions import store
from shared.recruiting.positions.errors import PositionClosed
from tests.builders.aws import Deployment
from tests.builders.flows import Office, fact, flow, node


@pytest.fixture
def office(deployment: Deployment) -> Office:
    return Office(deployment)


def move(office: Office, application: ApplicationId, to: str, role: str = "recruiter", **changed: object) -> Candidacy:
    order = moving.MoveOrder.model_validate({"to": to, "reason": "as agreed", **changed})
    return moving.move(application, order, office.named(application), office.staff(role, departments=("Sales",)))


def reject(office: Office, application: ApplicationId, code: str = "position_filled") -> Candidacy:
    order = moving.RejectOrder(reason_code=code)
    return moving.reject(application, order, office.named(application), office.staff())


def reopen(office: Office, application: ApplicationId, role: str = "tenant_admin") -> Candidacy:
    order = moving.ReasonOrder(reason="rejected by mistake")
    return amending.reopen(application, order, office.named(application), office.staff(role))


def offered(office: Office) -> ApplicationId:
    application = office.applied()
    move(office, application, "human_interview")
    move(office, application, "offer")
    return application


def refused(office: Office, begun: Change) -> BoleError | None:
    with pytest.raises(ConditionFailed) as failed:
        office.table.transact(office.desk.applications.creation_writes(begun))
    return office.desk.applications.refusal(begun.application, failed.value.failed)


def test_an_application_begins_at_the_start_and_two_events_tell_of_it(office: Office) -> None:
    application = office.applied()
    assert office.where(application) == ("ai_interview", "active")
    assert office.log(application) == [("received", None, "ai_interview")]
    (moved,) = map(json.loads, office.told("application_moved"))
    assert (moved["from_node"], moved["to_node"], moved["node_kind"]) == (None, "ai_interview", "ai_interview")
    (received,) = map(json.loads, office.told("application_received"))
    assert (received["origin"], received["department"]) == ("added", "Sales")


def test_a_position_counts_its_applications(office: Office, deployment: Deployment) -> None:
    for number in range(12):
        office.applied(f"cnd_{number}")
    shards = deployment.rows("POSITION#pos_1#APPLIED", "SHARD#")
    assert sum(int(row["applications"]) for row in shards) == 12
    assert len(shards) > 1
    (row,) = deployment.rows("POSITION#pos_1", "POSITION")
    assert row["applications"] == "0"


def test_a_form_that_was_handed_in_is_passed_at_once(deployment: Deployment) -> None:
    licensed = fact("application_form.field.licence", "==", True)
    form = node("application_form", to="human_interview", passes=licensed, when_passed="advance")
    office = Office(deployment, flow(form, node("human_interview", to="offer"), node("offer")))
    assert office.where(office.applied("cnd_1", form={"licence": True})) == ("human_interview", "active")
    assert office.where(office.applied("cnd_2", form={"licence": False})) == ("application_form", "active")
    assert office.where(office.applied("cnd_3", submitted=False)) == ("application_form", "active")


def test_one_candidate_applies_once_to_a_position_and_to_others_as_well(office: Office) -> None:
    application = office.applied()
    candidate = office.now(application).application.candidate_id
    again = office.begun(candidate)
    said = refused(office, again)
    assert isinstance(said, AlreadyApplied)
    assert "已申请过此职位" in said.problem
    other = office.applies(candidate, office.open_position("pos_2"))
    assert [one.application_id for one in office.desk.applications.of_candidate(candidate)] == [application, other]


def test_a_rejected_candidate_does_not_apply_again_either(office: Office) -> None:
    application = office.applied()
    reject(office, application)
    candidate = office.now(application).application.candidate_id
    again = office.begun(candidate)
    assert isinstance(refused(office, again), AlreadyApplied)


def test_nobody_applies_who_is_not_there_or_where_it_is_closed(office: Office) -> None:
    assert isinstance(refused(office, office.begun("cnd_none")), NoSuchCandidate)
    closed = office.position.model_copy(update={"status": "closed", "revision": 2})
    entry = office.desk.trail.entry("user-1", "manage_position", "pos_1")
    assert office.desk.applications._positions.change(closed, entry)
    assert isinstance(refused(office, office.begun(office.candidate("cnd_late"))), PositionClosed)


def test_a_closed_position_takes_nobody_whatever_row_would_count_them_and_an_open_one_does_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    positions = office.desk.applications._positions
    entry = office.desk.trail.entry("user-1", "manage_position", "pos_1")
    closed = office.position.model_copy(update={"status": "closed", "revision": 2})
    assert positions.change(closed, entry)
    for number in range(store.SHARDS):
        monkeypatch.setattr("random.choice", lambda shards, number=number: shards[number])
        assert isinstance(refused(office, office.begun(office.candidate(f"cnd_{number}"))), PositionClosed)
    assert positions.change(closed.model_copy(update={"status": "open", "revision": 3}), entry)
    assert office.where(office.applied("cnd_again")) == ("ai_interview", "active")


def test_who_applies_while_the_position_is_taken_away_finds_it_closed(office: Office) -> None:
    begun = office.begun(office.candidate("cnd_1"))
    entry = office.desk.trail.entry("user-1", "manage_position", "pos_1")
    assert office.desk.applications._positions.delete(office.position, entry)
    assert isinstance(refused(office, begun), PositionClosed)


def test_an_edit_of_a_position_does_not_touch_the_rows_that_count(office: Office, deployment: Deployment) -> None:
    office.applied()
    entry = office.desk.trail.entry("user-1", "manage_position", "pos_1")
    assert office.desk.applications._positions.change(office.position.model_copy(update={"revision": 2}), entry)
    assert len(deployment.rows("POSITION#pos_1#APPLIED", "SHARD#")) == 1


def test_candidate_and_application_can_come_in_one_transaction(office: Office) -> None:
    made = office.begun("cnd_new")
    person = Put({"PK": office.table.pk("CANDIDATE#cnd_new"), "SK": "CANDIDATE"})
    office.table.transact([person, *office.desk.applications.creation_writes(made, candidate_is_new=True)])
    assert office.where(made.application.application_id) == ("ai_interview", "active")


def test_a_recruiter_moves_on_and_the_log_says_who_why_and_after_how_long(office: Office) -> None:
    application = office.applied()
    office.later(hours=30)
    moved = move(office, application, "human_interview")
    assert office.where(application) == ("human_interview", "active")
    assert moved.application.revision == 2
    entries, _ = office.desk.applications.log(moved.application, 1)
    assert (entries[0].by, entries[0].reason, entries[0].seconds) == ("user-1", "as agreed", 108_000)


def test_a_change_names_what_was_read(office: Office) -> None:
    application = office.applied()
    read = office.named(application)
    order = moving.MoveOrder(to="human_interview", reason="as agreed")
    with pytest.raises(PreconditionRequired):
        moving.move(application, order, None, office.staff())
    moving.move(application, order, read, office.staff())
    with pytest.raises(PreconditionFailed):
        moving.reject(application, moving.RejectOrder(reason_code="position_filled"), read, office.staff())


def test_two_who_decide_at_the_same_moment_do_not_both_decide(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    application = office.applied()
    stale = office.desk.found(application)
    reject(office, application)
    monkeypatch.setattr(type(office.desk), "found", lambda _self, _id: stale)
    with pytest.raises(PreconditionFailed):
        move(office, application, "human_interview")


def test_a_manager_moves_only_the_own_department(office: Office) -> None:
    application = office.applied()
    order = moving.MoveOrder(to="human_interview", reason="as agreed")
    with pytest.raises(Forbidden):
        moving.move(application, order, office.named(application), office.staff("manager", departments=("Finance",)))
    own = office.staff("manager", departments=("Sales",))
    assert moving.move(application, order, office.named(application), own).application.node == "human_interview"


def test_who_acts_at_a_node_stands_in_the_flow(deployment: Deployment) -> None:
    acts = {"roles": ["manager"], "users": ["user-7"]}
    office = Office(deployment, flow(node("human_interview", to="offer", acts=acts), node("offer")))
    application = office.applied()
    order = moving.MoveOrder(to="offer", reason="as agreed")
    with pytest.raises(NotYourNode, match="manager, user-7"):
        moving.move(application, order, office.named(application), office.staff("recruiter"))
    named = office.staff("recruiter", user_id="user-7")
    assert moving.move(application, order, office.named(application), named).application.status == "offer"


def test_a_withdrawal_is_noted_by_whoever_was_told(deployment: Deployment) -> None:
    acts = {"roles": ["manager"]}
    office = Office(deployment, flow(node("human_interview", to="offer", acts=acts), node("offer")))
    application = office.applied()
    order = moving.ReasonOrder(reason="called to say so")
    moving.note_withdrawal(application, order, office.named(application), office.staff("recruiter"))
    assert office.where(application) == ("human_interview", "withdrawn")
    late = office.applied("cnd_2")
    rejecting = moving.RejectOrder(reason_code="position_filled")
    with pytest.raises(NotYourNode):
        moving.reject(late, rejecting, office.named(late), office.staff("recruiter"))


def test_an_administrator_acts_at_every_node(deployment: Deployment) -> None:
    acts = {"users": ["user-7"]}
    office = Office(deployment, flow(node("human_interview", to="offer", acts=acts), node("offer")))
    assert move(office, office.applied(), "offer", "tenant_admin").application.status == "offer"


def test_a_node_that_does_not_follow_needs_an_exception(deployment: Deployment) -> None:
    office = Office(
        deployment,
        flow(
            node("skills_test", to="human_interview"),
            node("human_interview", to="background_check"),
            node("background_check", to="offer"),
            node("offer"),
        ),
    )
    application = office.applied()
    with pytest.raises(NotNext, match="leads to human_interview"):
        move(office, application, "background_check")
    assert move(office, application, "background_check", exceptional=True).application.node == "background_check"


def test_there_is_no_node_but_those_of_the_flow(office: Office) -> None:
    application = office.applied()
    with pytest.raises(NoSuchNode, match="ai_interview, human_interview, offer"):
        move(office, application, "board")
    with pytest.raises(AlreadyThere):
        move(office, application, "ai_interview")


def test_what_must_hold_to_enter_holds_or_is_excepted(deployment: Deployment) -> None:
    checked = node("human_interview", to="offer", enter=fact("skills_test.score", ">=", 60))
    office = Office(deployment, flow(node("skills_test", to="human_interview"), checked, node("offer")))
    application = office.applied()
    with pytest.raises(ConditionsNotMet, match=r"skills_test\.score"):
        move(office, application, "human_interview")
    assert move(office, application, "human_interview", exceptional=True).application.node == "human_interview"


@pytest.mark.parametrize("role", ["recruiter", "tenant_admin"])
def test_no_role_and_no_exception_leads_to_an_offer_without_a_persons_decision(office: Office, role: str) -> None:
    with pytest.raises(OfferNeedsDecision):
        move(office, office.applied(), "offer", role, exceptional=True)


def test_whoever_moves_on_from_a_human_interview_decides(office: Office) -> None:
    application = offered(office)
    outcome = office.now(application).facts["human_interview.outcome"]
    assert (outcome.value, outcome.source) == ("advance", "user-1")
    assert office.where(application) == ("offer", "offer")


def test_who_is_sent_back_does_the_steps_again(office: Office) -> None:
    application = offered(office)
    office.later(hours=1)
    move(office, application, "ai_interview")
    assert office.where(application) == ("ai_interview", "active")
    assert office.now(application).facts == {}
    with pytest.raises(OfferNeedsDecision):
        move(office, application, "offer", exceptional=True)


def test_a_rejection_has_a_reason_of_the_list_and_ends_it(office: Office) -> None:
    application = office.applied()
    reject(office, application)
    assert office.where(application) == ("ai_interview", "rejected")
    entries, _ = office.desk.applications.log(office.now(application).application, 1)
    assert (entries[0].kind, entries[0].reason_code) == ("rejected", "position_filled")
    with pytest.raises(ApplicationClosed):
        move(office, application, "human_interview")


def test_only_who_may_decide_rejects(office: Office) -> None:
    application = office.applied()
    order = moving.RejectOrder(reason_code="position_filled")
    with pytest.raises(Forbidden):
        moving.reject(application, order, office.named(application), office.staff("auditor"))


def test_a_candidate_withdraws_alone_and_twice_is_once(office: Office) -> None:
    application = office.applied()
    candidate = office.now(application).application.candidate_id
    for _ in range(2):
        moving.withdraw(application, candidate, office.desk)
    assert office.log(application)[1:] == [("withdrawn", "ai_interview", "ai_interview")]
    entries, _ = office.desk.applications.log(office.now(application).application, 1)
    assert entries[0].by == f"candidate:{candidate}"


def test_nobody_withdraws_for_another_candidate(office: Office) -> None:
    application = office.applied("cnd_1")
    with pytest.raises(NoSuchApplication):
        moving.withdraw(application, office.candidate("cnd_2"), office.desk)


def test_staff_note_a_withdrawal(office: Office) -> None:
    application = office.applied()
    order = moving.ReasonOrder(reason="took another job")
    moving.note_withdrawal(application, order, office.named(application), office.staff())
    assert office.where(application) == ("ai_interview", "withdrawn")


def test_only_who_has_an_offer_is_hired(office: Office) -> None:
    early = office.applied("cnd_2")
    with pytest.raises(NoHireWithoutOffer):
        moving.hire(early, moving.HireOrder(), office.named(early), office.staff())
    application = offered(office)
    moving.hire(application, moving.HireOrder(), office.named(application), office.staff())
    assert office.where(application) == ("offer", "hired")


def test_an_administrator_opens_a_rejected_application_again(office: Office) -> None:
    application = office.applied()
    reject(office, application)
    with pytest.raises(Forbidden):
        reopen(office, application, "recruiter")
    office.later(hours=1)
    reopen(office, application)
    assert office.where(application) == ("ai_interview", "active")
    assert office.log(application)[-1] == ("reopened", "ai_interview", "ai_interview")


def test_what_goes_on_is_not_opened_again(office: Office) -> None:
    with pytest.raises(NotOpenAgain):
        reopen(office, office.applied())


def test_a_result_that_somebody_records_moves_the_flow_on(deployment: Deployment) -> None:
    test = node("skills_test", to="human_interview", passes=fact("skills_test.score", ">=", 60), when_passed="advance")
    office = Office(deployment, flow(test, node("human_interview", to="offer"), node("offer")))
    application = office.applied()
    order = amending.ResultOrder(fact="skills_test.score", value=72, reason="marked by two examiners")
    amending.record_result(application, order, office.named(application), office.staff())
    assert office.where(application) == ("human_interview", "active")
    assert [line[0] for line in office.log(application)] == ["received", "recorded", "passed"]


@pytest.mark.parametrize(
    ("name", "value"), [("ai_interview.overall", 99), ("human_interview.outcome", "advance"), ("offer.accepted", 3)]
)
def test_nobody_records_by_hand_what_is_a_machines_or_a_panels(office: Office, name: str, value: object) -> None:
    application = office.applied()
    order = amending.ResultOrder.model_validate({"fact": name, "value": value, "reason": "because"})
    with pytest.raises(BoleError):
        amending.record_result(application, order, office.named(application), office.staff())
    assert office.now(application).facts == {}


def test_a_flow_that_nobody_published_takes_nobody_on(office: Office) -> None:
    retired = office.head.model_copy(update={"retired": True, "revision": 2})
    office.desk.flows.change(retired, None, office.desk.trail.entry("user-1", "manage_flow", "flw_1"))
    with pytest.raises(FlowNotPublished):
        office.applied()


def test_a_position_without_a_flow_takes_the_standard_one(office: Office) -> None:
    plain = office.position.snapshot.model_copy(update={"flow": None})
    made = office.begun(office.candidate("cnd_1"), plain)
    office.table.transact(office.desk.applications.creation_writes(made))
    assert office.where(made.application.application_id) == ("ai_interview", "active")
    assert made.application.flow_id == "flw_standard"


def test_words_and_facts_of_a_person_are_sealed(office: Office, deployment: Deployment) -> None:
    application = office.applied()
    move(office, application, "human_interview", reason="her answers were clear")
    rows = json.dumps(deployment.rows(), ensure_ascii=False)
    assert "her answers" not in rows
    assert office.now(application).application.node == "human_interview"


def test_whoever_erases_a_person_finds_what_lies_elsewhere(office: Office, deployment: Deployment) -> None:
    application = office.applied()
    keys = office.desk.applications.elsewhere(office.now(application).application.candidate_id)
    for pk, sk in keys:
        office.table.delete(pk, sk)
    assert office.desk.applications.application(application) is None
    left = [row["PK"] for row in deployment.rows() if application in str(row) and "EVENT#" not in row["SK"]]
    assert set(left) == {office.table.pk("CANDIDATE#cnd_1")}


def test_every_change_stands_in_the_audit_log_in_codes(office: Office, deployment: Deployment) -> None:
    application = office.applied()
    reject(office, application)
    entries = [json.loads(row["link"])["entry"] for row in deployment.rows("#AUDIT#", "ENTRY#")]
    (entry,) = [each for each in entries if each["subject"] == application]
    assert (entry["actor"], entry["action"], entry["candidate_id"]) == ("user-1", "decide", "cnd_1")
    assert entry["detail"]["reason_code"] == "position_filled"
