"""What a tenant's plan allows, as a candidate meets it: nothing is lost, and the words say what to do."""

import pytest

from shared.platform.usage import LEASE, PLAN_ROW, plan_pk
from shared.tenancy.limits.model import Plan, PlanLimits, Suspension
from tests.builders.aws import NOW, Deployment
from tests.builders.candidate import Browser, Invite


def allow(deployment: Deployment, **limits: int) -> None:
    write(deployment, Plan(limits=PlanLimits(**limits)))


def write(deployment: Deployment, plan: Plan) -> None:
    item = {"PK": {"S": plan_pk("acme")}, "SK": {"S": PLAN_ROW}, "plan": {"S": plan.model_dump_json()}}
    deployment.client("dynamodb").put_item(TableName="bole", Item=item)


@pytest.fixture
def two(invite: Invite) -> tuple[Browser, Browser]:
    return invite()[1], invite(interview_id="int_2")[1]


def test_who_comes_when_every_place_is_taken_is_asked_to_come_again(
    deployment: Deployment, two: tuple[Browser, Browser]
) -> None:
    allow(deployment, concurrent_interviews=1)
    first, second = two
    assert first.agree().status == 200
    answer = second.agree()
    assert (answer.status, answer.body["code"]) == (429, "too_many_at_once")
    assert "几分钟后再试" in answer.body["remedy"]
    assert deployment.rows("INTERVIEW#int_2") == []
    assert second.get().body["state"] == "invited"


@pytest.mark.parametrize("ending", ["session/complete", "session/pause", "consents/recording/withdraw"])
def test_who_completes_pauses_or_withdraws_gives_the_place_back(
    deployment: Deployment, two: tuple[Browser, Browser], ending: str
) -> None:
    allow(deployment, concurrent_interviews=1)
    first, second = two
    first.agree()
    first.tell(ending, {"without_the_rest": True})
    assert second.agree().status == 200


def test_who_comes_back_from_a_pause_waits_for_a_place_and_loses_nothing(
    deployment: Deployment, two: tuple[Browser, Browser]
) -> None:
    allow(deployment, concurrent_interviews=1)
    first, second = two
    first.agree()
    first.hand_in()
    first.tell("session/pause")
    second.agree()
    assert first.tell("session/resume").status == 429
    assert (first.get().body["state"], first.get().body["answers"][0]["answered"]) == ("paused", True)
    second.tell("session/complete", {"without_the_rest": True})
    assert first.tell("session/resume").body["state"] == "open"


def test_who_is_away_for_long_gives_the_place_to_another_one(
    deployment: Deployment, two: tuple[Browser, Browser]
) -> None:
    allow(deployment, concurrent_interviews=1)
    first, second = two
    first.agree()
    deployment.clock.instant += LEASE * 1.1
    assert second.agree().status == 200
    assert first.begin().status == 429


def test_interviews_of_a_month_are_counted_when_they_begin(
    deployment: Deployment, two: tuple[Browser, Browser]
) -> None:
    allow(deployment, interviews_per_month=1)
    first, second = two
    assert [first.agree().status, first.agree().status] == [200, 200]
    answer = second.agree()
    assert (answer.status, answer.body["code"]) == (429, "interviews_used_up")


def test_a_suspended_company_lets_those_finish_who_have_begun(
    deployment: Deployment, two: tuple[Browser, Browser]
) -> None:
    first, second = two
    first.agree()
    reason = Suspension(reason="unpaid", by="operator", since=NOW)
    write(deployment, Plan(status="suspended", suspension=reason))
    assert first.hand_in().status == 200
    answer = second.agree()
    assert (answer.status, answer.body["code"]) == (403, "company_unavailable")
