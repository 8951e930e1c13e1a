"""A candidate looks at the interview, agrees, and begins."""

import json

import pytest

from shared.interview.contracts import InterviewPlan
from shared.interview.keys import plan_key
from shared.kernel.ids import InterviewId
from tests.builders.aws import Deployment
from tests.builders.candidate import Browser, Invite
from tests.builders.faults import failing, throttled, unreachable
from tests.builders.recruiting import ACME, days


def plan(deployment: Deployment) -> InterviewPlan:
    return deployment.platform.bucket(ACME).get_document(plan_key(ACME, InterviewId("int_1")), InterviewPlan)


def events(deployment: Deployment) -> list[str]:
    return [row["detail_type"] for row in deployment.rows("#INTERVIEW#", "EVENT#")]


def test_the_candidate_sees_who_invites_what_is_asked_and_what_a_machine_does(browser: Browser) -> None:
    seen = browser.get().body
    assert (seen["state"], seen["company"], seen["candidate_name"]) == ("invited", "Acme 科技", "李雷")
    assert [answer["question"]["thinking_ms"] for answer in seen["answers"]] == [30_000, 30_000]
    assert "评分建议" in seen["notice"]["automated_assessment"]["zh"]
    assert "expression" in seen["notice"]["vision"]["en"]


def test_looking_writes_nothing(deployment: Deployment, browser: Browser) -> None:
    browser.get()
    assert deployment.rows() == []


def test_agreeing_opens_the_session_with_its_plan_and_event(deployment: Deployment, browser: Browser) -> None:
    answer = browser.agree()
    assert (answer.status, answer.body["state"]) == (200, "open")
    assert plan(deployment).answer_ids == ("a1", "a2")
    assert events(deployment) == ["interview_opened.v1"]


def test_the_event_refers_to_the_plan_by_its_hash(deployment: Deployment, browser: Browser) -> None:
    browser.agree()
    [event] = deployment.rows("#INTERVIEW#", "EVENT#")
    where = json.loads(event["detail"])["plan"]
    body = deployment.platform.bucket(ACME).get_bytes(where["key"])
    assert InterviewPlan.model_validate_json(body).interview_id == "int_1"


def test_agreeing_twice_opens_it_once(deployment: Deployment, browser: Browser) -> None:
    first = browser.agree()
    deployment.clock.instant += days(1)
    assert browser.agree().body == {**first.body, "now": "2026-11-23T09:00:00Z"}
    assert len(events(deployment)) == 1


def test_other_choices_afterwards_are_refused_and_change_nothing(deployment: Deployment, browser: Browser) -> None:
    browser.agree()
    answer = browser.agree(vision=False)
    assert (answer.status, answer.body["code"]) == (409, "already_opened")
    assert plan(deployment).vision is True


def test_without_recording_there_is_no_interview_here(deployment: Deployment, browser: Browser) -> None:
    answer = browser.agree(recording=False)
    assert (answer.status, answer.body["code"]) == (422, "recording_consent_required")
    assert deployment.rows() == []


def test_who_refuses_the_machine_is_looked_at_by_people(deployment: Deployment, browser: Browser) -> None:
    assert browser.agree(automated_assessment=False).body["state"] == "human_only"
    assert events(deployment) == ["human_review_requested.v1"]


def test_nothing_of_such_an_interview_lies_where_a_machine_looks(deployment: Deployment, browser: Browser) -> None:
    browser.agree(automated_assessment=False)
    assert browser.hand_in().status == 200
    assert deployment.objects("uploads/") == []
    assert len(deployment.objects("human/acme/int_1/a1/")) == 1


@pytest.mark.parametrize(
    ("jurisdiction", "consent", "watched", "expression"),
    [("cn", True, True, True), ("cn", False, False, False), ("eu", True, True, False), ("other", True, False, False)],
)
def test_the_picture_is_measured_where_policy_and_consent_both_allow(
    deployment: Deployment, invite: Invite, jurisdiction: str, consent: bool, watched: bool, expression: bool
) -> None:
    _, browser = invite(jurisdiction=jurisdiction)
    browser.agree(vision=consent)
    assert (plan(deployment).vision, plan(deployment).expression) == (watched, expression)


def test_after_the_last_day_nothing_opens(deployment: Deployment, browser: Browser) -> None:
    deployment.clock.instant += days(8)
    answer = browser.agree()
    assert (answer.status, answer.body["code"]) == (410, "session_expired")
    assert browser.get().body["state"] == "closed"
    assert deployment.rows() == []


def test_a_token_with_another_secret_opens_nothing(browser: Browser) -> None:
    answer = Browser(browser.token[:-4] + "0000").get()
    assert (answer.status, answer.body["code"]) == (401, "unauthenticated")


def test_a_token_of_another_candidate_opens_nothing_and_is_told_no_more_than_any(
    browser: Browser, invite: Invite
) -> None:
    browser.agree()
    other, stranger = invite(interview_id="int_2")
    tenant, _, secret = browser.token.split(".")
    mixed = Browser(f"{tenant}.{other.invitation_id}.{secret}").get()
    nobody = Browser(f"{tenant}.inv_01ARZ3NDEKTSV4RRFFQ69G5FAV.{secret}").get()
    assert (mixed.status, mixed.body) == (nobody.status, nobody.body)
    assert mixed.status == 401
    assert stranger.get().body["interview_id"] == "int_2"


def test_a_token_that_names_another_tenant_opens_nothing(invite: Invite) -> None:
    _, browser = invite()
    invite("globex")
    assert Browser(browser.token.replace("acme", "globex")).get().status == 401


@pytest.mark.usefixtures("deployment")
def test_without_a_token_nothing_is_shown() -> None:
    assert Browser("").get().status == 401


def test_a_throttled_table_is_503_and_the_session_stays_closed(deployment: Deployment, browser: Browser) -> None:
    with throttled("TransactWriteItems"):
        answer = browser.agree()
    assert (answer.status, answer.body["code"]) == (503, "unavailable")
    assert deployment.rows() == []
    assert browser.agree().status == 200


def test_an_answer_that_was_lost_on_the_way_opened_it_all_the_same(deployment: Deployment, browser: Browser) -> None:
    with unreachable("TransactWriteItems", after=True):
        assert browser.agree().status == 503
    assert browser.agree().body["state"] == "open"
    assert len(events(deployment)) == 1


def test_looking_again_costs_one_query_and_few_reads(browser: Browser) -> None:
    browser.agree()
    browser.question()
    with failing("Scan", AssertionError("nothing is scanned")) as called:
        assert browser.get().status == 200
    table = [name for name in called if name in {"Query", "GetItem", "BatchGetItem", "TransactWriteItems", "PutItem"}]
    assert table.count("Query") == 1
    assert set(table) == {"Query", "GetItem"}
    assert len(table) <= 4
