"""Many are invited at once: progress, a result for each, and nobody gets anything twice."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from functions.recruiting import send_invitations
from functions.recruiting.send_invitations import handler as send
from shared.recruiting.invitations.batches import working
from tests.builders.aws import Deployment
from tests.builders.faults import failing
from tests.builders.http import Answer
from tests.builders.invitations import BATCHES, applied, ask, changed, invite, mailing, opened, recipients, work
from tests.builders.lambda_context import FakeContext


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with mailing() as made:
        yield made


def ordered(position_id: str, *applications: str, key: str | None = None, **more: Any) -> Answer:
    body = {"position_id": position_id, "application_ids": list(applications), **more}
    return ask("POST", BATCHES, body, headers={"idempotency-key": key} if key else None)


def counts(batch_id: str) -> dict[str, int]:
    told = ask("GET", f"{BATCHES}/{batch_id}").body["counts"]
    return {status: number for status, number in told.items() if number}


def results(batch_id: str) -> list[tuple[str, str | None]]:
    return [(one["status"], one["reason"]) for one in ask("GET", f"{BATCHES}/{batch_id}/recipients").body["items"]]


def people(position_id: str, number: int) -> list[str]:
    return [applied(position_id, f"候选人{place}", f"c{place}@example.com") for place in range(number)]


def test_a_batch_is_taken_at_once_and_sent_by_a_worker(deployment: Deployment) -> None:
    position = opened()
    answer = ordered(position, *people(position, 3))
    assert (answer.status, answer.body["state"]) == (202, "expanding")
    assert recipients() == []
    work(deployment)
    batch_id = answer.body["batch_id"]
    assert ask("GET", f"{BATCHES}/{batch_id}").body["state"] == "done"
    assert counts(batch_id) == {"sent": 3}
    assert sorted(recipients()) == ["c0@example.com", "c1@example.com", "c2@example.com"]


def test_a_filter_finds_whom_to_invite(deployment: Deployment) -> None:
    position = opened()
    people(position, 2)
    body = {"position_id": position, "filter": {"node": "ai_interview"}}
    batch_id = ask("POST", BATCHES, body).body["batch_id"]
    work(deployment)
    assert counts(batch_id) == {"sent": 2}


def test_each_recipient_has_a_result_in_words(deployment: Deployment) -> None:
    position, other = opened(), opened()
    invited = invite(position).body["application_id"]
    silent = applied(position, "无邮箱", None)
    good = applied(position)
    elsewhere = applied(other, "别处", "else@example.com")
    batch_id = ordered(position, invited, silent, good, good, elsewhere, "app_nobody").body["batch_id"]
    work(deployment)
    assert results(batch_id) == [
        ("skipped", "already_invited"),
        ("skipped", "no_address"),
        ("sent", None),
        ("skipped", "duplicate"),
        ("failed", "other_position"),
        ("failed", "not_found"),
    ]
    told = ask("GET", f"{BATCHES}/{batch_id}/recipients", query={"status": "skipped", "limit": "2"}).body
    assert len(told["items"]) == 2
    assert told["next"]
    assert "邮箱" in told["items"][1]["words"]["zh"]
    assert "mail address" in told["items"][1]["words"]["en"]


def test_a_turn_that_comes_twice_mails_nobody_twice(deployment: Deployment) -> None:
    position = opened()
    ordered(position, *people(position, 2))
    [event] = deployment.rows("#BATCH#", "EVENT#")
    record = {"Records": [{"body": json.dumps({"detail": json.loads(event["detail"])})}]}
    for _delivery in range(3):
        send(record, FakeContext())
    assert len(recipients()) == 2


def test_a_worker_that_dies_before_it_notes_what_was_sent_mails_nobody_twice(deployment: Deployment) -> None:
    position = opened()
    batch_id = ordered(position, *people(position, 1)).body["batch_id"]
    with failing("SendEmail", KeyboardInterrupt(), after=True), pytest.raises(KeyboardInterrupt):  # type: ignore[arg-type]
        work(deployment)
    deployment.clock.instant += timedelta(minutes=11)  # until then another worker may be at it
    work(deployment)
    assert (results(batch_id), len(recipients())) == ([("failed", "uncertain")], 1)


def test_who_may_have_got_a_letter_is_not_sent_another_until_a_person_says_so(deployment: Deployment) -> None:
    position = opened()
    batch_id = ordered(position, *people(position, 1)).body["batch_id"]
    with failing("SendEmail", ReadTimeoutError(endpoint_url="https://ses.example"), after=True):
        work(deployment)
    assert results(batch_id) == [("failed", "uncertain")]
    assert len(recipients()) == 1
    work(deployment)
    assert len(recipients()) == 1
    path = f"{BATCHES}/{batch_id}"
    assert changed("POST", f"{path}/retry", {}, of=path).status == 200
    work(deployment)
    assert (results(batch_id), len(recipients())) == ([("sent", None)], 2)


def test_only_those_that_failed_are_tried_again(deployment: Deployment) -> None:
    position = opened()
    batch_id = ordered(position, *people(position, 3)).body["batch_id"]
    answer = {"Error": {"Code": "MessageRejected", "Message": "no"}, "ResponseMetadata": {"HTTPStatusCode": 400}}
    with failing("SendEmail", ClientError(answer, "SendEmail")):  # type: ignore[arg-type]
        work(deployment)
    assert counts(batch_id) == {"failed": 3}
    path = f"{BATCHES}/{batch_id}"
    changed("POST", f"{path}/retry", {}, of=path)
    work(deployment)
    assert counts(batch_id) == {"sent": 3}
    assert len(deployment.rows("#CANDIDATE#", "INVITATION#")) == 3


def test_what_ses_throttles_is_sent_once_it_takes_letters_again(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    position = opened()
    batch_id = ordered(position, *people(position, 2)).body["batch_id"]
    told = {"Code": "TooManyRequestsException", "Message": "no"}
    answer = {"Error": told, "ResponseMetadata": {"HTTPStatusCode": 429}}
    [event] = deployment.rows("#BATCH#", "EVENT#")
    with failing("SendEmail", ClientError(answer, "SendEmail")):  # type: ignore[arg-type]
        send({"Records": [{"body": json.dumps({"detail": json.loads(event["detail"])})}]}, FakeContext())
    assert counts(batch_id) == {"queued": 2}
    work(deployment)
    assert (counts(batch_id), len(recipients())) == ({"sent": 2}, 2)


def test_a_paused_batch_sends_nothing_until_it_goes_on(deployment: Deployment) -> None:
    position = opened()
    batch_id = ordered(position, *people(position, 2)).body["batch_id"]
    path = f"{BATCHES}/{batch_id}"
    assert changed("POST", f"{path}/pause", of=path).body["state"] == "paused"
    work(deployment)
    assert recipients() == []
    assert changed("POST", f"{path}/resume", of=path).body["state"] == "expanding"
    work(deployment)
    assert len(recipients()) == 2


def test_a_cancelled_batch_stays_cancelled(deployment: Deployment) -> None:
    position = opened()
    path = f"{BATCHES}/{ordered(position, *people(position, 1)).body['batch_id']}"
    changed("POST", f"{path}/cancel", of=path)
    work(deployment)
    assert recipients() == []
    answer = changed("POST", f"{path}/resume", of=path)
    assert (answer.status, answer.body["code"]) == (409, "batch_state")


def test_the_same_order_again_is_the_same_batch(deployment: Deployment) -> None:
    position = opened()
    application = applied(position)
    first, second = (ordered(position, application, key="once") for _ in range(2))
    assert first.body["batch_id"] == second.body["batch_id"]
    assert len(ask("GET", BATCHES).body["items"]) == 1


@pytest.mark.usefixtures("deployment")
def test_an_order_names_somebody_or_a_filter() -> None:
    position = opened()
    assert ask("POST", BATCHES, {"position_id": position}).status == 422
    assert ask("POST", BATCHES, {"position_id": position, "application_ids": ["a"], "filter": {}}).status == 422


@pytest.mark.usefixtures("deployment")
def test_another_tenant_sees_no_batch_and_an_interviewer_orders_none() -> None:
    position = opened()
    batch_id = ordered(position, applied(position)).body["batch_id"]
    assert ask("GET", f"{BATCHES}/{batch_id}", tenant="globex").status == 404
    body = {"position_id": position, "filter": {}}
    assert ask("POST", BATCHES, body, role="interviewer").status == 403


def test_a_batch_takes_as_many_turns_as_it_needs_and_invites_each_once(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 3)
    monkeypatch.setattr(working, "CHUNK", 2)
    monkeypatch.setattr(send_invitations, "MARGIN_MS", 10**6)  # the time of a turn is over at once
    position = opened()
    batch_id = ordered(position, *people(position, 7)).body["batch_id"]
    assert work(deployment) > 6
    assert (counts(batch_id), sorted(recipients())) == ({"sent": 7}, [f"c{place}@example.com" for place in range(7)])


def test_a_batch_whose_provider_takes_nothing_pauses_itself(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "MOST_IDLE", 2)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    position = opened()
    batch_id = ordered(position, *people(position, 1)).body["batch_id"]
    told = {"Code": "TooManyRequestsException", "Message": "no"}
    answer = {"Error": told, "ResponseMetadata": {"HTTPStatusCode": 429}}
    with failing("SendEmail", ClientError(answer, "SendEmail")):  # type: ignore[arg-type]
        work(deployment)
    stopped = ask("GET", f"{BATCHES}/{batch_id}").body
    assert (stopped["state"], stopped["halted"]) == ("paused", True)
    path = f"{BATCHES}/{batch_id}"
    changed("POST", f"{path}/resume", of=path)
    work(deployment)
    assert counts(batch_id) == {"sent": 1}
