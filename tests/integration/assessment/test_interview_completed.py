"""An interview is handed in before its time is over: what was not answered does not hold the report up."""

from typing import Any

import pytest

from functions.assessment.on_interview_completed import handler
from shared.interview.contracts import InterviewCompleted
from shared.interview.keys import UploadKey, human_upload_key
from shared.interview.planning import withdrawn_from
from shared.kernel.errors import NotFound
from shared.kernel.ids import AnswerId
from tests.builders.assessment import ACME, Stage, plan
from tests.builders.aws import BUCKET, NOW, Deployment
from tests.builders.lambda_context import FakeContext

CONTEXT: Any = FakeContext()


def handed_in(stage: Stage, *answers: str, human_only: bool = False) -> dict[str, Any]:
    """The event, as the bus carries it."""
    order = stage.plan.answer_ids
    event = InterviewCompleted(
        event_id="evt_1",
        tenant_id=ACME,
        occurred_at=NOW,
        interview_id=stage.plan.interview_id,
        position_id=stage.plan.position_id,
        candidate_id=stage.plan.candidate_id,
        answers=tuple(name for name in order if name in answers),
        unanswered=tuple(name for name in order if name not in answers),
        human_only=human_only,
    )
    return {"detail": event.model_dump(mode="json")}


def statuses(stage: Stage) -> list[str]:
    return [answer.status for answer in stage.scope.interviews.answers(stage.plan.interview_id)]


def test_unanswered_questions_are_missed_at_once_and_the_interview_is_complete(stage: Stage) -> None:
    stage.assess("a1")
    assert handler(handed_in(stage, "a1"), CONTEXT) == {"settled": 2}
    assert statuses(stage) == ["assessed", "missed", "missed"]
    assert len(stage.events("interview_settled")) == 1


def test_the_same_event_again_changes_nothing(stage: Stage) -> None:
    stage.assess("a1")
    told = handed_in(stage, "a1")
    assert [handler(told, CONTEXT)["settled"] for _ in range(3)] == [2, 0, 0]
    assert len(stage.settled_events()) == 3
    assert len(stage.events("interview_settled")) == 1


def test_an_answer_that_is_being_assessed_is_waited_for(stage: Stage) -> None:
    prepared = stage.prepare(stage.upload("a1"))
    handler(handed_in(stage, "a1"), CONTEXT)
    assert statuses(stage) == ["assessing", "missed", "missed"]
    assert stage.events("interview_settled") == []
    assert stage.record(stage.score(prepared)).interview_complete


def test_a_recording_whose_news_has_not_come_yet_is_not_called_missed(stage: Stage) -> None:
    stage.upload("a2")
    assert handler(handed_in(stage), CONTEXT) == {"settled": 2}
    assert statuses(stage) == ["missed", "awaited", "missed"]


def test_the_event_comes_before_the_news_that_the_interview_was_opened(stage: Stage) -> None:
    assert handler(handed_in(stage, "a1", "a3"), CONTEXT) == {"settled": 1}
    assert statuses(stage) == ["awaited", "missed", "awaited"]


def test_a_recording_that_comes_after_all_is_assessed_and_makes_a_new_revision(stage: Stage) -> None:
    stage.assess("a1")
    handler(handed_in(stage, "a1"), CONTEXT)
    assert stage.assess("a2").interview_complete
    assert statuses(stage) == ["assessed", "assessed", "missed"]
    assert (stage.interview().revision, len(stage.events("interview_settled"))) == (4, 2)


def test_a_recording_that_comes_too_late_is_kept_for_a_person(stage: Stage) -> None:
    handler(handed_in(stage), CONTEXT)
    key = stage.upload("a2", late=True)
    assert stage.fail(key, stage.prepare(key), error="Refused").status == "orphaned"
    assert [orphan.upload_key for orphan in stage.scope.orphans.all()] == [key]
    assert stage.answer("a2").status == "missed"


def test_an_interview_for_people_alone_ends_with_what_was_handed_to_them(stage: Stage) -> None:
    stage.assess("a1")
    stage.plan = withdrawn_from(stage.plan, "automated_assessment")
    stage.publish_plan()
    whose = UploadKey(tenant_id=ACME, interview_id=stage.plan.interview_id, answer_id=AnswerId("a2"), upload_id="u1")
    stage.deployment.client("s3").put_object(Bucket=BUCKET, Key=human_upload_key(whose), Body=b"recording")
    told = handed_in(stage, "a1", "a2", human_only=True)
    assert [handler(told, CONTEXT)["settled"] for _ in range(2)] == [2, 0]
    assert statuses(stage) == ["assessed", "failed", "missed"]
    reason = stage.answer("a2").reason
    assert reason is not None
    assert reason.code == "consent_withdrawn"


def test_an_interview_that_was_for_people_from_the_beginning_is_not_entered(deployment: Deployment) -> None:
    stage = Stage(deployment, withdrawn_from(plan(), "automated_assessment"))
    stage.publish_plan()
    assert handler(handed_in(stage, "a1", human_only=True), CONTEXT) == {"settled": 0}
    assert stage.scope.interviews.get(stage.plan.interview_id) is None


def test_an_event_without_a_plan_is_tried_again_and_ends_with_the_dead_letters(deployment: Deployment) -> None:
    with pytest.raises(NotFound):
        handler(handed_in(Stage(deployment, plan())), CONTEXT)
