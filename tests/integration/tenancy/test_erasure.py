"""Somebody asks to be erased: everything goes, backups open no more, and the certificate says so without a name."""

import json

import pytest

from functions.assessment.prepare import handler as prepare
from functions.tenancy.certify_erasure import handler as certify
from functions.tenancy.erase import handler as erase_tenancy
from shared.kernel.errors import BoleError
from shared.kernel.ids import CandidateId
from shared.platform.keys import Shredded
from shared.tenancy.audit.service import verify
from shared.tenancy.audit.store import AuditLog
from tests.builders.aws import BUCKET, Deployment
from tests.builders.candidates import audited
from tests.builders.recruiting import ACME
from tests.builders.rights import (
    CONTEXT,
    ERASERS,
    NAME,
    SAID,
    WORDS,
    Somebody,
    applied,
    deployment_bucket,
    erase,
    everything,
    sealed_rows,
    somebody,
    staff,
    steps,
    sweep,
    versioned,
)


@pytest.fixture
def whose(deployment: Deployment) -> Somebody:
    versioned(deployment)
    return somebody(deployment)


def asked(whose: Somebody) -> dict[str, object]:
    answer = whose.browser.tell("rights/erasure", {"confirmed": True})
    assert answer.status == 202, answer.body
    return dict(answer.body)


def test_before_it_the_words_are_there(whose: Somebody) -> None:
    found = everything(whose.deployment)
    assert NAME in found
    assert SAID in found


def test_no_row_of_the_table_and_so_no_backup_ever_holds_a_word_unsealed(whose: Somebody) -> None:
    rows = json.dumps(whose.deployment.rows(), ensure_ascii=False)
    assert [word for word in WORDS if word in rows] == []


def test_after_it_no_row_and_no_version_of_any_object_holds_a_word_of_the_person(whose: Somebody) -> None:
    asked(whose)
    assert erase(whose)["state"] == "certified"
    found = everything(whose.deployment)
    assert [word for word in WORDS if word in found] == []


def test_rows_of_a_backup_open_no_more(whose: Somebody) -> None:
    backup = sealed_rows(whose.deployment)
    assert len(backup) >= 5
    asked(whose)
    erase(whose)
    sealer = whose.deployment.platform.sealer(ACME)
    for _pk, sealed in backup:
        with pytest.raises(Shredded):
            sealer.open(whose.candidate_id, sealed)


def test_nothing_can_be_sealed_for_the_person_again(whose: Somebody) -> None:
    asked(whose)
    erase(whose)
    with pytest.raises(Shredded):
        whose.deployment.platform.sealer(ACME).seal(whose.candidate_id, b"again")


def test_the_audit_log_still_verifies_and_tells_of_every_step(whose: Somebody) -> None:
    asked(whose)
    erase(whose)
    log = AuditLog(whose.table, deployment_bucket(whose))
    assert verify(log).holds
    entries, _ = log.of(whose.candidate_id, "", 100, None)
    actions = [entry.action for entry in entries]
    assert {"erase_candidate", "candidate_erased", "erasure_certified"} <= set(actions)


def test_the_certificate_names_nobody_and_its_hash_is_in_the_log(whose: Somebody) -> None:
    asked(whose)
    erase(whose)
    shown = whose.browser.ask("rights/erasure/certificate")
    assert shown.status == 200, shown.body
    certificate = shown.body["certificate"]
    assert certificate["rows"] > 10
    assert certificate["objects"] >= 7
    assert certificate["entries"] > 15
    assert certificate["in_time"] is True
    assert "第四十七条" in certificate["article"]["zh"]
    assert NAME not in json.dumps(shown.body, ensure_ascii=False)
    [entry] = audited(whose.deployment, "erasure_certified")
    assert entry["detail"]["certificate"] == shown.body["sha256"]


def test_the_certificate_can_be_read_in_both_languages(whose: Somebody) -> None:
    asked(whose)
    erase(whose)
    keys = whose.deployment.objects("certificates/acme/")
    pages = [key for key in keys if key.endswith(".html")]
    texts = [deployment_bucket(whose).get_bytes(key).decode() for key in pages]
    assert len(pages) == 2
    assert any("个人信息删除证明" in text for text in texts)
    assert any("Certificate of erasure" in text for text in texts)


def test_the_link_shows_how_it_stands_when_the_invitation_is_gone(whose: Somebody) -> None:
    asked(whose)
    erase(whose)
    assert whose.browser.get().status == 401
    shown = whose.browser.ask("rights/erasure")
    assert (shown.status, shown.body["state"]) == (200, "certified")


def test_a_link_of_somebody_else_shows_nothing_of_it(whose: Somebody) -> None:
    asked(whose)
    erase(whose)
    forged = type(whose.browser)(whose.browser.token[:-3] + "abc")
    assert forged.ask("rights/erasure").status == 401


def test_every_step_may_be_done_again_and_a_broken_execution_goes_on(whose: Somebody) -> None:
    asked(whose)
    erase_tenancy({**steps(whose), "step": "begin"}, CONTEXT)
    ERASERS["recruiting"](steps(whose), CONTEXT)  # the execution breaks here, and another one is started
    assert erase(whose)["state"] == "certified"
    first = whose.browser.ask("rights/erasure/certificate").body
    assert erase(whose)["state"] == "certified"
    assert whose.browser.ask("rights/erasure/certificate").body["sha256"] == first["sha256"]
    found = everything(whose.deployment)
    assert [word for word in WORDS if word in found] == []


def test_asked_twice_it_is_one_erasure(whose: Somebody) -> None:
    first = asked(whose)
    path = f"/v1/tenancy/candidates/{whose.candidate_id}/erasure"
    second = staff("POST", path)
    assert second.body["erasure_id"] == first["erasure_id"]
    events = [row for row in whose.deployment.rows("RIGHTS#", "EVENT#") if row["detail_type"] == "erasure_requested.v1"]
    assert len(events) == 1
    assert NAME not in json.dumps(events, ensure_ascii=False)


def test_others_stay_as_they_are(whose: Somebody) -> None:
    other = applied(whose.deployment, whose.position_id, name="司马光", mail="guang@example.com")
    asked(whose)
    erase(whose)
    assert other.browser.get().status == 200
    shown = staff("GET", f"/v1/recruiting/candidates/{other.candidate_id}", role="recruiter")
    assert shown.status == 200, shown.body
    assert deployment_bucket(other).head(f"reports/acme/{other.interview_id}/r1/abc/report.json") is not None


def test_a_recording_that_comes_late_is_not_assessed(whose: Somebody) -> None:
    key = next(key for key in whose.deployment.objects("uploads/acme/"))
    asked(whose)
    erase(whose)
    deployment_bucket(whose).put_bytes(key, SAID.encode(), "video/webm")
    notice = {"key": key, "size_bytes": 10, "execution_id": "run-1"}
    assert prepare(notice, CONTEXT)["outcome"] == "ignore"
    assert whose.deployment.rows("ORPHANS") == []


def test_what_came_late_is_swept_away_before_it_is_certified(whose: Somebody) -> None:
    interview = whose.interview_id
    asked(whose)
    erase_tenancy({**steps(whose), "step": "begin"}, CONTEXT)
    sweep(whose)
    erase_tenancy({**steps(whose), "step": "keys"}, CONTEXT)
    late = f"artifacts/acme/{interview}/a1/upl_1/transcript.json"
    deployment_bucket(whose).put_bytes(late, SAID.encode(), "application/json")
    sweep(whose)
    certify(steps(whose), CONTEXT)
    assert SAID not in everything(whose.deployment)


def test_the_certificate_waits_until_everything_was_looked_for(whose: Somebody) -> None:
    asked(whose)
    with pytest.raises(BoleError):
        certify(steps(whose), CONTEXT)
    shown = whose.browser.ask("rights/erasure/certificate")
    assert (shown.status, shown.body["code"]) == (404, "not_certified_yet")


def test_between_erased_and_certified_both_sides_read_that_it_is_under_way(whose: Somebody) -> None:
    path = f"/v1/tenancy/candidates/{whose.candidate_id}/erasure"
    before = staff("GET", f"{path}/certificate")
    assert (before.status, before.body["code"]) == (404, "not_found")
    asked(whose)
    erase_tenancy({**steps(whose), "step": "begin"}, CONTEXT)
    sweep(whose)
    erase_tenancy({**steps(whose), "step": "keys"}, CONTEXT)
    for shown in (staff("GET", f"{path}/certificate"), whose.browser.ask("rights/erasure/certificate")):
        assert (shown.status, shown.body["code"]) == (404, "not_certified_yet")
        assert "under way" in shown.body["detail"]


def test_a_recruiter_may_not_erase_anybody(whose: Somebody) -> None:
    path = f"/v1/tenancy/candidates/{whose.candidate_id}/erasure"
    assert staff("POST", path, role="recruiter").status == 403


def test_another_tenant_finds_nobody(whose: Somebody) -> None:
    path = f"/v1/tenancy/candidates/{whose.candidate_id}/erasure"
    somebody(whose.deployment, tenant="globex", jurisdiction="eu", name="Ada", mail="ada@example.com")
    assert staff("POST", path, tenant="globex").status == 404


def test_nobody_is_erased_by_mistake(whose: Somebody) -> None:
    assert whose.browser.tell("rights/erasure", {"confirmed": False}).status == 422


def test_what_is_left_are_stones_with_ids_and_times(whose: Somebody) -> None:
    asked(whose)
    erase(whose)
    stones = whose.deployment.rows("ERASED#", "ERASED")
    assert {name for row in stones for name in row} == {"PK", "SK", "erasure_id", "at"}
    assert any(whose.candidate_id in row["PK"] for row in stones)
    assert whose.deployment.rows(f"CANDIDATE#{whose.candidate_id}") == []
    versions = whose.deployment.client("s3").list_object_versions(Bucket=BUCKET)
    left = {version["Key"].split("/")[0] for version in versions.get("Versions", [])}
    assert left <= {"settings", "certificates", "audit"}


def test_the_index_leads_to_nobody(whose: Somebody) -> None:
    asked(whose)
    erase(whose)
    links = whose.deployment.rows("FIND#") + whose.deployment.rows("CONTACT#")
    assert whose.candidate_id not in json.dumps(links, default=str)


def test_two_records_that_were_merged_are_one_person(deployment: Deployment) -> None:
    versioned(deployment)
    whose = somebody(deployment)
    twin = {"name": {"full": NAME}, "emails": ["ruolan.ouyang+2@example.com"], "phones": ["138 0013 8000"]}
    other = staff("POST", "/v1/recruiting/candidates", twin, role="recruiter").body["candidate_id"]
    table = whose.table
    row = table.get(table.pk(f"CANDIDATE#{other}"), "CANDIDATE") or {}
    table.put({**row, "merged_into": whose.candidate_id})
    survivor = table.get(table.pk(f"CANDIDATE#{whose.candidate_id}"), "CANDIDATE") or {}
    table.put({**survivor, "absorbed": [other]})
    path = f"/v1/tenancy/candidates/{other}/erasure"
    assert staff("POST", path).body["candidate_id"] == whose.candidate_id
    erase(whose)
    assert [word for word in WORDS if word in everything(deployment)] == []
    with pytest.raises(Shredded):
        deployment.platform.sealer(ACME).seal(CandidateId(other), b"again")


def test_self_identification_and_the_facts_of_fairness_go_with_it(whose: Somebody) -> None:
    table, one = whose.table, whose.candidate_id
    told = {"PK": table.pk(f"SELF_IDENTIFICATION#{whose.position_id}"), "SK": f"CANDIDATE#{one}", "told": "{}"}
    fact = {"PK": table.pk(f"FAIRNESS#{whose.position_id}"), "SK": "FACT#app_1", "candidate_id": one, "fact": "{}"}
    other = {**fact, "SK": "FACT#app_2", "candidate_id": "cnd_other"}
    for row in (told, fact, other):
        table.put(row)
    asked(whose)
    erase(whose)
    assert whose.deployment.rows("SELF_IDENTIFICATION#") == []
    assert [row["SK"] for row in whose.deployment.rows("FAIRNESS#", "FACT#")] == ["FACT#app_2"]
