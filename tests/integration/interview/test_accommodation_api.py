"""Accommodations: asked for or set, granted by a rule or a person, and then the plan follows."""

import json
from typing import Any

import pytest

from shared.interview.contracts import InterviewPlan
from shared.interview.keys import plan_key
from shared.kernel.ids import InterviewId
from shared.recruiting.contracts import Invitation
from tests.builders.aws import Deployment
from tests.builders.candidate import Browser, Invite, Staff
from tests.builders.recruiting import ACME

ILLNESS = "我的手最近受伤,打字较慢。"
WISH = {"asked": {"extra_time": 2.0, "captions": True}, "why": ILLNESS}
SETTINGS = "accommodation-settings"


@pytest.fixture
def invited(invite: Invite) -> tuple[Invitation, Browser]:
    return invite(department="研发", application_id="app_1")


def path(invitation: Invitation) -> str:
    return f"invitations/{invitation.invitation_id}/accommodation"


def plan(deployment: Deployment) -> InterviewPlan:
    return deployment.platform.bucket(ACME).get_document(plan_key(ACME, InterviewId("int_1")), InterviewPlan)


def times(seen: dict[str, Any]) -> list[tuple[int, int]]:
    return [(each["question"]["thinking_ms"], each["question"]["answer_ms"]) for each in seen["answers"]]


def test_what_settings_grant_holds_at_once_and_the_rest_waits_for_a_person(
    deployment: Deployment, invited: tuple[Invitation, Browser]
) -> None:
    _, browser = invited
    case = browser.tell("accommodation", WISH).body["case"]
    assert (case["state"], case["granted"]["captions"], case["granted"]["extra_time"]) == ("waiting", True, 1.25)
    assert [row["detail_type"] for row in deployment.rows(sk_part="EVENT#")] == ["accommodation_requested.v1"]
    browser.agree()
    assert times(browser.get().body) == [(37_500, 225_000)] * 2


def test_what_settings_grant_whole_waits_for_nobody(
    deployment: Deployment, invited: tuple[Invitation, Browser]
) -> None:
    case = invited[1].tell("accommodation", {"asked": {"captions": True}}).body["case"]
    assert (case["state"], case["decided_by"]) == ("granted", "settings")
    assert deployment.rows(sk_part="EVENT#") == []


def test_a_recruiter_finds_what_waits_and_grants_it(
    deployment: Deployment, invited: tuple[Invitation, Browser]
) -> None:
    invitation, browser = invited
    browser.tell("accommodation", WISH)
    [waiting] = Staff().get("accommodations").body["items"]
    assert waiting["invitation_id"] == invitation.invitation_id
    read = Staff().get(path(invitation))
    assert read.body["why"] == ILLNESS
    granted = {"granted": {"extra_time": 2.0, "captions": True}, "words": "已批准,祝顺利。"}
    assert Staff().put(path(invitation), granted, read).body["case"]["state"] == "granted"
    assert Staff().get("accommodations").body["items"] == []
    assert browser.ask("accommodation").body["case"]["words"] == "已批准,祝顺利。"
    browser.agree()
    assert plan(deployment).accommodation.extra_time == 2.0
    assert times(browser.get().body) == [(60_000, 360_000)] * 2


def test_an_interview_that_is_open_follows_the_decision(
    deployment: Deployment, invited: tuple[Invitation, Browser]
) -> None:
    invitation, browser = invited
    browser.agree()
    browser.question()
    longest = plan(deployment).limits.max_duration_ms
    assert Staff().put(path(invitation), {"granted": {"extra_time": 1.5}}).status == 200
    seen = browser.get().body
    assert seen["answers"][0]["thinking_left_ms"] == 45_000
    assert (seen["accommodation"]["extra_time"], seen["answers"][0]["shown_at"]) == (1.5, "2026-11-22T09:00:00Z")
    assert plan(deployment).limits.max_duration_ms >= longest


def test_a_longer_answer_is_also_accepted_by_who_assesses_it(deployment: Deployment, invite: Invite) -> None:
    invitation, browser = invite()
    Staff().put(path(invitation), {"granted": {"extra_time": 1.5}})
    browser.agree()
    own = plan(deployment)
    assert own.limits.max_duration_ms >= max(question.answer_ms for question in own.questions)


def test_why_somebody_needs_it_stands_in_one_row_and_nowhere_else(
    deployment: Deployment, invited: tuple[Invitation, Browser]
) -> None:
    _, browser = invited
    browser.tell("accommodation", WISH)
    browser.agree()
    assert len(deployment.rows(sk_part="ACCOMMODATION#WHY")) == 1
    assert ILLNESS not in json.dumps(deployment.rows(), ensure_ascii=False)
    assert ILLNESS not in plan(deployment).model_dump_json()
    assert ILLNESS not in json.dumps(Staff().get("accommodations").body, ensure_ascii=False)
    assert ILLNESS not in json.dumps(browser.ask("accommodation").body, ensure_ascii=False)


def test_who_reads_the_reason_is_in_the_audit_log(deployment: Deployment, invited: tuple[Invitation, Browser]) -> None:
    invitation, browser = invited
    browser.tell("accommodation", WISH)
    Staff().get(path(invitation))
    [link] = [json.loads(row["link"]) for row in deployment.rows("#AUDIT#", "ENTRY#")]
    assert (link["entry"]["action"], link["entry"]["candidate_id"]) == (
        "read_accommodation_reason",
        invitation.candidate_id,
    )


def test_a_refusal_is_recorded_with_its_words(invited: tuple[Invitation, Browser]) -> None:
    invitation, browser = invited
    browser.tell("accommodation", {"asked": {"text_answers": True}})
    refused = {"granted": {}, "words": "该岗位需要口头表达。"}
    case = Staff().put(path(invitation), refused, Staff().get(path(invitation))).body["case"]
    assert (case["state"], case["decided_by"]) == ("refused", "user-1")


def test_two_recruiters_who_decide_at_once_do_not_overwrite_each_other(invited: tuple[Invitation, Browser]) -> None:
    invitation, browser = invited
    browser.tell("accommodation", WISH)
    read = Staff().get(path(invitation))
    assert Staff().put(path(invitation), {"granted": {"extra_time": 2.0}}, read).status == 200
    late = Staff().put(path(invitation), {"granted": {}}, read)
    assert (late.status, late.body["code"]) == (412, "precondition_failed")
    assert Staff().put(path(invitation), {"granted": {}}).status == 428


def test_a_request_takes_nothing_away_that_was_granted(invited: tuple[Invitation, Browser]) -> None:
    invitation, browser = invited
    Staff().put(path(invitation), {"granted": {"extra_time": 2.0}})
    case = browser.tell("accommodation", {"asked": {"captions": True}}).body["case"]
    assert (case["granted"]["extra_time"], case["granted"]["captions"]) == (2.0, True)


def test_only_who_decides_sees_a_case(invited: tuple[Invitation, Browser]) -> None:
    invitation, browser = invited
    browser.tell("accommodation", WISH)
    for other in (Staff("interviewer"), Staff("payroll"), Staff("manager", departments="市场")):
        assert other.get(path(invitation)).status == 403
        assert other.put(path(invitation), {"granted": {}}).status == 403
    assert Staff("recruiter", "globex").get(path(invitation)).status in {403, 404}


def test_an_administrator_says_what_is_granted_without_anybody(invited: tuple[Invitation, Browser]) -> None:
    read = Staff("tenant_admin").get(SETTINGS)
    wanted = {"extra_time_up_to": 2.0, "captions": True, "text_answers": True}
    assert Staff().put(SETTINGS, wanted, read).status == 403
    assert Staff("tenant_admin").put(SETTINGS, wanted, read).body["revision"] == 1
    assert Staff("tenant_admin").put(SETTINGS, wanted, read).status == 412
    case = invited[1].tell("accommodation", {"asked": {"extra_time": 2.0, "text_answers": True}}).body["case"]
    assert case["state"] == "granted"


def test_after_completion_nothing_is_granted_any_more(invited: tuple[Invitation, Browser]) -> None:
    invitation, browser = invited
    browser.agree()
    browser.tell("session/complete", {"without_the_rest": True})
    answer = Staff().put(path(invitation), {"granted": {"captions": True}})
    assert (answer.status, answer.body["code"]) == (409, "interview_over")


def test_more_than_three_times_the_time_cannot_be_asked_for(invited: tuple[Invitation, Browser]) -> None:
    assert invited[1].tell("accommodation", {"asked": {"extra_time": 9}}).status == 422
