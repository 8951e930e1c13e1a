"""Numbers from points: head angles, how far the eyes are open, the mouth, where the iris stands.

Points of the mesh are named by their index (https://github.com/google-ai-edge/mediapipe, ``canonical_face_model``).
"Right" and "left" are the viewer's.
"""

from math import asin, atan2, degrees, hypot

import numpy as np
from numpy.typing import NDArray

from containers.vision.crops import Points, Square

MESH_POINTS = 468
LEFT_CORNERS = (33, 133)
"""Outer and inner corner of the eye on the viewer's left."""
RIGHT_CORNERS = (263, 362)
FOREHEAD, CHIN = 10, 152
MOUTH_CORNERS = (61, 291)
BELOW_NOSE = 2
EYE_MARGIN = 2.3
"""The iris network was trained on crops this many eye widths wide."""
CONTOUR_CORNERS = (0, 8)
CONTOUR_LIDS = ((3, 11), (4, 12), (5, 13))
"""Pairs of lower and upper lid points in the iris network's contour."""
EYE_WIDTH_OVER_RADIUS = 30 / 12
"""Millimetres: the palpebral fissure is about 30 wide, the eyeball's radius 12 (Bekerman et al. 2014)."""


def head_angles(mesh: Points) -> tuple[float, float, float]:
    """Return yaw, pitch, roll in degrees from the mesh's own axes (eye corner to eye corner, forehead to chin).

    Yaw is positive to the viewer's right, pitch upwards, roll clockwise. The absolute pitch depends on the shape of
    the face: only its difference from the person's neutral means anything.
    """
    across = _unit(mesh[RIGHT_CORNERS[0]] - mesh[LEFT_CORNERS[0]])
    down = mesh[CHIN] - mesh[FOREHEAD]
    down = _unit(down - across * float(across @ down))
    forward = -np.cross(across, down)  # out of the face, towards the camera (depth grows away from it)
    yaw = degrees(atan2(forward[0], -forward[2]))
    pitch = degrees(atan2(-forward[1], hypot(forward[0], forward[2])))
    roll = degrees(atan2(across[1], across[0]))
    return yaw, pitch, roll


def mouth(mesh: Points) -> tuple[float, float]:
    """Return the mouth's width and the lift of its corners (negative: below the nose), in outer-eye distances."""
    eyes = mesh[RIGHT_CORNERS[0]] - mesh[LEFT_CORNERS[0]]
    unit = float(np.linalg.norm(eyes))
    corners = mesh[list(MOUTH_CORNERS)]
    down = mesh[CHIN] - mesh[FOREHEAD]
    across = eyes / unit
    down = _unit(down - across * float(across @ down))
    lift = -float(down @ (corners.mean(axis=0) - mesh[BELOW_NOSE])) / unit
    return float(np.linalg.norm(corners[1] - corners[0])) / unit, lift


def extent(mesh: Points) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of the face."""
    low, high = mesh[:, :2].min(axis=0), mesh[:, :2].max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def face_square(mesh: Points, margin: float) -> Square:
    """Return the upright-turned square around a face, ``margin`` times its longer side."""
    left, top, right, bottom = extent(mesh)
    eyes = mesh[RIGHT_CORNERS[0]] - mesh[LEFT_CORNERS[0]]
    side = margin * max(right - left, bottom - top)
    return Square((left + right) / 2, (top + bottom) / 2, side, atan2(float(eyes[1]), float(eyes[0])))


def eye_square(mesh: Points, corners: tuple[int, int]) -> Square:
    """Return the square around one eye, turned along its corners as the head rolls."""
    outer, inner = mesh[corners[0]], mesh[corners[1]]
    eyes = mesh[RIGHT_CORNERS[0]] - mesh[LEFT_CORNERS[0]]
    middle = (outer + inner) / 2
    width = max(abs(float(outer[0] - inner[0])), abs(float(outer[1] - inner[1])))
    return Square(float(middle[0]), float(middle[1]), EYE_MARGIN * width, atan2(float(eyes[1]), float(eyes[0])))


def eye_opening(contour: Points) -> float:
    """Return the eye aspect ratio from the iris network's contour (71 × 3): mean lid distance over eye width."""
    flat = contour[:, :2]
    lids = [float(np.linalg.norm(flat[lower] - flat[upper])) for lower, upper in CONTOUR_LIDS]
    return sum(lids) / len(lids) / _corner_distance(flat)


def eye_angles(contour: Points, iris: Points) -> tuple[float, float]:
    """Return where an eye of the viewer's left looks, degrees in the head: positive to the viewer's right, and up.

    The iris' offset from the middle between the corners, on an eyeball of 12 mm.
    """
    flat = contour[:, :2]
    outer, inner = flat[CONTOUR_CORNERS[0]], flat[CONTOUR_CORNERS[1]]
    across = (inner - outer) / _corner_distance(flat)
    offset = (iris[0, :2] - (outer + inner) / 2) / _corner_distance(flat)
    right = float(offset @ across)
    down = float(across[0] * offset[1] - across[1] * offset[0])
    return _turned(right), -_turned(down)


def _turned(offset: float) -> float:
    return degrees(asin(min(1.0, max(-1.0, offset * EYE_WIDTH_OVER_RADIUS))))


def _corner_distance(flat: Points) -> float:
    return max(1e-6, float(np.linalg.norm(flat[CONTOUR_CORNERS[1]] - flat[CONTOUR_CORNERS[0]])))


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length = max(1e-6, float(np.linalg.norm(vector)))
    return np.asarray(vector / length, np.float32)
