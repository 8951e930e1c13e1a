"""The portrait's paint under a pose: irises that look aside, lids that close, a mouth dark inside when it speaks."""

from dataclasses import dataclass

import cv2  # type: ignore[import-not-found, import-untyped, unused-ignore]
import numpy as np

from samples.make.landmarks import SMILE_FOLDS, eye_outline, mouth_outline
from samples.make.lids import Lid
from samples.make.masks import Plane, disc, soft_mask
from samples.make.mesh import Picture, Points
from samples.make.pose import Pose

GAZE_SHIFT = 0.24
"""How far the iris goes aside, in widths of the eye."""

LIP_LINE = np.array([96.0, 42.0, 40.0])


@dataclass(frozen=True)
class Eye:
    """One eye's patch: a box of the portrait, the eye without iris, the opening as a soft mask, and the iris."""

    box: tuple[slice, slice]
    white: Plane
    opening: Plane
    centre: tuple[float, float]
    radius: float
    shift: float


class Texture:
    """The portrait, repainted for gaze and speech."""

    def __init__(self, portrait: Picture, mesh: Points, irises: dict[str, Points]) -> None:
        self.portrait = portrait
        self._eyes = [_eye(portrait, mesh[eye_outline(side), :2], irises[side]) for side in ("right", "left")]
        self._without_folds = _without_folds(portrait, mesh[:, :2])
        self._lids = [Lid(portrait, mesh[:, :2], side) for side in ("right", "left")]
        self._mouth = soft_mask(mesh[mouth_outline(), :2], portrait.shape[:2], 0.8)[:, :, None]
        self._speaking = _speaking_mouth(portrait, mesh[mouth_outline(), :2])

    def paint(self, pose: Pose) -> Picture:
        """The portrait with irises, lids and the inside of the mouth as the pose has them."""
        canvas = self.portrait * pose.smile + self._without_folds * (1 - pose.smile)
        teeth = np.clip(2.5 * pose.open, 0, 1)
        inside = pose.smile * canvas + (1 - pose.smile) * (teeth * self._speaking + (1 - teeth) * LIP_LINE)
        canvas = canvas * (1 - self._mouth) + inside * self._mouth
        if abs(pose.gaze) > 1e-3:
            for eye in self._eyes:
                self._look(canvas, eye, pose.gaze * eye.shift)
        if pose.blink > 1e-3:
            for lid in self._lids:
                lid.close(canvas, pose.blink)
        return np.asarray(np.clip(canvas, 0, 255), np.uint8)

    def _look(self, canvas: Plane, eye: Eye, shift: float) -> None:
        patch = self.portrait[eye.box].astype(np.float64)
        height, width = patch.shape[:2]
        move = np.array([[1, 0, shift], [0, 1, 0]], np.float64)
        iris = cv2.warpAffine(patch, move, (width, height), borderMode=cv2.BORDER_REPLICATE)
        around = disc((height, width), (eye.centre[0] + shift, eye.centre[1]), eye.radius)[:, :, None]
        eyeball = eye.white * (1 - around) + iris * around
        strength = eye.opening * min(1.0, abs(shift) / 1.0)
        canvas[eye.box] = canvas[eye.box] * (1 - strength) + eyeball * strength


def _eye(portrait: Picture, outline: Points, iris: Points) -> Eye:
    left, top = np.floor(outline.min(axis=0)).astype(int) - 6
    right, bottom = np.ceil(outline.max(axis=0)).astype(int) + 7
    box = (slice(top, bottom), slice(left, right))
    patch = portrait[box].astype(np.float64)
    opening = soft_mask(outline - (left, top), patch.shape[:2], 0.7)
    centre = (float(iris[0, 0] - left), float(iris[0, 1] - top))
    radius = 1.08 * float(np.linalg.norm(iris[1:] - iris[0], axis=1).mean())
    outside = (opening > 0.8) & (disc(patch.shape[:2], centre, radius + 2) < 0.1)
    light = patch.mean(axis=2)
    bright = outside & (light > np.quantile(light[outside], 0.5))
    colour = patch[bright].mean(axis=0)
    # Lids and lashes throw a shadow on the upper part of the eyeball.
    rows = (np.arange(patch.shape[0]) - (outline[:, 1].min() - top)) / np.ptp(outline[:, 1])
    shade = np.clip(0.72 + 0.45 * rows, 0.7, 1.0)[:, None, None]
    white = np.broadcast_to(colour * shade, patch.shape).copy()
    return Eye(
        box=box,
        white=white,
        opening=opening[:, :, None],
        centre=centre,
        radius=radius,
        shift=GAZE_SHIFT * float(np.ptp(outline[:, 0])),
    )


def _speaking_mouth(portrait: Picture, outline: Points) -> Plane:
    """The teeth's lower part gone dark: an open mouth shows the upper teeth and shadow below."""
    top, bottom = outline[:, 1].min(), outline[:, 1].max()
    rows = (np.arange(portrait.shape[0]) - top) / (bottom - top)
    dark = np.clip((rows - 0.32) / 0.25, 0, 1)[:, None, None]
    shadow = np.array([70.0, 28.0, 26.0])
    return np.asarray(portrait * 0.82 * (1 - dark) + shadow * dark)


def _without_folds(portrait: Picture, flat: Points) -> Plane:
    """The portrait without the folds that a smile draws from the nose to the corners of the mouth."""
    folds = np.zeros(portrait.shape[:2], np.uint8)
    for points in SMILE_FOLDS:
        line = [np.round(flat[list(points)]).astype(np.int32)]
        cv2.polylines(folds, line, False, 255, thickness=15)
    filled = cv2.inpaint(portrait, folds, 7, cv2.INPAINT_TELEA).astype(np.float64)
    smooth = cv2.GaussianBlur(filled, (0, 0), 2.0)
    mask = 0.85 * cv2.GaussianBlur(folds.astype(np.float64) / 255, (0, 0), 2.5)[:, :, None]
    return np.asarray(portrait * (1 - mask) + smooth * mask)
