"""The summary of an answer, and the flags that tell a reader what was wrong with the picture."""

import pytest

from shared.assessment.model.vision import Vision
from shared.assessment.watching import FrameMeasure, Recording, vision_of
from tests.builders.watching import BLINK, OPEN, burst, empty, face, frame, watched


def seen(frames: list[FrameMeasure], corrupt: int = 0) -> Vision:
    return vision_of(Recording(tuple(frames), corrupt, {"face-mesh": "0a56"}))


def test_a_good_recording_has_no_flags() -> None:
    assert seen(watched(20)).flags == ()


def test_a_face_away_for_thirty_percent_of_the_seconds_is_flagged() -> None:
    vision = seen(watched(20, lambda s: empty(round(s * 1000)) if s < 6 else frame(round(s * 1000))))
    assert vision.summary.face_present == pytest.approx(0.7)
    assert vision.flags == ("no_face",)


def test_a_face_away_for_less_is_not() -> None:
    vision = seen(watched(20, lambda s: empty(round(s * 1000)) if s < 5 else frame(round(s * 1000))))
    assert vision.flags == ()


def test_nobody_at_all_gives_a_timeline_of_light_and_no_opinions() -> None:
    vision = seen([empty(index * 500) for index in range(20)])
    summary = vision.summary
    assert vision.flags == ("no_face",)
    assert (summary.face_present, summary.confidence) == (0, 0)
    assert (summary.gaze_on_camera, summary.smile, summary.head_motion, summary.blink_rate) == (None,) * 4


def test_a_second_person_for_two_seconds_is_flagged_and_for_one_is_not() -> None:
    def visited(until: float) -> Vision:
        return seen(watched(20, lambda s: frame(round(s * 1000), faces=2 if 4 <= s < until else 1)))

    assert visited(6).flags == ("second_person",)
    assert visited(5).flags == ()
    assert visited(6).summary.several_faces == pytest.approx(0.1)


def test_a_dark_recording_is_called_dark_and_not_blurred_too() -> None:
    vision = seen(watched(10, lambda s: frame(round(s * 1000), brightness=0.06, face=face(sharpness=3.0))))
    assert vision.flags == ("too_dark",)


def test_a_smeared_recording_is_called_blurred() -> None:
    vision = seen(watched(10, lambda s: frame(round(s * 1000), face=face(sharpness=5.0))))
    assert vision.flags == ("blurred",)


def test_damage_is_flagged_and_counted_and_what_is_left_is_watched() -> None:
    vision = seen(watched(10), corrupt=3)
    assert vision.flags == ("damaged",)
    assert (vision.summary.corrupt_frames, vision.summary.face_present) == (3, 1)


def test_no_frames_at_all_give_an_empty_timeline_and_the_reason() -> None:
    vision = vision_of(Recording(()), ("no_video",))
    assert (vision.flags, vision.timeline, vision.summary.seconds) == (("no_video",), (), 0)


def test_the_blink_rate_is_blinks_a_minute_of_dense_frames() -> None:
    lids = [OPEN] * 30 + list(BLINK) + [OPEN] * 40
    frames = [*burst(0, lids), *burst(10_000, lids, number=1)]
    rate = seen(frames).summary.blink_rate
    assert rate == pytest.approx(60 * 2 / (2 * 75 * 0.066), rel=1e-3)


def test_too_few_dense_frames_give_no_rate() -> None:
    assert seen([*watched(10), *burst(10_000, [OPEN] * 20)]).summary.blink_rate is None


def test_a_head_that_keeps_still_moves_less_than_one_that_sways() -> None:
    swaying = seen(watched(20, lambda s: frame(round(s * 1000), face=face(yaw=10.0 * (int(s) % 2)))))
    assert seen(watched(20)).summary.head_motion == pytest.approx(0)
    assert swaying.summary.head_motion == pytest.approx(5)


def test_the_mean_expression_leaves_out_seconds_that_are_not_trusted() -> None:
    angry_in_the_dark = face(expression=(1.0, 0, 0, 0, 0, 0, 0), presence=0.6)
    frames = watched(
        10,
        lambda s: frame(round(s * 1000), face=angry_in_the_dark, brightness=0.05) if s < 4 else frame(round(s * 1000)),
    )
    expression = seen(frames).summary.expression
    assert expression is not None
    assert expression.angry == pytest.approx(0.02)


def test_the_models_that_measured_are_named() -> None:
    assert seen(watched(2)).summary.models == {"face-mesh": "0a56"}
