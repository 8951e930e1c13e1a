"""Reminders: each once, before the deadline, never at night, never after the interview was handed in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.recruiting.on_application_moved_invite import handler as moved
from functions.recruiting.on_invitation_used import handler as used
from shared.kernel.ids import new_id
from tests.builders.aws import NOW, Deployment
from tests.builders.invitations import INVITATIONS, ask, changed, invite, letters, mailing, opened, recipients, tick
from tests.builders.lambda_context import FakeContext

SETTINGS = "/v1/recruiting/message-settings"


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with mailing() as made:
        yield made


def invited(**draft: Any) -> dict[str, Any]:
    return dict(invite(opened(), **draft).body)


def at(deployment: Deployment, moment: datetime) -> None:
    deployment.clock.instant = moment
    tick()


def interview_event(made: dict[str, Any], kind: str, **more: Any) -> dict[str, Any]:
    detail = {
        "event_id": new_id("evt"),
        "tenant_id": "acme",
        "occurred_at": NOW.isoformat(),
        "interview_id": made["interview_id"],
        "candidate_id": made["candidate_id"],
        "position_id": "pos_1",
        **more,
    }
    return {"detail-type": f"{kind}.v1", "detail": detail}


def subjects() -> list[str]:
    return [str(letter.subject) for letter in letters()][1:]


def test_three_reminders_come_before_the_deadline_and_each_once(deployment: Deployment) -> None:
    made = invited()  # at 17:00 in Shanghai, for seven days
    deadline = NOW + timedelta(days=7)
    for hours in (100, 71, 71, 23, 23, 3, 3, -1):
        at(deployment, deadline - timedelta(hours=hours))
        tick()
    assert [subject.split("「")[0] for subject in subjects()] == ["提醒：请完成", "再次提醒：", "最后提醒："]
    assert made["link"] in letters()[-1].body


def test_nobody_is_reminded_of_an_interview_that_was_handed_in(deployment: Deployment) -> None:
    made = invited()
    event = interview_event(made, "interview_completed", answers=["ans_1"])
    assert used(event, FakeContext()) == {"changed": True}
    assert used(event, FakeContext()) == {"changed": False}
    at(deployment, NOW + timedelta(days=6))
    assert len(letters()) == 1
    assert ask("GET", f"{INVITATIONS}/{made['invitation_id']}").body["state"] == "completed"


def test_who_has_begun_is_still_reminded(deployment: Deployment) -> None:
    made = invited()
    times = {"closes_at": NOW.isoformat(), "accepted_until": NOW.isoformat()}
    plan = {"key": "plans/acme/x.json", "sha256": "0" * 64}
    used(interview_event(made, "interview_opened", plan=plan, **times), FakeContext())
    at(deployment, NOW + timedelta(days=4, hours=1))
    assert len(letters()) == 2
    path = f"{INVITATIONS}/{made['invitation_id']}"
    answer = changed("POST", f"{path}/new-link", {"valid_days": 9}, of=path)
    assert (answer.status, answer.body["code"]) == (409, "already_begun")


def test_nobody_is_reminded_at_three_in_the_morning(deployment: Deployment) -> None:
    invited()  # Acme is in China: UTC+8
    night = datetime(2026, 11, 26, 19, 0, tzinfo=UTC)  # 03:00 in Shanghai
    at(deployment, night)
    assert len(letters()) == 1
    at(deployment, datetime(2026, 11, 27, 0, 1, tzinfo=UTC))  # 08:01 there
    assert len(letters()) == 2


def test_a_positions_place_has_its_own_night(deployment: Deployment) -> None:
    invite(opened(location="New York"))
    at(deployment, datetime(2026, 11, 26, 9, 30, tzinfo=UTC))  # half past four there, afternoon in Shanghai
    assert len(letters()) == 1
    at(deployment, datetime(2026, 11, 26, 13, 30, tzinfo=UTC))
    assert len(letters()) == 2


def test_a_company_chooses_when_to_remind(deployment: Deployment) -> None:
    choice = {"reminder_hours": [12], "channels": ["email"], "reply_to": "people@acme.example"}
    assert changed("PUT", SETTINGS, choice, role="tenant_admin").status == 200
    invited()
    at(deployment, NOW + timedelta(days=5))
    assert len(letters()) == 1
    at(deployment, NOW + timedelta(days=6, hours=16))  # nine in the morning there
    assert [subject.split("「")[0] for subject in subjects()] == ["最后提醒："]


@pytest.mark.usefixtures("deployment")
def test_reminder_hours_must_fall() -> None:
    answer = changed("PUT", SETTINGS, {"reminder_hours": [3, 24]}, role="tenant_admin")
    assert (answer.status, answer.body["code"]) == (422, "invalid")


def test_a_revoked_invitation_reminds_nobody(deployment: Deployment) -> None:
    made = invited()
    path = f"{INVITATIONS}/{made['invitation_id']}"
    changed("POST", f"{path}/revoke", {}, of=path)
    at(deployment, NOW + timedelta(days=5))
    assert len(letters()) == 1


def application_moved(made: dict[str, Any], **changed_: Any) -> dict[str, Any]:
    detail = {
        "event_id": new_id("evt"),
        "tenant_id": "acme",
        "occurred_at": NOW.isoformat(),
        "application_id": made["application_id"],
        "candidate_id": made["candidate_id"],
        "position_id": "pos_1",
        "from_node": "application_form",
        "to_node": "ai_interview",
        "node_kind": "ai_interview",
        "status": "active",
        "by": "user-1",
        "revision": 2,
        **changed_,
    }
    return {"detail-type": "application_moved.v1", "detail": detail}


def test_who_was_rejected_is_not_reminded(deployment: Deployment) -> None:
    made = invited()
    assert moved(application_moved(made, status="rejected"), FakeContext()) == {"done": "reminders_ended"}
    at(deployment, NOW + timedelta(days=5))
    assert len(letters()) == 1


@pytest.mark.usefixtures("deployment")
def test_who_reaches_the_interview_is_invited_only_where_the_company_wants_that() -> None:
    from tests.builders.invitations import applied

    application = applied(opened())
    made = {"application_id": application, "candidate_id": "cnd_1"}
    assert moved(application_moved(made), FakeContext()) == {"done": "nothing"}
    changed("PUT", SETTINGS, {"invite_when_reached": True}, role="tenant_admin")
    assert moved(application_moved(made), FakeContext()) == {"done": "invited"}
    assert moved(application_moved(made), FakeContext()) == {"done": "invited"}
    assert moved(application_moved(made, revision=3), FakeContext()) == {"done": "already_invited"}
    assert recipients() == ["han@example.com"]
