"""The clock reminds, hands over, and withdraws only who did not act oneself."""

import json
from typing import Any

import pytest

from functions.recruiting.deadlines import Unlooked, handler, keep_deadlines
from functions.tenancy.create_tenant import handler as create_tenant
from shared.kernel.ids import ApplicationId
from shared.recruiting.applications import hearing, moving
from tests.builders.aws import NOW, Deployment
from tests.builders.flows import Office, fact, flow, node
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import ACME, order

PEOPLE = (node("human_interview", to="offer", acts={"roles": ["manager"]}), node("offer"))


def office_of(deployment: Deployment, *nodes: dict[str, Any]) -> Office:
    create_tenant(order(), FakeContext())
    return Office(deployment, flow(*nodes) if nodes else None)


@pytest.fixture
def office(deployment: Deployment) -> Office:
    return office_of(deployment)


def look() -> dict[str, Any]:
    return {name: count for name, count in handler({}, FakeContext()).items() if count}


def overdue(office: Office) -> list[tuple[str, str, int]]:
    found, _ = office.desk.applications.overdue(50, None)
    return [(one.node, one.waits_for, one.times) for one in found]


def to_people(office: Office, application: ApplicationId) -> None:
    staff = office.staff("tenant_admin")
    moving.move(
        application, moving.MoveOrder(to="human_interview", reason="as agreed"), office.named(application), staff
    )


def test_before_its_time_nothing_happens(office: Office) -> None:
    application = office.applied()
    office.later(days=4)
    assert look() == {}
    assert office.where(application) == ("ai_interview", "active")


def test_a_candidate_who_did_not_act_is_withdrawn_by_the_deadline(office: Office) -> None:
    application = office.applied()
    office.later(days=5)
    assert look() == {"withdrawn": 1}
    assert office.where(application) == ("ai_interview", "withdrawn")
    entries, _ = office.desk.applications.log(office.now(application).application, 1)
    assert (entries[0].by, entries[0].reason_code) == ("system:deadlines", "deadline_passed")
    assert look() == {}


def test_a_candidate_who_acted_and_waits_for_the_company_is_never_withdrawn(office: Office) -> None:
    application = office.applied()
    hearing.interview_done(application, "int_1", False, NOW, office.desk)
    office.later(days=6)
    assert look() == {"told": 1}
    assert office.where(application) == ("ai_interview", "active")
    assert overdue(office) == [("ai_interview", "company", 1)]


def test_whoever_acts_is_reminded_and_reminded_again(office: Office) -> None:
    application = office.applied()
    to_people(office, application)
    office.later(days=7)
    assert look() == {"told": 1}
    assert look() == {}
    office.later(days=1)
    assert look() == {}
    office.later(days=1)
    assert look() == {"told": 1}
    told = [json.loads(each) for each in office.told("application_overdue")]
    assert [(each["then"], each["times"], each["node_kind"]) for each in told] == [
        ("remind", 1, "human_interview"),
        ("remind", 2, "human_interview"),
    ]
    assert overdue(office) == [("human_interview", "company", 2)]


def test_what_moves_on_is_overdue_no_more(office: Office) -> None:
    application = office.applied()
    to_people(office, application)
    office.later(days=7)
    look()
    moving.reject(
        application, moving.RejectOrder(reason_code="position_filled"), office.named(application), office.staff()
    )
    assert overdue(office) == []


def test_the_longest_overdue_is_first_in_the_list(office: Office) -> None:
    first = office.applied("cnd_1")
    to_people(office, first)
    office.later(days=1)
    second = office.applied("cnd_2")
    to_people(office, second)
    office.later(days=9)
    look()
    found, _ = office.desk.applications.overdue(50, None)
    assert [one.application_id for one in found] == [first, second]


def test_a_deadline_hands_over_to_who_then_may_act(deployment: Deployment) -> None:
    over = {"days": 3, "then": "hand_over", "to": {"users": ["user-9"]}}
    office = office_of(
        deployment, node("human_interview", to="offer", acts={"roles": ["manager"]}, deadline=over), node("offer")
    )
    application = office.applied()
    office.later(days=3)
    assert look() == {"told": 1}
    assert office.now(application).handed_to == ("user-9",)
    assert [line[0] for line in office.log(application)] == ["received", "handed_over"]
    (told,) = map(json.loads, office.told("application_overdue"))
    assert (told["then"], told["users"]) == ("hand_over", ["user-9"])
    order_ = moving.MoveOrder(to="offer", reason="convincing")
    moved = moving.move(application, order_, office.named(application), office.staff("recruiter", user_id="user-9"))
    assert moved.application.status == "offer"
    assert office.now(application).handed_to == ()


def test_days_that_pass_can_decide_a_condition(deployment: Deployment) -> None:
    waited = node(
        "background_check", to="human_interview", passes=fact("background_check.days", ">=", 2), when_passed="advance"
    )
    office = office_of(deployment, waited, *PEOPLE)
    application = office.applied()
    office.later(days=1)
    assert look() == {}
    office.later(days=1)
    assert look() == {"moved": 1}
    assert office.where(application) == ("human_interview", "active")


def test_an_offer_that_nobody_answers_is_handed_over(office: Office) -> None:
    application = office.applied()
    to_people(office, application)
    moving.move(
        application, moving.MoveOrder(to="offer", reason="convincing"), office.named(application), office.staff()
    )
    office.later(days=7)
    assert look() == {"told": 1}
    assert overdue(office) == [("offer", "candidate", 1)]


def test_an_application_that_fails_does_not_hold_up_the_others(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, sound = office.applied("cnd_1"), office.applied("cnd_2")
    office.later(days=5)
    real = type(office.desk).found

    def fails(desk: Any, application: ApplicationId) -> Any:
        if application == broken:
            raise RuntimeError
        return real(desk, application)

    monkeypatch.setattr(type(office.desk), "found", fails)
    with pytest.raises(Unlooked, match="1 applications"):
        handler({}, FakeContext())
    assert office.desk.applications.application(sound).status == "withdrawn"  # type: ignore[union-attr]


def test_without_time_nothing_is_begun(office: Office) -> None:
    office.applied()
    office.later(days=9)
    assert keep_deadlines(office.deployment.platform, lambda: False)["left"] >= 1  # type: ignore[arg-type]


def test_an_erased_candidate_is_looked_at_no_more(office: Office, deployment: Deployment) -> None:
    application = office.applied()
    deployment.platform.sealer(ACME).forget("cnd_1")
    office.later(days=5)
    assert look() == {"nothing": 1}
    assert look() == {}
    assert office.desk.applications.application(application) is not None
