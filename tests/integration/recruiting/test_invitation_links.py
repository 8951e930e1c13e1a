"""Links of invitations: whom they open, when they die, and what they say then."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from functions.interview.api import handler as interview
from shared.recruiting.candidate_token import CandidateToken
from tests.builders.aws import Deployment
from tests.builders.http import Answer, api_event, call
from tests.builders.invitations import INVITATIONS, ask, changed, invite, letters, mailing, opened


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with mailing() as made:
        yield made


def look(token: str) -> Answer:
    return call(interview, api_event("GET", "/v1/interview/session", headers={"authorization": f"Bearer {token}"}))


def invited(**draft: Any) -> dict[str, Any]:
    return dict(invite(opened(), **draft).body)


@pytest.mark.usefixtures("deployment")
def test_the_link_opens_the_interview_of_its_candidate() -> None:
    assert look(invited()["token"]).status == 200


@pytest.mark.usefixtures("deployment")
def test_a_token_of_another_candidate_opens_nothing() -> None:
    first, second = invited(), invited(name="韩梅梅", email="han@example.com")
    theirs, mine = CandidateToken.read(first["token"]), CandidateToken.read(second["token"])
    mixed = theirs.model_copy(update={"secret": mine.secret})
    assert (look(mixed.spelled()).status, look(mixed.spelled()).body["code"]) == (401, "unauthenticated")


@pytest.mark.usefixtures("deployment")
def test_a_new_link_makes_the_older_one_die_and_says_so() -> None:
    made = invited()
    path = f"{INVITATIONS}/{made['invitation_id']}"
    fresh = changed("POST", f"{path}/new-link", {}, of=path)
    assert fresh.status == 201
    assert fresh.body["interview_id"] == made["interview_id"]
    old = look(made["token"])
    assert (old.status, old.body["code"]) == (410, "link_replaced")
    assert "新的链接" in old.body["detail"]
    assert look(fresh.body["token"]).status == 200
    assert fresh.body["link"] in letters()[-1].body


@pytest.mark.usefixtures("deployment")
def test_a_revoked_link_opens_nothing_and_the_candidate_is_told() -> None:
    made = invited()
    path = f"{INVITATIONS}/{made['invitation_id']}"
    answer = changed("POST", f"{path}/revoke", {"tell": True}, of=path)
    assert answer.body["state"] == "revoked"
    told = look(made["token"])
    assert (told.status, told.body["code"]) == (410, "link_revoked")
    assert "已取消" in letters()[-1].subject
    again = ask("POST", f"{path}/revoke", {}, headers={"if-match": '"0"'})
    assert again.status == 200


@pytest.mark.usefixtures("deployment")
def test_of_two_who_change_an_invitation_at_once_one_reads_again() -> None:
    made = invited()
    path = f"{INVITATIONS}/{made['invitation_id']}"
    assert ask("POST", f"{path}/revoke", {}).status == 428
    assert ask("POST", f"{path}/revoke", {}, headers={"if-match": '"7"'}).status == 412


def test_an_expired_link_says_so_and_a_new_deadline_opens_it_again(deployment: Deployment) -> None:
    made = invited(valid_days=1)
    path = f"{INVITATIONS}/{made['invitation_id']}"
    deployment.clock.instant += timedelta(days=2)
    assert ask("GET", path).body["state"] == "expired"
    assert look(made["token"]).body["state"] == "closed"
    refused = changed("POST", f"{path}/new-link", {}, of=path)
    assert (refused.status, refused.body["code"]) == (409, "invitation_over")
    fresh = changed("POST", f"{path}/new-link", {"valid_days": 3}, of=path)
    assert look(fresh.body["token"]).body["state"] != "closed"


@pytest.mark.usefixtures("deployment")
def test_a_deadline_must_lie_ahead() -> None:
    made = invited()
    path = f"{INVITATIONS}/{made['invitation_id']}"
    answer = changed("POST", f"{path}/new-link", {"deadline": "2020-01-01T00:00:00Z"}, of=path)
    assert (answer.status, answer.body["code"]) == (422, "bad_deadline")


@pytest.mark.usefixtures("deployment")
def test_the_link_can_be_sent_again_because_it_is_signed_and_kept_nowhere() -> None:
    made = invited()
    path = f"{INVITATIONS}/{made['invitation_id']}"
    assert ask("POST", f"{path}/messages", {"kind": "invitation"}).body["state"] == "sent"
    assert made["link"] in letters()[-1].body
    assert len(letters()) == 2


def test_whose_key_is_destroyed_has_no_link_any_more(deployment: Deployment) -> None:
    made = invited()
    deployment.platform.sealer("acme").forget(made["candidate_id"])  # type: ignore[arg-type]
    path = f"{INVITATIONS}/{made['invitation_id']}"
    assert changed("POST", f"{path}/new-link", {}, of=path).status == 410
