"""A tenant's administrator writes rubrics; positions name them, and an interview is judged by what it opened with."""

import threading
from typing import Any

import pytest

from functions.assessment.api import handler
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.rubrics.catalogue import CURRENT
from shared.assessment.service.own_rubrics import ChoosableRubrics
from shared.assessment.service.rubrics import own_rubrics
from shared.kernel.errors import NotFound
from shared.kernel.localized import LocalizedText
from shared.recruiting.contracts import Competency
from tests.builders.assessment import Stage, plan
from tests.builders.aws import Deployment
from tests.builders.faults import throttled
from tests.builders.http import Answer, api_event, call, etag_of, staff_claims
from tests.builders.lambda_context import FakeContext

RUBRICS = "/v1/assessment/rubrics"
LEVELS = ["Talks of the weather.", "Names a client.", "Asks a client.", "Acts on it.", "Changes how all work."]
WORDS: dict[str, Any] = {
    "title": "Client focus",
    "definition": "Finds out what a client needs, and acts on it.",
    "anchors": LEVELS,
}


def put(
    key: str = "client_focus",
    *,
    match: str | None = None,
    role: str = "tenant_admin",
    tenant: str = "acme",
    extra: dict[str, Any] | None = None,
    **changed: Any,
) -> Answer:
    body = {"en": {**WORDS, **changed}, **(extra or {})}
    headers = {"if-match": f'"{match}"'} if match else {}
    return call(handler, api_event("PUT", f"{RUBRICS}/{key}", body, headers=headers, claims=staff_claims(tenant, role)))


def get(path: str = "", *, tenant: str = "acme", role: str = "interviewer") -> Answer:
    return call(handler, api_event("GET", f"{RUBRICS}{path}", claims=staff_claims(tenant, role)))


def retire(key: str = "client_focus") -> Answer:
    return call(handler, api_event("POST", f"{RUBRICS}/{key}/retire", claims=staff_claims("acme", "tenant_admin")))


@pytest.fixture(autouse=True)
def _deployed(deployment: Deployment) -> None:
    """Every test has an empty deployment."""


def test_a_new_rubric_is_version_one_and_an_edit_is_the_next(deployment: Deployment) -> None:
    assert put().body["rubric"]["version"] == "t1"
    assert put(match="t1", title="Clients first").body["rubric"]["version"] == "t2"
    told: dict[str, Any] = handler(api_event("GET", f"{RUBRICS}/client_focus", claims=staff_claims()), FakeContext())
    assert etag_of(told) == '"t2"'
    assert len(deployment.rows("#RUBRICS", "VERSION#client_focus#")) == 2


def test_an_old_version_stays_as_it_was(deployment: Deployment) -> None:
    first = put().body
    put(match="t1", title="Clients first")
    assert get("/client_focus/versions/t1").body == first
    assert get("/client_focus/versions/t9").status == 404
    assert get("/client_focus/versions/2026-11.2").status == 404


def test_the_same_words_again_make_no_new_version() -> None:
    put()
    assert (put().body["number"], put(match="t1").body["number"]) == (1, 1)


def test_an_edit_must_say_which_version_it_edits() -> None:
    put()
    answer = put(title="Clients first")
    assert (answer.status, answer.body["code"]) == (409, "conflict")
    assert 'If-Match: "t1"' in answer.body["remedy"]


def test_an_edit_of_a_version_that_is_not_the_newest_is_refused() -> None:
    put()
    put(match="t1", title="Clients first")
    answer = put(match="t1", title="Clients last")
    assert (answer.status, answer.body["code"]) == (412, "edited_since")
    assert "t2" in answer.body["detail"]
    assert put("nothing_there", match="t1").status == 412


def test_two_who_edit_at_once_do_not_overwrite_each_other(deployment: Deployment) -> None:
    put()
    answers: list[Answer] = []
    threads = [
        threading.Thread(target=lambda title=title: answers.append(put(match="t1", title=title)))
        for title in ("Clients first", "Clients last")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status for answer in answers) == [200, 412]
    assert len(deployment.rows("#RUBRICS", "VERSION#client_focus#")) == 2


def test_the_shelf_holds_a_tenants_own_rubrics_and_the_catalogue() -> None:
    put("teamwork")
    put()
    body = get().body
    assert [own["rubric"]["competency"] for own in body["own"]] == ["client_focus", "teamwork"]
    assert {rubric["version"] for rubric in body["catalogue"]} == {CURRENT}


def test_what_an_edit_started_from_is_kept_and_must_exist() -> None:
    based_on = {"competency": "teamwork", "version": CURRENT}
    assert put("teamwork", extra={"based_on": based_on}).body["based_on"] == based_on
    assert put(extra={"based_on": {"competency": "teamwork", "version": "t1"}}).status == 200
    answer = put("other", extra={"based_on": {"competency": "juggling", "version": CURRENT}})
    assert (answer.status, answer.body["code"]) == (422, "invalid")
    assert put("other", extra={"based_on": {"competency": "teamwork", "version": "2019-01.1"}}).status == 422


def test_only_an_administrator_writes_and_another_tenant_sees_nothing() -> None:
    assert put(role="recruiter").status == 403
    put()
    assert get("/client_focus", tenant="rival").status == 404
    assert get("", tenant="rival").body["own"] == []
    assert get("/client_focus").status == 200


@pytest.mark.parametrize(
    ("changed", "word"),
    [({"anchors": LEVELS[:3]}, "5 anchors"), ({"anchors": [LEVELS[0]] * 5}, "two anchors"), ({"title": ""}, "title")],
)
def test_what_cannot_be_a_rubric_is_refused_in_words(changed: dict[str, Any], word: str) -> None:
    answer = put(**changed)
    assert (answer.status, answer.body["code"]) == (422, "invalid")
    assert word in answer.body["detail"]


def test_signals_of_which_none_weighs_anything_are_refused_with_those_that_do() -> None:
    answer = put(extra={"signals": ["pitch", "relevance"]})
    assert (answer.status, answer.body["code"]) == (422, "invalid")
    assert "specificity" in answer.body["remedy"]
    assert put(extra={"signals": ["pitch", "specificity"]}).status == 200


def test_a_key_that_is_none_is_refused_with_an_example() -> None:
    answer = put("Client-Focus")
    assert answer.status == 422
    assert "client_focus" in answer.body["remedy"]


def test_a_retired_rubric_is_not_offered_and_can_be_taken_up_again(deployment: Deployment) -> None:
    put()
    choosable = ChoosableRubrics(Stage(deployment, plan()).scope.rubrics)
    assert choosable.missing(["client_focus", "teamwork", "juggling"]) == ["juggling"]
    assert (retire().body["retired"], retire().status) == (True, 200)
    assert choosable.missing(["client_focus"]) == ["client_focus"]
    assert get("/client_focus/versions/t1").body["retired"] is False
    assert put(match="t1").body["number"] == 2
    assert choosable.missing(["client_focus"]) == []
    assert retire("nothing_there").status == 404


def test_a_throttled_table_is_503_and_nothing_is_saved(deployment: Deployment) -> None:
    with throttled("TransactWriteItems"):
        assert put().status == 503
    assert deployment.rows("#RUBRICS") == []


def opened(deployment: Deployment, *competencies: Competency) -> Stage:
    names = [competency.name for competency in competencies]
    asked = plan(answers=2, competencies=competencies)
    questions = tuple(question.model_copy(update={"competencies": tuple(names)}) for question in asked.questions)
    stage = Stage(deployment, asked.model_copy(update={"questions": questions}))
    stage.publish_plan()
    return stage


def document(stage: Stage, answer: str) -> AnswerAssessed:
    where = stage.answer(answer).document
    assert where is not None
    return stage.scope.documents.get_document(where, AnswerAssessed)


def test_a_competency_that_is_only_named_is_judged_by_the_tenants_rubric_before_the_catalogues(
    deployment: Deployment,
) -> None:
    put("teamwork")
    stage = opened(deployment, Competency(name="teamwork"), Competency(name="leadership"))
    stage.assess("a1")
    assert [score.rubric_version for score in document(stage, "a1").scores] == ["t1", CURRENT]


def test_an_edit_does_not_reach_an_interview_that_has_opened(deployment: Deployment) -> None:
    put("teamwork")
    stage = opened(deployment, Competency(name="teamwork"))
    stage.assess("a1")
    put("teamwork", match="t1", title="Working together")
    stage.assess("a2")
    assert document(stage, "a2").scores[0].rubric_version == "t1"
    [rubric] = own_rubrics(stage.scope, stage.plan)
    assert rubric.read_in("en").title == "Client focus"
    assert len(deployment.objects("reports/acme/int_1/rubrics/")) == 1


def test_a_position_that_words_a_competency_is_judged_by_its_own_words(deployment: Deployment) -> None:
    put("teamwork")
    words = {"title": {"en": "Teamwork"}, "rubric": {"en": "As this position means it."}}
    stage = opened(deployment, Competency.model_validate({"name": "teamwork", **words}))
    stage.assess("a1")
    assert document(stage, "a1").scores[0].rubric_version.startswith("pos_1@")


def test_a_retired_rubric_gives_way_to_the_catalogue_and_stays_where_there_is_none(deployment: Deployment) -> None:
    put("teamwork")
    put()
    retire("teamwork")
    retire()
    stage = opened(deployment, Competency(name="teamwork"), Competency(name="client_focus"))
    stage.assess("a1")
    assert [rubric.version for rubric in own_rubrics(stage.scope, stage.plan)] == [CURRENT, "t1"]


def test_a_competency_that_nobody_has_worded_stops_no_interview_from_opening(deployment: Deployment) -> None:
    stage = opened(deployment, Competency(name="juggling"))
    prepared = stage.prepare(stage.upload("a1"))
    assert prepared.outcome == "assess"
    with pytest.raises(NotFound, match="juggling"):
        stage.score(prepared)


def test_an_interview_that_opened_before_rubrics_were_kept_has_its_positions_words(deployment: Deployment) -> None:
    stage = opened(deployment, Competency(name="leadership"))
    assert [rubric.version for rubric in own_rubrics(stage.scope, stage.plan)] == [CURRENT]


def test_a_positions_answers_and_vocabulary_reach_the_judge(deployment: Deployment) -> None:
    made = plan(answers=1)
    right = LocalizedText(en="Run out of connections.", zh="连接耗尽。")
    question = made.questions[0].model_copy(update={"reference": right})
    stage = Stage(deployment, made.model_copy(update={"questions": (question,)}))
    stage.publish_plan()
    stage.assess("a1")
    reference = document(stage, "a1").reference
    assert reference is not None
    assert reference.answers == ("连接耗尽。", "Run out of connections.")
    assert reference.glossary == ("Kubernetes",)
