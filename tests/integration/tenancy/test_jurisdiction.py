"""What the law of a place asks reaches the candidate's page, the deadlines, and what an erasure may do."""

from datetime import timedelta

import pytest

from functions.tenancy.expire import handler as expire
from tests.builders.aws import Deployment
from tests.builders.candidate import Browser
from tests.builders.rights import CONTEXT, WORDS, erase, everything, somebody, staff, versioned
from tests.integration.tenancy.test_retention import ended


def test_settings_carry_the_policy_with_its_version(deployment: Deployment) -> None:
    whose = somebody(deployment, jurisdiction="us_il")
    notice = whose.browser.get().body["notice"]
    assert notice["wording"] == "us_il-2026-11.1"
    assert "三十天内删除" in notice["retention"]["zh"]
    assert "820 ILCS 42/15" in notice["law"]


def test_new_york_names_the_tool_and_the_alternative(deployment: Deployment) -> None:
    notice = somebody(deployment, jurisdiction="us_ny").browser.get().body["notice"]
    assert "automated employment decision tool" in notice["automated_assessment"]["en"]
    assert notice["alternative"]["zh"]


@pytest.mark.parametrize(
    ("jurisdiction", "days"), [("cn", 21), ("eu", 30), ("us_ny", 45), ("us_il", 30), ("other", 30)]
)
def test_an_erasure_is_due_by_the_law_of_the_place(deployment: Deployment, jurisdiction: str, days: int) -> None:
    whose = somebody(deployment, jurisdiction=jurisdiction)
    shown = whose.browser.tell("rights/erasure", {"confirmed": True})
    assert shown.status == 202, shown.body
    due = deployment.clock.now() + timedelta(days=days)
    # The 22nd of November 2026 is a Sunday: fifteen working days end on a Friday.
    expected = due if jurisdiction != "cn" else deployment.clock.now() + timedelta(days=19)
    assert shown.body["due_at"][:10] == expected.date().isoformat()


def test_where_records_must_be_kept_an_erasure_restricts_until_then(deployment: Deployment) -> None:
    versioned(deployment)
    whose = somebody(deployment, jurisdiction="us")
    ended(whose)
    shown = whose.browser.tell("rights/erasure", {"confirmed": True}).body
    assert shown["state"] == "restricted"
    assert "1602.14" in shown["restricted_by"]["zh"]
    assert erase(whose)["state"] == "restricted"
    assert deployment.objects("uploads/acme/")
    deployment.clock.instant += timedelta(days=366)
    told = dict(expire({"detail-type": "Scheduled Event", "detail": {}}, CONTEXT))
    assert told.get("restriction_ended") == 1
    assert erase(whose)["state"] == "certified"
    assert [word for word in WORDS if word in everything(deployment)] == []


def test_in_illinois_the_video_goes_at_once_although_records_stay(deployment: Deployment) -> None:
    versioned(deployment)
    whose = somebody(deployment, jurisdiction="us_il")
    ended(whose)
    whose.browser.tell("rights/erasure", {"confirmed": True})
    assert erase(whose)["state"] == "restricted"
    assert deployment.objects("uploads/acme/") == []
    assert deployment.objects("plans/acme/")
    assert whose.browser.ask("rights/erasure").body["recordings_gone_at"] is not None


def test_staff_read_every_policy_and_what_a_lawyer_must_look_at(deployment: Deployment) -> None:
    somebody(deployment)
    places = staff("GET", "/v1/tenancy/jurisdictions").body
    assert [place["jurisdiction"] for place in places] == ["cn", "eu", "us", "us_ny", "us_il", "other"]
    cn = staff("GET", "/v1/tenancy/jurisdictions/cn").body["rules"]
    assert any(not law["checked"] for law in cn["law"])
    assert any(law["cite"] == "PIPL Art. 24" and law["checked"] for law in cn["law"])


def test_a_company_in_the_us_cannot_keep_recordings_for_less_than_the_law_demands(deployment: Deployment) -> None:
    somebody(deployment, jurisdiction="us_ny")
    shown = staff("GET", "/v1/tenancy/settings")
    assert shown.body["settings"]["retention_days"] == 365


def test_in_new_york_no_machine_is_used_before_ten_business_days_of_notice(deployment: Deployment) -> None:
    whose = somebody(deployment, jurisdiction="us_ny")
    path = f"/v1/recruiting/positions/{whose.position_id}/invitations"
    draft = {"name": "Ada", "email": "ada@example.com", "valid_days": 30}
    browser = Browser(staff("POST", path, draft, role="recruiter").body["token"])
    early = browser.agree()
    assert (early.status, early.body["code"]) == (409, "notice_period")
    # Invited on Sunday the 22nd of November, so the tenth business day is Friday the 4th of December.
    deployment.clock.instant += timedelta(days=12)
    assert browser.agree().status == 200


def test_in_new_york_people_may_judge_at_once(deployment: Deployment) -> None:
    assert somebody(deployment, jurisdiction="us_ny").browser.get().body["human_only"] is True
