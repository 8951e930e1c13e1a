"""From history to a position's standard, over HTTP."""

import base64
import json
from typing import Any

import pytest

from functions.recruiting.analysis import handler
from functions.recruiting.api import handler as recruiting
from functions.tenancy.create_tenant import handler as create_tenant
from tests.builders.aws import Deployment
from tests.builders.history import as_csv, noise_history, planted_history
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.recruiting import order

ANALYSES = "/v1/recruiting/requirements/analyses"
POSITIONS = "/v1/recruiting/positions"
JOB = {"job_titles": ["生产经理"]}


@pytest.fixture(autouse=True)
def _tenants(deployment: Deployment) -> None:
    create_tenant(order(), FakeContext())
    create_tenant(order(tenant_id="globex", company="Globex", jurisdiction="eu"), FakeContext())


def ask(
    method: str, path: str, body: Any = None, *, role: str = "recruiter", tenant: str = "acme", **headers: str
) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return call(handler, api_event(method, path, body, headers=sent, claims=staff_claims(tenant, role)))


def import_history(csv: bytes) -> None:
    file = {"filename": "历史.csv", "content": base64.b64encode(csv).decode(), "as_of": "2025-06-30"}
    digest = ask("POST", "/v1/recruiting/history/previews", file).body["digest"]
    assert ask("POST", "/v1/recruiting/history/imports", {**file, "digest": digest}).status == 201


def analysed(hires: int = 500, **more: Any) -> str:
    import_history(as_csv(planted_history(hires)))
    answer = ask("POST", ANALYSES, {**JOB, **more})
    assert answer.status == 201, answer.body
    return str(answer.body["analysis_id"])


def position(title: str = "生产经理", *names: str) -> str:
    draft = {
        "title": {"zh": title},
        "competencies": [{"name": name} for name in names or ("stress_tolerance", "logical_thinking", "teamwork")],
        "questions": [{"text": {"zh": "讲一次压力很大的经历。"}}],
    }
    answer = call(recruiting, api_event("POST", POSITIONS, draft, claims=staff_claims()))
    return str(answer.body["position_id"])


def standard(position_id: str, analysis_id: str, *, revision: str = '"1"', **more: Any) -> Answer:
    path = f"{POSITIONS}/{position_id}/standard"
    return ask("POST", path, {"analysis_id": analysis_id, **more}, if_match=revision)


def test_the_planted_pattern_is_found_from_a_companys_sheet() -> None:
    import_history(as_csv(planted_history(800)))
    told = ask("POST", ANALYSES, JOB).body
    supported = [one for one in told["findings"] if one["grade"] == "supported"]
    assert {(one["competency"], one["outcome"], one["cut"]) for one in supported} == {
        ("stress_tolerance", "promoted", 75.0),
        ("logical_thinking", "target_reached", 85.0),
    }
    sentences = " ".join(one["sentence"]["zh"] for one in supported)
    assert "80% 的抗压能力得分不低于 75 分" in sentences
    assert "高 15 个百分点" in sentences
    assert "高 22 个百分点" in sentences
    assert told["sources"][0]["records"] == 1600


def test_an_analysis_is_kept_as_it_was_made_and_listed() -> None:
    analysis_id = analysed()
    [listed] = ask("GET", ANALYSES).body["items"]
    assert (listed["analysis_id"], listed["job_titles"], listed["hires"]) == (analysis_id, ["生产经理"], 500)
    assert ask("GET", f"{ANALYSES}/{analysis_id}").body["findings"]


def test_the_same_request_again_is_the_same_analysis() -> None:
    import_history(as_csv(planted_history(100)))
    first, second = (ask("POST", ANALYSES, JOB, idempotency_key="once") for _ in range(2))
    assert first.body == second.body


def test_one_request_makes_an_analysis_the_positions_standard_and_keeps_it_as_justification() -> None:
    analysis_id, position_id = analysed(800), position()
    answer = standard(position_id, analysis_id)
    assert answer.status == 200, answer.body
    read = call(recruiting, api_event("GET", f"{POSITIONS}/{position_id}", claims=staff_claims())).body
    by_name = {one["name"]: one for one in read["position"]["competencies"]}
    assert (by_name["stress_tolerance"]["cut"], by_name["logical_thinking"]["cut"]) == (75.0, 85.0)
    assert by_name["logical_thinking"]["weight"] > by_name["stress_tolerance"]["weight"] > by_name["teamwork"]["weight"]
    assert (by_name["teamwork"]["weight"], by_name["teamwork"]["cut"]) == (1.0, None)
    assert read["revision"] == 2
    why = ask("GET", f"{POSITIONS}/{position_id}/standard").body
    assert (why["analysis_id"], why["set_by"], why["confirmed_because"]) == (analysis_id, "user-1", None)
    assert "80% 的抗压能力得分不低于 75 分" in json.dumps(why, ensure_ascii=False)


def test_a_proposal_shows_the_standard_and_changes_nothing(deployment: Deployment) -> None:
    analysis_id, position_id = analysed(800), position()
    before = deployment.rows("#POSITION#")
    told = ask("GET", f"{POSITIONS}/{position_id}/standard-proposals/{analysis_id}").body
    assert (told["usable"], told["thin"], told["revision"]) == (True, [], 1)
    assert deployment.rows("#POSITION#") == before


def test_a_change_by_somebody_else_in_the_meantime_is_not_overwritten() -> None:
    analysis_id, position_id = analysed(800), position()
    assert standard(position_id, analysis_id, revision='"7"').status == 412
    path = f"{POSITIONS}/{position_id}/standard"
    assert ask("POST", path, {"analysis_id": analysis_id}).status == 428


def test_thin_evidence_needs_a_reason_which_is_kept() -> None:
    analysis_id, position_id = analysed(800), position("车间主任")
    refused = standard(position_id, analysis_id)
    assert (refused.status, refused.body["code"]) == (409, "thin_evidence")
    assert "生产经理" in refused.body["detail"]
    assert standard(position_id, analysis_id, because="好").status == 422
    kept = standard(position_id, analysis_id, because="两个职位的工作内容相同，仅名称不同。")
    assert kept.status == 200
    assert kept.body["confirmed_because"] == "两个职位的工作内容相同，仅名称不同。"
    assert kept.body["thin"]


def test_where_nothing_was_found_no_reason_makes_a_standard() -> None:
    import_history(as_csv(noise_history(120, 4, job="生产经理")))
    analysis_id, position_id = str(ask("POST", ANALYSES, JOB).body["analysis_id"]), position()
    answer = standard(position_id, analysis_id, because="我们认为这样合理，请采用。")
    assert (answer.status, answer.body["code"]) == (409, "no_pattern")


def test_weights_that_were_set_by_hand_rest_on_no_analysis() -> None:
    assert ask("GET", f"{POSITIONS}/{position()}/standard").status == 404


def test_without_history_there_is_nothing_to_analyse() -> None:
    answer = ask("POST", ANALYSES, JOB)
    assert (answer.status, "历史数据" in answer.body["detail"]) == (404, True)


def test_an_analysis_names_a_job_that_the_history_has_and_imports_that_are_there() -> None:
    import_history(as_csv(planted_history(60)))
    assert ask("POST", ANALYSES, {"job_titles": ["宇航员"]}).status == 422
    assert ask("POST", ANALYSES, {**JOB, "imports": ["imp_none"]}).status == 404
    assert ask("POST", ANALYSES, {"job_titles": []}).status == 422


def test_who_analysed_and_who_set_the_standard_is_in_the_audit_log(deployment: Deployment) -> None:
    analysis_id, position_id = analysed(800), position()
    standard(position_id, analysis_id)
    entries = [json.loads(row["link"])["entry"] for row in deployment.rows("#AUDIT#", "ENTRY#")]
    told = [(entry["action"], entry["subject"]) for entry in entries]
    assert ("analyse_requirements", analysis_id) in told
    assert ("manage_position", position_id) in told


def test_other_roles_and_other_tenants_are_refused() -> None:
    import_history(as_csv(planted_history(60)))
    analysis_id = str(ask("POST", ANALYSES, JOB).body["analysis_id"])
    assert ask("POST", ANALYSES, JOB, role="auditor").status == 403
    assert ask("GET", f"{ANALYSES}/{analysis_id}", role="auditor").status == 200
    assert ask("GET", f"{ANALYSES}/{analysis_id}", role="interviewer").status == 403
    assert ask("GET", f"{ANALYSES}/{analysis_id}", tenant="globex").status == 404
    assert ask("POST", f"{POSITIONS}/{position()}/standard", {"analysis_id": analysis_id}, role="manager").status == 403
