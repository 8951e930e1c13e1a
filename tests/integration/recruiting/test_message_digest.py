"""Staff gets one letter a day of what waits for them: reports that nobody looked at, and what is overdue."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.recruiting.remind_staff import handler
from shared.decision.outcomes.store import DecisionStore
from shared.decision.outcomes.waiting import Waiting
from shared.kernel.ids import CandidateId, InterviewId, PositionId, UserId
from shared.platform.writes import Put
from shared.recruiting.applications import moving
from shared.recruiting.applications.waiting import look_at
from shared.tenancy.users.model import Rights, StaffUser
from shared.tenancy.users.store import UserStore
from tests.builders.aws import NOW, Deployment
from tests.builders.flows import Office, flow, node
from tests.builders.invitations import invite, letters, mailing, opened
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import ACME

MORNING = NOW.replace(hour=2)
"""Ten o'clock in Shanghai."""


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with mailing() as made:
        yield made


def employ(deployment: Deployment, name: str, *roles: str, departments: tuple[str, ...] = ()) -> None:
    table, trail = deployment.platform.table(ACME), deployment.platform.audit(ACME)
    user = StaffUser(
        user_id=UserId(name),
        email=f"{name}@acme.example",
        name=name,
        rights=Rights.model_validate({"roles": roles, "departments": departments}),
        invited_by="operator",
        created_at=NOW,
        changed_at=NOW,
    )
    seat = Put({"PK": table.pk("USAGE"), "SK": f"SEAT#{name}"})
    assert UserStore(table, trail).add(user, seat, trail.entry("operator", "manage_users", name))


def waits(deployment: Deployment, position_id: str, since: datetime, number: int = 1) -> Waiting:
    here = deployment.platform
    one = Waiting(
        interview_id=InterviewId(f"int_{number}"),
        position_id=PositionId(position_id),
        candidate_id=CandidateId(f"cnd_{number}"),
        since=since,
        why="report",
    )
    DecisionStore(here.table(ACME), here.audit(ACME), here.sealer(ACME)).wait(one)
    return one


def at(deployment: Deployment, moment: datetime) -> Any:
    deployment.clock.instant = moment
    return handler({}, FakeContext())["sent"]


def told() -> list[tuple[list[str], str]]:
    return [(letter.destinations["ToAddresses"], letter.subject) for letter in letters()]


def test_the_contact_is_told_of_reports_that_nobody_looked_at(deployment: Deployment) -> None:
    position = opened(contact="hr@acme.example")
    for number in (1, 2):
        waits(deployment, position, MORNING, number)
    assert at(deployment, MORNING + timedelta(days=1)) == 0
    assert at(deployment, MORNING + timedelta(days=3)) == 1
    [(addresses, subject)] = told()
    assert addresses == ["hr@acme.example"]
    assert "2 份" in subject
    assert "后端工程师" in letters()[0].body


def test_once_a_day_and_not_before_morning(deployment: Deployment) -> None:
    position = opened(contact="hr@acme.example")
    waits(deployment, position, MORNING)
    night = (MORNING + timedelta(days=3)).replace(hour=18)  # two o'clock in Shanghai
    assert [at(deployment, night + timedelta(hours=hours)) for hours in (0, 1, 7, 8, 9, 31)] == [0, 0, 1, 0, 0, 1]


def test_a_report_that_somebody_read_is_not_reminded_of(deployment: Deployment) -> None:
    position = opened(contact="hr@acme.example")
    one = waits(deployment, position, MORNING)
    deployment.clock.instant = MORNING + timedelta(hours=5)
    trail = deployment.platform.audit(ACME)
    trail.record(trail.entry("user-1", "read_report", one.interview_id, candidate_id=one.candidate_id))
    assert at(deployment, MORNING + timedelta(days=3)) == 0


def test_a_decision_that_is_overdue_is_told_even_where_the_report_was_read(deployment: Deployment) -> None:
    position = opened(contact="hr@acme.example")
    one = waits(deployment, position, MORNING)
    trail = deployment.platform.audit(ACME)
    trail.record(trail.entry("user-1", "read_report", one.interview_id, candidate_id=one.candidate_id))
    assert at(deployment, MORNING + timedelta(days=6)) == 1
    assert "超期" in told()[0][1]


def test_without_a_contact_the_recruiters_are_told(deployment: Deployment) -> None:
    employ(deployment, "rita", "recruiter")
    employ(deployment, "ina", "interviewer")
    waits(deployment, opened(), MORNING)
    assert at(deployment, MORNING + timedelta(days=3)) == 1
    assert told()[0][0] == ["rita@acme.example"]


def test_who_acts_at_a_node_is_told_of_what_is_overdue_there(deployment: Deployment) -> None:
    employ(deployment, "rita", "recruiter")
    employ(deployment, "mara", "manager", departments=("Sales",))
    employ(deployment, "max", "manager", departments=("IT",))
    people = node("human_interview", to="offer", deadline={"days": 7}, acts={"roles": ["manager"]})
    office = Office(deployment, flow(node("ai_interview", to="human_interview"), people, node("offer")))
    application = office.applied()
    order = moving.MoveOrder.model_validate({"to": "human_interview", "reason": "by hand", "exceptional": True})
    moving.move(application, order, office.named(application), office.staff("tenant_admin"))
    office.later(days=8)
    assert look_at(application, office.desk) == "told"
    sent = at(deployment, deployment.clock.instant.replace(hour=3))
    assert sent == 1
    assert told()[0][0] == ["mara@acme.example"]


def test_letters_to_staff_name_no_candidate(deployment: Deployment) -> None:
    position = opened(contact="hr@acme.example")
    invite(position)
    waits(deployment, position, MORNING)
    at(deployment, MORNING + timedelta(days=3))
    assert "李雷" not in letters()[-1].body
