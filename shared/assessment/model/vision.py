"""What the camera saw: one row a second, measured against the person's own neutral pose."""

from shared.kernel.clock import Milliseconds
from shared.kernel.frozen import Frozen

EXPRESSIONS = ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")


class HeadPose(Frozen):
    """Degrees relative to the person's own neutral pose; yaw positive to the viewer's right, pitch positive up,
    roll positive clockwise."""

    yaw: float
    pitch: float
    roll: float


class Expression(Frozen):
    """Probabilities of seven expression classes, summing to one. What a face shows, never what a person feels."""

    angry: float
    disgust: float
    fear: float
    happy: float
    sad: float
    surprise: float
    neutral: float


class VisionSecond(Frozen):
    """One second of picture. Fields about a face are null where there is none.

    ``face_share`` is face width over frame width; ``offset_x`` and ``offset_y`` the face centre's distance from
    the frame's centre in frame widths and heights (−0.5…0.5, right and down positive). ``brightness`` 0–1 of the
    face where there is one, else of the frame; ``sharpness`` the variance of the Laplacian on a face scaled to
    128 px, higher is sharper. ``gaze_on_camera`` is the share of sampled frames that look at the camera, ``smile``
    0–1 from mouth geometry relative to the person's own neutral, ``blinks`` how many closed within the second
    (null where frames were too few to tell).
    """

    at_ms: Milliseconds
    faces: int
    face_share: float | None = None
    offset_x: float | None = None
    offset_y: float | None = None
    brightness: float
    sharpness: float | None = None
    pose: HeadPose | None = None
    gaze_on_camera: float | None = None
    smile: float | None = None
    expression: Expression | None = None
    blinks: int | None = None
    confidence: float
    """0–1: the mesh's presence score, lowered for dark, blurred and averted faces."""


class VisionSummary(Frozen):
    """The whole answer in a few numbers. Shares are 0–1 of the watched seconds.

    ``head_motion`` is the standard deviation of yaw and pitch together in degrees; ``blink_rate`` is per minute,
    null where too few bursts were sampled. ``expression`` is the mean over confident seconds, null when
    expression was not allowed to be measured.
    """

    seconds: int
    frames: int
    face_present: float
    several_faces: float
    gaze_on_camera: float | None
    head_motion: float | None
    smile: float | None
    blink_rate: float | None
    expression: Expression | None
    brightness: float
    sharpness: float | None
    confidence: float
    corrupt_frames: int = 0
    """Frames that could not be decoded; the picture before and behind them was watched."""
    models: dict[str, str]
    """Model name → sha256 or version, so that the measurement can be repeated."""


class Vision(Frozen):
    """Timeline and summary of one answer; ``flags`` are codes of ``shared.assessment.model.flags``."""

    summary: VisionSummary
    timeline: tuple[VisionSecond, ...]
    flags: tuple[str, ...] = ()


class WatchOptions(Frozen):
    """How to watch. ``frames_per_second`` are sampled all through; every ``burst_every_ms`` a burst of
    ``burst_ms`` at ``burst_fps`` catches blinks. ``expression`` off leaves the seven classes null."""

    frames_per_second: float = 2.0
    burst_fps: float = 15.0
    burst_ms: Milliseconds = Milliseconds(2000)
    burst_every_ms: Milliseconds = Milliseconds(10000)
    expression: bool = True
