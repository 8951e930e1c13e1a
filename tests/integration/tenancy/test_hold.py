"""A legal hold: nothing of somebody goes, whoever asks and whatever the clock says, until it is released."""

from datetime import timedelta
from typing import Any

import pytest

from functions.tenancy.expire import handler as expire
from tests.builders.aws import BUCKET, Deployment
from tests.builders.candidates import audited
from tests.builders.rights import CONTEXT, SAID, Somebody, somebody, staff, versioned
from tests.integration.tenancy.test_retention import ended, ends, night

HOLDS = "/v1/tenancy/holds"


@pytest.fixture
def whose(deployment: Deployment) -> Somebody:
    versioned(deployment)
    return somebody(deployment)


def placed(whose: Somebody, held: str = "candidate", **changed: str) -> str:
    subject = whose.candidate_id if held == "candidate" else whose.position_id
    draft = {"held": held, "subject_id": subject, "reason_class": "litigation", "reason": "Case 2026/17", **changed}
    answer = staff("POST", HOLDS, draft)
    assert answer.status == 201, answer.body
    changed_to(whose, held, subject)
    return str(answer.body["hold_id"])


def released(whose: Somebody, hold_id: str, held: str = "candidate") -> None:
    assert staff("POST", f"{HOLDS}/{hold_id}/release").status == 200
    changed_to(whose, held, whose.candidate_id if held == "candidate" else whose.position_id)


def changed_to(whose: Somebody, held: str, subject: str) -> dict[str, Any]:
    detail = {"tenant_id": whose.tenant, "held": held, "subject_id": subject}
    return dict(expire({"detail-type": "hold_changed.v1", "detail": detail}, CONTEXT))


def test_an_erasure_is_refused_in_words_with_the_class_of_the_reason(whose: Somebody) -> None:
    placed(whose)
    answer = whose.browser.tell("rights/erasure", {"confirmed": True})
    assert (answer.status, answer.body["code"]) == (409, "legal_hold")
    assert "诉讼或仲裁" in answer.body["detail"]
    assert "Case 2026/17" not in str(answer.body)
    [entry] = audited(whose.deployment, "erasure_refused")
    assert entry["detail"]["why"] == "litigation"


def test_a_hold_on_the_position_holds_everybody_who_applied(whose: Somebody) -> None:
    placed(whose, "position")
    assert whose.browser.tell("rights/erasure", {"confirmed": True}).status == 409


def test_no_row_ends_while_it_stands_and_each_gets_its_end_back(whose: Somebody) -> None:
    ended(whose)
    before = ends(whose)
    [devices] = whose.deployment.rows(f"INTERVIEW#{whose.interview_id}", "DEVICES#")
    hold = placed(whose)
    assert ends(whose) == set()
    [held] = whose.deployment.rows(f"INTERVIEW#{whose.interview_id}", "DEVICES#")
    assert "expires_at" not in held
    released(whose, hold)
    assert ends(whose) == before
    [after] = whose.deployment.rows(f"INTERVIEW#{whose.interview_id}", "DEVICES#")
    assert after["expires_at"] == devices["expires_at"]


def test_the_clock_passes_by_and_catches_up_when_it_is_released(whose: Somebody) -> None:
    ended(whose)
    hold = placed(whose)
    assert night(whose, 400) == {"held": 1}
    assert whose.deployment.rows("RIGHTS#", "ERASURE") == []
    released(whose, hold)
    assert night(whose, 1)["erased"] == 1


def test_recordings_are_kept_where_no_lifecycle_reaches_them(whose: Somebody) -> None:
    hold = placed(whose)
    kept = [key for key in whose.deployment.objects("held/acme/") if "/uploads/" in key]
    body = whose.deployment.client("s3").get_object(Bucket=BUCKET, Key=kept[0])["Body"].read()
    assert body == SAID.encode()
    released(whose, hold)
    assert whose.deployment.objects("held/acme/") == []


def test_of_two_holds_the_other_goes_on(whose: Somebody) -> None:
    ended(whose)
    first, _second = placed(whose), placed(whose, "position", reason_class="charge")
    released(whose, first)
    assert ends(whose) == set()
    assert whose.browser.tell("rights/erasure", {"confirmed": True}).status == 409


def test_holds_are_listed_with_who_placed_them_and_why(whose: Somebody) -> None:
    hold = placed(whose)
    shown = staff("GET", HOLDS)
    assert [(each["hold_id"], each["reason"]) for each in shown.body["items"]] == [(hold, "Case 2026/17")]
    released(whose, hold)
    assert staff("GET", HOLDS).body["items"] == []
    assert staff("GET", f"{HOLDS}/{hold}").body["released_by"] == "user-1"
    assert [entry["detail"]["change"] for entry in audited(whose.deployment, "hold_candidate")].count("placed") == 1


def test_released_once_is_released(whose: Somebody) -> None:
    hold = placed(whose)
    released(whose, hold)
    assert staff("POST", f"{HOLDS}/{hold}/release").status == 409
    assert staff("POST", f"{HOLDS}/hld_none/release").status == 404


def test_recruiters_hold_nobody(whose: Somebody) -> None:
    draft = {"held": "candidate", "subject_id": whose.candidate_id, "reason_class": "audit", "reason": "because"}
    assert staff("POST", HOLDS, draft, role="recruiter").status == 403


def test_a_hold_on_nobody_is_refused(whose: Somebody) -> None:
    whose.deployment.clock.instant += timedelta(days=1)
    draft = {"held": "candidate", "subject_id": "cnd_NOBODY", "reason_class": "audit", "reason": "because"}
    assert staff("POST", HOLDS, draft).status == 404
