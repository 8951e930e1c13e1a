"""A decoded frame as the networks want it: turned upright, scaled down, converted once."""

from dataclasses import dataclass
from typing import cast

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

LONGEST_SIDE = 640
"""Pixels. A face that fills a fifth of this still gives the mesh and the eyes more than they resolve."""
DETECTOR_SIDE = 192

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Picture:
    """``pixels``: height × width × 4 (red, green, blue, unused), upright, at most ``LONGEST_SIDE`` long."""

    pixels: Pixels

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    def brightness(self) -> float:
        """Mean brightness, 0–1. Every fourth pixel of every fourth row is enough for a mean."""
        red, green, blue = (float(mean) for mean in self.pixels[::4, ::4, :3].mean(axis=(0, 1)))
        return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


class Darkroom:
    """Scales and converts the frames of one recording. Keeps its scalers: building one costs more than a use."""

    def __init__(self) -> None:
        self._work = VideoReformatter()
        self._small = VideoReformatter()

    def picture(self, frame: VideoFrame) -> Picture:
        """Return the working picture. Four bytes a pixel, so that a crop gathers a pixel in one step."""
        return Picture(_upright(frame, _fitted(self._work, frame, LONGEST_SIDE, "rgba")))

    def thumbnail(self, frame: VideoFrame) -> NDArray[np.uint8]:
        """Return the frame for the detector: upright RGB, its longer side ``DETECTOR_SIDE``, without padding."""
        return _upright(frame, _fitted(self._small, frame, DETECTOR_SIDE, "rgb24"))


def _fitted(scaler: VideoReformatter, frame: VideoFrame, longest: int, pixel_format: str) -> Pixels:
    scale = min(1.0, longest / max(frame.width, frame.height))
    scaled = scaler.reformat(
        frame,
        width=max(1, round(frame.width * scale)),
        height=max(1, round(frame.height * scale)),
        format=pixel_format,
        # Area averages all source pixels: nothing aliases when a 1080p frame becomes 192 px wide.
        interpolation=Interpolation.AREA if scale < 1 else Interpolation.FAST_BILINEAR,
        # Waking FFmpeg's threads costs more than the half millisecond that they could share.
        threads=1,
    )
    return cast("Pixels", scaled.to_ndarray())


def _upright(frame: VideoFrame, pixels: Pixels) -> Pixels:
    """Turn as the recording says. FFmpeg counts counter-clockwise degrees, as ``rot90`` does."""
    turns = round(frame.rotation / 90) % 4
    return np.ascontiguousarray(np.rot90(pixels, turns)) if turns else pixels
