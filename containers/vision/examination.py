"""One frame with a face in it becomes plain measurements."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from containers.vision.crops import Points, crop
from containers.vision.geometry import (
    LEFT_CORNERS,
    RIGHT_CORNERS,
    extent,
    eye_angles,
    eye_opening,
    eye_square,
    face_square,
    head_angles,
    mouth,
)
from containers.vision.light import grey, sharpness
from containers.vision.pictures import Picture
from containers.vision.tracking import Sighting
from shared.assessment.watching.measured import FaceMeasure

EYE_RESOLUTION = 64
EXPRESSION_RESOLUTION = 64
SHARPNESS_RESOLUTION = 128
FACE_MARGIN = 1.0
EXPRESSION_MARGIN = 1.1
"""FER-2013's faces are cut close."""


class FaceReader(Protocol):
    """The networks that read a face."""

    def eyes(self, crops: NDArray[np.float32]) -> tuple[Points, Points]:
        """Crops n × 64 × 64 × 3 of eyes on the viewer's left → contours n × 71 × 3 and irises n × 5 × 3."""
        ...

    def express(self, face: NDArray[np.float32]) -> tuple[float, ...]:
        """A grey face, 64 × 64 in −1…1 → seven probabilities."""
        ...


def examine(
    reader: FaceReader, picture: Picture, sighting: Sighting, *, full: bool, expression: bool
) -> tuple[FaceMeasure, float | None]:
    """Return the measurements of a face and, when ``full``, its brightness (0–1)."""
    mesh = sighting.mesh
    left, top, right, bottom = extent(mesh)
    yaw, pitch, roll = head_angles(mesh)
    width, lift = mouth(mesh)
    opening, gaze_x, gaze_y = _eyes(reader, picture, mesh)
    face = grey(crop(picture, face_square(mesh, FACE_MARGIN), SHARPNESS_RESOLUTION)) if full else None
    measure = FaceMeasure(
        presence=sighting.presence,
        share=(right - left) / picture.width,
        offset_x=(left + right) / 2 / picture.width - 0.5,
        offset_y=(top + bottom) / 2 / picture.height - 0.5,
        yaw=yaw,
        pitch=pitch,
        roll=roll,
        eyes_open=opening,
        mouth_width=width,
        mouth_lift=lift,
        sharpness=None if face is None else sharpness(face),
        gaze_x=gaze_x if full else None,
        gaze_y=gaze_y if full else None,
        expression=_expression(reader, picture, mesh) if full and expression else None,
    )
    return measure, None if face is None else float(face.mean())


def _eyes(reader: FaceReader, picture: Picture, mesh: Points) -> tuple[float, float, float]:
    """Return how far the eyes are open and where they look: right and up, degrees; the mean of both eyes.

    The eye on the viewer's right is mirrored: the network knows only the other side.
    """
    squares = [eye_square(mesh, corners) for corners in (LEFT_CORNERS, RIGHT_CORNERS)]
    crops = [crop(picture, square, EYE_RESOLUTION) for square in squares]
    contours, irises = reader.eyes(np.stack([crops[0], crops[1][:, ::-1]]))
    left, right = (eye_angles(contour, iris) for contour, iris in zip(contours, irises, strict=True))
    opening = (eye_opening(contours[0]) + eye_opening(contours[1])) / 2
    return opening, (left[0] - right[0]) / 2, (left[1] + right[1]) / 2


def _expression(reader: FaceReader, picture: Picture, mesh: Points) -> tuple[float, ...]:
    face = crop(picture, face_square(mesh, EXPRESSION_MARGIN), EXPRESSION_RESOLUTION)
    return reader.express(grey(face) * 2 - 1)
