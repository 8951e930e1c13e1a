"""What an engine hands over: plain measurements of one frame, before anything is compared with the person's neutral."""

from dataclasses import dataclass, field

from shared.kernel.clock import Milliseconds


@dataclass(frozen=True, slots=True)
class FaceMeasure:
    """The watched person's face in one frame.

    ``presence`` 0–1 is the mesh's own score. ``share`` is face width over frame width, ``offset_x`` and ``offset_y``
    the face's centre from the frame's centre in frame widths and heights (right and down positive). ``yaw``,
    ``pitch``, ``roll`` are degrees in the camera's frame. ``eyes_open`` is the eye aspect ratio (Soukupová and Čech
    2016), ``mouth_width`` and ``mouth_lift`` (how high the corners stand below the nose, higher is larger) are in
    distances between the outer eye corners. ``gaze_x`` and ``gaze_y`` are degrees of the eye in the head, right and
    up positive. ``sharpness``, gaze and ``expression`` are null in frames of a burst, which are looked at for blinks
    only.
    """

    presence: float
    share: float
    offset_x: float
    offset_y: float
    yaw: float
    pitch: float
    roll: float
    eyes_open: float
    mouth_width: float
    mouth_lift: float
    sharpness: float | None = None
    gaze_x: float | None = None
    gaze_y: float | None = None
    expression: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class FrameMeasure:
    """One frame. ``full`` frames were measured wholly, the others for blinks only (``brightness`` is null then).

    ``burst`` numbers the run of frames, dense in time, that a frame belongs to; null outside of bursts.
    """

    at_ms: Milliseconds
    faces: int
    face: FaceMeasure | None = None
    brightness: float | None = None
    full: bool = True
    burst: int | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """All frames of one recording in the order of time, and what was found beside them."""

    frames: tuple[FrameMeasure, ...]
    corrupt_frames: int = 0
    models: dict[str, str] = field(default_factory=dict)
