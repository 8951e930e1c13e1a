"""The whole answer: timeline, summary, flags."""

from collections.abc import Sequence
from math import hypot
from statistics import fmean, median, pstdev

from shared.assessment.model.flags import FlagCode
from shared.assessment.model.vision import EXPRESSIONS, Expression, Vision, VisionSecond, VisionSummary
from shared.assessment.watching.blinks import blinks_in, dense_runs, length_ms
from shared.assessment.watching.measured import FrameMeasure, Recording
from shared.assessment.watching.neutral import neutral_of
from shared.assessment.watching.timeline import BLURRED, DARK, mean_expression, rows_of

ABSENT_SHARE = 0.30
"""Without a face in this share of the seconds or more, the answer is flagged."""
SECOND_PERSON_SECONDS = 2
"""Seconds with several faces that make a second person: a single one can be the detector's mistake."""
BLINK_SECONDS = 4.0
"""Seconds of dense frames below which a blink rate would be a guess."""
SURE_ENOUGH = 0.5
"""Seconds of at least this confidence make the mean expression."""


def vision_of(recording: Recording, extra_flags: Sequence[FlagCode] = ()) -> Vision:
    """Return what was seen in a recording. One without frames gives a summary of zero seconds."""
    frames = recording.frames
    neutral = neutral_of(frame.face for frame in frames if frame.full and frame.face is not None)
    rows = rows_of(frames, neutral)
    return Vision(
        summary=_summary(recording, rows),
        timeline=rows,
        flags=tuple(dict.fromkeys((*extra_flags, *_flags(recording, rows)))),
    )


def _summary(recording: Recording, rows: Sequence[VisionSecond]) -> VisionSummary:
    seen = [row for row in rows if row.pose is not None]
    looks = [row.gaze_on_camera for row in seen if row.gaze_on_camera is not None]
    smiles = [row.smile for row in seen if row.smile is not None]
    sharpness = [row.sharpness for row in seen if row.sharpness is not None]
    return VisionSummary(
        seconds=len(rows),
        frames=len(recording.frames),
        corrupt_frames=recording.corrupt_frames,
        face_present=_share(len(seen), rows),
        several_faces=_share(sum(row.faces > 1 for row in rows), rows),
        gaze_on_camera=fmean(looks) if looks else None,
        head_motion=_head_motion(seen),
        smile=fmean(smiles) if smiles else None,
        blink_rate=_blink_rate(recording.frames),
        expression=_expression([row for row in seen if row.confidence >= SURE_ENOUGH]),
        brightness=fmean(row.brightness for row in rows) if rows else 0.0,
        sharpness=fmean(sharpness) if sharpness else None,
        confidence=fmean(row.confidence for row in rows) if rows else 0.0,
        models=dict(recording.models),
    )


def _expression(sure: Sequence[VisionSecond]) -> Expression | None:
    measured = [row.expression for row in sure if row.expression is not None]
    return mean_expression([[getattr(one, name) for name in EXPRESSIONS] for one in measured])


def _share(count: int, rows: Sequence[VisionSecond]) -> float:
    return count / len(rows) if rows else 0.0


def _head_motion(seen: Sequence[VisionSecond]) -> float | None:
    poses = [row.pose for row in seen if row.pose is not None]
    if len(poses) < 2:
        return None
    return hypot(pstdev(pose.yaw for pose in poses), pstdev(pose.pitch for pose in poses))


def _blink_rate(frames: Sequence[FrameMeasure]) -> float | None:
    """Blinks a minute over the dense frames; None where they span too little to tell."""
    runs = dense_runs(frames)
    seconds = sum(length_ms(run) for run in runs) / 1000
    if seconds < BLINK_SECONDS:
        return None
    return 60 * sum(len(blinks_in(run)) for run in runs) / seconds


def _flags(recording: Recording, rows: Sequence[VisionSecond]) -> list[FlagCode]:
    flags: list[FlagCode] = []
    if recording.corrupt_frames:
        flags.append("damaged")
    if not rows:
        return flags
    seen = [row for row in rows if row.pose is not None]
    dark = fmean(row.brightness for row in seen or rows) < DARK
    if dark:
        flags.append("too_dark")
    sharpness = [row.sharpness for row in seen if row.sharpness is not None]
    if sharpness and not dark and median(sharpness) < BLURRED:
        flags.append("blurred")
    if 1 - len(seen) / len(rows) >= ABSENT_SHARE:
        flags.append("no_face")
    if sum(row.faces > 1 for row in rows) >= SECOND_PERSON_SECONDS:
        flags.append("second_person")
    return flags
