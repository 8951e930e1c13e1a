"""One face against the person's neutral: where the head points, whether the eyes meet the camera, a smile."""

from math import cos, radians

from shared.assessment.model.vision import HeadPose
from shared.assessment.watching.measured import FaceMeasure
from shared.assessment.watching.neutral import OPEN_SHARE, Neutral

ON_CAMERA_ACROSS = 8.0
ON_CAMERA_UPRIGHT = 10.0
"""Degrees of gaze from neutral within which the camera is met. At half a metre 10° are 9 cm: from the camera over a
laptop's screen to the upper half of that screen. The iris gives no finer answer."""

SMILE_WIDTH = 0.20
"""A full smile widens the mouth by this share of its neutral width."""
SMILE_LIFT = 0.08
"""A full smile lifts the corners by this share of the distance between the outer eye corners (about 7 mm)."""


def pose_from(face: FaceMeasure, neutral: Neutral) -> HeadPose:
    """Head pose relative to the neutral, degrees."""
    return HeadPose(
        yaw=_turn(face.yaw - neutral.yaw),
        pitch=_turn(face.pitch - neutral.pitch),
        roll=_turn(face.roll - neutral.roll),
    )


def on_camera(face: FaceMeasure, neutral: Neutral) -> bool | None:
    """Whether the gaze meets the camera; None where the eyes are closed or were not measured.

    Head and eyes add up: a head that turns while the eyes stay on the camera is still on camera.
    """
    if face.gaze_x is None or face.gaze_y is None or face.eyes_open < OPEN_SHARE * neutral.eyes_open:
        return None
    across = _turn(face.yaw - neutral.yaw) + face.gaze_x - neutral.gaze_x
    upright = _turn(face.pitch - neutral.pitch) + face.gaze_y - neutral.gaze_y
    return (across / ON_CAMERA_ACROSS) ** 2 + (upright / ON_CAMERA_UPRIGHT) ** 2 <= 1


def smile_of(face: FaceMeasure, neutral: Neutral) -> float:
    """0–1: half from the mouth's width, half from the height of its corners; speech alone moves one of them."""
    wider = (face.mouth_width / neutral.mouth_width - 1) / SMILE_WIDTH
    higher = (face.mouth_lift - neutral.mouth_lift) / SMILE_LIFT
    return _clamped((_clamped(wider) + _clamped(higher)) / 2)


def facing(face: FaceMeasure, neutral: Neutral) -> float:
    """1 for a face turned as in neutral, falling with the cosine of the turn: how much of it can be seen."""
    pose = pose_from(face, neutral)
    return max(0.0, cos(radians(min(90.0, abs(pose.yaw))))) * max(0.0, cos(radians(min(90.0, abs(pose.pitch)))))


def _turn(degrees: float) -> float:
    return (degrees + 180) % 360 - 180


def _clamped(value: float) -> float:
    return min(1.0, max(0.0, value))
