"""Follows one person's face from frame to frame, so that the detector runs once a second and not on every frame."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from containers.vision.crops import Points, Square, crop
from containers.vision.detections import MESH_MARGIN, Detection
from containers.vision.geometry import extent, face_square
from containers.vision.pictures import Picture

MESH_RESOLUTION = 192
PRESENT = 0.5
"""The mesh answers even where there is no face: below this score its answer is not believed."""
COUNT_EVERY_MS = 1000
"""How often the detector runs while a face is followed: often enough to count the people of every second."""
SEARCH_EVERY_MS = 200
"""How often it runs while there is none."""
LOST_AFTER_MS = 1500
"""An older place says nothing about where the face is now."""
OTHERS_CHECKED = 3
OTHER_SHARE = 0.1
"""A face smaller than this share of the watched one's area is a picture on the wall or far behind."""

Detect = Callable[[], Sequence[Detection]]
"""Finds the faces of the frame in hand, surest first."""
Mesh = Callable[[NDArray[np.float32]], tuple[Points, float]]
"""Reads one crop (192 × 192 × 3, 0…1): the points in crop pixels, and the presence score 0–1."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A face that was found: its mesh (468 × 3, picture pixels) and the mesh's presence score."""

    mesh: Points
    presence: float


class FaceTracker:
    """One a recording; frames must come in order."""

    def __init__(self, mesh: Mesh) -> None:
        self._mesh = mesh
        self._last: Sighting | None = None
        self._last_ms = 0.0
        self._detected_ms: float | None = None
        self.faces = 0
        """How many there were when the detector last looked."""

    def look(self, picture: Picture, at_ms: float, detect: Detect) -> Sighting | None:
        """Return the watched person's face in a frame, or None. ``detect`` is called only when it is needed."""
        if self._last is not None and at_ms - self._last_ms > LOST_AFTER_MS:
            self._last = None
        seen = None if self._last is None else self._read(picture, face_square(self._last.mesh, MESH_MARGIN))
        if self._due(at_ms, COUNT_EVERY_MS if seen is not None else SEARCH_EVERY_MS):
            self._detected_ms = at_ms
            seen = self._checked(picture, seen, list(detect()))
        if seen is not None:
            self._last_ms = at_ms
            self.faces = max(self.faces, 1)
        elif self._last is not None:
            self.faces = 0
        self._last = seen
        return seen

    def _due(self, at_ms: float, every_ms: float) -> bool:
        return self._detected_ms is None or at_ms - self._detected_ms >= every_ms

    def _checked(self, picture: Picture, seen: Sighting | None, found: list[Detection]) -> Sighting | None:
        """Count the faces, and move to the largest one when the followed one is not among them."""
        ours = None if seen is None else next((face for face in found if face.holds(*_middle(seen))), None)
        if seen is None or (found and ours is None):
            for face in sorted(found, key=lambda face: -face.area):
                again = self._read(picture, face.square())
                if again is not None:
                    seen, ours = again, face
                    break
        self.faces = 0 if seen is None else 1 + self._others(picture, ours, found)
        return seen

    def _others(self, picture: Picture, ours: Detection | None, found: Sequence[Detection]) -> int:
        """How many other faces there are of which the mesh is as sure."""
        if ours is None:
            return 0
        others = [face for face in found if face is not ours and face.area >= OTHER_SHARE * ours.area]
        return sum(self._read(picture, face.square()) is not None for face in others[:OTHERS_CHECKED])

    def _read(self, picture: Picture, square: Square) -> Sighting | None:
        points, presence = self._mesh(crop(picture, square, MESH_RESOLUTION))
        if presence < PRESENT:
            return None
        return Sighting(square.to_picture(points, MESH_RESOLUTION), presence)


def _middle(seen: Sighting) -> tuple[float, float]:
    left, top, right, bottom = extent(seen.mesh)
    return (left + right) / 2, (top + bottom) / 2
