"""Pause, go on, complete: until the deadline, and then nothing can be changed."""

import json
from typing import Any

import pytest

from tests.builders.aws import Deployment
from tests.builders.candidate import Browser, Invite, Staff
from tests.builders.recruiting import ACME, days


@pytest.fixture
def browser(invite: Invite) -> Browser:
    _, made = invite(application_id="app_1", department="研发")
    made.agree()
    return made


def completed(deployment: Deployment) -> list[dict[str, Any]]:
    rows = deployment.rows("#INTERVIEW#", "EVENT#")
    return [json.loads(row["detail"]) for row in rows if row["detail_type"] == "interview_completed.v1"]


def moments(deployment: Deployment) -> list[str]:
    return [json.loads(row["moment"])["kind"] for row in deployment.rows("#INTERVIEW#", "MOMENT#")]


def test_a_paused_interview_waits_and_goes_on(deployment: Deployment, browser: Browser) -> None:
    assert browser.tell("session/pause").body["state"] == "paused"
    refused = browser.begin()
    assert (refused.status, refused.body["code"]) == (409, "interview_paused")
    deployment.clock.instant += days(2)
    assert browser.tell("session/resume").body["state"] == "open"
    assert browser.begin().status == 200
    assert moments(deployment) == ["paused", "resumed"]


def test_what_was_recorded_before_a_pause_may_still_arrive_in_it(browser: Browser) -> None:
    upload_id = browser.begin().body["upload_id"]
    browser.tell("session/pause")
    assert browser.complete(upload_id, [browser.put(upload_id, 1, b"recording")], 9).status == 200


def test_pausing_twice_is_once(deployment: Deployment, browser: Browser) -> None:
    browser.tell("session/pause")
    assert browser.tell("session/pause").status == 200
    assert moments(deployment) == ["paused"]


def test_a_pause_does_not_move_the_deadline(deployment: Deployment, browser: Browser) -> None:
    browser.tell("session/pause")
    deployment.clock.instant += days(8)
    answer = browser.tell("session/resume")
    assert (answer.status, answer.body["code"]) == (410, "session_expired")


def test_unanswered_questions_are_named_before_anything_ends(deployment: Deployment, browser: Browser) -> None:
    browser.hand_in()
    answer = browser.tell("session/complete", {})
    assert (answer.status, answer.body["code"]) == (409, "unanswered")
    assert "第 2 题" in answer.body["detail"]
    assert completed(deployment) == []


def test_a_recording_that_still_arrives_is_named_too(browser: Browser) -> None:
    browser.hand_in()
    browser.begin("a2")
    assert "Still uploading: 2" in browser.tell("session/complete", {}).body["detail"]


def test_completing_tells_what_was_handed_in_and_what_was_not(deployment: Deployment, browser: Browser) -> None:
    browser.hand_in()
    assert browser.tell("session/complete", {"without_the_rest": True}).body["state"] == "completed"
    [told] = completed(deployment)
    assert (told["answers"], told["unanswered"], told["human_only"]) == (["a1"], ["a2"], False)
    assert told["application_id"] == "app_1"


def test_completing_twice_is_once(deployment: Deployment, browser: Browser) -> None:
    browser.hand_in()
    browser.hand_in(answer_id="a2")
    first, second = (browser.tell("session/complete", {}) for _ in range(2))
    assert first.body == second.body
    assert len(completed(deployment)) == 1


def test_afterwards_everything_can_be_read_and_nothing_changed(browser: Browser) -> None:
    browser.hand_in()
    browser.tell("session/complete", {"without_the_rest": True})
    for refused in (
        browser.begin("a2"),
        browser.begin(restart=True),
        browser.tell("answers/a2/show"),
        browser.tell("session/pause"),
        browser.tell("accommodation", {"asked": {"captions": True}}),
    ):
        assert (refused.status, refused.body["code"]) == (409, "interview_completed")
    assert browser.get().status == 200
    assert len(browser.ask("consents").body["entries"]) == 5


def test_a_link_that_is_used_again_shows_the_receipt(deployment: Deployment, browser: Browser) -> None:
    browser.hand_in()
    browser.tell("session/complete", {"without_the_rest": True})
    deployment.clock.instant += days(60)
    seen = Browser(browser.token).get().body
    receipt = seen["receipt"]
    assert (seen["state"], receipt["reference"], receipt["company"]) == ("completed", "int_1", "Acme 科技")
    assert [(each["number"], each["medium"]) for each in receipt["answers"]] == [(1, "video"), (2, None)]
    assert receipt["answers"][0]["received_at"] == "2026-11-22T09:00:00Z"
    assert "具名的人" in receipt["next"]["zh"]


def test_a_retake_that_is_not_finished_leaves_the_first_recording_in_the_receipt(browser: Browser) -> None:
    browser.hand_in()
    browser.begin(restart=True)
    seen = browser.tell("session/complete", {"without_the_rest": True}).body
    assert seen["receipt"]["answers"][0]["attempt"] == 1


def test_it_can_be_completed_as_long_as_recordings_are_accepted(deployment: Deployment, browser: Browser) -> None:
    browser.hand_in()
    deployment.clock.instant += days(7) + days(1 / 48)
    assert browser.tell("session/complete", {"without_the_rest": True}).status == 200


def test_after_that_there_is_nothing_to_complete(deployment: Deployment, browser: Browser) -> None:
    deployment.clock.instant += days(8)
    assert browser.tell("session/complete", {"without_the_rest": True}).status == 410


def test_people_hear_of_a_completed_interview_that_no_machine_scores(deployment: Deployment, invite: Invite) -> None:
    _, browser = invite()
    browser.agree(automated_assessment=False)
    browser.hand_in()
    seen = browser.tell("session/complete", {"without_the_rest": True}).body
    [told] = completed(deployment)
    assert told["human_only"] is True
    assert "不使用机器评分" in seen["receipt"]["next"]["zh"]


def test_before_it_begins_there_is_nothing_to_pause_or_complete(invite: Invite) -> None:
    _, newcomer = invite()
    for path in ("pause", "resume", "complete"):
        answer = newcomer.tell(f"session/{path}", {})
        assert (answer.status, answer.body["code"]) == (409, "session_not_open")


def test_the_plan_knows_application_and_department(deployment: Deployment, browser: Browser) -> None:
    browser.get()
    body = json.loads(deployment.platform.bucket(ACME).get_bytes("plans/acme/int_1/plan.json"))
    assert (body["application_id"], body["department"]) == ("app_1", "研发")


def test_staff_read_how_it_went_apart_from_what_was_said(deployment: Deployment, invite: Invite) -> None:
    invitation, browser = invite(department="研发")
    path = f"invitations/{invitation.invitation_id}/session"
    assert Staff().get(path).body["state"] == "invited"
    browser.tell("device-checks", {"camera": {"trouble": "not_found"}, "microphone": {}})
    browser.agree()
    browser.question()
    browser.tell("answers/a1/start")
    browser.hand_in()
    browser.tell("session/pause")
    seen = Staff("manager", departments="研发").get(path).body
    assert (seen["state"], [each["kind"] for each in seen["moments"]]) == ("paused", ["paused"])
    assert (seen["answers"][0]["attempts"], len(seen["answers"][0]["starts"])) == (1, 1)
    assert (len(seen["consents"]), seen["checks"][0]["advice"][0]["finding"]) == (5, "camera_not_found")
    assert len(deployment.rows("#AUDIT#", "ENTRY#")) == 2


def test_another_department_does_not_read_it(invite: Invite) -> None:
    invitation, _browser = invite(department="研发")
    for other in (Staff("manager", departments="市场"), Staff("interviewer"), Staff("payroll")):
        assert other.get(f"invitations/{invitation.invitation_id}/session").status == 403


@pytest.mark.parametrize("name", ["inv_01ARZ3NDEKTSV4RRFFQ69G5FAV", "..", "inv_x"])
def test_an_invitation_that_does_not_exist_is_not_there(browser: Browser, name: str) -> None:
    browser.get()
    assert Staff().get(f"invitations/{name}/session").status == 404
