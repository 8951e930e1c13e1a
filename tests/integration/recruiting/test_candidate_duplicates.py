"""Two records of one person are found, merged by somebody, and parted again."""

import json
from datetime import timedelta
from typing import Any

import pytest

from shared.kernel.ids import ApplicationId, CandidateId
from shared.recruiting.applications.beginning import begin
from shared.recruiting.applications.store import ApplicationStore
from shared.recruiting.flows.standard import standard_flow
from shared.recruiting.positions.store import PositionStore
from tests.builders.aws import BUCKET, Deployment
from tests.builders.candidates import CANDIDATES, added, ask, audited, known_tenants, person
from tests.builders.http import Answer
from tests.builders.recruiting import ACME, position_draft

DUPLICATES = "/v1/recruiting/duplicates"


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    known_tenants()


def twice() -> tuple[str, str]:
    """One person, entered twice."""
    return added(), added(name={"full": "Wang Xiaoming"}, emails=["wxm@example.org"], tags=["校招"])


def merge(survivor: str, absorbed: str, take: list[str] | None = None) -> Answer:
    tag = ask("GET", f"{CANDIDATES}/{survivor}").headers["etag"]
    body = {"absorb": absorbed, "take": take or []}
    return ask("POST", f"{CANDIDATES}/{survivor}/merge", body, headers={"if-match": tag})


def applied(deployment: Deployment, candidate: str, position: str | None = None) -> tuple[str, ApplicationId]:
    """An application to a new position, or to this one."""
    position = position or ask("POST", "/v1/recruiting/positions", position_draft()).body["position_id"]
    trail = deployment.platform.audit(ACME)
    table = deployment.platform.table(ACME)
    opening = PositionStore(table, trail).position(position)  # type: ignore[arg-type]
    assert opening is not None
    now = deployment.clock.now()
    begun = begin(opening.snapshot, CandidateId(candidate), standard_flow(), source="added", by="user-1", now=now)
    table.transact(ApplicationStore(table, trail, deployment.platform.sealer(ACME)).creation_writes(begun))
    return position, begun.application.application_id


def applications(deployment: Deployment) -> ApplicationStore:
    here = deployment.platform
    return ApplicationStore(here.table(ACME), here.audit(ACME), here.sealer(ACME))


def test_whoever_is_added_again_is_suspected_with_reasons() -> None:
    first = added()
    answer = ask("POST", CANDIDATES, person(name={"full": "Wang Xiaoming"}))
    [pair] = answer.body["duplicates"]
    [shown] = ask("GET", DUPLICATES).body["items"]
    assert shown["pair"] == pair
    assert set(shown["candidate_ids"]) == {first, answer.body["candidate_id"]}
    assert shown["level"] == "certain"
    assert {"field": "phone", "how": "same", "bits": 13.0} in shown["evidence"]
    assert [one["name"] for one in shown["people"]] == ["王小明", "Wang Xiaoming"]


def test_somebody_else_is_not_suspected() -> None:
    added()
    other = person(
        name={"full": "李雷"}, phones=["13900139000"], emails=["li@example.org"], birth_date="1985-05-05", education=[]
    )
    assert ask("POST", CANDIDATES, other).body["duplicates"] == []


def test_a_change_can_bring_two_records_together() -> None:
    added()
    other = person(name={"full": "李雷"}, phones=[], emails=[], birth_date=None, education=[], company=None)
    second = ask("POST", CANDIDATES, other).body
    path = f"{CANDIDATES}/{second['candidate_id']}"
    changed = person(phones=["13800138000"], emails=[])
    assert len(ask("PUT", path, changed, headers={"if-match": '"1"'}).body["duplicates"]) == 1


def test_the_surest_pairs_come_first(deployment: Deployment) -> None:
    twice()
    added(name={"full": "赵六"}, phones=["13900139001"], emails=["a.long.name@x.cn"], birth_date="1970-01-01")
    added(name={"full": "赵六"}, phones=[], emails=["a.long.name@y.cn"], birth_date="1970-01-01")
    levels = [item["level"] for item in ask("GET", DUPLICATES).body["items"]]
    assert levels[0] == "certain"
    assert levels == sorted(levels, key=["certain", "likely", "possible"].index)


def test_not_a_duplicate_is_remembered() -> None:
    first, second = twice()
    [pair] = [item["pair"] for item in ask("GET", DUPLICATES).body["items"]]
    answer = ask("POST", f"{DUPLICATES}/{pair}/dismiss")
    assert (answer.body["status"], answer.body["decided_by"]) == ("different", "user-1")
    assert ask("POST", f"{CANDIDATES}/{second}/duplicates/search").body["items"] == []
    assert ask("GET", DUPLICATES).body["items"] == []
    assert first


def test_a_merge_joins_two_records_and_the_other_id_leads_to_the_survivor() -> None:
    survivor, absorbed = twice()
    answer = merge(survivor, absorbed)
    assert answer.status == 200
    for candidate in (survivor, absorbed):
        read = ask("GET", f"{CANDIDATES}/{candidate}").body
        assert read["candidate_id"] == survivor
        assert read["absorbed"] == [absorbed]
        assert read["profile"]["emails"] == ["Xiaoming.Wang@example.com", "wxm@example.org"]
    assert [one["candidate_id"] for one in ask("GET", CANDIDATES).body["items"]] == [survivor]
    by_mail = ask("GET", CANDIDATES, query={"email": "wxm@example.org"}).body["items"]
    assert [one["candidate_id"] for one in by_mail] == [survivor]
    assert ask("GET", DUPLICATES).body["items"] == []


def test_a_merged_record_is_not_changed_any_more() -> None:
    survivor, absorbed = twice()
    merge(survivor, absorbed)
    answer = ask("PUT", f"{CANDIDATES}/{absorbed}", person(), headers={"if-match": '"2"'})
    assert (answer.status, answer.body["code"]) == (409, "candidate_merged")
    assert survivor in answer.body["remedy"]


def test_applications_notes_resumes_and_timeline_follow(deployment: Deployment) -> None:
    survivor, absorbed = twice()
    ask("POST", f"{CANDIDATES}/{absorbed}/notes", {"text": "电话沟通"})
    _position, application = applied(deployment, absorbed)
    begun = ask(
        "POST",
        f"{CANDIDATES}/{absorbed}/resumes",
        {"filename": "cv.pdf", "content_type": "application/pdf", "size_bytes": 8},
    ).body
    key = f"resumes/acme/{absorbed}/{begun['resume_id']}.pdf"
    deployment.client("s3").put_object(Bucket=BUCKET, Key=key, Body=b"%PDF-1.7")
    ask("POST", f"{CANDIDATES}/{absorbed}/resumes/{begun['resume_id']}/complete")
    merge(survivor, absorbed)
    assert [note["text"] for note in ask("GET", f"{CANDIDATES}/{survivor}/notes").body["items"]] == ["电话沟通"]
    [resume] = ask("GET", f"{CANDIDATES}/{survivor}/resumes").body["items"]
    address = ask("GET", f"{CANDIDATES}/{survivor}/resumes/{resume['resume_id']}/address").body["url"]
    assert absorbed in address
    found = applications(deployment).application(application)
    assert found is not None
    assert found.candidate_id == survivor
    assert [one.application_id for one in applications(deployment).of_candidate(CandidateId(survivor))] == [application]
    candidacy = applications(deployment).candidacy(application)
    assert candidacy is not None
    assert candidacy.application.candidate_id == survivor
    kinds = [line["kind"] for line in ask("GET", f"{CANDIDATES}/{survivor}/timeline").body["items"]]
    assert kinds.count("added") == 2
    assert {"merged", "note", "resume"} <= set(kinds)


def test_two_applications_to_one_position_both_stay(deployment: Deployment) -> None:
    survivor, absorbed = twice()
    position, _first = applied(deployment, survivor)
    applied(deployment, absorbed, position)
    merge(survivor, absorbed)
    assert len(applications(deployment).of_candidate(CandidateId(survivor))) == 2


def snapshot(deployment: Deployment, candidate: str) -> dict[str, Any]:
    path = f"{CANDIDATES}/{candidate}"
    read = ask("GET", path).body
    return {
        "profile": read["profile"],
        "notes": ask("GET", f"{path}/notes").body["items"],
        "applications": [one.application_id for one in applications(deployment).of_candidate(CandidateId(candidate))],
    }


def test_an_undo_gives_both_records_back_as_they_were(deployment: Deployment) -> None:
    survivor, absorbed = twice()
    for candidate, text in ((survivor, "甲"), (absorbed, "乙")):
        ask("POST", f"{CANDIDATES}/{candidate}/notes", {"text": text})
    applied(deployment, absorbed)
    before = [snapshot(deployment, candidate) for candidate in (survivor, absorbed)]
    done = merge(survivor, absorbed, ["name"]).body
    ask("POST", f"{CANDIDATES}/{survivor}/notes", {"text": "合并后"})
    answer = ask("POST", f"{CANDIDATES}/{survivor}/merges/{done['merge_id']}/undo")
    assert (answer.status, answer.body["absorbed"]) == (200, absorbed)
    after = [snapshot(deployment, candidate) for candidate in (survivor, absorbed)]
    assert after[0]["notes"][0]["text"] == "合并后"
    after[0]["notes"] = after[0]["notes"][1:]
    assert after == before
    assert [one["name"] for one in ask("GET", CANDIDATES, query={"name": "wang"}).body["items"]] == [
        "Wang Xiaoming",
        "王小明",
    ]
    assert len(ask("GET", DUPLICATES).body["items"]) == 1
    assert {entry["detail"]["change"] for entry in audited(deployment, "merge_candidate")} == {"merged", "merge undone"}


def test_an_undo_again_changes_nothing(deployment: Deployment) -> None:
    survivor, absorbed = twice()
    path = f"{CANDIDATES}/{survivor}/merges/{merge(survivor, absorbed).body['merge_id']}/undo"
    first = ask("POST", path)
    assert ask("POST", path).body == first.body


def test_after_thirty_days_a_merge_stands(deployment: Deployment) -> None:
    survivor, absorbed = twice()
    done = merge(survivor, absorbed).body
    deployment.clock.instant += timedelta(days=31)
    answer = ask("POST", f"{CANDIDATES}/{survivor}/merges/{done['merge_id']}/undo")
    assert (answer.status, answer.body["code"]) == (410, "too_late")


def test_the_same_merge_again_is_the_same_merge() -> None:
    survivor, absorbed = twice()
    assert merge(survivor, absorbed).body == merge(survivor, absorbed).body


def test_who_merges_an_outdated_record_is_told() -> None:
    survivor, absorbed = twice()
    path = f"{CANDIDATES}/{survivor}/merge"
    assert ask("POST", path, {"absorb": absorbed}).status == 428
    assert ask("POST", path, {"absorb": absorbed}, headers={"if-match": '"7"'}).status == 412
    assert ask("POST", path, {"absorb": survivor}, headers={"if-match": '"1"'}).status == 422
    assert ask("POST", path, {"absorb": "cnd_nobody"}, headers={"if-match": '"1"'}).status == 404


def test_a_manager_merges_nobody() -> None:
    survivor, absorbed = twice()
    answer = ask("POST", f"{CANDIDATES}/{survivor}/merge", {"absorb": absorbed}, role="manager")
    assert answer.status == 403


def test_no_row_of_a_merge_holds_a_word_of_the_person(deployment: Deployment) -> None:
    merge(*twice())
    everything = json.dumps(deployment.rows(), ensure_ascii=False)
    assert not any(word in everything for word in ("王小明", "Xiaoming", "8613800138000"))


def test_an_invitation_follows_and_still_opens_by_its_id(deployment: Deployment) -> None:
    position = ask("POST", "/v1/recruiting/positions", position_draft()).body["position_id"]
    invited = ask("POST", f"/v1/recruiting/positions/{position}/invitations", {"name": "Wang Xiaoming"}).body
    survivor = added()
    done = merge(survivor, invited["candidate_id"]).body
    [row] = deployment.rows("#CANDIDATE#", f"INVITATION#{invited['invitation_id']}")
    [pointer] = deployment.rows(f"#INVITATION#{invited['invitation_id']}", "INVITATION")
    assert row["PK"].endswith(survivor)
    assert (pointer["candidate_id"], json.loads(row["invitation"])["candidate_id"]) == (survivor, survivor)
    ask("POST", f"{CANDIDATES}/{survivor}/merges/{done['merge_id']}/undo")
    [row] = deployment.rows("#CANDIDATE#", f"INVITATION#{invited['invitation_id']}")
    assert row["PK"].endswith(invited["candidate_id"])
