"""Soft masks to paint through."""

import cv2  # type: ignore[import-not-found, import-untyped, unused-ignore]
import numpy as np
import numpy.typing as npt

from samples.make.mesh import Points

Plane = npt.NDArray[np.float64]


def soft_mask(polygon: Points, size: tuple[int, ...], blur: float) -> Plane:
    """0–1, one inside the polygon (pixels), with an edge blurred by ``blur`` pixels. ``size`` is height, width."""
    mask = np.zeros(size[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(polygon * 16).astype(np.int32)], 255, lineType=cv2.LINE_AA, shift=4)
    return np.asarray(cv2.GaussianBlur(mask.astype(np.float64) / 255, (0, 0), blur))


def disc(size: tuple[int, ...], centre: tuple[float, float], radius: float) -> Plane:
    """0–1, one inside a circle (pixels), with an edge of a pixel. ``size`` is height, width."""
    ys, xs = np.mgrid[: size[0], : size[1]]
    distance = np.hypot(xs - centre[0], ys - centre[1])
    return np.asarray(np.clip(radius - distance + 0.7, 0, 1))
