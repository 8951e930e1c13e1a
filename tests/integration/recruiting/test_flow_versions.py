"""A flow is edited while candidates are in it: they stay on the version that they began, unless somebody orders it."""

import pytest

from shared.kernel.errors import Forbidden
from shared.kernel.ids import ApplicationId
from shared.recruiting.applications import amending, hearing, moving
from shared.recruiting.applications.errors import ApplicationClosed, CannotMigrate
from shared.recruiting.contracts import FlowVersion
from tests.builders.aws import NOW, Deployment
from tests.builders.flows import FLOW, Office, fact, flow, node


@pytest.fixture
def office(deployment: Deployment) -> Office:
    return Office(deployment)


SECOND = flow(
    node(
        "ai_interview",
        to="skills_test",
        passes=fact("ai_interview.completed", "==", True),
        when_passed="advance",
        deadline={"days": 20, "then": "withdraw"},
    ),
    node("skills_test", to="human_interview"),
    node("human_interview", to="offer"),
    node("offer"),
    version=2,
)
WITHOUT_AI = flow(node("human_interview", to="offer"), node("offer"), version=2)


def migrate(office: Office, application: ApplicationId, version: int = 2, role: str = "recruiter") -> str:
    order = amending.MigrateOrder(version=version, reason="the new flow is fairer")
    staff = office.staff(role, departments=("Sales",))
    return amending.migrate(application, order, office.named(application), staff).application.node


def move(office: Office, application: ApplicationId, to: str) -> None:
    order = moving.MoveOrder(to=to, reason="as agreed")
    moving.move(application, order, office.named(application), office.staff())


def test_who_is_in_a_flow_stays_on_the_version_that_they_began(office: Office) -> None:
    application = office.applied()
    office.publish(SECOND)
    hearing.interview_done(application, "int_1", False, NOW, office.desk)
    assert office.where(application) == ("ai_interview", "active")
    move(office, application, "human_interview")
    assert office.now(application).application.flow_version == 1


def test_who_begins_after_the_edit_begins_on_the_newer_version(office: Office) -> None:
    office.publish(SECOND)
    newer = office.position.snapshot.model_copy(update={"flow": FlowVersion(flow_id=FLOW, version=2)})
    application = office.applies(office.candidate("cnd_2"), office.position.model_copy(update={"snapshot": newer}))
    hearing.interview_done(application, "int_2", False, NOW, office.desk)
    assert office.where(application) == ("skills_test", "active")


def test_an_application_goes_over_by_order_with_a_reason_and_goes_on_as_the_newer_version_says(office: Office) -> None:
    application = office.applied()
    hearing.interview_done(application, "int_1", False, NOW, office.desk)
    office.publish(SECOND)
    assert migrate(office, application) == "skills_test"
    entries, _ = office.desk.applications.log(office.now(application).application, 2)
    assert [(one.kind, one.reason_code) for one in entries] == [("passed", "passed"), ("migrated", "version_1_to_2")]
    assert entries[1].reason == "the new flow is fairer"


def test_a_deadline_is_the_newer_versions_from_when_the_node_was_entered(office: Office) -> None:
    application = office.applied()
    office.publish(SECOND)
    office.later(days=1)
    migrate(office, application)
    task = office.now(application).task
    assert task is not None
    assert task.look_at is not None
    assert (task.look_at - NOW).days == 20


def test_an_application_whose_node_is_gone_stays_where_it_is(office: Office) -> None:
    application = office.applied()
    office.publish(WITHOUT_AI)
    with pytest.raises(CannotMigrate, match="no node ai_interview"):
        migrate(office, application)
    move(office, application, "human_interview")
    assert migrate(office, application) == "human_interview"


def test_nobody_goes_over_to_an_older_or_an_unpublished_version(office: Office) -> None:
    application = office.applied()
    with pytest.raises(CannotMigrate, match="not newer"):
        migrate(office, application, 1)
    draft = office.head.model_copy(update={"newest": 2, "revision": 2})
    office.desk.flows.change(draft, SECOND, office.desk.trail.entry("user-1", "manage_flow", FLOW))
    with pytest.raises(CannotMigrate, match="not published"):
        migrate(office, application)


def test_what_ended_does_not_go_over(office: Office) -> None:
    application = office.applied()
    moving.withdraw(application, office.now(application).application.candidate_id, office.desk)
    office.publish(SECOND)
    with pytest.raises(ApplicationClosed):
        migrate(office, application)


def test_a_manager_takes_nobody_over(office: Office) -> None:
    application = office.applied()
    office.publish(SECOND)
    with pytest.raises(Forbidden):
        migrate(office, application, role="manager")
