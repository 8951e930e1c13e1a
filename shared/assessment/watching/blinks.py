"""Blinks from bursts of frames: the eye aspect ratio falls and comes back within a blink's time."""

from collections.abc import Sequence
from statistics import median

from shared.assessment.watching.measured import FrameMeasure
from shared.kernel.clock import Milliseconds

CLOSED = 0.72
"""Share of the burst's own open eye below which the lids are down…"""
OPENED = 0.84
"""…and above which they are up again."""
LONGEST_BLINK_MS = 600
"""Longer is eyes closed or a look down. Spontaneous blinks take 100–400 ms (Schiffman 2001)."""
LARGEST_GAP_MS = 150
"""Between neighbouring frames. Above it, a blink can pass unseen and the run is not dense."""
SHORTEST_RUN_MS = 500
AVERTED_DEGREES = 30.0
"""Beyond this yaw one eye hides behind the nose, and its aspect ratio says nothing."""

Run = Sequence[FrameMeasure]


def dense_runs(frames: Sequence[FrameMeasure]) -> list[list[FrameMeasure]]:
    """Split the frames of bursts into runs without a gap, each with a face that shows both eyes."""
    runs: list[list[FrameMeasure]] = []
    for frame in frames:
        if frame.burst is None or frame.face is None or abs(frame.face.yaw) > AVERTED_DEGREES:
            continue
        if runs and frame.burst == runs[-1][-1].burst and frame.at_ms - runs[-1][-1].at_ms <= LARGEST_GAP_MS:
            runs[-1].append(frame)
        else:
            runs.append([frame])
    return [run for run in runs if length_ms(run) >= SHORTEST_RUN_MS]


def length_ms(run: Run) -> int:
    """From the first to the last frame."""
    return run[-1].at_ms - run[0].at_ms


def blinks_in(run: Run) -> list[Milliseconds]:
    """Return the moment of each blink: when the eyes were most closed.

    The reference is the run's own upper median, so that a person who looks down at notes is not taken for one who
    blinks all the time. A closing that the run begins or ends with is not counted: nobody saw both of its sides.
    """
    ratios = [(frame.at_ms, frame.face.eyes_open) for frame in run if frame.face is not None]
    values = sorted(ratio for _, ratio in ratios)
    opened = median(values[len(values) // 2 :])
    found: list[Milliseconds] = []
    closing: list[tuple[Milliseconds, float]] = []
    seen_open = False
    for at_ms, ratio in ratios:
        if ratio < CLOSED * opened or (closing and ratio < OPENED * opened):
            closing.append((at_ms, ratio))
            continue
        if closing and seen_open and at_ms - closing[0][0] <= LONGEST_BLINK_MS:
            found.append(min(closing, key=lambda moment: moment[1])[0])
        closing = []
        seen_open = True
    return found
