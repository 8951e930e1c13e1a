"""Square crops of a picture, turned and scaled in one step, and the way back from a crop to the picture."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from containers.vision.pictures import Picture

Points = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Square:
    """A turned square in picture pixels. ``angle`` in radians, clockwise as seen; ``side`` in pixels."""

    x: float
    y: float
    side: float
    angle: float

    def to_picture(self, points: Points, resolution: int) -> Points:
        """Return points (n × 2 or n × 3, in pixels of a crop of ``resolution``) in picture pixels; depth scales too."""
        step = self.side / resolution
        centred = (points[:, :2] - resolution / 2) * step
        cos, sin = np.cos(self.angle), np.sin(self.angle)
        out = points * np.float32(step)
        out[:, 0] = centred[:, 0] * cos - centred[:, 1] * sin + self.x
        out[:, 1] = centred[:, 0] * sin + centred[:, 1] * cos + self.y
        return out


def crop(picture: Picture, square: Square, resolution: int) -> NDArray[np.float32]:
    """Return ``square`` as resolution × resolution × 3 in 0…1, bilinear; beyond the edge the border repeats.

    Fixed point on packed pixels: one gather brings a whole pixel, and two channels are blended in one multiplication.
    """
    step = square.side / resolution
    across, down = _grid(resolution)
    cos, sin = np.float32(np.cos(square.angle) * step), np.float32(np.sin(square.angle) * step)
    # Pixel centres stand at halves.
    x = np.clip(across * cos - down * sin + np.float32(square.x - 0.5), 0, picture.width - 1.001)
    y = np.clip(across * sin + down * cos + np.float32(square.y - 0.5), 0, picture.height - 1.001)
    x_fixed, y_fixed = (x * 256).astype(np.int32), (y * 256).astype(np.int32)
    start = (y_fixed >> 8) * picture.width + (x_fixed >> 8)
    return _blended(picture.pixels, start, (x_fixed & 255).astype(np.uint32), (y_fixed & 255).astype(np.uint32))


def _blended(
    pixels: NDArray[np.uint8], start: NDArray[np.int32], right: NDArray[np.uint32], below: NDArray[np.uint32]
) -> NDArray[np.float32]:
    width = pixels.shape[1]
    packed = pixels.reshape(-1, 4).view(np.uint32).reshape(-1)
    both = (right * below) >> 8
    weights = ((0, 256 - right - below + both), (1, right - both), (width, below - both), (width + 1, both))
    red_blue = np.zeros(start.shape, np.uint32)
    green = np.zeros(start.shape, np.uint32)
    for offset, weight in weights:
        pixel = packed.take(start + offset)
        red_blue += (pixel & 0xFF00FF) * weight
        green += ((pixel >> 8) & 0xFF) * weight
    out = np.empty((*start.shape, 3), np.float32)
    np.multiply((red_blue >> 8) & 0xFF, np.float32(1 / 255), out=out[..., 0], casting="unsafe")
    np.multiply(green >> 8, np.float32(1 / 255), out=out[..., 1], casting="unsafe")
    np.multiply(red_blue >> 24, np.float32(1 / 255), out=out[..., 2], casting="unsafe")
    return out


@lru_cache(maxsize=8)
def _grid(resolution: int) -> tuple[Points, Points]:
    """Places of a crop's pixels from its centre, in crop pixels: across as a row, down as a column."""
    places = np.arange(resolution, dtype=np.float32) + np.float32(0.5 - resolution / 2)
    return places[None, :], places[:, None]
