"""What a reader must know of a recording."""

from typing import Any

import pytest

from shared.assessment.flagging import Announced, flags_of
from shared.assessment.model.media import MediaProbe
from shared.assessment.model.transcript import RemovedSpan
from shared.assessment.rubrics.catalogue import own_rubric
from shared.assessment.scoring import AnswerSubject, assess_answer
from shared.kernel.clock import Milliseconds
from shared.kernel.ids import AnswerId, InterviewId, TenantId
from tests.builders.assessed import vision
from tests.builders.assessment import ScriptedJudge, probe, text, transcript
from tests.builders.aws import NOW

ANNOUNCED = Announced(size_bytes=1000, duration_ms=Milliseconds(60_000))


def codes(**changed: Any) -> list[str]:
    given: dict[str, Any] = {
        "announced": ANNOUNCED,
        "probe": probe(),
        "transcript": transcript(),
        "vision": None,
        "languages": ("en", "zh"),
        "watch_skipped": "vision_off",
        "watch_error": None,
    }
    return [flag.code for flag in flags_of(**{**given, **changed})]


def test_a_sound_recording_that_nobody_watched_says_only_that() -> None:
    assert codes() == ["vision_off"]


@pytest.mark.parametrize(
    "found",
    [
        probe(duration_ms=Milliseconds(40_000)),
        probe(duration_ms=Milliseconds(40_000), declared_ms=Milliseconds(60_000)),
        probe(size_bytes=600),
    ],
)
def test_a_file_that_is_shorter_than_was_announced_was_cut(found: MediaProbe) -> None:
    assert "truncated" in codes(probe=found)


def test_a_file_whose_own_header_claims_more_was_cut_though_nobody_announced_its_length() -> None:
    found = probe(duration_ms=Milliseconds(40_000), declared_ms=Milliseconds(60_000))
    assert "truncated" in codes(probe=found, announced=Announced())


def test_a_last_second_that_is_missing_is_no_cut() -> None:
    assert "truncated" not in codes(probe=probe(duration_ms=Milliseconds(59_000)))


def test_packets_that_cannot_be_read_are_damage() -> None:
    assert "damaged" in codes(probe=probe(corrupt_packets=3))


def test_damage_that_both_the_file_and_the_picture_show_is_one_flag_with_both_figures() -> None:
    watched = vision(60)
    seen = watched.model_copy(
        update={"flags": ("damaged",), "summary": watched.summary.model_copy(update={"corrupt_frames": 2})}
    )
    flags = flags_of(
        announced=ANNOUNCED,
        probe=probe(corrupt_packets=3),
        transcript=transcript(),
        vision=seen,
        languages=("en", "zh"),
        watch_skipped=None,
        watch_error=None,
    )
    assert [(flag.code, flag.detail) for flag in flags] == [
        ("damaged", "3 packets could not be read; 2 frames could not be shown")
    ]


def test_a_recording_in_which_nobody_speaks_is_silence() -> None:
    assert "silence" in codes(transcript=transcript("", speech_ms=Milliseconds(0)))


def test_a_recording_whose_invented_words_were_taken_out_is_noise() -> None:
    removed = RemovedSpan(start_ms=Milliseconds(0), end_ms=Milliseconds(900), text="thank you", guard="no_speech")
    said = transcript("", speech_ms=Milliseconds(0), removed=(removed,))
    assert "noise_only" in codes(transcript=said)
    assert "silence" not in codes(transcript=said)


def test_a_few_words_are_too_short_an_answer() -> None:
    assert "too_short" in codes(transcript=transcript("I do not know"))


def test_words_that_the_recogniser_was_unsure_of_are_unclear_speech() -> None:
    unsure = tuple(word.model_copy(update={"probability": 0.3}) for word in transcript().words)
    assert "unclear_speech" in codes(transcript=transcript(words=unsure))


def test_another_language_than_the_tenant_accepts_is_said() -> None:
    assert "language_not_accepted" in codes(transcript=transcript(detected_language="ja"))


def test_a_recording_without_a_picture_says_so() -> None:
    assert codes(probe=probe(video=None), watch_skipped="no_video") == ["no_video"]


def test_a_picture_that_is_too_large_to_watch_says_so() -> None:
    assert codes(watch_skipped="picture_too_large") == ["picture_too_large"]


def test_a_watcher_that_failed_is_said_and_nothing_else_about_the_picture() -> None:
    assert codes(watch_error="worker_failed") == ["vision_unavailable"]


def test_a_written_answer_has_no_flags_of_sound_or_picture() -> None:
    assert codes(probe=None, transcript=transcript(model="text", speech_ms=Milliseconds(0))) == []


def test_noise_is_not_called_silence_besides_when_the_answer_is_assessed() -> None:
    removed = RemovedSpan(start_ms=Milliseconds(0), end_ms=Milliseconds(900), text="thank you", guard="no_speech")
    said = transcript("", speech_ms=Milliseconds(0), removed=(removed,))
    flags = flags_of(
        announced=ANNOUNCED,
        probe=probe(),
        transcript=said,
        vision=None,
        languages=("en",),
        watch_skipped="vision_off",
        watch_error=None,
    )
    subject = AnswerSubject(
        tenant_id=TenantId("acme"),
        interview_id=InterviewId("int_1"),
        answer_id=AnswerId("a1"),
        question="Tell us about an outage.",
        medium="video",
        competencies=("ownership",),
        languages=("en",),
        own_rubrics=(own_rubric("ownership", text("Ownership"), text("Takes it on."), "1"),),
    )
    assessed = assess_answer(subject, said, None, probe(), flags, ScriptedJudge(), NOW, {})
    assert {"noise_only", "silence"} & {flag.code for flag in assessed.flags} == {"noise_only"}
    assert assessed.scores[0].not_scored == "nothing_said"
