"""One answer from its upload to its settlement, under duplicates, disorder and refusals."""

import pytest

from shared.assessment.contracts import AnswerAssessed
from shared.assessment.model.media import VideoStream
from shared.assessment.refusals import NotMedia, RecordingTooLong
from shared.assessment.service.score_answer import Superseded
from shared.interview.contracts import Consents
from shared.kernel.clock import Milliseconds
from shared.kernel.errors import Unavailable
from tests.builders.assessment import ACME, CLOSES, ScriptedProber, Stage, execution_id, plan, probe
from tests.builders.aws import NOW, Deployment
from tests.builders.faults import throttled, unreachable


def test_an_uploaded_answer_is_assessed_and_told_of_once(stage: Stage) -> None:
    settled = stage.assess("a1")
    assert settled.status == "assessed"
    assert not settled.interview_complete
    assert stage.answer("a1").status == "assessed"
    [event] = stage.settled_events()
    assert event.document is not None
    document = stage.scope.documents.get_document(event.document, AnswerAssessed)
    assert document.scores[0].score == 72.0
    assert document.stage_seconds["transcribe"] == 2.0
    assert set(document.stage_seconds) == {"probe", "transcribe", "score"}


def test_a_duplicate_of_the_upload_event_is_ignored(stage: Stage) -> None:
    key = stage.upload("a1")
    first = stage.prepare(key, "one")
    again = stage.prepare(key, "two")
    assert (first.outcome, again.outcome) == ("assess", "ignore")


def test_a_duplicate_that_comes_after_the_result_changes_nothing(stage: Stage) -> None:
    stage.assess("a1", execution="one")
    assert stage.prepare(stage.upload("a1", "upl_a1"), "two").outcome == "ignore"
    assert stage.answer("a1").status == "assessed"
    assert len(stage.settled_events()) == 1


def test_the_same_execution_prepares_twice_and_gets_the_same(stage: Stage) -> None:
    key = stage.upload("a1")
    assert stage.prepare(key, "one") == stage.prepare(key, "one")
    assert stage.answer("a1").tries == 1


def test_recording_twice_settles_once(stage: Stage) -> None:
    scored = stage.score(stage.prepare(stage.upload("a1")))
    assert stage.record(scored).status == stage.record(scored).status == "assessed"
    assert len(stage.settled_events()) == 1
    assert stage.interview().revision == 1


def test_a_failure_told_after_the_result_does_not_undo_it(stage: Stage) -> None:
    key = stage.upload("a1")
    prepared = stage.prepare(key)
    stage.record(stage.score(prepared))
    assert stage.fail(key, prepared).status == "assessed"
    assert stage.answer("a1").status == "assessed"


def test_a_retake_replaces_the_first_recording(stage: Stage) -> None:
    first = stage.prepare(stage.upload("a1", "upl_1", attempt=1), "one")
    second = stage.prepare(stage.upload("a1", "upl_2", attempt=2), "two")
    assert second.outcome == "assess"
    with pytest.raises(Superseded):
        stage.score(first)
    assert stage.record(stage.score(second)).status == "assessed"


def test_a_retake_after_the_result_opens_the_answer_again(stage: Stage) -> None:
    stage.assess("a1", upload="upl_1")
    second = stage.prepare(stage.upload("a1", "upl_2", attempt=2), "two")
    assert stage.interview().settled == frozenset()
    stage.record(stage.score(second))
    assert stage.interview().settled == {"a1"}
    assert stage.interview().revision == 2


@pytest.mark.parametrize(
    ("found", "code"), [(NotMedia("its index is broken"), "not_media"), (probe(audio=None), "no_audio")]
)
def test_a_retake_that_is_refused_leaves_the_earlier_result_and_is_kept_with_its_reason(
    stage: Stage, found: object, code: str
) -> None:
    stage.assess("a1", upload="upl_1", execution="one")
    before = stage.answer("a1")
    stage.prober = ScriptedProber(found)  # type: ignore[arg-type]
    key = stage.upload("a1", "upl_2", attempt=2)
    prepared = stage.prepare(key, "two")
    assert (prepared.outcome, stage.prepare(key, "two")) == ("refuse", prepared)
    assert stage.fail(key, prepared, execution="two", error="Refused").status == "orphaned"
    assert stage.answer("a1") == before
    assert stage.interview().settled == {"a1"}
    [orphan] = stage.scope.orphans.all()
    assert (orphan.upload_key, orphan.reason.code) == (key, code)
    assert len(stage.settled_events()) == 1


def test_a_good_retake_after_a_refused_one_replaces_the_result(stage: Stage) -> None:
    stage.assess("a1", upload="upl_1", execution="one")
    good, stage.prober = stage.prober, ScriptedProber(NotMedia("its index is broken"))
    refused = stage.upload("a1", "upl_2", attempt=2)
    stage.fail(refused, stage.prepare(refused, "two"), execution="two", error="Refused")
    stage.prober = good
    third = stage.prepare(stage.upload("a1", "upl_3", attempt=3), "three")
    assert stage.record(stage.score(third)).status == "assessed"
    state = stage.answer("a1")
    assert state.take is not None
    assert state.take.attempt == 3


def test_a_retake_that_is_refused_while_the_first_one_failed_gives_its_own_reason(stage: Stage) -> None:
    stage.prober = ScriptedProber(NotMedia("it is text"))
    first = stage.upload("a1", "upl_1", attempt=1)
    stage.fail(first, stage.prepare(first, "one"), execution="one", error="Refused")
    stage.prober = ScriptedProber(probe(audio=None))
    second = stage.upload("a1", "upl_2", attempt=2)
    assert stage.fail(second, stage.prepare(second, "two"), execution="two", error="Refused").status == "failed"
    reason = stage.answer("a1").reason
    assert reason is not None
    assert reason.code == "no_audio"


def test_when_the_event_of_the_first_recording_comes_after_the_one_of_its_retake_it_is_ignored(stage: Stage) -> None:
    first = stage.upload("a1", "upl_1", attempt=1)
    second = stage.upload("a1", "upl_2", attempt=2)
    assert stage.prepare(second, "two").outcome == "assess"
    assert stage.prepare(first, "one").outcome == "ignore"


def test_a_late_result_of_an_execution_that_was_replaced_is_superseded(stage: Stage) -> None:
    first = stage.score(stage.prepare(stage.upload("a1", "upl_1", attempt=1), "one"))
    stage.prepare(stage.upload("a1", "upl_2", attempt=2), "two")
    assert stage.record(first).status == "superseded"
    assert stage.answer("a1").status == "assessing"


def test_an_upload_comes_before_the_news_that_the_interview_was_opened(stage: Stage) -> None:
    assert stage.prepare(stage.upload("a2")).outcome == "assess"
    assert [answer.status for answer in stage.scope.interviews.answers(stage.plan.interview_id)] == [
        "awaited",
        "assessing",
        "awaited",
    ]


def test_an_upload_for_an_interview_that_nobody_opened_is_kept_where_a_person_sees_it(deployment: Deployment) -> None:
    stage = Stage(deployment, plan())
    key = stage.upload("a1")
    prepared = stage.prepare(key)
    assert prepared.outcome == "refuse"
    assert stage.fail(key, prepared, error="Refused").status == "orphaned"
    [orphan] = stage.scope.orphans.all()
    assert (orphan.upload_key, orphan.reason.code) == (key, "unknown_answer")
    assert deployment.objects("uploads/") == [key]


def test_an_upload_for_a_question_that_was_never_asked_is_an_orphan(stage: Stage) -> None:
    key = stage.upload("a9")
    assert stage.fail(key, stage.prepare(key), error="Refused").status == "orphaned"


def test_an_upload_that_came_too_late_is_refused_and_stays_in_the_bucket(stage: Stage) -> None:
    key = stage.upload("a1", late=True)
    prepared = stage.prepare(key)
    assert stage.fail(key, prepared, error="Refused").status == "failed"
    state = stage.answer("a1")
    assert state.reason is not None
    assert state.reason.code == "session_expired"
    assert state.take is not None
    assert state.take.upload_key == key


def test_a_late_upload_for_an_answer_that_counts_as_missed_is_an_orphan(stage: Stage) -> None:
    stage.assess("a1")
    key = stage.upload("a1", "upl_late", late=True, attempt=2)
    assert stage.fail(key, stage.prepare(key, "two"), execution="two", error="Refused").status == "orphaned"
    assert stage.answer("a1").status == "assessed"


def test_an_object_without_a_receipt_is_assessed_while_the_interview_is_open(stage: Stage) -> None:
    assert stage.prepare(stage.upload("a1", receipt=False)).outcome == "assess"


def test_an_object_without_a_receipt_is_refused_when_the_interview_is_over(stage: Stage) -> None:
    stage.deployment.clock.instant = CLOSES.replace(year=2027)
    prepared = stage.prepare(stage.upload("a1", receipt=False))
    assert prepared.reason is not None
    assert prepared.reason.code == "session_expired"


def test_an_object_without_a_receipt_does_not_push_a_recording_aside(stage: Stage) -> None:
    stage.prepare(stage.upload("a1", "upl_1"), "one")
    key = stage.upload("a1", "upl_2", receipt=False)
    assert stage.fail(key, stage.prepare(key, "two"), execution="two", error="Refused").status == "orphaned"


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (NotMedia("it is text"), "not_media"),
        (RecordingTooLong(Milliseconds(1_800_000)), "recording_too_long"),
        (probe(audio=None), "no_audio"),
    ],
)
def test_a_recording_that_nobody_can_work_on_fails_with_its_reason(stage: Stage, found: object, code: str) -> None:
    stage.prober = ScriptedProber(found)  # type: ignore[arg-type]
    key = stage.upload("a1")
    prepared = stage.prepare(key)
    assert prepared.outcome == "refuse"
    stage.fail(key, prepared, error="Refused")
    state = stage.answer("a1")
    assert (state.status, state.reason.code if state.reason else None) == ("failed", code)


def test_a_file_that_is_too_large_is_refused_before_it_is_downloaded(stage: Stage) -> None:
    prepared = stage.prepare(stage.upload("a1"), size=3 * 1024**3)
    assert prepared.reason is not None
    assert prepared.reason.code == "file_too_large"


@pytest.mark.parametrize(
    ("found", "changed", "why"),
    [
        (probe(), {}, None),
        (probe(video=None), {}, "no_video"),
        (probe(), {"vision": False}, "vision_off"),
        (
            probe(),
            {
                "consents": Consents(
                    recording=True, automated_assessment=True, vision=False, language="en", wording="1", given_at=NOW
                )
            },
            "vision_off",
        ),
        (
            probe(video=VideoStream(codec="vp9", width=7680, height=4320, rotation=0, mean_fps=30)),
            {},
            "picture_too_large",
        ),
    ],
)
def test_somebody_watches_only_where_policy_consent_and_picture_allow(
    deployment: Deployment, found: object, changed: dict[str, object], why: str | None
) -> None:
    stage = Stage(deployment, plan(**changed), ScriptedProber(found))  # type: ignore[arg-type]
    stage.publish_plan()
    prepared = stage.prepare(stage.upload("a1"))
    assert (prepared.watch, prepared.watch_skipped) == (why is None, why)


def test_a_written_answer_is_neither_listened_to_nor_watched(stage: Stage) -> None:
    key = stage.upload("a1", body=b"I led the review and wrote the fix.", medium="text")
    prepared = stage.prepare(key)
    assert (prepared.medium, prepared.listen, prepared.watch) == ("text", False, False)
    assert stage.record(stage.score(prepared)).status == "assessed"


@pytest.mark.parametrize(
    ("body", "code"), [(b"", "empty_file"), (b"  \n", "empty_file"), (b"\xff\xfe\x00", "not_media")]
)
def test_a_written_answer_that_is_no_text_is_refused(stage: Stage, body: bytes, code: str) -> None:
    prepared = stage.prepare(stage.upload("a1", body=body, medium="text"))
    assert prepared.reason is not None
    assert prepared.reason.code == code


def test_a_recording_that_was_cut_short_is_assessed_and_flagged(stage: Stage) -> None:
    stage.prober = ScriptedProber(probe(duration_ms=Milliseconds(40_000)))
    scored = stage.score(stage.prepare(stage.upload("a1", duration_ms=60_000)))
    document = stage.scope.documents.get_document(scored.document, AnswerAssessed)
    assert [flag.detail for flag in document.flags if flag.code == "truncated"] == ["40.0 s of 60.0 s"]


def test_while_the_table_is_throttled_nothing_is_lost_and_the_next_try_passes(stage: Stage) -> None:
    scored = stage.score(stage.prepare(stage.upload("a1")))
    with throttled("TransactWriteItems"), pytest.raises(Unavailable):
        stage.record(scored)
    assert stage.answer("a1").status == "assessing"
    assert stage.record(scored).status == "assessed"


def test_when_the_answer_of_the_table_is_lost_the_next_try_finds_it_settled(stage: Stage) -> None:
    scored = stage.score(stage.prepare(stage.upload("a1")))
    with unreachable("TransactWriteItems", after=True), pytest.raises(Unavailable):
        stage.record(scored)
    assert stage.record(scored).status == "assessed"
    assert len(stage.settled_events()) == 1


def test_an_error_of_prepare_itself_ends_at_the_answer_with_the_execution_named(stage: Stage) -> None:
    key = stage.upload("a1")
    cause = '{"errorMessage": "out of memory", "errorType": "MemoryError"}'
    assert stage.fail(key, None, "one", "Runtime.ExitError", cause).status == "failed"
    reason = stage.answer("a1").reason
    assert reason is not None
    assert reason.code == "internal"
    assert "out of memory" in reason.problem
    assert execution_id("one") in reason.remedy


def test_a_worker_s_reason_stands_on_the_answer_as_the_worker_said_it(stage: Stage) -> None:
    key = stage.upload("a1")
    prepared = stage.prepare(key)
    cause = '{"code": "worker_failed", "problem": "The engine broke.", "remedy": "Try again."}'
    stage.fail(key, prepared, cause=cause)
    reason = stage.answer("a1").reason
    assert reason is not None
    assert (reason.code, reason.problem) == ("worker_failed", "The engine broke.")


def test_a_key_of_another_tenant_never_reaches_the_store(stage: Stage) -> None:
    assert stage.scope.tenant_id == ACME
    with pytest.raises(Exception, match="outside of"):
        stage.scope.documents.get_bytes("uploads/rival/int_1/a1/upl_1")
