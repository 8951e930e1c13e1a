"""People re-interview: assigned, blind until their own rating is in, each rating kept, agreement shown afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders.aws import NOW, Deployment, deployed
from tests.builders.decision import (
    ADA,
    AUDITOR,
    COMPETENCIES,
    IGOR,
    INTERVIEW,
    IRIS,
    IVAN,
    MAX,
    RITA,
    SALES,
    WHERE,
    call_panel,
    company,
    erased,
    opened,
    rate,
    recorded,
    report,
    reported,
    sheet,
)


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    with deployed() as made:
        company(made)
        opened(made)
        reported(made)
        yield made


def test_a_recruiter_assigns_interviewers_who_find_it_among_their_tasks(deployment: Deployment) -> None:
    told = call_panel(IVAN, IRIS)
    assert (told.status, told.body["awaited"], told.headers["etag"]) == (201, 2, '"1"')
    [task] = IVAN.get("/v1/decision/assignments").body["items"]
    assert (task["interview_id"], task["done"], task["overdue"]) == (INTERVIEW, False, False)
    assert IGOR.get("/v1/decision/assignments").body["items"] == []
    assert [row["detail_type"] for row in deployment.rows(INTERVIEW, "EVENT#")] == ["interviewer_assigned.v1"] * 2


def test_assigning_is_in_the_audit_log(deployment: Deployment) -> None:
    call_panel(IVAN)
    links = [row["link"] for row in deployment.rows("AUDIT#", "ENTRY#")]
    assert any('"assign_interviewer"' in link and "rita" in link for link in links)


@pytest.mark.parametrize("person", [IVAN, AUDITOR, SALES])
def test_who_does_not_lead_the_recruitment_assigns_nobody(deployment: Deployment, person: object) -> None:
    assert call_panel(IVAN, by=person).status == 403  # type: ignore[arg-type]


def test_the_manager_of_the_department_assigns_and_another_departments_does_not(deployment: Deployment) -> None:
    assert call_panel(IVAN, by=MAX).status == 201
    assert SALES.get(f"{WHERE}/panel").status == 403


def test_only_active_colleagues_of_a_fitting_role_are_assigned(deployment: Deployment) -> None:
    unknown = RITA.post(
        f"{WHERE}/panel/members", {"user_ids": ["nobody"], "due_at": (NOW + timedelta(days=1)).isoformat()}
    )
    assert (unknown.status, unknown.body["code"]) == (422, "cannot_interview")
    assert call_panel(AUDITOR).body["code"] == "cannot_interview"
    assert call_panel(SALES).body["code"] == "cannot_interview"
    assert call_panel(MAX).status == 201


def test_nobody_is_assigned_twice_nor_until_yesterday(deployment: Deployment) -> None:
    call_panel(IVAN)
    assert call_panel(IVAN, IRIS).body["code"] == "already_assigned"
    assert call_panel(IRIS, due_at=(NOW - timedelta(days=1)).isoformat()).status == 422


def test_two_who_assign_at_once_both_do(deployment: Deployment) -> None:
    call_panel(IVAN)
    call_panel(IRIS, by=ADA)
    assert {one["user_id"] for one in RITA.get(f"{WHERE}/panel").body["members"]} == {"ivan", "iris"}


def test_a_member_is_replaced_with_a_reason_before_rating_and_not_after(deployment: Deployment) -> None:
    call_panel(IVAN, IRIS)
    panel = RITA.get(f"{WHERE}/panel")
    order = {"user_id": "igor", "due_at": (NOW + timedelta(days=3)).isoformat(), "reason": "knows_candidate"}
    changed = RITA.post(f"{WHERE}/panel/members/ivan/replace", order, read=panel)
    assert {one["user_id"] for one in changed.body["members"]} == {"igor", "iris"}
    assert changed.body["left"][0]["reason"] == "knows_candidate"
    assert IVAN.get(f"{WHERE}/panel").status == 403
    rate(IRIS, 3, 3, 3)
    refused = RITA.post(f"{WHERE}/panel/members/iris/release", {"reason": "unavailable"}, read=changed)
    assert (refused.status, refused.body["code"]) == (409, "has_rated")


def test_a_member_leaves_only_with_a_reason_of_the_list_and_the_newest_etag(deployment: Deployment) -> None:
    panel = call_panel(IVAN, IRIS)
    assert RITA.post(f"{WHERE}/panel/members/ivan/release", {"reason": "dislike"}, read=panel).status == 422
    assert RITA.post(f"{WHERE}/panel/members/ivan/release", {"reason": "workload"}).status == 428
    assert RITA.post(f"{WHERE}/panel/members/ivan/release", {"reason": "workload"}, read=panel).status == 200
    assert RITA.post(f"{WHERE}/panel/members/iris/release", {"reason": "workload"}, read=panel).status == 412


def test_a_deadline_moves_and_required_ratings_never_exceed_the_members(deployment: Deployment) -> None:
    panel = call_panel(IVAN, IRIS)
    later = {"due_at": (NOW + timedelta(days=9)).isoformat()}
    moved = RITA.put(f"{WHERE}/panel/members/ivan/deadline", later, read=panel)
    assert moved.body["members"][0]["due_at"].startswith("2026-12-01")
    assert RITA.put(f"{WHERE}/panel/required", {"required": 3}, read=moved).status == 422
    assert RITA.put(f"{WHERE}/panel/required", {"required": 1}, read=moved).body["awaited"] == 1


def test_the_form_has_the_anchors_of_the_rubrics_with_their_versions(deployment: Deployment) -> None:
    call_panel(IVAN)
    told = IVAN.get(f"{WHERE}/panel/form").body
    form = told["form"]
    assert told["candidate_name"] == "Li Lei"
    assert [one["competency"] for one in form["competencies"]] == list(COMPETENCIES)
    assert all(one["version"] and len(one["anchors"]["zh"]) == 5 for one in form["competencies"])
    assert [one["answer_id"] for one in form["questions"]] == ["a1", "a2", "a3"]


def test_an_interviewer_who_peeks_before_rating_is_refused_everywhere(deployment: Deployment) -> None:
    call_panel(IVAN, IRIS)
    rate(IRIS, 4, 4, 4)
    for path in ("ratings", "ratings/agreement", "decisions"):
        assert IVAN.get(f"{WHERE}/{path}").status == 403
    beat = {"beat_id": "beat-0001", "what": "report", "seconds": 10}
    assert IVAN.post(f"{WHERE}/evidence-time", beat).status == 403


def test_even_an_administrator_on_the_panel_is_blind_until_the_own_rating_is_in(deployment: Deployment) -> None:
    call_panel(ADA, IRIS)
    rate(IRIS, 4, 4, 4)
    assert ADA.get(f"{WHERE}/ratings").status == 403
    assert rate(ADA, 3, 4, 4).status == 200
    assert ADA.get(f"{WHERE}/ratings").status == 200


def test_who_is_blind_sees_neither_the_others_nor_whether_they_have_rated(deployment: Deployment) -> None:
    call_panel(IVAN, IRIS)
    rate(IRIS, 4, 4, 4)
    seen = IVAN.get(f"{WHERE}/panel").body
    assert [one["user_id"] for one in seen["members"]] == ["ivan"]
    assert (seen["rated"], seen["complete"]) == (None, None)


def test_a_draft_is_saved_with_its_etag_and_seen_by_nobody_else(deployment: Deployment) -> None:
    call_panel(IVAN, IRIS)
    empty = IVAN.get(f"{WHERE}/ratings/own")
    assert (empty.body["rating"], empty.headers["etag"]) == (None, '"0"')
    first = IVAN.put(f"{WHERE}/ratings/own", {"ratings": [{"competency": "teamwork", "level": 3}]}, read=empty)
    assert first.status == 200
    assert IVAN.put(f"{WHERE}/ratings/own", sheet(1, 1, 1), read=empty).status == 412
    assert RITA.get(f"{WHERE}/ratings").body["items"] == []
    assert RITA.get(f"{WHERE}/ratings/own").status == 403


def test_what_is_rated_is_sealed_and_stands_in_no_row_to_be_read(deployment: Deployment) -> None:
    call_panel(IVAN)
    rate(IVAN, 4, 4, 4, note="候选人讲到自己带过五人小组")
    assert not any("五人小组" in str(row) for row in deployment.rows())


def test_an_incomplete_rating_is_not_handed_in_and_the_faults_are_named(deployment: Deployment) -> None:
    call_panel(IVAN)
    own = IVAN.get(f"{WHERE}/ratings/own")
    body = {"ratings": [{"competency": "teamwork", "level": 3}, {"competency": "communication", "not_observed": True}]}
    saved = IVAN.put(f"{WHERE}/ratings/own", body, read=own)
    refused = IVAN.post(f"{WHERE}/ratings/own/submit", read=saved)
    assert (refused.status, refused.body["code"]) == (422, "rating_incomplete")
    assert refused.body["faults"] == ["teamwork: say what the level rests on", "problem_solving has no level"]


@pytest.mark.parametrize(
    "rating",
    [
        {"competency": "teamwork", "level": 6},
        {"competency": "teamwork", "level": 3, "not_observed": True},
        {"competency": "charm", "level": 3},
        {"competency": "teamwork", "level": 3, "marks": [{"answer_id": "a9", "at_ms": 1}]},
        {"competency": "teamwork", "level": 3, "marks": [{"answer_id": "a1", "at_ms": 9, "until_ms": 1}]},
    ],
)
def test_what_is_no_rating_is_refused(deployment: Deployment, rating: dict[str, object]) -> None:
    call_panel(IVAN)
    own = IVAN.get(f"{WHERE}/ratings/own")
    assert IVAN.put(f"{WHERE}/ratings/own", {"ratings": [rating]}, read=own).status == 422


def test_a_rating_that_is_in_stays_and_a_correction_is_a_new_version_beside_it(deployment: Deployment) -> None:
    call_panel(IVAN)
    handed = rate(IVAN, 2, 3, 4)
    assert (handed.status, handed.body["rating"]["version"]) == (200, 1)
    assert IVAN.put(f"{WHERE}/ratings/own", sheet(5, 5, 5), read=handed).body["code"] == "rating_submitted"
    assert IVAN.post(f"{WHERE}/ratings/own/submit", read=handed).status == 409
    assert IVAN.post(f"{WHERE}/ratings/own/corrections", sheet(3, 3, 4), read=handed).status == 422
    corrected = IVAN.post(
        f"{WHERE}/ratings/own/corrections", {**sheet(3, 3, 4), "reason": "看漏了第二题的后半段"}, read=handed
    )
    assert (corrected.status, corrected.body["rating"]["version"]) == (200, 2)
    versions = RITA.get(f"{WHERE}/ratings").body["items"]
    assert [(one["version"], one["draft"]["ratings"][0]["level"]) for one in versions] == [(1, 2), (2, 3)]


def test_agreement_is_shown_once_all_ratings_are_in_with_the_machine_beside_them(deployment: Deployment) -> None:
    call_panel(IVAN, IRIS, IGOR)
    rate(IVAN, 2, 4, 3)
    rate(IRIS, 4, 4, None)
    waiting = RITA.get(f"{WHERE}/ratings/agreement")
    assert (waiting.status, waiting.body["code"]) == (409, "ratings_missing")
    rate(IGOR, 5, 4, 3)
    found = RITA.get(f"{WHERE}/ratings/agreement").body
    teamwork, communication, solving = found["competencies"]
    assert (teamwork["spread"], teamwork["sd"], teamwork["mean"]) == (3, 1.53, 3.67)
    assert {tuple(one["raters"]) for one in teamwork["apart"]} == {("igor", "ivan"), ("iris", "ivan")}
    assert (communication["spread"], solving["levels"]) == (0, {"igor": 3, "ivan": 3})
    assert found["to_discuss"] == ["teamwork"]
    assert (teamwork["machine"], teamwork["machine_difference"]) == (4, -0.33)
    assert "panel_completed.v1" in [row["detail_type"] for row in deployment.rows(INTERVIEW, "EVENT#")]


def test_after_consent_was_taken_back_no_level_of_the_machine_is_shown(deployment: Deployment) -> None:
    call_panel(IVAN, IRIS)
    opened(deployment, scored=False)
    rate(IVAN, 3, 3, 3)
    rate(IRIS, 3, 3, 3)
    found = RITA.get(f"{WHERE}/ratings/agreement").body
    assert [one["machine"] for one in found["competencies"]] == [None, None, None]


def test_a_panel_works_where_people_alone_judge_and_there_is_no_report(deployment: Deployment) -> None:
    opened(deployment, "int_2", scored=False)
    where = "/v1/decision/interviews/int_2"
    due = (NOW + timedelta(days=2)).isoformat()
    assert RITA.post(f"{where}/panel/members", {"user_ids": ["ivan"], "due_at": due}).status == 201
    assert rate(IVAN, 3, 4, 5, where=where).status == 200
    assert RITA.get(f"{where}/ratings/agreement").body["competencies"][0]["machine"] is None


def test_time_on_evidence_counts_once_a_beat_and_never_more_than_has_passed(deployment: Deployment) -> None:
    call_panel(IVAN)
    beat = {"beat_id": "beat-0001", "what": "recording", "seconds": 30}
    assert IVAN.post(f"{WHERE}/evidence-time", beat).body["total"] == 30
    assert IVAN.post(f"{WHERE}/evidence-time", beat).body["total"] == 30
    deployment.clock.instant += timedelta(seconds=5)
    beat = {"beat_id": "beat-0002", "what": "transcript", "seconds": 60}
    assert IVAN.post(f"{WHERE}/evidence-time", beat).body == {
        "recording": 30,
        "transcript": 5,
        "report": 0,
        "total": 35,
    }
    assert IVAN.post(f"{WHERE}/evidence-time", {**beat, "beat_id": "beat-0003", "seconds": 61}).status == 422


def test_the_time_stands_with_the_rating_and_who_saw_the_report_before_is_known(deployment: Deployment) -> None:
    RITA.post(f"{WHERE}/evidence-time", {"beat_id": "beat-0001", "what": "report", "seconds": 20})
    panel = call_panel(RITA, IVAN, by=ADA).body
    assert [one["seen_report"] for one in panel["members"]] == [True, False]
    assert rate(RITA, 3, 3, 3).body["rating"]["seconds"] == 20


def test_who_is_on_the_panel_and_nobody_else_gets_the_last_recordings(deployment: Deployment) -> None:
    call_panel(IVAN)
    recorded(deployment, "a1", attempt=1)
    last = recorded(deployment, "a1", attempt=2)
    recorded(deployment, "a1", attempt=3, arrived=False)
    recorded(deployment, "a2", attempt=1, late=True)
    told = IVAN.get(f"{WHERE}/recordings")
    assert [(one["answer_id"], one["attempt"], one["late"]) for one in told.body["items"]] == [
        ("a1", 2, False),
        ("a2", 1, True),
    ]
    assert last in told.body["items"][0]["address"]
    assert IGOR.get(f"{WHERE}/recordings").status == 403
    assert any('"read_recording"' in row["link"] for row in deployment.rows("AUDIT#", "ENTRY#"))


def test_of_an_erased_candidate_nothing_is_rated_or_read(deployment: Deployment) -> None:
    call_panel(IVAN, IRIS)
    rate(IVAN, 3, 3, 3)
    erased(deployment)
    assert RITA.get(f"{WHERE}/ratings").status == 410
    own = IRIS.get(f"{WHERE}/ratings/own")
    assert IRIS.put(f"{WHERE}/ratings/own", sheet(3, 3, 3), read=own).status == 410


def test_another_tenants_staff_finds_no_interview(deployment: Deployment) -> None:
    assert replace(RITA, tenant="globex").get(f"{WHERE}/panel").status == 404


def test_reading_ratings_is_in_the_audit_log(deployment: Deployment) -> None:
    call_panel(IVAN)
    rate(IVAN, 3, 3, 3)
    RITA.get(f"{WHERE}/ratings")
    assert any('"read_rating"' in row["link"] for row in deployment.rows("AUDIT#", "ENTRY#"))


def test_a_report_that_comes_again_is_known(deployment: Deployment) -> None:
    reported(deployment, report(revision=2))
    reported(deployment, report(revision=1))
    [row] = deployment.rows(INTERVIEW, "REPORTED")
    assert row["revision"] == "2"


def test_an_id_that_can_be_none_is_refused_before_anything_is_looked_up(deployment: Deployment) -> None:
    assert RITA.get(f"/v1/decision/interviews/{'x' * 3000}/panel").status == 422
    assert RITA.get("/v1/decision/interviews/%2e%2e/panel").status in (403, 404)
