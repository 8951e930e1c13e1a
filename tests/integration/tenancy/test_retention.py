"""The clock: recordings go, then everything does; a consent moves it on, and whoever is hired stays."""

import json
from datetime import timedelta
from typing import Any

import pytest

from functions.tenancy.expire import Unexpired
from functions.tenancy.expire import handler as expire
from shared.kernel.ids import TenantId
from shared.person_retention import KeepingDesk
from shared.platform.tenants import registration
from shared.whole_person import rights_desk
from tests.builders.aws import NOW, Deployment
from tests.builders.candidates import audited
from tests.builders.lambda_context import Hurried
from tests.builders.rights import CONTEXT, WORDS, Somebody, erase, everything, somebody, staff, versioned


@pytest.fixture
def whose(deployment: Deployment) -> Somebody:
    versioned(deployment)
    return somebody(deployment)


def ended(whose: Somebody, status: str = "rejected") -> None:
    """The person's application comes to its end now, and retention hears of it."""
    table = whose.table
    for each in whose.person.applications:
        pk, sk = table.pk(f"CANDIDATE#{whose.candidate_id}"), f"APPLICATION#{each.application_id}"
        row = table.get(pk, sk) or {}
        told = json.loads(row["application"]) | {
            "status": status,
            "entered_at": whose.deployment.clock.now().isoformat(),
        }
        table.put({**row, "application": json.dumps(told)})
    heard(whose)


def heard(whose: Somebody) -> dict[str, Any]:
    detail = {"tenant_id": whose.tenant, "candidate_id": whose.candidate_id}
    return dict(expire({"source": "bole.recruiting", "detail-type": "application_moved.v1", "detail": detail}, CONTEXT))


def night(whose: Somebody, days: float) -> dict[str, Any]:
    """So many days later, at night."""
    whose.deployment.clock.instant += timedelta(days=days)
    return dict(expire({"detail-type": "Scheduled Event", "detail": {}}, CONTEXT))


def ends(whose: Somebody) -> set[int]:
    """When the rows of the person's own partition end, events apart."""
    rows = whose.deployment.rows(f"CANDIDATE#{whose.candidate_id}")
    return {int(row["expires_at"]) for row in rows if "EVENT#" not in row["SK"] and "expires_at" in row}


def test_every_row_gets_its_end_when_the_process_is_over(whose: Somebody) -> None:
    ended(whose)
    end = whose.deployment.clock.now() + timedelta(days=180 + 30)
    assert ends(whose) == {int(end.timestamp())}
    rows = whose.deployment.rows(f"INTERVIEW#{whose.interview_id}")
    assert all("expires_at" in row for row in rows)


def test_while_it_goes_on_no_row_ends(whose: Somebody) -> None:
    assert heard(whose) == {"reason": "no_movement"}
    assert ends(whose) == set()


def test_an_application_that_is_opened_again_has_no_end_any_more(whose: Somebody) -> None:
    ended(whose)
    ended(whose, "active")
    assert ends(whose) == set()


def test_what_nobody_moves_for_two_years_does_not_stay_for_ever(whose: Somebody) -> None:
    heard(whose)
    night(whose, 731)
    assert whose.deployment.rows("RIGHTS#", "ERASURE")


def test_recordings_end_first_as_the_candidate_was_told(whose: Somebody) -> None:
    ended(whose, "active")
    assert night(whose, 188)["recordings_erased"] == 1
    assert whose.deployment.objects("uploads/acme/") == []
    assert whose.deployment.objects("plans/acme/")
    [entry] = audited(whose.deployment, "recordings_erased")
    assert entry["detail"]["objects"] >= 1
    assert night(whose, 1) == {}


def test_after_the_last_day_everything_is_erased_with_a_certificate(whose: Somebody) -> None:
    ended(whose)
    assert night(whose, 179) == {}
    assert night(whose, 1.01)["erased"] == 1
    assert erase(whose)["state"] == "certified"
    assert [word for word in WORDS if word in everything(whose.deployment)] == []
    shown = staff("GET", f"/v1/tenancy/candidates/{whose.candidate_id}/erasure/certificate")
    assert shown.body["certificate"]["basis"] == "retention"


def test_a_consent_to_the_talent_pool_moves_it_on_for_a_year(whose: Somebody) -> None:
    assert whose.browser.tell("consents/retention/give").status == 200
    ended(whose)
    end = whose.deployment.clock.now() + timedelta(days=180 + 365 + 30)
    assert ends(whose) == {int(end.timestamp())}


def test_who_takes_the_consent_back_is_forgotten_as_everybody(whose: Somebody) -> None:
    whose.browser.tell("consents/retention/give")
    whose.deployment.clock.instant += timedelta(seconds=1)
    whose.browser.tell("consents/retention/withdraw")
    ended(whose)
    end = whose.deployment.clock.now() + timedelta(days=180 + 30)
    assert ends(whose) == {int(end.timestamp())}


def test_whoever_was_hired_is_the_personnel_files_from_then_on(whose: Somebody) -> None:
    ended(whose, "hired")
    assert ends(whose) == set()
    shown = staff("GET", f"/v1/tenancy/candidates/{whose.candidate_id}/retention")
    assert (shown.body["reason"], shown.body["ends_at"]) == ("hired", None)


def test_a_row_with_an_earlier_end_of_its_own_keeps_it(whose: Somebody) -> None:
    [devices] = whose.deployment.rows(f"INTERVIEW#{whose.interview_id}", "DEVICES#")
    ended(whose)
    [after] = whose.deployment.rows(f"INTERVIEW#{whose.interview_id}", "DEVICES#")
    assert after["expires_at"] == devices["expires_at"]


def test_the_round_of_the_night_finds_who_was_only_added(deployment: Deployment) -> None:
    whose = somebody(deployment)
    added = {"name": {"full": "司马光"}, "emails": ["guang@example.com"]}
    candidate = staff("POST", "/v1/recruiting/candidates", added, role="recruiter").body["candidate_id"]
    night(whose, 0)
    [row] = deployment.rows(f"CANDIDATE#{candidate}", "CANDIDATE")
    end = deployment.clock.now() + timedelta(days=180 + 30)
    assert int(row["expires_at"]) == int(end.timestamp())


def test_an_erasure_that_broke_off_is_started_again(whose: Somebody) -> None:
    whose.browser.tell("rights/erasure", {"confirmed": True})
    assert night(whose, 4)["started_again"] == 1
    events = [row for row in whose.deployment.rows("RIGHTS#", "EVENT#") if row["detail_type"] == "erasure_requested.v1"]
    assert len(events) == 2


def test_the_candidate_reads_when_it_ends(whose: Somebody) -> None:
    ended(whose)
    shown = whose.browser.ask("rights")
    assert shown.status == 200, shown.body
    assert shown.body["ends_at"] is not None
    assert "第四十四条" in shown.body["said"]["zh"]
    assert shown.body["deadlines"]["erasure"]["days"] == 15


def test_a_night_without_time_begins_nobody_and_says_so(whose: Somebody) -> None:
    ended(whose)
    whose.deployment.clock.instant += timedelta(days=181)
    with pytest.raises(Unexpired, match="1 tenants"):
        expire({"detail-type": "Scheduled Event", "detail": {}}, Hurried())
    assert whose.deployment.rows("RIGHTS#", "ERASURE") == []


def test_a_tenant_whose_night_fails_is_said_aloud_and_does_not_hold_up_the_others(
    whose: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended(whose)
    whose.deployment.platform.platform_table.transact([registration(TenantId("broken"), NOW)])

    def fails(desk: KeepingDesk) -> Any:
        if desk.tenant_id == "broken":
            raise RuntimeError("nobody thought of this")
        return rights_desk(desk.here, desk.tenant_id)

    monkeypatch.setattr(KeepingDesk, "rights", property(fails))
    with pytest.raises(Unexpired, match="1 tenants"):
        night(whose, 181)
    assert whose.deployment.rows("RIGHTS#", "ERASURE")
