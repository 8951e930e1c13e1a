"""Invitations rest on candidates and applications: of somebody known, of somebody new, by mail and by SMS."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sns.models import sns_backends

from tests.builders.aws import BUCKET, REGION, Deployment
from tests.builders.candidates import audited
from tests.builders.invitations import (
    INVITATIONS,
    POSITIONS,
    applied,
    ask,
    changed,
    invite,
    letters,
    mailing,
    opened,
    recipients,
)


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with mailing(sms_abroad="sns") as made:
        yield made


def texts() -> list[tuple[str, str]]:
    """Number and words of each SMS that SNS took."""
    return list(sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages.values())


@pytest.mark.usefixtures("deployment")
def test_the_quick_way_enters_a_candidate_and_an_application_at_the_interview() -> None:
    made = invite(opened()).body
    application = ask("GET", f"/v1/recruiting/applications/{made['application_id']}").body["application"]
    assert (application["node"], application["candidate_id"]) == ("ai_interview", made["candidate_id"])
    candidate = ask("GET", f"/v1/recruiting/candidates/{made['candidate_id']}").body
    assert "li@example.com" in json.dumps(candidate)


def test_who_is_known_by_address_and_name_is_no_second_candidate(deployment: Deployment) -> None:
    first, second = invite(opened()).body, invite(opened(), email="LI@example.com").body
    assert first["candidate_id"] == second["candidate_id"]
    assert first["application_id"] != second["application_id"]
    assert len([row for row in deployment.rows("#CANDIDATE#") if row["SK"] == "CANDIDATE"]) == 1


@pytest.mark.usefixtures("deployment")
def test_another_name_at_the_same_address_is_another_candidate() -> None:
    assert invite(opened()).body["candidate_id"] != invite(opened(), name="王芳").body["candidate_id"]


@pytest.mark.usefixtures("deployment")
def test_nobody_is_invited_twice_to_one_position() -> None:
    position = opened()
    first, second = invite(position), invite(position)
    assert (second.status, second.body["code"]) == (409, "already_invited")
    assert first.body["invitation_id"] in second.body["detail"]
    assert len(letters()) == 1


@pytest.mark.usefixtures("deployment")
def test_somebody_who_applied_is_invited_by_their_application() -> None:
    application = applied(opened())
    answer = ask("POST", INVITATIONS, {"application_id": application, "valid_days": 3})
    assert (answer.status, answer.body["delivery"]) == (201, "mailed")
    assert recipients() == ["han@example.com"]
    listed = ask("GET", INVITATIONS, query={"application_id": application}).body["items"]
    assert [one["invitation"]["invitation_id"] for one in listed] == [answer.body["invitation_id"]]


@pytest.mark.usefixtures("deployment")
def test_an_application_that_ended_is_not_invited() -> None:
    application = applied(opened())
    path = f"/v1/recruiting/applications/{application}"
    assert changed("POST", f"{path}/withdraw", {"reason": "told us by phone"}, of=path).status == 200
    answer = ask("POST", INVITATIONS, {"application_id": application})
    assert (answer.status, answer.body["code"]) == (409, "not_at_interview")


@pytest.mark.usefixtures("deployment")
def test_a_position_lists_its_invitations_page_by_page_the_newest_first() -> None:
    position = opened()
    made = [invite(position, name=f"候选人{n}", email=f"c{n}@example.com").body["invitation_id"] for n in range(3)]
    first = ask("GET", INVITATIONS, query={"position_id": position, "limit": "2"}).body
    rest = ask("GET", INVITATIONS, query={"position_id": position, "limit": "2", "cursor": first["next"]}).body
    found = [one["invitation"]["invitation_id"] for one in (*first["items"], *rest["items"])]
    assert sorted(found) == sorted(made)
    assert ask("GET", INVITATIONS).status == 422


def test_nothing_personal_is_in_a_row_and_reading_is_audited(deployment: Deployment) -> None:
    made = invite(opened()).body
    told = json.dumps(deployment.rows(), ensure_ascii=False)
    assert "李雷" not in told
    assert "li@example.com" not in told
    ask("GET", f"{INVITATIONS}/{made['invitation_id']}")
    [entry] = audited(deployment, "read_invitation")
    assert entry["candidate_id"] == made["candidate_id"]


@pytest.mark.usefixtures("deployment")
def test_another_company_and_another_department_see_nothing() -> None:
    made = invite(opened(department="Sales")).body
    path = f"{INVITATIONS}/{made['invitation_id']}"
    assert ask("GET", path, tenant="globex").status == 404
    assert ask("GET", path, role="manager").status == 403
    assert ask("GET", path, role="payroll").status == 403
    assert ask("GET", path, role="auditor").status == 200
    assert ask("POST", f"{path}/messages", {"kind": "result_available"}, role="auditor").status == 403


@pytest.mark.usefixtures("deployment")
def test_who_reads_chinese_gets_chinese_alone() -> None:
    invite(opened(), language="zh")
    assert "Dear" not in letters()[0].body
    assert "北京时间" in letters()[0].body


@pytest.mark.usefixtures("deployment")
def test_who_reads_nobody_knows_what_gets_both() -> None:
    invite(opened())
    assert "您好" in letters()[0].body
    assert "Dear" in letters()[0].body


@pytest.mark.usefixtures("deployment")
def test_a_foreign_number_gets_an_sms_with_the_link() -> None:
    made = invite(opened(), email=None, phone="+49 151 12345678", channel="sms").body
    assert made["delivery"] == "mailed"
    [told] = texts()
    assert told[0] == "+4915112345678"
    assert made["link"] in told[1]


@pytest.mark.usefixtures("deployment")
def test_a_number_of_the_mainland_needs_a_provider_there() -> None:
    answer = invite(opened(), email=None, phone="138 0013 8000", channel="sms")
    assert (answer.status, answer.body["delivery"]) == (201, "not_mailed")
    assert "转交" in answer.body["why"]["zh"]
    assert answer.body["link"]


@pytest.mark.usefixtures("deployment")
def test_a_number_that_no_phone_has_is_refused() -> None:
    answer = invite(opened(), phone="12345")
    assert (answer.status, answer.body["code"]) == (422, "bad_candidate")


@pytest.mark.usefixtures("deployment")
def test_an_appointment_says_when_and_where_and_is_sent_once() -> None:
    made = invite(opened(), language="zh").body
    path = f"{INVITATIONS}/{made['invitation_id']}/messages"
    body = {"kind": "appointment", "when": "2026-11-25T06:00:00Z", "where": "12 层 <会议室>", "note": "请带证件"}
    for _click in range(2):
        assert ask("POST", path, body).body["state"] == "sent"
    assert len(letters()) == 2
    assert "2026年11月25日14:00" in letters()[1].body
    assert "12 层 &lt;会议室&gt;" in letters()[1].body
    assert ask("POST", path, {"kind": "appointment"}).status == 422


@pytest.mark.usefixtures("deployment")
def test_an_appointment_is_told_in_both_languages_where_nobody_knows() -> None:
    made = invite(opened()).body
    path = f"{INVITATIONS}/{made['invitation_id']}/messages"
    ask("POST", path, {"kind": "appointment", "when": "2026-11-25T06:00:00Z", "where": "Room 1"})
    assert "2026年11月25日14:00" in letters()[1].body
    assert "25 November 2026, 14:00" in letters()[1].body
    past = {"kind": "appointment", "when": "0001-01-01T00:00:00Z", "where": "Room 1"}
    assert ask("POST", path, past).status == 422


@pytest.mark.usefixtures("deployment")
def test_an_id_that_is_too_long_is_refused_and_breaks_nothing() -> None:
    long = "x" * 5000
    assert ask("POST", INVITATIONS, {"application_id": long}).status == 422
    assert ask("POST", "/v1/recruiting/invitation-batches", {"position_id": long, "filter": {}}).status == 422
    assert ask("GET", f"{INVITATIONS}/{long}").status in (404, 422)
    assert ask("GET", INVITATIONS, query={"position_id": "pos_1", "cursor": "nonsense"}).status == 422


def test_the_document_for_the_interview_names_the_application(deployment: Deployment) -> None:
    made = invite(opened()).body
    key = f"invitations/acme/{made['invitation_id']}.json"
    body = deployment.client("s3").get_object(Bucket=BUCKET, Key=key)["Body"].read()
    assert json.loads(body)["application_id"] == made["application_id"]


@pytest.mark.usefixtures("deployment")
def test_a_closed_position_and_one_without_questions_invite_nobody() -> None:
    closed, silent = opened(), opened(questions=[])
    path = f"{POSITIONS}/{closed}"
    changed("POST", f"{path}/close", of=path)
    assert invite(closed).body["code"] == "position_closed"
    assert invite(silent).body["code"] == "position_without_questions"
    body: dict[str, Any] = {"position_id": silent, "filter": {}}
    assert ask("POST", "/v1/recruiting/invitation-batches", body).body["code"] == "position_without_questions"
