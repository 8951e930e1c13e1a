"""Lids are paint: skin drawn over the open eyes of the portrait."""

import cv2  # type: ignore[import-not-found, import-untyped, unused-ignore]
import numpy as np

from samples.make.landmarks import BELOW_BROW, CORNERS, LOWER_LID, UPPER_LID
from samples.make.masks import Plane, soft_mask
from samples.make.mesh import Picture, Points

DOWN = np.array([0.0, 1.0])
LASHES = np.array([74.0, 50.0, 40.0])


class Lid:
    """The upper lid of one eye: skin from under the brow down to a line of lashes."""

    def __init__(self, portrait: Picture, flat: Points, side: str) -> None:
        outer, inner = CORNERS[side]
        self._upper, self._lower = flat[list(UPPER_LID[side])], flat[list(LOWER_LID[side])]
        self._outer, self._inner = flat[outer], flat[inner]
        self._top = flat[list(BELOW_BROW[side])]
        self._skin = _skin_across(portrait, np.vstack([self._top, self._lower + 9 * DOWN]))

    def close(self, canvas: Plane, blink: float) -> None:
        """Paints the lid down to ``blink`` (0–1) of the way; one is shut."""
        edge = self._upper + blink * (self._lower + 1.5 * DOWN - self._upper)
        line = np.vstack([self._outer, edge, self._inner])
        crease = 0.75 * self._top + 0.25 * self._upper
        skin = np.vstack([self._outer - DOWN, crease, self._inner - DOWN, line[::-1]])
        strength = min(1.0, 3 * blink)
        size = canvas.shape[:2]
        mask = strength * soft_mask(skin, size, 1.6)[:, :, None]
        canvas[:] = canvas * (1 - mask) + self._skin * mask
        lashes = np.zeros(size, np.uint8)
        places = [np.round(line * 16).astype(np.int32)]
        cv2.polylines(lashes, places, False, 255, thickness=1, lineType=cv2.LINE_AA, shift=4)
        soft = 1.3 * cv2.GaussianBlur(lashes.astype(np.float64) / 255, (0, 0), 0.7)
        mask = strength * np.clip(soft, 0, 0.75)[:, :, None]
        canvas[:] = canvas * (1 - mask) + LASHES * mask


def _skin_across(portrait: Picture, rim: Points) -> Plane:
    """Skin without an eye in it: a plane of colour fitted to the skin on the rim around the eye."""
    columns, rows = np.round(rim).astype(int).T
    smooth = cv2.GaussianBlur(portrait, (0, 0), 1.5).astype(np.float64)
    known = np.column_stack([columns, rows, np.ones(len(rim))])
    plane, *_ = np.linalg.lstsq(known, smooth[rows, columns], rcond=None)
    ys, xs = np.mgrid[: portrait.shape[0], : portrait.shape[1]]
    return np.asarray(np.clip(np.stack([xs, ys, np.ones_like(xs)], axis=2) @ plane, 0, 255))
