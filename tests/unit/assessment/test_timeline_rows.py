"""The timeline of an answer: one row a second, measured from the person's own neutral."""

from collections.abc import Sequence

import pytest

from shared.assessment.model.vision import VisionSecond
from shared.assessment.watching import FrameMeasure
from shared.assessment.watching.neutral import neutral_of
from shared.assessment.watching.timeline import rows_of
from tests.builders.watching import burst, empty, face, frame, watched


def rows(frames: Sequence[FrameMeasure]) -> tuple[VisionSecond, ...]:
    return rows_of(frames, neutral_of(one.face for one in frames if one.face and one.full))


def test_a_calm_person_has_a_pose_of_zero_although_the_camera_stands_askew() -> None:
    pose = rows(watched(10))[3].pose
    assert pose is not None
    assert (pose.yaw, pose.pitch, pose.roll) == pytest.approx((0, 0, 0))


def test_a_head_turned_for_two_seconds_is_turned_in_those_rows_only() -> None:
    frames = watched(10, lambda s: frame(round(s * 1000), face=face(yaw=24.0 if 4 <= s < 6 else 4.0)))
    turned = [row.at_ms // 1000 for row in rows(frames) if row.pose and row.pose.yaw > 15]
    assert turned == [4, 5]


def test_one_bad_frame_of_a_second_does_not_turn_the_head() -> None:
    frames = [*watched(4), frame(4000), frame(4300, face=face(yaw=60.0)), frame(4600)]
    pose = rows(frames)[4].pose
    assert pose is not None
    assert pose.yaw == pytest.approx(0)


def test_a_glance_of_the_eyes_alone_leaves_the_camera() -> None:
    frames = watched(10, lambda s: frame(round(s * 1000), face=face(gaze_x=18.0 if 7 <= s < 8 else -2.0)))
    assert [row.gaze_on_camera for row in rows(frames)] == [1, 1, 1, 1, 1, 1, 1, 0, 1, 1]


def test_a_head_that_turns_while_the_eyes_stay_is_still_on_camera() -> None:
    turned = face(yaw=4.0 + 15, gaze_x=-2.0 - 13)
    frames = watched(10, lambda s: frame(round(s * 1000), face=turned if s == 5 else face()))
    assert rows(frames)[5].gaze_on_camera == 1


def test_closed_eyes_say_nothing_about_gaze() -> None:
    closed = face(eyes_open=0.1, gaze_y=-40.0)
    frames = watched(10, lambda s: frame(round(s * 1000), face=closed if s >= 9 else face()))
    assert rows(frames)[9].gaze_on_camera is None


def test_a_wider_mouth_with_lifted_corners_is_a_smile() -> None:
    smiling = face(mouth_width=0.74, mouth_lift=-0.17)
    frames = watched(10, lambda s: frame(round(s * 1000), face=smiling if 3 <= s < 4 else face()))
    smiles = [row.smile for row in rows(frames)]
    assert smiles[3] == pytest.approx(1.0)
    assert max(smile for second, smile in enumerate(smiles) if second != 3 and smile is not None) == 0


def test_a_mouth_that_only_widens_in_speech_is_half_a_smile_at_most() -> None:
    frames = watched(10, lambda s: frame(round(s * 1000), face=face(mouth_width=0.9 if s == 3 else 0.6)))
    smile = rows(frames)[3].smile
    assert smile is not None
    assert smile <= 0.5


def test_a_second_without_anybody_has_light_and_nothing_else() -> None:
    row = rows([*watched(3), empty(3000), empty(3500)])[3]
    assert (row.faces, row.pose, row.gaze_on_camera, row.smile, row.brightness) == (0, None, None, None, 0.5)


def test_a_second_that_was_not_watched_has_no_row() -> None:
    frames = [one for one in watched(6) if not 2000 <= one.at_ms < 4000]
    assert [row.at_ms for row in rows(frames)] == [0, 1000, 4000, 5000]


def test_dark_blurred_and_averted_faces_are_trusted_less() -> None:
    looks = {
        0: frame(0),
        1: frame(1000, brightness=0.05),
        2: frame(2000, face=face(sharpness=4.0)),
        3: frame(3000, face=face(yaw=64.0)),
        4: frame(4000, face=face(presence=0.6)),
        5: frame(5000),
        6: frame(6000),
    }
    sure, dark, blurred, averted, doubtful = [row.confidence for row in rows(list(looks.values()))][:5]
    assert sure > 0.95
    assert max(dark, blurred, averted, doubtful) < 0.65


def test_blinks_stand_in_their_second_and_are_unknown_where_nobody_watched_densely() -> None:
    lids = [0.34] * 18 + [0.2, 0.1, 0.2] + [0.34] * 12
    frames = sorted([*watched(4), *burst(0, lids)], key=lambda one: one.at_ms)
    dense = [one for one in frames if one.burst is not None]
    assert len(dense) == 33
    assert [row.blinks for row in rows(frames)] == [0, 1, None, None]


def test_expression_is_left_out_where_it_was_not_measured() -> None:
    frames = watched(3, lambda s: frame(round(s * 1000), face=face(expression=None)))
    assert [row.expression for row in rows(frames)] == [None, None, None]


def test_expression_probabilities_sum_to_one() -> None:
    expression = rows(watched(3))[1].expression
    assert expression is not None
    assert sum(expression.model_dump().values()) == pytest.approx(1)
