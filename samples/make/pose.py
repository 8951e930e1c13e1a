"""What the face does in one frame, and the whole timeline of an answer from its events and its speech."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samples.make.script import Event
from samples.make.speech import SAMPLE_RATE, Audio

FPS = 20
TURN_DEGREES = 22.0
Curve = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Pose:
    """Yaw, pitch and roll in degrees (yaw to the viewer's right, pitch up); shifts in pixels; the others 0–1.

    ``gaze`` is −1 (viewer's left) to 1 (right).
    """

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    shift_x: float = 0.0
    shift_y: float = 0.0
    blink: float = 0.0
    smile: float = 0.0
    gaze: float = 0.0
    open: float = 0.0


def timeline(events: tuple[Event, ...], audio: Audio, seed: int) -> list[Pose]:
    """One pose a frame, as long as the speech."""
    frames = int(len(audio) / SAMPLE_RATE * FPS)
    seconds = np.arange(frames) / FPS
    curve = {kind: _curve(events, kind, seconds) for kind in ("blink", "turn_left", "turn_right", "smile", "glance")}
    mouth = loudness(audio, frames)
    idle = {
        name: _idle(seconds, np.random.default_rng([seed, n])) for n, name in enumerate(("yaw", "pitch", "roll", "x"))
    }
    yaw = TURN_DEGREES * (curve["turn_right"] - curve["turn_left"]) + 1.2 * idle["yaw"]
    return [
        Pose(
            yaw=float(yaw[i]),
            pitch=float(0.9 * idle["pitch"][i] - 1.2 * mouth[i]),
            roll=float(0.8 * idle["roll"][i]),
            shift_x=float(1.2 * idle["x"][i]),
            shift_y=float(0.6 * idle["pitch"][i]),
            blink=float(curve["blink"][i]),
            smile=float(curve["smile"][i]),
            gaze=float(curve["glance"][i]),
            open=float(mouth[i] * (1 - 0.6 * curve["smile"][i])),
        )
        for i in range(frames)
    ]


def loudness(audio: Audio, frames: int) -> Curve:
    """How far speech opens the mouth in each frame: RMS, smoothed, 0–1 with 1 at the loud tenth."""
    size = SAMPLE_RATE // FPS
    padded = np.pad(audio, (0, max(0, frames * size - len(audio))))[: frames * size]
    rms = np.sqrt(np.mean(np.square(padded.reshape(frames, size), dtype=np.float64), axis=1))
    smooth = np.convolve(rms, [0.2, 0.6, 0.2], mode="same")
    return np.clip(smooth / max(float(np.quantile(smooth, 0.9)), 1e-9), 0, 1)


def _curve(events: tuple[Event, ...], kind: str, seconds: Curve) -> Curve:
    """0–1: rises, holds and falls inside each event of that kind. A blink shuts fast and holds a moment."""
    total = np.zeros_like(seconds)
    for event in events:
        if event.kind == kind:
            ramp = min(0.5, 0.35 * (event.end_s - event.start_s))
            inside = np.minimum(seconds - event.start_s, event.end_s - seconds) / ramp
            total = np.maximum(total, _ease(np.clip(inside, 0, 1)))
    return total


def _ease(x: Curve) -> Curve:
    return x * x * (3 - 2 * x)


def _idle(seconds: Curve, random: np.random.Generator) -> Curve:
    """Slow wandering of unit size: a sum of sines below half a hertz with random phases."""
    rates = random.uniform(0.08, 0.45, size=4)
    phases = random.uniform(0, 2 * np.pi, size=4)
    waves = np.sin(2 * np.pi * rates[:, None] * seconds + phases[:, None])
    return np.asarray(waves.mean(axis=0) * 1.4)
