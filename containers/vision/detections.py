"""The detector's raw answer as faces: anchors, boxes, overlaps.

BlazeFace full range: 192 × 192 input, one anchor on each of 48 × 48 cells, 16 numbers an anchor: centre, size, and six
points (right eye, left eye, nose, mouth, right ear, left ear). Bazarevsky et al., "BlazeFace", 2019.
"""

from dataclasses import dataclass
from math import atan2

import numpy as np
from numpy.typing import NDArray

from containers.vision.crops import Square
from containers.vision.pictures import DETECTOR_SIDE

MIN_SCORE = 0.6
SAME_FACE = 0.3
"""Overlap (intersection over union) from which two boxes are one face."""
MESH_MARGIN = 1.5
"""The mesh was trained on crops one and a half times the face."""

_CELLS = DETECTOR_SIDE // 4
_ANCHORS = np.stack(np.meshgrid(*[(np.arange(_CELLS) + 0.5) / _CELLS] * 2), axis=-1).reshape(-1, 2).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Detection:
    """A face in picture pixels: its box, and the angle of the line through its eyes (radians, clockwise)."""

    left: float
    top: float
    right: float
    bottom: float
    angle: float
    score: float

    @property
    def area(self) -> float:
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    def square(self) -> Square:
        """The square to give to the mesh."""
        side = MESH_MARGIN * max(self.right - self.left, self.bottom - self.top)
        return Square((self.left + self.right) / 2, (self.top + self.bottom) / 2, side, self.angle)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in the box."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def detector_input(thumbnail: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return 1 × 192 × 192 × 3 in −1…1: the thumbnail in the upper left, the rest black."""
    batch = np.full((1, DETECTOR_SIDE, DETECTOR_SIDE, 3), -1, np.float32)
    height, width = thumbnail.shape[:2]
    np.multiply(thumbnail, np.float32(1 / 127.5), out=batch[0, :height, :width], casting="unsafe")
    batch[0, :height, :width] -= 1
    return batch


def faces_in(boxes: NDArray[np.float32], logits: NDArray[np.float32], scale: float) -> list[Detection]:
    """Return faces in picture pixels, surest first.

    ``boxes`` 1 × 2304 × 16, ``logits`` 1 × 2304 × 1; ``scale`` is the picture's width over the thumbnail's.
    """
    threshold = np.log(MIN_SCORE / (1 - MIN_SCORE))
    sure = np.flatnonzero(logits.ravel() > threshold)
    points = boxes[0, sure].reshape(-1, 8, 2)
    places = points + np.where(np.arange(8)[:, None] == 1, 0, _ANCHORS[sure][:, None] * DETECTOR_SIDE)
    places = places * scale
    scores = 1 / (1 + np.exp(-logits.ravel()[sure]))
    order = np.argsort(-scores)
    kept: list[Detection] = []
    for index in order:
        face = _detection(places[index], float(scores[index]))
        if all(overlap(face, other) < SAME_FACE for other in kept):
            kept.append(face)
    return kept


def _detection(points: NDArray[np.float32], score: float) -> Detection:
    (x, y), (width, height), right_eye, left_eye = points[:4].tolist()
    angle = atan2(left_eye[1] - right_eye[1], left_eye[0] - right_eye[0])
    return Detection(x - width / 2, y - height / 2, x + width / 2, y + height / 2, angle, score)


def overlap(one: Detection, other: Detection) -> float:
    """Intersection over union, 0–1."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / (one.area + other.area - width * height)
