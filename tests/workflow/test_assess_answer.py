"""``assess_answer`` as synthesized, with the real handlers and the real worker loop: every branch, every Catch."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shared.assessment.model.correction import AcceptedCorrection
from shared.assessment.refusals import NotMedia
from shared.assessment.service.rescore import rescore
from shared.kernel.errors import Unavailable
from shared.kernel.ids import AnswerId
from shared.tenancy.contracts import RecordingLimits
from tests.builders import bad_recordings as media
from tests.builders.assessment import FakeExecutions
from tests.workflow.conftest import World
from tests.workflow.interviews import Interview
from tests.workflow.machines import Run

NEVER = RuntimeError("a defect")
Assess = Callable[..., Run]


@pytest.fixture
def interview(world: World) -> Interview:
    return Interview.opened(world)


def test_a_video_answer_is_listened_to_watched_scored_and_recorded(interview: Interview) -> None:
    run = interview.assess(Path("samples/answers/english.webm"))
    assert run.status == "SUCCEEDED"
    assert set(run.visited) == {
        "Prepare", "Outcome", "ListenAndWatch", "Listen", "Transcribe", "WatchAllowed", "Watch",
        "ScoreAnswer", "Record", "Assessed",
    }  # fmt: skip
    assert interview.answer().status == "assessed"
    assert interview.document().vision.summary is not None


def test_after_each_answer_the_running_report_stands_a_revision_further(world: World, tmp_path: Path) -> None:
    interview = Interview.opened(world, answers=2)
    written = tmp_path / "answer.txt"
    written.write_text("Last year I led a team of four. First I found the cause, then we fixed it within two days.")
    seen = []
    for answer in ("a1", "a2"):
        assert "Record" in interview.assess(written, answer=answer, medium="text").visited
        running = interview.scope.running.get(interview.plan.interview_id)
        assert running is not None
        seen.append((running.revision, running.answers_settled, running.answers_total))
    assert seen == [(1, 1, 2), (2, 2, 2)]
    events = [row["detail_type"] for row in interview.stage.deployment.rows("INTERVIEW#int_1", "EVENT#")]
    assert events.count("running_report_updated.v1") == 2


def test_a_record_that_is_tried_again_after_it_settled_tells_once(interview: Interview) -> None:
    interview.world.handlers.failing["assessment.record"] = [Unavailable("busy", "later")]
    interview.assess(Path("samples/answers/english.webm"))
    interview.notice_again()
    events = [row["detail_type"] for row in interview.stage.deployment.rows("INTERVIEW#int_1", "EVENT#")]
    assert events.count("running_report_updated.v1") == 1


def test_an_answer_is_scored_again_from_its_corrected_words_alone(interview: Interview) -> None:
    interview.assess(Path("samples/answers/english.webm"))
    first, plan = interview.document(), interview.plan
    accepted = AcceptedCorrection(
        request_id="crq_1",
        number=1,
        text=first.transcript.text.replace("400", "500"),
        accepted_by="usr_1",
        accepted_at=plan.opened_at,
    )
    rescore(interview.scope, FakeExecutions(), plan.interview_id, AnswerId("a1"), accepted)
    run = interview.notice_again()
    assert {"NothingToHear", "NotWatched", "ScoreAnswer", "Assessed"} <= set(run.visited)
    assert {"Transcribe", "Watch"} & set(run.visited) == set()
    again = interview.document()
    assert (again.transcript.text, again.vision) == (accepted.text, first.vision)


def test_an_audio_answer_is_not_watched(interview: Interview, tmp_path: Path) -> None:
    run = interview.assess(media.no_video(tmp_path), medium="audio")
    assert "NotWatched" in run.visited
    assert "Watch" not in run.visited
    assert interview.answer().status == "assessed"


def test_a_written_answer_needs_no_worker(interview: Interview, tmp_path: Path) -> None:
    written = tmp_path / "answer.txt"
    written.write_text("Last year I led a team of four. First I found the cause, then we fixed it within two days.")
    run = interview.assess(written, medium="text")
    assert {"NothingToHear", "NotWatched"} <= set(run.visited)
    assert interview.world.workers.served == []
    assert interview.answer().status == "assessed"


def test_nobody_watches_without_consent(world: World) -> None:
    interview = Interview.opened(world, vision=False)
    run = interview.assess(Path("samples/answers/english.webm"))
    assert "NotWatched" in run.visited
    assert "vision_off" in {flag.code for flag in interview.document().flags}


def test_a_watcher_that_fails_does_not_cost_the_answer(interview: Interview) -> None:
    interview.world.workers.watcher.raises = NotMedia("the picture cannot be read")
    run = interview.assess(Path("samples/answers/english.webm"))
    assert "WatchFailed" in run.visited
    assert interview.answer().status == "assessed"
    assert "vision_unavailable" in {flag.code for flag in interview.document().flags}


def test_a_second_notice_of_the_same_upload_ends_quietly(interview: Interview) -> None:
    interview.assess(Path("samples/answers/english.webm"))
    again = interview.notice_again()
    assert again.status == "SUCCEEDED"
    assert "AlreadyTaken" in again.visited
    assert interview.world.workers.served == ["transcriber", "vision"]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (media.zero_bytes, "empty_file"),
        (media.text_named_webm, "not_media"),
        (media.no_audio, "no_audio"),
        (media.ninety_minutes, "recording_too_long"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_a_recording_that_nobody_can_work_on_is_refused_in_words(
    interview: Interview, tmp_path: Path, make: Callable[[Path], Path], code: str
) -> None:
    run = interview.assess(make(tmp_path))
    assert {"RecordRefusal", "Refused"} <= set(run.visited)
    answer = interview.answer()
    assert answer.status == "failed"
    assert answer.reason is not None
    assert answer.reason.code == code
    assert answer.reason.remedy


def test_a_recording_over_the_tenants_limit_is_refused(world: World) -> None:
    interview = Interview.opened(world, limits=RecordingLimits(max_bytes=1000))
    interview.assess(Path("samples/answers/english.webm"))
    reason = interview.answer().reason
    assert reason is not None
    assert reason.code == "file_too_large"


def test_an_upload_for_no_known_interview_is_kept_where_a_person_sees_it(interview: Interview, tmp_path: Path) -> None:
    run = interview.assess(media.no_video(tmp_path), interview_id="int_unknown")
    assert {"RecordRefusal", "Refused"} <= set(run.visited)
    assert [row["upload_key"] for row in interview.orphans()] == [interview.key]


def test_prepare_is_tried_again_when_a_service_did_not_answer(interview: Interview) -> None:
    interview.world.handlers.failing["assessment.prepare"] = [Unavailable("The table is busy.", "Try again.")]
    interview.assess(Path("samples/answers/english.webm"))
    assert interview.world.handlers.calls.count("assessment.prepare") == 2
    assert interview.answer().status == "assessed"


def test_a_defect_in_prepare_leaves_a_failed_answer_not_a_pending_one(interview: Interview) -> None:
    interview.world.handlers.failing["assessment.prepare"] = [NEVER]
    run = interview.assess(Path("samples/answers/english.webm"))
    assert run.status == "FAILED"
    assert {"RecordPrepareFailure", "NotPrepared"} <= set(run.visited)
    assert interview.answer().status == "failed"


def test_a_clip_that_the_transcriber_refuses_fails_with_its_words(interview: Interview) -> None:
    interview.world.workers.transcriber.raises = NotMedia("the sound cannot be decoded")
    run = interview.assess(Path("samples/answers/english.webm"))
    assert run.status == "SUCCEEDED"
    assert {"RecordFailure", "WhoseFault", "Unusable"} <= set(run.visited)
    answer = interview.answer()
    assert answer.status == "failed"
    assert answer.reason is not None
    assert answer.reason.code == "not_media"


def test_an_execution_that_a_retake_overtook_ends_quietly(interview: Interview) -> None:
    def retake() -> None:
        newer = interview.stage.upload("a1", "upl_newer", attempt=2)
        interview.stage.prepare(newer, execution="newer")

    interview.world.handlers.before["assessment.score_answer"] = retake
    run = interview.assess(Path("samples/answers/english.webm"))
    assert run.status == "SUCCEEDED"
    assert "Superseded" in run.visited
    assert interview.answer().status == "assessing"


@pytest.mark.parametrize("step", ["assessment.score_answer", "assessment.record"])
def test_a_defect_after_the_workers_leaves_a_failed_answer(interview: Interview, step: str) -> None:
    interview.world.handlers.failing[step] = [NEVER]
    run = interview.assess(Path("samples/answers/english.webm"))
    assert run.status == "FAILED"
    assert {"RecordFailure", "Failed"} <= set(run.visited)
    answer = interview.answer()
    assert answer.status == "failed"
    assert answer.reason is not None
    assert answer.reason.code == "internal"


def test_writing_a_failure_down_is_tried_again(interview: Interview) -> None:
    interview.world.handlers.failing = {"assessment.score_answer": [NEVER], "assessment.record_failure": [NEVER]}
    interview.assess(Path("samples/answers/english.webm"))
    assert interview.world.handlers.calls.count("assessment.record_failure") == 2
    assert interview.answer().status == "failed"
