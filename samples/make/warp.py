"""Piecewise affine warp of a picture after the triangles of its points."""

import cv2  # type: ignore[import-not-found, import-untyped, unused-ignore]
import numpy as np
import numpy.typing as npt

from samples.make.mesh import Picture, Points


class Warp:
    """Triangles over the points at rest, and the picture drawn through them wherever the points go."""

    def __init__(self, rest: Points, width: int, height: int) -> None:
        self._size = (width, height)
        self._source = rest[:, :2]
        self.triangles = _delaunay(self._source)

    def draw(self, picture: Picture, points: Points) -> Picture:
        """The picture with every point of ``points`` (N×3) in its new place; what is nearer covers what is farther."""
        moved = points[self.triangles]
        order = np.argsort(-moved[:, :, 2].mean(axis=1), kind="stable")
        width, height = self._size
        owner = np.zeros((height, width), np.int32)
        corners = np.round(moved[:, :, :2] * 16).astype(np.int32)
        for index in order:
            cv2.fillConvexPoly(owner, corners[index], int(index), shift=4)
        matrices = self._to_source(moved[:, :, :2])[owner]
        ys, xs = np.mgrid[:height, :width].astype(np.float32)
        map_x = matrices[..., 0, 0] * xs + matrices[..., 0, 1] * ys + matrices[..., 0, 2]
        map_y = matrices[..., 1, 0] * xs + matrices[..., 1, 1] * ys + matrices[..., 1, 2]
        return np.asarray(cv2.remap(picture, map_x, map_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE))

    def _to_source(self, moved: Points) -> npt.NDArray[np.float32]:
        """T×2×3: from a place in the frame to the place in the picture, a triangle each."""
        ones = np.ones((*moved.shape[:2], 1))
        frame = np.concatenate([moved, ones], axis=2)
        # A shut eye has triangles without area; nothing of them is seen, but they must be invertible.
        flat = np.abs(np.linalg.det(frame)) < 1e-3
        frame[flat] += np.random.default_rng(0).normal(0, 0.05, frame[flat].shape) * np.array([1, 1, 0])
        source = self._source[self.triangles]
        return np.linalg.solve(frame, source).transpose(0, 2, 1).astype(np.float32)


def _delaunay(points: Points) -> npt.NDArray[np.int64]:
    from scipy.spatial import Delaunay  # type: ignore[import-not-found, import-untyped, unused-ignore]

    return np.asarray(Delaunay(points).simplices, np.int64)
