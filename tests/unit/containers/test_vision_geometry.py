"""Head angles, eyes and mouth from points, in the directions that the contract promises."""

from math import cos, radians, sin

import numpy as np
import pytest

from containers.vision.crops import Points
from containers.vision.geometry import (
    BELOW_NOSE,
    CHIN,
    FOREHEAD,
    LEFT_CORNERS,
    MESH_POINTS,
    MOUTH_CORNERS,
    RIGHT_CORNERS,
    eye_angles,
    eye_opening,
    head_angles,
    mouth,
)


def upright() -> Points:
    """A face of 100 px between the outer eye corners, looking straight into the camera."""
    mesh = np.zeros((MESH_POINTS, 3), np.float32)
    mesh[LEFT_CORNERS[0]] = (-50, 0, 0)
    mesh[RIGHT_CORNERS[0]] = (50, 0, 0)
    mesh[FOREHEAD] = (0, -60, 0)
    mesh[CHIN] = (0, 120, 0)
    mesh[BELOW_NOSE] = (0, 50, -20)
    mesh[MOUTH_CORNERS[0]] = (-30, 75, 0)
    mesh[MOUTH_CORNERS[1]] = (30, 75, 0)
    return mesh


def turned(mesh: Points, *, yaw: float = 0, pitch: float = 0, roll: float = 0) -> Points:
    """The nose to the picture's right, up, the head clockwise; degrees. Depth grows away from the camera."""
    y, p, r = radians(yaw), radians(pitch), radians(roll)
    about_y = np.array([[cos(y), 0, -sin(y)], [0, 1, 0], [sin(y), 0, cos(y)]])
    about_x = np.array([[1, 0, 0], [0, cos(p), sin(p)], [0, -sin(p), cos(p)]])
    about_z = np.array([[cos(r), -sin(r), 0], [sin(r), cos(r), 0], [0, 0, 1]])
    return np.asarray(mesh @ (about_z @ about_x @ about_y).T, np.float32)


@pytest.mark.parametrize("turn", [{"yaw": 20}, {"yaw": -35}, {"pitch": 15}, {"pitch": -10}, {"roll": 25}, {"roll": -8}])
def test_one_turn_is_read_as_that_angle_and_no_other(turn: dict[str, float]) -> None:
    angles = dict(zip(("yaw", "pitch", "roll"), head_angles(turned(upright(), **turn)), strict=True))
    assert angles == pytest.approx({"yaw": 0, "pitch": 0, "roll": 0, **turn}, abs=0.01)


def test_the_nose_goes_where_positive_yaw_says() -> None:
    assert turned(upright(), yaw=20)[BELOW_NOSE][0] > 0


def test_the_nose_goes_up_with_positive_pitch() -> None:
    assert turned(upright(), pitch=20)[BELOW_NOSE][1] < upright()[BELOW_NOSE][1]


def test_the_mouth_is_measured_in_eye_distances_and_does_not_change_with_the_head() -> None:
    assert mouth(upright()) == pytest.approx((0.6, -0.25))
    assert mouth(turned(upright(), yaw=25, roll=10)) == pytest.approx((0.6, -0.25), abs=1e-3)


def test_lifted_corners_lift() -> None:
    smiling = upright()
    smiling[list(MOUTH_CORNERS), 1] -= 10
    assert mouth(smiling)[1] > mouth(upright())[1]


def eye(lids: float = 9.0) -> Points:
    """A contour 30 px wide whose lids are ``lids`` apart, in the order of the iris network."""
    contour = np.zeros((71, 3), np.float32)
    contour[:9, 0] = np.linspace(17, 47, 9)
    contour[9:16, 0] = contour[1:8, 0]
    contour[:16, 1] = 32
    contour[1:8, 1] += lids / 2
    contour[9:16, 1] -= lids / 2
    return contour


def iris_at(right: float, down: float) -> Points:
    return np.tile(np.array([32 + right, 32 + down, 0], np.float32), (5, 1))


def test_an_eye_is_as_open_as_its_lids_are_apart() -> None:
    assert eye_opening(eye(9.0)) == pytest.approx(0.3, abs=0.01)
    assert eye_opening(eye(3.0)) == pytest.approx(0.1, abs=0.01)


def test_a_centred_iris_looks_straight_ahead() -> None:
    assert eye_angles(eye(), iris_at(0, 0)) == pytest.approx((0, 0))


def test_an_iris_to_the_right_looks_right_and_one_above_looks_up() -> None:
    right, _ = eye_angles(eye(), iris_at(3, 0))
    _, up = eye_angles(eye(), iris_at(0, -3))
    assert (right, up) == pytest.approx((14.5, 14.5), abs=0.1)


def test_an_iris_out_of_its_eye_is_read_as_a_right_angle_at_most() -> None:
    assert eye_angles(eye(), iris_at(100, 0))[0] == pytest.approx(90)
