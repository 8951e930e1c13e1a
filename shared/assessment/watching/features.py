"""What the camera saw, as features. All are described and none has a value: they move no score."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean

from shared.assessment.model.score import Feature, VisionFeature
from shared.assessment.model.vision import EXPRESSIONS, Vision, VisionSecond, VisionSummary
from shared.assessment.watching.expressions import ExpressionSecond, baseline_of, expression_timeline

STILL_DEGREES = 10.0
"""Head motion at which stability is one half; a speaker who stresses words with the head moves by 3–6°."""
SMILING = 0.5
FACE_SHARE = (0.12, 0.6)
FARTHEST = 0.25
"""Well framed: the face takes this share of the picture's width, and its centre lies within a quarter of the width and
of the height from the picture's centre. Portrait pictures of phones have shares up to 0.6."""
NEIGHBOURS_MS = 1500
"""Sure seconds at most this far apart follow one another; a change over a longer gap was not seen."""

Measured = tuple[VisionFeature, float, str, dict[str, float]]


def vision_features(vision: Vision) -> tuple[Feature, ...]:
    """Describe what was seen; nothing for a recording that nobody watched.

    What was not measured is left out: expression where policy or consent do not allow it, blinks where too few dense
    frames were sampled. Smile, gaze and head are measured from the person's own neutral, valence from the person's own
    first seconds.
    """
    summary = vision.summary
    if summary.seconds == 0:
        return ()
    measured = [*_looks(vision), *_expression(vision, expression_timeline(vision))]
    return tuple(_feature(one, summary) for one in measured)


def _looks(vision: Vision) -> Iterator[Measured]:
    summary = vision.summary
    if summary.gaze_on_camera is not None:
        yield "gaze", summary.gaze_on_camera, "share of the time on camera", {}
    if summary.head_motion is not None:
        stability = 1 / (1 + summary.head_motion / STILL_DEGREES)
        yield "head_stability", stability, "0–1, one is still", {"motion_degrees": summary.head_motion}
    if summary.smile is not None:
        smiling = [row.smile >= SMILING for row in vision.timeline if row.smile is not None]
        yield "smile", summary.smile, "0–1", {"share": fmean(smiling)} if smiling else {}
    if summary.blink_rate is not None:
        yield "blink_rate", summary.blink_rate, "a minute", {}
    framed = _framing(vision.timeline)
    if framed is not None:
        yield framed
    yield "face_present", summary.face_present, "share of the time", {"several_faces": summary.several_faces}


def _framing(timeline: Sequence[VisionSecond]) -> Measured | None:
    """How much of the time with a face it is large enough, small enough, and near the middle."""
    places = [
        (row.face_share, row.offset_x, row.offset_y)
        for row in timeline
        if row.face_share is not None and row.offset_x is not None and row.offset_y is not None
    ]
    if not places:
        return None
    well = [
        FACE_SHARE[0] <= share <= FACE_SHARE[1] and max(abs(across), abs(down)) <= FARTHEST
        for share, across, down in places
    ]
    shares, across, down = zip(*places, strict=True)
    parts = {"face_share": fmean(shares), "offset_x": fmean(across), "offset_y": fmean(down)}
    return "framing", fmean(well), "share of the time", parts


def _expression(vision: Vision, timeline: Sequence[ExpressionSecond]) -> Iterator[Measured]:
    """Valence from the person's own, where there is one, and changes of the likeliest class."""
    own = baseline_of([second.valence for second in timeline])
    if own is not None:
        mean = fmean(second.valence for second in timeline)
        parts = {"mean": mean, "baseline": own}
        if vision.summary.expression is not None:
            parts |= {name: getattr(vision.summary.expression, name) for name in EXPRESSIONS}
        yield "valence", mean - own, "−2…2 from the person's own first seconds", parts
    steps = [(now, then) for now, then in pairwise(timeline) if then.at_ms - now.at_ms <= NEIGHBOURS_MS]
    if steps:
        changes = sum(now.dominant != then.dominant for now, then in steps)
        seconds = sum(then.at_ms - now.at_ms for now, then in steps) / 1000
        yield "expression_change", 60 * changes / seconds, "a minute", {"changes": float(changes)}


def _feature(measured: Measured, summary: VisionSummary) -> Feature:
    name, raw, unit, parts = measured
    return Feature(
        name=name,
        group="vision",
        value=None,
        raw=raw,
        unit=unit,
        source=", ".join(sorted(summary.models)) or "vision",
        # That nobody was seen is known for certain, and is no reason to doubt that it was counted.
        confidence=1.0 if name == "face_present" else summary.confidence,
        parts=parts,
    )
