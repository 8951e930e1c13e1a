"""A transcript was corrected at the candidate's request: the answer is scored anew, and the original stays."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from functions.assessment.aggregate import handler as aggregate
from functions.assessment.api import handler
from functions.assessment.norm import handler as norm
from functions.assessment.notify import handler as notify
from functions.assessment.report import handler as report
from functions.decision.propose import handler as propose
from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.correction import AcceptedCorrection
from shared.assessment.pipeline import ScoreTask
from shared.assessment.report.contracts import InterviewReport
from shared.assessment.report.page import render_interview
from shared.assessment.service.people_only import PeopleOnly
from shared.assessment.service.rescore import rescore
from shared.assessment.service.score_answer import score_answer
from shared.assessment.service.uploads import upload_of
from shared.decision.candidate_requests.model import CandidateRequest, Correction, RequestWords
from shared.decision.candidate_requests.store import RequestStore
from shared.interview.planning import withdrawn_from
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.ids import AnswerId
from shared.kernel.localized import LocalizedText
from tests.builders.assessment import ACME, SPOKEN, FakeExecutions, ScriptedJudge, Stage, plan
from tests.builders.aws import NOW, deployed
from tests.builders.http import Answer, api_event, call, staff_claims
from tests.builders.lambda_context import FakeContext

CONTEXT: Any = FakeContext()
SAID = SPOKEN.replace("400", "500").replace("two teams", "three teams")
PATH = "/v1/assessment/interviews/int_1/answers/a1/rescore"


@pytest.fixture
def stage() -> Iterator[Stage]:
    """An interview of one answer that is assessed, and the machines."""
    with deployed() as deployment:
        for name in ("assess", "complete"):
            deployment.client("stepfunctions").create_state_machine(
                name=name,
                definition=json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}),
                roleArn="arn:aws:iam::123456789012:role/machine",
            )
        made = Stage(deployment, plan(answers=1))
        made.publish_plan()
        made.assess("a1", execution="one")
        yield made


def accepted(number: int = 1, text: str = SAID) -> AcceptedCorrection:
    return AcceptedCorrection(request_id="crq_1", number=number, text=text, accepted_by="usr_1", accepted_at=NOW)


def ask(stage: Stage, executions: FakeExecutions, given: AcceptedCorrection | None = None) -> None:
    rescore(stage.scope, executions, stage.plan.interview_id, AnswerId("a1"), given or accepted())


def document(stage: Stage) -> AnswerAssessed:
    where = stage.answer().document
    assert where is not None
    return stage.scope.documents.get_document(where, AnswerAssessed)


def scored_again(stage: Stage, number: int = 1, text: str = SAID, execution: str = "two") -> AnswerAssessed:
    executions = FakeExecutions()
    ask(stage, executions, accepted(number, text))
    [(key, _)] = executions.assessed
    prepared = stage.prepare(key, execution)
    assert (prepared.outcome, prepared.listen, prepared.watch) == ("assess", False, False)
    task = ScoreTask(prepared=prepared, transcribed=None, watched=None)
    scored = score_answer(stage.scope, task, upload_of(key), ScriptedJudge(80.0))
    assert stage.record(scored).status == "assessed"
    return document(stage)


def reported(stage: Stage) -> InterviewReport:
    made = aggregate(stage.ref(stage.interview().revision).model_dump(mode="json"), CONTEXT)
    notify(report(propose(norm(made, CONTEXT), CONTEXT), CONTEXT), CONTEXT)
    where = stage.interview().report
    assert where is not None
    return stage.scope.documents.get_document(where, InterviewReport)


def test_the_answer_is_scored_from_the_corrected_words(stage: Stage) -> None:
    before = document(stage)
    after = scored_again(stage)
    assert (before.scores[0].score, after.scores[0].score) == (72.0, 80.0)
    assert after.transcript.text == SAID
    assert after.media == before.media


def test_the_original_stays_and_is_referred_to(stage: Stage) -> None:
    before = document(stage)
    after = scored_again(stage)
    assert after.corrected is not None
    assert stage.scope.documents.get_document(after.corrected.original, AnswerAssessed) == before
    assert (after.corrected.request_id, after.corrected.accepted_by) == ("crq_1", "usr_1")


def test_a_second_correction_starts_from_what_was_heard(stage: Stage) -> None:
    first = scored_again(stage)
    second = scored_again(stage, 2, SAID.replace("alarm", "alert"), "three")
    assert first.corrected is not None
    assert second.corrected is not None
    assert (second.corrected.number, second.corrected.original) == (2, first.corrected.original)
    assert second.transcript.model == "scripted corrected"


def test_it_makes_a_new_revision_whose_report_says_so_in_both_languages(stage: Stage) -> None:
    reported(stage)
    assert stage.interview().revision == 1
    scored_again(stage)
    assert stage.interview().revision == 2
    made = reported(stage)
    assert made.revision == 2
    page = render_interview(made, "zh", {})
    assert "转写文本已应候选人请求更正" in page
    assert "corrected at the candidate" in page


def test_asking_twice_for_the_same_correction_starts_the_same_try(stage: Stage) -> None:
    executions = FakeExecutions()
    ask(stage, executions)
    ask(stage, executions)
    assert len({name for _, name in executions.assessed}) == 1
    assert stage.answer().status == "uploaded"


def test_a_correction_that_was_scored_is_not_scored_twice(stage: Stage) -> None:
    scored_again(stage)
    with pytest.raises(Conflict):
        ask(stage, FakeExecutions())
    assert stage.interview().revision == 2


def test_a_correction_after_the_interview_is_over_is_no_late_upload(stage: Stage) -> None:
    stage.later(days=60)
    assert scored_again(stage).corrected is not None


def test_a_retake_is_not_scored_from_the_words_of_the_recording_before_it(stage: Stage) -> None:
    scored_again(stage)
    prepared = stage.prepare(stage.upload("a1", "upl_2", attempt=2), "three")
    assert (prepared.correction, prepared.listen) == (None, True)


def test_an_answer_that_was_not_assessed_has_no_words_to_correct(stage: Stage) -> None:
    key = stage.upload("a1", "upl_2", attempt=2)
    stage.fail(key, stage.prepare(key, "two"), "two")
    with pytest.raises(Conflict):
        ask(stage, FakeExecutions())
    with pytest.raises(NotFound):
        rescore(stage.scope, FakeExecutions(), stage.plan.interview_id, AnswerId("a9"), accepted())


def test_whoever_withdrew_the_consent_is_not_scored_anew(stage: Stage) -> None:
    stage.plan = withdrawn_from(stage.plan, "automated_assessment")
    stage.publish_plan()
    with pytest.raises(PeopleOnly):
        ask(stage, FakeExecutions())


def granted(stage: Stage) -> None:
    """The decision stage grants a correction."""
    here = stage.deployment.platform
    request = CandidateRequest(
        request_id="crq_1",
        interview_id=stage.plan.interview_id,
        position_id=stage.plan.position_id,
        candidate_id=stage.plan.candidate_id,
        kind="correction",
        answer_id="a1",
        language="en",
        created_at=NOW,
        due_at=NOW + timedelta(days=15),
        source=LocalizedText(en="PIPL 46"),
        revision=2,
    )
    correction = Correction(
        interview_id=request.interview_id,
        answer_id="a1",
        number=1,
        request_id="crq_1",
        before=SPOKEN,
        corrected=SAID,
        by="usr_1",
        at=NOW,
    )
    store, trail = RequestStore(here.table(ACME), here.audit(ACME), here.sealer(ACME)), here.audit(ACME)
    first = request.model_copy(update={"revision": 1})
    assert store.add(first, RequestWords(), (), (), trail.entry("candidate:can_1", "ask", "crq_1"), (), None)
    entry = trail.entry("usr_1", "answer_request", "crq_1")
    assert store.change(request, RequestWords(), entry, correction=correction)


def post(body: Any, *groups: str) -> Answer:
    return call(handler, api_event("POST", PATH, body, claims=staff_claims("acme", *groups)))


def test_a_recruiter_has_an_accepted_correction_scored_and_that_is_in_the_audit_log(stage: Stage) -> None:
    granted(stage)
    answer = post({})
    assert (answer.status, answer.body["status"]) == (202, "uploaded")
    logged = [row for row in stage.deployment.rows() if "retry_assessment" in json.dumps(row, default=str)]
    assert any("crq_1" in json.dumps(row, default=str) for row in logged)


@pytest.mark.parametrize("body", [{}, {"number": 7}])
def test_words_that_nobody_accepted_cannot_be_scored(stage: Stage, body: dict[str, int]) -> None:
    if body:
        granted(stage)
    assert post(body).status == 404
    assert stage.answer().status == "assessed"


def test_an_auditor_has_nothing_scored(stage: Stage) -> None:
    granted(stage)
    assert post({}, "auditor").status == 403
    assert stage.answer().status == "assessed"
