"""Ten questions from a job description, over HTTP: in the bank as drafts, with their reasons and anchors."""

from collections.abc import Iterator
from typing import Any

import pytest

from functions.recruiting.api import handler
from functions.recruiting.routes import question_desk
from functions.tenancy.create_tenant import handler as create_tenant
from shared.kernel.ids import TenantId
from tests.builders.aws import Deployment, deployed
from tests.builders.fake_llm import FakeLlm, fake_llm
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext
from tests.builders.question_writer import writes
from tests.builders.questions import jd
from tests.builders.recruiting import order, position_draft

DRAFTS = "/v1/recruiting/question-drafts"
QUESTIONS = "/v1/recruiting/questions"
POSITIONS = "/v1/recruiting/positions"


@pytest.fixture
def company(deployment: Deployment) -> Deployment:
    create_tenant(order(), FakeContext())
    create_tenant(order(tenant_id=TenantId("globex"), company="Globex"), FakeContext())
    return deployment


def ask(
    method: str,
    path: str,
    body: Any = None,
    *,
    role: str = "recruiter",
    tenant: str = "acme",
    revision: int | None = None,
    query: dict[str, str] | None = None,
    key: str | None = None,
) -> Answer:
    headers = {} if revision is None else {"if-match": f'"{revision}"'}
    headers |= {} if key is None else {"idempotency-key": key}
    return call(handler, api_event(method, path, body, headers=headers, claims=staff_claims(tenant, role), query=query))


def drafted(**changed: Any) -> dict[str, Any]:
    answer = ask("POST", DRAFTS, {"jd": jd("accountant"), **changed})
    assert answer.status == 201, answer.body
    told: dict[str, Any] = answer.body
    return told


def opened(*competencies: str, **changed: Any) -> str:
    names = [{"name": name} for name in competencies or ("integrity", "attention_to_detail", "communication")]
    answer = ask("POST", POSITIONS, position_draft(questions=[], competencies=names, **changed))
    return str(answer.body["position_id"])


@pytest.mark.usefixtures("company")
class TestFromTemplates:
    def test_a_job_description_gives_ten_drafts_that_say_why_and_by_what_they_are_rated(self) -> None:
        told = drafted()
        assert (told["made_by"], told["model"], len(told["questions"])) == ("templates", None, 10)
        assert told["job"]["industries"][0]["industry"] == "finance"
        for question in told["questions"]:
            assert question["type"] == "situational"
            assert all(question["text"].values())
            assert question["why"][0]["cause"] == "competency"
            assert question["shows"]
            assert [one["competency"] for one in question["rubrics"]] == question["competencies"]
            assert len(question["rubrics"][0]["zh"]["anchors"]) == 5
        duties = [why for one in told["questions"] for why in one["why"] if why["cause"] == "duty"]
        assert any("月度结账" in why["text"]["zh"] for why in duties)

    def test_they_are_in_the_bank_and_asked_of_nobody_before_a_person_accepts_them(self) -> None:
        told = drafted()
        listed = ask("GET", QUESTIONS, query={"status": "draft"}).body["items"]
        assert len(listed) == 10
        assert {one["question"]["source"] for one in listed} == {"jd"}
        ids = [one["question_id"] for one in told["questions"]]
        position_id = opened(*told["weights"])
        path = f"{POSITIONS}/{position_id}/questions"
        assert ask("PUT", path, {"question_ids": ids}, revision=1).body["code"] == "question_not_reviewed"
        for question_id in ids:
            assert ask("POST", f"{QUESTIONS}/{question_id}/review", {}, revision=1).status == 200
        answer = ask("PUT", path, {"question_ids": ids}, revision=1)
        assert answer.status == 200, answer.body
        assert len(answer.body["position"]["questions"]) == 10

    def test_drafts_that_nobody_touches_go_by_themselves_and_touched_ones_stay(self, company: Deployment) -> None:
        first, second, *_ = drafted()["questions"]
        ask("POST", f"{QUESTIONS}/{first['question_id']}/review", {}, revision=1)
        kept = company.rows(f"QUESTION#{first['question_id']}")
        left = company.rows(f"QUESTION#{second['question_id']}")
        assert not any("expires_at" in row for row in kept)
        assert all("expires_at" in row for row in left)

    def test_a_position_is_drafted_for_by_its_own_description_competencies_and_weights(self) -> None:
        position_id = opened("stress_tolerance", "integrity", jd=jd("nurse"))
        told = drafted(jd=None, position_id=position_id, count=4)
        assert set(told["weights"]) == {"stress_tolerance", "integrity"}
        assert [one["competencies"][0] for one in told["questions"]] == ["integrity"] * 2 + ["stress_tolerance"] * 2
        assert told["job"]["industries"][0]["industry"] == "medical"

    def test_the_same_request_gives_the_same_drafts_and_they_can_be_read_again(self) -> None:
        body = {"jd": jd("nurse")}
        first, second = (ask("POST", DRAFTS, body, key="once") for _ in range(2))
        assert first.body == second.body
        assert ask("GET", f"{DRAFTS}/{first.body['draft_set_id']}").body == first.body
        assert len(ask("GET", QUESTIONS).body["items"]) == 10

    def test_others_are_drawn_by_the_next_offset_and_none_that_the_bank_has(self) -> None:
        first, second = drafted(), drafted(offset=1)
        texts = [{one["text"]["zh"] for one in told["questions"]} for told in (first, second)]
        assert len(texts[1]) == 10
        assert not texts[0] & texts[1]

    def test_a_rubric_of_the_tenants_own_comes_before_the_catalogues(self, company: Deployment) -> None:
        from functions.assessment.api import handler as assessment

        anchors = {
            "zh": ["没有核对", "核对了一次", "逐项核对", "核对并留痕", "建立核对制度"],
            "en": ["Checks nothing", "Checks once", "Checks each item", "Checks and records", "Sets up a check"],
        }
        rubric = {
            language: {"title": title, "definition": definition, "anchors": anchors[language]}
            for language, title, definition in (
                ("zh", "本公司的细致", "按本公司的核对制度逐项核对并留痕。"),
                ("en", "Care as we mean it", "Checks each item as our company has laid down."),
            )
        }
        path = "/v1/assessment/rubrics/attention_to_detail"
        saved = call(
            assessment,
            api_event("PUT", path, rubric, headers={"if-none-match": "*"}, claims=staff_claims("acme", "tenant_admin")),
        )
        assert saved.status in (200, 201), saved.body
        told = drafted(competencies={"attention_to_detail": 1}, count=2)
        assert told["questions"][0]["rubrics"][0]["version"] == "t1"
        assert told["questions"][0]["rubrics"][0]["zh"]["title"] == "本公司的细致"

    def test_a_competency_without_templates_is_said_and_others_take_its_place(self) -> None:
        own = {"name": "calligraphy", "title": {"zh": "书法"}, "rubric": {"zh": "字写得端正有力，章法得当。"}}
        answer = ask("POST", POSITIONS, position_draft(questions=[], competencies=[own, {"name": "integrity"}]))
        told = drafted(position_id=answer.body["position_id"], count=4)
        assert len(told["questions"]) == 4
        assert "书法" in told["note"][-1]["zh"]

    def test_what_cannot_be_read_is_refused_in_words(self) -> None:
        assert ask("POST", DRAFTS, {"jd": "招会计"}).body["code"] == "jd_too_short"
        assert ask("POST", DRAFTS, {"jd": "会" * 20_001}).body["code"] == "jd_too_long"
        assert ask("POST", DRAFTS, {}).body["code"] == "no_job_description"
        assert ask("POST", DRAFTS, {"position_id": opened()}).body["code"] == "no_job_description"
        assert ask("POST", DRAFTS, {"position_id": "pos_none"}).status == 404
        assert ask("POST", DRAFTS, {"jd": jd("nurse"), "count": 21}).status == 422
        assert ask("POST", DRAFTS, {"jd": jd("nurse"), "competencies": {"juggling": 1}}).status == 404

    def test_who_may_not_is_refused_and_other_tenants_find_nothing(self) -> None:
        assert ask("POST", DRAFTS, {"jd": jd("nurse")}, role="auditor").status == 403
        draft_set_id = drafted()["draft_set_id"]
        assert ask("GET", f"{DRAFTS}/{draft_set_id}", tenant="globex").status == 404
        assert ask("GET", f"{DRAFTS}/{draft_set_id}", role="auditor").status == 200


@pytest.fixture
def llm() -> Iterator[FakeLlm]:
    with fake_llm(writes("税申报")) as server:
        server.under = "questions"
        settings = {"llm_provider": "openai", "llm_model": "writer", "llm_base_url": server.url, "llm_max_attempts": 1}
        with deployed(**settings, llm_input_usd_per_mtok=1.0, llm_output_usd_per_mtok=2.0):
            create_tenant(order(), FakeContext())
            question_desk._model.cache_clear()
            yield server


def test_where_a_deployment_has_a_model_it_writes_and_the_cost_is_told(llm: FakeLlm) -> None:
    told = drafted()
    assert (told["made_by"], told["model"], told["note"]) == ("model", "writer", [])
    assert told["cost_usd"] > 0
    assert told["prompt"]
    assert {one["made_by"] for one in told["questions"]} == {"model"}
    listed = ask("GET", QUESTIONS).body["items"]
    assert {one["question"]["source"] for one in listed} == {"llm"}
    assert {one["question"]["status"] for one in listed} == {"draft"}


def test_where_the_model_fails_templates_stand_in_and_the_answer_says_so(llm: FakeLlm) -> None:
    llm.then("fault")
    told = drafted()
    assert (told["made_by"], len(told["questions"])) == ("templates", 10)
    assert "语言模型没有给出可用的题目" in told["note"][0]["zh"]


def test_templates_can_be_asked_for_where_there_is_a_model(llm: FakeLlm) -> None:
    told = drafted(by="templates")
    assert (told["made_by"], told["model"], llm.heard) == ("templates", None, [])
