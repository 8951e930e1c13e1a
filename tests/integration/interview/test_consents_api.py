"""Consent, purpose by purpose: what was chosen by which words, and what taking it back does."""

import hashlib
from typing import Any

import pytest

from shared.interview.contracts import InterviewPlan
from shared.interview.keys import plan_key
from shared.kernel.ids import InterviewId
from tests.builders.aws import Deployment
from tests.builders.candidate import Browser, Invite
from tests.builders.faults import throttled
from tests.builders.recruiting import ACME, days


@pytest.fixture
def browser(invite: Invite) -> Browser:
    _, made = invite(application_id="app_1")
    made.agree()
    return made


def plan(deployment: Deployment) -> InterviewPlan:
    return deployment.platform.bucket(ACME).get_document(plan_key(ACME, InterviewId("int_1")), InterviewPlan)


def events(deployment: Deployment) -> list[str]:
    return [row["detail_type"] for row in deployment.rows("#INTERVIEW#", "EVENT#")]


def choices(browser: Browser) -> list[tuple[str, str]]:
    return [(each["purpose"], each["choice"]) for each in browser.ask("consents").body["entries"]]


def uploads_under_way(deployment: Deployment) -> list[str]:
    found = deployment.client("s3").list_multipart_uploads(Bucket="bole-media").get("Uploads", [])
    return [each["Key"].split("/")[0] for each in found]


def test_every_purpose_is_recorded_with_the_words_it_was_chosen_by(browser: Browser) -> None:
    entries = browser.ask("consents").body["entries"]
    assert choices(browser) == [
        ("recording", "given"),
        ("automated_assessment", "given"),
        ("vision", "given"),
        ("expression", "given"),
        ("retention", "refused"),
    ]
    for entry in entries:
        assert entry["text_sha256"] == hashlib.sha256(entry["text"].encode()).hexdigest()
        assert (entry["language"], entry["wording"], entry["at"]) == ("zh", "cn-2026-11.1", "2026-11-22T09:00:00Z")
    assert "评分建议" in entries[1]["text"]


def test_expression_can_be_refused_alone(deployment: Deployment, invite: Invite) -> None:
    _, browser = invite()
    browser.agree(expression=False)
    assert (plan(deployment).vision, plan(deployment).expression) == (True, False)
    assert ("expression", "refused") in choices(browser)


def test_where_expression_is_forbidden_nobody_is_asked_about_it(invite: Invite) -> None:
    _, browser = invite(jurisdiction="eu")
    browser.agree()
    assert "expression" not in [purpose for purpose, _ in choices(browser)]
    assert browser.get().body["notice"]["expression"] is None


def test_without_scoring_by_a_machine_questions_and_deadline_are_the_same(invite: Invite) -> None:
    _, with_machine = invite()
    _, without = invite("globex", interview_id="int_2")
    one, other = with_machine.agree().body, without.agree(automated_assessment=False).body
    assert [each["question"] for each in one["answers"]] == [each["question"] for each in other["answers"]]
    assert (one["closes_at"], one["limits"]) == (other["closes_at"], other["limits"])
    assert (other["state"], other["human_only"]) == ("human_only", True)


def test_taking_back_the_machines_scoring_sends_the_interview_to_people(
    deployment: Deployment, browser: Browser
) -> None:
    seen = browser.tell("consents/automated_assessment/withdraw").body
    assert (seen["state"], seen["consents"]["automated_assessment"]) == ("human_only", False)
    assert sorted(events(deployment)) == [
        "consent_withdrawn.v1",
        "human_review_requested.v1",
        "interview_opened.v1",
    ]
    assert plan(deployment).consents.automated_assessment is False
    assert plan(deployment).vision is False
    assert choices(browser)[-1] == ("automated_assessment", "withdrawn")


def test_what_is_recorded_afterwards_lies_where_no_machine_looks(deployment: Deployment, browser: Browser) -> None:
    browser.tell("consents/automated_assessment/withdraw")
    assert browser.hand_in().status == 200
    assert deployment.objects("uploads/") == []
    assert len(deployment.objects("human/acme/int_1/a1/")) == 1


def test_what_is_still_arriving_then_is_sent_where_no_machine_looks(deployment: Deployment, browser: Browser) -> None:
    upload_id = browser.begin(size_bytes=9).body["upload_id"]
    browser.put(upload_id, 1, b"rec")
    browser.tell("consents/automated_assessment/withdraw")
    assert uploads_under_way(deployment) == ["human"]
    assert browser.get().body["answers"][0]["upload"]["parts"] == []
    assert browser.complete(upload_id, [browser.put(upload_id, 1, b"recording")], 9).status == 200
    assert deployment.objects("uploads/") == []


def test_taking_it_back_after_completion_still_sends_it_to_people(deployment: Deployment, browser: Browser) -> None:
    browser.hand_in()
    browser.tell("session/complete", {"without_the_rest": True})
    deployment.clock.instant += days(30)
    assert browser.tell("consents/automated_assessment/withdraw").status == 200
    assert "human_review_requested.v1" in events(deployment)


def test_taking_it_back_twice_is_once(deployment: Deployment, browser: Browser) -> None:
    first, second = (browser.tell("consents/vision/withdraw") for _ in range(2))
    assert first.body == second.body
    assert events(deployment).count("consent_withdrawn.v1") == 1


def test_without_consent_to_the_picture_later_answers_are_not_watched(deployment: Deployment, browser: Browser) -> None:
    browser.tell("consents/vision/withdraw")
    now = plan(deployment)
    assert (now.vision, now.expression, now.consents.vision, now.consents.automated_assessment) == (
        False,
        False,
        False,
        True,
    )


def test_who_takes_back_the_recording_has_ended_the_interview(deployment: Deployment, browser: Browser) -> None:
    upload_id = browser.begin().body["upload_id"]
    assert browser.tell("consents/recording/withdraw").body["state"] == "withdrawn"
    assert uploads_under_way(deployment) == []
    for refused in (browser.begin("a2"), browser.addresses(upload_id, 1), browser.tell("session/complete", {})):
        assert (refused.status, refused.body["code"]) == (410, "recording_withdrawn")


def test_what_was_never_given_cannot_be_taken_back(browser: Browser) -> None:
    answer = browser.tell("consents/retention/withdraw")
    assert (answer.status, answer.body["code"]) == (409, "not_given")


def test_the_talent_pool_can_be_joined_and_left_later(browser: Browser) -> None:
    assert browser.tell("consents/retention/give").body["consents"]["retention"] is True
    assert browser.tell("consents/retention/withdraw").body["consents"]["retention"] is False
    assert choices(browser)[-2:] == [("retention", "given"), ("retention", "withdrawn")]


def test_a_throttled_table_keeps_the_consent_as_it_was_and_can_be_asked_again(browser: Browser) -> None:
    with throttled("TransactWriteItems"):
        assert browser.tell("consents/vision/withdraw").status == 503
    assert browser.get().body["consents"]["vision"] is True
    assert browser.tell("consents/vision/withdraw").body["consents"]["vision"] is False


@pytest.mark.parametrize("purpose", ["", "charm"])
def test_a_purpose_that_does_not_exist_is_no_route(browser: Browser, purpose: str) -> None:
    answer: Any = browser.tell(f"consents/{purpose}/withdraw")
    assert answer.status in {404, 422}
