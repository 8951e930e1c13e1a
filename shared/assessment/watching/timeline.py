"""The timeline: one row for each second that was watched."""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from statistics import fmean, median

from shared.assessment.model.vision import EXPRESSIONS, Expression, HeadPose, VisionSecond
from shared.assessment.watching.blinks import blinks_in, dense_runs
from shared.assessment.watching.looks import facing, on_camera, pose_from, smile_of
from shared.assessment.watching.measured import FaceMeasure, FrameMeasure
from shared.assessment.watching.neutral import Neutral
from shared.kernel.clock import Milliseconds

DARK = 0.16
"""Mean brightness of a face, 0–1, below which its features drown in noise."""
BLURRED = 20.0
"""Variance of the Laplacian of a face at 128 px below which its features are smeared.

A sharp portrait has 60 (face 64 px wide) to 300 (128 px); the same one blurred with a standard deviation of 2 px has 5,
behind a smeared lens 13. It says nothing in the dark, where the variance falls with the square of the light."""
COVERED_MS = 800
"""A second's blinks are told when its dense frames span at least this much of it."""


def rows_of(frames: Sequence[FrameMeasure], neutral: Neutral | None) -> tuple[VisionSecond, ...]:
    """Return the rows, in order. A second without a frame has no row: nobody watched it."""
    blinks = _blinks_by_second(frames)
    seconds = groupby(frames, key=lambda frame: frame.at_ms // 1000)
    rows = ((second, [frame for frame in group if frame.full]) for second, group in seconds)
    return tuple(_row(second, full, neutral, blinks.get(second)) for second, full in rows if full)


def _row(second: int, frames: list[FrameMeasure], neutral: Neutral | None, blinks: int | None) -> VisionSecond:
    at_ms = Milliseconds(second * 1000)
    brightness = fmean(frame.brightness for frame in frames if frame.brightness is not None)
    faces = max(frame.faces for frame in frames)
    seen = [frame.face for frame in frames if frame.face is not None]
    if not seen or neutral is None or 2 * len(seen) < len(frames):
        return VisionSecond(at_ms=at_ms, faces=0, brightness=brightness, confidence=0.0)
    looks = [look for face in seen if (look := on_camera(face, neutral)) is not None]
    sharpness = _mean(face.sharpness for face in seen)
    return VisionSecond(
        at_ms=at_ms,
        faces=faces,
        face_share=fmean(face.share for face in seen),
        offset_x=fmean(face.offset_x for face in seen),
        offset_y=fmean(face.offset_y for face in seen),
        brightness=brightness,
        sharpness=sharpness,
        pose=_mean_pose([pose_from(face, neutral) for face in seen]),
        gaze_on_camera=fmean(looks) if looks else None,
        smile=fmean(smile_of(face, neutral) for face in seen),
        expression=mean_expression([face.expression for face in seen if face.expression is not None]),
        blinks=blinks,
        confidence=_confidence(seen, neutral, brightness, sharpness) * len(seen) / len(frames),
    )


def _confidence(seen: Sequence[FaceMeasure], neutral: Neutral, brightness: float, sharpness: float | None) -> float:
    light = min(1.0, brightness / DARK)
    focus = 1.0 if sharpness is None or brightness < DARK else min(1.0, sharpness / BLURRED)
    return fmean(face.presence * facing(face, neutral) for face in seen) * light * focus


def _mean_pose(poses: Sequence[HeadPose]) -> HeadPose:
    """The median of each angle: one bad frame of a second does not turn the head."""
    return HeadPose(
        yaw=median(pose.yaw for pose in poses),
        pitch=median(pose.pitch for pose in poses),
        roll=median(pose.roll for pose in poses),
    )


def mean_expression(measured: Sequence[Sequence[float]]) -> Expression | None:
    """Mean of class probabilities in the order of ``EXPRESSIONS``, summing to one; None when nothing was measured."""
    if not measured:
        return None
    means = [fmean(column) for column in zip(*measured, strict=True)]
    total = sum(means)
    return Expression(**{name: mean / total for name, mean in zip(EXPRESSIONS, means, strict=True)})


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _blinks_by_second(frames: Sequence[FrameMeasure]) -> dict[int, int]:
    """Blinks of each second that dense frames cover; the others are missing."""
    covered: dict[int, int] = {}
    counts: dict[int, int] = {}
    for run in dense_runs(frames):
        for before, after in pairwise(run):
            second = before.at_ms // 1000
            covered[second] = covered.get(second, 0) + after.at_ms - before.at_ms
        for moment in blinks_in(run):
            counts[moment // 1000] = counts.get(moment // 1000, 0) + 1
    return {second: counts.get(second, 0) for second, length in covered.items() if length >= COVERED_MS}
