"""The portrait: NASA photograph of Eileen Collins (public domain), as scikit-image ships it."""

from importlib.metadata import distribution
from pathlib import Path

import cv2  # type: ignore[import-not-found, import-untyped, unused-ignore]
import numpy as np

from samples.make.mesh import FaceMesh, Picture, Points, Region

WIDTH, HEIGHT = 640, 480
CROP = (57, 0, 393, 252)
"""Left, top, right, bottom in the photograph's pixels."""
FACE = Region(320, 230, 320, 0.0)
"""Roughly where the face is in the cropped picture."""


def load_portrait() -> Picture:
    """RGB, 480×640×3: head and shoulders, the face about a quarter of the width."""
    path = Path(str(distribution("scikit-image").locate_file("skimage/data/astronaut.png")))
    photograph = cv2.imread(str(path))
    if photograph is None:
        raise FileNotFoundError(f"scikit-image brings no {path.name}")
    left, top, right, bottom = CROP
    large = cv2.resize(photograph[top:bottom, left:right], (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    return np.ascontiguousarray(large[:, :, ::-1]).astype(np.uint8)


def find_landmarks(portrait: Picture, mesh: FaceMesh) -> tuple[Points, dict[str, Points]]:
    """The portrait's 468×3 mesh and the five points of each iris, in pixels."""
    points, score = mesh.find(portrait, FACE)
    if score < 0.9:
        raise ValueError(f"no face in the portrait (presence {score:.2f})")
    return points, mesh.irises(portrait, points)
