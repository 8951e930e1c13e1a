"""Builders of measurements: a person who sits still and looks at the camera, unless a test says otherwise."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from shared.assessment.watching import FaceMeasure, FrameMeasure
from shared.kernel.clock import Milliseconds

CALM = FaceMeasure(
    presence=0.98,
    share=0.3,
    offset_x=0.02,
    offset_y=-0.1,
    yaw=4.0,
    pitch=-11.0,
    roll=1.5,
    eyes_open=0.34,
    mouth_width=0.6,
    mouth_lift=-0.25,
    sharpness=180.0,
    gaze_x=-2.0,
    gaze_y=7.0,
    expression=(0.02, 0.0, 0.02, 0.1, 0.06, 0.0, 0.8),
)
"""Nobody's neutral is zero: this camera stands a little low and to the side."""


def face(**changes: Any) -> FaceMeasure:
    """The calm face, with changes."""
    return replace(CALM, **changes)


def frame(at_ms: int, **changes: Any) -> FrameMeasure:
    """A fully measured frame of one calm person."""
    values: dict[str, Any] = {"at_ms": Milliseconds(at_ms), "faces": 1, "face": CALM, "brightness": 0.5, **changes}
    return FrameMeasure(**values)


def empty(at_ms: int, brightness: float = 0.5) -> FrameMeasure:
    """A frame of a room without anybody."""
    return frame(at_ms, faces=0, face=None, brightness=brightness)


def watched(seconds: int, look: Callable[[float], FrameMeasure] | None = None) -> list[FrameMeasure]:
    """Two frames a second; ``look`` makes the one at a second, calm by default."""
    moments = [index * 0.5 for index in range(2 * seconds)]
    return [look(second) if look else frame(round(second * 1000)) for second in moments]


def burst(start_ms: int, lids: Sequence[float], *, step_ms: int = 66, number: int = 0) -> list[FrameMeasure]:
    """Dense frames in which the eyes are open as ``lids`` says (eye aspect ratio)."""
    return [
        frame(
            start_ms + index * step_ms,
            face=face(eyes_open=opening, gaze_x=None, gaze_y=None, sharpness=None, expression=None),
            brightness=None,
            full=False,
            burst=number,
        )
        for index, opening in enumerate(lids)
    ]


OPEN = 0.34
BLINK = (0.33, 0.2, 0.1, 0.12, 0.25, 0.33)
"""Lids that fall and rise within 300 ms at 15 frames a second."""
