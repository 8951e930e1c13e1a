"""A pose follows from the script and the loudness of the speech."""

import numpy as np
import pytest

from samples.make.pose import FPS, Pose, loudness, timeline
from samples.make.script import Event, EventKind
from samples.make.speech import SAMPLE_RATE

QUIET = np.zeros(4 * SAMPLE_RATE, np.float32)


def pose_at(second: float, kind: EventKind, start: float = 1.0, end: float = 3.0) -> Pose:
    return timeline((Event(kind, start, end),), QUIET, seed=1)[round(second * FPS)]


def test_there_is_a_pose_for_every_frame_of_the_speech() -> None:
    assert len(timeline((), QUIET, seed=1)) == 4 * FPS


def test_eyes_are_shut_in_the_middle_of_a_blink_and_open_outside_it() -> None:
    assert pose_at(1.2, "blink", 1.0, 1.4).blink == 1
    assert pose_at(0.9, "blink", 1.0, 1.4).blink == 0
    assert pose_at(1.5, "blink", 1.0, 1.4).blink == 0


def test_a_turn_to_the_left_is_negative_yaw_and_to_the_right_positive() -> None:
    assert pose_at(2.0, "turn_left").yaw < -15
    assert pose_at(2.0, "turn_right").yaw > 15


def test_a_glance_moves_the_eyes_and_leaves_the_head() -> None:
    assert pose_at(2.0, "glance").gaze == 1
    assert abs(pose_at(2.0, "glance").yaw) < 3


def test_a_smile_fades_in_and_out() -> None:
    smiles = [pose.smile for pose in timeline((Event("smile", 1.0, 3.0),), QUIET, seed=1)]
    assert (smiles[0], smiles[2 * FPS], smiles[-1]) == (0, 1, 0)
    assert 0 < smiles[round(1.2 * FPS)] < 1


def test_the_mouth_opens_with_loud_speech_only() -> None:
    speech = QUIET.copy()
    speech[SAMPLE_RATE : 2 * SAMPLE_RATE] = 0.5
    mouth = loudness(speech, 4 * FPS)
    assert mouth[round(1.5 * FPS)] == pytest.approx(1)
    assert mouth[3 * FPS] == 0


def test_the_same_seed_gives_the_same_movement_and_another_seed_another() -> None:
    assert timeline((), QUIET, seed=1) == timeline((), QUIET, seed=1)
    assert timeline((), QUIET, seed=1) != timeline((), QUIET, seed=2)
