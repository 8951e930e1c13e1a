"""A person's own neutral: how this face looks at this camera when nothing happens. Everything is measured from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from shared.assessment.watching.measured import FaceMeasure

SURE_PRESENCE = 0.7
"""Only frames of which the mesh is at least this sure make the neutral."""


@dataclass(frozen=True, slots=True)
class Neutral:
    """Medians over the sure frames, in the units of ``FaceMeasure``.

    The median, because people look at the camera most of the time and away to both sides: no frame has to be
    known as neutral, and up to half of them may be anything.
    """

    yaw: float
    pitch: float
    roll: float
    eyes_open: float
    mouth_width: float
    mouth_lift: float
    gaze_x: float
    gaze_y: float


def neutral_of(faces: Iterable[FaceMeasure]) -> Neutral | None:
    """Return the neutral of one person's faces; None when there is no face at all."""
    known = list(faces)
    if not known:
        return None
    sure = [face for face in known if face.presence >= SURE_PRESENCE] or known
    # Gaze is read in open eyes only: under a closing lid the iris is a guess.
    lids = median(face.eyes_open for face in sure)
    open_eyes = [face for face in sure if face.eyes_open >= OPEN_SHARE * lids]
    return Neutral(
        yaw=median(face.yaw for face in sure),
        pitch=median(face.pitch for face in sure),
        roll=median(face.roll for face in sure),
        eyes_open=lids,
        mouth_width=median(face.mouth_width for face in sure),
        mouth_lift=median(face.mouth_lift for face in sure),
        gaze_x=_median_of(face.gaze_x for face in open_eyes),
        gaze_y=_median_of(face.gaze_y for face in open_eyes),
    )


OPEN_SHARE = 0.8
"""An eye is open when its aspect ratio is at least this share of the person's neutral."""


def _median_of(values: Iterable[float | None]) -> float:
    known = [value for value in values if value is not None]
    return median(known) if known else 0.0
