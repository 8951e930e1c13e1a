"""Moves the portrait's mesh: from a pose to the place of every point in the frame."""

import numpy as np

from samples.make import landmarks as at
from samples.make.mesh import Points
from samples.make.pose import Pose

PIVOT = np.array([320.0, 300.0, 75.0])
"""What the head turns about: the top of the neck, a face's half depth behind the cheeks. Pixels."""
HAIR = np.array(
    [
        *((219, 262), (214, 236), (200, 205), (184, 171), (186, 126), (206, 84), (250, 50), (306, 30), (348, 27)),
        *((400, 38), (441, 72), (462, 114), (466, 166), (458, 212), (434, 244), (420, 268)),
    ],
    np.float64,
)
"""Outline of hair and ears, pixels. It turns with the head but lies as deep as the pivot."""
COLLAR = np.array([(246, 318), (262, 344), (285, 352), (315, 357), (345, 356), (372, 342), (384, 318)], np.float64)
"""Where the neck goes into the suit: it stays."""
FLANK = 32.0
"""No point of the mesh lies deeper than this, pixels."""
NARROWER, FLATTER = 0.24, 1.15
"""How much shorter and straighter than the smile the closed mouth is; above one its corners hang a little."""
LIPS_APART = np.array([0.0, 0.4])
JAW_DROP = 9.0
BROW_DROP = 1.0
"""Pixels that brows sink in a blink; the lids themselves are paint (see ``texture``)."""


class Rig:
    """The portrait's points at rest and the rules that move them.

    ``rest`` is N×3 pixels: the 468 of the mesh, hair and ears, then points that never move (collar, surroundings).
    """

    def __init__(self, mesh: Points, width: int, height: int) -> None:
        self.mesh = _shallower(mesh)
        around = _around(width, height)
        still = np.vstack([COLLAR, around])
        self.rest = np.vstack([self.mesh, _at_depth(HAIR, float(PIVOT[2])), _at_depth(still, float(PIVOT[2]))])
        self.moving = len(mesh) + len(HAIR)
        self._unsmile = self._spread(self._lips_closing(), reach=26.0)
        self._jaw = self._jaw_weights()
        self._brows = [*at.BELOW_BROW["right"], *at.BELOW_BROW["left"]]

    def points(self, pose: Pose) -> Points:
        """N×3 pixels for a pose."""
        moved = self.rest.copy()
        face = moved[: len(self.mesh)]
        face[:, :2] += (1 - pose.smile) * self._unsmile
        face[:, 1] += JAW_DROP * pose.open * self._jaw
        face[self._brows, 1] += BROW_DROP * pose.blink
        head = moved[: self.moving]
        head[:] = _turned(head, pose)
        head[:, 0] += pose.shift_x
        head[:, 1] += pose.shift_y
        return moved

    def _lips_closing(self) -> dict[int, Points]:
        """Where the lips' points go, from the smile of the photograph to a mouth at rest."""
        flat = self.mesh[:, :2]
        middle = (flat[13] + flat[14]) / 2
        target: dict[int, Points] = {}

        def to_rest(point: Points) -> Points:
            return np.asarray(middle + (point - middle) * np.array([1 - NARROWER, 1 - FLATTER]))

        upper, lower = list(at.UPPER_INNER_LIP), list(at.LOWER_INNER_LIP)
        for high, low in zip(upper, lower, strict=True):
            line = to_rest((flat[high] + flat[low]) / 2)
            target[high], target[low] = line - LIPS_APART, line + LIPS_APART
        for rows, inner in (
            ((at.UPPER_OUTER_LIP, *at.UPPER_MIDDLE_LIP), upper),
            ((at.LOWER_OUTER_LIP, *at.LOWER_MIDDLE_LIP), lower),
        ):
            for row in rows:
                for point, edge in zip(row, inner, strict=True):
                    offset = (flat[point] - flat[edge]) * np.array([1 - NARROWER, 1.25])
                    target[point] = target[edge] + offset
        for corner in (*at.MOUTH_CORNERS, *at.INNER_CORNERS, *at.MIDDLE_CORNERS):
            target[corner] = to_rest(flat[corner])
        return {index: np.asarray(place - flat[index]) for index, place in target.items()}

    def _spread(self, displacements: dict[int, Points], reach: float) -> Points:
        """468×2: the given displacements, and around them skin that follows less the farther it is (pixels)."""
        indices = list(displacements)
        given = np.array([displacements[i] for i in indices])
        distance = np.linalg.norm(self.mesh[:, None, :2] - self.mesh[None, indices, :2], axis=2)
        weight = np.exp(-np.square(distance / 10.0))
        weight /= weight.sum(axis=1, keepdims=True) + 1e-12
        fade = np.exp(-np.square(distance.min(axis=1) / reach))
        field: Points = (weight @ given) * fade[:, None]
        field[indices] = given
        return field

    def _jaw_weights(self) -> Points:
        """How much of the jaw's drop each of the 468 points takes: lower lip all, chin most, upper lip a little up."""
        y = self.mesh[:, 1]
        lip, chin = float(self.mesh[14, 1]), float(self.mesh[152, 1])
        inside = np.exp(-np.square((self.mesh[:, 0] - self.mesh[14, 0]) / 55.0))
        weight = np.where(y > lip, 1 - 0.35 * (y - lip) / (chin - lip), np.clip((y - lip + 12) / 24, 0, 0.5)) * inside
        half = np.abs(self.mesh[61, 0] - self.mesh[291, 0]) / 2
        for rows, sign in (
            ((*at.LOWER_MIDDLE_LIP, at.LOWER_INNER_LIP, at.LOWER_OUTER_LIP), 1.0),
            ((*at.UPPER_MIDDLE_LIP, at.UPPER_INNER_LIP, at.UPPER_OUTER_LIP), -0.18),
        ):
            for row in rows:
                away = np.abs(self.mesh[list(row), 0] - self.mesh[14, 0]) / half
                weight[list(row)] = sign * np.sqrt(np.clip(1 - np.square(away), 0, 1))
        for corner in (*at.MOUTH_CORNERS, *at.INNER_CORNERS, *at.MIDDLE_CORNERS):
            weight[corner] = 0.12
        return np.asarray(weight)


def _turned(points: Points, pose: Pose) -> Points:
    yaw, pitch, roll = np.deg2rad([pose.yaw, pose.pitch, pose.roll])
    x, y, z = (points - PIVOT).T
    # z grows to the back, so a turn to the viewer's right carries what is in front (z < 0) to larger x.
    x, z = x * np.cos(yaw) - z * np.sin(yaw), x * np.sin(yaw) + z * np.cos(yaw)
    y, z = y * np.cos(pitch) + z * np.sin(pitch), -y * np.sin(pitch) + z * np.cos(pitch)
    x, y = x * np.cos(roll) - y * np.sin(roll), x * np.sin(roll) + y * np.cos(roll)
    return np.asarray(np.column_stack([x, y, z]) + PIVOT)


def _shallower(mesh: Points) -> Points:
    """The mesh with its steep flanks flattened: seen from the front they have no paint to show when the head turns."""
    depth = mesh[:, 2]
    bent = np.where(depth > 0, FLANK * np.tanh(depth / FLANK), depth)
    return np.column_stack([mesh[:, :2], bent])


def _around(width: int, height: int) -> Points:
    """Points that never move: a ring outside the hair, and the picture's edge."""
    centre = HAIR.mean(axis=0)
    ring = centre + (HAIR - centre) * 1.22
    ring = ring[(ring[:, 1] > 2) & (ring[:, 1] < 290)]
    xs, ys = np.linspace(0, width - 1, 9), np.linspace(0, height - 1, 7)
    edge = [(x, y) for x in xs for y in (0, height - 1)] + [(x, y) for y in ys[1:-1] for x in (0, width - 1)]
    return np.vstack([ring, np.array(edge, np.float64)])


def _at_depth(flat: Points, depth: float) -> Points:
    return np.column_stack([flat, np.full(len(flat), depth)])
